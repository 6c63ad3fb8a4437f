"""Who keeps the register of committees and people, and who sees what of a person."""

from __future__ import annotations

from catalogue.permissions import Actor, Permission


def keeps_committees(actor: Actor) -> bool:
    """Tell whether this person keeps the register; a command or an import does so by itself."""
    by_itself = actor.account_id is None and not actor.roles
    return by_itself or actor.may(Permission.COMMITTEE_MANAGE)


def reads_people(actor: Actor) -> bool:
    """Tell whether this person sees more of somebody than their name and seat: sex, contact."""
    return actor.may(Permission.PERSON_READ)
