"""The action plan as its owner wrote it, with a corrected display text beside."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base


class ActionPlan(Base):
    """One plan over one period, of one body."""

    __tablename__ = "action_plan"

    id: Mapped[PK]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    title_fr: Mapped[str] = mapped_column(sa.String(300))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    source: Mapped[str | None] = mapped_column(sa.Text)

    lines: Mapped[list[PlanLine]] = relationship(
        back_populates="plan", lazy="raise_on_sql", order_by="PlanLine.position"
    )


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
    objective_source: Mapped[str] = mapped_column(sa.Text, default="")
    result_title: Mapped[str] = mapped_column(sa.Text)
    objective: Mapped[str] = mapped_column(sa.Text, default="")
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
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set when a person edits it; reloading the seed list then leaves it alone"
    )

    plan: Mapped[ActionPlan] = relationship(back_populates="lines", lazy="raise_on_sql")
