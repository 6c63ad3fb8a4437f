"""What one numbered field of the form is made of: its number, its parts, when it must be filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from catalogue.messages import Message
from review.needs.vocabulary import Section

LINE = 255
TEXT = 4000


class Kind(StrEnum):
    """How a part is answered; the form, the check page and the paper draw it from this."""

    LINE = "line"
    TEXT = "text"
    ONE = "one"
    ONE_OF_LIST = "one_of_list"
    MANY = "many"
    COMMITTEE = "committee"
    CODES = "codes"
    TICKS_WITH_TEXT = "ticks_with_text"
    DATES = "dates"
    DATE = "date"
    NUMBER = "number"
    WRITTEN_ELSEWHERE = "written_elsewhere"


class Duty(StrEnum):
    """When a field must be filled (product_rules §2)."""

    FILE = "file"
    REGISTER = "register"
    CONDITIONAL = "conditional"
    OPTIONAL = "optional"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Part:
    """One answer of a field: the column that keeps it, and how it is asked.

    ``label`` is left out when the field has this part only; ``missing`` says what to do when the
    answer is obligatory and absent; ``alone`` are answers that go with no other.
    """

    attribute: str
    kind: Kind
    label: Message | None = None
    hint: Message | None = None
    missing: Message | None = None
    choices: Mapping[Any, Message] = field(default_factory=dict)
    choice_hints: Mapping[Any, Message] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    maximum: int = LINE


@dataclass(frozen=True, slots=True)
class Field:
    """One numbered field. It is only ever called by its number, on screen, paper and sheet."""

    number: str
    section: Section
    label: Message
    duty: Duty
    parts: tuple[Part, ...] = ()

    @property
    def attributes(self) -> tuple[str, ...]:
        """The columns that keep the field's answers."""
        return tuple(part.attribute for part in self.parts)
