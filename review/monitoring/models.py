"""Meetings of the monitoring committee, their minutes, and what the committee recommends."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.models import Person
from catalogue.committees.vocabulary import MandateRole
from catalogue.database import PK, Base, insert_only
from catalogue.documents.models import Document
from review.monitoring.vocabulary import (
    STILL_OPEN,
    Act,
    Attended,
    MeetingState,
    PointKind,
    RecommendationState,
    Reminded,
)


class YearPlan(Base):
    """How many meetings a year is to have, as decided on a day; a later decision stands after."""

    __tablename__ = "monitoring_year_plan"
    __table_args__ = (
        sa.CheckConstraint("meetings >= 0", name="meetings_counted"),
        sa.Index("ix_monitoring_year_plan_year", "year", "decided_on"),
    )

    id: Mapped[PK]
    year: Mapped[int]
    meetings: Mapped[int]
    decided_on: Mapped[date]
    source: Mapped[str] = mapped_column(sa.String(500), comment="Where it was decided")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


class MonitoringMeeting(Base):
    """One meeting of the committee, planned, then held or cancelled."""

    __tablename__ = "monitoring_meeting"
    __table_args__ = (
        sa.CheckConstraint(
            "(state IN ('held', 'closed') AND held_on IS NOT NULL) "
            "OR (state NOT IN ('held', 'closed') AND held_on IS NULL)",
            name="held_has_its_day",
        ),
        sa.CheckConstraint(
            "(state = 'cancelled' AND cancel_reason IS NOT NULL AND cancelled_on IS NOT NULL) "
            "OR (state <> 'cancelled' AND cancel_reason IS NULL AND cancelled_on IS NULL)",
            name="cancelled_has_its_reason",
        ),
    )

    id: Mapped[PK]
    number: Mapped[int] = mapped_column(unique=True, comment="Given by the software, never twice")
    planned_on: Mapped[date] = mapped_column(index=True)
    held_on: Mapped[date | None] = mapped_column(index=True)
    begins: Mapped[str] = mapped_column(sa.String(60), default="", comment="The hour, as written")
    place: Mapped[str] = mapped_column(sa.String(300), default="")
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED)
    cancelled_on: Mapped[date | None]
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)
    made_on: Mapped[date] = mapped_column(comment="The day since which it is planned")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    points: Mapped[list[AgendaPoint]] = relationship(
        lazy="raise_on_sql", order_by="AgendaPoint.position", cascade="all, delete-orphan"
    )
    presences: Mapped[list[MeetingPresence]] = relationship(
        lazy="raise_on_sql", order_by="MeetingPresence.position", cascade="all, delete-orphan"
    )
    minutes: Mapped[MeetingMinutes | None] = relationship(lazy="raise_on_sql", uselist=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AgendaPoint(Base):
    """One point of a meeting's agenda, and what its minutes say of it."""

    __tablename__ = "monitoring_agenda_point"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "key"),)

    id: Mapped[PK]
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("monitoring_meeting.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(
        sa.String(120), comment="What it is about, so that it is not proposed twice"
    )
    kind: Mapped[PointKind]
    text: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(
        sa.String(300), default="", comment="The page of the record it is about"
    )
    note: Mapped[str] = mapped_column(sa.Text, default="", comment="What the minutes say of it")


