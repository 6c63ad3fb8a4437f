"""How a training event moves: each act from where to where, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.messages import N_, Message
from review.training.vocabulary import EventState as S


@dataclass(frozen=True, slots=True)
class Transition:
    """One act on an event: from where to where, what the journal and the button say."""

    sources: frozenset[S]
    target: S
    tag: str
    label: Message


TRANSITIONS: Mapping[str, Transition] = {
    "hold": Transition(
        frozenset({S.PLANNED}), S.HELD, "training:held", N_("Noter la formation comme tenue")
    ),
    "cancel": Transition(
        frozenset({S.PLANNED}), S.CANCELLED, "training:cancelled", N_("Annuler la formation")
    ),
    "reopen": Transition(
        frozenset({S.HELD, S.CANCELLED}),
        S.PLANNED,
        "training:reopened",
        N_("Remettre la formation en préparation"),
    ),
}


def may(act: str, state: S) -> bool:
    """Tell whether an act is possible from a state."""
    return state in TRANSITIONS[act].sources
