"""The figures counted from the lists as they stand: 4.2, 5.1, 5.2 and 5.4 (product_rules §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.messages import N_, Message
from catalogue.records.models import Edition
from catalogue.records.queries import bodies
from catalogue.records.vocabulary import EditionStatus
from catalogue.reference_list.queries import EntryCount, counted_entries
from catalogue.reference_list.queries import counts as entry_counts
from catalogue.reference_list.vocabulary import (
    RELEVANCE_LABELS,
    VERIFICATION_LABELS,
    Relevance,
)
from catalogue.work_programme.gender import count, sections_of
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import FORECAST_LABELS
from review.indicators.editions import programme_of
from review.indicators.figures import Cell, Details, Figure, Line, Link, Question, Table
from review.needs.gender_queries import CultureNeed, culture_needs

_NOTHING = N_("Rien à compter pour le moment.")
_NO_COMMITTEE = N_("Sans comité")


# --- 5.1 Reference list --------------------------------------------------------------------------


def reference_list(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the entries of the reference list by *intérêt pour le genre* (5.1).

    Potential ones are to be examined: shown apart, never counted. The list has no history: the
    question put is always today's.
    """
    counted = entry_counts(session)
    return Figure(
        question.at,
        (
            Line(
                N_("Entrées d’intérêt principal ou significatif"),
                sum(one.entries for one in counted if one.counted),
            ),
        ),
        more=lambda: Details(
            (
                Line(N_("Intérêt principal"), _entries(counted, relevance=Relevance.PRINCIPAL)),
                Line(
                    N_("Intérêt significatif"), _entries(counted, relevance=Relevance.SIGNIFICANT)
                ),
                Line(
                    N_("Intérêt potentiel, à examiner, jamais compté"),
                    _entries(counted, relevance=Relevance.POTENTIAL),
                ),
            ),
            tables=(
                _entries_table(
                    N_("Par organisme"),
                    N_("Organisme"),
                    counted,
                    [
                        (
                            _entries_link(body.display_fr, "organisme", body.code),
                            {"body_code": body.code},
                        )
                        for body in bodies(session)
                        if body.code in {one.body_code for one in counted}
                    ],
                ),
                _entries_table(
                    N_("Par état de vérification"),
                    N_("État de vérification"),
                    counted,
                    [
                        (_entries_link(label, "verification", state), {"verification": state})
                        for state, label in VERIFICATION_LABELS.items()
                    ],
                ),
            ),
        ),
    )


def entry_records(session: Session, _question: Question) -> Sequence[Mapping[str, Any]]:
    """Give the entries counted, principal and significant, as a closed reading keeps them."""
    return [
        {
            "entry_id": one.id,
            "body": one.body_code,
            "reference": one.reference,
            "title": one.title_fr or one.title_en,
            "relevance": one.relevance.value,
            "verified": one.verified_in_source,
        }
        for one in counted_entries(session)
    ]


def _entries(counted: Sequence[EntryCount], **facts: object) -> int:
    return sum(
        one.entries
        for one in counted
        if all(getattr(one, name) == value for name, value in facts.items())
    )


def _entries_link(text: str | Message, facet: str, value: str) -> Link:
    return Link(text, "reference_list.entries", ((facet, str(value)),))


def _entries_table(
    caption: Message,
    heading: Message,
    counted: Sequence[EntryCount],
    groups: Sequence[tuple[Link, Mapping[str, object]]],
) -> Table:
    return Table(
        caption,
        (heading, *(RELEVANCE_LABELS[relevance] for relevance in Relevance)),
        tuple(
            (
                link,
                *(_entries(counted, relevance=relevance, **facts) for relevance in Relevance),
            )
            for link, facts in groups
        ),
        empty=_NOTHING,
    )


# --- 5.2 Programme -------------------------------------------------------------------------------


