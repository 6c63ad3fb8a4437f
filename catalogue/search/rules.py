"""Who may do what with a kept search: its owner everything, others nothing."""

from __future__ import annotations

from catalogue.permissions import Actor, Permission, Predicate
from catalogue.search.models import SavedSearch

own_searches: Predicate[SavedSearch] = Predicate(
    lambda actor, search: actor.signed_in and search.account_id == actor.account_id,
    lambda actor: SavedSearch.account_id == (actor.account_id or 0),
)


def keeps_searches(actor: Actor) -> bool:
    """Tell whether a person may keep searches."""
    return actor.signed_in and actor.may(Permission.PROFILE_OWN)
