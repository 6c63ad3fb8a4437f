"""Telling a page written line by line across two columns, and reading its columns in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

_SAME_LINE = 2.0
_FAR = 120.0
_ENOUGH_ROWS = 8
_SHARE = 0.6
_WORDS = 2.5


class Places:
    """Where a page shows its text, in the order of the file; cheap enough to ask of every page.

    ``zigzag`` is true when the file goes left, right, left, right down the page: its text then
    mixes the lines of two columns.
    """

    __slots__ = ("_jumps", "_rows", "_x", "_y")

    def __init__(self) -> None:
        self._x = self._y = -1.0
        self._rows = 0
        self._jumps: Counter[int] = Counter()

    def see(
        self, operator: bytes, _operands: Any, cm: Sequence[float], tm: Sequence[float]
    ) -> None:
        """Note one operator of the page, as pypdf shows them."""
        if operator not in {b"Tj", b"TJ", b"'", b'"'}:
            return
        x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        if abs(y - self._y) > _SAME_LINE:
            self._rows += 1
        elif x - self._x > _FAR:
            self._jumps[round(x / 4)] += 1
        self._x, self._y = x, y

    @property
    def zigzag(self) -> bool:
        """Tell whether most lines jump to one same place further right."""
        if not self._jumps or self._rows < _ENOUGH_ROWS:
            return False
        return self._jumps.most_common(1)[0][1] >= max(_ENOUGH_ROWS, self._rows * _SHARE)


def in_columns(laid_out: str, otherwise: str) -> str:
    """Read a laid-out page column after column; give ``otherwise`` when it has no two columns.

    A line across both columns (a title) parts what stands above from what stands below.
    """
    lines = laid_out.split("\n")
    gutter = _gutter([line for line in lines if line.strip()])
    if gutter is None:
        return otherwise
    read: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        if line[gutter - 1 : gutter + 1].strip():
            read += [*left, *right, _plain(line)]
            left, right = [], []
        else:
            left += [_plain(line[:gutter])] if line[:gutter].strip() else []
            right += [_plain(line[gutter:])] if line[gutter:].strip() else []
    return "\n".join([*read, *left, *right])


def _plain(line: str) -> str:
    return re.sub(r" {2,}", " ", line.strip())


def _gutter(lines: Sequence[str]) -> int | None:
    """Find the blank strip between two columns of running text, in characters from the left."""
    width = max((len(line) for line in lines), default=0)
    starts: Counter[int] = Counter()
    for line in lines:
        for match in re.finditer(r"(?<=\S) {2,}(?=\S)", line):
            if width * 0.25 < match.end() < width * 0.75:
                starts[match.end()] += 1
    if not starts:
        return None
    place, _count = starts.most_common(1)[0]
    rows = [
        line
        for line in lines
        if not line[place - 1 : place + 1].strip() or line[place - 2 : place].isspace()
    ]
    sides = [
        (line[:place], line[place:])
        for line in rows
        if line[:place].strip() and line[place:].strip()
    ]
    if len(sides) < _ENOUGH_ROWS or len(sides) < _SHARE * len(lines):
        return None
    for side in zip(*sides, strict=True):
        if sum(len(part.split()) for part in side) < _WORDS * len(sides):
            return None
    return place - 1
