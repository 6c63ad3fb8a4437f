"""Sending the reminders of a day, following up by hand, and private addresses of calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.accounts.models import Account
from catalogue.accounts.queries import accounts_with_role
from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.notices import services as notices
from catalogue.permissions import Actor, Permission, Role
from review.assignments.checks import secretariat_only
from review.assignments.models import Assignment
from review.assignments.notices import written_day
from review.assignments.queries import label_of
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    RoundState,
)
from review.needs.acts import notice_context
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.reminders import queries, reminders
from review.reminders.models import CalendarAddress, Reminder
from review.reminders.reminders import Due
from review.reminders.vocabulary import LONGEST_TEXT, SHORTEST_TEXT, ReminderKind


def send_due(session: Session, *, at: datetime, on: date, timezone: str) -> int:
    """Send every reminder due that day, each once; give how many. Call as a writer.

    ``on`` is that day where the agency is (``timezone``).
    """
    delays = queries.delays(session, on=on)
    zone = ZoneInfo(timezone)
    count = _to_readers(session, delays, at=at, on=on, zone=zone)
    count += _to_secretariat(session, delays, at=at, on=on)
    return count + _to_chairs(session, delays, at=at, on=on, zone=zone)


def _to_readers(
    session: Session, delays: reminders.Delays, *, at: datetime, on: date, zone: ZoneInfo
) -> int:
    found = queries.open_readings(session)
    sent = queries.history(session, Reminder.assignment_id, [one.id for one in found])
    count = 0
    for assignment in found:
        round_ = assignment.round
        reading = reminders.Reading(
            role=assignment.role,
            state=assignment.state,
            round_state=round_.state,
            assigned_on=assignment.assigned_at.astimezone(zone).date(),
            respond_by=assignment.respond_by,
            due_on=assignment.due_on,
            discussion_until=round_.discussion_until,
            passed=assignment.discussion_passed_at is not None,
        )
        for due in reminders.for_reading(reading, sent[assignment.id], today=on, delays=delays):
            _keep(session, Reminder.assignment_id, assignment.id, due, at=at, on=on)
            notices.tell(
                session,
                f"reminder_{due.kind.value}",
                [assignment.account_id],
                _review_context(assignment, about_on=due.about_on),
                at=at,
            )
            count += 1
    return count


def _to_secretariat(session: Session, delays: reminders.Delays, *, at: datetime, on: date) -> int:
    found = queries.disagreements(session)
    sent = queries.history(session, Reminder.round_id, [one.id for one in found])
    count = 0
    for round_ in found:
        if round_.discussion_until is None:
            continue
        disagreement = reminders.Disagreement(
            round_state=round_.state,
            discussion_until=round_.discussion_until,
            adjudicator=any(
                one.role is AssignmentRole.ADJUDICATOR and one.state in ACTIVE_ASSIGNMENT_STATES
                for one in round_.assignments
            ),
        )
        for due in reminders.for_disagreement(
            disagreement, sent[round_.id], today=on, delays=delays
        ):
            _keep(session, Reminder.round_id, round_.id, due, at=at, on=on)
            secretariat = accounts_with_role(session, Role.SECRETARIAT, on=on)
            context = {
                "title": label_of(round_),
                "round_id": round_.id,
                "about_on": written_day(due.about_on),
            }
            notices.tell(
                session,
                "reminder_adjudication_to_open",
                [one.id for one in secretariat],
                context,
                at=at,
            )
            count += 1
    return count


def _to_chairs(
    session: Session, delays: reminders.Delays, *, at: datetime, on: date, zone: ZoneInfo
) -> int:
    found = queries.returned_needs(session)
    sent = queries.history(session, Reminder.needs_expression_id, [one.id for one in found])
    count = 0
    for needs in found:
        returned_on = needs.admissibility_on or needs.updated_at.astimezone(zone).date()
        for due in reminders.for_returned_needs(
            returned_on, sent[needs.id], today=on, delays=delays
        ):
            _keep(session, Reminder.needs_expression_id, needs.id, due, at=at, on=on)
            context = {
                **notice_context(session, needs),
                "about_on": written_day(due.about_on),
            }
            notices.tell(session, "reminder_completion", [needs.author_id], context, at=at)
            count += 1
    return count


def _review_context(assignment: Assignment, *, about_on: date | None) -> dict[str, Any]:
    return {
        "title": label_of(assignment.round),
        "round_id": assignment.round_id,
        "assignment_id": assignment.id,
        "about_on": written_day(about_on),
        "respond_by": written_day(assignment.respond_by),
        "due_on": written_day(assignment.due_on),
    }


def _keep(
    session: Session,
    column: InstrumentedAttribute[int | None],
    key: int,
    due: Due,
    *,
    at: datetime,
    on: date,
) -> None:
    facts: Mapping[str, int] = {column.key: key}
    session.add(
        Reminder(
            **facts,
            kind=due.kind,
            about_on=due.about_on,
            due_on=due.due_on,
            sent_on=on,
            sent_at=at,
        )
    )


def may_follow_up_reading(assignment: Assignment) -> bool:
    """Tell whether the reading still waits for its person, so that a word to them makes sense."""
    waits = {
        AssignmentRole.REVIEWER: {RoundState.OPEN, RoundState.DISCUSSION},
        AssignmentRole.ADJUDICATOR: {RoundState.ADJUDICATION},
    }
    return (
        assignment.state in UNFINISHED_ASSIGNMENT_STATES
        and assignment.round.state in waits[assignment.role]
    )


def follow_up_reading(
    session: Session, assignment: Assignment, *, actor: Actor, text: str, at: datetime, on: date
) -> Reminder:
    """Write to somebody whose reading is awaited; once a day at most. The secretariat's act.

    ``assignment`` comes with its round, its subject and its account.
    """
    secretariat_only(actor)
    if not may_follow_up_reading(assignment):
        raise DomainError(
            N_("Cette relecture n’attend plus cette personne : il n’y a rien à relancer.")
        )
    earlier = queries.sent_by_hand(session, Reminder.assignment_id, assignment.id)
    row = _written(text, assignment.account, earlier, actor=actor, at=at, on=on)
    row.assignment_id, row.about_on = assignment.id, assignment.due_on or on
    context = {**_review_context(assignment, about_on=None), "text": row.text}
    notices.tell(session, "follow_up_reading", [assignment.account_id], context, at=at)
    _record(
        session,
        row,
        assignment,
        recipient=assignment.account.name,
        count=len(earlier) + 1,
        actor=actor,
    )
    return row


def follow_up_needs(
    session: Session, needs: NeedsExpression, *, actor: Actor, text: str, at: datetime, on: date
) -> Reminder:
    """Write to the chair whose fiche waits to be completed; once a day at most."""
    if not actor.may(Permission.NEEDS_SCREEN):
        raise NotAllowed(N_("Seul le secrétariat relance une présidence."))
    if needs.state is not NeedsState.RETURNED:
        raise DomainError(
            N_("Cette fiche n’est pas à compléter par la présidence : il n’y a rien à relancer.")
        )
    author = session.get_one(Account, needs.author_id)
    earlier = queries.sent_by_hand(session, Reminder.needs_expression_id, needs.id)
    row = _written(text, author, earlier, actor=actor, at=at, on=on)
    row.needs_expression_id, row.about_on = needs.id, needs.admissibility_on or on
    context = {**notice_context(session, needs), "text": row.text}
    notices.tell(session, "follow_up_needs", [author.id], context, at=at)
    _record(session, row, needs, recipient=author.name, count=len(earlier) + 1, actor=actor)
    return row


def _written(
    text: str,
    account: Account,
    earlier: Sequence[Reminder],
    *,
    actor: Actor,
    at: datetime,
    on: date,
) -> Reminder:
    """Give the row of a follow-up, or refuse it: too short or long, no one to read it, too soon."""
    text = _given(text)
    if not account.active:
        raise DomainError(N_("Le compte de cette personne est fermé : joignez-la autrement."))
    if earlier and earlier[0].sent_on >= on:
        raise DomainError(
            N_("Cette personne a déjà été relancée aujourd’hui. Attendez demain, ou appelez-la.")
        )
    return Reminder(
        kind=ReminderKind.BY_HAND,
        due_on=on,
        sent_on=on,
        sent_at=at,
        by_id=actor.account_id,
        text=text,
    )


def _record(
    session: Session,
    row: Reminder,
    subject: Assignment | NeedsExpression,
    *,
    recipient: str,
    count: int,
    actor: Actor,
) -> None:
    session.add(row)
    journal.record(
        session,
        actor=actor,
        tag="reminder:sent_by_hand",
        subject=subject,
        at=row.sent_at,
        changes={"recipient": recipient, "count": count},
        reason=row.text,
    )


def _given(text: str) -> str:
    text = "\n".join(line.strip() for line in text.strip().splitlines())
    if len(text) < SHORTEST_TEXT:
        raise Invalid(
            N_("La relance n’est pas partie."),
            {
                "text": N_(
                    "Écrivez au moins %(least)d caractères : dites ce que vous attendez.",
                    least=SHORTEST_TEXT,
                )
            },
        )
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            N_("La relance n’est pas partie."),
            {
                "text": N_(
                    "Écrivez %(most)d caractères au plus : un message court se lit.",
                    most=LONGEST_TEXT,
                )
            },
        )
    return text


def digest_of(token: str) -> str:
    """Give what is kept of a private address."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_address(session: Session, *, actor: Actor, token: str, at: datetime) -> CalendarAddress:
    """Make a private address for a person's calendar; the one they had no longer answers.

    ``token`` is drawn by the caller, shown once, and never kept.
    """
    if actor.account_id is None or not actor.may(Permission.REVIEW_FILL):
        raise NotAllowed(N_("L’agenda est celui des personnes qui relisent."))
    row = queries.calendar_address(session, actor.account_id)
    if row is None:
        row = CalendarAddress(account_id=actor.account_id)
        session.add(row)
    row.token_digest, row.made_at = digest_of(token), at
    journal.record(
        session,
        actor=actor,
        tag="calendar:address_made",
        subject=session.get_one(Account, actor.account_id),
        at=at,
    )
    return row


def end_address(session: Session, *, actor: Actor, at: datetime) -> None:
    """End a person's private address: a calendar that reads it finds nothing any more."""
    row = None if actor.account_id is None else queries.calendar_address(session, actor.account_id)
    if row is None:
        return
    session.delete(row)
    journal.record(
        session,
        actor=actor,
        tag="calendar:address_ended",
        subject=session.get_one(Account, row.account_id),
        at=at,
    )
