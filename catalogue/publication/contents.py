"""What an edition holds: the lists as they stand today, in words, ready to be frozen.

A cell is kept as JSON: a text, a list of texts, ``{"day": "2026-07-01"}``, or ``{"code", "words"}``
for a value of a closed list; what is not known is absent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.downloads import Coded, Column
from catalogue.i18n import say
from catalogue.journal.chain import canonical_json
from catalogue.permissions import ANONYMOUS
from catalogue.policy.services import value_of
from catalogue.publication.gender import ANSWER_LABELS, answer_code, frozen_totals
from catalogue.publication.half_years import HalfYear
from catalogue.publication.models import ProgrammeEdition
from catalogue.publication.queries import last_edition, stages_in
from catalogue.publication.vocabulary import (
    CHANGE_LABELS,
    OUTCOME_LABELS,
    Change,
    Outcome,
    Part,
)
from catalogue.records.models import Edition
from catalogue.records.vocabulary import DOCUMENT_KIND_LABELS, NATURE_LABELS, EditionStatus
from catalogue.stages.queries import stage_names
from catalogue.work_programme import presentation
from catalogue.work_programme.gender import (
    NO_FICHE,
    GenderSection,
    count,
    sections_of,
    waiting_needs,
)
from catalogue.work_programme.listing import ItemFilter, all_ids
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.queries import lines
from catalogue.work_programme.vocabulary import Forecast

_CHUNK = 500  # items read at once
_AGENCY = (
    "agency_name",
    "agency_acronym",
    "agency_country",
    "agency_address",
    "contact_email",
    "code_acceptance",
)
_NAMING = ("number", "title_fr", "committee", "stage")
_OUTSIDE_PREPARATION = frozenset({"standard", "homologated_on"})


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """One line ready to be kept."""

    part: Part
    cells: Mapping[str, Any]
    work_item_id: int | None = None
    standard_edition_id: int | None = None
    stage_code: str | None = None
    change: Change | None = None
    forecast: Forecast | None = None
    section: GenderSection = NO_FICHE


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything an edition would hold if it were published now."""

    half_year: HalfYear
    dated_on: date
    agency: Mapping[str, str]
    previous: ProgrammeEdition | None
    lines: Sequence[FrozenLine]
    waiting: tuple[int, int] = (0, 0)

    @property
    def gender(self) -> dict[str, Any]:
        """Count what is in preparation by forecast and answers (indicators 5.2 and 5.4)."""
        preparation = self.of(Part.IN_PREPARATION)
        return frozen_totals(
            count((line.forecast, line.section) for line in preparation), self.waiting
        )

    @property
    def counts(self) -> dict[str, int]:
        """Count the lines of each list, and what is new or has moved."""
        found = {part.value: 0 for part in Part} | {change.value: 0 for change in Change}
        for line in self.lines:
            found[line.part.value] += 1
            if line.change is not None:
                found[line.change.value] += 1
        return found

    def of(self, part: Part) -> list[FrozenLine]:
        """Give one list."""
        return [line for line in self.lines if line.part is part]

    @property
    def digest(self) -> str:
        """Give the SHA-256 that stands in the edition and on its papers."""
        whole = {
            "half_year": self.half_year.code,
            "dated_on": self.dated_on,
            "agency": dict(self.agency),
            "gender": self.gender,
            "lines": [
                {"part": line.part, "cells": line.cells, "change": line.change}
                for line in self.lines
            ],
        }
        return hashlib.sha256(canonical_json(whole).encode()).hexdigest()


def contents(session: Session, half_year: HalfYear, *, on: date) -> Contents:
    """Gather what the public may read of the programme on that day, in the language at hand."""
    previous = last_edition(session)
    before = stages_in(session, previous.id) if previous is not None else None
    preparation = list(_in_preparation(session, before, on=on))
    kept = {line.work_item_id for line in preparation}
    gone = {key: old for key, old in (before or {}).items() if key not in kept}
    adopted = _with_sections(session, list(_adopted(session, half_year, on=on)))
    assessed = [*preparation, *adopted]
    return Contents(
        half_year=half_year,
        dated_on=on,
        agency={key: value_of(session, key, on=on) for key in _AGENCY},
        previous=previous,
        lines=[
            *preparation,
            *adopted,
            *_left(session, gone),
            *(_called_for(Part.CULTURE, one) for one in assessed if one.section.culture),
            *(_called_for(Part.LABOUR, one) for one in assessed if one.section.labour),
        ],
        waiting=waiting_needs(session),
    )


