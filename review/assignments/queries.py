"""Reading rounds and assignments: for the secretariat's list, for a reviewer, for one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from catalogue.paging import PAGE_SIZE, Page, offset
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.work_programme.models import TextVersion, WorkItem
from review.assignments.models import Assignment, ReviewRound
from review.assignments.reader_queries import ics_of_rounds
from review.assignments.rules import visible_assignments, visible_rounds
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    Phase,
    RoundState,
)

MOST_WAITING = 200  # readings looked at for what waits on one person

_SUBJECT = (
    joinedload(ReviewRound.work_item),
    joinedload(ReviewRound.edition),
    joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
)


# Built once: putting so many joins together costs more than asking for them.
_WHOLE_ROUND = (
    sa.select(ReviewRound)
    .where(ReviewRound.id == sa.bindparam("round_id"))
    .options(
        *_SUBJECT,
        joinedload(ReviewRound.checklist_version),
        # A round has few assignments: one query gives it whole.
        joinedload(ReviewRound.assignments).joinedload(Assignment.interest),
        joinedload(ReviewRound.assignments).joinedload(Assignment.account),
    )
)


def round_of(session: Session, round_id: int) -> ReviewRound | None:
    """Give a round with its text, its subject and its assignments, each knowing its round."""
    found = session.scalars(_WHOLE_ROUND, {"round_id": round_id}).unique().one_or_none()
    for assignment in found.assignments if found is not None else ():
        # An assignment handed on alone keeps its round with all that was loaded of it.
        set_committed_value(assignment, "round", found)
    return found


def visible_round(session: Session, actor: Actor, round_id: int) -> ReviewRound | None:
    """Give a round this person may know of, or nothing."""
    found = round_of(session, round_id)
    return found if found is not None and visible_rounds.allows(actor, found) else None


def assignment_of(session: Session, assignment_id: int) -> Assignment | None:
    """Give an assignment with its round, as :func:`round_of` gives it."""
    round_id = session.scalar(sa.select(Assignment.round_id).where(Assignment.id == assignment_id))
    found = None if round_id is None else round_of(session, round_id)
    if found is None:
        return None
    return next(one for one in found.assignments if one.id == assignment_id)


def own_assignment(session: Session, actor: Actor, assignment_id: int) -> Assignment | None:
    """Give an assignment of the person acting, or nothing."""
    found = assignment_of(session, assignment_id)
    return found if found is not None and found.account_id == actor.account_id else None


def text_of(session: Session, text_version_id: int) -> TextVersion | None:
    """Give a text version with its document and what it belongs to."""
    return session.scalars(
        sa.select(TextVersion)
        .where(TextVersion.id == text_version_id)
        .options(
            joinedload(TextVersion.document),
            joinedload(TextVersion.work_item),
            joinedload(TextVersion.edition),
        )
    ).one_or_none()


def edition_with_texts(
    session: Session, edition_id: int
) -> tuple[Edition, Sequence[TextVersion]] | None:
    """Give a national edition, its own document, and the texts already attached to it."""
    edition = session.scalars(
        sa.select(Edition)
        .where(Edition.id == edition_id)
        .options(joinedload(Edition.text_document))
    ).one_or_none()
    if edition is None or not edition.national:
        return None
    texts = session.scalars(
        sa.select(TextVersion)
        .where(TextVersion.edition_id == edition_id)
        .options(joinedload(TextVersion.document))
        .order_by(TextVersion.id)
    ).all()
    return edition, texts


def live_round_on(session: Session, text_version_id: int, phase: Phase) -> ReviewRound | None:
    """Give the round that is already reading this text, if one is."""
    return session.scalars(
        sa.select(ReviewRound)
        .where(
            ReviewRound.text_version_id == text_version_id,
            ReviewRound.phase == phase,
            ReviewRound.state.in_(LIVE_ROUND_STATES),
        )
        .limit(1)
    ).one_or_none()


def rounds_page(
    session: Session,
    actor: Actor,
    *,
    states: Sequence[RoundState] = (),
    phases: Sequence[Phase] = (),
    number: int = 1,
) -> Page[ReviewRound]:
    """Give the rounds this person may know of, those that move first, then latest first.

    State by state, each in the order of its index: no page costs more for the rounds it leaves out.
    """
    chosen = [visible_rounds.where(actor)]
    if phases:
        chosen.append(ReviewRound.phase.in_(phases))
    counts = _count_by_state(session, chosen)
    wanted = [one for one in RoundState if not states or one in states]
    total = sum(counts.get(one, 0) for one in wanted)
    parts: list[sa.Select[int, int]] = []
    skipped, room = offset(number), PAGE_SIZE
    for state in wanted:
        present = counts.get(state, 0)
        taken = min(max(present - skipped, 0), room)
        if taken:
            part = (
                sa.select(ReviewRound.id)
                .where(ReviewRound.state == state, *chosen)
                .order_by(ReviewRound.opened_at.desc(), ReviewRound.id.desc())
                .limit(taken)
                .offset(skipped)
                .subquery()
            )
            parts.append(sa.select(part.c.id, sa.literal(len(parts)).label("place")))
        skipped, room = max(skipped - present, 0), room - taken
    if not parts:
        return Page([], total, number)
    ids = sa.union_all(*parts).subquery()
    rows = session.scalars(
        sa.select(ReviewRound)
        .join(ids, ids.c.id == ReviewRound.id)
        .options(*_SUBJECT)
        .order_by(ids.c.place, ReviewRound.opened_at.desc(), ReviewRound.id.desc())
    ).all()
    return Page(rows, total, number)


def counts_by_state(session: Session, actor: Actor) -> Mapping[RoundState, int]:
    """Count the rounds this person may know of, by state."""
    return _count_by_state(session, [visible_rounds.where(actor)])


def _count_by_state(
    session: Session, conditions: Sequence[sa.ColumnElement[bool]]
) -> Mapping[RoundState, int]:
    rows = session.execute(
        sa.select(ReviewRound.state, sa.func.count())
        # Every state, named: the index answers, the table is not read.
        .where(ReviewRound.state.in_(list(RoundState)), *conditions)
        .group_by(ReviewRound.state)
    )
    return {row[0]: row[1] for row in rows}


def assignments_in(
    session: Session, actor: Actor, rounds: Sequence[ReviewRound]
) -> Mapping[int, Sequence[Assignment]]:
    """Give the assignments this person may see in several rounds, in one query, by round."""
    found: dict[int, list[Assignment]] = {one.id: [] for one in rounds}
    for assignment in session.scalars(
        sa.select(Assignment)
        .where(Assignment.round_id.in_(found), visible_assignments.where(actor))
        .options(joinedload(Assignment.account))
        .order_by(Assignment.id)
    ):
        found[assignment.round_id].append(assignment)
    return found


def waiting_on(session: Session, actor: Actor, *, most: int = MOST_WAITING) -> Sequence[Assignment]:
    """Give what a person still has to do, what is due first before the rest: at most ``most``.

    Invitations to answer, readings to hand in, disagreements to discuss or to settle.
    """
    asked = (
        sa.select(Assignment.id)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(
            Assignment.account_id == actor.account_id,
            Assignment.state.in_(UNFINISHED_ASSIGNMENT_STATES),
            ReviewRound.state.in_(LIVE_ROUND_STATES),
        )
    )
    discussed = (
        sa.select(Assignment.id)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(
            ReviewRound.state == RoundState.DISCUSSION,
            Assignment.account_id == actor.account_id,
            Assignment.state == AssignmentState.SUBMITTED,
            Assignment.role == AssignmentRole.REVIEWER,
        )
    )
    day = sa.case(
        (Assignment.state == AssignmentState.INVITED, Assignment.respond_by),
        (
            (ReviewRound.state == RoundState.DISCUSSION)
            & (Assignment.role == AssignmentRole.REVIEWER),
            ReviewRound.discussion_until,
        ),
        else_=Assignment.due_on,
    )
    ids = sa.union_all(asked, discussed).subquery()
    return session.scalars(
        _with_subject()
        .where(Assignment.id.in_(sa.select(ids.c.id)))
        .order_by(day.is_(None), day, Assignment.id)
        .limit(most)
    ).all()


def handed_in(session: Session, actor: Actor, *, number: int = 1) -> Page[Assignment]:
    """Give what a person wrote and handed in, latest first; it stays readable ever after."""
    own = (
        Assignment.account_id == actor.account_id,
        Assignment.state == AssignmentState.SUBMITTED,
    )
    total = session.scalar(sa.select(sa.func.count()).select_from(Assignment).where(*own)) or 0
    rows = session.scalars(
        _with_subject()
        .where(*own)
        .order_by(Assignment.id.desc())
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(rows, total, number)


def following_on_theme(
    session: Session, actor: Actor, assignment: Assignment
) -> tuple[Assignment, str] | None:
    """Give the next reading that waits on a person on the theme of one of theirs, and the theme.

    A theme is a field of the ICS: «65», agriculture.
    """
    others = [one for one in waiting_on(session, actor) if one.id != assignment.id]
    if not others:
        return None
    rounds = [assignment.round, *(one.round for one in others)]
    themes = themes_of(session, rounds)
    own = themes[assignment.round_id]
    for one in others:
        for theme in own:
            if theme in themes[one.round_id] and one.state != AssignmentState.SUBMITTED:
                return one, theme
    return None


def themes_of(session: Session, rounds: Sequence[ReviewRound]) -> Mapping[int, tuple[str, ...]]:
    """Give the fields of the ICS (two digits) that each round's text belongs to."""
    return {
        key: tuple(dict.fromkeys(code[:2] for code in codes))
        for key, codes in ics_of_rounds(session, rounds).items()
    }


