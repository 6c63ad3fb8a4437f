"""Reading the committee, its meetings, its recommendations, and what a year is to have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import Committee, Mandate, Person
from catalogue.committees.queries import counted_on, in_order, running
from catalogue.committees.vocabulary import CommitteeKind
from catalogue.paging import Page, offset
from review.monitoring.models import (
    MeetingMinutes,
    MeetingMinutesPaper,
    MeetingPresence,
    MonitoringMeeting,
    MonitoringReminder,
    Recommendation,
    RecommendationAct,
    YearPlan,
)
from review.monitoring.vocabulary import (
    STILL_OPEN,
    MeetingState,
    RecommendationState,
    Reminded,
)

HELD = (MeetingState.HELD, MeetingState.CLOSED)


def committees(session: Session, on: date) -> Sequence[Committee]:
    """Give the monitoring committees of the register that exist that day: one, as a rule."""
    return session.scalars(
        sa.select(Committee)
        .where(Committee.kind == CommitteeKind.MONITORING, counted_on(on))
        .order_by(Committee.code)
    ).all()


def members(session: Session, on: date) -> list[Mandate]:
    """Give who sits on the committee that day, as a committee presents itself."""
    found = session.scalars(
        sa.select(Mandate)
        .join(Committee, Committee.id == Mandate.committee_id)
        .where(
            Committee.kind == CommitteeKind.MONITORING,
            counted_on(on),
            running(on),
            Mandate.person_id.is_not(None),
        )
        .options(joinedload(Mandate.person), joinedload(Mandate.organisation))
    ).all()
    return in_order(found)


def meetings_page(session: Session, *, number: int, size: int) -> Page[MonitoringMeeting]:
    """Give one page of the meetings, the latest first, each with its minutes if closed."""
    total = session.scalar(sa.select(sa.func.count()).select_from(MonitoringMeeting)) or 0
    rows = session.scalars(
        sa.select(MonitoringMeeting)
        .options(joinedload(MonitoringMeeting.minutes))
        .order_by(
            sa.func.coalesce(MonitoringMeeting.held_on, MonitoringMeeting.planned_on).desc(),
            MonitoringMeeting.number.desc(),
        )
        .limit(size)
        .offset(offset(number, size))
    ).all()
    return Page(rows, total, number, size)


def every_meeting(session: Session) -> Sequence[MonitoringMeeting]:
    """Give every meeting by its day, for a calendar."""
    return session.scalars(
        sa.select(MonitoringMeeting).order_by(
            MonitoringMeeting.planned_on, MonitoringMeeting.number
        )
    ).all()


def meeting_of(session: Session, meeting_id: int) -> MonitoringMeeting | None:
    """Give a meeting with everything its page shows."""
    return session.scalars(
        sa.select(MonitoringMeeting)
        .where(MonitoringMeeting.id == meeting_id)
        .options(
            selectinload(MonitoringMeeting.points),
            selectinload(MonitoringMeeting.presences).joinedload(MeetingPresence.person),
            joinedload(MonitoringMeeting.minutes).options(
                selectinload(MeetingMinutes.papers).joinedload(MeetingMinutesPaper.document),
                selectinload(MeetingMinutes.corrections),
            ),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def next_meeting(session: Session) -> MonitoringMeeting | None:
    """Give the meeting planned first among those neither held nor cancelled, late ones included."""
    return session.scalars(
        sa.select(MonitoringMeeting)
        .where(MonitoringMeeting.state == MeetingState.PLANNED)
        .order_by(MonitoringMeeting.planned_on, MonitoringMeeting.number)
        .limit(1)
    ).first()


def meeting_before(session: Session, meeting: MonitoringMeeting) -> MonitoringMeeting | None:
    """Give the meeting held last before this one."""
    day = meeting.held_on or meeting.planned_on
    return session.scalars(
        sa.select(MonitoringMeeting)
        .where(
            MonitoringMeeting.id != meeting.id,
            MonitoringMeeting.state.in_(HELD),
            MonitoringMeeting.held_on <= day,
        )
        .order_by(MonitoringMeeting.held_on.desc(), MonitoringMeeting.number.desc())
        .limit(1)
    ).first()


def last_number(session: Session) -> int:
    """Give the number of the last meeting; 0 before the first."""
    return session.scalar(sa.select(sa.func.max(MonitoringMeeting.number))) or 0


# --- Recommendations -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of recommendations is narrowed to; an empty part narrows nothing."""

    states: frozenset[RecommendationState] = frozenset()
    owners: frozenset[str] = frozenset()
    late: bool = False

    def condition(self, on: date, *, but: str = "") -> sa.ColumnElement[bool]:
        """Give the condition, leaving out the part named ``but``."""
        parts: list[sa.ColumnElement[bool]] = []
        if self.states and but != "state":
            parts.append(Recommendation.state.in_(self.states))
        if self.owners and but != "owner":
            parts.append(Recommendation.owner.in_(self.owners))
        if self.late and but != "late":
            parts.append(overdue(on))
        return sa.and_(sa.true(), *parts)


