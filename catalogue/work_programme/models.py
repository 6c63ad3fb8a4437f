"""Work items, the stages they pass, their texts, and the acts that homologate them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.models import Committee
from catalogue.database import PK, Base
from catalogue.documents.models import Document
from catalogue.folding import fold, fold_all
from catalogue.records.designation import key
from catalogue.records.models import Edition, IcsCode
from catalogue.records.vocabulary import AdoptionMethod, Correspondence, DocumentKind, Nature
from catalogue.stages.models import Stage
from catalogue.work_programme.vocabulary import (
    Forecast,
    TextKind,
    WorkItemStatus,
)

TITLE_KEY_LENGTH = 200


work_item_ics = sa.Table(
    "work_item_ics",
    Base.metadata,
    sa.Column("work_item_id", sa.ForeignKey("work_item.id"), primary_key=True),
    sa.Column("ics_code", sa.ForeignKey("ics_code.code"), primary_key=True, index=True),
)


class WorkItem(Base):
    """A subject on the national programme, from registration to homologation or abandon."""

    __tablename__ = "work_item"

    id: Mapped[PK]
    number: Mapped[str] = mapped_column(
        sa.String(60), unique=True, comment="Project number, field 51; not a standard's number"
    )
    title_fr: Mapped[str] = mapped_column(sa.Text)
    title_en: Mapped[str | None] = mapped_column(sa.Text)
    folded_text: Mapped[str] = mapped_column(
        sa.Text, default="", comment="Number, titles and base, folded; kept by the mapper"
    )
    title_key: Mapped[str] = mapped_column(
        sa.String(TITLE_KEY_LENGTH),
        default="",
        server_default=sa.text("''"),
        comment="French title, folded, to put titles in order; kept by the mapper",
    )
    exercise: Mapped[int] = mapped_column(
        server_default="0",
        comment="Programme year the item is carried in; that of registration at first",
    )
    scope: Mapped[str | None] = mapped_column(sa.Text)
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    nature: Mapped[Nature] = mapped_column(default=Nature.NEW)
    kind: Mapped[DocumentKind] = mapped_column(default=DocumentKind.STANDARD)
    base_reference: Mapped[str | None] = mapped_column(sa.String(200))
    base_key: Mapped[str | None] = mapped_column(
        sa.String(200),
        index=True,
        comment="Key of the base standard, whichever way it is written",
    )
    correspondence: Mapped[Correspondence | None]
    adoption_method: Mapped[AdoptionMethod | None] = mapped_column(
        comment="How the base standard is taken over (ISO/IEC Guide 21-1)"
    )
    revises_edition_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"))
    planned_reference: Mapped[str | None] = mapped_column(
        sa.String(200), comment="Number the agency has reserved, as typed; never built"
    )
    status: Mapped[WorkItemStatus] = mapped_column(default=WorkItemStatus.ACTIVE, index=True)
    status_since: Mapped[date | None] = mapped_column(
        comment="Day the status was taken; nothing when it is not known"
    )
    stage_code: Mapped[str] = mapped_column(
        sa.ForeignKey("stage.code"), index=True, comment="The latest stage event's code"
    )
    stage_group: Mapped[str] = mapped_column(
        sa.String(2),
        server_default=sa.text("''"),
        comment="Main stage, the code's two first digits; kept by the mapper",
    )
    stage_on: Mapped[date]
    awaited_on: Mapped[date | None] = mapped_column(
        comment="Earliest planned day of a stage not reached (history.awaited); kept at each flush",
    )
    forecast: Mapped[Forecast | None] = mapped_column(
        comment="Field 35, or as reclassified by the focal point"
    )
    contact: Mapped[str | None] = mapped_column(sa.String(300))
    project_leader: Mapped[str | None] = mapped_column(sa.String(200))
    enquiry_from: Mapped[date | None]
    enquiry_to: Mapped[date | None]
    registered_on: Mapped[date]
    edition_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("edition.id"), index=True, comment="What it became when homologated"
    )
    version: Mapped[int] = mapped_column()

    committee: Mapped[Committee | None] = relationship(lazy="raise_on_sql")
    stage: Mapped[Stage] = relationship(lazy="raise_on_sql")
    edition: Mapped[Edition | None] = relationship(lazy="raise_on_sql", foreign_keys=[edition_id])
    revises: Mapped[Edition | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[revises_edition_id]
    )
    ics_codes: Mapped[list[IcsCode]] = relationship(
        secondary=work_item_ics, lazy="raise_on_sql", order_by="IcsCode.code"
    )
    further_bases: Mapped[list[FurtherBase]] = relationship(
        lazy="raise_on_sql", order_by="FurtherBase.position", cascade="all, delete-orphan"
    )
    stage_events: Mapped[list[StageEvent]] = relationship(
        back_populates="work_item", lazy="raise_on_sql", order_by="StageEvent.id"
    )
    milestones: Mapped[list[Milestone]] = relationship(
        back_populates="work_item", lazy="raise_on_sql", order_by="Milestone.planned_on"
    )
    texts: Mapped[list[TextVersion]] = relationship(
        back_populates="work_item", lazy="raise_on_sql", order_by="TextVersion.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


@event.listens_for(WorkItem, "before_insert")
@event.listens_for(WorkItem, "before_update")
def _before_writing(_mapper: Any, _connection: Any, item: WorkItem) -> None:
    keep_in_step(item)


def keep_in_step(item: WorkItem) -> None:
    """Work out what a row keeps beside its facts, so that lists find it; the mapper does so too."""
    item.base_key = key(item.base_reference) if item.base_reference else None
    item.folded_text = fold_all(item.number, item.title_fr, item.title_en, item.base_reference)
    item.title_key = fold(item.title_fr)[:TITLE_KEY_LENGTH]
    item.stage_group = item.stage_code[:2]
    if not item.exercise:
        item.exercise = item.registered_on.year
    state = sa.inspect(item)
    facts, new = state.attrs, not state.persistent
    if facts.status_since.history.has_changes():
        return
    if new or facts.status.history.has_changes():
        item.status_since = _since(item)


def _since(item: WorkItem) -> date | None:
    """Give the day a status was taken where the act does not say it; unknown for some imports."""
    match item.status:
        case WorkItemStatus.HOMOLOGATED | WorkItemStatus.ABANDONED:
            return item.stage_on
        case WorkItemStatus.ACTIVE | None:
            return item.registered_on
        case _:
            return None


class FurtherBase(Base):
    """A base standard beside the first, which stands on the item and which indicators count."""

    __tablename__ = "work_item_base"
    __table_args__ = (sa.UniqueConstraint("work_item_id", "position"),)

    id: Mapped[PK]
    work_item_id: Mapped[int] = mapped_column(sa.ForeignKey("work_item.id"))
    position: Mapped[int] = mapped_column(comment="From 2, the first being the item's own")
    reference: Mapped[str] = mapped_column(sa.String(200))
    reference_key: Mapped[str] = mapped_column(sa.String(200), index=True)
    correspondence: Mapped[Correspondence | None]
    adoption_method: Mapped[AdoptionMethod | None]


class StageEvent(Base):
    """The item reached a stage on a day; a code may come back, and history is never rewritten."""

    __tablename__ = "stage_event"
    __table_args__ = (
        sa.CheckConstraint("corrects_id IS NOT NULL OR NOT annuls", name="annuls_something"),
        sa.CheckConstraint(
            "corrects_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"
        ),
    )

    id: Mapped[PK]
    work_item_id: Mapped[int] = mapped_column(sa.ForeignKey("work_item.id"), index=True)
    code: Mapped[str] = mapped_column(sa.ForeignKey("stage.code"))
    reached_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(sa.Text)
    evidence_document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    corrects_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stage_event.id"), comment="The event this one stands in for"
    )

    annuls: Mapped[bool] = mapped_column(
        default=False, comment="The corrected event did not take place; nothing stands in for it"
    )
    homologation_act_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("homologation_act.id"), comment="The act that recorded it, if one did"
    )

    work_item: Mapped[WorkItem] = relationship(back_populates="stage_events", lazy="raise_on_sql")
    stage: Mapped[Stage] = relationship(lazy="raise_on_sql")


class Milestone(Base):
    """The day a stage is planned for."""

    __tablename__ = "milestone"
    __table_args__ = (sa.UniqueConstraint("work_item_id", "code"),)

    id: Mapped[PK]
    work_item_id: Mapped[int] = mapped_column(sa.ForeignKey("work_item.id"))
    code: Mapped[str] = mapped_column(sa.ForeignKey("stage.code"))
    planned_on: Mapped[date]

    work_item: Mapped[WorkItem] = relationship(back_populates="milestones", lazy="raise_on_sql")
    stage: Mapped[Stage] = relationship(lazy="raise_on_sql")


class TextVersion(Base):
    """One version of a text: of a work item, or of an older edition that has none.

    A review round is bound to exactly one (product_rules §3).
    """

    __tablename__ = "text_version"
    __table_args__ = (
        sa.CheckConstraint(
            "work_item_id IS NOT NULL OR edition_id IS NOT NULL", name="belongs_to_something"
        ),
    )

    id: Mapped[PK]
    work_item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("work_item.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    kind: Mapped[TextKind]
    label: Mapped[str] = mapped_column(sa.String(200), default="")
    attached_at: Mapped[datetime]
    attached_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    work_item: Mapped[WorkItem | None] = relationship(back_populates="texts", lazy="raise_on_sql")
    edition: Mapped[Edition | None] = relationship(lazy="raise_on_sql")
    document: Mapped[Document] = relationship(lazy="raise_on_sql")


class HomologationAct(Base):
    """One act homologating one item or a whole CNNCQ session; undone as a whole, with a reason."""

    __tablename__ = "homologation_act"
    __table_args__ = (
        sa.CheckConstraint("(undone_at IS NULL) = (undo_reason IS NULL)", name="undone_has_reason"),
    )

    id: Mapped[PK]
    session_label: Mapped[str] = mapped_column(
        sa.String(200), comment="Which CNNCQ session, as people call it"
    )
    cnncq_on: Mapped[date]
    homologated_on: Mapped[date | None] = mapped_column(
        comment="Date of the act; the CNNCQ date is used, and shown as such, if it has none"
    )
    act_reference: Mapped[str] = mapped_column(sa.String(200), default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    undo_reason: Mapped[str | None] = mapped_column(sa.Text)

    lines: Mapped[list[HomologationLine]] = relationship(
        back_populates="act", lazy="raise_on_sql", order_by="HomologationLine.id"
    )


class HomologationLine(Base):
    """One work item of an act: the number given, the nature asked again, what stood before."""

    __tablename__ = "homologation_line"

    id: Mapped[PK]
    act_id: Mapped[int] = mapped_column(sa.ForeignKey("homologation_act.id"), index=True)
    work_item_id: Mapped[int] = mapped_column(sa.ForeignKey("work_item.id"), index=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    reference: Mapped[str] = mapped_column(sa.String(200))
    nature: Mapped[Nature]
    text_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("text_version.id"))
    override_reason: Mapped[str | None] = mapped_column(
        sa.Text, comment="Why it was homologated over a blocking finding (A13)"
    )
    withdrew_edition_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("edition.id"), comment="In force before; undoing puts it back in force"
    )
    previous_stage_code: Mapped[str] = mapped_column(sa.String(5))
    previous_status: Mapped[WorkItemStatus]
    previous_status_since: Mapped[date | None]

    act: Mapped[HomologationAct] = relationship(back_populates="lines", lazy="raise_on_sql")
    work_item: Mapped[WorkItem] = relationship(lazy="raise_on_sql")
    edition: Mapped[Edition] = relationship(lazy="raise_on_sql", foreign_keys=[edition_id])
    withdrew: Mapped[Edition | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[withdrew_edition_id]
    )


class ProgrammeView(Base):
    """A filtered list of the programme that a person keeps under a name; maybe for everybody."""

    __tablename__ = "programme_view"
    __table_args__ = (sa.UniqueConstraint("account_id", "name"),)

    id: Mapped[PK]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(sa.String(120))
    asked: Mapped[dict[str, Any]] = mapped_column(
        comment="Names and values as in the list's address: {«comite»: [«CTN1»]}"
    )
    shared: Mapped[bool] = mapped_column(comment="Shown to everybody who signs in")
    created_at: Mapped[datetime]


class BulkAct(Base):
    """What became of one act on several items: one line each, as it was then."""

    __tablename__ = "bulk_act"

    id: Mapped[PK]
    act: Mapped[str] = mapped_column(sa.String(40))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    lines: Mapped[list[Any]] = mapped_column(
        comment="item_id, number, effect, and why it was refused if it was"
    )
