"""How an entry of the directory moves: each act from where to where, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.messages import N_, Message
from review.directory.vocabulary import StructureState as S


@dataclass(frozen=True, slots=True)
class Transition:
    """One act on a structure; ``word`` is its place in the address."""

    sources: frozenset[S]
    target: S
    tag: str
    word: str
    label: Message


TRANSITIONS: Mapping[str, Transition] = {
    "verify": Transition(
        frozenset({S.IDENTIFIED}),
        S.VERIFIED,
        "structure:verified",
        "verifier",
        N_("Dire que la structure est vérifiée"),
    ),
    "retire": Transition(
        frozenset({S.IDENTIFIED, S.VERIFIED}),
        S.RETIRED,
        "structure:retired",
        "retirer",
        N_("Retirer la structure"),
    ),
    "restore": Transition(
        frozenset({S.RETIRED}),
        S.IDENTIFIED,
        "structure:restored",
        "remettre",
        N_("Remettre la structure"),
    ),
}

BY_WORD: Mapping[str, str] = {one.word: act for act, one in TRANSITIONS.items()}


def may(act: str, state: S) -> bool:
    """Tell whether an act is possible from a state."""
    return state in TRANSITIONS[act].sources


def possible(state: S) -> list[Transition]:
    """Give the acts possible from a state, in their order."""
    return [one for one in TRANSITIONS.values() if state in one.sources]
