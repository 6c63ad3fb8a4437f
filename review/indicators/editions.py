"""What the records say of the standards of a window and of the texts near their end, for 5.3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.records.models import Edition, GenderTag, Standard
from catalogue.records.vocabulary import EditionStatus
from catalogue.work_programme.history import stage_on
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.queries import in_programme, portfolio
from review.answers.models import Review
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import ACTIVE_ASSIGNMENT_STATES, Phase, RoundState
from review.decisions.models import Decision, TextEquivalence
from review.indicators.figures import Question
from review.indicators.membership import EditionFact, MarkerTag
from review.indicators.standards_developed import PortfolioItem
from review.indicators.vocabulary import PILOT_RULE, STRICT_RULE, Window

# The day an edition's homologation counts from: its act's, or the council's when the act has none.
_HOMOLOGATED_ON = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)


def programme_of(session: Session, asked: Question) -> Sequence[WorkItem]:
    """Give the items on the programme on the day asked, read once for all that a question asks."""
    return asked.once("programme", lambda: in_programme(session, at=asked.at))


def edition_facts(
    session: Session, window: Window, *, at: date, local_date: Callable[[datetime], date]
) -> list[EditionFact]:
    """Give the agency's editions homologated in the window by ``at``, with what 5.3 needs of each.

    Editions homologated earlier are not read: an identifier counts by its last edition, so that an
    older one never changes the figure. An homologation undone (void) never took place. The number
    of queries does not depend on the number of editions.
    """
    homologated = sa.and_(
        Edition.national,
        Edition.status != EditionStatus.VOID,
        _HOMOLOGATED_ON.between(window.start, min(at, window.end)),
    )
    tags = _tags(session, homologated, at=at, local_date=local_date)
    reviewed = _first_rounds(session, homologated)
    rows = session.execute(
        sa.select(
            Edition.id,
            Standard.identifier_key,
            Edition.reference,
            Edition.title_fr,
            Edition.title_en,
            Edition.nature,
            Edition.correspondence,
            Edition.base_reference,
            Edition.cnncq_adopted_on,
            Edition.homologated_on,
            Edition.withdrawn_on,
            Edition.national_text,
            Edition.upstream_assessment,
        )
        .join(Standard, Standard.id == Edition.standard_id)
        .where(homologated)
    )
    return [
        EditionFact(
            edition_id=row.id,
            identifier=row.identifier_key,
            reference=row.reference,
            title_fr=row.title_fr or row.title_en,
            nature=row.nature,
            correspondence=row.correspondence,
            has_base=bool(row.base_reference and row.base_reference.strip()),
            cnncq_adopted_on=row.cnncq_adopted_on,
            homologated_on=row.homologated_on,
            withdrawn_on=row.withdrawn_on,
            tags=tuple(tags.get(row.id, ())),
            in_review_since=local_date(opened) if (opened := reviewed.get(row.id)) else None,
            national_text=row.national_text,
            upstream_assessment=row.upstream_assessment,
        )
        for row in rows
    ]


def _tags(
    session: Session,
    homologated: sa.ColumnElement[bool],
    *,
    at: date,
    local_date: Callable[[datetime], date],
) -> dict[int, list[MarkerTag]]:
    """Give the tags decided by the day, as they were recorded, with the other rule's marker.

    A tag that rests on an equivalence of texts holds from the day the focal point found it: until
    then the standard was pending, though its decision was made (product_rules §3).
    """
    rows = session.execute(
        sa.select(
            GenderTag.edition_id,
            GenderTag.marker,
            GenderTag.decided_on,
            GenderTag.rule,
            Decision.marker_strict,
            Decision.marker_pilot,
            TextEquivalence.recorded_at,
        )
        .join(Edition, Edition.id == GenderTag.edition_id)
        .outerjoin(Decision, Decision.id == GenderTag.decision_id)
        .outerjoin(
            TextEquivalence,
            sa.and_(
                TextEquivalence.decision_id == GenderTag.decision_id,
                TextEquivalence.edition_id == GenderTag.edition_id,
            ),
        )
        .where(homologated, GenderTag.decided_on <= at)
        .order_by(GenderTag.id)
    )
    found: dict[int, list[MarkerTag]] = defaultdict(list)
    for row in rows:
        other = row.marker_strict if row.rule == PILOT_RULE else row.marker_pilot
        found[row.edition_id].append(
            MarkerTag(
                row.marker,
                row.decided_on,
                row.rule,
                other,
                found_equivalent_on=local_date(row.recorded_at) if row.recorded_at else None,
            )
        )
    return found


def _first_rounds(session: Session, homologated: sa.ColumnElement[bool]) -> dict[int, datetime]:
    """Give when the first final-text round opened, on the edition or on the item it came from."""
    subject = sa.func.coalesce(ReviewRound.edition_id, WorkItem.edition_id)
    rows = session.execute(
        sa.select(subject, sa.func.min(ReviewRound.opened_at))
        .select_from(ReviewRound)
        .outerjoin(WorkItem, WorkItem.id == ReviewRound.work_item_id)
        .join(Edition, Edition.id == subject)
        .where(
            homologated,
            ReviewRound.phase == Phase.FINAL,
            ReviewRound.state != RoundState.CANCELLED,
        )
        .group_by(subject)
    )
    return {row[0]: row[1] for row in rows}


def portfolio_items(
    session: Session, asked: Question, *, rule: str, local_date: Callable[[datetime], date]
) -> list[PortfolioItem]:
    """Give the items past the enquiry on a day, with the marker known of each by then.

    The marker is that of the latest decision on the final text, else that of the latest round on a
    draft, under ``rule``; it stays provisional until the text is homologated and tagged.
    """
    at = asked.at
    items = portfolio(programme_of(session, asked), at=at)
    if not items:
        return []
    ids = [item.id for item in items]
    markers = _draft_markers(session, ids, at=at, rule=rule, local_date=local_date)
    markers |= _decided_markers(session, ids, at=at)
    return [
        PortfolioItem(
            work_item_id=item.id,
            title_fr=item.title_fr,
            stage_code=stage_on(item.stage_events, at) or item.stage_code,
            provisional_marker=markers.get(item.id),
        )
        for item in items
    ]


def _decided_markers(session: Session, ids: Sequence[int], *, at: date) -> dict[int, str]:
    rows = session.execute(
        sa.select(ReviewRound.work_item_id, Decision.marker)
        .join(ReviewRound, ReviewRound.id == Decision.round_id)
        .where(
            ReviewRound.work_item_id.in_(ids),
            ReviewRound.phase == Phase.FINAL,
            Decision.decided_on <= at,
        )
        .order_by(Decision.decided_on, Decision.id)
    )
    return {item_id: marker.value for item_id, marker in rows if item_id is not None}


def _draft_markers(
    session: Session,
    ids: Sequence[int],
    *,
    at: date,
    rule: str,
    local_date: Callable[[datetime], date],
) -> dict[int, str]:
    """Give the marker of each item's last round on a draft; readings that differ give none."""
    rows = session.execute(
        sa.select(
            ReviewRound.work_item_id,
            ReviewRound.id,
            ReviewRound.closed_at,
            Review.assignment_id,
            Review.marker_strict,
            Review.marker_pilot,
        )
        .join(Assignment, Assignment.round_id == ReviewRound.id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(
            ReviewRound.work_item_id.in_(ids),
            ReviewRound.phase == Phase.DRAFT,
            ReviewRound.state == RoundState.CLOSED,
            ReviewRound.closed_at.is_not(None),
            Assignment.state.in_(ACTIVE_ASSIGNMENT_STATES),
            Review.submitted_at.is_not(None),
        )
        .order_by(ReviewRound.closed_at, ReviewRound.id, Review.revision)
    )
    # item → round → reader → marker of the last revision; rounds in the order they closed
    rounds: dict[int, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if local_date(row.closed_at) <= at:
            marker = row.marker_strict if rule == STRICT_RULE else row.marker_pilot
            rounds[row.work_item_id][row.id][row.assignment_id] = marker.value
    latest = {item_id: list(found.values())[-1] for item_id, found in rounds.items()}
    return {
        item_id: next(iter(readings.values()))
        for item_id, readings in latest.items()
        if len(set(readings.values())) == 1
    }
