"""A spreadsheet of a checklist that came back: kept row by row until it is applied or given up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base
from review.offline.vocabulary import ImportState


class ChecklistImport(Base):
    """One file sent back for one assignment; applied once, undone while nothing is handed in."""

    __tablename__ = "checklist_import"

    id: Mapped[PK]
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(255))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[ImportState] = mapped_column(default=ImportState.STAGED)
    checklist_number: Mapped[int | None] = mapped_column(
        comment="Version of the checklist the file follows, as it says"
    )
    rows: Mapped[list[Any]] = mapped_column(
        default=list, comment="Each row as it came, its texts by input, or why it is refused"
    )
    prints: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="Fingerprint of each answer when the file was made; empty if unknown"
    )
    notes: Mapped[list[str]] = mapped_column(
        default=list, comment="French sentences about the file as a whole"
    )
    before: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="Texts of the answers that applying replaced, by criterion"
    )
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
