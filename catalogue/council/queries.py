"""Reading sessions of the council, and what waits for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import Committee, Mandate
from catalogue.committees.queries import in_order, running
from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus
from catalogue.council.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    Minutes,
    MinutesPaper,
)
from catalogue.council.vocabulary import Ruling, SessionState
from catalogue.paging import Page, offset
from catalogue.work_programme.homologation import ADOPTED
from catalogue.work_programme.models import HomologationAct, HomologationLine, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

_SINCE = sa.func.coalesce(WorkItem.status_since, WorkItem.stage_on)
_WAITING = (WorkItem.status == WorkItemStatus.AWAITING_COUNCIL, WorkItem.stage_code != ADOPTED)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the list, with how many texts it has and how many it adopted."""

    council_session: CouncilSession
    texts: int
    adopted: int


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One subject that waits: since when, and the coming session that will have it."""

    item: WorkItem
    since: date
    on_agenda: CouncilSession | None


def sessions_page(session: Session, *, number: int, size: int) -> Page[SessionRow]:
    """Give one page of the sessions, the latest first."""
    total = session.scalar(sa.select(sa.func.count()).select_from(CouncilSession)) or 0
    counted = (
        sa.select(
            AgendaItem.session_id,
            sa.func.count().label("texts"),
            sa.func.count()
            .filter(AgendaItem.ruling.in_([Ruling.ADOPTED, Ruling.RESERVED]))
            .label("adopted"),
        )
        .group_by(AgendaItem.session_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(
            CouncilSession,
            sa.func.coalesce(counted.c.texts, 0),
            sa.func.coalesce(counted.c.adopted, 0),
        )
        .outerjoin(counted, counted.c.session_id == CouncilSession.id)
        .order_by(CouncilSession.held_on.desc(), CouncilSession.id.desc())
        .limit(size)
        .offset(offset(number, size))
    )
    return Page([SessionRow(*row) for row in rows], total, number, size)


def session_of(session: Session, session_id: int) -> CouncilSession | None:
    """Give a session with everything its page shows."""
    return session.scalars(
        sa.select(CouncilSession)
        .where(CouncilSession.id == session_id)
        .options(
            joinedload(CouncilSession.committee),
            selectinload(CouncilSession.agenda)
            .joinedload(AgendaItem.work_item)
            .joinedload(WorkItem.committee),
            selectinload(CouncilSession.attendance).joinedload(Attendance.person),
            joinedload(CouncilSession.minutes).options(
                selectinload(Minutes.papers).joinedload(MinutesPaper.document),
                selectinload(Minutes.corrections),
            ),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def waiting_page(session: Session, *, number: int, size: int) -> Page[WaitingRow]:
    """Give one page of what waits for the council, the longest first."""
    total = waiting_count(session)
    return Page(_waiting(session, limit=size, start=offset(number, size)), total, number, size)


def all_waiting(session: Session) -> list[WaitingRow]:
    """Give everything that waits for the council, the longest first."""
    return _waiting(session)


def waiting_count(session: Session) -> int:
    """Count what waits for the council."""
    return session.scalar(sa.select(sa.func.count()).select_from(WorkItem).where(*_WAITING)) or 0


def longest_waiting(session: Session) -> date | None:
    """Give the day since which the first of them waits."""
    return session.scalar(sa.select(sa.func.min(_SINCE)).where(*_WAITING))


def adopted_to_homologate(session: Session) -> int:
    """Count what a council adopted (50.99) and no act has homologated."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(WorkItem)
            .where(
                WorkItem.status == WorkItemStatus.AWAITING_COUNCIL, WorkItem.stage_code == ADOPTED
            )
        )
        or 0
    )


def since(item: WorkItem) -> date:
    """Give the day since which an item waits: when it was put before the council, if known."""
    return item.status_since or item.stage_on


