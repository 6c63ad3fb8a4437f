"""Reading what the software read of the texts: how far, page by page, and words in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.folding import has_every_word
from catalogue.paging import PAGE_SIZE, Page, offset
from catalogue.permissions import Actor
from catalogue.work_programme.models import TextVersion
from review.analysis.models import TextAnalysis, TextHint, TextPage
from review.analysis.rules import readable_texts
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    AssignmentState,
)


def readable_text(session: Session, actor: Actor, text_version_id: int) -> TextVersion | None:
    """Give a text this person may read, with its document and what it belongs to, or nothing."""
    return session.scalars(
        sa.select(TextVersion)
        .where(TextVersion.id == text_version_id, readable_texts(actor))
        .options(
            joinedload(TextVersion.document),
            joinedload(TextVersion.work_item),
            joinedload(TextVersion.edition),
        )
    ).one_or_none()


def analysis_of(session: Session, text_version_id: int) -> TextAnalysis | None:
    """Give how far a text is read; nothing when its reading waits."""
    return session.scalars(
        sa.select(TextAnalysis).where(TextAnalysis.text_version_id == text_version_id)
    ).one_or_none()


def analyses_of(session: Session, texts: Sequence[TextVersion]) -> Mapping[int, TextAnalysis]:
    """Give how far several texts are read, by text."""
    rows = session.scalars(
        sa.select(TextAnalysis).where(TextAnalysis.text_version_id.in_([one.id for one in texts]))
    )
    return {one.text_version_id: one for one in rows}


def hints_by_text(session: Session, texts: Sequence[TextVersion]) -> Mapping[int, int]:
    """Count the hints of several texts."""
    rows = session.execute(
        sa.select(TextHint.text_version_id, sa.func.count())
        .where(TextHint.text_version_id.in_([one.id for one in texts]))
        .group_by(TextHint.text_version_id)
    )
    return {row[0]: row[1] for row in rows}


def scanned_by_text(session: Session, text_version_ids: Sequence[int]) -> Mapping[int, int]:
    """Count the pages of several texts that are images: nothing was read of them."""
    rows = session.execute(
        sa.select(TextPage.text_version_id, sa.func.count())
        .where(TextPage.text_version_id.in_(text_version_ids), TextPage.scanned)
        .group_by(TextPage.text_version_id)
    )
    return {row[0]: row[1] for row in rows}


def page_of_text(session: Session, text_version_id: int, number: int) -> TextPage | None:
    """Give one page of a text, or nothing when it is not read."""
    return session.scalars(
        sa.select(TextPage).where(
            TextPage.text_version_id == text_version_id, TextPage.number == number
        )
    ).one_or_none()


def reading_of(session: Session, actor: Actor, text_version_id: int) -> Assignment | None:
    """Give the assignment in which this person reads a text: the one to fill first, else the last.

    It comes with its round.
    """
    return session.scalars(
        sa.select(Assignment)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(
            Assignment.account_id == actor.account_id,
            ReviewRound.text_version_id == text_version_id,
            Assignment.state.in_((AssignmentState.IN_PROGRESS, AssignmentState.SUBMITTED)),
        )
        .options(joinedload(Assignment.round))
        .order_by(
            sa.case(
                (
                    (Assignment.state == AssignmentState.IN_PROGRESS)
                    & ReviewRound.state.in_(LIVE_ROUND_STATES),
                    0,
                ),
                else_=1,
            ),
            Assignment.id.desc(),
        )
        .limit(1)
    ).one_or_none()


MOST_FOUND = 500


def pages_with_words(session: Session, actor: Actor, words: str, number: int) -> Page[TextPage]:
    """Give the pages that hold every word, of the texts this person may read, latest text first.

    The permission is in the query. No more than ``MOST_FOUND`` pages are counted and shown.
    """
    where = [readable_texts(actor), *has_every_word(TextPage.folded, words)]
    found = (
        sa.select(TextPage.id)
        .join(TextVersion, TextVersion.id == TextPage.text_version_id)
        .where(*where)
        .limit(MOST_FOUND + 1)
    )
    total = session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    text = joinedload(TextPage.text_version)
    rows = session.scalars(
        sa.select(TextPage)
        .join(TextVersion, TextVersion.id == TextPage.text_version_id)
        .where(*where)
        .options(
            text.joinedload(TextVersion.document),
            text.joinedload(TextVersion.work_item),
            text.joinedload(TextVersion.edition),
        )
        .order_by(TextPage.text_version_id.desc(), TextPage.number)
        .limit(PAGE_SIZE)
        .offset(offset(min(number, MOST_FOUND // PAGE_SIZE)))
    ).all()
    return Page(rows, total, number)
