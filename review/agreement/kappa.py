"""Raw agreement and Cohen's κ of two readers over the same texts (pure).

J. Cohen, «A coefficient of agreement for nominal scales», Educational and Psychological
Measurement 20 (1960): κ = (p_o − p_e) / (1 − p_e), where p_o is the share of texts on which both
say the same, and p_e the share that chance alone would give readers who answer as often as these
two do. Answers are names without an order: 0 and 2 disagree no more than 0 and 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

# How many texts were answered so, by what the first reader said and what the second said.
Pairs = Mapping[tuple[str, str], int]

# Below this, one pair more or less moves κ a lot: the page says so. A convention, not a law.
SMALL = 30


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one thing asked: over how many pairs, in how many both said the same.

    ``kappa`` is None, «sans objet», without a pair and when chance alone would always agree (both
    readers gave one and the same answer throughout); it is exact otherwise, from −1 to 1.
    """

    pairs: int
    agreed: int
    kappa: Fraction | None

    @property
    def raw(self) -> Fraction | None:
        """Give the share of pairs that agree, None without a pair."""
        return Fraction(self.agreed, self.pairs) if self.pairs else None

    @property
    def small(self) -> bool:
        """Tell whether there are too few pairs to read much into κ."""
        return 0 < self.pairs < SMALL


def agreement(pairs: Pairs) -> Agreement:
    """Give the agreement of two readers; raises ValueError for a negative count."""
    if any(count < 0 for count in pairs.values()):
        msg = "a number of pairs is never negative"
        raise ValueError(msg)
    total = sum(pairs.values())
    agreed = sum(count for (first, second), count in pairs.items() if first == second)
    return Agreement(total, agreed, _kappa(pairs, total, agreed))


def _kappa(pairs: Pairs, total: int, agreed: int) -> Fraction | None:
    if not total:
        return None
    said_first: Counter[str] = Counter()
    said_second: Counter[str] = Counter()
    for (first, second), count in pairs.items():
        said_first[first] += count
        said_second[second] += count
    by_chance = Fraction(
        sum(count * said_second[answer] for answer, count in said_first.items()), total**2
    )
    if by_chance == 1:
        return None
    return (Fraction(agreed, total) - by_chance) / (1 - by_chance)
