"""What has had its time is taken away; what waits, and what nobody has read, stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from catalogue import retention
from catalogue.database import begin_write, db
from catalogue.notices.models import Notice
from catalogue.notices.vocabulary import NoticeKind
from catalogue.outbox import worker
from catalogue.outbox.models import Message
from catalogue.outbox.services import enqueue, reindex
from catalogue.posted import PostedForm
from catalogue.search import services as search
from catalogue.search import stamp
from tests import factories
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
ZONE = "Africa/Bamako"


def message(session, *, done_at, at=NOW):
    made = enqueue(session, "mail", {}, at=at)
    made.done_at = done_at
    session.flush()
    return made.id


def notice(session, account, read_at):
    made = Notice(
        account_id=account.id,
        kind=NoticeKind.NEEDS_OWN,
        template="needs_decided",
        context={},
        created_at=NOW - timedelta(days=800),
        read_at=read_at,
    )
    session.add(made)
    session.flush()
    return made.id


def ids(session, column):
    return set(session.scalars(sa.select(column)))


def test_the_old_goes_and_the_rest_stays(session):
    account = factories.account(session)
    day = timedelta(days=1)
    gone = message(session, done_at=NOW - retention.DONE_MESSAGES - day)
    kept = {
        message(session, done_at=None, at=NOW - timedelta(days=400)),
        message(session, done_at=NOW - retention.DONE_MESSAGES + day),
    }
    for digest, age in (("old", retention.SENT_FORMS + day), ("new", retention.SENT_FORMS - day)):
        session.add(PostedForm(digest=digest, address="/", posted_at=NOW - age))
    read = notice(session, account, NOW - retention.READ_NOTICES - day)
    unread = notice(session, account, None)
    lately = notice(session, account, NOW - retention.READ_NOTICES + day)
    retention.take_away(session, at=NOW, timezone=ZONE)
    left = ids(session, Message.id)
    assert gone not in left
    assert kept <= left
    assert ids(session, PostedForm.digest) == {"new"}
    assert read not in ids(session, Notice.id)
    assert {unread, lately} <= ids(session, Notice.id)


def test_numbers_of_messages_are_never_given_twice(session):
    """A mail's file and its identifier come from its number."""
    last = message(session, done_at=NOW - timedelta(days=300))
    session.commit()
    begin_write(session)
    retention.take_away(session, at=NOW, timezone=ZONE)
    session.commit()
    begin_write(session)
    assert message(session, done_at=None) > last


def test_it_is_done_each_night_once_and_leaves_the_index_in_step(app, session, clock):
    search.rebuild(session, search.the_index(app))
    begin_write(session)
    reindex(session, "edition", [factories.edition(session).id], at=NOW)
    session.commit()
    worker.drain(session, at=NOW, holder="one")
    assert stamp.kept(app) == stamp.due(session)
    session.rollback()
    clock.at = NOW + timedelta(days=40)
    retention.plan_next_night(app)
    retention.plan_next_night(app)
    (planned,) = db.session.scalars(
        sa.select(Message).where(Message.topic == retention.TOPIC, Message.done_at.is_(None))
    ).all()
    assert (planned.due_at - clock.at) < timedelta(days=1)
    at = planned.due_at
    db.session.rollback()
    worker.drain(session, at=at + timedelta(days=5), holder="one")
    assert "index" not in ids(session, Message.topic)
    assert stamp.kept(app) == stamp.due(session), "no full comparison at the next start"
    waiting = session.scalars(
        sa.select(Message.due_at).where(Message.topic == retention.TOPIC, Message.done_at.is_(None))
    ).all()
    assert len(waiting) == 1
    assert waiting[0] > at + timedelta(days=5)


def test_the_documents_say_the_same():
    said = (ROOT / "OPERATIONS.md").read_text(encoding="utf-8")
    for kept in (retention.DONE_MESSAGES, retention.SENT_FORMS, retention.READ_NOTICES):
        assert f"{kept.days} jours" in said.replace("\u00a0", " ")
