"""What is known of those who read: domains, absences, readings in hand and readings done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.committees.models import Committee
from catalogue.permissions import Actor
from catalogue.records.models import Edition, IcsCode, edition_ics
from catalogue.work_programme.models import WorkItem, work_item_ics
from review.assignments.models import Assignment, Competence, ReviewRound, Unavailability
from review.assignments.rules import followed_rounds
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
)


def competences_of(session: Session, account_ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Give the ICS domains of each person, in order; every person asked about has an answer."""
    found: dict[int, list[str]] = {one: [] for one in account_ids}
    rows = session.execute(
        sa.select(Competence.account_id, Competence.ics_prefix)
        .where(Competence.account_id.in_(account_ids))
        .order_by(Competence.account_id, Competence.ics_prefix)
    )
    for account_id, prefix in rows:
        found[account_id].append(prefix)
    return {key: tuple(value) for key, value in found.items()}


def domains_of(
    session: Session, account_ids: Collection[int]
) -> tuple[Mapping[int, tuple[str, ...]], Mapping[str, str]]:
    """Give each person's ICS domains, and the French titles of them all."""
    found: dict[int, list[str]] = {one: [] for one in account_ids}
    titles: dict[str, str] = {}
    rows = session.execute(
        sa.select(Competence.account_id, Competence.ics_prefix, IcsCode.title_fr)
        .outerjoin(IcsCode, IcsCode.code == Competence.ics_prefix)
        .where(Competence.account_id.in_(account_ids))
        .order_by(Competence.account_id, Competence.ics_prefix)
    )
    for account_id, prefix, title in rows:
        found[account_id].append(prefix)
        if title:
            titles[prefix] = title
    return {key: tuple(value) for key, value in found.items()}, titles


def absences_of(
    session: Session, account_ids: Collection[int], *, since: date
) -> Mapping[int, list[Unavailability]]:
    """Give each person's absences that are not over by a day, first ones first."""
    found: dict[int, list[Unavailability]] = {one: [] for one in account_ids}
    for absence in session.scalars(
        sa.select(Unavailability)
        .where(Unavailability.account_id.in_(account_ids), Unavailability.to_on >= since)
        .order_by(Unavailability.from_on, Unavailability.id)
    ):
        found[absence.account_id].append(absence)
    return found


def loads_of(session: Session, actor: Actor, account_ids: Collection[int]) -> Mapping[int, int]:
    """Count the readings each person has in hand: asked or begun, in rounds still moving.

    Only in rounds whose readers the person asking may know.
    """
    rows = session.execute(
        sa.select(Assignment.account_id, sa.func.count())
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(
            Assignment.account_id.in_(account_ids),
            Assignment.state.in_(UNFINISHED_ASSIGNMENT_STATES),
            ReviewRound.state.in_(LIVE_ROUND_STATES),
            followed_rounds.where(actor),
        )
        .group_by(Assignment.account_id)
    )
    return {row[0]: row[1] for row in rows}


def ics_of_rounds(session: Session, rounds: Sequence[ReviewRound]) -> Mapping[int, tuple[str, ...]]:
    """Give the ICS codes of what each round reads, by round: of its work item, or its standard."""
    item_ids = {one.work_item_id for one in rounds} - {None}
    edition_ids = {one.edition_id for one in rounds} - {None}
    of_item: Mapping[int, list[str]] = {}
    of_edition: Mapping[int, list[str]] = {}
    if item_ids:
        of_item = _grouped(
            session.execute(
                sa.select(work_item_ics.c.work_item_id, work_item_ics.c.ics_code)
                .where(work_item_ics.c.work_item_id.in_(item_ids))
                .order_by(work_item_ics.c.ics_code)
            )
        )
    if edition_ids:
        of_edition = _grouped(
            session.execute(
                sa.select(edition_ics.c.edition_id, edition_ics.c.ics_code)
                .where(edition_ics.c.edition_id.in_(edition_ids))
                .order_by(edition_ics.c.ics_code)
            )
        )
    return {
        one.id: tuple(
            of_item.get(one.work_item_id or 0, []) or of_edition.get(one.edition_id or 0, [])
        )
        for one in rounds
    }


