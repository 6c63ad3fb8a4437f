"""What the fiches behind the items say of gender, and the one place where it is counted.

Indicator 5.2 counts the items whose fields 34 to 41b are complete, and the forecasts; 5.4 the items
that Malian culture and customs call for (41a). Editions of the programme print the same totals.
The fiches belong to the review package, which fills the lists here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from catalogue.work_programme.vocabulary import Forecast


@dataclass(frozen=True, slots=True)
class GenderSection:
    """Section F of an item's fiche: complete or not, its answers to 41a and 41b (None: none)."""

    complete: bool = False
    culture: bool | None = None
    labour: bool | None = None


@dataclass(frozen=True, slots=True)
class GenderCounts:
    """How many items, and how they divide; ``None`` is what nobody has assessed."""

    total: int
    complete: int
    by_forecast: Mapping[Forecast | None, int]
    culture: Mapping[bool | None, int]
    labour: Mapping[bool | None, int]


NO_FICHE = GenderSection()  # an item without a fiche is not complete, and nothing is assessed

# The sections F of the fiches behind these items, by item; items without a fiche are left out.
SECTIONS: list[Callable[[Session, Sequence[int]], Mapping[int, GenderSection]]] = []

# How many needs wait without an item that answer yes to 41a, and to 41b.
WAITING: list[Callable[[Session], tuple[int, int]]] = []


def sections_of(session: Session, item_ids: Sequence[int]) -> dict[int, GenderSection]:
    """Give what the fiches say of these items, each item its section."""
    found = dict.fromkeys(item_ids, NO_FICHE)
    for ask in SECTIONS:
        found.update(ask(session, item_ids))
    return found


def waiting_needs(session: Session) -> tuple[int, int]:
    """Count the «besoins sans projet» of culture and customs (41a), and of labour (41b)."""
    told = [ask(session) for ask in WAITING]
    return sum(one[0] for one in told), sum(one[1] for one in told)


def count(items: Iterable[tuple[Forecast | None, GenderSection]]) -> GenderCounts:
    """Count items by forecast, completeness and answers; each item counts once in each."""
    known = list(items)
    sections = [section for _forecast, section in known]
    return GenderCounts(
        total=len(known),
        complete=sum(section.complete for section in sections),
        by_forecast=Counter(forecast for forecast, _section in known),
        culture=Counter(section.culture for section in sections),
        labour=Counter(section.labour for section in sections),
    )
