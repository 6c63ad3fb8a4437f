"""Short messages about rounds: what waits and where to look, nothing of what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.accounts.queries import accounts_with_role, actor_of
from catalogue.notices import services as notices
from catalogue.permissions import Role
from review.assignments.models import Assignment, ReviewRound
from review.assignments.queries import label_of
from review.assignments.rules import is_kept_apart
from review.assignments.vocabulary import SEALED_ROUND_STATES


def tell(
    session: Session,
    template: str,
    assignments: Iterable[Assignment],
    round_: ReviewRound,
    *,
    at: datetime,
) -> None:
    """Write to each person about their own reading; nobody is named to another."""
    for assignment in assignments:
        context = {
            "title": label_of(round_),
            "respond_by": written_day(assignment.respond_by),
            "due_on": written_day(assignment.due_on),
            "discussion_until": written_day(round_.discussion_until),
            "round_id": round_.id,
            "assignment_id": assignment.id,
        }
        notices.tell(session, template, [assignment.account_id], context, at=at)


def tell_secretariat(
    session: Session, template: str, round_: ReviewRound, *, at: datetime, on: date
) -> None:
    """Write to the secretariat about a round.

    While its readings are separate, nobody who reads there hears what the others did, whatever
    other role they carry (product_rules §3).
    """
    context = {"title": label_of(round_), "round_id": round_.id}
    told = {one.id for one in accounts_with_role(session, Role.SECRETARIAT, on=on)}
    if round_.state in SEALED_ROUND_STATES:
        both = told & {one.account_id for one in round_.assignments}
        told -= {one for one in both if is_kept_apart(actor_of(session, one, on=on), round_)}
    notices.tell(session, template, told, context, at=at)


def written_day(day: date | None) -> str:
    """Give a day as a message writes it: 12/12/2026; empty when there is none."""
    return day.strftime("%d/%m/%Y") if day is not None else ""
