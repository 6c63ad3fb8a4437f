"""Who settles candidates: keeps them for the reference list, or sets them aside."""

from __future__ import annotations

from catalogue.permissions import Actor, Permission


def settles_candidates(actor: Actor) -> bool:
    """Tell whether this person accepts candidates and sets them aside."""
    return actor.may(Permission.CANDIDATE_SETTLE)
