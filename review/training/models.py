"""Modules, events, and who attended: people of the register, people named on a list, counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.models import Person
from catalogue.committees.vocabulary import Sex
from catalogue.database import PK, Base
from catalogue.documents.models import Document
from review.training.vocabulary import Audience, EventState, ListState


class TrainingModule(Base):
    """What is taught: for whom, to what end, in how much time."""

    __tablename__ = "training_module"
    __table_args__ = (
        sa.CheckConstraint("minutes > 0", name="lasts"),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= exists_from", name="ends_after_start"
        ),
    )

    id: Mapped[PK]
    title: Mapped[str] = mapped_column(sa.String(200), unique=True)
    audience: Mapped[Audience]
    objectives: Mapped[str] = mapped_column(sa.Text)
    minutes: Mapped[int]
    exists_from: Mapped[date] = mapped_column(comment="First day the module can be used")
    withdrawn_on: Mapped[date | None] = mapped_column(comment="From this day on it is not used")
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    version: Mapped[int] = mapped_column()

    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TrainingEvent(Base):
    """One training as it is planned, held or cancelled.

    ``women``, ``men`` and ``undeclared`` are people whose names are not held, by a sheet that
    ``counts_source`` names.
    """

    __tablename__ = "training_event"
    __table_args__ = (
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancel_reason IS NOT NULL)", name="cancelled_has_reason"
        ),
        sa.CheckConstraint(
            "state <> 'cancelled' OR women + men + undeclared = 0", name="cancelled_has_nobody"
        ),
        sa.CheckConstraint("women >= 0 AND men >= 0 AND undeclared >= 0", name="counts_people"),
        sa.CheckConstraint(
            "women + men + undeclared = 0 OR counts_source <> ''", name="counts_have_source"
        ),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name="lasts"),
        sa.CheckConstraint("state <> 'held' OR minutes IS NOT NULL", name="held_has_length"),
        sa.Index("ix_training_event_state_ends_on", "state", "ends_on"),
    )

    id: Mapped[PK]
    title: Mapped[str] = mapped_column(sa.String(200))
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(300), default="")
    organiser: Mapped[str] = mapped_column(sa.String(300), default="")
    trainer: Mapped[str] = mapped_column(sa.String(300), default="")
    minutes: Mapped[int | None] = mapped_column(
        comment="As it was held; empty before, when it is the time of its modules"
    )
    state: Mapped[EventState] = mapped_column(default=EventState.PLANNED)
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)
    women: Mapped[int] = mapped_column(default=0, comment="Present, their names not held")
    men: Mapped[int] = mapped_column(default=0)
    undeclared: Mapped[int] = mapped_column(default=0)
    counts_source: Mapped[str] = mapped_column(sa.String(500), default="")
    report_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    modules: Mapped[list[TrainingModule]] = relationship(
        secondary="training_event_module", lazy="raise_on_sql", order_by="TrainingModule.title"
    )
    report: Mapped[Document | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def unnamed(self) -> int:
        """Give how many people were present whose names are not held."""
        return self.women + self.men + self.undeclared


class TrainingEventModule(Base):
    """A module taught at an event."""

    __tablename__ = "training_event_module"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("training_event.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(
        sa.ForeignKey("training_module.id"), primary_key=True, index=True
    )


class PlannedTraining(Base):
    """One line of the training plan of a year, and the event that answers it once there is one."""

    __tablename__ = "planned_training"
    __table_args__ = (
        sa.CheckConstraint("month BETWEEN 1 AND 12", name="in_a_month"),
        sa.CheckConstraint("people IS NULL OR people > 0", name="for_somebody"),
        sa.Index("ix_planned_training_year_month", "year", "month"),
    )

    id: Mapped[PK]
    year: Mapped[int]
    month: Mapped[int]
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("training_module.id"), index=True)
    public: Mapped[str] = mapped_column(sa.String(200), comment="Who is expected, in words")
    people: Mapped[int | None] = mapped_column(comment="How many are expected, where it is said")
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("training_event.id"), unique=True)
    version: Mapped[int] = mapped_column()

    module: Mapped[TrainingModule] = relationship(lazy="raise_on_sql")
    event: Mapped[TrainingEvent | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TrainingParticipant(Base):
    """Somebody named on an attendance list who is not in the register; one row for one person."""

    __tablename__ = "training_participant"

    id: Mapped[PK]
    name: Mapped[str] = mapped_column(sa.String(240))
    name_key: Mapped[str] = mapped_column(
        sa.String(240), index=True, comment="Its words folded and sorted: finds namesakes"
    )
    organisation: Mapped[str] = mapped_column(sa.String(300), default="")
    sex: Mapped[Sex] = mapped_column(default=Sex.NOT_ASKED)
    sex_declared_on: Mapped[date | None]
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TrainingList(Base):
    """A spreadsheet of who attended an event: shown first, then taken in whole or given up.

    ``rows`` is what it says, until it is taken in, given up or forgotten. ``heard`` names the
    participants whose answer on sex it brought, each with what was recorded before.
    """

    __tablename__ = "training_list"

    id: Mapped[PK]
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("training_event.id"), index=True)
    state: Mapped[ListState] = mapped_column(default=ListState.SHOWN)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    aside: Mapped[list[str]] = mapped_column(
        default=list, comment="Headings of the file that were not read"
    )
    heard: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    added: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TrainingAttendance(Base):
    """A person attended an event: one of the register, or one named on the list."""

    __tablename__ = "training_attendance"
    __table_args__ = (
        sa.CheckConstraint("(person_id IS NULL) <> (participant_id IS NULL)", name="one_person"),
        sa.UniqueConstraint("event_id", "person_id"),
        sa.UniqueConstraint("event_id", "participant_id"),
    )

    id: Mapped[PK]
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("training_event.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("training_participant.id"), index=True
    )

    list_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("training_list.id"), index=True, comment="The spreadsheet it is from"
    )

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    participant: Mapped[TrainingParticipant | None] = relationship(lazy="raise_on_sql")

    @property
    def shown_name(self) -> str:
        """The name, of the register where the person is in it."""
        if self.person is not None:
            return self.person.full_name
        return self.participant.name if self.participant is not None else ""

    @property
    def erased(self) -> bool:
        """Tell whether the person's name was taken away at their request."""
        known = self.person if self.person is not None else self.participant
        return known is None or known.erased_at is not None

    @property
    def sex(self) -> Sex:
        """What the person declared."""
        known = self.person if self.person is not None else self.participant
        return known.sex if known is not None else Sex.NOT_ASKED

    @property
    def organisation(self) -> str:
        """The body the person comes from, as the register or the list has it."""
        if self.person is not None:
            return self.person.organisation.name if self.person.organisation else ""
        return self.participant.organisation if self.participant is not None else ""
