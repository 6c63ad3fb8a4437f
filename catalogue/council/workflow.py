"""How a session moves: each act from where to where, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.council.vocabulary import SessionState as S
from catalogue.messages import N_, Message


@dataclass(frozen=True, slots=True)
class Transition:
    """One act on a session: from where to where, what the journal and the button say."""

    sources: frozenset[S]
    target: S
    tag: str
    label: Message


OPEN = frozenset({S.PREPARING, S.CONVENED})

TRANSITIONS: Mapping[str, Transition] = {
    "convene": Transition(
        frozenset({S.PREPARING}), S.CONVENED, "council:convened", N_("Convoquer la session")
    ),
    "decide": Transition(OPEN, S.DECIDED, "council:decided", N_("Enregistrer les décisions")),
    "undo": Transition(
        frozenset({S.DECIDED}),
        S.CONVENED,
        "council:decisions_undone",
        N_("Défaire les décisions"),
    ),
    "close": Transition(
        frozenset({S.DECIDED}), S.CLOSED, "council:closed", N_("Arrêter le procès-verbal")
    ),
    "cancel": Transition(OPEN, S.CANCELLED, "council:cancelled", N_("Annuler la session")),
}


def may(act: str, state: S) -> bool:
    """Tell whether an act is possible from a state."""
    return state in TRANSITIONS[act].sources
