"""One-time codes that a person can copy from paper: sixteen letters and digits, in fours (pure).

The alphabet is Crockford's base 32: no I, L, O nor U, so that nothing is read for something else.
Sixteen characters carry 80 bits: nobody guesses one in the week it lives, so attempts at codes
need no limit of their own.
"""

from __future__ import annotations

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_BYTES = 10
LENGTH = 16
GROUP = 4

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_of(randomness: bytes) -> str:
    """Write ten random bytes as a code: «7K2M-0QXA-93VB-TR5E»."""
    if len(randomness) != RANDOM_BYTES:
        msg = f"a code needs {RANDOM_BYTES} bytes"
        raise ValueError(msg)
    number = int.from_bytes(randomness, "big")
    letters = [ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, LENGTH, GROUP))


def read(typed: str) -> str | None:
    """Read a code as typed: case, spaces and dashes do not matter, nor O for 0, I or L for 1.

    Gives it as :func:`code_of` writes it, or ``None`` when it cannot be a code.
    """
    letters = "".join(c for c in typed.upper() if c.isalnum()).translate(_READ_AS)
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def digest(code: str) -> str:
    """Give what the database keeps of a code: its SHA-256, from which the code cannot be found."""
    return hashlib.sha256(code.encode()).hexdigest()
