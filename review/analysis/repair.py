"""Mending extracted text: ligatures, cut words, stray accents, running headers; and the way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "ĳ": "ij",
}  # fmt: skip
# Spacing accents that some typesetting leaves before their letter.
_SPACING = {"´": "\u0301", "¨": "\u0308", "ˆ": "\u0302", "ˋ": "\u0300", "¸": "\u0327"}
_SINGLE = (
    f"\u00ad{''.join(LIGATURES)}´¨ˆˋ¸\u200b\u200c\u200d\u2060\ufeff\\x00-\\x08\\x0e-\\x1f\\x7f"
)
_CUT = "(?<=[-‐])(?<=[^\\W\\d_].)[ \\t]*\\r?\\n[ \\t]*(?=[^\\W\\d_A-ZÀ-ÖØ-Þ])"
# One class of first letters, so that sound text is passed over fast.
_DAMAGE = re.compile(
    f"[-‐{_SINGLE}](?:{_CUT}|(?<=\u00ad)[ \\t]*\\r?\\n[ \\t]*|(?<=[´¨ˆˋ¸])[ ]?[A-Za-z]|(?<=[{_SINGLE}]))"
)
_COMBINED = re.compile(f"(?:[A-Za-z](?=[\u0300-\u036f])[\u0300-\u036f]+)|{_DAMAGE.pattern}")
_ACCENTS = re.compile("[\u0300-\u036f]")
# Compounds that keep their hyphen when a line ends on it.
_KEEP_LEFT = frozenset(
    "sapeur sapeurs sage sages heure heures jour jours mois année années homme hommes man men aide aides "
    "sous vice non porte maître maîtres demi mi semi auto post pré ex contre co quasi micro self one two "
    "three well high low long short re chef haut bas bien celui celle ceux celles peut est doit vis quelques "
    "lui elle eux nous vous soi avant après au ci là pare garde main mot c".split()
)
_KEEP_RIGHT = frozenset(
    "ci là être même mêmes il elle on ils elles t à dire vous nous d œuvre femme femmes pompier pompiers".split()
)
_LEFT = re.compile(r"[^\W\d_]+$")
_RIGHT = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mended text that knows, for each of its passages, where it stood in the raw text."""

    text: str
    edits: tuple[tuple[int, int, int, int], ...]
    """Each edit: start and end in the mended text, start and end in the raw one."""

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a passage of the mended text stands in the raw text."""
        if start >= end:
            place = self._raw(start, last=False)
            return place, place
        return self._raw(start, last=False), self._raw(end, last=True)

    def _raw(self, place: int, *, last: bool) -> int:
        """Move one offset back; inside an edit, to its edge."""
        at = bisect_right(self.edits, place if not last else place - 1, key=itemgetter(0)) - 1
        if at < 0:
            return place
        new_start, new_end, old_start, old_end = self.edits[at]
        if last:
            return (
                old_end + place - new_end
                if place > new_end
                else (old_end if place > new_start else old_start)
            )
        if place < new_end:
            return old_start
        return old_end + place - new_end


def repair(raw: str) -> Repaired:
    """Mend one text: every change is remembered, so that offsets lead back (§7)."""
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    length = copied = 0
    damage = _COMBINED if _ACCENTS.search(raw) else _DAMAGE
    for match in damage.finditer(raw):
        mended = _mended(match, raw)
        kept = raw[copied : match.start()]
        pieces += (kept, mended)
        length += len(kept)
        edits.append((length, length + len(mended), match.start(), match.end()))
        length += len(mended)
        copied = match.end()
    pieces.append(raw[copied:])
    return Repaired("".join(pieces), tuple(edits))


def _mended(match: re.Match[str], raw: str) -> str:
    text = match.group()
    first = text[0]
    if first in "-‐":
        left = _LEFT.search(raw, max(0, match.start() - 40), match.start())
        right = _RIGHT.match(raw, match.end())
        keep = (left is not None and left.group().lower() in _KEEP_LEFT) or (
            right is not None and right.group().lower() in _KEEP_RIGHT
        )
        return "-" if keep else ""
    if first in LIGATURES:
        return LIGATURES[first]
    if first in _SPACING:
        composed = unicodedata.normalize("NFC", text[-1] + _SPACING[first])
        return composed if len(text) > 1 and len(composed) == 1 else text
    if len(text) > 1 and first.isalpha():
        return unicodedata.normalize("NFC", text)
    return " " if first < " " or first == "\x7f" else ""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page as people read it, its running header and footer kept apart."""

    text: str
    running: tuple[str, ...] = ()

    @property
    def is_scanned(self) -> bool:
        """Tell whether the page has no text: an image, to be read on screen."""
        return not self.text.strip() and not self.running


_EDGE = 3
_REPEATED = 3
_SHARE = 0.3
_NUMBERED = re.compile(r"\s*(?:[A-Z]\.)?\d+(?:\.\d+)*\.?\s+[^\W\d_]")
_PAGE_NUMBER = re.compile(
    r"[\s–—|-]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|sur|of)\s*\d{1,4})?[\s–—|-]*",
    re.IGNORECASE,
)


def repair_pages(raw_pages: Sequence[str]) -> list[PageText]:
    """Mend every page; lines that come back at the edge of the pages are taken out of the text."""
    lines = [repair(raw).text.split("\n") for raw in raw_pages]
    repeated = _running_lines(lines)
    return [_without_running(page, repeated) for page in lines]


def _key(line: str) -> str:
    """Give what makes two lines the same: their words, whatever the page number; not a heading."""
    if _NUMBERED.match(line):
        return line
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _edges(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return filled[:_EDGE], filled[-_EDGE:] if len(filled) > _EDGE else []


def _running_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for lines in pages:
        top, bottom = _edges(lines)
        counts.update({_key(lines[place]) for place in (*top, *bottom)})
    enough = max(_REPEATED, _SHARE * len(pages))
    return frozenset(key for key, count in counts.items() if count >= enough)


def _without_running(lines: Sequence[str], repeated: frozenset[str]) -> PageText:
    top, bottom = _edges(lines)
    out: set[int] = set()
    for places in (top, bottom[::-1]):
        for place in places:
            line = lines[place]
            if _key(line) not in repeated and not _PAGE_NUMBER.fullmatch(line):
                break
            out.add(place)
    kept = [line for place, line in enumerate(lines) if place not in out]
    return PageText("\n".join(kept), tuple(lines[place].strip() for place in sorted(out)))
