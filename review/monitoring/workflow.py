"""How a meeting and a recommendation move: each act from where to where, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from catalogue.messages import N_, Message
from review.monitoring.vocabulary import Act
from review.monitoring.vocabulary import MeetingState as M
from review.monitoring.vocabulary import RecommendationState as R

S = TypeVar("S", M, R)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One act: from where to where, what the journal and the button say.

    ``target`` is None where the state stays; ``needs`` says what to write with the act, None when
    nothing must be written.
    """

    sources: frozenset[S]
    target: S | None
    tag: str
    label: Message
    needs: Message | None = None


MEETING_ACTS: Mapping[str, Transition[M]] = {
    "hold": Transition(
        frozenset({M.PLANNED}), M.HELD, "monitoring:held", N_("Dire que la réunion a eu lieu")
    ),
    "undo": Transition(
        frozenset({M.HELD}),
        M.PLANNED,
        "monitoring:not_held",
        N_("La remettre parmi les réunions à venir"),
        N_("Écrivez pourquoi la réunion n’a pas eu lieu à cette date."),
    ),
    "close": Transition(
        frozenset({M.HELD}), M.CLOSED, "monitoring:closed", N_("Arrêter le compte rendu")
    ),
    "cancel": Transition(
        frozenset({M.PLANNED}),
        M.CANCELLED,
        "monitoring:cancelled",
        N_("Annuler la réunion"),
        N_("Écrivez pourquoi la réunion n’a pas lieu."),
    ),
}

_OPEN = frozenset({R.TO_DO, R.UNDER_WAY})

RECOMMENDATION_ACTS: Mapping[Act, Transition[R]] = {
    Act.BEGIN: Transition(
        frozenset({R.TO_DO}), R.UNDER_WAY, "recommendation:begun", N_("Elle est commencée")
    ),
    Act.FINISH: Transition(
        _OPEN,
        R.DONE,
        "recommendation:done",
        N_("Elle est faite"),
        N_("Dites ce qui le prouve, ou joignez la pièce."),
    ),
    Act.ABANDON: Transition(
        _OPEN,
        R.ABANDONED,
        "recommendation:abandoned",
        N_("Elle est abandonnée"),
        N_("Écrivez pourquoi elle est abandonnée."),
    ),
    Act.REOPEN: Transition(
        frozenset({R.DONE, R.ABANDONED}),
        R.UNDER_WAY,
        "recommendation:reopened",
        N_("Elle est reprise"),
        N_("Écrivez pourquoi elle est reprise."),
    ),
    Act.POSTPONE: Transition(
        _OPEN,
        None,
        "recommendation:postponed",
        N_("Son échéance change"),
        N_("Écrivez pourquoi l’échéance change."),
    ),
}


def may_meet(act: str, state: M) -> bool:
    """Tell whether an act on a meeting is possible from a state."""
    return state in MEETING_ACTS[act].sources


def acts_from(state: R) -> list[Act]:
    """Give the acts on a recommendation that are possible from a state."""
    return [act for act, moves in RECOMMENDATION_ACTS.items() if state in moves.sources]
