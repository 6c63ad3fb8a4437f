"""The facts kept of a deliverable, a committee, a code, and the sentences for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.open_data import cells, committee_records, deliverable_records, ics_records
from catalogue.open_data.cells import Refused
from catalogue.open_data.deliverable_records import Known, digest_of, facts_of, from_cells
from catalogue.open_data.files import OpenDataFile
from catalogue.records.vocabulary import DocumentKind

SAMPLES = Path(__file__).parent / "samples"
KNOWN = Known(
    stages={"60.60", "90.60", "90.92", "95.99", "40.20", "00.20"},
    ics={"49.140", "23.040.10", "35.040.30", "03.120.10", "03.100.70", "59.080.01"},
)
PLAIN = {"id": 1, "reference": "ISO 1:2016", "currentStage": 6060, "title.en": "A"}


def facts(**changes):
    return facts_of({**PLAIN, **changes}, KNOWN)


def refusal(**changes):
    with pytest.raises(Refused) as told:
        facts(**changes)
    return str(told.value)


def read(name):
    with OpenDataFile(SAMPLES / name) as file:
        return [one.values for one in file.records()]


def test_the_exact_line_of_isos_csv():
    [raw] = read("deliverables.csv")
    found = facts_of(from_cells(raw), KNOWN)
    assert found["reference"] == "ISO 18381:2013"
    assert found["stage_code"] == "90.60"
    assert found["ics"] == ["49.140"]
    assert found["languages"] == ["en"]
    assert found["pages_en"] == 54
    assert (found["replaces"], found["replaced_by"]) == ([], [])
    assert found["published_on"] == "2013-05-29"
    assert found["scope_en"] == "ISO 18381:2013 establishes a data compression algorithm …"
    assert found["title_fr"].startswith("Systèmes de transfert")


def test_the_exact_lines_of_isos_json():
    report, amendment, quality, textile, jpeg = (
        facts_of(raw, Known(KNOWN.stages | {"90.93"}, KNOWN.ics))
        for raw in read("deliverables.jsonl")
    )
    assert report["kind"] is DocumentKind.TECHNICAL_REPORT
    assert "title_en" not in report, "a title never mentioned leaves what was known"
    assert amendment["supplement"] == "Amd"
    assert amendment["scope_en"] is None
    assert (quality["replaces"], quality["replaced_by"]) == ([46486, 54538], [88464])
    assert quality["stage_code"] == "90.92"
    assert textile["title_fr"].startswith("Textiles")
    assert jpeg["body"] == "ISO/IEC"


def test_a_line_has_one_digest_whatever_its_form():
    raw = {
        "id": 7, "deliverableType": "IS", "supplementType": None, "reference": "ISO 7:2020",
        "title.en": "A", "title.fr": None, "publicationDate": "2020-01-02", "edition": 1,
        "icsCode": ["49.140"], "ownerCommittee": "ISO/TC 1", "currentStage": 6060,
        "replaces": [5, 6], "replacedBy": None, "languages": ["en", "fr"], "pages.en": 5,
        "scope.en": "<p>x</p>",
    }  # fmt: skip
    cells_of_it = {name: "" if value is None else str(value) for name, value in raw.items()}
    assert digest_of(from_cells(cells_of_it)) == digest_of(raw)
    assert digest_of({**raw, "currentStage": 9599}) != digest_of(raw)
    assert digest_of({name: raw[name] for name in raw if "title" not in name}) != digest_of(raw)


@pytest.mark.parametrize(
    ("reference", "body"),
    [
        ("ISO 1:2016", "ISO"), ("ISO/TS 7:2020", "ISO"), ("ISO/IEC 27001:2022", "ISO/IEC"),
        ("ISO/IEC/IEEE 42010:2022", "ISO/IEC"), ("IEC 60335-1:2020", "IEC"), ("IWA 34:2021", "IWA"),
        ("ISO/ASTM 52900:2021", "ISO"), ("Guide sans numéro", "ISO"),
    ],
)  # fmt: skip
def test_the_body_is_read_from_the_reference(reference, body):
    assert facts(reference=reference)["body"] == body


@pytest.mark.parametrize(
    ("french", "kept"),
    [
        ("Lait – Méthode", "Lait – Méthode"),
        ("MILK - Method", None),
        ("Milk — méthod", None),
        ("Titre manque", None),
        ("Titre manque - Partie 1: Titre manque", None),
        ("Titre manquant", None),
        ("Lait – Partie 2: Titre manque", "Lait – Partie 2"),
        ("", None),
        (None, None),
    ],
)
def test_no_french_title_is_no_french_title(french, kept):
    found = facts(**{"title.en": "Milk — Method", "title.fr": french})
    assert found["title_fr"] == kept
    assert "milk" in found["folded_text"]


@pytest.mark.parametrize("day", ["2016", "2016-02", "2016-02-29"])
def test_a_date_keeps_its_precision(day):
    assert facts(publicationDate=day)["published_on"] == day


def test_the_year_is_that_of_the_reference_else_of_the_publication():
    assert facts(publicationDate="2017-01")["year"] == 2016
    assert facts(reference="ISO 1", publicationDate="2017-01")["year"] == 2017
    assert facts(reference="ISO 1")["year"] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"currentStage": 7777}, "« 77.77 » n’est pas un code harmonisé"),
        ({"currentStage": "abc"}, "« abc »"),
        ({"icsCode": ["49.140", "99.999"]}, "Code ICS inconnu : 99.999"),
        ({"icsCode": "['49.140'"}, "icsCode"),
        ({"icsCode": "[__import__('os')]"}, "icsCode"),
        ({"replaces": "[1, [2]]"}, "replaces"),
        ({"replaces": ["a"]}, "numéros"),
        ({"replaces": "[" + "9" * 9000 + "]"}, "replaces"),
        ({"languages": {"en": 1}}, "languages"),
        ({"publicationDate": "2016-02-30"}, "2016-02-30"),
        ({"publicationDate": "hier"}, "AAAA-MM-JJ"),
        ({"reference": ""}, "« reference » est vide"),
        ({"reference": "x" * 300}, "300 caractères"),
        ({"reference": 5}, "pas un texte"),
        ({"edition": "deux"}, "edition"),
        ({"edition": -1}, "edition"),
        ({"title.en": "\udcff"}, "UTF-8"),
        ({"pages.en": True}, "pages.en"),
    ],
)
def test_what_is_wrong_is_named(changes, said):
    assert said in refusal(**changes)


def test_a_number_is_needed():
    for raw in ({}, {"id": None}, {"id": "x"}, {"id": 0}, {"id": 2**40}, {"id": 1.5}):
        with pytest.raises(Refused, match="« id »"):
            deliverable_records.number_of(raw)


_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=30)
    | st.floats()
    | st.lists(st.none() | st.integers() | st.text(max_size=8), max_size=4)
)


@given(st.dictionaries(st.sampled_from(deliverable_records.FIELDS), _VALUES))
def test_any_record_is_kept_or_refused_with_a_sentence(raw):
    raw = {"id": 1, "reference": "ISO 1", **raw}
    for one in (raw, from_cells({name: str(value) for name, value in raw.items()})):
        digest_of(one)
        try:
            found = facts_of(one, KNOWN)
        except Refused:
            continue
        assert found["reference"]
        assert "" not in (found.get("title_en"), found.get("title_fr"))


@given(st.text(max_size=60))
def test_any_cell_is_a_list_or_refused(cell):
    try:
        found = cells.texts({"x": cell}, "x")
    except Refused:
        return
    assert isinstance(found, list)


def test_a_committee():
    found = {one["reference"]: committee_records.facts_of(one) for one in read("committees.jsonl")}
    menstrual = found["ISO/TC 338"]
    assert menstrual["title_en"] == "Menstrual products"
    assert menstrual["created_on"].startswith("2022")
    assert "SIS" in (menstrual["secretariat"], *menstrual["p_members"])
    assert found["ISO/TC 176/SC 2"]["parent_iso_id"]
    with pytest.raises(Refused, match="membres"):
        committee_records.facts_of({"id": 1, "reference": "ISO/TC 1", "pMembers": "x"})


def test_a_code_of_the_classification():
    found = [ics_records.facts_of(raw) for raw in read("ics.xml")]
    assert [(one["code"], one["parent_code"]) for one in found] == [
        ("01", None), ("01.020", "01"), ("01.040.01", "01.040"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="code ICS"):
        ics_records.facts_of({"identifier": "1.2"})
    with pytest.raises(Refused, match="en français"):
        ics_records.facts_of({"identifier": "01", "titleEn": "A"})
