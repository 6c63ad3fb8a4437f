"""Tell which withdrawn documents are shown unasked, as catalogue.search.withdrawn says."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.search.postgres.matching import Condition, Match
from catalogue.search.postgres.tables import document
from catalogue.search.question import Run
from catalogue.search.withdrawn import worth_comparing


def shown_unasked(connection: sa.Connection, answering: Condition, result: Match) -> Condition:
    """Say of a withdrawn document that answers whether it is better shown."""
    likeness = _likeness(result.whole) if worth_comparing(result.whole, 0) else sa.literal(0)
    rows = connection.execute(
        sa.select(document.c.withdrawn, sa.func.count(), sa.func.max(likeness))
        .where(answering)
        .group_by(document.c.withdrawn)
    )
    counts, levels = {}, {}
    for withdrawn, count, level in rows:
        counts[withdrawn], levels[withdrawn] = count, level
    if len(counts) < len((True, False)):
        return sa.true()  # nothing in force answers, or nothing withdrawn
    if result.first:
        return sa.and_(document.c.key.in_(result.named))
    if levels[True] > levels[False] and worth_comparing(result.whole, sum(counts.values())):
        return sa.and_(likeness == levels[True])
    return sa.false()


def _likeness(whole: Run) -> sa.ColumnElement[int]:
    """Give 2 to what has the words typed for whole title, 1 to what has them in their order."""
    sides = ((document.c.title_fr, whole.french), (document.c.title_en, whole.english))
    return sa.case(
        (sa.or_(*(title == words.decode() for title, words in sides)), 2),
        (sa.or_(*(sa.func.strpos(title, words.decode()) > 0 for title, words in sides)), 1),
        else_=0,
    )
