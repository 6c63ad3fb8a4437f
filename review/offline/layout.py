"""The columns of the spreadsheet of a checklist, and which of them each criterion answers in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.fingerprints import version_of
from catalogue.messages import N_, Message
from review.answers.completeness import ALREADY_COVERED
from review.answers.criteria import Criterion, Field
from review.answers.filled import recorded
from review.answers.marker import FilledChecklist
from review.answers.sections import LINE_LENGTH, TEXT_LENGTH, field_name, sections_of

GRID = "Grille"
READ_ME = "À lire"
FACTS = "Version"
CODE, QUESTION, HELP = "code", "question", "help"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the grid: ``key`` is CODE, QUESTION, HELP or an input of a criterion."""

    key: str
    heading: Message
    width: int


VALUE, MATERIAL = Field.VALUE.value, Field.MATERIAL.value
SOURCE = Field.SOURCE.value
LONGEST_REFERENCE = 300  # characters, as on the screen

COLUMNS: tuple[Column, ...] = (
    Column(CODE, N_("Code"), 8),
    Column(QUESTION, N_("Critère"), 48),
    Column(VALUE, N_("Réponse"), 28),
    Column(MATERIAL, N_("Importante ?"), 13),
    Column(Field.CLAUSE.value, N_("Article"), 18),
    Column(Field.QUOTATION.value, N_("Citation"), 34),
    Column(Field.NOTE.value, N_("Motif ou commentaire"), 40),
    Column(SOURCE, N_("Source ou référence"), 30),
    Column(HELP, N_("Aide et preuve attendue"), 70),
)
ANSWER_COLUMNS: tuple[Column, ...] = tuple(
    column for column in COLUMNS if column.key not in {CODE, QUESTION, HELP}
)
HEADINGS: Mapping[str, Message] = {column.key: column.heading for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the grid: a criterion of the version read, or a statement (no criterion)."""

    code: str
    criterion: Criterion | None = None

    @property
    def counts(self) -> bool:
        """Tell whether one cell here is two numbers and a tick on the screen."""
        return self.criterion is not None and self.criterion.takes_counts

    @property
    def asked(self) -> Mapping[str, str]:
        """Name the input of each column answered in: column key → name on the screen.

        Where two numbers are asked, their one cell goes by the name of an answer.
        """
        if self.criterion is None:
            quoted = (Field.QUOTATION,) if self.code == ALREADY_COVERED else ()
            fields: tuple[Field, ...] = (Field.VALUE, Field.CLAUSE, *quoted)
        else:
            material = (Field.MATERIAL,) if self.criterion.takes_material else ()
            fields = (Field.VALUE, *material, *self.criterion.texts)
        names = {field.value: field_name(self.code, field) for field in fields}
        if self.code == ALREADY_COVERED:
            names[SOURCE] = field_name(self.code, Field.REFERENCE)
        return names

    @property
    def count_names(self) -> tuple[str, ...]:
        """Name the inputs that one cell stands for where two numbers are asked."""
        return tuple(f"{self.code}_{part}" for part in ("women", "men", "unknown"))

    @property
    def names(self) -> tuple[str, ...]:
        """Name every input, as the screen's form does."""
        names = self.asked
        beside = tuple(name for key, name in names.items() if key != VALUE)
        return (*(self.count_names if self.counts else (names[VALUE],)), *beside)

    def column_of(self, name: str) -> str:
        """Give the column in which an input of the screen is answered."""
        return next((key for key, own in self.asked.items() if own == name), VALUE)

    def longest(self, key: str) -> int:
        """Give the longest text of a column; 0 for one that is chosen from a list."""
        if key in {VALUE, MATERIAL}:
            return 0
        if key == Field.CLAUSE.value:
            return LINE_LENGTH
        return LONGEST_REFERENCE if self.code == ALREADY_COVERED and key == SOURCE else TEXT_LENGTH


def items_of(criteria: Sequence[Criterion]) -> dict[str, Item]:
    """Give every row of a version in the order of the screen, the two statements last."""
    by_code = {one.code: one for one in criteria}
    return {
        code: Item(code, by_code.get(code))
        for section in sections_of(criteria)
        for code in section.codes
    }


def print_of(texts: Mapping[str, str]) -> int:
    """Give a number that changes with what is answered, whatever a spreadsheet does to spaces."""
    return version_of({name: squashed(text) for name, text in texts.items()})


def squashed(text: str) -> str:
    """Give a text as it is compared: accents composed, runs of spaces and line ends as one space.

    Signs that cannot be written are left out, and the apostrophe a spreadsheet puts before a sign.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if one in "\t\n\r" else one
        for one in composed
        if one in "\t\n\r" or unicodedata.category(one) not in {"Cc", "Cs"}
    ).replace("\ufeff", "")
    plain = " ".join(kept.split())
    return plain[1:].lstrip() if plain[:1] == "'" and plain[1:2] in {"=", "+", "-", "@"} else plain


def same(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    """Tell whether two answers to one criterion say the same."""
    return all(
        squashed(first.get(name, "")) == squashed(second.get(name, ""))
        for name in {*first, *second}
    )


def texts_of(filled: FilledChecklist, item: Item) -> dict[str, str]:
    """Give what is recorded of one row, by the names of the inputs the screen asks."""
    told = recorded(filled, (item.code,))
    return {name: told.get(name, "") for name in item.names}
