"""The marker follows product_rules §3, branch by branch and in its edge cases."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from review.answers.marker import (
    AlreadyCovered,
    CriterionAnswer,
    FilledChecklist,
    GenderPurpose,
    both,
    compute,
)
from review.answers.outcome import Condition, MarkerResult
from review.answers.vocabulary import CRITERIA, TREATMENT_CRITERIA, ConditionCode, Marker, Rule

Fill = Callable[..., FilledChecklist]

COVERED = AlreadyCovered("ISO 6385:2016", "3.1", "la conception tient compte des deux sexes")


def strict(filled: FilledChecklist) -> MarkerResult:
    return compute(filled, Rule.STRICT)


def condition(result: MarkerResult, code: str) -> Condition:
    return next(each for each in result.conditions if each.code == code)


def sentences(result: MarkerResult, code: str) -> str:
    return " ".join(str(reason) for reason in condition(result, code).reasons)


def failing(result: MarkerResult) -> list[str]:
    return [str(each.code) for each in result.conditions if not each.holds]


# --- The four outcomes ---------------------------------------------------------------------------


def test_all_conditions_make_a_significant_marker(fill: Fill) -> None:
    result = strict(fill())
    assert result.marker is Marker.SIGNIFICANT
    assert [each.code for each in result.conditions] == list(ConditionCode)
    assert failing(result) == []
    assert "A3, A7" in sentences(result, "K2")
    assert not result.already_covered_used
    assert not result.short_form


def test_a_stated_gender_purpose_makes_it_principal(fill: Fill) -> None:
    result = strict(fill(gender_purpose=GenderPurpose("Introduction")))
    assert result.marker is Marker.PRINCIPAL
    assert "Introduction" in str(result.because)


def test_a_gender_purpose_without_its_clause_stays_significant(fill: Fill) -> None:
    assert strict(fill(gender_purpose=GenderPurpose("  "))).marker is Marker.SIGNIFICANT


def test_a_gender_purpose_does_not_make_up_for_a_failing_condition(fill: Fill) -> None:
    result = strict(fill(gender_purpose=GenderPurpose("1"), A13="blocking", A1="0"))
    assert result.marker is Marker.NOT_SENSITIVE
    assert failing(result) == ["K1", "K3"]
    assert str(result.because) == "Il manque : K1, K3."


def test_nobody_concerned_is_not_relevant(fill: Fill) -> None:
    result = strict(fill(F1="non"))
    assert result.marker is Marker.NOT_RELEVANT
    assert result.short_form
    assert result.conditions == ()
    assert result.depth is None
    assert str(result.because).startswith("F1")


def test_no_difference_is_not_relevant(fill: Fill) -> None:
    result = strict(fill(F3="aucune"))
    assert result.marker is Marker.NOT_RELEVANT
    assert str(result.because).startswith("F3")


def test_not_relevant_comes_before_the_conditions(fill: Fill) -> None:
    assert strict(fill(F1="non", gender_purpose=GenderPurpose("1"))).marker == "NP"


# --- K1 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"F1": "ne_sait_pas"}, "F1 : on ne sait pas"),
        ({"F1": None}, "F1 : sans réponse"),
        ({"F2": None}, "F2 : sans réponse"),
        ({"F2": {"source": " "}}, "F2 : ni la source ni la recherche"),
        ({"F2": {"value": "inconnu", "source": ""}}, "F2 : ni la source ni la recherche"),
        ({"F3": "inconnue"}, "F3 : la différence est dite inconnue"),
        ({"F3": None}, "F3 : sans réponse"),
        ({"F3": "aucune,physique"}, "F3 : sans réponse"),
        ({"F1": "ne_sait_pas", "F3": "aucune"}, "F3 : aucune différence n’est nommée"),
        ({"A1": "0"}, "A1 : aucune donnée ventilée par sexe"),
        ({"A1": None}, "A1 : sans réponse"),
    ],
)
def test_k1_fails_and_says_why(fill: Fill, changed: dict[str, object], said: str) -> None:
    result = strict(fill(**changed))
    assert result.marker is Marker.NOT_SENSITIVE
    assert failing(result) == ["K1"]
    assert said in sentences(result, "K1")


@pytest.mark.parametrize("value", ["chiffre", "estimation", "inconnu"])
def test_k1_takes_any_knowledge_of_users_with_its_source(fill: Fill, value: str) -> None:
    assert strict(fill(F2=value)).marker is Marker.SIGNIFICANT


def test_k1_names_every_failure(fill: Fill) -> None:
    result = strict(fill(F1="ne_sait_pas", F2=None, F3="inconnue", A1="0"))
    assert len(condition(result, "K1").reasons) == 4


# --- K2 ------------------------------------------------------------------------------------------


def all_not_applicable() -> dict[str, object]:
    return {code: CriterionAnswer("SO", note="sans objet") for code in TREATMENT_CRITERIA}


def test_all_criteria_not_applicable_leaves_nothing_treated(fill: Fill) -> None:
    result = strict(fill(**all_not_applicable()))
    assert result.marker is Marker.NOT_SENSITIVE
    assert failing(result) == ["K2"]
    assert "tous sans objet" in sentences(result, "K2")


def test_without_an_important_difference_nothing_is_treated(fill: Fill) -> None:
    result = strict(fill(A3={"material": False}, A7={"material": None}))
    assert failing(result) == ["K2"]
    assert "Aucune différence n’est dite importante" in sentences(result, "K2")


def test_a_criterion_not_applicable_is_never_important(fill: Fill) -> None:
    assert strict(fill(A9={"material": True})).marker is Marker.SIGNIFICANT


@pytest.mark.parametrize("rule", list(Rule))
def test_an_unanswered_important_difference_fails(fill: Fill, rule: Rule) -> None:
    result = compute(fill(A4={"value": None, "material": True}), rule)
    assert failing(result) == ["K2"]
    assert "sans réponse : A4" in sentences(result, "K2")


@pytest.mark.parametrize("rule", list(Rule))
def test_an_important_difference_absent_from_the_text_fails(fill: Fill, rule: Rule) -> None:
    result = compute(fill(A7="0", A4={"value": None, "material": True}), rule)
    assert failing(result) == ["K2"]
    assert "absent du texte : A7" in sentences(result, "K2")
    assert "sans réponse : A4" in sentences(result, "K2")


@pytest.mark.parametrize("lacking", ["clause", "quotation"])
def test_a_requirement_counts_with_clause_and_quotation_only(fill: Fill, lacking: str) -> None:
    result = strict(fill(A3={lacking: "  "}))
    assert failing(result) == ["K2"]
    assert "sans article ou sans citation : A3" in sentences(result, "K2")


def test_a_requirement_that_is_not_important_does_not_count(fill: Fill) -> None:
    result = strict(fill(A3={"material": False}))
    assert failing(result) == ["K2"]
    assert "par une exigence (réponse 2)" in sentences(result, "K2")


def test_strict_wants_a_requirement_where_pilot_takes_a_mention(fill: Fill) -> None:
    results = both(fill(A3="1"))
    assert results[Rule.STRICT].marker is Marker.NOT_SENSITIVE
    assert failing(results[Rule.STRICT]) == ["K2"]
    assert results[Rule.PILOT].marker is Marker.SIGNIFICANT
    assert "année pilote" in sentences(results[Rule.PILOT], "K2")
    assert not results[Rule.PILOT].already_covered_used


def test_pilot_still_wants_an_important_difference(fill: Fill) -> None:
    result = compute(fill(**all_not_applicable()), Rule.PILOT)
    assert failing(result) == ["K2"]


def test_a_proven_requirement_reads_the_same_under_both_rules(fill: Fill) -> None:
    results = both(fill())
    assert results[Rule.STRICT] == results[Rule.PILOT]


# --- K2′, déjà couvert ---------------------------------------------------------------------------


def test_a_cited_standard_may_hold_the_requirement(fill: Fill) -> None:
    result = strict(fill(A3="1", already_covered=COVERED))
    assert result.marker is Marker.SIGNIFICANT
    assert result.already_covered_used
    assert "ISO 6385:2016" in sentences(result, "K2")
    assert "3.1" in sentences(result, "K2")


def test_already_covered_may_be_principal(fill: Fill) -> None:
    filled = fill(A3="1", already_covered=COVERED, gender_purpose=GenderPurpose("1"))
    assert strict(filled).marker is Marker.PRINCIPAL


@pytest.mark.parametrize(
    "claim",
    [
        AlreadyCovered("", "3.1", "la conception"),
        AlreadyCovered("ISO 6385:2016", " ", "la conception"),
        AlreadyCovered("ISO 6385:2016", "3.1", ""),
    ],
)
def test_an_incomplete_claim_covers_nothing(fill: Fill, claim: AlreadyCovered) -> None:
    result = strict(fill(A3="1", already_covered=claim))
    assert failing(result) == ["K2"]
    assert "Déjà couvert" in sentences(result, "K2")
    assert not result.already_covered_used


def test_already_covered_wants_every_important_difference_mentioned(fill: Fill) -> None:
    result = strict(fill(A3="1", A7="0", already_covered=COVERED))
    assert failing(result) == ["K2"]
    assert sentences(result, "K2") == "Important, mais absent du texte : A7."


def test_already_covered_wants_an_important_difference(fill: Fill) -> None:
    result = strict(fill(**all_not_applicable(), already_covered=COVERED))
    assert failing(result) == ["K2"]


def test_the_claim_is_not_used_when_the_text_itself_requires(fill: Fill) -> None:
    result = strict(fill(already_covered=COVERED))
    assert result.marker is Marker.SIGNIFICANT
    assert not result.already_covered_used


def test_raising_1_to_2_before_typing_the_quotation_keeps_the_marker(fill: Fill) -> None:
    result = strict(fill(A3="1", A7="2", already_covered=COVERED))
    assert result.marker is Marker.SIGNIFICANT
    assert result.already_covered_used


def test_a_marker_0_never_rests_on_already_covered(fill: Fill) -> None:
    result = strict(fill(A3="1", A13="to_fix", already_covered=COVERED))
    assert result.marker is Marker.NOT_SENSITIVE
    assert condition(result, "K2").holds
    assert not result.already_covered_used


# --- K3 and K4 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said"),
    [("to_fix", "à corriger"), ("blocking", "bloquant"), (None, "sans réponse"), ("OK", "sans")],
)
def test_k3_fails_and_says_why(fill: Fill, answer: str | None, said: str) -> None:
    result = strict(fill(A13=answer))
    assert result.marker is Marker.NOT_SENSITIVE
    assert failing(result) == ["K3"]
    assert said in sentences(result, "K3")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"T1": "not_ok"}, "T1 : la rédaction ne convient pas"),
        ({"T1": None}, "T1 : sans réponse"),
        ({"T2": "not_ok"}, "T2 : les figures"),
    ],
)
def test_k4_fails_and_says_why(fill: Fill, changed: dict[str, object], said: str) -> None:
    result = strict(fill(**changed))
    assert result.marker is Marker.NOT_SENSITIVE
    assert failing(result) == ["K4"]
    assert said in sentences(result, "K4")


@pytest.mark.parametrize("answer", ["SO", "ok"])
def test_k4_takes_a_text_without_figures(fill: Fill, answer: str) -> None:
    assert strict(fill(T2=answer)).marker is Marker.SIGNIFICANT


# --- Edge cases of the whole ---------------------------------------------------------------------


def test_the_short_form_stays_not_relevant_while_it_cannot_be_submitted(fill: Fill) -> None:
    assert strict(fill(F3="aucune", A13="blocking")).marker is Marker.NOT_RELEVANT


def test_people_unknown_and_no_difference_is_not_the_short_form(fill: Fill) -> None:
    result = strict(fill(F1="ne_sait_pas", F3="aucune"))
    assert result.marker is Marker.NOT_SENSITIVE
    assert not result.short_form


def test_a_reopened_review_with_the_same_answers_gives_the_same_marker(fill: Fill) -> None:
    first = fill(A3="1", already_covered=COVERED)
    resubmitted = FilledChecklist(
        {code: first.answers[code] for code in reversed(CRITERIA)}, first.already_covered
    )
    assert both(first) == both(resubmitted)


def test_an_empty_checklist_is_0_and_says_what_is_missing() -> None:
    result = strict(FilledChecklist())
    assert result.marker is Marker.NOT_SENSITIVE
    assert failing(result) == ["K1", "K2", "K3", "K4"]
    assert result.depth is None


def test_depth_leaves_out_what_is_not_applicable(fill: Fill) -> None:
    # A1 = 1, A3 = 2, A5 = 0, A7 = 1 out of four criteria.
    assert strict(fill()).depth == Fraction(4, 8)


def test_depth_without_applicable_criteria_is_not_a_figure(fill: Fill) -> None:
    assert strict(fill(**all_not_applicable(), A1=None)).depth is None


def test_depth_counts_data_even_when_no_difference_applies(fill: Fill) -> None:
    assert strict(fill(**all_not_applicable(), A1="2")).depth == 1
