"""How a call moves: each act from where to where, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.messages import N_, Message
from review.nominations.vocabulary import CallState as S


@dataclass(frozen=True, slots=True)
class Transition:
    """One act on a call: from where to where, what the journal and the button say."""

    sources: frozenset[S]
    target: S
    tag: str
    label: Message


TRANSITIONS: Mapping[str, Transition] = {
    "send": Transition(
        frozenset({S.PREPARING}), S.SENT, "call:sent", N_("Enregistrer l’envoi de l’appel")
    ),
    "close": Transition(frozenset({S.SENT}), S.CLOSED, "call:closed", N_("Clore l’appel")),
    "cancel": Transition(
        frozenset({S.PREPARING, S.SENT}), S.CANCELLED, "call:cancelled", N_("Abandonner l’appel")
    ),
}


def may(act: str, state: S) -> bool:
    """Tell whether an act is possible from a state."""
    return state in TRANSITIONS[act].sources
