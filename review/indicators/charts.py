"""The numbers of the drawings: where the possible interval stands, how the standards divide."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.messages import N_, Message
from review.indicators.vocabulary import RecordStatus

_STEP = 0.1
_WIDTH = 100.0

# What a standard of E can be, in the order people read it: a final marker, or none yet.
GROUP_LABELS: dict[str, Message] = {
    "2": N_("2 : le genre est l’objectif principal"),
    "1": N_("1 : genre pris en compte"),
    "0": N_("0 : non sensible au genre"),
    "NP": N_("NP : non pertinent"),
    RecordStatus.IN_PROGRESS: N_("Examen en cours"),
    RecordStatus.NOT_EXAMINED: N_("Non examinée"),
}


@dataclass(frozen=True, slots=True)
class IntervalChart:
    """Places along a line, in percent of its width, and the share its right end stands for."""

    low: float
    high: float
    target: float
    scale: float


def interval_chart(plain: Mapping[str, Any]) -> IntervalChart | None:
    """Place the figure, what it could reach and the target; None for a figure «sans objet».

    The line ends at the next ten percent after the largest of them, so that small shares show.
    """
    if plain["interval"] is None:
        return None
    low, high = plain["interval"]
    largest = max(high, plain["target"])
    scale = min(1.0, (math.floor(round(largest / _STEP, 9)) + 1) * _STEP)
    scale = max(scale, largest)
    return IntervalChart(
        low=_WIDTH * low / scale,
        high=_WIDTH * high / scale,
        target=_WIDTH * plain["target"] / scale,
        scale=scale,
    )


def group_of(record: Mapping[str, Any]) -> str:
    """Tell in which group a standard falls: its final marker, or how far its review is."""
    marker: str | None = record["marker"]
    return marker if marker is not None else str(record["status"])


def groups(plain: Mapping[str, Any]) -> dict[str, int]:
    """Count the standards of E by group, in the order of :data:`GROUP_LABELS`."""
    found = Counter(group_of(record) for record in plain["records"])
    return {group: found[group] for group in GROUP_LABELS}
