"""Standards, their editions, their relations, and the gender tag of an edition."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.models import Committee
from catalogue.database import PK, Base, insert_only
from catalogue.documents.models import Document
from catalogue.folding import fold_all
from catalogue.records.designation import key, sort_key
from catalogue.records.vocabulary import (
    AdoptionMethod,
    Correspondence,
    DocumentKind,
    EditionStatus,
    Nature,
    RelationKind,
    TagMarker,
)

# Compared byte by byte: the key already orders references as people expect.
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


class SourceBody(Base):
    """A body that issues documents: ISO, IEC, ARSO, the agency itself. Data, never code (§5)."""

    __tablename__ = "source_body"

    code: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20), comment="international, regional, national")
    name_fr: Mapped[str] = mapped_column(sa.String(200))
    name_en: Mapped[str | None] = mapped_column(sa.String(200))
    display_fr: Mapped[str] = mapped_column(sa.String(120), comment="As shown: «CEDEAO (ECOSHAM)»")
    note: Mapped[str | None] = mapped_column(sa.Text)
    is_agency: Mapped[bool] = mapped_column(default=False)


class IcsCode(Base):
    """One code of the International Classification for Standards, edition 7."""

    __tablename__ = "ics_code"

    code: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(sa.ForeignKey("ics_code.code"), index=True)
    title_fr: Mapped[str] = mapped_column(sa.Text)
    title_en: Mapped[str] = mapped_column(sa.Text)
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="Set when a file of ISO words it anew; reloading the shipped list leaves it alone"
    )


class Standard(Base):
    """One identifier (number without year; a part is an identifier) through its editions."""

    __tablename__ = "standard"

    id: Mapped[PK]
    body_code: Mapped[str] = mapped_column(sa.ForeignKey("source_body.code"), index=True)
    identifier: Mapped[str] = mapped_column(
        sa.String(160), comment="The reference without its year, as its body writes it"
    )
    identifier_key: Mapped[str] = mapped_column(sa.String(160), unique=True)

    editions: Mapped[list[Edition]] = relationship(
        back_populates="standard", lazy="raise_on_sql", order_by="Edition.id"
    )
    body: Mapped[SourceBody] = relationship(lazy="raise_on_sql")


edition_ics = sa.Table(
    "edition_ics",
    Base.metadata,
    sa.Column("edition_id", sa.ForeignKey("edition.id"), primary_key=True),
    sa.Column("ics_code", sa.ForeignKey("ics_code.code"), primary_key=True, index=True),
)


class Edition(Base):
    """One text of a standard, with its dates. National ones are homologated; others are recorded.

    Three dates are kept apart (product_rules §4): CNNCQ adoption, homologation, publication.
    """

    __tablename__ = "edition"
    __table_args__ = (
        sa.CheckConstraint(
            "correspondence IS NULL OR base_reference IS NOT NULL", name="degree_has_base"
        ),
        sa.CheckConstraint(
            "withdrawal_reason IS NULL OR withdrawn_on IS NOT NULL", name="reason_has_withdrawal"
        ),
        sa.Index("ix_edition_homologated_on", "homologated_on"),
    )

    id: Mapped[PK]
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standard.id"), index=True)
    reference: Mapped[str] = mapped_column(
        sa.String(200), comment="Free text, as the body writes it, with its year; never built"
    )
    reference_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    sort_key: Mapped[str] = mapped_column(
        SORT_KEY, default="", index=True, comment="Orders references; kept in step by the mapper"
    )
    folded_text: Mapped[str] = mapped_column(
        sa.Text, default="", comment="Reference, titles and base, folded; kept by the mapper"
    )
    year: Mapped[int | None]
    edition_number: Mapped[int | None]
    title_fr: Mapped[str | None] = mapped_column(sa.Text)
    title_en: Mapped[str | None] = mapped_column(sa.Text)
    scope: Mapped[str | None] = mapped_column(sa.Text)
    kind: Mapped[DocumentKind] = mapped_column(default=DocumentKind.STANDARD)
    nature: Mapped[Nature | None]
    status: Mapped[EditionStatus] = mapped_column(default=EditionStatus.PUBLISHED)
    mandatory: Mapped[bool | None] = mapped_column(comment="Made mandatory by a regulation")
    stage_code: Mapped[str | None] = mapped_column(sa.String(5))
    national: Mapped[bool] = mapped_column(
        default=False, index=True, comment="A text of the agency itself"
    )
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    committee_reference: Mapped[str | None] = mapped_column(
        sa.String(160), comment="Committee of another body, as it writes it"
    )
    base_reference: Mapped[str | None] = mapped_column(sa.String(200))
    base_key: Mapped[str | None] = mapped_column(
        sa.String(200),
        index=True,
        comment="Key of the base standard, whichever way it is written",
    )
    base_edition_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"))
    correspondence: Mapped[Correspondence | None]
    adoption_method: Mapped[AdoptionMethod | None] = mapped_column(
        comment="How the base standard was taken over; of an adoption only"
    )
    cnncq_adopted_on: Mapped[date | None] = mapped_column(comment="50.99")
    homologated_on: Mapped[date | None]
    homologation_act: Mapped[str | None] = mapped_column(sa.String(200))
    published_on: Mapped[date | None] = mapped_column(comment="60.60")
    withdrawn_on: Mapped[date | None] = mapped_column(comment="95.99")
    withdrawal_reason: Mapped[str | None] = mapped_column(sa.Text)
    withdrawal_decision: Mapped[str | None] = mapped_column(
        sa.String(300), comment="Who decided it and by which act, as written"
    )
    successor_reference: Mapped[str | None] = mapped_column(
        sa.String(200), comment="What takes its place once withdrawn, as written"
    )
    national_text: Mapped[str | None] = mapped_column(
        sa.Text, comment="National foreword or annex of an adoption that takes gender into account"
    )
    upstream_assessment: Mapped[str | None] = mapped_column(
        sa.Text, comment="Reference of a gender assessment made by the body adopted from"
    )
    text_document_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("document.id"), comment="The text as homologated or published"
    )
    source: Mapped[str | None] = mapped_column(sa.Text, comment="How we know of it")
    source_url: Mapped[str | None] = mapped_column(sa.Text)
    source_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    standard: Mapped[Standard] = relationship(back_populates="editions", lazy="raise_on_sql")
    committee: Mapped[Committee | None] = relationship(lazy="raise_on_sql")
    text_document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    ics_codes: Mapped[list[IcsCode]] = relationship(
        secondary=edition_ics, lazy="raise_on_sql", order_by="IcsCode.code"
    )
    relations: Mapped[list[Relation]] = relationship(
        back_populates="edition",
        lazy="raise_on_sql",
        foreign_keys="Relation.edition_id",
        order_by="Relation.id",
    )
    tags: Mapped[list[GenderTag]] = relationship(
        back_populates="edition", lazy="raise_on_sql", order_by="GenderTag.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


@event.listens_for(Edition, "before_insert")
@event.listens_for(Edition, "before_update")
def _keep_in_step(_mapper: Any, _connection: Any, edition: Edition) -> None:
    edition.sort_key = sort_key(edition.reference)
    edition.base_key = key(edition.base_reference) if edition.base_reference else None
    edition.folded_text = fold_all(
        edition.reference, edition.title_fr, edition.title_en, edition.base_reference
    )


class Relation(Base):
    """What an edition replaces, amends, adopts or cites, from a date on."""

    __tablename__ = "relation"

    id: Mapped[PK]
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    kind: Mapped[RelationKind]
    target_reference: Mapped[str] = mapped_column(sa.String(200))
    target_edition_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    effective_on: Mapped[date | None]
    by_withdrawal: Mapped[bool] = mapped_column(
        default=False,
        server_default=sa.false(),
        comment="Made by the withdrawal of its target, and taken back with it",
    )

    edition: Mapped[Edition] = relationship(
        back_populates="relations", lazy="raise_on_sql", foreign_keys=[edition_id]
    )


class GenderTag(Base):
    """The marker a decision puts on an edition. Insert-only: a correction is a later tag (§3)."""

    __tablename__ = "gender_tag"
    __table_args__ = (sa.UniqueConstraint("edition_id", "decision_id"),)

    id: Mapped[PK]
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    marker: Mapped[TagMarker]
    decision_id: Mapped[int] = mapped_column(
        comment="The review decision behind it; the tables of review hold it"
    )
    rule: Mapped[str] = mapped_column(sa.String(20), comment="strict or pilot")
    rule_version: Mapped[int]
    decided_on: Mapped[date]
    tagged_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship(back_populates="tags", lazy="raise_on_sql")


insert_only(GenderTag.__table__)  # type: ignore[arg-type]
