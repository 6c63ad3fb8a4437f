"""Worked examples of 3.1, 3.3, 3.4 and 6.2, on the day asked and on days before."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from review.deliverables.models import Distribution, Material, PlanDeliverable
from review.deliverables.vocabulary import CompletionBasis, MaterialKind
from review.indicators.queries import sheet_of
from review.indicators.registry import INDICATORS
from review.indicators.services import figure_of, question
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def figure(session):
    def read(code, at=TODAY, window="2024-2026"):
        session.flush()
        asked = question(session, window=window, at=at, today=TODAY)
        return figure_of(session, sheet_of(session, code), asked)

    return read


@pytest.fixture
def settle(session):
    def act(key, completed_on, decided_on=None):
        found = session.scalars(
            sa.select(PlanDeliverable).where(PlanDeliverable.seed_key == key)
        ).one()
        found.decided_on, found.decision_body = decided_on or completed_on, "La direction"
        if completed_on is not None:
            found.completed_on = completed_on
            found.completion_basis = CompletionBasis.DECISION
        return found

    return act


def said(lines):
    return {str(line.label): (line.numerator, line.denominator) for line in lines}


def test_3_1_is_one_of_three_since_the_day_it_was_done(figure, settle):
    settle("module-interne", date(2025, 3, 1))
    known = figure("3.1").known_by
    assert (known.numerator, known.denominator) == (1, 3)
    beside = said(figure("3.1").beside)
    assert beside["Module de formation interne"] == (1, 1)
    assert beside["Module de formation externe"] == (0, 1)
    assert figure("3.1", date(2025, 2, 28)).known_by.numerator == 0
    before = figure("3.1", date(2023, 12, 31), "2023").known_by
    assert before.not_applicable is not None


def test_3_1_what_is_given_up_is_planned_no_more(figure, settle, session):
    settle("module-interne", date(2025, 3, 1))
    external = session.scalars(
        sa.select(PlanDeliverable).where(PlanDeliverable.seed_key == "module-externe")
    ).one()
    external.dropped_on, external.drop_reason = date(2026, 1, 1), "Un seul module suffit"
    known = figure("3.1").known_by
    assert (known.numerator, known.denominator) == (1, 2)
    assert figure("3.1", date(2025, 12, 31)).known_by.denominator == 3


def test_3_3_adds_what_was_distributed_in_the_window_up_to_the_day(session, figure, settle):
    settle("strategie-marketing", date(2026, 5, 1))
    for kind, given in (
        (MaterialKind.POSTER, [(date(2023, 12, 31), 500), (date(2024, 1, 1), 100)]),
        (MaterialKind.BROADCAST, [(date(2025, 6, 1), 4), (date(2026, 6, 1), 3)]),
    ):
        material = Material(title=kind.value, kind=kind, recorded_at=NOW)
        session.add(material)
        session.flush()
        for on, copies in given:
            session.add(
                Distribution(
                    material_id=material.id,
                    distributed_on=on,
                    copies=copies,
                    audience="Bamako",
                    recorded_at=NOW,
                )
            )
    now = figure("3.3")
    assert (now.known_by.numerator, now.known_by.denominator) == (1, 1)
    assert said(now.beside)["Supports diffusés dans la période"] == (107, None)
    assert said(now.beside)["Affiche"] == (100, None)
    then = figure("3.3", date(2025, 12, 31))
    assert then.known_by.numerator == 0
    assert said(then.beside)["Supports diffusés dans la période"] == (104, None)
    assert said(figure("3.3", window="2025").beside)["Supports diffusés dans la période"] == (
        4,
        None,
    )
    asked = question(session, at=TODAY, today=TODAY)
    records = INDICATORS["3.3"].records(session, asked)
    assert sum(one.get("copies", 0) for one in records) == 107


def test_3_4_is_done_or_not(figure, settle):
    assert figure("3.4").known_by.numerator == 0
    settle("strategie-commerce", date(2026, 11, 2))
    assert figure("3.4").known_by.numerator == 1


def test_6_2_needs_the_document_of_the_decision(session, figure, settle):
    found = settle("comite-de-suivi", None, date(2024, 5, 2))
    known = figure("6.2")
    assert (known.known_by.numerator, known.known_by.denominator) == (0, 1)
    assert said(known.beside)["Décision enregistrée sans son document"] == (1, None)
    found.decision_document_id = factories.document(session).id
    assert figure("6.2").known_by.numerator == 1
    assert figure("6.2", date(2024, 5, 1)).known_by.numerator == 0
