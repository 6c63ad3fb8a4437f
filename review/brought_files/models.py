"""A spreadsheet brought to fill a list, and what it made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base
from review.brought_files.vocabulary import FileState


class BroughtFile(Base):
    """A spreadsheet shown before anything is written, then taken in as one act or given up.

    ``content`` is what it says (:class:`~review.brought_files.tables.Laid`) until it is taken in,
    given up or forgotten. ``made`` is what it wrote, in the words of its kind, for the undoing.
    """

    __tablename__ = "brought_file"

    id: Mapped[PK]
    kind: Mapped[str] = mapped_column(sa.String(40), index=True, comment="The list it fills")
    name: Mapped[str] = mapped_column(sa.String(255), comment="The file's name")
    state: Mapped[FileState] = mapped_column(default=FileState.SHOWN)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    made: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    added: Mapped[int] = mapped_column(default=0, comment="How many rows it wrote")
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    taken_in_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
