"""Indicator sheets, and readings that never change once closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base, insert_only


class IndicatorSheet(Base):
    """One indicator as people read it: what is counted, over what, from where (§4)."""

    __tablename__ = "indicator_sheet"

    id: Mapped[PK]
    code: Mapped[str] = mapped_column(sa.String(10), unique=True)
    position: Mapped[int]
    plan_line_code: Mapped[str] = mapped_column(sa.String(10))
    title_fr: Mapped[str] = mapped_column(sa.Text)
    title_en: Mapped[str] = mapped_column(sa.Text, default="")
    definition_fr: Mapped[str] = mapped_column(sa.Text, default="")
    definition_en: Mapped[str] = mapped_column(sa.Text, default="")
    numerator_fr: Mapped[str] = mapped_column(sa.Text, default="")
    denominator_fr: Mapped[str] = mapped_column(sa.Text, default="")
    unit: Mapped[str] = mapped_column(sa.String(20))
    disaggregation_fr: Mapped[str] = mapped_column(sa.Text, default="")
    source_fr: Mapped[str] = mapped_column(sa.Text, default="")
    period_kind: Mapped[str] = mapped_column(sa.String(20))
    target_value: Mapped[str] = mapped_column(sa.String(40), default="")
    target_unit: Mapped[str] = mapped_column(sa.String(40), default="")
    target_text_fr: Mapped[str] = mapped_column(sa.Text, default="")
    target_on: Mapped[date | None]
    owner_fr: Mapped[str] = mapped_column(sa.Text, default="")
    method_version: Mapped[str] = mapped_column(sa.String(20), default="1")
    public: Mapped[bool] = mapped_column(
        default=True, comment="False: anonymous callers get figures from closed readings only (§8)"
    )
    edited_at: Mapped[datetime | None]

    readings: Mapped[list[Reading]] = relationship(
        back_populates="sheet", lazy="raise_on_sql", order_by="Reading.id"
    )


class Reading(Base):
    """A figure as it was known the day it was closed; a later correction stands beside it."""

    __tablename__ = "reading"
    __table_args__ = (
        sa.UniqueConstraint("sheet_id", "period", "as_of", "sequence"),
        sa.CheckConstraint(
            "sequence = 1 OR correction_reason IS NOT NULL", name="correction_has_reason"
        ),
    )

    id: Mapped[PK]
    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("indicator_sheet.id"), index=True)
    period: Mapped[str] = mapped_column(sa.String(20), comment="«2024-2026», «2025», «rolling-3y»")
    as_of: Mapped[date]
    sequence: Mapped[int] = mapped_column(default=1)
    numerator: Mapped[int | None]
    denominator: Mapped[int | None]
    companions: Mapped[dict[str, Any]] = mapped_column(comment="All that stands beside the figure")
    records: Mapped[list[Any]] = mapped_column(comment="The records counted, as they were")
    method_version: Mapped[str] = mapped_column(sa.String(20))
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    correction_reason: Mapped[str | None] = mapped_column(sa.Text)

    sheet: Mapped[IndicatorSheet] = relationship(back_populates="readings", lazy="raise_on_sql")


insert_only(Reading.__table__)  # type: ignore[arg-type]
