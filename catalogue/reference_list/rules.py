"""Who adds to the reference list, and who confirms or corrects what it says."""

from __future__ import annotations

from catalogue.permissions import Actor, Permission


def adds_entries(actor: Actor) -> bool:
    """Tell whether this person adds entries; an import or a command does so by itself."""
    by_itself = actor.account_id is None and not actor.roles
    return by_itself or actor.may(Permission.STANDARD_MANAGE)


def adds_proposed_entries(actor: Actor) -> bool:
    """Tell whether this person takes a proposed document into the list, on their own statement."""
    return actor.may(Permission.CANDIDATE_SETTLE)


def verifies_entries(actor: Actor) -> bool:
    """Tell whether this person may say that they opened the document, or correct an entry."""
    by_itself = actor.account_id is None and not actor.roles
    return by_itself or actor.may(Permission.REFERENCE_VERIFY)
