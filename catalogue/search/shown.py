"""What a search result says of itself: its address, its facts in words and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.committees.queries import committees_by_code
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.records.queries import bodies, ics_named
from catalogue.records.vocabulary import NOT_EXAMINED, NOT_EXAMINED_LABEL, TAG_MARKER_LABELS
from catalogue.reference_list.vocabulary import RELEVANCE_LABELS
from catalogue.search.contract import FacetValue
from catalogue.search.documents import FacetName, Kind, RecordStatus, SearchDocument

KIND_LABELS: dict[Kind, Message] = {
    Kind.STANDARD: N_("Norme enregistrée"),
    Kind.WORK_ITEM: N_("Sujet du programme de travail"),
    Kind.REFERENCE_ENTRY: N_("Entrée de la liste de référence"),
}
STATUS_LABELS: dict[RecordStatus, Message] = {
    RecordStatus.PUBLISHED: N_("Publié"),
    RecordStatus.IN_PREPARATION: N_("En préparation"),
    RecordStatus.WITHDRAWN: N_("Annulé"),
}
_PAGES = {
    Kind.STANDARD: ("records.edition", "edition_id"),
    Kind.WORK_ITEM: ("work_programme.item", "item_id"),
    Kind.REFERENCE_ENTRY: ("reference_list.entry", "entry_id"),
}


def address(document: SearchDocument, *, whole: bool = False) -> str:
    """Give the address of a result's own page; ``whole`` begins with https://."""
    endpoint, name = _PAGES[document.kind]
    record_id = int(document.key.partition(":")[2])
    place: dict[str, Any] = {name: record_id}
    return url_for(endpoint, _external=whole, **place)


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


def named(
    session: Session, facets: Mapping[FacetName, Sequence[FacetValue]]
) -> dict[FacetName, dict[str, str]]:
    """Give the words of each facet's values, in French; codes without words stay as they are."""
    codes = [
        one.value
        for name in (FacetName.ICS_FIELD, FacetName.ICS_GROUP, FacetName.ICS_SUBGROUP)
        for one in facets.get(name, ())
    ]
    ics = {code: f"{code} {one.title_fr}" for code, one in ics_named(session, codes).items()}
    committees = committees_by_code(
        session, [one.value for one in facets.get(FacetName.COMMITTEE, ())]
    )
    return {
        FacetName.KIND: {code.value: say(label) for code, label in KIND_LABELS.items()},
        FacetName.STATUS: {code.value: say(label) for code, label in STATUS_LABELS.items()},
        FacetName.RELEVANCE: {code.value: say(label) for code, label in RELEVANCE_LABELS.items()},
        FacetName.MARKER: {
            **{code.value: say(label) for code, label in TAG_MARKER_LABELS.items()},
            NOT_EXAMINED: say(NOT_EXAMINED_LABEL),
        },
        FacetName.BODY: {one.code: one.display_fr for one in bodies(session)},
        FacetName.COMMITTEE: {code: f"{code} {one.title_fr}" for code, one in committees.items()},
        FacetName.ICS_FIELD: ics,
        FacetName.ICS_GROUP: ics,
        FacetName.ICS_SUBGROUP: ics,
    }


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
        FacetName.ICS_GROUP: _("Groupe (ICS)"),
        FacetName.ICS_SUBGROUP: _("Sous-groupe (ICS)"),
        FacetName.RELEVANCE: _("Intérêt pour le genre"),
        FacetName.MARKER: _("Marqueur de la relecture"),
        FacetName.COMMITTEE: _("Comité"),
        FacetName.YEAR: _("Année"),
    }
