"""Whether an objective is SMART: which of its slots are empty. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from review.action_plan.vocabulary import Slot


def missing(slots: Mapping[str, Any]) -> tuple[Slot, ...]:
    """Give the empty slots of an objective, in the order of a SMART sentence."""
    return tuple(slot for slot in Slot if not _filled(slots.get(slot.value)))


def complete(objectives: Iterable[Mapping[str, Any]]) -> int:
    """Count the objectives with every slot filled."""
    return sum(1 for slots in objectives if not missing(slots))


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None
