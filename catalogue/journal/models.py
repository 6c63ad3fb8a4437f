"""The journal's rows: a chained entry, and the payload that may be erased without breaking it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import Base, erase_only, insert_only


class Entry(Base):
    """One act. The hash covers sequence, time, actor, tag, subject and payload digest (§8)."""

    __tablename__ = "journal_entry"
    __table_args__ = (sa.Index("ix_journal_entry_subject", "subject_type", "subject_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    on_behalf_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    tag: Mapped[str] = mapped_column(sa.String(80), index=True)
    subject_type: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[str] = mapped_column(sa.String(40))
    payload_digest: Mapped[str] = mapped_column(sa.String(64))
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)

    payload: Mapped[EntryPayload] = relationship(
        back_populates="entry", lazy="raise_on_sql", uselist=False
    )


class EntryPayload(Base):
    """What changed and why; erasable when it holds personal values (product_rules §8)."""

    __tablename__ = "journal_payload"

    entry_seq: Mapped[int] = mapped_column(sa.ForeignKey("journal_entry.seq"), primary_key=True)
    canonical: Mapped[str | None] = mapped_column(
        sa.Text, comment="Canonical JSON whose SHA-256 is the entry's digest; empty once erased"
    )
    erased_at: Mapped[datetime | None]

    entry: Mapped[Entry] = relationship(back_populates="payload", lazy="raise_on_sql")


# The one change a payload may undergo: its content goes, once, and the day is kept.
ERASURE = (
    "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL"
    " AND NEW.canonical IS NULL AND NEW.entry_seq = OLD.entry_seq"
)


class ChainHead(Base):
    """The one row a writer locks to take the next place in the chain."""

    __tablename__ = "journal_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))


insert_only(Entry.__table__)  # type: ignore[arg-type]
erase_only(EntryPayload.__table__, ERASURE)  # type: ignore[arg-type]

JsonObject = dict[str, Any]
