"""Sets of record numbers as whole numbers: intersecting and counting them is one operation each."""

from collections.abc import Iterable


def from_positions(positions: Iterable[int], size: int) -> int:
    """Give the set of these record numbers, all below ``size``."""
    marks = bytearray((size >> 3) + 1)
    for position in positions:
        marks[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(marks, "little")


def positions(bitmap: int) -> list[int]:
    """Give the record numbers of a set, in order."""
    digits = bin(bitmap)[:1:-1]
    find = digits.find
    found = []
    position = find("1")
    while position >= 0:
        found.append(position)
        position = find("1", position + 1)
    return found
