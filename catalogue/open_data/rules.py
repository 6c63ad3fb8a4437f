"""Who may bring ISO's files in."""

from __future__ import annotations

from catalogue.permissions import Actor, Permission


def may_import(actor: Actor) -> bool:
    """Tell whether this person imports files; the command line does so by itself."""
    by_itself = actor.account_id is None and not actor.roles
    return by_itself or actor.may(Permission.IMPORT_RUN)
