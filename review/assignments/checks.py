"""What every act of a review checks first: who acts, on which version, with which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from catalogue.errors import Conflict, Invalid, NotAllowed, NotFound
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission
from review.assignments.models import Assignment


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


def secretariat_only(actor: Actor) -> None:
    """Refuse anybody but the secretariat."""
    if not actor.may(Permission.REVIEW_ASSIGN):
        raise NotAllowed(N_("Seul le secrétariat ouvre les relectures et y invite des personnes."))


def own_only(assignment: Assignment, actor: Actor) -> None:
    """Refuse anybody but the person asked, as if the reading did not exist."""
    if assignment.account_id != actor.account_id or not actor.may(Permission.REVIEW_FILL):
        raise NotFound


def same_version(subject: Versioned, seen_version: int, current: Mapping[str, str]) -> None:
    """Refuse an act on a row that changed since the person saw it."""
    if subject.version != seen_version:
        raise Conflict(current=current, version=subject.version)


def given_text(text: str, message: Message, field: str = "reason") -> str:
    """Ask for the words an act needs; give them trimmed."""
    if not text.strip():
        raise Invalid(N_("Il manque une explication."), {field: message})
    return text.strip()
