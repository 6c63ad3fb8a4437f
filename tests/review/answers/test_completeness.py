"""What stops submission is what product_rules §3 asks, no more and no less."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.answers.completeness import (
    ALREADY_COVERED,
    GENDER_PURPOSE,
    Field,
    Missing,
    still_missing,
)
from review.answers.marker import (
    AlreadyCovered,
    CriterionAnswer,
    FilledChecklist,
    GenderPurpose,
)
from review.answers.vocabulary import CRITERIA

# A slow machine is no failure.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

Fill = Callable[..., FilledChecklist]


def inputs(missing: tuple[Missing, ...]) -> list[tuple[str, str]]:
    return [(each.code, str(each.field)) for each in missing]


def test_a_full_checklist_may_be_submitted(fill: Fill) -> None:
    assert still_missing(fill()) == ()


def test_an_empty_checklist_asks_every_criterion_in_order() -> None:
    missing = still_missing(FilledChecklist())
    assert inputs(missing) == [(code, "value") for code in CRITERIA]


@pytest.mark.parametrize("code", CRITERIA)
def test_each_criterion_is_obligatory(fill: Fill, code: str) -> None:
    missing = still_missing(fill(**{code: None}))
    assert inputs(missing) == [(code, "value")]
    assert str(missing[0].message).startswith(f"{code} :")


@pytest.mark.parametrize(
    ("changed", "stops", "said"),
    [
        # A2 to A12
        ({"A2": {"note": " "}}, ("A2", "note"), "sans objet"),
        ({"A3": {"material": None}}, ("A3", "material"), "oui ou non"),
        ({"A5": {"material": None}}, ("A5", "material"), "oui ou non"),
        ({"A3": {"clause": ""}}, ("A3", "clause"), "l’article"),
        ({"A7": {"clause": ""}}, ("A7", "clause"), "l’article"),
        ({"A7": {"clause": "", "material": False}}, ("A7", "clause"), "l’article"),
        ({"A3": {"quotation": ""}}, ("A3", "quotation"), "citez"),
        ({"A5": {"note": ""}}, ("A5", "note"), "une phrase"),
        # Facts beside a code
        ({"F2": {"source": ""}}, ("F2", "source"), "la source"),
        ({"F2": {"value": "inconnu", "source": ""}}, ("F2", "source"), "où vous avez cherché"),
        ({"F2": {"note": ""}}, ("F2", "note"), "le chiffre"),
        ({"A1": {"source": ""}}, ("A1", "source"), "où et quand"),
        (
            {"A1": {"value": "2", "note": "femmes de Sikasso", "source": "INSTAT"}},
            ("A1", "source"),
            "année",
        ),
        ({"A1": {"value": "2", "source": "INSTAT, 2023"}}, ("A1", "note"), "population"),
        ({"P1": {"note": "des productrices"}}, ("P1", "note"), "le nombre"),
        ({"P1": {"value": "1", "note": ""}}, ("P1", "note"), "le nombre"),
        ({"P3": {"note": ""}}, ("P3", "note"), "nommez"),
        # Answers that cannot stand
        ({"F3": "aucune,physique"}, ("F3", "value"), "se cochent seules"),
        ({"F3": "inconnue,sociale"}, ("F3", "value"), "se cochent seules"),
        ({"F3": "culturelle"}, ("F3", "value"), "culturelle"),
        ({"P2": "3/9"}, ("P2", "value"), "deux nombres"),
        ({"A1": "SO"}, ("A1", "value"), "« SO » n’existe pas"),
        ({"F1": "peut-être"}, ("F1", "value"), "n’existe pas"),
    ],
)
def test_one_gap_stops_and_is_named(
    fill: Fill, changed: dict[str, Any], stops: tuple[str, str], said: str
) -> None:
    missing = still_missing(fill(**changed))
    assert inputs(missing) == [stops]
    assert said in str(missing[0].message)


@pytest.mark.parametrize(
    "changed",
    [
        {"A3": {"material": False, "quotation": ""}},
        {"A5": {"material": True, "note": ""}},
        {"A2": {"material": None}},
        {"F2": {"value": "inconnu", "note": ""}},
        {"A1": {"value": "0", "source": ""}},
        {"A1": {"value": "2", "source": "INSTAT, 2023", "note": "femmes de Sikasso"}},
        {"P1": {"value": "0", "note": ""}},
        {"P1": {"value": "inconnu", "note": ""}},
        {"P3": {"value": "non", "note": ""}},
        {"P2": "inconnu"},
        {"F1": "ne_sait_pas"},
        {"F3": "inconnue"},
        {"A13": "blocking"},
        {"T1": "not_ok"},
        {"T2": "SO"},
    ],
)
def test_what_the_rules_do_not_ask_does_not_stop(fill: Fill, changed: dict[str, Any]) -> None:
    assert still_missing(fill(**changed)) == ()


# --- Class-A hints -------------------------------------------------------------------------------


def test_wording_is_not_ok_while_class_a_hints_are_open(fill: Fill) -> None:
    missing = still_missing(fill(), class_a_open=3)
    assert inputs(missing) == [("T1", "value")]
    assert "3" in str(missing[0].message)


def test_open_hints_do_not_stop_an_answer_that_says_so(fill: Fill) -> None:
    assert still_missing(fill(T1="not_ok"), class_a_open=3) == ()


# --- Short form ----------------------------------------------------------------------------------


def short(**answers: CriterionAnswer) -> FilledChecklist:
    return FilledChecklist(
        {
            "F1": CriterionAnswer("oui"),
            "F2": CriterionAnswer("inconnu", source="recherche faite à l’INSTAT, 2026"),
            "F3": CriterionAnswer("aucune", note="Filetages sans contact avec les personnes."),
            "A13": CriterionAnswer("ok"),
            **answers,
        }
    )


def test_the_short_form_asks_no_more() -> None:
    assert still_missing(short(), class_a_open=2) == ()


def test_nobody_concerned_asks_no_source_on_users() -> None:
    nobody = CriterionAnswer("non", note="Symboles de dessin technique.")
    assert still_missing(short(F1=nobody, F2=CriterionAnswer("inconnu"))) == ()


@pytest.mark.parametrize(
    ("answers", "stops"),
    [
        ({"F1": CriterionAnswer("non")}, ("F1", "note")),
        ({"F3": CriterionAnswer("aucune")}, ("F3", "note")),
        ({"F2": CriterionAnswer("inconnu")}, ("F2", "source")),
        ({"F2": CriterionAnswer()}, ("F2", "value")),
        ({"A13": CriterionAnswer()}, ("A13", "value")),
        ({"A13": CriterionAnswer("to_fix")}, ("A13", "value")),
        ({"A13": CriterionAnswer("blocking")}, ("A13", "value")),
    ],
)
def test_the_short_form_stops_on_its_own_gaps(
    answers: dict[str, CriterionAnswer], stops: tuple[str, str]
) -> None:
    assert inputs(still_missing(short(**answers))) == [stops]


def test_nobody_concerned_still_asks_the_difference() -> None:
    nobody = CriterionAnswer("non", note="Symboles de dessin technique.")
    assert inputs(still_missing(short(F1=nobody, F3=CriterionAnswer()))) == [("F3", "value")]


# --- Claims --------------------------------------------------------------------------------------


def test_a_claim_of_coverage_is_complete_or_withdrawn(fill: Fill) -> None:
    claim = AlreadyCovered("", " ", "")
    assert inputs(still_missing(fill(already_covered=claim))) == [
        (ALREADY_COVERED, "reference"),
        (ALREADY_COVERED, "clause"),
        (ALREADY_COVERED, "quotation"),
    ]
    full = AlreadyCovered("ISO 6385:2016", "3.1", "les deux sexes")
    assert still_missing(fill(already_covered=full)) == ()


def test_a_claim_of_purpose_names_its_clause(fill: Fill) -> None:
    assert inputs(still_missing(fill(gender_purpose=GenderPurpose("")))) == [
        (GENDER_PURPOSE, "clause")
    ]
    assert still_missing(fill(gender_purpose=GenderPurpose("1"))) == ()


# --- Whatever comes in ---------------------------------------------------------------------------


@steady
@given(
    st.dictionaries(
        st.sampled_from([*CRITERIA, "Z1"]),
        st.builds(CriterionAnswer, value=st.none() | st.text("aàA0,=% ", max_size=12)),
    ),
    st.integers(-1, 5),
)
def test_any_checklist_is_told_what_to_do(
    answers: dict[str, CriterionAnswer], class_a_open: int
) -> None:
    for each in still_missing(FilledChecklist(answers), class_a_open=class_a_open):
        assert each.code in CRITERIA
        assert isinstance(each.field, Field)
        assert str(each.message).startswith(each.code)
