"""A page of text cut into what is plain and what hints point at, in order and without overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Placed(Protocol):
    """Something that stands from one character of a page to another."""

    @property
    def start(self) -> int:
        """Give the first character's offset."""

    @property
    def end(self) -> int:
        """Give the offset after the last character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a page; ``numbers`` are the ranks, from 1, of the hints on them."""

    text: str
    numbers: tuple[int, ...] = ()


def pieces(text: str, places: Sequence[Placed]) -> list[Piece]:
    """Cut a page at the places of its hints, which come in the order of their start.

    The pieces joined are the page. Places that overlap make one piece, which names them all.
    """
    cut: list[Piece] = []
    done = 0
    for start, end, numbers in _merged(len(text), places):
        if start > done:
            cut.append(Piece(text[done:start]))
        cut.append(Piece(text[start:end], numbers))
        done = end
    if done < len(text):
        cut.append(Piece(text[done:]))
    return cut


def _merged(length: int, places: Sequence[Placed]) -> list[tuple[int, int, tuple[int, ...]]]:
    spans: list[tuple[int, int, tuple[int, ...]]] = []
    for number, place in enumerate(places, start=1):
        start, end = max(0, place.start), min(place.end, length)
        if start >= end:
            continue
        if spans and start < spans[-1][1]:
            first, last, numbers = spans[-1]
            spans[-1] = (first, max(last, end), (*numbers, number))
        else:
            spans.append((start, end, (number,)))
    return spans
