"""Bring the parts, editions and amendments of one standard together: one row to examine, not forty.

Pure. A series is a number of a body without its part: ISO 7250-1, ISO/TR 7250-2 and their
amendments are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from catalogue.records.designation import number_token, parse

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Series(Generic[Row]):
    """The document to open first, and the other documents of the same number."""

    first: Row
    others: tuple[Row, ...]


@lru_cache(maxsize=65536)
def series_key(reference: str) -> str:
    """Give what the parts, editions and amendments of one standard share.

    A reference that cannot be read is its own series: national numbers are free text.
    """
    designation = parse(reference)
    if designation is None or not designation.body:
        return reference
    return " ".join(
        (*designation.prefixes, designation.body.split("/")[0], number_token(designation.number))
    )


def in_series(
    rows: Iterable[Row], *, key: Callable[[Row], str], order: Callable[[Row], tuple[object, ...]]
) -> list[Series[Row]]:
    """Group rows by series; series and the rows of each come in ``order``, the least first."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=order):
        groups.setdefault(key(row), []).append(row)
    return [Series(group[0], tuple(group[1:])) for group in groups.values()]
