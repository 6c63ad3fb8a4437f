"""By sampling: whether a single reading decides by itself, or a second person reads too."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.journal import services as journal
from catalogue.permissions import system_actor
from review.answers.models import Review
from review.answers.vocabulary import Marker
from review.assignments.models import ReviewRound
from review.assignments.notices import tell_secretariat
from review.assignments.vocabulary import ReviewMode

# The two outcomes that one person alone never gives a standard (product_rules §3).
_READ_TWICE = frozenset({Marker.NOT_RELEVANT, Marker.PRINCIPAL})


def is_first_by_sampling(round_: ReviewRound) -> bool:
    """Tell whether a round by sampling has asked for one reading so far."""
    return round_.mode is ReviewMode.SAMPLING and round_.required_reviews == 1


def needs_second(round_: ReviewRound, review: Review, marker: Marker) -> bool:
    """Tell whether a first reading by sampling calls a second one (product_rules §3).

    For every NP, every 2, every «déjà couvert» that was claimed, and every round drawn when it was
    opened. ``marker`` is the review's under the rule in force.
    """
    return bool(round_.drawn) or marker in _READ_TWICE or review.covered_by_reference is not None


def ask_for_second(session: Session, round_: ReviewRound, *, at: datetime, on: date) -> None:
    """Ask the secretariat for a second reader; why is written nowhere before both are in."""
    round_.required_reviews = 2
    journal.record(
        session, actor=system_actor(), tag="round:second_reading_asked", subject=round_, at=at
    )
    tell_secretariat(session, "review_second_asked", round_, at=at, on=on)