class MeetingPresence(Base):
    """Somebody who was to come: a person of the register, or a name and body as written."""

    __tablename__ = "monitoring_presence"
    __table_args__ = (
        sa.CheckConstraint("(person_id IS NULL) <> (name IS NULL)", name="person_or_name"),
    )

    id: Mapped[PK]
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("monitoring_meeting.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str | None] = mapped_column(sa.String(240))
    organisation: Mapped[str] = mapped_column(sa.String(300), default="")
    role: Mapped[MandateRole | None]
    attended: Mapped[Attended]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @property
    def shown_name(self) -> str:
        """The name, of the register where there is one."""
        return self.person.full_name if self.person is not None else self.name or ""


class MeetingMinutes(Base):
    """The minutes of a meeting, frozen in words when they were closed."""

    __tablename__ = "monitoring_minutes"

    meeting_id: Mapped[int] = mapped_column(
        sa.ForeignKey("monitoring_meeting.id"), primary_key=True, autoincrement=False
    )
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(
        sa.String(64), comment="SHA-256 of the content, as canonical JSON"
    )
    closed_on: Mapped[date]
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    papers: Mapped[list[MeetingMinutesPaper]] = relationship(lazy="raise_on_sql")
    corrections: Mapped[list[MeetingMinutesCorrection]] = relationship(
        lazy="raise_on_sql", order_by="MeetingMinutesCorrection.id"
    )


class MeetingMinutesPaper(Base):
    """The PDF of minutes, made once and kept: one with the names, one without."""

    __tablename__ = "monitoring_minutes_paper"

    meeting_id: Mapped[int] = mapped_column(
        sa.ForeignKey("monitoring_minutes.meeting_id"), primary_key=True, autoincrement=False
    )
    named: Mapped[bool] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    made_at: Mapped[datetime]

    document: Mapped[Document] = relationship(lazy="raise_on_sql")


class MeetingMinutesCorrection(Base):
    """What should be read otherwise in frozen minutes: written beside, never in them."""

    __tablename__ = "monitoring_minutes_correction"

    id: Mapped[PK]
    meeting_id: Mapped[int] = mapped_column(
        sa.ForeignKey("monitoring_minutes.meeting_id"), index=True
    )
    text: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


class Recommendation(Base):
    """What the committee asks of somebody by a day; its state changes by acts only."""

    __tablename__ = "monitoring_recommendation"
    __table_args__ = (
        sa.UniqueConstraint("year", "rank"),
        sa.CheckConstraint("owner <> '' OR owner_person_id IS NOT NULL", name="has_an_owner"),
    )

    id: Mapped[PK]
    year: Mapped[int]
    rank: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    made_on: Mapped[date]
    meeting_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("monitoring_meeting.id"), index=True
    )
    owner: Mapped[str] = mapped_column(
        sa.String(300), default="", comment="The body or post that answers for it"
    )
    owner_person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(index=True, comment="Empty: none was set")
    state: Mapped[RecommendationState] = mapped_column(default=RecommendationState.TO_DO)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    meeting: Mapped[MonitoringMeeting | None] = relationship(lazy="raise_on_sql")
    owner_person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    acts: Mapped[list[RecommendationAct]] = relationship(
        lazy="raise_on_sql", order_by="RecommendationAct.done_on, RecommendationAct.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def number(self) -> str:
        """The number people call it by: «2026-3»."""
        return f"{self.year}-{self.rank}"

    def overdue(self, on: date) -> bool:
        """Tell whether it is still open after its due date."""
        return self.state in STILL_OPEN and self.due_on is not None and self.due_on < on


class RecommendationAct(Base):
    """One act on a recommendation: its day, what it changed, its reason or evidence."""

    __tablename__ = "monitoring_recommendation_act"
    __table_args__ = (
        sa.CheckConstraint("state IS NOT NULL OR act = 'postpone'", name="moves_or_postpones"),
        sa.CheckConstraint(
            "act = 'begin' OR note <> '' OR document_id IS NOT NULL", name="says_why"
        ),
    )

    id: Mapped[PK]
    recommendation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("monitoring_recommendation.id"), index=True
    )
    act: Mapped[Act]
    done_on: Mapped[date]
    state: Mapped[RecommendationState | None] = mapped_column(comment="Where it led, if it moved")
    due_on: Mapped[date | None] = mapped_column(comment="The new due date of a postponement")
    previous_due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(sa.Text, default="", comment="Reason, or what proves it")
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")


class MonitoringReminder(Base):
    """A reminder sent about a meeting or a recommendation, once for each of its dates."""

    __tablename__ = "monitoring_reminder"

    about: Mapped[Reminded] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    about_on: Mapped[date] = mapped_column(primary_key=True)
    sent_on: Mapped[date]


for _table in (
    YearPlan,
    MeetingMinutes,
    MeetingMinutesPaper,
    MeetingMinutesCorrection,
    RecommendationAct,
):
    insert_only(_table.__table__)  # type: ignore[arg-type]