def columns(part: Part) -> list[Column]:
    """Give the columns of a list, for screens and files (product_rules §6)."""
    if part is Part.IN_PREPARATION:
        shown = [
            one
            for one in presentation.columns(internal=False)
            if one.key not in _OUTSIDE_PREPARATION
        ]
        return [
            *shown,
            Column("culture", _("Culture et mœurs (41a)"), 14),
            Column("labour", _("Travail, OIT (41b)"), 14),
            Column("change", _("Depuis l’édition précédente"), 20),
        ]
    if part in {Part.CULTURE, Part.LABOUR}:
        return [
            Column("number", _("Numéro du sujet")),
            Column("title_fr", _("Titre"), 60),
            Column("committee", _("Comité"), 30),
            Column("stage", _("Libellé du stade"), 30),
            Column("standard", _("Norme homologuée"), 24),
        ]
    if part is Part.ADOPTED:
        return [
            Column("reference", _("Référence"), 24),
            Column("title_fr", _("Titre"), 60),
            Column("committee", _("Comité"), 30),
            Column("ics", _("ICS")),
            Column("nature", _("Nature")),
            Column("kind", _("Type de document")),
            Column("base", _("Norme de base"), 24),
            Column("adopted_on", _("Date d’homologation"), 14),
            Column("dated_by", _("D’après"), 24),
            Column("number", _("Numéro du sujet")),
        ]
    return [
        Column("number", _("Numéro")),
        Column("title_fr", _("Titre"), 60),
        Column("stage_code", _("Dernier stade publié"), 12),
        Column("outcome", _("Ce qu’il est devenu"), 30),
        Column("standard", _("Norme homologuée"), 24),
    ]


def thawed(cells: Mapping[str, Any], part: Part) -> list[object]:
    """Give the cells of a kept line under :func:`columns`."""
    return [_thawed(cells.get(column.key)) for column in columns(part)]


def _in_preparation(
    session: Session, before: Mapping[int, str | None] | None, *, on: date
) -> Iterator[FrozenLine]:
    names = stage_names(session, on=on)
    keys = [column.key for column in presentation.columns(internal=False)]
    ids = all_ids(session, ANONYMOUS, ItemFilter(), today=on)
    for start in range(0, len(ids), _CHUNK):
        sections = sections_of(session, ids[start : start + _CHUNK])
        for item in lines(session, ids[start : start + _CHUNK]):
            line = presentation.line_of(item, ANONYMOUS, names, today=on)
            cells = dict(zip(keys, presentation.cells(line, names, internal=False), strict=True))
            change = _change(item, before)
            section = sections[item.id]
            cells["forecast"] = cells["forecast"] or _answer(None)
            cells["culture"] = _answer(section.culture)
            cells["labour"] = _answer(section.labour)
            cells["change"] = _said_of(change, before, item)
            yield FrozenLine(
                Part.IN_PREPARATION,
                _frozen(cells, leaving=_OUTSIDE_PREPARATION),
                work_item_id=item.id,
                stage_code=item.stage_code,
                change=change,
                forecast=item.forecast,
                section=section,
            )


def _change(item: WorkItem, before: Mapping[int, str | None] | None) -> Change | None:
    if before is None:
        return None
    if item.id not in before:
        return Change.NEW
    return Change.STAGE if before[item.id] != item.stage_code else None


def _said_of(
    change: Change | None, before: Mapping[int, str | None] | None, item: WorkItem
) -> Coded | None:
    if change is None:
        return None
    words = say(CHANGE_LABELS[change])
    if change is Change.STAGE and before is not None:
        words = _("%(words)s : de %(old)s à %(new)s", words=words, old=before[item.id],
                  new=item.stage_code)  # fmt: skip
    return Coded(change.value, words)


