"""Counting how pairs of first codings answered: only of rounds whose readings are all in.

A first coding is the first revision of a reading, as it was handed in before the other was seen
(product_rules §3). The readers of a pair are taken in the order they were asked. A round counts
from the moment both are in, decided or not: leaving those in discussion out would make agreement
look better than it is. Nothing of a sealed round is counted, so no figure moves while one runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.agreement.kappa import Agreement, agreement
from review.answers.models import Answer, Review
from review.answers.vocabulary import SHORT_FORM_CRITERIA, Marker, Rule, differences
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    UNSEALED_ROUND_STATES,
    AssignmentRole,
    Phase,
    ReviewMode,
)
from review.decisions.models import Decision


@dataclass(frozen=True, slots=True)
class Measured:
    """Agreement on the markers and on each criterion, by code, over the pairs of a period.

    ``by_sampling`` of the pairs come from rounds by sampling, where some results call the second
    reading: they are not a random part of all texts.
    """

    markers: Agreement
    criteria: Mapping[str, Agreement]
    by_sampling: int


def first_pair_at(session: Session) -> datetime | None:
    """Give when the first pair was complete, None before there is one."""
    pairs = _pairs(None, None, Rule.STRICT)
    return session.scalar(sa.select(sa.func.min(pairs.c.complete_at)))


def measured(
    session: Session, *, since: datetime | None, until: datetime | None, rule: Rule
) -> Measured:
    """Measure agreement over the pairs complete from ``since`` on, before ``until``.

    Markers are compared under the rule in force at the decision of their round; ``rule`` is
    today's, for rounds not yet decided. A criterion counts the pairs in which it was asked of
    both: the short form leaves out what it does not ask.
    """
    pairs = _pairs(since, until, rule)
    markers: dict[tuple[str, str], int] = {}
    by_sampling = 0
    for first, second, mode, count in session.execute(
        sa.select(pairs.c.first_marker, pairs.c.second_marker, pairs.c.mode, sa.func.count())
        .group_by(pairs.c.first_marker, pairs.c.second_marker, pairs.c.mode)
    ):  # fmt: skip
        said = (first.value, second.value)
        markers[said] = markers.get(said, 0) + count
        by_sampling += count if mode is ReviewMode.SAMPLING else 0
    return Measured(agreement(markers), _criteria(session, pairs), by_sampling)


def _criteria(session: Session, pairs: sa.Subquery[Any]) -> dict[str, Agreement]:
    one, two = aliased(Answer), aliased(Answer)
    whole = sa.and_(
        pairs.c.first_marker != Marker.NOT_RELEVANT, pairs.c.second_marker != Marker.NOT_RELEVANT
    )
    rows = session.execute(
        sa.select(one.code, one.value, two.value, sa.func.count())
        .select_from(pairs)
        .join(one, one.review_id == pairs.c.first_id)
        .join(two, sa.and_(two.review_id == pairs.c.second_id, two.code == one.code))
        .where(
            one.value.is_not(None),
            two.value.is_not(None),
            sa.or_(one.code.in_(SHORT_FORM_CRITERIA), whole),
        )
        .group_by(one.code, one.value, two.value)
    )
    found: dict[str, dict[tuple[str, str], int]] = {}
    for code, first, second, count in rows:
        said = (_plain(code, first or ""), _plain(code, second or ""))
        kept = found.setdefault(code, {})
        kept[said] = kept.get(said, 0) + count
    return {code: agreement(said) for code, said in found.items()}


def _plain(code: str, value: str) -> str:
    """Give an answer so that the same answer is the same text: F3's differences in one order."""
    return ",".join(sorted(differences(value) or ())) if code == "F3" else value


def _pairs(since: datetime | None, until: datetime | None, rule: Rule) -> sa.Subquery[Any]:
    """Give the pairs of first codings of rounds that are no longer sealed."""
    one, two = aliased(Review), aliased(Review)
    asked_one, asked_two = aliased(Assignment), aliased(Assignment)
    complete_at = sa.case(
        (one.submitted_at >= two.submitted_at, one.submitted_at), else_=two.submitted_at
    )
    pilot = sa.func.coalesce(Decision.rule, sa.literal(rule, Decision.rule.type)) == Rule.PILOT
    query = (
        sa.select(
            one.id.label("first_id"),
            two.id.label("second_id"),
            sa.case((pilot, one.marker_pilot), else_=one.marker_strict).label("first_marker"),
            sa.case((pilot, two.marker_pilot), else_=two.marker_strict).label("second_marker"),
            ReviewRound.mode,
            complete_at.label("complete_at"),
        )
        .select_from(ReviewRound)
        .join(asked_one, asked_one.round_id == ReviewRound.id)
        .join(
            asked_two,
            sa.and_(asked_two.round_id == ReviewRound.id, asked_two.id > asked_one.id),
        )
        .join(one, one.assignment_id == asked_one.id)
        .join(two, two.assignment_id == asked_two.id)
        .outerjoin(Decision, Decision.round_id == ReviewRound.id)
        .where(
            ReviewRound.phase == Phase.FINAL,
            ReviewRound.state.in_(UNSEALED_ROUND_STATES),
            *(
                condition
                for asked in (asked_one, asked_two)
                for condition in (
                    asked.role == AssignmentRole.REVIEWER,
                    asked.state.in_(ACTIVE_ASSIGNMENT_STATES),
                )
            ),
            *(
                condition
                for review in (one, two)
                for condition in (review.revision == 1, review.submitted_at.is_not(None))
            ),
        )
    )
    if since is not None:
        query = query.where(complete_at >= since)
    if until is not None:
        query = query.where(complete_at < until)
    return query.subquery()
