"""Who may see a figure before its reading is closed, the records behind it, and close a period."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.permissions import Actor, Permission, Predicate
from review.indicators.models import IndicatorSheet

# Figures about people reach the public through closed readings only (product_rules §8).
live_figures: Predicate[IndicatorSheet] = Predicate(
    lambda actor, sheet: sheet.public or actor.signed_in,
    lambda actor: sa.true() if actor.signed_in else IndicatorSheet.public.is_(True),
)


def sees_records(actor: Actor) -> bool:
    """Tell whether this person sees the records behind figures that are not public one by one."""
    return actor.may(Permission.INDICATOR_READ_DETAIL)


def closes_periods(actor: Actor) -> bool:
    """Tell whether this person closes periods: the monitoring committee (product_rules §1)."""
    return actor.may(Permission.INDICATOR_CLOSE)


def asks_freely(actor: Actor, sheet: IndicatorSheet, *, people: bool) -> bool:
    """Tell whether this person chooses the day and the period of a figure (product_rules §8).

    Everybody does for figures that are not about people; for those, whoever has signed in.
    """
    return actor.signed_in or (sheet.public and not people)
