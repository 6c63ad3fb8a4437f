"""Reading draws: the half-years that have a seed, and what each drew once it can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.work_programme.models import TextVersion
from review.assignments.half_year import HalfYear, parse_half_year
from review.assignments.models import ReviewRound, SamplingSeed
from review.assignments.sampling import commitment, digest_of, is_drawn
from review.assignments.vocabulary import RoundState


@dataclass(frozen=True, slots=True)
class Draw:
    """The draw of one half-year, as far as it may be told.

    Its seed says which rounds were drawn, so it is told when the half-year is over and none of its
    rounds is still being read: ``still_read`` of them are.
    """

    half_year: HalfYear
    record: SamplingSeed
    rounds: int
    still_read: int
    over: bool

    @property
    def told(self) -> bool:
        """Tell whether the seed and what it drew may be shown."""
        return self.over and not self.still_read

    @property
    def commitment(self) -> str:
        """Give the SHA-256 of the seed, in the journal since it was made; tells nothing."""
        return commitment(self.record.seed)


@dataclass(frozen=True, slots=True)
class DrawnRound:
    """One round of a draw: what was recorded, and the number worked out again now."""

    round: ReviewRound
    digest: str
    drawn_again: bool

    @property
    def agrees(self) -> bool:
        """Tell whether what was recorded is what the seed gives."""
        return self.drawn_again == self.round.drawn


def draws(session: Session, *, on: date) -> list[Draw]:
    """Give the draws of every half-year that has a seed, latest first, in one query."""
    return _draws(session, sa.true(), on=on)


def draw_of(session: Session, code: str, *, on: date) -> Draw | None:
    """Give the draw of one half-year, None when it has no seed."""
    found = _draws(session, SamplingSeed.half_year == code, on=on)
    return found[0] if found else None


def _draws(session: Session, condition: sa.ColumnElement[bool], *, on: date) -> list[Draw]:
    counted = (
        sa.select(
            ReviewRound.seed_id,
            sa.func.count().label("rounds"),
            sa.func.sum(sa.case((ReviewRound.state == RoundState.OPEN, 1), else_=0)).label("read"),
        )
        .where(ReviewRound.seed_id.is_not(None))
        .group_by(ReviewRound.seed_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(
            SamplingSeed,
            sa.func.coalesce(counted.c.rounds, 0),
            sa.func.coalesce(counted.c.read, 0),
        )
        .outerjoin(counted, counted.c.seed_id == SamplingSeed.id)
        .where(condition)
        .order_by(SamplingSeed.half_year.desc())
    )
    found = []
    for record, rounds, still_read in rows:
        half_year = parse_half_year(record.half_year)
        if half_year is not None:
            found.append(Draw(half_year, record, rounds, still_read, over=on > half_year.last))
    return found


def rounds_of_draw(session: Session, draw: Draw) -> Sequence[DrawnRound]:
    """Give every round of a draw that may be told, with its number worked out again; else none."""
    if not draw.told:
        return ()
    rounds = session.scalars(
        sa.select(ReviewRound)
        .where(ReviewRound.seed_id == draw.record.id)
        .options(
            joinedload(ReviewRound.work_item),
            joinedload(ReviewRound.edition),
            joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
        )
        .order_by(ReviewRound.id)
    )
    seed = draw.record.seed
    return [
        DrawnRound(
            round=one,
            digest=digest_of(seed, one.id),
            drawn_again=is_drawn(seed, one.id, percent=one.draw_percent or 0),
        )
        for one in rounds
    ]
