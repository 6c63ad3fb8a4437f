"""Who may see which editions, and who keeps the register of standards."""

from __future__ import annotations

from catalogue.permissions import Actor, Permission, Predicate, granted
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus

_standing: Predicate[Edition] = Predicate(
    lambda _actor, edition: edition.status is not EditionStatus.VOID,
    lambda _actor: Edition.status != EditionStatus.VOID,
)

# An undone homologation stays readable for those who keep the register: history is never deleted.
visible_editions: Predicate[Edition] = _standing | granted(Permission.PROGRAMME_READ_INTERNAL)


def keeps_standards(actor: Actor) -> bool:
    """Tell whether this person keeps the register; an import or a command does so by itself."""
    by_itself = actor.account_id is None and not actor.roles
    return by_itself or actor.may(Permission.STANDARD_MANAGE)


def may_change(actor: Actor, edition: Edition) -> bool:
    """Tell whether this person may change the facts of an edition that stands."""
    return keeps_standards(actor) and edition.status is not EditionStatus.VOID
