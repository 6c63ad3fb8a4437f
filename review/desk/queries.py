"""What the desk lists: each list by its index, page by page, whatever else is on record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.queries import running
from catalogue.committees.models import Person
from catalogue.paging import PAGE_SIZE, Page, offset
from catalogue.permissions import Actor
from catalogue.work_programme.models import TextVersion, WorkItem
from review.assignments.candidates import READER_ROLES
from review.assignments.models import Assignment, BulkInvitation, ReviewRound
from review.assignments.rules import followed_rounds, visible_assignments
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    LIVE_ROUND_STATES,
    AssignmentRole,
    AssignmentState,
    RoundState,
)
from review.desk.vocabulary import BoardList
from review.findings.models import RoundReturn
from review.needs.models import NeedsExpression
from review.needs.rules import RECEIVED
from review.needs.vocabulary import NeedsState

_READING = (AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS)
_DISAGREEING = (RoundState.DISCUSSION, RoundState.ADJUDICATION)


def _places_taken() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .where(
            Assignment.round_id == ReviewRound.id,
            Assignment.role == AssignmentRole.REVIEWER,
            Assignment.state.in_(ACTIVE_ASSIGNMENT_STATES),
        )
        .correlate(ReviewRound)
        .scalar_subquery()
    )


def _rounds(actor: Actor, wanted: BoardList) -> list[sa.ColumnElement[bool]]:
    if wanted is BoardList.UNASSIGNED:
        lacking = _places_taken() < ReviewRound.required_reviews
        return [ReviewRound.state == RoundState.OPEN, lacking, followed_rounds.where(actor)]
    return [ReviewRound.state.in_(_DISAGREEING), followed_rounds.where(actor)]


def _assignments(actor: Actor, wanted: BoardList, today: date) -> sa.Select[int]:
    """Select the ids of what is awaited of people in rounds still moving."""
    invited = Assignment.state == AssignmentState.INVITED
    over = Assignment.respond_by < today
    in_time = [invited, sa.or_(Assignment.respond_by.is_(None), Assignment.respond_by >= today)]
    reading = [Assignment.state.in_(_READING), Assignment.due_on < today]

    def those(conditions: Sequence[sa.ColumnElement[bool]]) -> sa.Select[int]:
        return (
            sa.select(Assignment.id)
            .join(ReviewRound, ReviewRound.id == Assignment.round_id)
            .where(
                *conditions,
                ReviewRound.state.in_(LIVE_ROUND_STATES),
                visible_assignments.where(actor),
            )
        )

    if wanted is BoardList.UNANSWERED:
        return those(in_time)
    late = sa.union_all(those([invited, over]), those(reading)).subquery()
    return sa.select(late.c.id)


def _returned(actor: Actor) -> list[sa.ColumnElement[bool]]:
    """Give the conditions of a text sent back whose new version has not come."""
    return [
        RoundReturn.answered_at.is_(None),
        RoundReturn.sent_at.is_not(None),
        followed_rounds.where(actor),
    ]


def _needs(actor: Actor) -> list[sa.ColumnElement[bool]]:
    return [NeedsExpression.state == NeedsState.RETURNED, RECEIVED.where(actor)]


def board_counts(session: Session, actor: Actor, *, today: date) -> Mapping[BoardList, int]:
    """Count what each list of the board holds, in one query."""

    def of_rounds(wanted: BoardList) -> sa.ScalarSelect[int]:
        query = sa.select(sa.func.count()).select_from(ReviewRound)
        return query.where(*_rounds(actor, wanted)).scalar_subquery()

    def of_people(wanted: BoardList) -> sa.ScalarSelect[int]:
        ids = _assignments(actor, wanted, today).subquery()
        return sa.select(sa.func.count()).select_from(ids).scalar_subquery()

    needs = sa.select(sa.func.count()).select_from(NeedsExpression).where(*_needs(actor))
    returned = (
        sa.select(sa.func.count())
        .select_from(RoundReturn)
        .join(ReviewRound, ReviewRound.id == RoundReturn.round_id)
        .where(*_returned(actor))
    )
    columns = {
        BoardList.UNASSIGNED: of_rounds(BoardList.UNASSIGNED),
        BoardList.UNANSWERED: of_people(BoardList.UNANSWERED),
        BoardList.LATE: of_people(BoardList.LATE),
        BoardList.DISAGREEMENT: of_rounds(BoardList.DISAGREEMENT),
        BoardList.TO_COMPLETE: needs.scalar_subquery(),
        BoardList.TO_REWORK: returned.scalar_subquery(),
    }
    row = session.execute(sa.select(*columns.values())).one()
    return dict(zip(columns, row, strict=True))


def rounds_on_board(
    session: Session, actor: Actor, wanted: BoardList, *, total: int, number: int
) -> Page[ReviewRound]:
    """Give rounds that lack a reader, or whose readings differ, those opened first before."""
    rows = session.scalars(
        sa.select(ReviewRound)
        .where(*_rounds(actor, wanted))
        .options(*_subject(), joinedload(ReviewRound.work_item).joinedload(WorkItem.committee))
        .order_by(ReviewRound.opened_at, ReviewRound.id)
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(rows, total, number)


def people_on_board(
    session: Session, actor: Actor, wanted: BoardList, *, total: int, number: int, today: date
) -> Page[Assignment]:
    """Give who is awaited, the longest first, with what they are to read."""
    day = sa.case(
        (Assignment.state == AssignmentState.INVITED, Assignment.respond_by),
        else_=Assignment.due_on,
    )
    at_round = contains_eager(Assignment.round)
    rows = session.scalars(
        sa.select(Assignment)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(Assignment.id.in_(_assignments(actor, wanted, today)))
        .options(
            joinedload(Assignment.account),
            at_round.joinedload(ReviewRound.work_item),
            at_round.joinedload(ReviewRound.edition),
            at_round.joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
        )
        .order_by(day.is_(None), day, Assignment.id)
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(rows, total, number)


def needs_on_board(
    session: Session, actor: Actor, *, total: int, number: int
) -> Page[NeedsExpression]:
    """Give the fiches sent back to their chair, those filed first before."""
    rows = session.scalars(
        sa.select(NeedsExpression)
        .where(*_needs(actor))
        .options(
            joinedload(NeedsExpression.committee),
            joinedload(NeedsExpression.author),
            selectinload(NeedsExpression.opinions),
        )
        .order_by(NeedsExpression.submitted_at, NeedsExpression.id)
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(rows, total, number)


def returns_on_board(
    session: Session, actor: Actor, *, total: int, number: int
) -> Page[RoundReturn]:
    """Give the texts sent back to their committee, those sent first before."""
    at_round = contains_eager(RoundReturn.round)
    rows = session.scalars(
        sa.select(RoundReturn)
        .join(ReviewRound, ReviewRound.id == RoundReturn.round_id)
        .where(*_returned(actor))
        .options(
            at_round.joinedload(ReviewRound.work_item).joinedload(WorkItem.committee),
            at_round.joinedload(ReviewRound.edition),
            at_round.joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
        )
        .order_by(RoundReturn.sent_at, RoundReturn.id)
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(rows, total, number)


def rounds_to_confide(
    session: Session, actor: Actor, round_ids: Collection[int], *, most: int
) -> Sequence[ReviewRound]:
    """Give the rounds somebody chose that lack a reader; the first that do when none is chosen."""
    conditions = _rounds(actor, BoardList.UNASSIGNED)
    if round_ids:
        conditions.append(ReviewRound.id.in_(round_ids))
    return session.scalars(
        sa.select(ReviewRound)
        .where(*conditions)
        .options(*_subject())
        .order_by(ReviewRound.opened_at, ReviewRound.id)
        .limit(most)
    ).all()


def places_taken(session: Session, rounds: Sequence[ReviewRound]) -> Mapping[int, int]:
    """Count the readers each round has, in one query."""
    rows = session.execute(
        sa.select(Assignment.round_id, sa.func.count())
        .where(
            Assignment.round_id.in_([one.id for one in rounds]),
            Assignment.role == AssignmentRole.REVIEWER,
            Assignment.state.in_(ACTIVE_ASSIGNMENT_STATES),
        )
        .group_by(Assignment.round_id)
    )
    return {row[0]: row[1] for row in rows}


def readers_page(
    session: Session, *, on: date, number: int = 1, size: int = PAGE_SIZE
) -> Page[Account]:
    """Give the people who can be asked to read, by name, with the body they belong to."""
    carrying = sa.select(AccountRole.account_id).where(
        running(AccountRole, on), AccountRole.role.in_(READER_ROLES)
    )
    where = (Account.active, Account.id.in_(carrying))
    total = session.scalar(sa.select(sa.func.count()).select_from(Account).where(*where)) or 0
    rows = session.scalars(
        sa.select(Account)
        .where(*where)
        .options(joinedload(Account.person).joinedload(Person.organisation))
        .order_by(Account.name, Account.id)
        .limit(size)
        .offset(offset(number, size))
    ).all()
    return Page(rows, total, number, size)


def late_by_person(
    session: Session, actor: Actor, account_ids: Collection[int], *, today: date
) -> Mapping[int, int]:
    """Count what each of these people is late for: an answer, or a reading."""
    rows = session.execute(
        sa.select(Assignment.account_id, sa.func.count())
        .where(
            Assignment.account_id.in_(account_ids),
            Assignment.id.in_(_assignments(actor, BoardList.LATE, today)),
        )
        .group_by(Assignment.account_id)
    )
    return {row[0]: row[1] for row in rows}


def bulk_of(session: Session, bulk_id: int) -> BulkInvitation | None:
    """Give what became of one sending."""
    return session.get(BulkInvitation, bulk_id)


def rounds_by_id(session: Session, actor: Actor, ids: Collection[int]) -> Mapping[int, ReviewRound]:
    """Give these rounds with what they read, as far as their readers may be known."""
    rows = session.scalars(
        sa.select(ReviewRound)
        .where(ReviewRound.id.in_(ids), followed_rounds.where(actor))
        .options(*_subject())
    )
    return {one.id: one for one in rows}


def _subject() -> tuple[Any, ...]:
    return (
        joinedload(ReviewRound.work_item),
        joinedload(ReviewRound.edition),
        joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
    )
