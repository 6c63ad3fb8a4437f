"""What is written of an objective, and what cannot stand in it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from catalogue.messages import N_, Message

IN_THE_FUTURE = N_("Donnez une date qui n’est pas dans l’avenir.")
_BARE_PERCENTAGE = re.compile(r"\s*\d+(?:[.,]\d+)?\s*(?:%|pour\s?cent)\s*")


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """What is written of an objective; an empty slot is not known."""

    text: str = ""
    indicator_code: str = ""
    baseline_value: str = ""
    baseline_on: date | None = None
    target: str = ""
    due_on: date | None = None
    population: str = ""
    measured_by: str = ""
    owner: str = ""


def objective_problems(facts: ObjectiveFacts, today: date) -> dict[str, Message]:
    """Say what cannot stand in an objective, by its field."""
    problems: dict[str, Message] = {}
    if _BARE_PERCENTAGE.fullmatch(facts.baseline_value):
        problems["baseline_value"] = N_(
            "Un pourcentage seul ne dit pas de combien sur combien : écrivez par exemple"
            " « 12 sur 40 ». La part se calcule."
        )
    if facts.baseline_on is not None and facts.baseline_on > today:
        problems["baseline_on"] = IN_THE_FUTURE
    if facts.baseline_on and facts.due_on and facts.due_on < facts.baseline_on:
        problems["due_on"] = N_("L’échéance précède la date de la base : corrigez l’une des deux.")
    return problems
