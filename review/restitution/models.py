"""The sheet being written, and the sheets published, which never change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base, insert_only


class RestitutionDraft(Base):
    """What the secretariat types for the next sheet, in both languages; there is one."""

    __tablename__ = "restitution_draft"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_draft"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contact: Mapped[str] = mapped_column(sa.Text, default="")
    commitments_fr: Mapped[str] = mapped_column(sa.Text, default="")
    commitments_en: Mapped[str] = mapped_column(sa.Text, default="")
    story_fr: Mapped[str] = mapped_column(sa.Text, default="")
    story_en: Mapped[str] = mapped_column(sa.Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RestitutionSheet(Base):
    """A sheet as it was published, in words and figures, with the readings it rests on."""

    __tablename__ = "restitution_sheet"
    __table_args__ = (sa.CheckConstraint("number > 0", name="numbered"),)

    id: Mapped[PK]
    number: Mapped[int] = mapped_column(unique=True)
    as_of: Mapped[date]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(sa.String(64), comment="SHA-256 of the content")
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))


insert_only(RestitutionSheet.__table__)  # type: ignore[arg-type]
