"""The codes of the checklist are those of product_rules §3, each with a French label."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.answers.vocabulary import (
    ANSWER_CODES,
    ANSWER_LABELS,
    CONDITION_LABELS,
    CRITERIA,
    MARKER_LABELS,
    RULE_LABELS,
    ConditionCode,
    Difference,
    Marker,
    Rule,
    composition,
    composition_value,
    differences,
    is_answer,
)

# A slow machine is no failure.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_checklist_has_its_23_criteria_in_order() -> None:
    written = "F1 F2 F3 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 T1 T2 P1 P2 P3 P4 P5"
    assert written.split() == list(CRITERIA)
    assert list(ANSWER_CODES) == list(CRITERIA)


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("F1", "oui non ne_sait_pas"),
        ("F2", "chiffre estimation inconnu"),
        ("F3", "physique physiologique sociale economique aucune inconnue"),
        ("A1", "0 1 2"),
        ("A2", "0 1 2 SO"),
        ("A12", "0 1 2 SO"),
        ("A13", "ok to_fix blocking"),
        ("T1", "ok not_ok"),
        ("T2", "ok not_ok SO"),
        ("P1", "0 1 2 inconnu"),
        ("P2", "inconnu"),
        ("P3", "oui non inconnu"),
        ("P4", "oui non inconnu"),
        ("P5", "oui non inconnu"),
    ],
)
def test_each_criterion_takes_the_codes_of_the_rules(code: str, codes: str) -> None:
    assert list(ANSWER_CODES[code]) == codes.split()


def test_every_code_has_a_label() -> None:
    for code, codes in ANSWER_CODES.items():
        assert list(ANSWER_LABELS[code]) == list(codes)
    assert set(MARKER_LABELS) == set(Marker)
    assert set(RULE_LABELS) == set(Rule)
    assert set(CONDITION_LABELS) == set(ConditionCode)


def test_markers_and_rules_are_written_as_in_the_rules() -> None:
    assert [str(marker) for marker in Marker] == ["2", "1", "0", "NP", "NE"]
    assert [str(rule) for rule in Rule] == ["strict", "pilot"]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("physique", {Difference.PHYSICAL}),
        ("sociale, economique", {Difference.SOCIAL, Difference.ECONOMIC}),
        ("aucune", {Difference.NONE}),
        ("inconnue", {Difference.UNKNOWN}),
    ],
)
def test_differences_are_read_in_any_order(value: str, named: set[Difference]) -> None:
    assert differences(value) == named
    assert is_answer("F3", value)


@pytest.mark.parametrize(
    "value", [None, "", "aucune,physique", "inconnue,sociale", "aucune,inconnue", "culturelle", ","]
)
def test_none_and_unknown_stand_alone(value: str | None) -> None:
    assert differences(value) is None
    assert not is_answer("F3", value)


@steady
@given(st.integers(0, 999_999_999), st.integers(0, 999_999_999))
def test_counts_written_are_counts_read(women: int, men: int) -> None:
    value = composition_value(women, men)
    assert composition(value) == (women, men)
    assert is_answer("P2", value)
    assert len(value) <= 80


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "3/9",
        "femmes=3",
        "femmes=3,femmes=4",
        "femmes=3,hommes=4,hommes=5",
        "femmes=,hommes=2",
        "femmes=-1,hommes=2",
        "femmes=²,hommes=2",
        "femmes=1234567890,hommes=2",
        "garçons=1,hommes=2",
    ],
)
def test_what_is_not_two_counts_is_no_composition(value: str | None) -> None:
    assert composition(value) is None
    assert not is_answer("P2", value)


def test_an_unknown_composition_is_an_answer() -> None:
    assert is_answer("P2", "inconnu")


@pytest.mark.parametrize(("code", "value"), [("A1", "SO"), ("A13", "OK"), ("Z9", "0"), ("A2", "3")])
def test_other_codes_are_refused(code: str, value: str) -> None:
    assert not is_answer(code, value)
