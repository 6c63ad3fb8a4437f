"""Who may change accounts, and what an administrator may not do to them (product_rules §1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from catalogue.accounts.models import AccountRole
from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission, Role

# Administration has no say over a review or a marker: nobody carries both at the same time.
REVIEWING_ROLES = frozenset({Role.REVIEWER, Role.FOCAL_POINT})
# Every role that an account may carry.
GIVEN_ROLES = tuple(role for role in Role if role is not Role.ANONYMOUS)


def check_manages(actor: Actor) -> None:
    """Refuse who may not manage accounts; commands typed on the server (no role, no account) may.

    Raises :class:`NotAllowed`.
    """
    on_the_server = actor.account_id is None and not actor.roles
    if not on_the_server and not actor.may(Permission.ACCOUNT_MANAGE):
        raise NotAllowed(N_("Seule l’administration du service gère les comptes."))


def check_not_self(actor: Actor, account_id: int) -> None:
    """Refuse an administrator who would give or take their own access: a colleague does it.

    Raises :class:`NotAllowed`.
    """
    if actor.account_id == account_id:
        raise NotAllowed(
            N_(
                "Personne ne change ses propres accès. Demandez-le à une autre personne de "
                "l’administration."
            )
        )


def overlaps(role: AccountRole, since: date, until: date | None) -> bool:
    """Tell whether a role runs on a day of the span given (both ends included)."""
    return (until is None or role.valid_from <= until) and (
        role.valid_to is None or role.valid_to >= since
    )


def in_conflict(role: Role, held: Iterable[AccountRole], since: date, until: date | None) -> bool:
    """Tell whether a role would put administration and review in the same hands."""
    if role is Role.ADMIN:
        barred = REVIEWING_ROLES
    elif role in REVIEWING_ROLES:
        barred = frozenset({Role.ADMIN})
    else:
        return False
    return any(one.role in barred and overlaps(one, since, until) for one in held)
