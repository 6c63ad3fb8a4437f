"""The reference list: one entry per standard that bears on gender, with how we know it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.database import PK, Base
from catalogue.folding import fold_all
from catalogue.records.designation import sort_key
from catalogue.records.models import SORT_KEY, Edition, SourceBody
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance


class ReferenceEntry(Base):
    """One entry. Its reference stays empty while the number is not known (product_rules §5)."""

    __tablename__ = "reference_entry"

    id: Mapped[PK]
    seed_key: Mapped[str | None] = mapped_column(
        sa.String(160), unique=True, comment="Key in the shipped list; empty when added by hand"
    )
    body_code: Mapped[str] = mapped_column(sa.ForeignKey("source_body.code"), index=True)
    reference: Mapped[str] = mapped_column(sa.String(200), default="")
    reference_key: Mapped[str | None] = mapped_column(sa.String(200), unique=True)
    sort_key: Mapped[str] = mapped_column(
        SORT_KEY, default="", index=True, comment="Orders references; kept in step by the mapper"
    )
    folded_text: Mapped[str] = mapped_column(
        sa.Text, default="", comment="Reference, titles and reason, folded; kept by the mapper"
    )
    title_fr: Mapped[str | None] = mapped_column(sa.Text)
    title_fr_official: Mapped[bool] = mapped_column(default=False)
    title_en: Mapped[str | None] = mapped_column(sa.Text)
    edition_year: Mapped[int | None]
    stage_or_status: Mapped[str | None] = mapped_column(sa.Text)
    stage_code: Mapped[str | None] = mapped_column(sa.String(5))
    ics: Mapped[list[str]] = mapped_column(default=list)
    committee_reference: Mapped[str | None] = mapped_column(sa.String(200))
    relevance: Mapped[Relevance] = mapped_column(index=True)
    rationale_fr: Mapped[str | None] = mapped_column(sa.Text)
    rationale_en: Mapped[str | None] = mapped_column(sa.Text)
    evidence_kind: Mapped[EvidenceKind]
    evidence_url: Mapped[str | None] = mapped_column(sa.Text)
    catalogue_url: Mapped[str | None] = mapped_column(sa.Text)
    urn: Mapped[str | None] = mapped_column(sa.String(200))
    published_on: Mapped[str | None] = mapped_column(
        sa.String(10), comment="As the source gives it: year, month or day"
    )
    verified_in_source: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(sa.Text)
    verified_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    verified_on: Mapped[date | None]
    verification_source: Mapped[str | None] = mapped_column(sa.Text)
    edition_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set when a person edits it; reloading the seed list then leaves it alone"
    )
    version: Mapped[int] = mapped_column()

    body: Mapped[SourceBody] = relationship(lazy="raise_on_sql")
    edition: Mapped[Edition | None] = relationship(lazy="raise_on_sql")
    verified_by: Mapped[Account | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


@event.listens_for(ReferenceEntry, "before_insert")
@event.listens_for(ReferenceEntry, "before_update")
def _keep_in_step(_mapper: Any, _connection: Any, entry: ReferenceEntry) -> None:
    entry.sort_key = sort_key(entry.reference) if entry.reference else ""
    entry.folded_text = fold_all(
        entry.reference, entry.title_fr, entry.title_en, entry.rationale_fr
    )


class IcsPrompt(Base):
    """A prior by ICS code: what to ask, never an answer. The longest prefix wins (§2)."""

    __tablename__ = "ics_prompt"

    id: Mapped[PK]
    ics_prefix: Mapped[str] = mapped_column(sa.String(12), unique=True)
    kinds: Mapped[str] = mapped_column(sa.String(20), comment="A, P, S, E separated by commas")
    level: Mapped[str] = mapped_column(sa.String(2), comment="H, M or L")
    prompt_fr: Mapped[str] = mapped_column(sa.Text)
    prompt_en: Mapped[str | None] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.String(120))
