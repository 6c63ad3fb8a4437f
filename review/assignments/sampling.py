"""Which rounds are drawn for a second reading: anybody can work it out again (pure).

The number of a round is its SHA-256 of the seed of the half-year and its id (product_rules §3),
written one after the other as ASCII: the seed's 64 lower-case hexadecimal digits, then the id in
decimal digits, without sign, leading zero, separator nor line end. In a terminal:
``printf %s%s SEED ID | sha256sum``. The 32 bytes, read as one number with the first byte as the
highest, are compared with the share of 2²⁵⁶: below it, the round is drawn.
"""

from __future__ import annotations

import hashlib
import re

_SEED = re.compile(r"[0-9a-f]{64}")
_RANGE = 2**256
_PERCENT = 100


def digest_of(seed: str, round_id: int) -> str:
    """Give the SHA-256 of a seed and the id of a round, as 64 hexadecimal digits.

    Raises ValueError for a seed that is not 64 lower-case hexadecimal digits, or an id below 1.
    """
    if not _SEED.fullmatch(seed) or round_id < 1:
        msg = "a draw needs a seed of 64 lower-case hexadecimal digits and the id of a round"
        raise ValueError(msg)
    return hashlib.sha256(f"{seed}{round_id}".encode("ascii")).hexdigest()


def is_drawn(seed: str, round_id: int, *, percent: int) -> bool:
    """Tell whether a round falls in the lowest ``percent`` of a hundred of all SHA-256 values."""
    return int(digest_of(seed, round_id), 16) * _PERCENT < percent * _RANGE


def commitment(seed: str) -> str:
    """Give the SHA-256 of a seed as it is written.

    Kept in the journal when the seed is made, it proves later that the seed shown is that one,
    without telling it before.
    """
    return hashlib.sha256(seed.encode("ascii")).hexdigest()
