"""What a search result says of itself: its address, its facts in words and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from babel import Locale
from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.open_data.models import IsoCommittee
from catalogue.open_data.queries import standing_versions
from catalogue.open_data.vocabulary import ATTRIBUTION
from catalogue.records.vocabulary import NOT_EXAMINED, NOT_EXAMINED_LABEL, TAG_MARKER_LABELS
from catalogue.reference_list.vocabulary import RELEVANCE_LABELS
from catalogue.search.contract import FacetValue, Hit
from catalogue.search.documents import (
    ICS_DEPTHS,
    FacetName,
    Kind,
    RecordStatus,
    SearchDocument,
)
from catalogue.search.names import Names

KIND_LABELS: dict[Kind, Message] = {
    Kind.STANDARD: N_("Norme enregistrée"),
    Kind.WORK_ITEM: N_("Sujet du programme de travail"),
    Kind.REFERENCE_ENTRY: N_("Entrée de la liste de référence"),
    Kind.DELIVERABLE: N_("Catalogue de l’ISO"),
}
STATUS_LABELS: dict[RecordStatus, Message] = {
    RecordStatus.PUBLISHED: N_("En vigueur"),
    RecordStatus.IN_PREPARATION: N_("En préparation"),
    RecordStatus.WITHDRAWN: N_("Annulée"),
}
_RELEVANCE_COLOURS = {"principal": "violet", "significant": "blue"}
Words = Mapping[FacetName, Mapping[str, str]]
_ISO_BODIES = ("ISO", "IWA")  # how the bodies whose titles come from ISO Open Data begin
_PAGES = {
    Kind.STANDARD: ("records.edition", "edition_id"),
    Kind.WORK_ITEM: ("work_programme.item", "item_id"),
    Kind.REFERENCE_ENTRY: ("reference_list.entry", "entry_id"),
    Kind.DELIVERABLE: ("open_data.deliverable_page", "iso_id"),
}


def address(document: SearchDocument, *, whole: bool = False) -> str:
    """Give the address of a result's own page; ``whole`` begins with https://."""
    endpoint, name = _PAGES[document.kind]
    record_id = int(document.key.partition(":")[2])
    place: dict[str, Any] = {name: record_id}
    return url_for(endpoint, _external=whole, **place)


def attribution_of(document: SearchDocument) -> str | None:
    """Give what its licence asks to be said with a result; None when nothing is."""
    return ATTRIBUTION if document.body.startswith(_ISO_BODIES) else None


def as_facts(document: SearchDocument) -> dict[str, object]:
    """Give a result as programs read it; unknown facts are null."""
    return {
        "kind": document.kind.value,
        "reference": document.reference or None,
        "title_fr": document.title_fr or None,
        "title_en": document.title_en or None,
        "body": document.body or None,
        "ics": list(document.ics),
        "committee": document.committee or None,
        "status": document.status.value,
        "year": document.year,
        "relevance": document.relevance,
        "marker": document.marker,
        "url": address(document, whole=True),
    }


def marked(pieces: Iterable[tuple[str, bool]]) -> Markup:
    """Write a title with the words looked for marked, those that follow each other together."""
    made = "".join(
        f"<mark>{escape(text)}</mark>" if found else str(escape(text)) for text, found in pieces
    )
    return Markup(made.replace("</mark> <mark>", " "))  # noqa: S704 - each text is escaped


@dataclass(frozen=True, slots=True)
class Line:
    """One result as it is shown; unknown facts are empty, and each scale keeps to itself."""

    href: str
    reference: str
    title: Markup
    title_is_english: bool
    other_title: Markup
    kind: str
    body: str
    committee: str
    ics: str
    year: str
    status: str
    withdrawn: bool
    relevance: str
    relevance_colour: str
    marker: str | None


