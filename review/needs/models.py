"""The needs expression: the 52 numbered fields of the form, its attachments and opinions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import StakeholderCategory
from catalogue.database import PK, Base, insert_only
from catalogue.documents.models import Document
from catalogue.records.vocabulary import DocumentKind
from catalogue.reference_list.models import ReferenceEntry
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import Forecast
from review.needs.vocabulary import (
    Admissibility,
    AdoptionMode,
    ForecastOpinionKind,
    NeedsState,
    Origin,
    ProgrammeDecision,
    WorkNature,
    YesNoUnknown,
)


class NeedsExpression(Base):
    """A request, in the requester's own words, that a standard be written or revised.

    Columns carry the field number in their comment; the same numbers stand on screen, on the A4
    form and in the spreadsheet (product_rules §2). A draft may be empty everywhere.
    """

    __tablename__ = "needs_expression"
    __table_args__ = (
        sa.CheckConstraint(
            "state = 'draft' OR submitted_at IS NOT NULL", name="submitted_has_date"
        ),
        sa.CheckConstraint(
            "state <> 'registered' OR work_item_id IS NOT NULL", name="registered_has_work_item"
        ),
        sa.CheckConstraint(
            "state <> 'merged' OR merged_into_id IS NOT NULL", name="merged_has_target"
        ),
        sa.CheckConstraint(
            "state NOT IN ('postponed', 'merged', 'rejected') OR decision_reason IS NOT NULL",
            name="refusal_has_reason",
        ),
        sa.Index("ix_needs_expression_state", "state", "submitted_at"),
    )

    id: Mapped[PK]
    number: Mapped[str | None] = mapped_column(sa.String(40), unique=True, comment="1")
    state: Mapped[NeedsState] = mapped_column(default=NeedsState.DRAFT)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id"), comment="Who typed it from a signed paper, if not the author"
    )
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(
        comment="2, date of filing: the first one, which the interests of readers count from"
    )
    refiled_at: Mapped[datetime | None] = mapped_column(
        comment="2, last filing of a fiche returned or taken back and filed again"
    )
    received_on: Mapped[date | None] = mapped_column(comment="2, date of receipt")
    version: Mapped[int] = mapped_column()

    # A. Identification
    requester: Mapped[str | None] = mapped_column(sa.String(300), comment="3")
    requester_organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), comment="3, where the organisation is in the register"
    )
    contact: Mapped[str | None] = mapped_column(sa.Text, comment="4")
    stakeholder_category: Mapped[StakeholderCategory | None] = mapped_column(comment="5")
    committee_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("committee.id"), index=True, comment="6"
    )
    proposed_committee: Mapped[str | None] = mapped_column(sa.String(300), comment="6, new CTN")
    signatory: Mapped[str | None] = mapped_column(sa.String(200), comment="7")
    origin: Mapped[Origin | None] = mapped_column(comment="8")

    # B. Objet
    title_fr: Mapped[str | None] = mapped_column(sa.Text, comment="9")
    title_en: Mapped[str | None] = mapped_column(sa.Text, comment="9, if taken over")
    scope: Mapped[str | None] = mapped_column(sa.Text, comment="10, with exclusions")
    work_nature: Mapped[WorkNature | None] = mapped_column(comment="11")
    document_kind: Mapped[DocumentKind | None] = mapped_column(comment="12")
    aspects: Mapped[list[str]] = mapped_column(default=list, comment="13")
    products: Mapped[str | None] = mapped_column(sa.Text, comment="14")
    ics: Mapped[list[str]] = mapped_column(default=list, comment="15")
    priority_sector: Mapped[str | None] = mapped_column(sa.Text, comment="16")

    # C. Justification
    problem: Mapped[str | None] = mapped_column(sa.Text, comment="17")
    magnitude: Mapped[str | None] = mapped_column(sa.Text, comment="18")
    benefits: Mapped[dict[str, Any]] = mapped_column(default=dict, comment="19, kind → text")
    intended_use: Mapped[str | None] = mapped_column(sa.String(40), comment="20")
    regulation: Mapped[str | None] = mapped_column(sa.Text, comment="20, which regulation")
    urgency: Mapped[str | None] = mapped_column(sa.Text, comment="21, reason")
    priority: Mapped[int | None] = mapped_column(comment="21, from 1 to 3")
    resources: Mapped[str | None] = mapped_column(sa.Text, comment="22")

    # D. État de l'art
    base_references: Mapped[str | None] = mapped_column(sa.Text, comment="23, one per line")
    national_standards: Mapped[str | None] = mapped_column(sa.Text, comment="24")
    regulations: Mapped[str | None] = mapped_column(sa.Text, comment="25")
    adoption_mode: Mapped[AdoptionMode | None] = mapped_column(comment="26")
    deviations: Mapped[str | None] = mapped_column(sa.Text, comment="27")
    related_work: Mapped[str | None] = mapped_column(sa.Text, comment="28")
    patents: Mapped[YesNoUnknown | None] = mapped_column(comment="29")
    patents_detail: Mapped[str | None] = mapped_column(sa.Text, comment="29")
    base_document: Mapped[str | None] = mapped_column(sa.String(40), comment="30")
    base_document_rights: Mapped[str | None] = mapped_column(sa.Text, comment="30, rights")

    # E. Parties intéressées
    affected_parties: Mapped[str | None] = mapped_column(sa.Text, comment="31")
    participants: Mapped[str | None] = mapped_column(sa.Text, comment="32")
    liaisons: Mapped[str | None] = mapped_column(sa.Text, comment="33")

    # F. Sensibilité au genre et inclusion
    people_concerned: Mapped[YesNoUnknown | None] = mapped_column(comment="34")
    forecast: Mapped[Forecast | None] = mapped_column(comment="35")
    forecast_reason: Mapped[str | None] = mapped_column(sa.Text, comment="36, 20 to 600 characters")
    differences: Mapped[list[str]] = mapped_column(default=list, comment="37")
    sex_disaggregated_data: Mapped[str | None] = mapped_column(sa.Text, comment="38")
    other_groups: Mapped[list[str]] = mapped_column(default=list, comment="39")
    sdgs: Mapped[list[str]] = mapped_column(default=list, comment="40")
    heard: Mapped[str | None] = mapped_column(sa.Text, comment="41")
    culture: Mapped[bool | None] = mapped_column(comment="41a")
    culture_detail: Mapped[str | None] = mapped_column(sa.Text, comment="41a")
    labour: Mapped[bool | None] = mapped_column(comment="41b")
    labour_detail: Mapped[str | None] = mapped_column(sa.Text, comment="41b")

    # G. Planification
    project_leader: Mapped[str | None] = mapped_column(sa.String(200), comment="42")
    track_months: Mapped[int | None] = mapped_column(comment="43: 18, 24 or 36")
    target_dates: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="43, stage code → ISO date"
    )
    needs_support: Mapped[str | None] = mapped_column(sa.Text, comment="44")
    impact_indicators: Mapped[str | None] = mapped_column(sa.Text, comment="45")

    # H. Instruction
    admissibility: Mapped[Admissibility | None] = mapped_column(comment="46")
    admissibility_on: Mapped[date | None] = mapped_column(comment="46")
    admissibility_reason: Mapped[str | None] = mapped_column(sa.Text, comment="46")
    asked_fields: Mapped[list[str]] = mapped_column(
        default=list, comment="46, numbers of the fields that the chair is asked to complete"
    )
    committee_opinion: Mapped[str | None] = mapped_column(sa.Text, comment="49")
    committee_opinion_on: Mapped[date | None] = mapped_column(comment="49")
    quorum_reached: Mapped[bool | None] = mapped_column(comment="49")
    women_present: Mapped[int | None] = mapped_column(comment="49")
    men_present: Mapped[int | None] = mapped_column(comment="49")
    decision: Mapped[ProgrammeDecision | None] = mapped_column(comment="50")
    decision_body: Mapped[str | None] = mapped_column(sa.String(200), comment="50")
    decision_reason: Mapped[str | None] = mapped_column(sa.Text, comment="50")
    decided_on: Mapped[date | None] = mapped_column(comment="50")
    merged_into_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("needs_expression.id"), index=True
    )
    work_item_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("work_item.id"), index=True, comment="51"
    )

    @property
    def last_filed_at(self) -> datetime | None:
        """Give when the fiche came into the secretariat's hands the last time."""
        return self.refiled_at or self.submitted_at

    author: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])
    committee: Mapped[Committee | None] = relationship(lazy="raise_on_sql")
    work_item: Mapped[WorkItem | None] = relationship(lazy="raise_on_sql")
    attachments: Mapped[list[NeedsAttachment]] = relationship(
        back_populates="needs", lazy="raise_on_sql", order_by="NeedsAttachment.id"
    )
    references: Mapped[list[NeedsReference]] = relationship(
        back_populates="needs", lazy="raise_on_sql", order_by="NeedsReference.id"
    )
    opinions: Mapped[list[ForecastOpinion]] = relationship(
        back_populates="needs", lazy="raise_on_sql", order_by="ForecastOpinion.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class NeedsAttachment(Base):
    """A file joined to one field of the form."""

    __tablename__ = "needs_attachment"

    id: Mapped[PK]
    needs_id: Mapped[int] = mapped_column(sa.ForeignKey("needs_expression.id"), index=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    field_number: Mapped[str] = mapped_column(sa.String(4))

    needs: Mapped[NeedsExpression] = relationship(back_populates="attachments", lazy="raise_on_sql")
    document: Mapped[Document] = relationship(lazy="raise_on_sql")


class NeedsReference(Base):
    """A reference-list entry the chair attached beside fields 34 to 41b."""

    __tablename__ = "needs_reference"
    __table_args__ = (sa.UniqueConstraint("needs_id", "reference_entry_id"),)

    id: Mapped[PK]
    needs_id: Mapped[int] = mapped_column(sa.ForeignKey("needs_expression.id"))
    reference_entry_id: Mapped[int] = mapped_column(sa.ForeignKey("reference_entry.id"))

    needs: Mapped[NeedsExpression] = relationship(back_populates="references", lazy="raise_on_sql")
    entry: Mapped[ReferenceEntry] = relationship(lazy="raise_on_sql")


class ForecastOpinion(Base):
    """The focal point's opinion on the forecast (field 48); a later one is a new row."""

    __tablename__ = "forecast_opinion"

    id: Mapped[PK]
    needs_id: Mapped[int] = mapped_column(sa.ForeignKey("needs_expression.id"), index=True)
    kind: Mapped[ForecastOpinionKind]
    forecast: Mapped[Forecast | None] = mapped_column(
        comment="Field 35 as it stood: an opinion on an answer changed since no longer counts"
    )
    reclassified_to: Mapped[Forecast | None]
    reason: Mapped[str] = mapped_column(sa.Text)
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))

    needs: Mapped[NeedsExpression] = relationship(back_populates="opinions", lazy="raise_on_sql")
    given_by: Mapped[Account] = relationship(lazy="raise_on_sql")


insert_only(ForecastOpinion.__table__)  # type: ignore[arg-type]