def overdue(on: date) -> sa.ColumnElement[bool]:
    """Give the condition «still open after its due date»."""
    return sa.and_(Recommendation.state.in_(STILL_OPEN), Recommendation.due_on < on)


def recommendations_page(
    session: Session, wanted: Wanted, *, on: date, number: int, size: int
) -> Page[Recommendation]:
    """Give one page of recommendations: what is open first, the earliest due date first."""
    where = wanted.condition(on)
    total = session.scalar(sa.select(sa.func.count()).select_from(Recommendation).where(where)) or 0
    rows = session.scalars(_listed(where).limit(size).offset(offset(number, size))).all()
    return Page(rows, total, number, size)


def recommendations(session: Session, wanted: Wanted, *, on: date) -> Sequence[Recommendation]:
    """Give them all, in the same order."""
    return session.scalars(_listed(wanted.condition(on))).all()


def facet_counts(session: Session, wanted: Wanted, *, on: date) -> dict[str, dict[str, int]]:
    """Count what each choice would leave: by state, by owner, late."""
    states = session.execute(
        sa.select(Recommendation.state, sa.func.count())
        .where(wanted.condition(on, but="state"))
        .group_by(Recommendation.state)
    )
    owners = session.execute(
        sa.select(Recommendation.owner, sa.func.count())
        .where(wanted.condition(on, but="owner"), Recommendation.owner != "")
        .group_by(Recommendation.owner)
        .order_by(Recommendation.owner)
    )
    late = session.scalar(
        sa.select(sa.func.count())
        .select_from(Recommendation)
        .where(wanted.condition(on, but="late"), overdue(on))
    )
    return {
        "state": {state.value: count for state, count in states},
        "owner": dict(owners.all()),
        "late": {"oui": late or 0},
    }


