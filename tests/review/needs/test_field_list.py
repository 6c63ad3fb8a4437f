"""The form as data: the numbers, the two thresholds, a sentence for each obligatory answer."""

from __future__ import annotations

import pytest

from review.needs.answers import as_typed, in_words
from review.needs.completeness import ASKED_BY_CASE
from review.needs.field_kinds import Duty, Kind
from review.needs.field_list import (
    CHAIR_FIELDS,
    COMPLETABLE,
    FIELDS,
    PART_OF,
    TO_FILE,
    TO_REGISTER,
    answered_attributes,
)
from review.needs.models import NeedsExpression

FILING = "3, 4, 5, 6, 9, 10, 11, 12, 15, 17, 34, 35, 36, 37, 38, 41, 41a, 41b"
PROGRAMME = "7, 8, 13, 19, 20, 21, 23, 28, 30, 31, 32, 42, 43"


def test_every_number_once_and_in_order():
    expected = [str(n) for n in range(1, 42)] + ["41a", "41b"] + [str(n) for n in range(42, 53)]
    assert [field.number for field in FIELDS] == expected


def test_the_two_thresholds_are_those_of_the_rules():
    assert set(FILING.split(", ")) == TO_FILE
    assert set(FILING.split(", ")) | set(PROGRAMME.split(", ")) == TO_REGISTER


def test_the_secretariat_completes_what_the_rules_say():
    expected = {"8", "13", *map(str, range(18, 34)), *map(str, range(42, 46))}
    assert expected == COMPLETABLE


def test_each_answer_has_its_column():
    columns = set(NeedsExpression.__mapper__.columns.keys())
    assert set(answered_attributes()) <= columns


@pytest.mark.parametrize("field", CHAIR_FIELDS, ids=lambda field: field.number)
def test_an_obligatory_field_says_what_to_do(field):
    if field.duty in {Duty.FILE, Duty.REGISTER, Duty.CONDITIONAL}:
        assert any(part.missing for part in field.parts)


def test_answers_asked_by_case_have_their_sentence():
    assert all(PART_OF[attribute][1].missing for attribute in ASKED_BY_CASE)


@pytest.mark.parametrize(
    ("attribute", "value", "words"),
    [
        ("culture", False, ["Non"]),
        ("culture", None, []),
        ("differences", ["sociale", "physique"], ["Sociale", "Physique"]),
        ("track_months", 24, ["24 mois"]),
        ("benefits", {"trade": "", "economic": "Export"}, ["Économique : Export", "Commerce"]),
        ("target_dates", {"60.60": "2028-05-01"}, ["Publication (60.60) : 01/05/2028"]),
        ("ics", ["67.200.10", "71.100.70"], ["67.200.10", "71.100.70"]),
    ],
)
def test_answers_in_words(attribute, value, words):
    assert [str(word) for word in in_words(PART_OF[attribute][1], value)] == words


@pytest.mark.parametrize(
    ("attribute", "value", "typed"),
    [
        ("culture", True, {"culture": "oui"}),
        ("differences", ["sociale", "physique"], {"differences": "Physique, Sociale"}),
        ("ics", ["67", "71"], {"ics": "67, 71"}),
        ("title_fr", None, {"title_fr": ""}),
    ],
)
def test_answers_as_the_conflict_page_reads_them(attribute, value, typed):
    assert as_typed(PART_OF[attribute][1], value) == typed


def test_a_dated_answer_is_compared_stage_by_stage():
    typed = as_typed(PART_OF["target_dates"][1], {"40.20": "2027-09-01"})
    assert typed["target_40_20"] == "01/09/2027"
    assert typed["target_60_60"] == ""


def test_ticks_are_compared_with_their_texts():
    typed = as_typed(PART_OF["benefits"][1], {"economic": "Export"})
    assert typed["benefits"] == "Économique"
    assert typed["benefits_economic"] == "Export"
    assert typed["benefits_trade"] == ""


def test_what_people_write_has_a_longest_length():
    for field in CHAIR_FIELDS:
        for part in field.parts:
            if part.kind in {Kind.LINE, Kind.TEXT, Kind.CODES}:
                assert 0 < part.maximum <= 4000
