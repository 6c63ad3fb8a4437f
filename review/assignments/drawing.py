"""The seed of a half-year, and a round entering the draw when it is opened."""

from __future__ import annotations

import secrets
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.journal import services as journal
from catalogue.permissions import Actor, system_actor
from catalogue.policy.services import number_of, value_of
from review.assignments.half_year import HalfYear, half_year_of
from review.assignments.models import ReviewRound, SamplingSeed
from review.assignments.sampling import commitment, is_drawn
from review.assignments.vocabulary import Phase, ReviewMode

_SEED_BYTES = 32


def mode_in_force(session: Session, phase: Phase, *, on: date) -> ReviewMode:
    """Give how a text is read that is opened that day; sampling is for final texts alone."""
    if phase is not Phase.FINAL:
        return ReviewMode.DOUBLE
    return ReviewMode(value_of(session, "review_mode", on=on))


def seed_of(
    session: Session, half_year: HalfYear, *, at: datetime, by: Actor | None = None
) -> SamplingSeed:
    """Give the seed of a half-year; the first who asks has it made, before any round is drawn.

    The system makes it; ``by`` is who opened a round before it existed. The journal keeps its
    SHA-256, which proves it later without telling it now: who knows the seed knows who is drawn.
    """
    found = session.scalars(
        sa.select(SamplingSeed).where(SamplingSeed.half_year == half_year.code)
    ).one_or_none()
    if found is not None:
        return found
    made = SamplingSeed(
        half_year=half_year.code,
        seed=secrets.token_hex(_SEED_BYTES),
        recorded_at=at,
        recorded_by_id=None if by is None else by.account_id,
    )
    session.add(made)
    session.flush()
    journal.record(
        session,
        actor=system_actor(),
        tag="sampling:seed_recorded",
        subject=made,
        at=at,
        changes={"half_year": made.half_year, "seed_sha256": commitment(made.seed)},
    )
    return made


def enter_draw(
    session: Session, round_: ReviewRound, *, actor: Actor, at: datetime, on: date
) -> None:
    """Let a round just opened by sampling ask for one reading, and draw it at once.

    Nobody is told what was drawn: a drawn round asks for its second reading when the first is in,
    like those whose marker asks for one (product_rules §3).
    """
    seed = seed_of(session, half_year_of(on), at=at, by=actor)
    percent = number_of(session, "sampling_percent", on=on)
    session.add(round_)
    session.flush()  # it is drawn with its id
    round_.required_reviews = 1
    round_.seed_id = seed.id
    round_.draw_percent = percent
    round_.drawn = is_drawn(seed.seed, round_.id, percent=percent)
