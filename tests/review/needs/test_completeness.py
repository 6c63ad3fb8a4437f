"""What stops filing and registering, field by field (product_rules §2)."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.work_programme.vocabulary import Forecast
from review.needs.completeness import (
    gender_section_complete,
    missing_to_file,
    missing_to_register,
    says_none,
)
from review.needs.field_list import answered_attributes
from review.needs.vocabulary import (
    AdoptionMode,
    BaseDocument,
    IntendedUse,
    WorkNature,
    YesNoUnknown,
)
from tests.review.needs.people import filing_answers, programme_answers

EMPTY: dict[str, Any] = dict.fromkeys(answered_attributes())


def ready_to_file(**changed: Any) -> dict[str, Any]:
    return {**EMPTY, **filing_answers(committee_id=1), **changed}


def ready_for_programme(**changed: Any) -> dict[str, Any]:
    return {**ready_to_file(), **programme_answers(), "signatory": "M. Coulibaly", **changed}


def numbers(problems: list[Any]) -> list[str]:
    return [problem.number for problem in problems]


def test_nothing_is_missing_from_a_complete_fiche():
    assert missing_to_file(ready_to_file()) == []
    assert missing_to_register(ready_for_programme()) == []


def test_an_empty_fiche_lists_the_first_threshold_in_order():
    expected = "3, 4, 5, 6, 9, 10, 11, 12, 15, 17, 34, 35, 36, 37, 38, 41, 41a, 41b"
    assert ", ".join(numbers(missing_to_file(EMPTY))) == expected


@pytest.mark.parametrize(
    ("attribute", "number"),
    [
        ("requester", "3"),
        ("contact", "4"),
        ("stakeholder_category", "5"),
        ("committee_id", "6"),
        ("title_fr", "9"),
        ("scope", "10"),
        ("work_nature", "11"),
        ("document_kind", "12"),
        ("ics", "15"),
        ("problem", "17"),
        ("people_concerned", "34"),
        ("forecast", "35"),
        ("forecast_reason", "36"),
        ("differences", "37"),
        ("sex_disaggregated_data", "38"),
        ("heard", "41"),
        ("culture", "41a"),
        ("labour", "41b"),
    ],
)
def test_each_field_of_the_first_threshold_is_needed(attribute, number):
    for nothing in (None, "", [], "   "):
        missing = missing_to_file(ready_to_file(**{attribute: nothing}))
        assert numbers(missing) == [number]
        assert missing[0].attribute == attribute


@pytest.mark.parametrize(
    ("attribute", "number"),
    [
        ("signatory", "7"),
        ("origin", "8"),
        ("aspects", "13"),
        ("benefits", "19"),
        ("intended_use", "20"),
        ("urgency", "21"),
        ("priority", "21"),
        ("base_references", "23"),
        ("related_work", "28"),
        ("base_document", "30"),
        ("affected_parties", "31"),
        ("participants", "32"),
        ("project_leader", "42"),
        ("track_months", "43"),
        ("target_dates", "43"),
    ],
)
def test_each_field_of_the_second_threshold_is_needed(attribute, number):
    missing = missing_to_register(ready_for_programme(**{attribute: None}))
    assert numbers(missing) == [number]
    assert missing_to_file(ready_for_programme(**{attribute: None})) == []


@pytest.mark.parametrize(
    "attribute",
    ["title_en", "products", "priority_sector", "magnitude", "resources", "regulations",
     "patents", "liaisons", "other_groups", "sdgs", "needs_support", "impact_indicators"],
)  # fmt: skip
def test_optional_answers_stop_nothing(attribute):
    assert missing_to_register(ready_for_programme(**{attribute: None})) == []


def test_a_new_committee_stands_for_an_existing_one():
    answers = ready_to_file(committee_id=None, proposed_committee="Artisanat")
    assert missing_to_file(answers) == []


@pytest.mark.parametrize(("length", "fits"), [(19, False), (20, True), (600, True), (601, False)])
def test_the_reason_has_20_to_600_characters(length, fits):
    missing = missing_to_file(ready_to_file(forecast_reason="x" * length))
    assert (missing == []) is fits


@pytest.mark.parametrize("alone", ["aucune", "inconnue"])
def test_none_and_unknown_differences_stand_alone(alone):
    assert missing_to_file(ready_to_file(differences=[alone])) == []
    assert numbers(missing_to_file(ready_to_file(differences=[alone, "sociale"]))) == ["37"]


@pytest.mark.parametrize("forecast", [Forecast.PRINCIPAL, Forecast.SIGNIFICANT])
def test_nobody_concerned_and_a_sensitive_forecast_contradict_each_other(forecast):
    answers = ready_to_file(people_concerned=YesNoUnknown.NO, forecast=forecast)
    (problem,) = missing_to_file(answers)
    assert problem.number == "35"
    assert "34 et 35" in str(problem.message)


@pytest.mark.parametrize("forecast", [Forecast.NOT_SENSITIVE, Forecast.NOT_RELEVANT])
def test_nobody_concerned_goes_with_the_other_forecasts(forecast):
    answers = ready_to_file(people_concerned=YesNoUnknown.NO, forecast=forecast)
    assert missing_to_file(answers) == []


def test_not_knowing_is_an_answer():
    answers = ready_to_file(people_concerned=YesNoUnknown.UNKNOWN, forecast=Forecast.UNKNOWN)
    assert missing_to_file(answers) == []


@pytest.mark.parametrize(("answer", "number"), [("culture", "41a"), ("labour", "41b")])
def test_yes_wants_a_text_and_no_does_not(answer, number):
    assert numbers(missing_to_file(ready_to_file(**{answer: True, f"{answer}_detail": ""}))) == [
        number
    ]
    assert missing_to_file(ready_to_file(**{answer: False, f"{answer}_detail": None})) == []


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"intended_use": IntendedUse.REGULATION}, "20"),
        ({"work_nature": WorkNature.REVISION}, "24"),
        ({"work_nature": WorkNature.WITHDRAWAL}, "24"),
        ({"adoption_mode": None}, "26"),
        ({"base_references": "Aucune", "adoption_mode": AdoptionMode.IDENTICAL}, "26"),
        ({"adoption_mode": AdoptionMode.MODIFIED}, "27"),
        ({"base_document": BaseDocument.STANDARD}, "30"),
        ({"target_dates": {"40.20": "2028-01-01", "60.60": "2027-01-01"}}, "43"),
    ],
)
def test_what_the_second_threshold_wants_in_certain_cases(changed, number):
    assert numbers(missing_to_register(ready_for_programme(**changed))) == [number]


def test_no_base_standard_needs_no_mode():
    answers = ready_for_programme(base_references="Aucune norme trouvée", adoption_mode=None)
    assert missing_to_register(answers) == []


@pytest.mark.parametrize("text", ["aucune", "Aucun document", " néant", "NÉANT"])
def test_saying_that_there_is_nothing(text):
    assert says_none(text)


def test_indicator_5_2_wants_34_to_41b_and_nothing_else():
    assert gender_section_complete(ready_to_file(requester=None, ics=[]))
    assert not gender_section_complete(ready_to_file(heard=None))
    assert not gender_section_complete(ready_to_file(culture_detail=None))
