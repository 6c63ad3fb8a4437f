"""Participation texts in versions with their hints; calls, their seats, what is proposed."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.vocabulary import Sex
from catalogue.database import PK, Base, freeze_rows
from catalogue.documents.models import Document
from review.analysis.vocabulary import HintKind, WordingClass
from review.nominations.vocabulary import CallState, Outcome, TextKind, TextStanding

# A published version is immutable with its hints: a correction is a new version.
PUBLISHED = "OLD.published_on IS NOT NULL"
HINT_OF_PUBLISHED = (
    "(SELECT published_on FROM participation_text_version "
    "WHERE participation_text_version.id = OLD.version_id) IS NOT NULL"
)


class ParticipationText(Base):
    """A text by which the agency says who takes part: criteria, a call, a letter."""

    __tablename__ = "participation_text"
    __table_args__ = (
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawal_reason IS NULL)", name="withdrawal_has_reason"
        ),
    )

    id: Mapped[PK]
    kind: Mapped[TextKind]
    title: Mapped[str] = mapped_column(sa.String(300))
    committee_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("committee.id"), index=True, comment="Empty when it holds for all committees"
    )
    withdrawn_on: Mapped[date | None] = mapped_column(comment="No longer in force from that day")
    withdrawal_reason: Mapped[str | None] = mapped_column(sa.Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    committee: Mapped[Committee | None] = relationship(lazy="raise_on_sql")
    versions: Mapped[list[ParticipationTextVersion]] = relationship(
        back_populates="subject",
        lazy="raise_on_sql",
        order_by="ParticipationTextVersion.number",
        cascade="all, delete-orphan",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def draft(self) -> ParticipationTextVersion | None:
        """The version being written, if there is one."""
        return next((one for one in self.versions if one.published_on is None), None)

    @property
    def latest(self) -> ParticipationTextVersion | None:
        """The latest published version, if there is one."""
        published = [one for one in self.versions if one.published_on is not None]
        return published[-1] if published else None

    @property
    def standing(self) -> TextStanding:
        """Where the text stands today."""
        if self.withdrawn_on is not None:
            return TextStanding.WITHDRAWN
        return TextStanding.DRAFT if self.latest is None else TextStanding.IN_FORCE


class ParticipationTextVersion(Base):
    """One wording of a text, page by page; immutable once published."""

    __tablename__ = "participation_text_version"
    __table_args__ = (
        sa.UniqueConstraint("text_id", "number"),
        sa.CheckConstraint(
            "(published_on IS NULL) = (published_at IS NULL)", name="publication_is_dated"
        ),
        sa.Index(
            "uq_participation_text_version_draft",
            "text_id",
            unique=True,
            sqlite_where=sa.text("published_on IS NULL"),
            postgresql_where=sa.text("published_on IS NULL"),
        ),
    )

    id: Mapped[PK]
    text_id: Mapped[int] = mapped_column(sa.ForeignKey("participation_text.id"))
    number: Mapped[int]
    pages: Mapped[list[str]] = mapped_column(comment="What is written, one text a page")
    document_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("document.id"), index=True, comment="The file it was read from"
    )
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    published_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    subject: Mapped[ParticipationText] = relationship(
        back_populates="versions", lazy="raise_on_sql"
    )
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    hints: Mapped[list[ParticipationHint]] = relationship(
        lazy="raise_on_sql",
        order_by="ParticipationHint.page, ParticipationHint.start, ParticipationHint.id",
        cascade="all, delete-orphan",
    )

    @property
    def whole(self) -> str:
        """All the pages, one after the other."""
        return "\n\n".join(self.pages)

    @property
    def open_hints(self) -> list[ParticipationHint]:
        """The hints of class A that nobody has dismissed: they stop publication."""
        return [one for one in self.hints if one.stops]


class ParticipationHint(Base):
    """One place of a version that deserves a look, and why it was left as it is."""

    __tablename__ = "participation_hint"
    __table_args__ = (
        sa.CheckConstraint(
            "(dismissed_at IS NULL) = (dismissal_reason IS NULL)", name="dismissal_has_reason"
        ),
    )

    id: Mapped[PK]
    version_id: Mapped[int] = mapped_column(
        sa.ForeignKey("participation_text_version.id"), index=True
    )
    page: Mapped[int]
    start: Mapped[int] = mapped_column(comment="Characters from the start of the page")
    end: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[HintKind]
    wording_class: Mapped[WordingClass | None]
    rule: Mapped[str] = mapped_column(sa.String(80))
    clause: Mapped[str] = mapped_column(sa.String(80))
    suggestions: Mapped[list[str]] = mapped_column(default=list)
    context: Mapped[str] = mapped_column(sa.Text)
    context_key: Mapped[str] = mapped_column(
        sa.String(40), comment="Of its words in their sentence: the same in the next version"
    )
    equal_key: Mapped[str] = mapped_column(
        sa.String(40), comment="Of its words: the same for equal hints of a text"
    )
    dismissal_reason: Mapped[str | None] = mapped_column(sa.Text)
    dismissed_at: Mapped[datetime | None]
    dismissed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    @property
    def stops(self) -> bool:
        """Tell whether it stops publication: class A, and not dismissed."""
        return self.wording_class is WordingClass.A and self.dismissal_reason is None


class Call(Base):
    """A call for nomination on seats of the committees, sent to organisations."""

    __tablename__ = "nomination_call"
    __table_args__ = (
        sa.CheckConstraint("closes_on >= opens_on", name="closes_after_opening"),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'closed') OR sent_on IS NOT NULL", name="sending_is_dated"
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancel_reason IS NOT NULL)", name="cancelled_has_reason"
        ),
    )

    id: Mapped[PK]
    title: Mapped[str] = mapped_column(sa.String(300))
    opens_on: Mapped[date]
    closes_on: Mapped[date] = mapped_column(comment="Last day for proposals, inclusive")
    message: Mapped[str] = mapped_column(sa.Text, default="", comment="Printed in the letter")
    criteria_id: Mapped[int | None] = mapped_column(sa.ForeignKey("participation_text.id"))
    criteria_version_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("participation_text_version.id", name="fk_nomination_call_criteria_version"),
        comment="What was in force when the call was sent",
    )
    state: Mapped[CallState] = mapped_column(default=CallState.PREPARING)
    sent_on: Mapped[date | None]
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    criteria: Mapped[ParticipationText | None] = relationship(lazy="raise_on_sql")
    criteria_version: Mapped[ParticipationTextVersion | None] = relationship(lazy="raise_on_sql")
    seats: Mapped[list[CallSeat]] = relationship(
        lazy="raise_on_sql", order_by="CallSeat.id", cascade="all, delete-orphan"
    )
    recipients: Mapped[list[CallRecipient]] = relationship(
        lazy="raise_on_sql", order_by="CallRecipient.organisation_id", cascade="all, delete-orphan"
    )
    proposals: Mapped[list[Proposal]] = relationship(
        back_populates="call", lazy="raise_on_sql", order_by="Proposal.received_on, Proposal.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CallSeat(Base):
    """A seat of the register that a call is about: vacant, or whose mandate ends."""

    __tablename__ = "nomination_call_seat"
    __table_args__ = (sa.UniqueConstraint("call_id", "mandate_id"),)

    id: Mapped[PK]
    call_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination_call.id"))
    mandate_id: Mapped[int] = mapped_column(sa.ForeignKey("mandate.id"), index=True)

    mandate: Mapped[Mandate] = relationship(lazy="raise_on_sql")


class CallRecipient(Base):
    """An organisation a call is sent to."""

    __tablename__ = "nomination_call_recipient"

    call_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination_call.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, index=True
    )

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class Proposal(Base):
    """Who an organisation proposes for a seat, and what became of it.

    A person of the register, or a name with the sex that the person declared.
    """

    __tablename__ = "nomination_proposal"
    __table_args__ = (
        sa.CheckConstraint("person_id IS NULL OR family_name = ''", name="person_or_name"),
        sa.CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name="outcome_is_dated"),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome <> 'declined' OR reason IS NOT NULL",
            name="declined_has_reason",
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome <> 'retained' OR mandate_id IS NOT NULL",
            name="retained_has_mandate",
        ),
    )

    id: Mapped[PK]
    call_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination_call.id"), index=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination_call_seat.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    family_name: Mapped[str] = mapped_column(
        sa.String(120), default="", comment="Empty for a person of the register"
    )
    given_names: Mapped[str] = mapped_column(sa.String(120), default="")
    sex: Mapped[Sex] = mapped_column(
        default=Sex.NOT_ASKED, comment="As declared; of a person of the register, the register's"
    )
    titular: Mapped[bool] = mapped_column(default=True, comment="False for an alternate")
    received_on: Mapped[date]
    outcome: Mapped[Outcome | None]
    decided_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(sa.Text)
    mandate_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("mandate.id"), comment="The mandate given when it is retained"
    )
    name_erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    call: Mapped[Call] = relationship(back_populates="proposals", lazy="raise_on_sql")
    seat: Mapped[CallSeat] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def name(self) -> str:
        """The name, of the register where there is one."""
        if self.person is not None:
            return self.person.full_name
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def declared_sex(self) -> Sex:
        """The sex declared, in the register where the person is there."""
        return self.person.sex if self.person is not None else self.sex


freeze_rows(ParticipationTextVersion.__table__, PUBLISHED)  # type: ignore[arg-type]
freeze_rows(ParticipationHint.__table__, HINT_OF_PUBLISHED)  # type: ignore[arg-type]
