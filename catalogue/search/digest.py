"""The weekly mail: one to each person whose kept searches find something new.

It is a message of the outbox that plans the next one in the same transaction as the mails it asks
for: a process killed before has sent none of it, and one killed after finds nothing left to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from catalogue.accounts.models import Account
from catalogue.database import begin_write
from catalogue.notices import services as notices
from catalogue.outbox import services as outbox
from catalogue.search.asking import from_json
from catalogue.search.contract import SearchIndex
from catalogue.search.models import SavedSearch
from catalogue.search.saved import current_keys

TOPIC = "search_digest"
_AT = time(6, 0)  # Mondays, where the agency is
_WEEK = 7


class NoIndex(Exception):  # noqa: N818 - the outbox says it, and tries again later
    """The index is missing or damaged: nothing can be said of what is new."""


def next_turn(at: datetime, timezone: str) -> datetime:
    """Give the next Monday at six in the morning, after an instant."""
    local = at.astimezone(ZoneInfo(timezone))
    monday = local.date() + timedelta(days=-local.weekday() % _WEEK)
    turn = datetime.combine(monday, _AT, local.tzinfo)
    if turn <= local:
        turn = datetime.combine(monday + timedelta(days=_WEEK), _AT, local.tzinfo)
    return turn


def plan(session: Session, *, at: datetime, timezone: str) -> None:
    """Plan the next turn unless one is planned; call as a writer, so that there is never two."""
    outbox.plan_next(session, TOPIC, at=at, due_at=next_turn(at, timezone))


def send(session: Session, index: SearchIndex, *, at: datetime, timezone: str) -> int:
    """Ask for one mail to each person with news, and plan the next turn; give how many mails.

    What is told of counts as announced until its owner sees it, so that no mail repeats it.
    Searching only reads; the writer's place is taken for what is written, then given back: commits.
    Raises NoIndex; then nothing is asked for.
    """
    if not index.document_count():
        raise NoIndex
    found = {one.id: current_keys(index, from_json(one.asked)) for one in _followed(session)}
    begin_write(session)
    told: dict[int, list[dict[str, object]]] = {}
    for search in _followed(session):
        keys = found.get(search.id)
        if keys is None:
            continue
        if search.seen is None:
            search.seen, search.seen_at = sorted(keys), at
            continue
        unseen = keys.difference(search.seen)
        fresh = unseen.difference(search.announced)
        if not fresh:
            continue
        told.setdefault(search.account_id, []).append(
            {"id": search.id, "name": search.name, "count": len(fresh)}
        )
        search.announced, search.announced_at = sorted(unseen), at
    for account_id, searches in told.items():
        total = sum(int(str(one["count"])) for one in searches)
        notices.tell(
            session, "search_news", [account_id], {"searches": searches, "total": total}, at=at
        )
    outbox.plan_next(session, TOPIC, at=at, due_at=next_turn(at, timezone), after=at)
    session.commit()
    return len(told)


def _followed(session: Session) -> Sequence[SavedSearch]:
    """Give the searches whose owners want to be told."""
    return session.scalars(
        sa.select(SavedSearch)
        .join(Account, Account.id == SavedSearch.account_id)
        .where(SavedSearch.digest, Account.active)
        .options(undefer(SavedSearch.seen), undefer(SavedSearch.announced))
        .order_by(SavedSearch.account_id, SavedSearch.name)
    ).all()
