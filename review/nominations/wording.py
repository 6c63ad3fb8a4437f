"""The wording of a text: its pages, its hints, and which of them were dismissed before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from catalogue.folding import fold
from review.analysis.drafts import scan_text
from review.analysis.vocabulary import Hint


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written, page by page, with the hints of the scanner in it."""

    pages: tuple[str, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class KeyedHint:
    """A hint with what tells it in another version, and what tells its equals."""

    hint: Hint
    context_key: str
    equal_key: str


class Dismissible(Protocol):
    """A hint on record."""

    context_key: str
    dismissal_reason: str | None


Kept = TypeVar("Kept", bound=Dismissible)


def typed(text: str) -> Wording:
    """Give the wording of a text that somebody typed: one page."""
    return Wording((text,), tuple(scan_text(text)))


def keyed(hints: Iterable[Hint]) -> Iterator[KeyedHint]:
    """Give each hint its keys: its words in their sentence, at their rank; its words alone."""
    seen: Counter[str] = Counter()
    for hint in hints:
        words = f"{fold(hint.text)}\n{hint.rule}\n{hint.wording_class}"
        sentence = f"{words}\n{fold(' '.join(hint.context.split()))}"
        seen[sentence] += 1
        yield KeyedHint(hint, _key(f"{sentence}\n{seen[sentence]}"), _key(words))


def dismissed(hints: Sequence[Kept]) -> Mapping[str, Kept]:
    """Give the hints that were dismissed, by what tells them in another version."""
    return {one.context_key: one for one in hints if one.dismissal_reason is not None}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]
