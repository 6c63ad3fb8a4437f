"""Columns of an import: what each is called, how its cells are read, how its heading is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.exchange.cells import Reader, plain_text, wording
from catalogue.messages import Message

LINE_LENGTH = 200
TEXT_LENGTH = 4000
HEADING_WITHIN = 30
BEYOND = "beyond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of one kind of file.

    ``code`` names the fact in the database; ``also`` other headings people write; ``labels`` the
    words of a closed list; ``example`` what stands in the template to download.
    """

    code: str
    heading: Message
    english: str
    help: Message
    read: Reader = plain_text
    obligatory: bool = False
    longest: int = LINE_LENGTH
    also: tuple[str, ...] = ()
    labels: Mapping[Any, Message] | None = None
    example: str = ""
    width: int = 18

    def headings(self) -> Iterable[str]:
        """Give every heading this column is known by, as headings are compared."""
        for heading in (self.code, str(self.heading), self.english, *self.also):
            yield wording(heading)

    def shown(self, text: str) -> Message | str:
        """Give a canonical text of this column as a person reads it."""
        if not text:
            return ""
        if self.labels is not None:
            for member, label in self.labels.items():
                if text == member.value:
                    return label
        try:
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        except ValueError:
            return text
