"""Where a line of the plan stands, in a word: five states and the rule that gives them. Pure.

Nothing is extrapolated: a line is late when a day has passed, never because a curve says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.messages import N_, Message


class State(StrEnum):
    """Where a line stands on a day."""

    MET = "met"
    LATE = "late"
    UNDER_WAY = "under_way"
    FOLLOWED = "followed"
    UNKNOWN = "unknown"


STATE_LABELS: Mapping[State, Message] = {
    State.MET: N_("cible atteinte"),
    State.LATE: N_("en retard"),
    State.UNDER_WAY: N_("en chemin"),
    State.FOLLOWED: N_("suivi, sans cible chiffrée"),
    State.UNKNOWN: N_("inconnu"),
}

# What each state means, as the page says it under the table.
STATE_MEANINGS: Mapping[State, Message] = {
    State.MET: N_("le chiffre atteint la cible du plan, ou tout ce qui était prévu est terminé."),
    State.LATE: N_(
        "la date de la cible est passée sans qu’elle soit atteinte, ou une étape prévue n’est pas "
        "faite à sa date."
    ),
    State.UNDER_WAY: N_("la cible n’est pas atteinte, et sa date n’est pas passée."),
    State.FOLLOWED: N_("le plan demande de suivre ce chiffre sans lui fixer de nombre."),
    State.UNKNOWN: N_("il n’y a encore rien à compter, ou aucun relevé n’est publié."),
}

# Signs that stand before the word: told apart by their shape, in print too.
STATE_SIGNS: Mapping[State, str] = {
    State.MET: "●",
    State.LATE: "▲",
    State.UNDER_WAY: "◐",
    State.FOLLOWED: "○",
    State.UNKNOWN: "?",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the state: is a figure known, is there something to reach, is it reached.

    ``reached`` is None where the plan sets nothing to reach. ``due_on`` is the day of the target,
    ``late_steps`` how many steps planned for the line are past their day.
    """

    known: bool
    reached: bool | None
    due_on: date | None
    late_steps: int = 0


def state_of(standing: Standing, *, on: date) -> State:
    """Give the state of a line on a day; first match wins."""
    if standing.reached:
        return State.MET
    if standing.late_steps:
        return State.LATE
    overdue = standing.due_on is not None and standing.due_on < on
    if standing.reached is False and overdue:
        return State.LATE
    if not standing.known:
        return State.UNKNOWN
    return State.FOLLOWED if standing.reached is None else State.UNDER_WAY
