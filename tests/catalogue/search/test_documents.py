"""A record is projected, kept and summed up without loss."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.documents import (
    FacetName,
    Kind,
    RecordStatus,
    SearchDocument,
    facet_values,
    fingerprint,
    from_bytes,
    key_of,
    titles_of,
    to_bytes,
)

DOCUMENT = SearchDocument(
    key="edition:12",
    kind=Kind.STANDARD,
    status=RecordStatus.PUBLISHED,
    reference="ISO 8559-2:2017",
    title_fr="Désignation des tailles de vêtements",
    title_en="Size designation of clothes",
    body="ISO",
    ics=("61.020", "13.340.10", "13.340.30", "", "97"),
    committee="ISO/TC 133",
    year=2017,
    marker="1",
    languages=("en", "fr"),
    text_fr="Domaine \ud800 « d’application »",
    date=dt.date(2017, 3, 1),
)


def test_a_document_is_read_back_as_it_was_written():
    stored = to_bytes(DOCUMENT)
    assert from_bytes(stored) == DOCUMENT
    assert key_of(stored) == "edition:12"
    assert titles_of(stored) == (DOCUMENT.title_fr, DOCUMENT.title_en)


@given(st.text(), st.text('","\\ab\n'))
def test_titles_are_read_alone_whatever_is_in_them(title_fr: str, title_en: str):
    stored = to_bytes(replace(DOCUMENT, title_fr=title_fr, title_en=title_en))
    assert titles_of(stored) == (title_fr, title_en)


def test_a_book_long_text_is_cut():
    book = replace(DOCUMENT, text_fr="é" * 60_000, text_en="e" * 60_000)
    assert len(from_bytes(to_bytes(book)).text_fr) == 50_000
    assert len(from_bytes(to_bytes(book)).text_en) == 50_000


def test_records_of_one_standard_share_a_key():
    entry = replace(DOCUMENT, key="reference_entry:1", reference="iso 8559-2")
    assert entry.parts_key == DOCUMENT.parts_key == "ISO 8559-2"
    assert replace(DOCUMENT, reference="").parts_key == ""


def test_withdrawn_is_a_status():
    assert not DOCUMENT.withdrawn
    assert replace(DOCUMENT, status=RecordStatus.WITHDRAWN).withdrawn


def test_a_record_counts_once_in_each_of_its_ics_fields():
    values = list(facet_values(DOCUMENT))
    ics = {name: [v for n, v in values if n is name] for name in FacetName if "ics" in name}
    assert ics == {
        FacetName.ICS_FIELD: ["61", "13", "97"],
        FacetName.ICS_GROUP: ["61.020", "13.340"],
        FacetName.ICS_SUBGROUP: ["13.340.10", "13.340.30"],
    }
    assert len(values) == len(set(values))


def test_an_unknown_fact_counts_nowhere():
    bare = SearchDocument("work_item:1", Kind.WORK_ITEM, RecordStatus.IN_PREPARATION)
    assert list(facet_values(bare)) == [
        (FacetName.KIND, "work_item"),
        (FacetName.STATUS, "in_preparation"),
    ]


def test_the_fingerprint_tells_any_difference_and_no_order():
    one, two = to_bytes(DOCUMENT), to_bytes(replace(DOCUMENT, key="edition:13"))
    assert fingerprint([one, two]) == fingerprint([two, one])
    assert fingerprint([one]) != fingerprint([two])
    assert fingerprint([one]) != fingerprint([one, one])
    changed = to_bytes(replace(DOCUMENT, marker="2"))
    assert fingerprint([one]) != fingerprint([changed])
