"""What a journal page can be about: one object, found under its own read rule.

The composition root fills :data:`OBJECTS` from the slices; the journal knows no object itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.journal.models import Entry
from catalogue.permissions import Actor


@dataclass(frozen=True, slots=True)
class About:
    """Acts on some rows of one table, all of them or only those of some tags."""

    subject_type: str
    ids: tuple[str, ...]
    tags: frozenset[str] | None = None

    @property
    def where(self) -> sa.ColumnElement[bool]:
        """Give the condition on the entries."""
        condition = sa.and_(Entry.subject_type == self.subject_type, Entry.subject_id.in_(self.ids))
        return condition if self.tags is None else sa.and_(condition, Entry.tag.in_(self.tags))


def about(subject_type: str, ids: Iterable[int], tags: frozenset[str] | None = None) -> About:
    """Name acts on rows by their keys."""
    return About(subject_type, tuple(str(one) for one in ids), tags)


@dataclass(frozen=True, slots=True)
class Journalled:
    """An object this person may read: its name, its page, the acts on it they may read.

    ``own_rule`` says that the acts named are exactly those the person may see already (a round,
    a review); the others also pass the conditions of ``queries.CONCEALED``.
    """

    title: str
    address: str
    acts: tuple[About, ...]
    own_rule: bool = False


# By the word of the address: gives the object, or None where this person may not read it.
Finder = Callable[[Session, Actor, int], Journalled | None]
OBJECTS: dict[str, Finder] = {}

# Tells whether a hole in the numbers of the acts would teach this person something secret for a
# time: then numbers and hashes are given up to the first act that is hidden, and no further.
GAPS_TEACH: list[Callable[[Session, Actor], bool]] = []


def gaps_teach(session: Session, actor: Actor) -> bool:
    """Tell whether this person must not see that an act is missing between two others."""
    return any(rule(session, actor) for rule in GAPS_TEACH)
