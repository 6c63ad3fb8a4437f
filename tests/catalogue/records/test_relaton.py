"""The Relaton file of a document: the shape of Relaton's own records, and only known facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.records.bibliography import RelatedItem, State
from catalogue.records.relaton import file_name, to_relaton, to_yaml
from catalogue.records.vocabulary import DocumentKind, RelationKind
from tests.catalogue.records.bibliographic import AGENCY, quality

SAMPLE = Path(__file__).parent / "samples" / "relaton-iso-9001-2015.yaml"


def read_back(**other):
    return yaml.safe_load(to_yaml(quality(**other)))


def test_it_says_what_relatons_own_record_says():
    """Every key of the sample is there with the sample's value, but where we know less or more."""
    theirs, ours = yaml.safe_load(SAMPLE.read_text(encoding="utf-8")), read_back()
    assert ours.pop("link")[0] == theirs.pop("link")[0]
    theirs.pop("place")  # where a body sits is not in the register
    del theirs["contributor"][0]["organization"]["url"]
    assert ours == theirs


def test_keys_come_in_relatons_order():
    theirs = list(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")))
    ours = list(read_back())
    assert ours == [name for name in theirs if name != "place"]


def test_what_is_not_known_has_no_key():
    bare = read_back(
        reference="",
        title_en="",
        edition_number=None,
        published=None,
        stage_code="",
        languages=(),
        ics=(),
        committee="",
        project_number="",
        urn="",
        source_address="",
        relations=(),
        kind=None,
    )
    assert bare["id"] == "deliverable-62085"
    assert bare["docstatus"] == {"stage": {"value": "published"}}
    assert bare["ext"] == {"schema-version": "v1.0.0"}
    assert {"docid", "docnumber", "date", "edition", "language", "relation"}.isdisjoint(bare)
    assert None not in bare.values()


@pytest.mark.parametrize(
    ("kind", "inward", "word"),
    [
        (RelationKind.REPLACES, False, "obsoletes"),
        (RelationKind.REPLACES, True, "obsoletedBy"),
        (RelationKind.AMENDS, False, "updates"),
        (RelationKind.ADOPTS, False, "adoptedFrom"),
        (RelationKind.ADOPTS, True, "adoptedAs"),
        (RelationKind.CITES, True, "isCitedIn"),
    ],
)
def test_relations_have_relatons_words(kind, inward, word):
    found = to_relaton(quality(relations=(RelatedItem(kind, "NF EN 12:2020", inward),)))
    assert found["relation"][0]["type"] == word
    assert found["relation"][0]["bibitem"]["docid"][0]["type"] == "NF"


def test_a_national_standard_keeps_its_own_number_as_it_is_written():
    found = read_back(
        reference="MN 03-07/012:2019",
        publisher=AGENCY,
        project_number="",
        homologated_on=date(2019, 3, 14),
        state=State.WITHDRAWN,
        stage_code="",
        withdrawn_on=date(2024, 1, 2),
    )
    assert found["docid"][0] == {"id": "MN 03-07/012:2019", "type": "AMANORM", "primary": True}
    assert found["id"] == "MN03-07-012-2019"
    assert {"type": "issued", "value": "2019-03-14"} in found["date"]
    assert {"type": "obsoleted", "value": "2024-01-02"} in found["date"]
    assert found["docstatus"] == {"stage": {"value": "withdrawn"}}
    assert found["ext"]["doctype"] == {"type": "standard"}


def test_a_project_is_not_given_for_a_document():
    found = to_relaton(quality(project=True, reference="2026-012", publisher=AGENCY))
    assert found["docid"][0]["type"] == "AMANORM-project"
    assert "docnumber" not in found


def test_parts_supplements_and_scripts():
    found = to_relaton(
        quality(
            reference="ISO/IEC 19566-7:2022/Amd 1:2025",
            supplement="Amd",
            title_en="Widgets - Part 7: Colours",
            languages=("en", "ru", "ar"),
            scope_en="What it is about.",
        )
    )
    assert found["ext"]["doctype"] == {"type": "amendment"}
    assert found["ext"]["structuredidentifier"]["part"] == "7"
    assert [one["type"] for one in found["title"][:3]] == ["title-main", "title-part", "main"]
    assert found["script"] == ["Latn", "Cyrl", "Arab"]
    assert found["abstract"][0]["content"] == "What it is about."


def test_kinds_have_relatons_words():
    report = to_relaton(quality(kind=DocumentKind.TECHNICAL_REPORT))
    assert report["ext"]["doctype"] == {"type": "technical-report"}
    assert "doctype" not in to_relaton(quality(kind=DocumentKind.OTHER))["ext"]


@given(st.text(max_size=40), st.text(max_size=80))
@example("", "A title\x85cut \u2028 in \u2029 lines")
def test_whatever_people_wrote_is_read_back_as_it_was(reference, title):
    found = read_back(reference=reference, title_en=title)
    wanted = to_relaton(quality(reference=reference, title_en=title))
    assert found == wanted


@given(st.text(max_size=60))
def test_a_file_name_is_plain(reference):
    name = file_name(quality(reference=reference))
    assert name.endswith(".yaml")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
