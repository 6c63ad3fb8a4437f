"""One document, as the tests of citations and Relaton files know it."""

from __future__ import annotations

from dataclasses import replace

from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import (
    BibliographicItem,
    IcsHeading,
    Publisher,
    RelatedItem,
    State,
)
from catalogue.records.vocabulary import DocumentKind, RelationKind

ISO = Publisher("ISO", "International Organization for Standardization", "ISO")
AGENCY = Publisher("AMANORM", "Malian Agency for Standardization", "AMANORM (Mali)")

QUALITY = BibliographicItem(
    anchor="deliverable-62085",
    publisher=ISO,
    state=State.PUBLISHED,
    address="https://normes.example/normes/iso/62085",
    reference="ISO 9001:2015",
    title_fr="Systèmes de management de la qualité - Exigences",
    title_en="Quality management systems - Requirements",
    kind=DocumentKind.STANDARD,
    edition_number=5,
    published=PartialDate(2015, 9),
    stage_code="90.92",
    languages=("en", "fr"),
    ics=(
        IcsHeading("03.100.70", "Management systems"),
        IcsHeading("03.120.10", "Quality management and quality assurance"),
    ),
    committee="ISO/TC 176/SC 2",
    committee_title="Quality systems",
    project_number="62085",
    urn="urn:iso:std:iso:9001:stage-90.92",
    source_address="https://www.iso.org/standard/62085.html",
    relations=(
        RelatedItem(RelationKind.REPLACES, "ISO 9001:2008"),
        RelatedItem(RelationKind.AMENDS, "ISO 9001:2015/Amd 1:2024", inward=True),
    ),
)


def quality(**other: object) -> BibliographicItem:
    return replace(QUALITY, **other)
