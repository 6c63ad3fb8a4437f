"""What comes out of a filled checklist: its marker, and all that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from catalogue.messages import Message
from review.answers.vocabulary import ConditionCode, Marker


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether one of K1 to K4 holds, and why: what supports it, or else everything that fails."""

    code: ConditionCode
    holds: bool
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class MarkerResult:
    """The marker of one checklist under one rule, with all that explains it.

    ``conditions`` are K1 to K4 in order, empty for NP, which rests on F1 and F3 alone.
    ``already_covered_used`` says that a marker 1 or 2 rests on K2′. ``depth`` goes from 0 to 1 and
    is None for «sans objet»; it is shown to learn from and enters no indicator.
    """

    marker: Marker
    because: Message
    conditions: tuple[Condition, ...]
    already_covered_used: bool
    short_form: bool
    depth: Fraction | None