def programme(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the items on the programme whose fiche has fields 34 to 41b complete (5.2).

    An item without a fiche is not complete. Forecasts 1 and 2 stand beside.
    """
    on, items = question.at, programme_of(session, question)
    sections = sections_of(session, [item.id for item in items])
    complete = {item_id for item_id, section in sections.items() if section.complete}
    counts = count((item.forecast, sections[item.id]) for item in items)
    return Figure(
        on,
        (
            Line(
                N_("Sujets dont les champs 34 à 41b sont complets"),
                counts.complete,
                counts.total,
            ),
        ),
        more=lambda: Details(
            (
                *(
                    Line(
                        N_("Prévision : %(forecast)s", forecast=label),
                        counts.by_forecast.get(code, 0),
                    )
                    for code, label in FORECAST_LABELS.items()
                ),
                Line(N_("Sans prévision"), counts.by_forecast.get(None, 0)),
            ),
            tables=(
                Table(
                    N_("Par comité"),
                    (N_("Comité"), N_("Champs 34 à 41b complets"), N_("Sujets")),
                    tuple(
                        (name, found[True], found.total())
                        for name, found in _by_committee(items, complete)
                    ),
                    empty=_NOTHING,
                ),
                Table(
                    N_("Sujets du programme"),
                    (N_("Sujet"), N_("Comité"), N_("Prévision"), N_("Champs 34 à 41b")),
                    tuple(
                        (
                            _item_link(item),
                            item.committee.code if item.committee else None,
                            FORECAST_LABELS[item.forecast] if item.forecast else None,
                            N_("complets") if item.id in complete else N_("incomplets"),
                        )
                        for item in items
                    ),
                    empty=_NOTHING,
                ),
            ),
        ),
    )


def item_records(session: Session, question: Question) -> Sequence[Mapping[str, Any]]:
    """Give the items of the programme as a closed reading keeps them, complete or not."""
    items = programme_of(session, question)
    sections = sections_of(session, [item.id for item in items])
    return [
        {
            "work_item_id": item.id,
            "number": item.number,
            "title": item.title_fr,
            "forecast": item.forecast.value if item.forecast else None,
            "complete": item.id in sections and sections[item.id].complete,
        }
        for item in items
    ]


def _by_committee(
    items: Sequence[WorkItem], complete: Collection[int]
) -> list[tuple[str, Counter[bool]]]:
    found: dict[str, Counter[bool]] = {}
    for item in items:
        name = item.committee.code if item.committee else str(_NO_COMMITTEE)
        found.setdefault(name, Counter())[item.id in complete] += 1
    return sorted(found.items())


def _item_link(item: WorkItem) -> Link:
    return Link(f"{item.number} – {item.title_fr}", "work_programme.item", (("item_id", item.id),))


# --- 5.4 Culture and customs ---------------------------------------------------------------------


def culture(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """List what Malian culture and customs call for: needs without a project first (5.4)."""
    on = question.at
    needs = culture_needs(session, at=on)
    waiting = [need for need in needs if need.work_item_id is None]
    items = _items_of(session, needs)
    standards = [item for item in items if _became_standard(item, on)]
    projects = [item for item in items if not _became_standard(item, on)]
    return Figure(
        on,
        (
            Line(N_("Besoins sans projet"), len(waiting)),
            Line(N_("Projets au programme"), len(projects)),
            Line(N_("Normes homologuées"), len(standards)),
        ),
        more=lambda: Details(
            tables=(
                Table(
                    N_("Projets et normes"),
                    (N_("Sujet"), N_("Norme")),
                    tuple(
                        (
                            _item_link(item),
                            _edition_link(item.edition) if item in standards else None,
                        )
                        for item in (*projects, *standards)
                    ),
                    empty=N_("Aucun projet ni norme pour le moment."),
                ),
            ),
            records=(
                Table(
                    N_("Besoins sans projet"),
                    (N_("Fiche"), N_("Ce que la culture et les mœurs demandent")),
                    tuple(
                        (" – ".join(filter(None, (need.number, need.title))), need.detail)
                        for need in waiting
                    ),
                    empty=N_("Aucun besoin sans projet."),
                ),
            ),
        ),
    )


def _items_of(session: Session, needs: Sequence[CultureNeed]) -> list[WorkItem]:
    ids = {need.work_item_id for need in needs if need.work_item_id is not None}
    return list(
        session.scalars(
            sa.select(WorkItem)
            .where(WorkItem.id.in_(ids))
            .options(joinedload(WorkItem.edition))
            .order_by(WorkItem.number)
        )
    )


def _became_standard(item: WorkItem, on: date) -> bool:
    edition = item.edition
    if edition is None or edition.status is EditionStatus.VOID:
        return False
    day = edition.homologated_on or edition.cnncq_adopted_on
    return day is not None and day <= on


def culture_records(session: Session, question: Question) -> Sequence[Mapping[str, Any]]:
    """Give the needs counted as a closed reading keeps them, each with where it then stood."""
    needs = culture_needs(session, at=question.at)
    standards = {
        item.id for item in _items_of(session, needs) if _became_standard(item, question.at)
    }
    return [
        {
            "needs_id": need.needs_id,
            "number": need.number,
            "title": need.title,
            "work_item_id": need.work_item_id,
            "standing": "waiting"
            if need.work_item_id is None
            else "standard"
            if need.work_item_id in standards
            else "project",
        }
        for need in needs
    ]


def _edition_link(edition: Edition | None) -> Cell:
    if edition is None:
        return None
    return Link(edition.reference, "records.edition", (("edition_id", edition.id),))
