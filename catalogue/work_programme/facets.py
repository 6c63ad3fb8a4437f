"""What the filters of the programme are called, and in which order their values stand."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.i18n import say
from catalogue.messages import Message
from catalogue.paging import Facet, FacetValue, UrlState
from catalogue.permissions import Actor
from catalogue.records.vocabulary import (
    CORRESPONDENCE_LABELS,
    DOCUMENT_KIND_LABELS,
    NATURE_LABELS,
)
from catalogue.work_programme.listing import FACETS, WITHOUT, Counts, ItemFilter
from catalogue.work_programme.queries import facet_titles
from catalogue.work_programme.rules import sees_some_internal_facts
from catalogue.work_programme.vocabulary import (
    DEGREE_FILTER_LABELS,
    FORECAST_LABELS,
    LATENESS_LABELS,
    PROGRAMME_LIST_LABELS,
    STAGE_GROUP_LABELS,
    WORK_ITEM_STATUS_LABELS,
    DegreeFilter,
    LatenessFilter,
    ProgrammeList,
)

PARAMETERS = ("q", "liste", *FACETS, "tri", "page")

_LAST = 1000  # after every value that has a place
_WORDS: dict[str, dict[str, Message]] = {
    "stade": STAGE_GROUP_LABELS,
    "statut": {one.value: label for one, label in WORK_ITEM_STATUS_LABELS.items()},
    "retard": {one.value: label for one, label in LATENESS_LABELS.items()},
    "nature": {one.value: label for one, label in NATURE_LABELS.items()},
    "type": {one.value: label for one, label in DOCUMENT_KIND_LABELS.items()},
    "prevision": {one.value: label for one, label in FORECAST_LABELS.items()},
    "base": {
        DegreeFilter.ANY.value: DEGREE_FILTER_LABELS[DegreeFilter.ANY],
        **{one.value: label for one, label in CORRESPONDENCE_LABELS.items()},
        DegreeFilter.UNKNOWN.value: DEGREE_FILTER_LABELS[DegreeFilter.UNKNOWN],
        DegreeFilter.NONE.value: DEGREE_FILTER_LABELS[DegreeFilter.NONE],
    },
}
_CODED = frozenset({"comite", "stade", "ics"})  # shown with their code before their title
_AGENCYS_OWN = frozenset({"statut"})


def titles() -> Mapping[str, str]:
    """Give the title of each filter."""
    return {
        "exercice": _("Exercice"),
        "comite": _("Comité"),
        "stade": _("Stade"),
        "statut": _("Statut"),
        "retard": _("Dates prévues"),
        "nature": _("Nature des travaux"),
        "type": _("Type de document"),
        "prevision": _("Prévision"),
        "base": _("Norme de base"),
        "ics": _("Domaine ICS"),
    }


def lists_for(actor: Actor) -> dict[ProgrammeList, Message]:
    """Give the lists this person may open: what was abandoned is the agency’s own business."""
    inside = sees_some_internal_facts(actor)
    return {
        one: label
        for one, label in PROGRAMME_LIST_LABELS.items()
        if inside or one is not ProgrammeList.ABANDONED
    }


def filter_of(state: UrlState, actor: Actor) -> ItemFilter:
    """Read what an address asks; a list this person may not open is as good as none."""
    chosen = state.value("liste")
    listing = next((one for one in lists_for(actor) if one.value == chosen), None)
    return ItemFilter(
        listing=listing or ProgrammeList.IN_PREPARATION,
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS},
        sort=state.value("tri"),
    )


def facets_of(session: Session, actor: Actor, counts: Counts) -> list[Facet]:
    """Give the filters with what each value would leave, in the order people expect."""
    known, named = facet_titles(session), titles()
    inside = sees_some_internal_facts(actor)
    return [
        Facet(
            name,
            named[name],
            tuple(
                FacetValue(value, value_label(name, value, known), count)
                for value, count in sorted(
                    counts.by_facet[name].items(), key=lambda one: _rank(name, one[0])
                )
            ),
        )
        for name in FACETS
        if inside or name not in _AGENCYS_OWN
    ]


def value_label(name: str, value: str, known: Mapping[str, Mapping[str, str]]) -> str:
    """Name one value of a filter; one that does not exist is shown as it was typed."""
    if value == WITHOUT and name in {"comite", "prevision"}:
        return str(_("Non renseignée") if name == "prevision" else _("Sans comité"))
    title = say(_WORDS[name].get(value)) if name in _WORDS else known.get(name, {}).get(value, "")
    return f"{value} – {title}" if title and name in _CODED else title or value


def _rank(name: str, value: str) -> tuple[int, str]:
    """Put values in the order of their words, of numbers in codes; latest year first; none last."""
    if name == "exercice":
        return -int(value) if value.isascii() and value.isdigit() else _LAST, value
    if name in _WORDS and name not in _CODED:
        words = list(_WORDS[name])
        return words.index(value) if value in words else _LAST, value
    if value == WITHOUT:
        return _LAST, value
    return len(value), value


def late_only(state: UrlState) -> UrlState:
    """Keep what is filtered, narrowed to what is late."""
    return state.changed("retard", LatenessFilter.LATE.value)
