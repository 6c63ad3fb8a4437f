"""The ISO/IEC commenting table: its columns, and its rows read back from what offices send.

Pure. Headings are recognised in French and in English, whatever stands above them; nothing is
guessed of a row: what is wrong with it is said beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catalogue.enquiry.facts import CommentFacts, problems_of
from catalogue.enquiry.vocabulary import LONGEST_CODE, CommentKind
from catalogue.errors import DomainError
from catalogue.exchange.cells import wording
from catalogue.exchange.workbook import FILE, Line, Sheet
from catalogue.messages import N_, Message

MOST_ROWS = 2000
_HEADING_WITHIN = 40
_FEWEST_HEADINGS = 3
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]+)?")
_NUMBERED = re.compile(r"\(?[0-9]{1,2}\)?")  # the row «1 (2) (3)…» under the headings of the form


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the form: how its heading begins, folded, in the writings people use."""

    key: str
    heading: Message
    begins: tuple[str, ...]
    width: int = 14


COLUMNS = (
    Column("code", N_("MB/NC"), ("mb", "nc", "cn", "pays", "organis", "membre", "country"), 10),
    Column("line", N_("Ligne"), ("ligne", "line", "n ligne", "no ligne"), 8),
    Column("clause", N_("Article ou paragraphe"), ("article", "clause", "chapitre", "section"), 14),
    Column(
        "place",
        N_("Alinéa, figure ou tableau"),
        ("alinea", "paragraph", "figure", "tableau", "table"),
        16,
    ),
    Column("kind", N_("Type (ge, te, ed)"), ("type", "nature", "categorie"), 10),
    Column("comment", N_("Commentaires"), ("comment", "remarque"), 50),
    Column(
        "proposed_change",
        N_("Changement proposé"),
        ("changement", "proposed", "proposition", "modification"),
        50,
    ),
    Column(
        "observations", N_("Observations du secrétariat"), ("observation", "reponse", "answer"), 40
    ),
)
_BY_KEY = {one.key: one for one in COLUMNS}

_KINDS: Mapping[str, CommentKind] = {
    **dict.fromkeys(("ge", "g", "general", "generale", "generalites"), CommentKind.GENERAL),
    **dict.fromkeys(("te", "t", "technique", "technical", "tech"), CommentKind.TECHNICAL),
    **dict.fromkeys(
        ("ed", "e", "editorial", "editoriale", "redactionnel", "redactionnelle"),
        CommentKind.EDITORIAL,
    ),
}
# Headings over the fields of the form, in the sentences that say what is wrong with them.
_FIELD_HEADINGS = {name: _BY_KEY[name].heading for name in _BY_KEY if name != "observations"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that says something: its number in the sheet, what it says, what is wrong with it."""

    number: int
    facts: CommentFacts
    faults: tuple[Message, ...] = ()


def read_table(sheets: Sequence[Sheet], *, organisation: str) -> list[Row]:
    """Read the rows of a commenting table, each checked as the public form checks a comment.

    ``organisation`` is who sent it, for the rows that do not say more. Raises
    :class:`DomainError` on the field ``file`` when no sheet is such a table, or it is too long.
    """
    found = _table(sheets)
    if found is None:
        raise DomainError(
            N_(
                "Ce fichier n’est pas un tableau de remarques : les colonnes « Article », « Type » "
                "et « Commentaires » n’y sont pas. Téléchargez le modèle sur la page de l’enquête."
            ),
            field=FILE,
        )
    lines, places = found
    rows = [row for line in lines if (row := _row(line, places, organisation)) is not None]
    if not rows:
        raise DomainError(N_("Ce tableau ne contient aucune remarque sous ses titres."), field=FILE)
    if len(rows) > MOST_ROWS:
        raise DomainError(
            N_("Ce tableau a plus de %(most)d remarques : déposez-le en plusieurs parties.",
               most=MOST_ROWS),
            field=FILE,
        )  # fmt: skip
    return _without_doubles(rows)


def _table(sheets: Sequence[Sheet]) -> tuple[Sequence[Line], Mapping[str, int]] | None:
    for sheet in sheets:
        if sheet.hidden:
            continue
        for index, line in enumerate(sheet.lines[:_HEADING_WITHIN]):
            places = _places(line.cells)
            if "comment" in places and len(places) >= _FEWEST_HEADINGS:
                return sheet.lines[index + 1 :], places
    return None


def _places(cells: Sequence[str]) -> Mapping[str, int]:
    """Give where each column stands, if this is the row of headings; the first of each counts."""
    places: dict[str, int] = {}
    for index, cell in enumerate(cells):
        heading = wording(cell)
        key = next((one.key for one in COLUMNS if heading.startswith(one.begins)), None)
        if heading and key is not None:
            places.setdefault(key, index)
    return places


def _row(line: Line, places: Mapping[str, int], organisation: str) -> Row | None:
    texts = {
        key: line.cells[index] if index < len(line.cells) else "" for key, index in places.items()
    }
    said = [texts.get(key, "") for key in ("comment", "proposed_change", "kind", "clause", "place")]
    if not any(said) or all(_NUMBERED.fullmatch(one) for one in said if one):
        return None
    faults: list[Message] = []
    kind = _KINDS.get(wording(texts.get("kind", "")))
    if kind is None:
        faults.append(_kind_fault(texts.get("kind", "")))
    faults += [
        N_(
            "« %(column)s » : le tableur a fait une date de ce qui était écrit (%(text)s). "
            "Écrivez-le comme un texte, par exemple « 5.2 ».",
            column=_BY_KEY[key].heading,
            text=texts[key],
        )
        for key in ("line", "clause", "place")
        if _DAY.fullmatch(texts.get(key, ""))
    ]
    code = texts.get("code", "")
    named = len(code) > LONGEST_CODE  # a full name, where the form wants two letters
    facts = CommentFacts(
        comment=texts.get("comment", ""),
        kind=kind,
        organisation=code if named else organisation,
        code="" if named else code,
        line=texts.get("line", ""),
        clause=texts.get("clause", ""),
        place=texts.get("place", ""),
        proposed_change=texts.get("proposed_change", ""),
    )
    faults += [
        N_(
            "« %(column)s » : %(fault)s",
            column=_FIELD_HEADINGS.get(name, _BY_KEY["code"].heading),
            fault=fault,
        )
        for name, fault in problems_of(facts).items()
        if name != "kind"
    ]
    return Row(line.number, facts, tuple(faults))


def _kind_fault(text: str) -> Message:
    if not text:
        return N_("« Type » : écrivez ge, te ou ed.")
    return N_("« Type » : écrivez ge, te ou ed, au lieu de « %(text)s ».", text=text[:40])


def _without_doubles(rows: Sequence[Row]) -> list[Row]:
    """Say of a row that repeats another word for word that it does."""
    first: dict[tuple[str, ...], int] = {}
    kept = []
    for row in rows:
        before = first.setdefault(identity(row.facts), row.number)
        if before != row.number:
            repeated = N_("Cette ligne répète la ligne %(row)d mot pour mot.", row=before)
            kept.append(replace(row, faults=(*row.faults, repeated)))
        else:
            kept.append(row)
    return kept


def identity(facts: CommentFacts) -> tuple[str, ...]:
    """Give what tells one comment of a table from another."""
    return (
        facts.organisation,
        facts.code,
        facts.line,
        facts.clause,
        facts.place,
        facts.comment,
        facts.proposed_change,
    )
