"""The way of a needs expression, as data: buttons, checks and journal tags read this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.permissions import Actor, Permission
from review.needs.vocabulary import NeedsState
from review.needs.vocabulary import NeedsState as S


@dataclass(frozen=True, slots=True)
class Transition:
    """One act that changes the state: from where, to where, who may, and its journal tag."""

    sources: frozenset[NeedsState]
    target: NeedsState
    permission: Permission
    tag: str


TRANSITIONS: Mapping[str, Transition] = {
    "submit": Transition(
        frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, Permission.NEEDS_DRAFT, "needs:submitted"
    ),
    # From a signed paper, in the name of a chair (product_rules §1, «pour le compte de»).
    "submit_for": Transition(
        frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, Permission.NEEDS_SCREEN, "needs:submitted"
    ),
    "withdraw": Transition(
        frozenset({S.SUBMITTED}), S.DRAFT, Permission.NEEDS_DRAFT, "needs:withdrawn"
    ),
    "return": Transition(
        frozenset({S.SUBMITTED}), S.RETURNED, Permission.NEEDS_SCREEN, "needs:returned"
    ),
    "register": Transition(
        frozenset({S.SUBMITTED}), S.REGISTERED, Permission.NEEDS_SCREEN, "needs:registered"
    ),
    "postpone": Transition(
        frozenset({S.SUBMITTED}), S.POSTPONED, Permission.NEEDS_SCREEN, "needs:postponed"
    ),
    "merge": Transition(
        frozenset({S.SUBMITTED}), S.MERGED, Permission.NEEDS_SCREEN, "needs:merged"
    ),
    "reject": Transition(
        frozenset({S.SUBMITTED}), S.REJECTED, Permission.NEEDS_SCREEN, "needs:rejected"
    ),
    "resume": Transition(
        frozenset({S.POSTPONED}), S.SUBMITTED, Permission.NEEDS_SCREEN, "needs:resumed"
    ),
}


def available(state: NeedsState, actor: Actor) -> frozenset[str]:
    """Name the acts open to this person in this state; the slice's rules say on which fiches."""
    return frozenset(
        name
        for name, transition in TRANSITIONS.items()
        if state in transition.sources and actor.may(transition.permission)
    )
