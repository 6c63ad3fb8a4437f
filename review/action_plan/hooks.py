"""The indicators that may follow a line of a plan: told by the slice that counts them (above)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from catalogue.errors import DomainError
from catalogue.messages import Message

# The title of each indicator by its code (product_rules §4); the composition root fills it.
indicator_titles: list[Callable[[Session], Mapping[str, str]]] = []


def known_indicators(session: Session) -> Mapping[str, str]:
    """Give the title of each indicator that a line of a plan may follow, by its code."""
    found: dict[str, str] = {}
    for told in indicator_titles:
        found |= told(session)
    return found


# What else may rest on a plan, or on one line of it by its code: why it stays, or None.
rests: list[Callable[[Session, int, str | None], Message | None]] = []


def require_nothing_rests(session: Session, plan_id: int, line_code: str | None = None) -> None:
    """Refuse to take away a plan, or a line of it, on which another record rests."""
    for told in rests:
        if (why := told(session, plan_id, line_code)) is not None:
            raise DomainError(why)