def of_item(session: Session, item: WorkItem) -> Sequence[AgendaItem]:
    """Give where an item stood on an agenda, latest session first; not of cancelled sessions."""
    return session.scalars(
        sa.select(AgendaItem)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .where(AgendaItem.work_item_id == item.id, CouncilSession.state != SessionState.CANCELLED)
        .options(joinedload(AgendaItem.council_session))
        .order_by(CouncilSession.held_on.desc(), CouncilSession.id.desc())
    ).all()


def acts_of(session: Session, item_ids: Sequence[int]) -> dict[int, HomologationAct]:
    """Give the act, not undone, that homologated each of these items."""
    rows = session.execute(
        sa.select(HomologationLine.work_item_id, HomologationAct)
        .join(HomologationAct, HomologationAct.id == HomologationLine.act_id)
        .where(HomologationLine.work_item_id.in_(item_ids), HomologationAct.undone_at.is_(None))
    )
    return dict(rows.all())


def other_agendas(
    session: Session, own_id: int, item_ids: Sequence[int]
) -> dict[int, CouncilSession]:
    """Give another session, prepared or convened, that has an item on its agenda; by item."""
    rows = session.execute(
        sa.select(AgendaItem.work_item_id, CouncilSession)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .where(
            AgendaItem.work_item_id.in_(item_ids),
            CouncilSession.id != own_id,
            CouncilSession.state.in_([SessionState.PREPARING, SessionState.CONVENED]),
        )
    )
    return dict(rows.all())


def later_sessions_with(
    session: Session, meeting: CouncilSession, item_ids: Sequence[int]
) -> dict[int, CouncilSession]:
    """Give a later session that has one of these items on its agenda; by item."""
    rows = session.execute(
        sa.select(AgendaItem.work_item_id, CouncilSession)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .where(
            AgendaItem.work_item_id.in_(item_ids),
            CouncilSession.id != meeting.id,
            CouncilSession.state != SessionState.CANCELLED,
            sa.or_(
                CouncilSession.held_on > meeting.held_on,
                sa.and_(CouncilSession.held_on == meeting.held_on, CouncilSession.id > meeting.id),
            ),
        )
    )
    return dict(rows.all())


def seats(session: Session, committee_id: int, on: date) -> list[Mandate]:
    """Give who held a seat of the council that day, as a committee presents itself."""
    found = session.scalars(
        sa.select(Mandate)
        .where(Mandate.committee_id == committee_id, running(on), Mandate.person_id.is_not(None))
        .options(joinedload(Mandate.person), joinedload(Mandate.organisation))
    ).all()
    return in_order(found)


def councils(session: Session) -> list[tuple[int, str]]:
    """Give the committees that may be the council: those of that kind first, then others."""
    rows = session.execute(
        sa.select(Committee.id, Committee.code, Committee.title_fr, Committee.kind)
        .where(
            Committee.status != CommitteeStatus.CLOSED,
            Committee.kind.in_([CommitteeKind.COUNCIL, CommitteeKind.MANAGEMENT]),
        )
        .order_by(Committee.code)
    ).all()
    ordered = sorted(rows, key=lambda row: row.kind is not CommitteeKind.COUNCIL)
    return [(row.id, f"{row.code} – {row.title_fr}") for row in ordered]


def without_papers(session: Session) -> Sequence[int]:
    """Give the sessions closed whose PDFs are not made."""
    made = sa.select(MinutesPaper.session_id).group_by(MinutesPaper.session_id)
    return session.scalars(
        sa.select(Minutes.session_id).where(Minutes.session_id.not_in(made))
    ).all()


def _waiting(session: Session, *, limit: int | None = None, start: int = 0) -> list[WaitingRow]:
    query = (
        sa.select(WorkItem)
        .where(*_WAITING)
        .options(joinedload(WorkItem.committee))
        .order_by(_SINCE, WorkItem.number)
        .offset(start)
    )
    items = session.scalars(query.limit(limit) if limit is not None else query).all()
    taken = other_agendas(session, 0, [one.id for one in items])
    return [WaitingRow(one, since(one), taken.get(one.id)) for one in items]
