"""Sets of record numbers as whole numbers: intersecting and counting them is one operation each."""

from collections.abc import Iterable
from itertools import compress

_SPARSE = 24  # records for one of the set, from which each is looked for by itself
_WINDOWS = (1 << 11, 1 << 13)
_MARKS = bytes.maketrans(b"01", b"\x00\x01")


def from_positions(positions: Iterable[int], size: int) -> int:
    """Give the set of these record numbers, all below ``size``."""
    marks = bytearray((size >> 3) + 1)
    for position in positions:
        marks[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(marks, "little")


def positions(bitmap: int) -> list[int]:
    """Give the record numbers of a set, in order."""
    digits = bin(bitmap)[:1:-1]
    if bitmap.bit_count() * _SPARSE > len(digits):
        return list(compress(range(len(digits)), _marks(digits)))
    find = digits.find
    found = []
    position = find("1")
    while position >= 0:
        found.append(position)
        position = find("1", position + 1)
    return found


def first(bitmap: int, most: int) -> list[int]:
    """Give the first record numbers of a set, without reading all of a large one."""
    for width in _WINDOWS:
        found = positions(bitmap & ((1 << width) - 1))
        if len(found) >= most:
            return found[:most]
    return positions(bitmap)[:most]


def marks(bitmap: int) -> bytes:
    """Give one byte a record, up to the last of the set: 1 for those in it (itertools.compress)."""
    return _marks(bin(bitmap)[:1:-1])


def _marks(digits: str) -> bytes:
    return digits.encode("ascii").translate(_MARKS)
