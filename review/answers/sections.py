"""The checklist cut into pages short enough for a telephone, and the inputs of each criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalogue.messages import N_, Message
from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE, Missing
from review.answers.criteria import SHIPPED, Criterion, Field
from review.answers.marker import FilledChecklist
from review.checklists.vocabulary import PART_LABELS, Part

# The two statements of the review as a whole stand beside the criteria (product_rules §3).
STATEMENTS = (GENDER_PURPOSE, ALREADY_COVERED)

# Longest texts beside an answer, in characters.
LINE_LENGTH = 500
TEXT_LENGTH = 2000

# Codes in a row that are written «A1 à A6» in a title.
ROW = 3


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the checklist, saved in one go; ``slug`` is its place in the address."""

    slug: str
    title: Message
    codes: tuple[str, ...]


def sections_of(criteria: Sequence[Criterion]) -> tuple[Section, ...]:
    """Give the pages of a version: those that have criteria, then the two statements."""
    pages = [(part, tuple(one.code for one in criteria if one.part is part)) for part in Part]
    return (
        *(Section(part.value, _title(part, codes), codes) for part, codes in pages if codes),
        Section("affirmations", N_("Deux affirmations sur l’ensemble du texte"), STATEMENTS),
    )


def section_at(criteria: Sequence[Criterion], slug: str) -> Section | None:
    """Give the page at an address, None where the version has no such page."""
    return next((one for one in sections_of(criteria) if one.slug == slug), None)


def section_with(criteria: Sequence[Criterion], code: str) -> Section:
    """Give the page on which a criterion or a statement stands."""
    return next(one for one in sections_of(criteria) if code in one.codes)


def _title(part: Part, codes: tuple[str, ...]) -> Message:
    return N_("%(part)s (%(codes)s)", part=PART_LABELS[part], codes=_listed(codes))


def _listed(codes: tuple[str, ...]) -> Message:
    """Name codes as people do: «F1 à F3», «A13, T1, T2»."""
    runs: list[list[str]] = [[codes[0]]]
    for before, code in pairwise(codes):
        if code == f"{before[0]}{int(before[1:]) + 1}":
            runs[-1].append(code)
        else:
            runs.append([code])
    named = [
        one
        for run in runs
        for one in ([_row(run)] if len(run) >= ROW else [Message(code) for code in run])
    ]
    listed = named[0]
    for one in named[1:]:
        listed = N_("%(before)s, %(one)s", before=listed, one=one)
    return listed


def _row(run: list[str]) -> Message:
    return N_("%(first)s à %(last)s", first=run[0], last=run[-1])


# The pages of the shipped checklist.
SECTIONS: tuple[Section, ...] = sections_of(SHIPPED)


def field_name(code: str, field: Field) -> str:
    """Name the input of a criterion, the same in the form, its anchor and a conflict."""
    return f"{code}_{field.value}"


def anchor(filled: FilledChecklist, missing: Missing) -> str:
    """Give where on its page an input stands; of two numbers, the first is meant."""
    criterion = filled.criterion(missing.code)
    if criterion is not None and criterion.takes_counts and missing.field is Field.VALUE:
        return f"{missing.code}_women"
    return field_name(missing.code, missing.field)
