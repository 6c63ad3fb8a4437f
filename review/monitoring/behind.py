"""What the committee reads in the plan's deliverables: what is late, and its own creation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.i18n import day
from review.deliverables.queries import all_rows, late_steps, planned_for
from review.deliverables.vocabulary import DeliverableKind
from review.monitoring.agenda import Late

CREATION = "6.2"


@dataclass(frozen=True, slots=True)
class Creation:
    """The decision that created the committee, as its deliverable holds it."""

    title: str
    decided_on: date
    address: str


def late_deliverables(session: Session, on: date) -> list[Late]:
    """Give the steps of deliverables, and the deliverables, past the day planned for them."""
    return [
        Late(
            f"deliverable:{one.deliverable_id}:{one.planned_on}:{one.step}"[:100],
            _(
                "Livrable de la ligne %(line)s, attendu le %(day)s : %(what)s",
                line=one.line_code,
                day=day(one.planned_on),
                what=", ".join(filter(None, [one.deliverable, one.step, one.plan])),
            ),
            f"/livrables/{one.deliverable_id}",
        )
        for one in late_steps(all_rows(session, on=on, every_plan=True), on)
    ]


def creation(session: Session, on: date) -> Creation | None:
    """Give the decision that created the committee, if it is recorded by that day."""
    return next(
        (
            Creation(one.title, one.decided_on, f"/livrables/{one.id}")
            for one in planned_for(all_rows(session, on=on), CREATION)
            if one.kind is DeliverableKind.DECISION
            and one.decided_on is not None
            and one.decided_on <= on
        ),
        None,
    )
