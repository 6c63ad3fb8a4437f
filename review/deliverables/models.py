"""Deliverables of the plan with their steps; materials and where they were distributed."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base
from catalogue.documents.models import Document
from review.action_plan.models import ActionPlan
from review.deliverables.standing import DeliverableDays, StepDays
from review.deliverables.vocabulary import CompletionBasis, DeliverableKind, MaterialKind


class PlanDeliverable(Base):
    """One thing a line of a plan asks to be produced; another plan's line 3.3 has its own."""

    __tablename__ = "plan_deliverable"
    __table_args__ = (
        sa.CheckConstraint(
            "(completed_on IS NULL) = (completion_basis IS NULL)", name="completed_has_basis"
        ),
        sa.CheckConstraint(
            "completion_basis IS NULL OR completion_basis <> 'decision' OR decided_on IS NOT NULL",
            name="basis_decision_is_recorded",
        ),
        sa.CheckConstraint(
            "completion_basis IS NULL OR completion_basis <> 'evidence'"
            " OR closing_evidence IS NOT NULL",
            name="basis_evidence_is_written",
        ),
        sa.CheckConstraint("(dropped_on IS NULL) = (drop_reason IS NULL)", name="drop_has_reason"),
        sa.CheckConstraint(
            "completed_on IS NULL OR dropped_on IS NULL", name="completed_not_dropped"
        ),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (decision_body IS NULL)", name="decision_has_body"
        ),
    )

    id: Mapped[PK]
    seed_key: Mapped[str | None] = mapped_column(
        sa.String(60), unique=True, comment="Its key in the shipped list"
    )
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id"), index=True)
    line_code: Mapped[str] = mapped_column(
        sa.String(10), index=True, comment="Line of its plan: «3.3»"
    )
    position: Mapped[int]
    kind: Mapped[DeliverableKind]
    title: Mapped[str] = mapped_column(sa.String(300))
    plan_words: Mapped[str] = mapped_column(
        sa.Text, default="", comment="What the plan says of it, in its own words"
    )
    owner: Mapped[str] = mapped_column(sa.String(300), default="")
    planned_from: Mapped[date] = mapped_column(comment="Since when it is among what is planned")
    due_on: Mapped[date | None]
    decision_body: Mapped[str | None] = mapped_column(sa.String(300), comment="Who decided")
    decision_reference: Mapped[str] = mapped_column(sa.String(300), default="")
    decided_on: Mapped[date | None]
    decision_document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    completed_on: Mapped[date | None]
    completion_basis: Mapped[CompletionBasis | None]
    closing_evidence: Mapped[str | None] = mapped_column(
        sa.Text, comment="What showed that it is done, as it was written then"
    )
    dropped_on: Mapped[date | None]
    drop_reason: Mapped[str | None] = mapped_column(sa.Text)
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set at the first act on it; reloading the seed list then leaves it alone"
    )
    version: Mapped[int] = mapped_column()

    steps: Mapped[list[DeliverableStep]] = relationship(
        back_populates="deliverable",
        lazy="raise_on_sql",
        order_by=lambda: (DeliverableStep.position, DeliverableStep.id),
        cascade="all, delete-orphan",
    )
    decision_document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    plan: Mapped[ActionPlan] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def days(self) -> DeliverableDays:
        """The days that say where it stands."""
        steps = tuple(one.days for one in self.steps)
        return DeliverableDays(self.due_on, self.completed_on, self.dropped_on, steps)


class DeliverableStep(Base):
    """One step towards a deliverable; done once dated, with what shows it."""

    __tablename__ = "deliverable_step"
    __table_args__ = (
        sa.CheckConstraint(
            "done_on IS NOT NULL OR (evidence_note = '' AND document_id IS NULL)",
            name="evidence_of_done_step",
        ),
    )

    id: Mapped[PK]
    deliverable_id: Mapped[int] = mapped_column(sa.ForeignKey("plan_deliverable.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(300))
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    evidence_note: Mapped[str] = mapped_column(sa.Text, default="")
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    version: Mapped[int] = mapped_column()

    deliverable: Mapped[PlanDeliverable] = relationship(back_populates="steps", lazy="raise_on_sql")
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def days(self) -> StepDays:
        """The day planned and the day done."""
        return StepDays(self.planned_on, self.done_on)

    @property
    def shown_by_something(self) -> bool:
        """Tell whether something shows that it is done."""
        return bool(self.evidence_note) or self.document_id is not None


class Material(Base):
    """Something made to be distributed: a poster, a broadcast, a leaflet."""

    __tablename__ = "material"

    id: Mapped[PK]
    title: Mapped[str] = mapped_column(sa.String(300))
    kind: Mapped[MaterialKind]
    gender_theme: Mapped[str] = mapped_column(
        sa.String(300), default="", comment="What it says of gender"
    )
    note: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    distributions: Mapped[list[Distribution]] = relationship(
        back_populates="material",
        lazy="raise_on_sql",
        order_by=lambda: (Distribution.distributed_on.desc(), Distribution.id.desc()),
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Distribution(Base):
    """So many copies (or broadcasts) of a material, given out on one day."""

    __tablename__ = "material_distribution"
    __table_args__ = (
        sa.CheckConstraint("copies > 0", name="copies_positive"),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancel_reason IS NULL)", name="cancelled_has_reason"
        ),
    )

    id: Mapped[PK]
    material_id: Mapped[int] = mapped_column(sa.ForeignKey("material.id"), index=True)
    distributed_on: Mapped[date] = mapped_column(index=True)
    copies: Mapped[int]
    audience: Mapped[str] = mapped_column(sa.String(300), comment="Where, and to whom")
    medium: Mapped[str] = mapped_column(sa.String(300), default="", comment="By which means")
    recorded_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)

    material: Mapped[Material] = relationship(back_populates="distributions", lazy="raise_on_sql")
