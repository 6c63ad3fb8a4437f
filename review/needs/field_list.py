"""The form as data: every numbered field, 1 to 52 with 41a and 41b, in order (product_rules §2).

The pages, the check before filing, the summary of errors, the A4 page and the spreadsheet all read
this list. Pure: vocabularies and messages only.
"""

from __future__ import annotations

from collections.abc import Mapping

from review.needs.field_kinds import Duty, Field, Kind, Part
from review.needs.fields_of_gender import GENDER
from review.needs.fields_of_instruction import INSTRUCTION
from review.needs.fields_of_request import IDENTIFICATION, JUSTIFICATION, SUBJECT
from review.needs.fields_of_work import PARTIES, PLANNING, STATE_OF_THE_ART
from review.needs.vocabulary import Section

FIELDS: tuple[Field, ...] = (
    *IDENTIFICATION,
    *SUBJECT,
    *JUSTIFICATION,
    *STATE_OF_THE_ART,
    *PARTIES,
    *GENDER,
    *PLANNING,
    *INSTRUCTION,
)
BY_NUMBER: Mapping[str, Field] = {field.number: field for field in FIELDS}

# Sections filled by the chair, in the order of the form.
CHAIR_SECTIONS: tuple[Section, ...] = tuple(s for s in Section if s is not Section.H)

# The fields a chair fills: all of A to G but what the service assigns.
CHAIR_FIELDS: tuple[Field, ...] = tuple(
    field for field in FIELDS if field.section is not Section.H and field.duty is not Duty.ASSIGNED
)

# First threshold, «déposer»; second, «inscrire au programme», for sections A to G.
TO_FILE: frozenset[str] = frozenset(f.number for f in CHAIR_FIELDS if f.duty is Duty.FILE)
TO_REGISTER: frozenset[str] = TO_FILE | {f.number for f in CHAIR_FIELDS if f.duty is Duty.REGISTER}

# What the secretariat may complete with the chair.
COMPLETABLE: frozenset[str] = frozenset(
    {"8", "13", *map(str, range(18, 34)), *map(str, range(42, 46))}
)

# The gender-sensitivity field: what indicator 5.2 wants complete.
GENDER_NUMBERS: frozenset[str] = frozenset(f.number for f in GENDER)

PART_OF: Mapping[str, tuple[Field, Part]] = {
    part.attribute: (field, part) for field in FIELDS for part in field.parts
}


def fields_of(section: Section, numbers: frozenset[str] | None = None) -> tuple[Field, ...]:
    """Give the fields to fill in a chair's section, or those of them among ``numbers``."""
    return tuple(
        field
        for field in CHAIR_FIELDS
        if field.section is section and (numbers is None or field.number in numbers)
    )


def answered_attributes(fields: tuple[Field, ...] = CHAIR_FIELDS) -> tuple[str, ...]:
    """Give the columns that keep these fields' answers."""
    return tuple(
        part.attribute
        for field in fields
        for part in field.parts
        if part.kind is not Kind.WRITTEN_ELSEWHERE
    )
