"""Reference series, and the values their source gives."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base
from review.reference_data.vocabulary import Territory, Theme, Topic


class Series(Base):
    """Figures of women and men that somebody published, with where they are read."""

    __tablename__ = "series"
    __table_args__ = (
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdraw_reason IS NULL)", name="withdrawn_has_reason"
        ),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= available_on", name="withdrawn_after"
        ),
    )

    id: Mapped[PK]
    seed_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    theme: Mapped[Theme] = mapped_column(index=True)
    territory: Mapped[Territory] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(sa.String(200), comment="Country, or name of the body")
    topic: Mapped[Topic | None] = mapped_column(comment="What of the agency it stands beside")
    unit: Mapped[str] = mapped_column(sa.String(100))
    definition: Mapped[str] = mapped_column(sa.Text, default="")
    publisher: Mapped[str] = mapped_column(sa.String(300))
    source_link: Mapped[str] = mapped_column(sa.String(500), default="")
    source_date: Mapped[date | None]
    available_on: Mapped[date] = mapped_column(comment="Since when the agency has it")
    withdrawn_on: Mapped[date | None]
    withdraw_reason: Mapped[str | None] = mapped_column(sa.Text)
    edited_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    values: Mapped[list[SeriesValue]] = relationship(
        back_populates="series",
        lazy="raise_on_sql",
        order_by=lambda: (SeriesValue.year.desc(), SeriesValue.id),
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class SeriesValue(Base):
    """One value: counts, or the share its publisher prints when it prints nothing else."""

    __tablename__ = "series_value"
    __table_args__ = (
        sa.CheckConstraint(
            "COALESCE(women, men, total) IS NOT NULL OR published_share IS NOT NULL",
            name="says_something",
        ),
        sa.CheckConstraint(
            "published_share IS NULL OR COALESCE(women, men, total) IS NULL",
            name="share_or_counts",
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdraw_reason IS NULL)", name="withdrawn_has_reason"
        ),
    )

    id: Mapped[PK]
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id"), index=True)
    seed_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    year: Mapped[int | None] = mapped_column(comment="None when the source does not say")
    women: Mapped[int | None]
    men: Mapped[int | None]
    total: Mapped[int | None]
    published_share: Mapped[str | None] = mapped_column(
        sa.String(20), comment="Percent as printed; cannot be worked out again"
    )
    note: Mapped[str] = mapped_column(sa.Text, default="")
    withdrawn_at: Mapped[datetime | None]
    withdraw_reason: Mapped[str | None] = mapped_column(sa.Text)
    edited_at: Mapped[datetime | None]

    series: Mapped[Series] = relationship(back_populates="values", lazy="raise_on_sql")
