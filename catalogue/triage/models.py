"""What triage keeps: the scores of its last reckoning, and what people set aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.database import PK, Base
from catalogue.records.models import SORT_KEY
from catalogue.triage.vocabulary import Source


class TriageRun(Base):
    """One reckoning of all scores. The last finished one is what people see.

    Scores are worked out apart from any request, in short transactions: the candidates of a run
    are invisible until it is finished.
    """

    __tablename__ = "triage_run"

    id: Mapped[PK]
    fingerprint: Mapped[str] = mapped_column(
        sa.String(64),
        comment="Of all the scores depend on; stale if it differs",
    )
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    records_read: Mapped[int] = mapped_column(default=0)
    candidates: Mapped[int] = mapped_column(default=0)


class Candidate(Base):
    """One document in one run, with its score and its reasons. A suggestion, never a fact."""

    __tablename__ = "triage_candidate"
    __table_args__ = (
        sa.UniqueConstraint("run_id", "source", "source_id"),
        sa.Index("ix_triage_candidate_run_id_score", "run_id", "score"),
    )

    id: Mapped[PK]
    run_id: Mapped[int] = mapped_column(sa.ForeignKey("triage_run.id"))
    source: Mapped[Source]
    source_id: Mapped[int] = mapped_column(comment="ISO’s number of it, or the edition’s id")
    reference: Mapped[str] = mapped_column(sa.String(200))
    reference_key: Mapped[str] = mapped_column(sa.String(200))
    identifier_key: Mapped[str] = mapped_column(
        sa.String(200), comment="Of the reference without its year: the same for later editions"
    )
    series_key: Mapped[str] = mapped_column(sa.String(200), comment="The same for all its parts")
    sort_key: Mapped[str] = mapped_column(SORT_KEY)
    body_code: Mapped[str] = mapped_column(sa.String(60))
    title_fr: Mapped[str | None] = mapped_column(sa.Text)
    title_en: Mapped[str | None] = mapped_column(sa.Text)
    committee: Mapped[str | None] = mapped_column(sa.String(160))
    ics: Mapped[list[str]] = mapped_column(default=list)
    stage_code: Mapped[str | None] = mapped_column(sa.String(5))
    score: Mapped[float]
    reasons: Mapped[list[Any]] = mapped_column(comment="kind, points and facts of each reason")


class Dismissal(Base):
    """What somebody set aside: it stays so for later releases and later editions.

    Taking it back dates the row; setting aside again makes a new one.
    """

    __tablename__ = "triage_dismissal"
    __table_args__ = (
        sa.Index(
            "uq_triage_dismissal_standing",
            "identifier_key",
            unique=True,
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        ),
    )

    id: Mapped[PK]
    identifier_key: Mapped[str] = mapped_column(sa.String(200))
    reference: Mapped[str] = mapped_column(sa.String(200), comment="The edition that was looked at")
    title: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    dismissed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    dismissed_at: Mapped[datetime]
    taken_back_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    taken_back_at: Mapped[datetime | None]

    dismissed_by: Mapped[Account | None] = relationship(
        lazy="raise_on_sql", foreign_keys=dismissed_by_id
    )
