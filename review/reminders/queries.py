"""Reading what may need a reminder, what was sent, and the dates of one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from catalogue.accounts.models import Account
from catalogue.policy.services import number_of
from catalogue.work_programme.models import TextVersion
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentState,
    RoundState,
)
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.reminders.models import CalendarAddress, Reminder
from review.reminders.reminders import Delays, History, Sent
from review.reminders.vocabulary import ReminderKind

_SUBJECT = (
    joinedload(ReviewRound.work_item),
    joinedload(ReviewRound.edition),
    joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
)
_round = joinedload(Assignment.round)
_AT_ROUND = (
    _round.joinedload(ReviewRound.work_item),
    _round.joinedload(ReviewRound.edition),
    _round.joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
)


def delays(session: Session, *, on: date) -> Delays:
    """Give the days before and after the dates, as set that day (⚙)."""
    return Delays(
        invitation=number_of(session, "reminder_invitation_days", on=on),
        before_due=number_of(session, "reminder_before_days", on=on),
        after_due=number_of(session, "reminder_late_days", on=on),
        before_discussion_ends=number_of(session, "reminder_discussion_days", on=on),
        completion=number_of(session, "reminder_completion_days", on=on),
        repeat=number_of(session, "reminder_repeat_days", on=on),
    )


def open_readings(session: Session) -> Sequence[Assignment]:
    """Give the readings that wait for their person or are discussed, with round and subject."""
    return session.scalars(
        sa.select(Assignment)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .join(Account, Account.id == Assignment.account_id)
        .where(
            Account.active,
            ReviewRound.state.in_(LIVE_ROUND_STATES),
            sa.or_(
                Assignment.state.in_(UNFINISHED_ASSIGNMENT_STATES),
                sa.and_(
                    Assignment.state == AssignmentState.SUBMITTED,
                    ReviewRound.state == RoundState.DISCUSSION,
                ),
            ),
        )
        .options(*_AT_ROUND)
        .order_by(Assignment.id)
    ).all()


def disagreements(session: Session) -> Sequence[ReviewRound]:
    """Give the rounds whose markers differ, with their subject and their assignments."""
    return session.scalars(
        sa.select(ReviewRound)
        .where(
            ReviewRound.state.in_({RoundState.DISCUSSION, RoundState.ADJUDICATION}),
            ReviewRound.discussion_until.is_not(None),
        )
        .options(*_SUBJECT, selectinload(ReviewRound.assignments))
        .order_by(ReviewRound.id)
    ).all()


def returned_needs(session: Session) -> Sequence[NeedsExpression]:
    """Give the fiches that wait to be completed by an account still open."""
    return session.scalars(
        sa.select(NeedsExpression)
        .join(Account, Account.id == NeedsExpression.author_id)
        .where(NeedsExpression.state == NeedsState.RETURNED, Account.active)
        .order_by(NeedsExpression.id)
    ).all()


def history(
    session: Session, column: InstrumentedAttribute[int | None], ids: Sequence[int]
) -> Mapping[int, History]:
    """Give what was sent about these objects (``column`` says which kind), each kind by itself."""
    found: dict[int, dict[tuple[ReminderKind, date], Sent]] = {one: {} for one in ids}
    for part in _parts(ids):
        rows = session.execute(
            sa.select(
                column,
                Reminder.kind,
                Reminder.about_on,
                sa.func.count(),
                sa.func.max(Reminder.sent_on),
            )
            .where(column.in_(part))
            .group_by(column, Reminder.kind, Reminder.about_on)
        )
        for key, kind, about, count, last in rows:
            if key is not None:
                found[key][kind, about] = Sent(count, last)
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How often somebody was reminded in one way, and when last."""

    kind: ReminderKind
    count: int
    last_on: date


def tallies(
    session: Session, column: InstrumentedAttribute[int | None], ids: Sequence[int]
) -> Mapping[int, list[Tally]]:
    """Count what was sent about these objects, by kind."""
    found: dict[int, list[Tally]] = {one: [] for one in ids}
    rows = session.execute(
        sa.select(column, Reminder.kind, sa.func.count(), sa.func.max(Reminder.sent_on))
        .where(column.in_(ids))
        .group_by(column, Reminder.kind)
    )
    order = list(ReminderKind)
    for key, kind, count, last in sorted(rows, key=lambda row: order.index(row[1])):
        if key is not None:
            found[key].append(Tally(kind, count, last))
    return found


def sent_by_hand(
    session: Session, column: InstrumentedAttribute[int | None], key: int
) -> Sequence[Reminder]:
    """Give the follow-ups written by hand about one object, latest first."""
    return session.scalars(
        sa.select(Reminder)
        .where(column == key, Reminder.kind == ReminderKind.BY_HAND)
        .order_by(Reminder.id.desc())
    ).all()


def dated_readings(session: Session, account_id: int, *, since: date) -> Sequence[Assignment]:
    """Give a person's readings whose dates belong in their calendar, ended ones as far as a date.

    What ended lately stays, so that a program that reads the calendar takes it away.
    """
    return session.scalars(
        sa.select(Assignment)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(
            Assignment.account_id == account_id,
            sa.or_(Assignment.due_on >= since, ReviewRound.discussion_until >= since),
        )
        .options(*_AT_ROUND)
        .order_by(Assignment.id)
    ).all()


def calendar_address(session: Session, account_id: int) -> CalendarAddress | None:
    """Give the private address a person has made for their calendar, if they have."""
    return session.get(CalendarAddress, account_id)


def account_of_address(session: Session, digest: str) -> Account | None:
    """Give the open account whose calendar is read at this private address."""
    return session.scalars(
        sa.select(Account)
        .join(CalendarAddress, CalendarAddress.account_id == Account.id)
        .where(CalendarAddress.token_digest == digest, Account.active)
    ).one_or_none()


def _parts(ids: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
