"""An edition as files: one table, a workbook, JSON; from the kept lines only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.downloads import written
from catalogue.i18n import say
from catalogue.policy.services import value_of
from catalogue.publication.contents import columns, thawed
from catalogue.publication.gender import totals
from catalogue.publication.models import ProgrammeEdition
from catalogue.publication.queries import lines_of
from catalogue.publication.vocabulary import PART_LABELS, Part
from catalogue.records.models import IcsCode
from catalogue.spreadsheets import Table, TableColumn, write_workbook


@dataclass(frozen=True, slots=True)
class OneTable:
    """Every list under one set of headings."""

    headings: Sequence[str]
    rows: Iterator[Sequence[object]]


@dataclass(frozen=True, slots=True)
class IcsField:
    """A field of the international classification, with its two titles."""

    code: str
    title_fr: str
    title_en: str

    def title(self, language: str) -> str:
        """Give the title in a language of the notices."""
        return self.title_en if language == "en" else self.title_fr


def one_table(session: Session, edition: ProgrammeEdition) -> OneTable:
    """Give every list as one table; a column that a list lacks stays empty there."""
    headings: dict[str, str] = {}
    for part in Part:
        for column in columns(part):
            headings.setdefault(column.key, str(column.heading))

    def rows() -> Iterator[Sequence[object]]:
        for part in Part:
            keys = [column.key for column in columns(part)]
            for line in lines_of(session, edition.id, part):
                cells = dict(zip(keys, thawed(line.cells, part), strict=True))
                shown = [written(cells.get(key)) for key in headings]
                yield [say(PART_LABELS[part]), *shown, None]
        for heading, label, number in gender_rows(edition):
            shown = [label if key == "title_fr" else None for key in headings]
            yield [heading, *shown, number]

    return OneTable([_("Liste"), *headings.values(), _("Nombre")], rows())


def gender_rows(edition: ProgrammeEdition) -> list[tuple[str, str, int]]:
    """Give the gender totals in words: heading, what is counted, how many."""
    return [
        (
            say(one.heading),
            say(one.label)
            if one.of is None
            else _("%(label)s, sur %(total)d", label=say(one.label), total=one.of),
            one.count,
        )
        for one in totals(edition.counts.get("gender", {}))
    ]


def workbook(session: Session, edition: ProgrammeEdition) -> bytes:
    """Give an edition as .xlsx, one sheet a list."""
    lists = [
        Table(
            _SHEETS[part],
            [TableColumn(str(column.heading), column.width) for column in columns(part)],
            _rows(session, edition, part),
        )
        for part in Part
    ]
    headings = [
        TableColumn(_("Total"), 44), TableColumn(_("Réponse"), 44), TableColumn(_("Nombre"), 10)
    ]  # fmt: skip
    return write_workbook([*lists, Table(_GENDER_SHEET, headings, gender_rows(edition))])


def _rows(session: Session, edition: ProgrammeEdition, part: Part) -> Iterator[Sequence[object]]:
    for line in lines_of(session, edition.id, part):
        yield [written(cell) for cell in thawed(line.cells, part)]


def as_json(session: Session, edition: ProgrammeEdition, *, address: str) -> dict[str, Any]:
    """Give an edition whole for programs; days are AAAA-MM-JJ, codes beside their words."""
    return {
        **facts(edition, address=address),
        "lists": {
            part.value: [line_facts(line.cells) for line in lines_of(session, edition.id, part)]
            for part in Part
        },
    }


def facts(edition: ProgrammeEdition, *, address: str) -> dict[str, Any]:
    """Give what an edition says of itself."""
    paper = edition.paper
    return {
        "code": edition.code,
        "half_year": edition.half_year,
        "revision": edition.revision,
        "dated_on": edition.dated_on.isoformat(),
        "published_at": edition.published_at.isoformat(),
        "correction_reason": edition.correction_reason,
        "agency": dict(edition.agency),
        "counts": {key: one for key, one in edition.counts.items() if key != "gender"},
        "gender": edition.counts.get("gender"),
        "sha256": edition.digest,
        "pdf_sha256": paper.document.sha256 if paper is not None else None,
        "url": address,
    }


def line_facts(cells: dict[str, Any]) -> dict[str, Any]:
    """Give a kept line for programs: a day as its text, a coded value as it is kept."""
    return {
        key: value["day"] if isinstance(value, dict) and "day" in value else value
        for key, value in cells.items()
    }


def ics_fields(session: Session, edition: ProgrammeEdition) -> list[IcsField]:
    """Give the ICS fields an edition's subjects and standards lie in, by code."""
    found: set[str] = set()
    for part in (Part.IN_PREPARATION, Part.ADOPTED):
        for line in lines_of(session, edition.id, part):
            found.update(str(code)[:2] for code in line.cells.get("ics", ()))
    titles = session.execute(
        sa.select(IcsCode.code, IcsCode.title_fr, IcsCode.title_en).where(
            IcsCode.code.in_(sorted(found))
        )
    )
    known = {code: IcsField(code, fr or "", en or "") for code, fr, en in titles}
    return [known.get(code, IcsField(code, "", "")) for code in sorted(found)]


def agency_name(session: Session, *, on: date) -> str:
    """Give the agency's name as it is set that day."""
    return value_of(session, "agency_name", on=on)


# A sheet's name has at most 31 characters.
_SHEETS = {
    Part.IN_PREPARATION: "En préparation",
    Part.ADOPTED: "Adoptées",
    Part.LEFT: "Sorties",
    Part.CULTURE: "Culture et mœurs",
    Part.LABOUR: "Travail (OIT)",
}
_GENDER_SHEET = "Genre, totaux"
