"""What is finished while one types is what people would say, in the language they type."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.search.documents import Kind, RecordStatus, SearchDocument
from catalogue.search.index import WhooshIndex

TITLES = (
    ("Sécurité du matériel forestier", "Safety of forestry equipment"),
    ("Sécurité - Matériaux réfractaires", "Safety - Refractory materials"),
    ("Machines à coudre", "Sewing machines"),
    ("Sécurité des machines agricoles", "Safety of machinery for farms"),
    ("Détermination de la teneur en eau", "Determination of water content"),
    ("", "Determination of water absorption - East wind"),
    ("", "Determination of water vapour"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> WhooshIndex:
    index = WhooshIndex(tmp_path_factory.mktemp("shelf"))
    index.replace_all(
        SearchDocument(
            key=f"edition:{number}",
            kind=Kind.STANDARD,
            status=RecordStatus.PUBLISHED,
            reference=f"ISO {number}00",
            title_fr=title_fr,
            title_en=title_en,
        )
        for number, (title_fr, title_en) in enumerate(TITLES, 1)
    )
    return index


def finished(index: WhooshIndex, typed: str) -> list[str]:
    return [one.text for one in index.suggest(typed)]


def test_words_are_finished_with_the_little_words_that_titles_have(shelf: WhooshIndex):
    assert finished(shelf, "sécurité des mac") == ["sécurité des machines"]
    assert finished(shelf, "sécurité des matériel") == ["sécurité du matériel"]


def test_little_words_alone_are_left_out(shelf: WhooshIndex):
    assert finished(shelf, "l’ea") == ["eau"]  # not «east», which is no French
    assert finished(shelf, "la tene") == ["teneur"]


def test_a_french_word_comes_before_an_english_one(shelf: WhooshIndex):
    # «determination» has no accent in English titles, which are more
    assert finished(shelf, "det") == ["détermination"]
    assert finished(shelf, "mat")[0] in ("matériel", "matériaux")
    assert finished(shelf, "safety of ma") == ["safety of machinery"]


def test_a_word_that_says_nothing_is_no_way_to_finish(shelf: WhooshIndex, tmp_path: Path):
    assert "determination of" not in finished(shelf, "determination o")
    assert WhooshIndex(tmp_path / "empty").suggest("det") == ()