def _with_subject() -> sa.Select[Assignment]:
    at_round = contains_eager(Assignment.round)
    return (
        sa.select(Assignment)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .options(
            at_round.joinedload(ReviewRound.work_item),
            at_round.joinedload(ReviewRound.edition),
            at_round.joinedload(ReviewRound.text_version).joinedload(TextVersion.document),
        )
    )


def label_of(round_: ReviewRound) -> str:
    """Name what a round reads: the title of the work item, or the older standard."""
    if round_.work_item is not None:
        return round_.work_item.title_fr
    edition = round_.edition
    if edition is None:
        return round_.text_version.document.title
    return f"{edition.reference}, {edition.title_fr}" if edition.title_fr else edition.reference


def rounds_of_item(session: Session, item: WorkItem) -> Sequence[ReviewRound]:
    """Give every round on the texts of a work item, latest first."""
    return _rounds_where(session, ReviewRound.work_item_id == item.id)


def rounds_of_edition(session: Session, edition: Edition) -> Sequence[ReviewRound]:
    """Give every round on an edition: its own, and those of the work item it came from."""
    items = sa.select(WorkItem.id).where(WorkItem.edition_id == edition.id)
    return _rounds_where(
        session,
        sa.or_(ReviewRound.edition_id == edition.id, ReviewRound.work_item_id.in_(items)),
    )


def texts_of_item(session: Session, item: WorkItem) -> Sequence[TextVersion]:
    """Give the texts of a work item, latest first; those its page has read are not read again."""
    if "texts" not in sa.inspect(item).unloaded:
        return sorted(item.texts, key=lambda text: text.id, reverse=True)
    return session.scalars(
        sa.select(TextVersion)
        .where(TextVersion.work_item_id == item.id)
        .options(joinedload(TextVersion.document))
        .order_by(TextVersion.id.desc())
    ).all()


def _rounds_where(session: Session, condition: sa.ColumnElement[bool]) -> Sequence[ReviewRound]:
    return session.scalars(
        sa.select(ReviewRound).where(condition).options(*_SUBJECT).order_by(ReviewRound.id.desc())
    ).all()
