"""The documents nearest to one: rare words in common, in the same domain."""

from __future__ import annotations

import pytest

from catalogue.search.documents import Kind, RecordStatus, SearchDocument
from catalogue.search.index import WhooshIndex
from catalogue.search.nearest import nearest

TITLES = [
    ("ISO 20345:2021", "Chaussures de sécurité", ("13.340.50",)),
    ("ISO 20345:2011", "Chaussures de sécurité", ("13.340.50",)),
    ("ISO 20346:2021", "Chaussures de protection", ("13.340.50",)),
    ("ISO 20347:2021", "Chaussures de travail", ("13.340.50",)),
    ("ISO 20347:2012", "Chaussures de travail", ("13.340.50",)),
    ("ISO 374-1:2016", "Gants de protection", ("13.340.40",)),
    ("ISO 9407:2019", "Pointures des chaussures", ("61.060",)),
    ("ISO 12100:2010", "Sécurité des machines", ("13.110",)),
]


def document(number, reference, title, ics, **other):
    return SearchDocument(
        key=f"edition:{number}",
        kind=Kind.STANDARD,
        status=RecordStatus.PUBLISHED,
        reference=reference,
        title_fr=title,
        ics=ics,
        **other,
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    made = WhooshIndex(tmp_path_factory.mktemp("shelf"))
    made.replace_all(document(number, *one) for number, one in enumerate(TITLES))
    return made


def references(index, **asked):
    return [one.reference for one in nearest(index, **asked)]


def test_its_domain_comes_first_and_its_own_editions_are_left_out(shelf):
    found = references(shelf, titles=["Chaussures de sécurité"], ics=["13.340.50"], but="ISO 20345")
    assert set(found) >= {"ISO 20346:2021", "ISO 20347:2021"}
    assert not {"ISO 20345:2021", "ISO 20345:2011", "ISO 12100:2010"} & set(found)


def test_each_standard_is_given_once(shelf):
    found = references(shelf, titles=["Chaussures de travail"], ics=["13.340.50"])
    assert len([one for one in found if one.startswith("ISO 20347")]) == 1


def test_without_a_domain_the_words_alone_bring_near(shelf):
    assert references(shelf, titles=["Pointures"])[0] == "ISO 9407:2019"


def test_nothing_in_common_gives_nothing(shelf):
    assert references(shelf, titles=["Beurre de karité"], ics=["67.200.10"]) == []
    assert references(shelf, titles=[], ics=["13.340.50"]) == []
    assert references(shelf, titles=["de la et les"]) == []


def test_a_limit_is_kept(shelf):
    assert len(references(shelf, titles=["Chaussures"], ics=["13.340.50"], limit=1)) == 1


def test_the_searches_are_few_whatever_the_title(shelf):
    class Counting:
        asked = 0

        def search(self, query):
            Counting.asked += 1
            assert query.page_size <= 25
            assert not query.facets
            return shelf.search(query)

    nearest(Counting(), titles=["mot " * 3000 + " ".join(f"motif{n}" for n in range(500))])
    assert Counting.asked <= 8
