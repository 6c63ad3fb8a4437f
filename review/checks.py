"""What contradicts itself between needs, rounds, decisions and gender tags, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.checks import Installation
from catalogue.messages import N_, Message
from catalogue.records.models import Edition, GenderTag
from catalogue.records.vocabulary import EditionStatus
from catalogue.work_programme.models import WorkItem
from review.assignments.models import ReviewRound, SamplingSeed
from review.assignments.sampling import is_drawn
from review.assignments.vocabulary import Phase, RoundState
from review.decisions.models import Decision
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState


def faults(session: Session, around: Installation) -> Iterator[Message]:
    """Give one sentence per contradiction on the review side; nothing when all is in order."""
    del around
    yield from _needs(session)
    yield from _rounds(session)
    yield from _draws(session)
    yield from _tags(session)


def remarks(session: Session, around: Installation) -> Iterator[Message]:
    """Name the standards whose decision waits: the homologated text is not the one that was read.

    They stay pending in indicator 5.3 until the focal point finds the changes without effect, or a
    new round is opened (product_rules §3).
    """
    del around
    for reference in session.scalars(
        sa.select(Edition.reference)
        .distinct()
        .select_from(Decision)
        .join(ReviewRound, ReviewRound.id == Decision.round_id)
        .outerjoin(WorkItem, WorkItem.id == ReviewRound.work_item_id)
        .join(Edition, Edition.id == sa.func.coalesce(ReviewRound.edition_id, WorkItem.edition_id))
        .where(
            ReviewRound.phase == Phase.FINAL,
            Edition.national,
            Edition.status.in_((EditionStatus.PUBLISHED, EditionStatus.WITHDRAWN)),
            # A standard tagged since, by its very text, waits for nothing.
            ~sa.exists().where(
                GenderTag.edition_id == Edition.id, GenderTag.tagged_at >= Decision.decided_at
            ),
        )
        .order_by(Edition.reference)
    ):
        yield N_(
            "Norme %(reference)s : sa décision attend, le texte homologué n’étant pas celui qui a "
            "été relu. Le point focal constate l’équivalence, ou une nouvelle relecture s’ouvre.",
            reference=reference,
        )


def _needs(session: Session) -> Iterator[Message]:
    for number in session.scalars(
        sa.select(NeedsExpression.number)
        .where(
            NeedsExpression.state == NeedsState.REGISTERED, NeedsExpression.work_item_id.is_(None)
        )
        .order_by(NeedsExpression.id)
    ):
        yield N_(
            "Expression de besoin %(number)s : elle est inscrite au programme, mais aucun sujet "
            "ne lui correspond.",
            number=number or "?",
        )


def _rounds(session: Session) -> Iterator[Message]:
    decided = ReviewRound.state == RoundState.DECIDED
    for round_id, state, decision_id in session.execute(
        sa.select(ReviewRound.id, ReviewRound.state, Decision.id)
        .outerjoin(Decision, Decision.round_id == ReviewRound.id)
        .where(sa.or_(sa.and_(decided, Decision.id.is_(None)), sa.and_(~decided, Decision.id > 0)))
        .order_by(ReviewRound.id)
    ):
        if state is RoundState.DECIDED:
            yield N_("Relecture n° %(id)d : elle est décidée, mais sans décision.", id=round_id)
        else:
            yield N_(
                "Relecture n° %(id)d : la décision n° %(decision)d existe, mais la relecture "
                "n’est pas décidée.",
                id=round_id,
                decision=decision_id,
            )


def _draws(session: Session) -> Iterator[Message]:
    """Work every draw out again: what was recorded is what its seed gives."""
    for round_id, drawn, percent, seed in session.execute(
        sa.select(ReviewRound.id, ReviewRound.drawn, ReviewRound.draw_percent, SamplingSeed.seed)
        .join(SamplingSeed, SamplingSeed.id == ReviewRound.seed_id)
        .order_by(ReviewRound.id)
    ):
        if is_drawn(seed, round_id, percent=percent or 0) != drawn:
            yield N_(
                "Relecture n° %(id)d : ce qui est enregistré de son tirage n’est pas ce que donne "
                "la graine du semestre.",
                id=round_id,
            )


def _tags(session: Session) -> Iterator[Message]:
    known = sa.exists().where(Decision.id == GenderTag.decision_id)
    for reference, decision_id in session.execute(
        sa.select(Edition.reference, GenderTag.decision_id)
        .join(Edition, Edition.id == GenderTag.edition_id)
        .where(~known)
        .order_by(GenderTag.id)
    ):
        yield N_(
            "Norme %(reference)s : son marqueur de genre renvoie à une décision qui n’existe pas "
            "(n° %(decision)d).",
            reference=reference,
            decision=decision_id,
        )
    for reference, tag, decision in session.execute(
        sa.select(Edition.reference, GenderTag.marker, Decision.marker)
        .join(Edition, Edition.id == GenderTag.edition_id)
        .join(Decision, Decision.id == GenderTag.decision_id)
        .where(_code(Decision.marker) != _code(GenderTag.marker))
        .order_by(GenderTag.id)
    ):
        yield N_(
            "Norme %(reference)s : elle porte le marqueur %(tag)s, sa décision dit %(decision)s.",
            reference=reference,
            tag=tag.value,
            decision=decision.value,
        )


def _code(marker: InstrumentedAttribute[Any]) -> sa.ColumnElement[str]:
    """Give a marker's code: two enumerations hold the same codes."""
    return sa.cast(marker, sa.String)
