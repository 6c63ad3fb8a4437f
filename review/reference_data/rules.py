"""Who keeps the reference series: the secretariat. Everybody reads them, they are published."""

from __future__ import annotations

from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission


def keeps_series(actor: Actor) -> bool:
    """Tell whether this person keeps the reference series."""
    return actor.may(Permission.PLAN_KEEP)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the plan's records."""
    if not keeps_series(actor):
        raise NotAllowed(N_("Seul le secrétariat tient les séries de référence."))
