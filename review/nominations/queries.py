"""Reading participation texts, calls, the seats they may be about, and what is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import Committee, Mandate, Person
from catalogue.committees.queries import counted_on, running
from catalogue.committees.vocabulary import STANDARDS_KINDS, MandateRole
from catalogue.paging import PAGE_SIZE, Page, offset
from review.analysis.vocabulary import WordingClass
from review.nominations.models import (
    Call,
    CallRecipient,
    CallSeat,
    ParticipationHint,
    ParticipationText,
    ParticipationTextVersion,
    Proposal,
)
from review.nominations.vocabulary import CallState, Outcome, TextKind

MOST_SEATS = 300


@dataclass(frozen=True, slots=True)
class TextInForce:
    """A text in force on a day: its version, and how many class-A hints are open in it."""

    text_id: int
    title: str
    kind: TextKind
    number: int
    published_on: date
    open_hints: int


@dataclass(frozen=True, slots=True)
class CallCounts:
    """What stands under a call, counted."""

    seats: int = 0
    organisations: int = 0
    proposals: int = 0
    retained: int = 0
    declined: int = 0

    @property
    def waiting(self) -> int:
        """How many proposals have no outcome yet."""
        return self.proposals - self.retained - self.declined


def texts_page(session: Session, *, number: int, size: int = PAGE_SIZE) -> Page[ParticipationText]:
    """Give one page of the texts, those withdrawn last, with the dates of their versions."""
    total = session.scalar(sa.select(sa.func.count()).select_from(ParticipationText)) or 0
    rows = session.scalars(
        sa.select(ParticipationText)
        .options(
            joinedload(ParticipationText.committee),
            selectinload(ParticipationText.versions).defer(ParticipationTextVersion.pages),
        )
        .order_by(
            ParticipationText.withdrawn_on.is_not(None),
            ParticipationText.kind,
            ParticipationText.title,
            ParticipationText.id,
        )
        .limit(size)
        .offset(offset(number, size))
    ).all()
    return Page(list(rows), total, number)


def open_hints_by_version(session: Session, version_ids: Sequence[int]) -> Mapping[int, int]:
    """Count the class-A hints that are open, by version."""
    rows = session.execute(
        sa.select(ParticipationHint.version_id, sa.func.count())
        .where(ParticipationHint.version_id.in_(version_ids), _stopping())
        .group_by(ParticipationHint.version_id)
    )
    return {row[0]: row[1] for row in rows}


def text_of(session: Session, text_id: int) -> ParticipationText | None:
    """Give a text with all its versions and their hints."""
    return session.scalars(
        sa.select(ParticipationText)
        .where(ParticipationText.id == text_id)
        .options(
            joinedload(ParticipationText.committee),
            selectinload(ParticipationText.versions).options(
                joinedload(ParticipationTextVersion.document),
                selectinload(ParticipationTextVersion.hints),
            ),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def texts_in_force(session: Session, *, on: date) -> list[TextInForce]:
    """Give the texts in force on a day, each with the version of that day."""
    latest = _latest(on).subquery()
    count = (
        sa.select(sa.func.count())
        .where(ParticipationHint.version_id == ParticipationTextVersion.id, _stopping())
        .correlate(ParticipationTextVersion)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(
            ParticipationText.id,
            ParticipationText.title,
            ParticipationText.kind,
            ParticipationTextVersion.number,
            ParticipationTextVersion.published_on,
            count,
        )
        .join(latest, latest.c.text_id == ParticipationText.id)
        .join(
            ParticipationTextVersion,
            sa.and_(
                ParticipationTextVersion.text_id == latest.c.text_id,
                ParticipationTextVersion.number == latest.c.number,
            ),
        )
        .where(
            sa.or_(ParticipationText.withdrawn_on.is_(None), ParticipationText.withdrawn_on > on)
        )
        .order_by(ParticipationText.kind, ParticipationText.title, ParticipationText.id)
    )
    return [TextInForce(*row) for row in rows]


def in_force_on(session: Session, text_id: int, on: date) -> ParticipationTextVersion | None:
    """Give the version of a text in force on a day, if it was in force."""
    return session.scalars(
        sa.select(ParticipationTextVersion)
        .join(ParticipationText, ParticipationText.id == ParticipationTextVersion.text_id)
        .where(
            ParticipationTextVersion.text_id == text_id,
            ParticipationTextVersion.published_on <= on,
            sa.or_(ParticipationText.withdrawn_on.is_(None), ParticipationText.withdrawn_on > on),
        )
        .order_by(ParticipationTextVersion.number.desc())
        .limit(1)
    ).one_or_none()


def criteria(session: Session) -> Sequence[tuple[int, str]]:
    """Give the participation criteria that are not withdrawn, for a choice."""
    rows = session.execute(
        sa.select(ParticipationText.id, ParticipationText.title)
        .where(
            ParticipationText.kind == TextKind.CRITERIA, ParticipationText.withdrawn_on.is_(None)
        )
        .order_by(ParticipationText.title)
    )
    return [(row[0], row[1]) for row in rows]


def open_seats(session: Session, *, on: date) -> Sequence[Mandate]:
    """Give the titular seats of CTN, GT and CMN that are vacant or whose mandate has an end."""
    return session.scalars(
        sa.select(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .outerjoin(Person, Person.id == Mandate.person_id)
        .where(
            running(on),
            counted_on(on),
            Mandate.titular,
            Committee.kind.in_(STANDARDS_KINDS),
            sa.or_(Mandate.person_id.is_(None), Mandate.valid_to.is_not(None)),
        )
        .options(joinedload(Mandate.committee), joinedload(Mandate.person))
        .order_by(
            Mandate.person_id.is_not(None),
            sa.func.length(Committee.code),
            Committee.code,
            sa.case((Mandate.role == MandateRole.CHAIR, 0), else_=1),
            Mandate.valid_to,
            Mandate.id,
        )
        .limit(MOST_SEATS)
    ).all()


def calls_page(
    session: Session, *, state: CallState | None, number: int, size: int = PAGE_SIZE
) -> Page[Call]:
    """Give one page of the calls, the latest first."""
    wanted = sa.true() if state is None else Call.state == state
    total = session.scalar(sa.select(sa.func.count()).select_from(Call).where(wanted)) or 0
    rows = session.scalars(
        sa.select(Call)
        .where(wanted)
        .order_by(Call.opens_on.desc(), Call.id.desc())
        .limit(size)
        .offset(offset(number, size))
    ).all()
    return Page(list(rows), total, number)


def all_calls(session: Session, *, state: CallState | None) -> Sequence[Call]:
    """Give all the calls with their criteria, the latest first, for a file."""
    return session.scalars(
        sa.select(Call)
        .where(sa.true() if state is None else Call.state == state)
        .options(
            joinedload(Call.criteria),
            joinedload(Call.criteria_version).defer(ParticipationTextVersion.pages),
        )
        .order_by(Call.opens_on.desc(), Call.id.desc())
    ).all()


def counts_of(session: Session, call_ids: Sequence[int]) -> Mapping[int, CallCounts]:
    """Count what stands under each of these calls."""
    seats = _count(session, CallSeat.call_id, call_ids)
    organisations = _count(session, CallRecipient.call_id, call_ids)
    proposals = session.execute(
        sa.select(
            Proposal.call_id,
            sa.func.count(),
            sa.func.count(sa.case((Proposal.outcome == Outcome.RETAINED, 1))),
            sa.func.count(sa.case((Proposal.outcome == Outcome.DECLINED, 1))),
        )
        .where(Proposal.call_id.in_(call_ids))
        .group_by(Proposal.call_id)
    )
    received = {row[0]: tuple(row[1:]) for row in proposals}
    return {
        one: CallCounts(seats.get(one, 0), organisations.get(one, 0), *received.get(one, ()))
        for one in call_ids
    }


def call_of(session: Session, call_id: int) -> Call | None:
    """Give a call with its seats, whom it is sent to and what was proposed."""
    mandate_of_seat = joinedload(CallSeat.mandate).options(
        joinedload(Mandate.committee), joinedload(Mandate.person)
    )
    return session.scalars(
        sa.select(Call)
        .where(Call.id == call_id)
        .options(
            joinedload(Call.criteria),
            joinedload(Call.criteria_version),
            selectinload(Call.seats).options(mandate_of_seat),
            selectinload(Call.recipients).joinedload(CallRecipient.organisation),
            selectinload(Call.proposals).options(
                joinedload(Proposal.organisation),
                joinedload(Proposal.person),
                joinedload(Proposal.seat).options(mandate_of_seat),
            ),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def proposal_of(session: Session, call_id: int, proposal_id: int) -> Proposal | None:
    """Give a proposal with its call, its seat and who is proposed."""
    mandate_of_seat = joinedload(CallSeat.mandate).options(
        joinedload(Mandate.committee), joinedload(Mandate.person)
    )
    return session.scalars(
        sa.select(Proposal)
        .where(Proposal.id == proposal_id, Proposal.call_id == call_id)
        .options(
            joinedload(Proposal.organisation),
            joinedload(Proposal.person),
            # The seat is also one of its call's: whichever is read first brings its mandate.
            joinedload(Proposal.call).selectinload(Call.seats).options(mandate_of_seat),
            joinedload(Proposal.seat).options(mandate_of_seat),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def _latest(on: date) -> sa.Select[int, int]:
    return (
        sa.select(
            ParticipationTextVersion.text_id.label("text_id"),
            sa.func.max(ParticipationTextVersion.number).label("number"),
        )
        .where(ParticipationTextVersion.published_on <= on)
        .group_by(ParticipationTextVersion.text_id)
    )


def _stopping() -> sa.ColumnElement[bool]:
    return sa.and_(
        ParticipationHint.wording_class == WordingClass.A,
        ParticipationHint.dismissal_reason.is_(None),
    )


def _count(
    session: Session, column: sa.orm.InstrumentedAttribute[int], call_ids: Sequence[int]
) -> Mapping[int, int]:
    rows = session.execute(
        sa.select(column, sa.func.count()).where(column.in_(call_ids)).group_by(column)
    )
    return {row[0]: row[1] for row in rows}
