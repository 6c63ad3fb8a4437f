"""Searches kept under a name, and what their owner has already seen of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base


class SavedSearch(Base):
    """A search that a person keeps; its results are worked out anew each time.

    What was seen is kept by key, so that what comes after is known as new, whatever the engine.
    """

    __tablename__ = "saved_search"
    __table_args__ = (sa.UniqueConstraint("account_id", "name"),)

    id: Mapped[PK]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    asked: Mapped[dict[str, Any]] = mapped_column(
        comment="Names and values as in an address: {«q»: [«karité»], «organisme»: [«ISO»]}"
    )
    created_at: Mapped[datetime]
    digest: Mapped[bool] = mapped_column(comment="Told of in the weekly mail")
    # None, kept as a JSON null, until what it finds can be followed.
    seen: Mapped[list[str] | None] = mapped_column(
        nullable=False, deferred=True, comment="Keys of the results its owner has seen"
    )
    seen_at: Mapped[datetime]
    announced: Mapped[list[str]] = mapped_column(
        deferred=True, comment="Keys told of by mail and not yet seen"
    )
    announced_at: Mapped[datetime | None] = mapped_column(comment="Last weekly mail about it")
