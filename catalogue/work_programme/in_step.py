"""What follows every write of the programme: days awaited, and the stamp that lists look at."""

from __future__ import annotations

import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from catalogue.committees.models import Committee
from catalogue.database import Base
from catalogue.records.models import Edition
from catalogue.work_programme.models import Milestone, WorkItem

_BLOCK = 500  # items brought in step by one statement
# history.awaited, in the database's words: of the planned stages past this code, the first day.
_AGAIN = sa.func.substr(WorkItem.stage_code, 4, 2).in_(("92", "93"))
_REACHED = sa.case(
    (_AGAIN, sa.func.substr(WorkItem.stage_code, 1, 2) + ".00"), else_=WorkItem.stage_code
)
_AWAITED = (
    sa.select(sa.func.min(Milestone.planned_on))
    .where(Milestone.work_item_id == WorkItem.id, Milestone.code > _REACHED)
    .correlate(WorkItem)
    .scalar_subquery()
)


class ProgrammeStamp(Base):
    """The one row that every act on the programme changes: lists held in memory look at it.

    A token is drawn, not counted: what an act undone left in memory is never taken for good.
    """

    __tablename__ = "programme_stamp"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(
        sa.String(32), comment="Drawn anew by each act on the programme, never twice the same"
    )


@event.listens_for(Session, "after_flush")
def _keep_awaited(session: Session, _context: Any) -> None:
    """Bring the days awaited in step with every plan or stage just written, by one statement."""
    touched: set[int] = set()
    changed = False
    for one in (*session.new, *session.dirty, *session.deleted):
        changed = changed or isinstance(one, (WorkItem, Milestone, Edition, Committee))
        if isinstance(one, Milestone):
            touched.add(one.work_item_id)
        elif isinstance(one, WorkItem) and one not in session.deleted and _moved(one):
            touched.add(one.id)
    ids = sorted(touched)
    items = WorkItem.__table__
    for start in range(0, len(ids), _BLOCK):
        session.connection().execute(
            sa.update(items)  # type: ignore[arg-type]
            .where(items.c.id.in_(ids[start : start + _BLOCK]))
            .values(awaited_on=_AWAITED)
        )
    if changed:
        renew_stamp(session)


@event.listens_for(Session, "do_orm_execute")
def _notice_bulk(state: ORMExecuteState) -> None:
    """See to rows written in bulk too, which no flush tells of."""
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        if table is not None and table.name in {"work_item", "work_item_ics", "milestone"}:
            renew_stamp(state.session)


def renew_stamp(session: Session) -> None:
    """Let lists held in memory know that the programme has changed."""
    stamps, token = ProgrammeStamp.__table__, secrets.token_hex(16)
    connection = session.connection()
    done = connection.execute(sa.update(stamps).values(token=token))  # type: ignore[arg-type]
    if not done.rowcount:
        connection.execute(sa.insert(stamps).values(id=1, token=token))  # type: ignore[arg-type]


def _moved(item: WorkItem) -> bool:
    facts = sa.inspect(item).attrs
    return bool(facts.stage_code.history.has_changes() or facts.awaited_on.history.has_changes())
