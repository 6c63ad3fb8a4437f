"""Who keeps the directory, and who reads what is not for everybody in it."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.directory.models import GenderBody, Structure
from review.directory.vocabulary import StructureState


def keeps_directory(actor: Actor) -> bool:
    """Tell whether this person keeps the directory."""
    return actor.may(Permission.PLAN_KEEP)


def reads_contacts(actor: Actor) -> bool:
    """Tell whether this person reads contacts, and entries that were taken away."""
    return actor.may(Permission.PLAN_READ_INTERNAL)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the plan's records."""
    if not keeps_directory(actor):
        raise NotAllowed(N_("Seul le secrétariat tient le répertoire."))


def visible_structures(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition on the structures this person may see."""
    return sa.true() if reads_contacts(actor) else Structure.state != StructureState.RETIRED


def visible_bodies(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition on the bodies this person may see."""
    return sa.true() if reads_contacts(actor) else GenderBody.retired_on.is_(None)