def lines(hits: Iterable[Hit], words: Words) -> list[Line]:
    """Give results as they are shown: the French title first, the English one where it is known.

    Beside a French title, the English one is shown when it is where the words were found.
    """
    kinds, statuses = words[FacetName.KIND], words[FacetName.STATUS]
    bodies_named, scale = words[FacetName.BODY], words[FacetName.RELEVANCE]
    made = []
    for hit in hits:
        one = hit.document
        english_answers = any(found for _, found in hit.title_en) and not any(
            found for _, found in hit.title_fr
        )
        both = bool(one.title_fr and one.title_en and english_answers)
        made.append(
            Line(
                href=address(one),
                reference=one.reference,
                title=marked(hit.title_fr or hit.title_en),
                title_is_english=not one.title_fr and bool(one.title_en),
                other_title=marked(hit.title_en) if both else Markup(""),
                kind=kinds[one.kind],
                body=bodies_named.get(one.body, one.body),
                committee=one.committee,
                ics=", ".join(one.ics),
                year=str(one.year or ""),
                status="" if one.status is RecordStatus.PUBLISHED else statuses[one.status],
                withdrawn=one.withdrawn,
                relevance=scale.get(one.relevance or "", ""),
                relevance_colour=_RELEVANCE_COLOURS.get(one.relevance or "", "grey"),
                marker=one.marker,
            )
        )
    return made


def named(names: Names, *, languages: Iterable[str] = ()) -> Words:
    """Give the words of the values of each facet; codes without words stay as they are.

    The ``languages`` to name are given: there are hundreds.
    """
    known = (get_locale() or Locale("fr")).languages
    return {
        **scales(),
        FacetName.BODY: names.bodies,
        FacetName.COMMITTEE: names.committees,
        FacetName.LANGUAGE: {code: str(known.get(code, code)) for code in languages},
        **dict.fromkeys(ICS_DEPTHS, names.ics),
    }


def scales() -> dict[FacetName, dict[str, str]]:
    """Give the words of the closed lists."""
    return {
        FacetName.KIND: {code.value: say(label) for code, label in KIND_LABELS.items()},
        FacetName.STATUS: {code.value: say(label) for code, label in STATUS_LABELS.items()},
        FacetName.RELEVANCE: {code.value: say(label) for code, label in RELEVANCE_LABELS.items()},
        FacetName.MARKER: {
            **{code.value: say(label) for code, label in TAG_MARKER_LABELS.items()},
            NOT_EXAMINED: say(NOT_EXAMINED_LABEL),
        },
    }


def iso_committee_titles(session: Session) -> dict[str, str]:
    """Give the English titles of the committees of ISO, by reference (ISO Open Data)."""
    rows = session.execute(
        sa.select(IsoCommittee.reference, IsoCommittee.title_en).where(
            standing_versions(IsoCommittee), IsoCommittee.title_en.is_not(None)
        )
    )
    return {row.reference: row.title_en or "" for row in rows}


def in_order(name: FacetName, values: Sequence[FacetValue]) -> list[FacetValue]:
    """Order years latest first and scales from their highest; others stay by number."""
    if name is FacetName.YEAR:
        return sorted(values, key=lambda one: one.value, reverse=True)
    scales: dict[FacetName, list[str]] = {
        FacetName.RELEVANCE: [one.value for one in RELEVANCE_LABELS],
        FacetName.MARKER: [*(one.value for one in TAG_MARKER_LABELS), NOT_EXAMINED],
    }
    scale = scales.get(name)
    if scale is None:
        return list(values)
    return sorted(values, key=lambda one: scale.index(one.value) if one.value in scale else 99)


def headings() -> dict[FacetName, str]:
    """Give the heading of each facet."""
    return {
        FacetName.KIND: _("Type de fiche"),
        FacetName.STATUS: _("Statut"),
        FacetName.BODY: _("Organisme"),
        FacetName.ICS_FIELD: _("Domaine (ICS)"),
        FacetName.RELEVANCE: _("Intérêt pour le genre"),
        FacetName.MARKER: _("Marqueur de la relecture"),
        FacetName.COMMITTEE: _("Comité"),
        FacetName.YEAR: _("Année"),
        FacetName.LANGUAGE: _("Langue du document"),
    }
