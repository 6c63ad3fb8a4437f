"""How long a training lasts: written by people in hours, kept in minutes. Pure."""

from __future__ import annotations

import re

_HOUR = 60
LONGEST = 400 * _HOUR
_WRITTEN = re.compile(
    r"(?P<hours>\d{1,3})(?:[,.](?P<part>\d{1,2}))?\s*(?:h|heures?)?"
    r"|(?P<whole>\d{1,3})\s*(?:h|heures?)\s*(?P<minutes>[0-5]?\d)\s*(?:min|minutes?|mn)?"
    r"|(?P<only>\d{1,4})\s*(?:min|minutes?|mn)",
    re.IGNORECASE,
)


def minutes_of(text: str) -> int | None:
    """Read «6», «7,5», «7 h 30» or «90 min» as minutes; None for anything else, or for nothing."""
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    if found["only"]:
        minutes = int(found["only"])
    elif found["whole"]:
        minutes = int(found["whole"]) * _HOUR + int(found["minutes"])
    else:
        part = (found["part"] or "").ljust(2, "0")
        minutes = int(found["hours"]) * _HOUR + round(int(part) * _HOUR / 100)
    return minutes if 0 < minutes <= LONGEST else None


def written(minutes: int) -> str:
    """Write a length as people read it: «6 h», «7 h 30», «45 min»."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"
