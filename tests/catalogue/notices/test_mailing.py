"""Mail: one message that cannot be written or delivered is no matter of the others."""

from __future__ import annotations

from catalogue.notices.mailing import send_mail
from catalogue.outbox import worker
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from tests import factories
from tests.conftest import NOW


def test_a_message_that_cannot_be_written_neither_stops_nor_repeats_the_others(
    app, session, monkeypatch
):
    reader = factories.account(session, Role.REVIEWER, email="lecture@exemple.ml")
    broken = factories.account(session, Role.REVIEWER, email="a\nb@exemple.ml")
    news = {"searches": [{"id": 1, "name": "Karité", "count": 2}], "total": 2}
    payloads = [
        {"template": "search_news", "account_id": reader.id, "context": news},
        {"template": "no_such_template", "account_id": reader.id, "context": {}},
        {"template": "search_news", "account_id": broken.id, "context": news},
        {"template": "search_news", "account_id": reader.id, "context": news},
    ]
    messages = [Message(topic="mail", payload=one, created_at=NOW, due_at=NOW) for one in payloads]
    session.add_all(messages)
    session.commit()
    ids = [one.id for one in messages]
    monkeypatch.setitem(worker.HANDLERS, "mail", send_mail)
    assert worker.drain(session, at=NOW, holder="one") == 2
    sent = (app.extensions["settings"].data_dir / "mail").glob("*.eml")
    assert sorted(int(one.stem) for one in sent) == [ids[0], ids[3]]
    waiting = [session.get(Message, one, populate_existing=True) for one in ids]
    assert [one.done_at is None for one in waiting] == [False, True, True, False]
