"""Worked examples of 6.1: objectives with every slot filled, that day and before."""

from __future__ import annotations

from datetime import date

import pytest

from review.action_plan.models import PlanValidation, PlanVersion
from review.action_plan.queries import current_plan, lines_content, objectives_content
from review.action_plan.vocabulary import Slot
from review.indicators.queries import sheet_of
from review.indicators.registry import INDICATORS
from review.indicators.services import figure_of, question
from tests.conftest import NOW

TODAY = NOW.date()
FILLED = {
    Slot.INDICATOR: "5.3",
    Slot.BASELINE: "0 norme sur 40",
    Slot.BASELINE_DATE: date(2023, 12, 31),
    Slot.TARGET: "10 % des normes",
    Slot.DUE: date(2026, 12, 31),
    Slot.POPULATION: "Normes homologuées",
    Slot.SOURCE: "Registre des normes",
    Slot.OWNER: "Secrétariat",
}


@pytest.fixture
def figure(session):
    def read(at=TODAY, window="2024-2026"):
        session.flush()
        asked = question(session, window=window, at=at, today=TODAY)
        return figure_of(session, sheet_of(session, "6.1"), asked)

    return read


def publish(session, number, effective_on):
    plan = current_plan(session, TODAY)
    session.add(
        PlanVersion(
            plan_id=plan.id,
            number=number,
            effective_on=effective_on,
            published_at=NOW,
            reason="Essai",
            objectives=objectives_content(plan),
            lines=lines_content(plan),
        )
    )


def fill(session, code):
    plan = current_plan(session, TODAY)
    found = next(one for one in plan.objectives if one.code == code)
    for slot, value in FILLED.items():
        setattr(found, slot.value, value)


def test_the_shipped_plan_has_six_objectives_and_none_is_smart(figure):
    known = figure().known_by
    assert (known.numerator, known.denominator, known.missing) == (0, 6, 6)
    assert str(figure().beside[0].label) == "Validation du plan non enregistrée"


def test_an_objective_counts_from_the_day_of_its_version(session, figure):
    fill(session, "R5")
    assert figure().known_by.numerator == 0
    publish(session, 2, date(2026, 6, 1))
    assert (figure().known_by.numerator, figure().known_by.denominator) == (1, 6)
    assert figure(date(2026, 5, 31)).known_by.numerator == 0
    asked = question(session, at=TODAY, today=TODAY)
    records = INDICATORS["6.1"].records(session, asked)
    assert [one["objective"] for one in records if one["missing"] == []] == ["R5"]


def test_before_the_plan_it_says_nothing(figure):
    assert figure(date(2023, 12, 31), "2023").known_by.not_applicable is not None


def test_the_validation_stands_beside_since_its_day_and_as_corrected(session, figure):
    plan = current_plan(session, TODAY)
    facts = {"plan_id": plan.id, "reference": "Décision 12", "recorded_at": NOW}
    first = PlanValidation(validated_by="La direction", validated_on=date(2024, 3, 4), **facts)
    session.add(first)
    session.flush()
    assert str(figure().beside[0].label) == "Plan validé le 04/03/2024 par : La direction"
    assert figure(date(2024, 3, 3)).beside[0].numerator == 0
    session.add(
        PlanValidation(
            validated_by="Le conseil d’administration",
            validated_on=date(2024, 3, 11),
            replaces_id=first.id,
            correction_reason="Erreur d’acte",
            **facts,
        )
    )
    assert figure(date(2024, 3, 10)).beside[0].numerator == 0
    assert "Le conseil" in str(figure().beside[0].label)
