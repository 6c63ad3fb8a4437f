"""A report published is the deliverable that its line of the plan asks for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.permissions import Actor
from review.analysis_reports.models import ReportPublication
from review.deliverables import completing, services
from review.deliverables.queries import all_rows, deliverable_of, planned_for
from review.deliverables.vocabulary import DeliverableKind


def deliver(
    session: Session, publication: ReportPublication, *, actor: Actor, at: datetime, today: date
) -> None:
    """Write the report as the last step done of the line's deliverable, and settle it if it may be.

    A deliverable done already stays as it is; one with a step still to do waits for it.
    """
    waiting = next(
        (
            one
            for one in planned_for(all_rows(session, on=today), publication.line_code)
            if one.kind is DeliverableKind.REPORT and one.completed_on is None
        ),
        None,
    )
    found = deliverable_of(session, waiting.id) if waiting is not None else None
    if found is None:
        return
    # Kept in the plan's follow-up, which is written in French.
    title = f"Publication du rapport n° {publication.number}"
    step = services.add_step(session, found, title=title, planned_on=None, actor=actor, at=at)
    session.flush()
    services.do_step(
        session,
        step,
        done_on=today,
        evidence_note=f"Rapport d’analyse {publication.line_code} n° {publication.number}, "
        f"empreinte {publication.digest[:16]}",
        evidence=None,
        actor=actor,
        seen_version=step.version,
        at=at,
        today=today,
    )
    if all(one.done_on is not None for one in found.steps):
        completing.complete(
            session,
            found,
            completed_on=today,
            actor=actor,
            seen_version=found.version,
            at=at,
            today=today,
        )
