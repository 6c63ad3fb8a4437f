"""The harmonized stage codes and the sets of names that bodies give them, as data."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base


class Stage(Base):
    """One harmonized stage code, kept as data (programme_process §2.2)."""

    __tablename__ = "stage"

    code: Mapped[str] = mapped_column(sa.String(5), primary_key=True)
    stage: Mapped[str] = mapped_column(sa.String(2))
    substage: Mapped[str] = mapped_column(sa.String(2))
    title_fr: Mapped[str] = mapped_column(sa.String(200))
    title_en: Mapped[str] = mapped_column(sa.String(200))


class StageScheme(Base):
    """One version of the names one body gives to stages; another version stands beside it."""

    __tablename__ = "stage_scheme"
    __table_args__ = (sa.UniqueConstraint("scheme", "version"),)

    id: Mapped[PK]
    scheme: Mapped[str] = mapped_column(sa.String(40), comment="Acronym of the body: AMANORM")
    version: Mapped[str] = mapped_column(sa.String(20))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id"), comment="Empty for the shipped lists"
    )


class StageLabel(Base):
    """What one body calls a stage, in one version of its label set."""

    __tablename__ = "stage_label"
    __table_args__ = (sa.UniqueConstraint("scheme", "scheme_version", "code"),)

    id: Mapped[PK]
    scheme: Mapped[str] = mapped_column(sa.String(40))
    scheme_version: Mapped[str] = mapped_column(sa.String(20))
    code: Mapped[str] = mapped_column(sa.ForeignKey("stage.code"))
    label_fr: Mapped[str] = mapped_column(sa.String(200))
    label_en: Mapped[str | None] = mapped_column(sa.String(200))
    source: Mapped[str | None] = mapped_column(sa.Text)
    to_confirm: Mapped[bool] = mapped_column(
        default=False, comment="A proposal that the body has not confirmed"
    )
