"""Sessions of the council, what they decide, who attends, and their minutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.models import Committee, Person
from catalogue.committees.vocabulary import MandateRole
from catalogue.council.vocabulary import Presence, Ruling, SessionState
from catalogue.database import PK, Base, insert_only
from catalogue.documents.models import Document
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus


class CouncilSession(Base):
    """One session of the council that adopts standards, as the agency calls it."""

    __tablename__ = "council_session"

    id: Mapped[PK]
    label: Mapped[str] = mapped_column(sa.String(200), comment="«11e session», as people call it")
    held_on: Mapped[date] = mapped_column(index=True)
    begins: Mapped[str] = mapped_column(sa.String(60), default="", comment="The hour, as written")
    place: Mapped[str] = mapped_column(sa.String(300), default="")
    committee_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("committee.id"), comment="The council itself, where committees hold it"
    )
    state: Mapped[SessionState] = mapped_column(default=SessionState.PREPARING)
    convened_on: Mapped[date | None]
    points: Mapped[list[str]] = mapped_column(
        default=list, comment="Points of the agenda that are no text, in order"
    )
    record: Mapped[str] = mapped_column(
        sa.Text, default="", comment="Debates and recommendations, for the minutes"
    )
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    committee: Mapped[Committee | None] = relationship(lazy="raise_on_sql")
    agenda: Mapped[list[AgendaItem]] = relationship(
        back_populates="council_session",
        lazy="raise_on_sql",
        order_by="AgendaItem.position, AgendaItem.id",
        cascade="all, delete-orphan",
    )
    attendance: Mapped[list[Attendance]] = relationship(
        lazy="raise_on_sql", order_by="Attendance.position", cascade="all, delete-orphan"
    )
    minutes: Mapped[Minutes | None] = relationship(lazy="raise_on_sql", uselist=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AgendaItem(Base):
    """One text before the council, and what was decided; ``stage_event_id`` is what it recorded."""

    __tablename__ = "council_agenda_item"
    __table_args__ = (
        sa.UniqueConstraint("session_id", "work_item_id"),
        sa.CheckConstraint(
            "ruling IS NULL OR ruling = 'adopted' OR reason IS NOT NULL", name="ruling_has_reason"
        ),
    )

    id: Mapped[PK]
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("council_session.id"))
    position: Mapped[int]
    work_item_id: Mapped[int] = mapped_column(sa.ForeignKey("work_item.id"), index=True)
    ruling: Mapped[Ruling | None]
    reason: Mapped[str | None] = mapped_column(sa.Text, comment="Also the reservation itself")
    reserve_lifted_on: Mapped[date | None]
    reserve_note: Mapped[str | None] = mapped_column(sa.Text)
    stage_event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stage_event.id"))
    previous_status: Mapped[WorkItemStatus | None]
    previous_status_since: Mapped[date | None]

    council_session: Mapped[CouncilSession] = relationship(
        back_populates="agenda", lazy="raise_on_sql"
    )
    work_item: Mapped[WorkItem] = relationship(lazy="raise_on_sql")


class Attendance(Base):
    """Somebody who was to come: a person of the register, or a name and body as written."""

    __tablename__ = "council_attendance"
    __table_args__ = (
        sa.CheckConstraint("(person_id IS NULL) <> (name IS NULL)", name="person_or_name"),
    )

    id: Mapped[PK]
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("council_session.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str | None] = mapped_column(sa.String(240))
    organisation: Mapped[str] = mapped_column(sa.String(300), default="")
    role: Mapped[MandateRole | None]
    titular: Mapped[bool | None] = mapped_column(comment="Empty for who holds no seat")
    presence: Mapped[Presence]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @property
    def shown_name(self) -> str:
        """The name, of the register where there is one."""
        return self.person.full_name if self.person is not None else self.name or ""


class Minutes(Base):
    """The minutes of a session, frozen in words when it was closed."""

    __tablename__ = "council_minutes"

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("council_session.id"), primary_key=True, autoincrement=False
    )
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(
        sa.String(64), comment="SHA-256 of the content, as canonical JSON"
    )
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    papers: Mapped[list[MinutesPaper]] = relationship(lazy="raise_on_sql")
    corrections: Mapped[list[MinutesCorrection]] = relationship(
        lazy="raise_on_sql", order_by="MinutesCorrection.id"
    )


class MinutesPaper(Base):
    """The PDF of minutes, made once and kept: one with the names, one without."""

    __tablename__ = "council_minutes_paper"

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("council_minutes.session_id"), primary_key=True, autoincrement=False
    )
    named: Mapped[bool] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    made_at: Mapped[datetime]

    document: Mapped[Document] = relationship(lazy="raise_on_sql")


class MinutesCorrection(Base):
    """What should be read otherwise in frozen minutes: written beside, never in them."""

    __tablename__ = "council_minutes_correction"

    id: Mapped[PK]
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("council_minutes.session_id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


for _table in (Minutes, MinutesPaper, MinutesCorrection):
    insert_only(_table.__table__)  # type: ignore[arg-type]
