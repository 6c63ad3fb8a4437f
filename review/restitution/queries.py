"""Reading the draft and the published sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import NotFound
from catalogue.messages import N_
from review.action_plan.queries import plan_id_on
from review.deliverables.models import PlanDeliverable
from review.deliverables.queries import in_plan_order
from review.indicators.models import Reading
from review.restitution.models import RestitutionDraft, RestitutionSheet

DRAFT = 1


def draft_of(session: Session) -> RestitutionDraft | None:
    """Give what is being written; None while nothing was."""
    return session.get(RestitutionDraft, DRAFT)


def published_sheets(session: Session) -> Sequence[RestitutionSheet]:
    """Give the published sheets, the latest first."""
    return session.scalars(
        sa.select(RestitutionSheet).order_by(RestitutionSheet.number.desc())
    ).all()


def sheet_by_number(session: Session, number: int) -> RestitutionSheet:
    """Give one published sheet; :class:`NotFound` when there is none."""
    found = session.scalars(
        sa.select(RestitutionSheet).where(RestitutionSheet.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound(N_("Aucune fiche de restitution ne porte ce numéro."))
    return found


def actions_done(session: Session, by: date) -> list[tuple[str, str, date]]:
    """Give the deliverables of the plan under way done by a day: line, title, day, in its order."""
    rows = session.execute(
        sa.select(
            PlanDeliverable.line_code, PlanDeliverable.title, PlanDeliverable.completed_on
        ).where(PlanDeliverable.completed_on <= by, PlanDeliverable.plan_id == plan_id_on(by))
    )
    found = [(line, title, day) for line, title, day in rows if day is not None]
    return sorted(found, key=lambda one: (in_plan_order(one[0]), one[2], one[1]))


def published_with(session: Session, reading_ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give what was published of figures about people with each of these readings."""
    rows = session.execute(
        sa.select(Reading.id, Reading.companions["published"]).where(Reading.id.in_(reading_ids))
    )
    return {reading_id: published for reading_id, published in rows if published is not None}
