"""How a marker came about, kept with the review so that it can be read again in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from catalogue.messages import Message
from review.answers.outcome import Condition, MarkerResult
from review.answers.vocabulary import ConditionCode, Marker, Rule


@dataclass(frozen=True, slots=True)
class Explained:
    """A computed marker read back from where it was kept."""

    marker: Marker
    because: Message
    conditions: tuple[Condition, ...]
    already_covered_used: bool


def written(results: Mapping[Rule, MarkerResult]) -> dict[str, Any]:
    """Write both results of a review, by rule, as they are stored."""
    return {
        rule.value: {
            "marker": result.marker.value,
            "because": _message(result.because),
            "conditions": [
                {
                    "code": condition.code.value,
                    "holds": condition.holds,
                    "reasons": [_message(reason) for reason in condition.reasons],
                }
                for condition in result.conditions
            ],
            "already_covered_used": result.already_covered_used,
        }
        for rule, result in results.items()
    }


def read(stored: Mapping[str, Any], rule: Rule) -> Explained:
    """Read back the result under one rule."""
    kept = stored[rule.value]
    return Explained(
        marker=Marker(kept["marker"]),
        because=_read_message(kept["because"]),
        conditions=tuple(
            Condition(
                ConditionCode(one["code"]),
                bool(one["holds"]),
                tuple(_read_message(reason) for reason in one["reasons"]),
            )
            for one in kept["conditions"]
        ),
        already_covered_used=bool(kept["already_covered_used"]),
    )


def written_depth(depth: Fraction | None) -> str | None:
    """Write the depth score as «n/d»; nothing for «sans objet»."""
    return None if depth is None else f"{depth.numerator}/{depth.denominator}"


def _message(message: Message) -> dict[str, Any]:
    return {
        "msgid": message.msgid,
        "params": {
            name: _message(value) if isinstance(value, Message) else value
            for name, value in message.params.items()
        },
    }


def _read_message(kept: Mapping[str, Any]) -> Message:
    return Message(
        kept["msgid"],
        {
            name: _read_message(value) if isinstance(value, dict) else value
            for name, value in kept["params"].items()
        },
    )
