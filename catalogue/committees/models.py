"""People, organisations, committees and the mandates that join them."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.vocabulary import (
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    Membership,
    Sex,
    StakeholderCategory,
)
from catalogue.database import PK, Base


class Organisation(Base):
    """A body that nominates people or asks for standards."""

    __tablename__ = "organisation"

    id: Mapped[PK]
    name: Mapped[str] = mapped_column(sa.String(300), unique=True)
    acronym: Mapped[str | None] = mapped_column(sa.String(40))
    category: Mapped[StakeholderCategory | None]
    is_agency: Mapped[bool] = mapped_column(
        default=False, comment="The standards body itself: its staff may review its own proposals"
    )
    women_led: Mapped[bool | None] = mapped_column(
        comment="A women's association; never a proxy for the sex of its delegate"
    )
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Person(Base):
    """A person in the register; sex is what they declared, if anything is known."""

    __tablename__ = "person"

    id: Mapped[PK]
    family_name: Mapped[str] = mapped_column(sa.String(120))
    given_names: Mapped[str] = mapped_column(sa.String(120), default="")
    sex: Mapped[Sex] = mapped_column(default=Sex.NOT_ASKED)
    sex_declared_on: Mapped[date | None]
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    function: Mapped[str | None] = mapped_column(sa.String(200))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    gender_trained_on: Mapped[date | None] = mapped_column(
        comment="Day of a gender training; one reviewer of each final text needs one"
    )
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    mandates: Mapped[list[Mandate]] = relationship(
        back_populates="person", lazy="raise_on_sql", order_by="Mandate.valid_from"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def full_name(self) -> str:
        """Give the name as people write it: given names, then family name."""
        return f"{self.given_names} {self.family_name}".strip()


class Committee(Base):
    """A technical committee, working group, mirror committee or governing body."""

    __tablename__ = "committee"

    id: Mapped[PK]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    kind: Mapped[CommitteeKind]
    title_fr: Mapped[str] = mapped_column(sa.String(300))
    title_en: Mapped[str | None] = mapped_column(sa.String(300))
    status: Mapped[CommitteeStatus] = mapped_column(default=CommitteeStatus.TO_CONFIRM)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"))
    source: Mapped[str | None] = mapped_column(sa.Text)
    closed_on: Mapped[date | None] = mapped_column(
        comment="Last day of a closed committee; its seats count until then"
    )
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set when a person edits it; reloading the seed list then leaves it alone"
    )
    version: Mapped[int] = mapped_column()

    mandates: Mapped[list[Mandate]] = relationship(
        back_populates="committee", lazy="raise_on_sql", order_by="Mandate.valid_from"
    )
    mirrors: Mapped[list[CommitteeMirror]] = relationship(
        lazy="raise_on_sql", order_by="CommitteeMirror.reference", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CommitteeMirror(Base):
    """A committee of another body whose work one of ours follows; several may follow one."""

    __tablename__ = "committee_mirror"

    committee_id: Mapped[int] = mapped_column(sa.ForeignKey("committee.id"), primary_key=True)
    reference: Mapped[str] = mapped_column(
        sa.String(160), primary_key=True, index=True, comment="As its body writes it: ISO/TC 34"
    )
    membership: Mapped[Membership | None] = mapped_column(
        comment="P or O as the agency is enrolled there; empty when not declared"
    )


class Mandate(Base):
    """A seat: a person (or nobody yet), a committee, a role, from one day to another."""

    __tablename__ = "mandate"
    __table_args__ = (
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_start"),
        sa.Index("ix_mandate_committee_dates", "committee_id", "valid_from", "valid_to"),
    )

    id: Mapped[PK]
    committee_id: Mapped[int] = mapped_column(sa.ForeignKey("committee.id"))
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id"), index=True, comment="Empty for a vacant seat"
    )
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), comment="Whom the seat represents"
    )
    role: Mapped[MandateRole]
    post: Mapped[str | None] = mapped_column(
        sa.String(200), comment="Title of the post, or field of the expert"
    )
    titular: Mapped[bool] = mapped_column(default=True, comment="False for an alternate")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(
        comment="Last day, inclusive; empty while it runs"
    )
    version: Mapped[int] = mapped_column()

    committee: Mapped[Committee] = relationship(back_populates="mandates", lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(back_populates="mandates", lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ParticipationCount(Base):
    """Seats whose holders the register does not name, counted from a list that has a date.

    They are added to the named seats from that day on, until the committee's next count.
    """

    __tablename__ = "participation_count"

    id: Mapped[PK]
    committee_id: Mapped[int] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    counted_on: Mapped[date]
    women: Mapped[int]
    men: Mapped[int]
    undeclared: Mapped[int] = mapped_column(default=0)
    vacant: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(sa.String(500))


class CommitteeMeeting(Base):
    """A meeting of a committee: who of the register came, and how many others."""

    __tablename__ = "committee_meeting"

    id: Mapped[PK]
    committee_id: Mapped[int] = mapped_column(sa.ForeignKey("committee.id"))
    held_on: Mapped[date]
    subject: Mapped[str | None] = mapped_column(sa.String(300))
    women: Mapped[int] = mapped_column(default=0, comment="Present and not named in the register")
    men: Mapped[int] = mapped_column(default=0)
    undeclared: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(sa.String(500), comment="The attendance sheet it is from")
    version: Mapped[int] = mapped_column()

    __table_args__ = (sa.Index("ix_committee_meeting_held", "committee_id", "held_on"),)

    present: Mapped[list[MeetingAttendance]] = relationship(
        back_populates="meeting", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class MeetingAttendance(Base):
    """A person of the register was at a meeting."""

    __tablename__ = "meeting_attendance"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[PK]
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("committee_meeting.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    meeting: Mapped[CommitteeMeeting] = relationship(back_populates="present", lazy="raise_on_sql")
