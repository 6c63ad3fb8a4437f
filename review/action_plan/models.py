"""The action plan as its owner wrote it, with a corrected display text beside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.database import PK, Base, insert_only
from catalogue.documents.models import Document
from review.action_plan.vocabulary import CODE_SEPARATOR, PlanFileState, Slot


class ActionPlan(Base):
    """One plan over one period, of one body; a draft until a version of it is published.

    A draft taken back keeps its rows, so that its journal never reads as another plan's.
    """

    __tablename__ = "action_plan"
    __table_args__ = (sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[PK]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    title_fr: Mapped[str] = mapped_column(sa.String(300))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    source: Mapped[str | None] = mapped_column(sa.Text)
    loaded_at: Mapped[datetime | None] = mapped_column(
        comment="Set when a person loaded or wrote it; empty for the shipped plan"
    )
    taken_back_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    lines: Mapped[list[PlanLine]] = relationship(
        back_populates="plan", lazy="raise_on_sql", order_by="PlanLine.position"
    )
    objectives: Mapped[list[PlanObjective]] = relationship(
        back_populates="plan",
        lazy="raise_on_sql",
        order_by=lambda: (PlanObjective.position, PlanObjective.id),
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PlanLine(Base):
    """One line of the plan: the words of the source, and the words shown."""

    __tablename__ = "plan_line"
    __table_args__ = (sa.UniqueConstraint("plan_id", "code"),)

    id: Mapped[PK]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id"))
    code: Mapped[str] = mapped_column(sa.String(10), comment="Result and line: «5.3»")
    position: Mapped[int]
    result: Mapped[str] = mapped_column(sa.String(4))
    result_title_source: Mapped[str] = mapped_column(sa.Text, default="")
    result_title: Mapped[str] = mapped_column(sa.Text)
    activity_source: Mapped[str] = mapped_column(sa.Text, default="")
    measures_source: Mapped[str] = mapped_column(sa.Text, default="")
    indicator_source: Mapped[str] = mapped_column(sa.Text, default="")
    target_source: Mapped[str] = mapped_column(sa.Text, default="")
    schedule_source: Mapped[str] = mapped_column(sa.Text, default="")
    owners_source: Mapped[str] = mapped_column(sa.Text, default="")
    comments_source: Mapped[str] = mapped_column(sa.Text, default="")
    activity: Mapped[str] = mapped_column(sa.Text, default="")
    measures: Mapped[str] = mapped_column(sa.Text, default="")
    indicator: Mapped[str] = mapped_column(sa.Text, default="")
    target: Mapped[str] = mapped_column(sa.Text, default="")
    schedule: Mapped[str] = mapped_column(sa.Text, default="")
    owners: Mapped[str] = mapped_column(sa.Text, default="")
    comments: Mapped[str] = mapped_column(sa.Text, default="")
    indicator_code: Mapped[str] = mapped_column(
        sa.String(100), default="", comment="Codes of the indicators that follow it: «1.1|1.1b»"
    )
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set when a person edits it; reloading the seed list then leaves it alone"
    )
    version: Mapped[int] = mapped_column()

    plan: Mapped[ActionPlan] = relationship(back_populates="lines", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        """The indicators that follow it; none for a line followed by hand."""
        return tuple(code for code in self.indicator_code.split(CODE_SEPARATOR) if code)


class PlanObjective(Base):
    """The objective of one result: its words, and what makes it SMART; a slot may be empty."""

    __tablename__ = "plan_objective"
    __table_args__ = (sa.UniqueConstraint("plan_id", "code"),)

    id: Mapped[PK]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id"))
    code: Mapped[str] = mapped_column(sa.String(10), comment="«R1»")
    position: Mapped[int]
    result: Mapped[str] = mapped_column(sa.String(4))
    text_source: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text, default="")
    indicator_code: Mapped[str] = mapped_column(sa.String(100), default="")
    baseline_value: Mapped[str] = mapped_column(sa.String(300), default="")
    baseline_on: Mapped[date | None]
    target: Mapped[str] = mapped_column(sa.Text, default="")
    due_on: Mapped[date | None]
    population: Mapped[str] = mapped_column(sa.String(500), default="")
    measured_by: Mapped[str] = mapped_column(sa.String(500), default="")
    owner: Mapped[str] = mapped_column(sa.Text, default="")
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set when a person edits it; reloading the seed list then leaves it alone"
    )
    version: Mapped[int] = mapped_column()

    plan: Mapped[ActionPlan] = relationship(back_populates="objectives", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def slots(self) -> dict[str, Any]:
        """What it says of each slot."""
        return {slot.value: getattr(self, slot.value) for slot in Slot}


class PlanVersion(Base):
    """The text of a plan as it was published, frozen; it holds from a day on."""

    __tablename__ = "plan_version"
    __table_args__ = (sa.UniqueConstraint("plan_id", "number"),)

    id: Mapped[PK]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id"))
    number: Mapped[int]
    effective_on: Mapped[date]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    objectives: Mapped[dict[str, Any]] = mapped_column(comment="Words and slots by code")
    lines: Mapped[dict[str, Any]] = mapped_column(comment="Words of the source and shown, by code")

    published_by: Mapped[Account | None] = relationship(lazy="raise_on_sql")


class PlanValidation(Base):
    """Who validated a plan, by which act, and when; a correction stands beside what it replaces."""

    __tablename__ = "plan_validation"
    __table_args__ = (
        sa.CheckConstraint(
            "(replaces_id IS NULL) = (correction_reason IS NULL)", name="correction_has_reason"
        ),
    )

    id: Mapped[PK]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id"), index=True)
    validated_by: Mapped[str] = mapped_column(sa.String(300), comment="A body, not a person")
    reference: Mapped[str] = mapped_column(sa.String(300))
    validated_on: Mapped[date]
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    replaces_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("plan_validation.id"), unique=True
    )
    correction_reason: Mapped[str | None] = mapped_column(sa.Text)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")


class PlanFile(Base):
    """A plan brought in a file: shown first, then taken in whole or given up.

    ``rows`` is what the file says, by row number and column, until it is taken in, given up or
    forgotten; the faults are found again from it at each reading.
    """

    __tablename__ = "plan_file"
    __table_args__ = (sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[PK]
    state: Mapped[PlanFileState] = mapped_column(default=PlanFileState.SHOWN)
    code: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(300))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    file_name: Mapped[str] = mapped_column(sa.String(300))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    aside: Mapped[list[str]] = mapped_column(
        default=list, comment="Headings of the file that were not read"
    )
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    plan_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("action_plan.id"), index=True, comment="The plan made of it"
    )
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


for _table in (PlanVersion, PlanValidation):
    insert_only(_table.__table__)  # type: ignore[arg-type]
