"""Looking a base standard up as one types: what is proposed, and what choosing it fills in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from catalogue.messages import Message
from catalogue.permissions import Actor

SHORTEST = 2  # characters worth looking up
MOST_PROPOSED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseProposal:
    """One document that may be a base standard; what is not known is empty.

    ``key`` names its record («deliverable:62085»); ``published`` is a day, a month or a year as its
    source gives it; ``committee`` the committee of the body that made it; ``followed_by`` the codes
    of our committees that mirror it; ``warning`` what is to be known before relying on it: it is
    withdrawn, replaced, not yet published.
    """

    key: str
    reference: str
    title_fr: str = ""
    title_en: str = ""
    ics: tuple[str, ...] = ()
    committee: str = ""
    followed_by: tuple[str, ...] = ()
    published: str = ""
    status: Message
    warning: Message | None = None

    @property
    def title(self) -> str:
        """The title people read, the French one first."""
        return self.title_fr or self.title_en


# Who knows the documents that may be bases; the composition root fills it. Given what was typed
# and the day, gives the best few first.
FINDERS: list[Callable[[Session, Actor, str, date], Sequence[BaseProposal]]] = []

# Our committees that mirror committees of other bodies, by reference; likewise filled.
FOLLOWERS: list[Callable[[Session, Sequence[str]], dict[str, tuple[str, ...]]]] = []


def look_up(session: Session, actor: Actor, text: str, *, on: date) -> list[BaseProposal]:
    """Propose documents for what somebody typed: a reference, its beginning, or words of a title.

    Each reference once, at most :data:`MOST_PROPOSED`; nothing for less than two characters.
    """
    text = " ".join(text.split())
    if len(text) < SHORTEST:
        return []
    found: dict[str, BaseProposal] = {}
    for find in FINDERS:
        for one in find(session, actor, text, on):
            found.setdefault(one.reference, one)
    return list(found.values())[:MOST_PROPOSED]