def ics_titles_of(session: Session, codes: Collection[str]) -> Mapping[str, str]:
    """Give the French titles of these codes and domains."""
    rows = session.execute(sa.select(IcsCode.code, IcsCode.title_fr).where(IcsCode.code.in_(codes)))
    return {row[0]: row[1] for row in rows}


def committee_of(session: Session, round_: ReviewRound) -> Committee | None:
    """Give the committee a text comes from: what somebody asked to read it has to know first."""
    subject = round_.work_item or round_.edition
    if subject is None or subject.committee_id is None:
        return None
    return session.get(Committee, subject.committee_id)


def earlier_readings(
    session: Session,
    rounds: Sequence[ReviewRound],
    items: Sequence[WorkItem],
    account_ids: Collection[int],
) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """Say which of these people have read the text before, by round and account.

    An earlier version of the same text, another edition of the same standard, or the edition it
    revises; each is named as people name it. Readings handed in only. ``items`` are those of the
    rounds.
    """
    families = _families(session, rounds, items)
    item_ids = {one.work_item_id for one in rounds} - {None}
    edition_ids = {edition_id for found in families.values() for edition_id in found}
    became = sa.select(WorkItem.id).where(WorkItem.edition_id.in_(edition_ids))
    rows = session.execute(
        sa.select(
            Assignment.account_id,
            ReviewRound.id,
            ReviewRound.work_item_id,
            sa.func.coalesce(ReviewRound.edition_id, WorkItem.edition_id),
            sa.func.coalesce(Edition.reference, WorkItem.title_fr),
        )
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .outerjoin(WorkItem, WorkItem.id == ReviewRound.work_item_id)
        .outerjoin(
            Edition, Edition.id == sa.func.coalesce(ReviewRound.edition_id, WorkItem.edition_id)
        )
        .where(
            Assignment.account_id.in_(account_ids),
            Assignment.state == AssignmentState.SUBMITTED,
            Assignment.role == AssignmentRole.REVIEWER,
            sa.or_(
                ReviewRound.edition_id.in_(edition_ids),
                ReviewRound.work_item_id.in_(item_ids),
                ReviewRound.work_item_id.in_(became),
            ),
        )
        .order_by(ReviewRound.id)
    ).all()
    found: dict[tuple[int, int], dict[str, None]] = {}
    for account_id, read_id, item_id, edition_id, name in rows:
        for round_ in rounds:
            same = item_id is not None and item_id == round_.work_item_id
            if read_id != round_.id and (same or edition_id in families[round_.id]):
                found.setdefault((round_.id, account_id), {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def _families(
    session: Session, rounds: Sequence[ReviewRound], items: Sequence[WorkItem]
) -> Mapping[int, frozenset[int]]:
    """Give, by round, the editions of the standards it is about or revises."""
    of_item = {one.id: (one.edition_id, one.revises_edition_id) for one in items}
    near = {
        one.id: {
            edition_id
            for edition_id in (*of_item.get(one.work_item_id or 0, ()), one.edition_id)
            if edition_id is not None
        }
        for one in rounds
    }
    wanted = {edition_id for found in near.values() for edition_id in found}
    if not wanted:
        return {key: frozenset() for key in near}
    own = aliased(Edition)
    editions = session.execute(
        sa.select(own.id, Edition.id)
        .join(Edition, Edition.standard_id == own.standard_id)
        .where(own.id.in_(wanted))
    )
    siblings: dict[int, set[int]] = {}
    for edition_id, sibling_id in editions:
        siblings.setdefault(edition_id, set()).add(sibling_id)
    return {
        key: frozenset(one for edition_id in found for one in siblings.get(edition_id, ()))
        for key, found in near.items()
    }


def _grouped(rows: sa.Result[int, str]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return found
