"""The queries relevance is measured with are what they say, and the same for the same seed."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from catalogue.search.documents import Kind, RecordStatus, SearchDocument

SOURCE = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def queries() -> ModuleType:
    sys.path.insert(0, str(SOURCE))
    try:
        import queries
    finally:
        sys.path.remove(str(SOURCE))
    return queries


def record(number: int, reference: str, title_fr: str, title_en: str, **facts) -> SearchDocument:
    status = facts.get("status", RecordStatus.PUBLISHED)
    year = facts.get("year")
    return SearchDocument(
        f"edition:{number}", Kind.STANDARD, status, reference, title_fr, title_en, year=year
    )


LIBRARY = [
    record(
        1,
        "ISO 9001:2015",
        "Systèmes de management de la qualité - Exigences générales des organismes",
        "Quality management systems - Requirements for organizations",
        year=2015,
    ),
    record(
        2,
        "ISO 9001:2008",
        "Systèmes de management de la qualité - Exigences générales des organismes",
        "Quality management systems - Requirements",
        year=2008,
        status=RecordStatus.WITHDRAWN,
    ),
]


def test_each_class_is_the_same_for_the_same_seed(queries):
    first, again, other = (queries.Makers(LIBRARY, seed) for seed in (1, 1, 2))
    for name in first.classes:
        cases = first.cases(name, LIBRARY, 20)
        assert cases == again.cases(name, LIBRARY, 20)
        assert len(cases) == 20
        assert all(case.made_from.key in case.right or "9001" in case.typed for case in cases)
    assert first.cases("English", LIBRARY, 20) != other.cases("English", LIBRARY, 20)


def test_a_record_of_equal_title_is_as_right_and_an_undated_reference_means_the_current_one(
    queries,
):
    makers = queries.Makers(LIBRARY, 1)
    for case in makers.cases("first words, French", LIBRARY, 10):
        assert case.right == {"edition:1", "edition:2"}
        assert case.titles == 1
    for case in makers.cases("references", LIBRARY, 40):
        dated = "2008" in case.typed or "2015" in case.typed
        assert case.right == ({case.made_from.key} if dated else {"edition:1"})


@pytest.mark.parametrize(
    ("word", "other"),
    [
        *(("machines", "machine"), ("niveaux", "niveau"), ("spécial", "spéciaux")),
        *(("mesure", "mesures"), ("tuyaux", None), ("processus", None)),
    ],
)
def test_french_numbers(queries, word, other):
    assert queries.french_other_number(word) == other


@pytest.mark.parametrize(
    ("word", "other"),
    [
        *(("bodies", "body"), ("matches", "match"), ("property", "properties")),
        *(("quality", "qualities"), ("requirement", "requirements"), ("class", None)),
    ],
)
def test_english_numbers(queries, word, other):
    assert queries.english_other_number(word) == other


def test_a_typing_error_is_one_change(queries):
    makers = queries.Makers(LIBRARY, 3)
    for _ in range(50):
        wrong = makers.mistyped("sécurité")
        assert wrong != "sécurité"
        assert abs(len(wrong) - len("sécurité")) <= 1