def _adopted(session: Session, half_year: HalfYear, *, on: date) -> Iterator[FrozenLine]:
    day = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
    rows = session.execute(
        sa.select(Edition, WorkItem.number, WorkItem.id)
        .outerjoin(WorkItem, WorkItem.edition_id == Edition.id)
        .where(
            Edition.national,
            Edition.status != EditionStatus.VOID,
            day >= half_year.first,
            day <= min(half_year.last, on),
        )
        .options(joinedload(Edition.committee), selectinload(Edition.ics_codes))
        .order_by(day, Edition.sort_key, Edition.id, WorkItem.id)
    ).all()
    seen: set[int] = set()
    for edition, number, item_id in rows:
        if edition.id in seen:
            continue
        seen.add(edition.id)
        by_act = edition.homologated_on is not None
        committee = edition.committee
        cells: dict[str, object] = {
            "reference": edition.reference,
            "title_fr": edition.title_fr,
            "committee": Coded(committee.code, f"{committee.code} – {committee.title_fr}")
            if committee
            else None,
            "ics": tuple(code.code for code in edition.ics_codes),
            "nature": Coded(edition.nature.value, say(NATURE_LABELS[edition.nature]))
            if edition.nature
            else None,
            "kind": Coded(edition.kind.value, say(DOCUMENT_KIND_LABELS[edition.kind])),
            "base": presentation.base_text(edition),
            "adopted_on": edition.homologated_on or edition.cnncq_adopted_on,
            "dated_by": Coded("act", _("l’acte d’homologation"))
            if by_act
            else Coded("council", _("l’adoption par le conseil")),
            "number": number,
        }
        yield FrozenLine(
            Part.ADOPTED, _frozen(cells), work_item_id=item_id, standard_edition_id=edition.id
        )


def _with_sections(session: Session, adopted: Sequence[FrozenLine]) -> list[FrozenLine]:
    """Add what the fiche behind each adopted standard says, where there is one."""
    ids = [line.work_item_id for line in adopted if line.work_item_id is not None]
    sections = sections_of(session, ids)
    return [
        replace(line, section=sections.get(line.work_item_id or 0, NO_FICHE)) for line in adopted
    ]


def _called_for(part: Part, line: FrozenLine) -> FrozenLine:
    """Write a subject or standard in the list of what culture and customs, or labour, call for."""
    cells = {key: line.cells[key] for key in _NAMING if key in line.cells}
    if line.part is Part.ADOPTED:
        cells["standard"] = line.cells["reference"]
    return replace(line, part=part, cells=cells, stage_code=None, change=None)


def _answer(answer: bool | None) -> Coded:
    code = answer_code(answer)
    return Coded(code, say(ANSWER_LABELS[code]))


def _left(session: Session, gone: Mapping[int, str | None]) -> Iterator[FrozenLine]:
    ids = sorted(gone)
    for start in range(0, len(ids), _CHUNK):
        items = session.scalars(
            sa.select(WorkItem)
            .where(WorkItem.id.in_(ids[start : start + _CHUNK]))
            .options(joinedload(WorkItem.edition))
            .order_by(WorkItem.number)
        )
        for item in items:
            standard = item.edition
            outcome = Outcome.ADOPTED if standard is not None else Outcome.GONE
            cells: dict[str, object] = {
                "number": item.number,
                "title_fr": item.title_fr,
                "stage_code": gone[item.id],
                "outcome": Coded(outcome.value, say(OUTCOME_LABELS[outcome])),
                "standard": standard.reference if standard is not None else None,
            }
            yield FrozenLine(Part.LEFT, _frozen(cells), work_item_id=item.id)


def _frozen(
    cells: Mapping[str, object], *, leaving: frozenset[str] = frozenset()
) -> dict[str, Any]:
    return {
        key: _plain(value)
        for key, value in cells.items()
        if key not in leaving and value not in (None, "", ())
    }


def _plain(value: object) -> object:
    match value:
        case Coded():
            return {"code": value.code, "words": value.words}
        case tuple():
            return [str(one) for one in value]
        case date():
            return {"day": value.isoformat()}
        case _:
            return str(value)


def _thawed(value: Any) -> object:
    match value:
        case {"day": written}:
            return date.fromisoformat(written)
        case {"code": code, "words": words}:
            return Coded(code, words)
        case list():
            return tuple(value)
        case _:
            return value
