"""What a closed reading kept of the records it counted, one line each, for whoever may read them.

A reading keeps plain rows whose first key names what they are: ``mandate_id``, ``deliverable_id``…
Rows closed by an earlier version stay readable: what they lack is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, SEX_LABELS
from catalogue.messages import N_, Message
from catalogue.reference_list.vocabulary import RELEVANCE_LABELS
from review.deliverables.vocabulary import STATE_LABELS
from review.indicators.figures import Cell, Link, Table
from review.indicators.vocabulary import french_date
from review.reference_data.vocabulary import TOPIC_LABELS

Row = Mapping[str, Any]
Described = tuple[Cell, Sequence[str | Message | None]]
_KEPT = N_("Ce que le relevé garde de chaque fiche comptée")
_NOTHING = N_("Ce relevé ne garde aucune fiche : rien n’était à compter.")


def kept_table(records: Iterable[Row]) -> Table:
    """Give the records of a reading as a table: which one, and what was kept of it."""
    return Table(
        _KEPT,
        (N_("Fiche"), N_("Ce qui en était connu")),
        tuple((what, _joined(facts)) for what, facts in _described(records)),
        empty=_NOTHING,
    )


def _described(records: Iterable[Row]) -> Iterator[Described]:
    for row in records:
        describe = next((found for key, found in _READERS.items() if key in row), None)
        if describe is not None:
            yield describe(row)


def _joined(facts: Sequence[str | Message | None]) -> str:
    return ", ".join(str(one) for one in facts if one)


def _day(text: str | None) -> str | None:
    return french_date(date.fromisoformat(text)) if text else None


def _mandate(row: Row) -> Described:
    sex = SEX_LABELS[row["sex"]] if row["sex"] else N_("siège vacant")
    seat = None if row["titular"] else N_("suppléance")
    name = N_("Mandat n° %(number)s", number=row["mandate_id"])
    return name, (row["committee"], MANDATE_ROLE_LABELS[row["role"]], seat, sex)


def _count(row: Row) -> Described:
    """Describe seats counted without names: women, men, undeclared, vacant."""
    told = N_(
        "%(women)s femmes, %(men)s hommes, %(undeclared)s sans sexe déclaré, %(vacant)s vacants",
        women=row["women"],
        men=row["men"],
        undeclared=row["undeclared"],
        vacant=row["vacant"],
    )
    name = N_("Compte sans nom n° %(number)s", number=row["count_id"])
    return name, (row["committee"], _day(row["counted_on"]), told, row["source"])


def _deliverable(row: Row) -> Described:
    link = Link(
        row["title"], "deliverables.deliverable", (("deliverable_id", row["deliverable_id"]),)
    )
    return link, (STATE_LABELS[row["state"]], _day(row["completed_on"]), _day(row["decided_on"]))


def _distribution(row: Row) -> Described:
    link = Link(row["title"], "deliverables.material", (("material_id", row["material_id"]),))
    copies = N_("%(copies)s exemplaires ou passages", copies=row["copies"])
    return link, (_day(row["distributed_on"]), copies)


def _structure(row: Row) -> Described:
    link = Link(row["name"], "directory.structure", (("structure_id", row["structure_id"]),))
    verified = N_("vérifiée") if row["verified"] else N_("identifiée")
    return link, (row["region"], _day(row["identified_on"]), verified, row["source"])


def _universe(row: Row) -> Described:
    number = N_("Total déclaré : %(number)s", number=row["number"])
    return number, (row["scope"], _day(row["declared_on"]), row["source"])


def _body(row: Row) -> Described:
    link = Link(row["name"], "directory.body", (("body_id", row["body_id"]),))
    return link, (row["country"], row["plan_title"], _day(row["plan_known_on"]), row["source"])


def _series(row: Row) -> Described:
    link = Link(row["title"], "reference_data.series", (("series_id", row["series"]),))
    return link, (row["publisher"], _day(row["source_date"]))


def _topic(row: Row) -> Described:
    own = N_("%(part)s sur %(whole)s", part=row["numerator"], whole=row["denominator"])
    beside = N_("%(count)s chiffres d’ailleurs", count=len(row["others"]))
    return TOPIC_LABELS[row["topic"]], (row["indicator"], own, beside)


def _objective(row: Row) -> Described:
    empty = len(row["missing"])
    told = N_("%(count)s éléments manquants", count=empty) if empty else N_("complet")
    return N_("Objectif %(code)s", code=row["objective"]), (told,)


def _validation(row: Row) -> Described:
    return N_("Validation du plan"), (
        _day(row["validated_on"]),
        row["validated_by"],
        row["reference"],
    )


def _meeting(row: Row) -> Described:
    held, closed = _day(row["held_on"]), _day(row["closed_on"])
    return N_("Réunion n° %(number)s", number=row["meeting"]), (
        N_("tenue le %(day)s", day=held) if held else None,
        N_("compte rendu arrêté le %(day)s", day=closed) if closed else None,
    )


def _attendance(row: Row) -> Described:
    link = Link(
        N_("Participation n° %(number)s", number=row["attendance_id"]),
        "training.event",
        (("event_id", row["event_id"]),),
    )
    return link, (_day(row["held_until"]), SEX_LABELS[row["sex"]])


def _unnamed(row: Row) -> Described:
    link = Link(N_("Personnes sans nom"), "training.event", (("event_id", row["event_id"]),))
    total = N_("%(count)s personnes", count=sum(row["unnamed"].values()))
    return link, (_day(row["held_until"]), total)


def _entry(row: Row) -> Described:
    link = Link(
        row["reference"] or row["title"] or N_("sans titre"),
        "reference_list.entry",
        (("entry_id", row["entry_id"]),),
    )
    return link, (row["body"], RELEVANCE_LABELS[row["relevance"]])


def _item(row: Row) -> Described:
    link = Link(row["number"], "work_programme.item", (("item_id", row["work_item_id"]),))
    complete = N_("34 à 41b complets") if row["complete"] else N_("34 à 41b incomplets")
    return link, (row["title"], complete)


def _need(row: Row) -> Described:
    standing = {
        "waiting": N_("besoin sans projet"),
        "project": N_("projet au programme"),
        "standard": N_("norme homologuée"),
    }
    return row["number"] or row["title"], (row["title"], standing[row["standing"]])


# The first key a row has says what it is; the order matters where one names another.
_READERS: Mapping[str, Callable[[Row], Described]] = {
    "mandate_id": _mandate,
    "count_id": _count,
    "deliverable_id": _deliverable,
    "distribution_id": _distribution,
    "structure_id": _structure,
    "universe_id": _universe,
    "body_id": _body,
    "series": _series,
    "topic": _topic,
    "validation_id": _validation,
    "objective": _objective,
    "meeting": _meeting,
    "attendance_id": _attendance,
    "unnamed": _unnamed,
    "entry_id": _entry,
    "needs_id": _need,
    "work_item_id": _item,
}
