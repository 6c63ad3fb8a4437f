"""What ISO Open Data says, kept in versions by release: facts of another body, never edited here.

A version is seen by everybody when its first release is published and the release that ended it is
not. So a file is invisible until it is published, which is one short update whatever its size, and
undoing it is another.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from catalogue.database import PK, Base
from catalogue.open_data.vocabulary import Dataset, ReleaseState
from catalogue.records.models import SORT_KEY
from catalogue.records.vocabulary import DocumentKind

LONGEST_REFERENCE = 200  # characters, as Edition and ReferenceEntry keep
LONGEST_PROBLEM = 500


class Release(Base):
    """One file of ISO Open Data as it was received, and what became of it."""

    __tablename__ = "open_data_release"
    __table_args__ = (sa.Index("ix_open_data_release_dataset_state", "dataset", "state"),)

    id: Mapped[PK]
    dataset: Mapped[Dataset]
    file_name: Mapped[str] = mapped_column(sa.String(255))
    sha256: Mapped[str] = mapped_column(sa.String(64), comment="Of the file as it was received")
    size: Mapped[int] = mapped_column(sa.BigInteger, comment="Bytes of the file as received")
    state: Mapped[ReleaseState] = mapped_column(default=ReleaseState.RECEIVING)
    records_read: Mapped[int] = mapped_column(
        default=0, comment="Records dealt with: where reading goes on after a stop"
    )
    bytes_read: Mapped[int] = mapped_column(sa.BigInteger, default=0, comment="For the progress")
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    absent: Mapped[int | None] = mapped_column(
        comment="Known records that the file does not hold; they stay as they are"
    )
    failure: Mapped[str | None] = mapped_column(
        sa.Text, comment="Why the file could not be read to its end, in French"
    )
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    ready_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(comment="Undone, discarded or given up")
    undo_reason: Mapped[str | None] = mapped_column(sa.Text)
    swept: Mapped[bool] = mapped_column(
        default=False, comment="Nothing is left to clean after its end"
    )
    holder: Mapped[str | None] = mapped_column(
        sa.String(120), comment="The process that is reading the file"
    )
    held_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Refusal(Base):
    """One record of a file that was left out, and why."""

    __tablename__ = "open_data_refusal"

    id: Mapped[PK]
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("open_data_release.id"), index=True)
    line: Mapped[int] = mapped_column(comment="Line of the file on which the record begins")
    reference: Mapped[str] = mapped_column(sa.String(LONGEST_REFERENCE), default="")
    problem: Mapped[str] = mapped_column(sa.String(LONGEST_PROBLEM), comment="A French sentence")


class _Versioned:
    """The columns of everything that is kept in versions by release."""

    id: Mapped[PK]
    iso_id: Mapped[int] = mapped_column(index=True, comment="The number ISO gives it")
    digest: Mapped[str] = mapped_column(
        sa.String(32), comment="Of the record as ISO wrote it, to see what has changed"
    )
    previous_id: Mapped[int | None] = mapped_column(
        comment="The version this one takes the place of; empty for a new record"
    )

    @declared_attr
    @classmethod
    def first_release_id(cls) -> Mapped[int]:
        """Name the release that brought this version."""
        return mapped_column(sa.ForeignKey("open_data_release.id"))

    @declared_attr
    @classmethod
    def last_release_id(cls) -> Mapped[int | None]:
        """Name the release that brought the next version; it counts once it is published."""
        return mapped_column(sa.ForeignKey("open_data_release.id"), index=True)


class Deliverable(_Versioned, Base):
    """One version of what ISO says of a standard, specification, report, amendment or project."""

    __tablename__ = "deliverable"
    __table_args__ = (sa.UniqueConstraint("first_release_id", "iso_id"),)

    body: Mapped[str] = mapped_column(
        sa.String(60), comment="ISO, ISO/IEC, IEC or IWA, among the bodies of source_body"
    )
    reference: Mapped[str] = mapped_column(sa.String(LONGEST_REFERENCE))
    reference_key: Mapped[str] = mapped_column(sa.String(LONGEST_REFERENCE), index=True)
    sort_key: Mapped[str] = mapped_column(SORT_KEY, index=True)
    folded_text: Mapped[str] = mapped_column(sa.Text, comment="Reference and titles, folded")
    title_en: Mapped[str | None] = mapped_column(sa.Text)
    title_fr: Mapped[str | None] = mapped_column(
        sa.Text, comment="Empty when ISO gives none, repeats the English or says «Titre manque»"
    )
    scope_en: Mapped[str | None] = mapped_column(sa.Text, comment="Clean text, lines kept")
    scope_fr: Mapped[str | None] = mapped_column(sa.Text)
    kind: Mapped[DocumentKind]
    deliverable_type: Mapped[str | None] = mapped_column(
        sa.String(20), comment="As ISO writes it: IS, TS, TR, PAS, R, IWA, GUIDE"
    )
    supplement: Mapped[str | None] = mapped_column(
        sa.String(20), comment="Amd, Cor, Add: a document that changes another"
    )
    published_on: Mapped[str | None] = mapped_column(
        sa.String(10), comment="As ISO gives it: year, month or day"
    )
    year: Mapped[int | None] = mapped_column(comment="Of the reference, else of the publication")
    edition_number: Mapped[int | None]
    committee: Mapped[str | None] = mapped_column(
        sa.String(160), index=True, comment="ISO/TC 176/SC 2"
    )
    stage_code: Mapped[str | None] = mapped_column(sa.String(5), comment="Harmonized: 60.60")
    ics: Mapped[list[str]]
    replaces: Mapped[list[int]] = mapped_column(sa.JSON, comment="Numbers ISO gives the others")
    replaced_by: Mapped[list[int]] = mapped_column(sa.JSON)
    languages: Mapped[list[str]] = mapped_column(comment="In which ISO publishes it: en, fr")
    pages_en: Mapped[int | None]
    pages_fr: Mapped[int | None]


class IsoCommittee(_Versioned, Base):
    """One version of what ISO says of a committee of its own."""

    __tablename__ = "open_data_committee"
    __table_args__ = (sa.UniqueConstraint("first_release_id", "iso_id"),)

    reference: Mapped[str] = mapped_column(sa.String(160), index=True, comment="ISO/TC 338")
    sort_key: Mapped[str] = mapped_column(SORT_KEY, comment="As ISO orders committees")
    status: Mapped[str | None] = mapped_column(sa.String(40), comment="As ISO writes it: Active")
    title_en: Mapped[str | None] = mapped_column(sa.Text)
    scope_en: Mapped[str | None] = mapped_column(sa.Text)
    secretariat: Mapped[str | None] = mapped_column(sa.String(60), comment="Acronym of the member")
    created_on: Mapped[str | None] = mapped_column(sa.String(10))
    parent_iso_id: Mapped[int | None]
    p_members: Mapped[list[str]] = mapped_column(comment="Acronyms of participating members")
    o_members: Mapped[list[str]] = mapped_column(comment="Acronyms of observing members")


class IcsChange(Base):
    """One code of the classification that a release adds or words anew.

    The classification itself stays in ``ics_code``; publishing writes there, undoing puts back.
    """

    __tablename__ = "open_data_ics"
    __table_args__ = (sa.UniqueConstraint("release_id", "code"),)

    id: Mapped[PK]
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("open_data_release.id"))
    code: Mapped[str] = mapped_column(sa.String(12))
    parent_code: Mapped[str | None] = mapped_column(sa.String(12))
    title_fr: Mapped[str] = mapped_column(sa.Text)
    title_en: Mapped[str] = mapped_column(sa.Text)
    before_fr: Mapped[str | None] = mapped_column(sa.Text, comment="Empty for a new code")
    before_en: Mapped[str | None] = mapped_column(sa.Text)
    before_edited_at: Mapped[datetime | None]