def recommendation_of(session: Session, recommendation_id: int) -> Recommendation | None:
    """Give a recommendation with its history."""
    return session.scalars(
        sa.select(Recommendation)
        .where(Recommendation.id == recommendation_id)
        .options(
            joinedload(Recommendation.owner_person),
            joinedload(Recommendation.meeting),
            selectinload(Recommendation.acts).joinedload(RecommendationAct.document),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def made_until(session: Session, day: date) -> Sequence[Recommendation]:
    """Give the recommendations made until a day, each with its history, in their order."""
    return session.scalars(
        sa.select(Recommendation)
        .where(Recommendation.made_on <= day)
        .options(joinedload(Recommendation.owner_person), selectinload(Recommendation.acts))
        .order_by(Recommendation.year, Recommendation.rank)
        .execution_options(populate_existing=True)
    ).all()


def of_meeting(session: Session, meeting_id: int) -> Sequence[Recommendation]:
    """Give what a meeting recommended."""
    return session.scalars(
        sa.select(Recommendation)
        .where(Recommendation.meeting_id == meeting_id)
        .options(joinedload(Recommendation.owner_person))
        .order_by(Recommendation.year, Recommendation.rank)
    ).all()


def state_counts(session: Session) -> dict[RecommendationState, int]:
    """Count the recommendations by state."""
    rows = session.execute(
        sa.select(Recommendation.state, sa.func.count()).group_by(Recommendation.state)
    )
    return dict(rows.all())


def overdue_count(session: Session, on: date) -> int:
    """Count those open after their due date."""
    query = sa.select(sa.func.count()).select_from(Recommendation).where(overdue(on))
    return session.scalar(query) or 0


def every_overdue(session: Session, on: date) -> Sequence[Recommendation]:
    """Give those open after their due date, the longest first."""
    return session.scalars(
        sa.select(Recommendation)
        .where(overdue(on))
        .options(joinedload(Recommendation.owner_person))
        .order_by(Recommendation.due_on, Recommendation.year, Recommendation.rank)
    ).all()


def last_rank(session: Session, year: int) -> int:
    """Give the rank of the last recommendation of a year; 0 before the first."""
    query = sa.select(sa.func.max(Recommendation.rank)).where(Recommendation.year == year)
    return session.scalar(query) or 0


# --- What a year is to have ----------------------------------------------------------------------


def planned_meetings(session: Session, years: Sequence[int], *, at: date) -> Mapping[int, YearPlan]:
    """Give, for each of these years, the number decided last until a day; by year, where known."""
    rows = session.scalars(
        sa.select(YearPlan)
        .where(YearPlan.year.in_(years), YearPlan.decided_on <= at)
        .order_by(YearPlan.decided_on, YearPlan.id)
    )
    return {row.year: row for row in rows}


def year_plans(session: Session) -> Sequence[YearPlan]:
    """Give every number decided, the latest first."""
    return session.scalars(
        sa.select(YearPlan).order_by(
            YearPlan.year.desc(), YearPlan.decided_on.desc(), YearPlan.id.desc()
        )
    ).all()


def meetings_between(
    session: Session, start: date, end: date, *, at: date
) -> Sequence[MonitoringMeeting]:
    """Give the meetings of a period as they are known on a day: planned by then, in the period.

    A meeting is in the period by the day it was held or, when it was not, by the day it is
    planned; its minutes come with it.
    """
    known = sa.func.coalesce(MonitoringMeeting.held_on, MonitoringMeeting.planned_on)
    return session.scalars(
        sa.select(MonitoringMeeting)
        .where(known.between(start, end), MonitoringMeeting.made_on <= at)
        .options(joinedload(MonitoringMeeting.minutes))
        .order_by(known, MonitoringMeeting.number)
    ).all()


# --- Papers and reminders ------------------------------------------------------------------------


def without_papers(session: Session) -> Sequence[int]:
    """Give the meetings whose minutes are closed and whose PDFs are not made."""
    made = sa.select(MeetingMinutesPaper.meeting_id).group_by(MeetingMinutesPaper.meeting_id)
    return session.scalars(
        sa.select(MeetingMinutes.meeting_id).where(MeetingMinutes.meeting_id.not_in(made))
    ).all()


def to_announce(session: Session, *, on: date, until: date) -> Sequence[MonitoringMeeting]:
    """Give the meetings planned between two days, both included, and not told of yet."""
    told = sa.exists().where(
        MonitoringReminder.about == Reminded.MEETING,
        MonitoringReminder.subject_id == MonitoringMeeting.id,
        MonitoringReminder.about_on == MonitoringMeeting.planned_on,
    )
    return session.scalars(
        sa.select(MonitoringMeeting)
        .where(
            MonitoringMeeting.state == MeetingState.PLANNED,
            MonitoringMeeting.planned_on.between(on, until),
            ~told,
        )
        .order_by(MonitoringMeeting.planned_on, MonitoringMeeting.number)
    ).all()


def late_untold(session: Session, *, on: date) -> Sequence[Recommendation]:
    """Give the recommendations past a due date that nobody was told of yet."""
    told = sa.exists().where(
        MonitoringReminder.about == Reminded.RECOMMENDATION,
        MonitoringReminder.subject_id == Recommendation.id,
        MonitoringReminder.about_on == Recommendation.due_on,
    )
    return session.scalars(
        sa.select(Recommendation)
        .where(overdue(on), ~told)
        .order_by(Recommendation.due_on, Recommendation.year, Recommendation.rank)
    ).all()


def people_who_answer(session: Session, on: date, *, whole_register: bool) -> Sequence[Person]:
    """Give who may answer for a recommendation: the members or, for its readers, the register."""
    query = sa.select(Person).where(Person.erased_at.is_(None))
    if not whole_register:
        query = query.where(
            Person.id.in_(
                sa.select(Mandate.person_id)
                .join(Committee, Committee.id == Mandate.committee_id)
                .where(
                    Committee.kind == CommitteeKind.MONITORING,
                    running(on),
                    Mandate.person_id.is_not(None),
                )
            )
        )
    return session.scalars(query.order_by(Person.family_name, Person.given_names)).all()


def _listed(where: sa.ColumnElement[bool]) -> sa.Select[Recommendation]:
    return (
        sa.select(Recommendation)
        .where(where)
        .options(joinedload(Recommendation.owner_person), joinedload(Recommendation.meeting))
        .order_by(
            sa.case((Recommendation.state.in_(STILL_OPEN), 0), else_=1),
            Recommendation.due_on.is_(None),
            Recommendation.due_on,
            Recommendation.year,
            Recommendation.rank,
        )
    )
