"""What differs between two versions of a plan, text by text. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.messages import N_, Message
from review.action_plan.vocabulary import COLUMNS, SLOT_LABELS

_TITLES: dict[str, Message] = {"result_title": N_("Titre du résultat")}
LINE_TEXTS: Mapping[str, Message] = _TITLES | COLUMNS
OBJECTIVE_TEXTS: Mapping[str, Message] = {
    "text": N_("Texte de l’objectif"),
    **{slot.value: label for slot, label in SLOT_LABELS.items()},
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One text that is not the same in both: of which line or objective, before and after."""

    code: str
    heading: Message
    before: str
    after: str


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], texts: Mapping[str, Message]
) -> Sequence[Difference]:
    """Compare the lines, or the objectives, of two versions; one absent reads as empty."""
    found = []
    for code in dict.fromkeys((*before, *after)):
        old, new = before.get(code, {}), after.get(code, {})
        for name, heading in texts.items():
            told, now = str(old.get(name) or ""), str(new.get(name) or "")
            if told != now:
                found.append(Difference(code, heading, told, now))
    return found
