"""Who reads and keeps the sessions of the council."""

from __future__ import annotations

from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission


def keeps_sessions(actor: Actor) -> bool:
    """Tell whether this person prepares sessions and records what they decide."""
    return actor.may(Permission.PROGRAMME_MANAGE)


def reads_names(actor: Actor) -> bool:
    """Tell whether this person may read who attended: names are personal data (§8)."""
    return actor.may(Permission.PERSON_READ)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the sessions."""
    if not keeps_sessions(actor):
        raise NotAllowed(N_("Seul le secrétariat tient les sessions du CNNCQ."))
