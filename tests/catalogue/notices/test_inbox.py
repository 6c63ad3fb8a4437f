"""« Mes messages »: what waits on a person stands first, is theirs alone, and costs little."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.notices.models import Notice
from catalogue.notices.services import tell
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from tests import factories
from tests.conftest import NOW

NEEDS = {"number": "EB-2026-001", "committee": "CTN1", "path": "/besoins/7"}


def needs(number):
    return {**NEEDS, "number": number}


@pytest.fixture
def chair(session):
    found = factories.account(
        session, chairs=factories.committee(session), username="chaire", email="c@exemple.ml"
    )
    session.commit()
    begin_write(session)
    return found


def told(session, account, template="needs_returned", context=None, **facts):
    tell(session, template, [account.id], context or NEEDS, at=NOW, **facts)
    session.commit()
    begin_write(session)


def mails(session):
    return session.scalars(sa.select(Message).where(Message.topic == "mail")).all()


def test_a_message_is_on_the_page_and_by_mail_with_the_act_or_not_at_all(session, chair):
    tell(session, "needs_returned", [chair.id], NEEDS, at=NOW)
    session.rollback()
    assert session.scalars(sa.select(Notice)).all() == []
    told(session, chair)
    assert [one.account_id for one in session.scalars(sa.select(Notice))] == [chair.id]
    assert [one.payload["account_id"] for one in mails(session)] == [chair.id]


def test_the_page_shows_the_unread_first_and_leads_where_to_look(session, chair, sign_in):
    for number in ("EB-1", "EB-2", "EB-3"):
        told(session, chair, context=needs(number))
    client = sign_in(chair)
    page = client.get("/messages").text
    assert page.index("EB-3") < page.index("EB-2") < page.index("EB-1")
    assert "(3 non lus)" in page
    newest = session.scalar(sa.select(sa.func.max(Notice.id)))
    session.rollback()
    answer = client.post(f"/messages/{newest}/voir")
    assert (answer.status_code, answer.location) == (302, "/besoins/7")
    page = client.get("/messages").text
    assert page.index("EB-2") < page.index("EB-1") < page.index("EB-3")
    assert "(2 non lus)" in client.get("/profil").text


def test_all_read_leaves_what_came_after_the_page_was_shown(session, chair, sign_in):
    for number in ("EB-1", "EB-2"):
        told(session, chair, context=needs(number))
    seen = session.scalar(sa.select(sa.func.max(Notice.id)))
    told(session, chair, context=needs("EB-3"))
    session.rollback()
    client = sign_in(chair)
    answer = client.post("/messages/tout-lu", data={"jusque": seen}, follow_redirects=True)
    assert "2 messages marqués comme lus" in answer.text
    assert "(un non lu)" in answer.text
    answer = client.post("/messages/tout-lu", data={"jusque": "abc"}, follow_redirects=True)
    assert "déjà lus" in answer.text


def test_another_s_message_does_not_exist(session, chair, sign_in):
    told(session, chair)
    key = session.scalar(sa.select(Notice.id))
    other = factories.account(session, Role.ADMIN)
    session.commit()
    client = sign_in(other)
    assert "EB-2026-001" not in client.get("/messages").text
    assert client.post(f"/messages/{key}/voir").status_code == 404
    assert client.post(f"/messages/{key}/lu").status_code == 404
    begin_write(session)
    assert session.get(Notice, key, populate_existing=True).read_at is None


def test_a_typed_text_is_never_taken_for_an_address(session, chair, sign_in):
    """A search named «//exemple.org» must not send its reader there."""
    news = {"searches": [{"id": 4, "name": "//exemple.org", "count": 1}], "total": 1}
    told(session, chair, "search_news", news)
    key = session.scalar(sa.select(Notice.id))
    session.rollback()
    client = sign_in(chair)
    assert client.post(f"/messages/{key}/voir").location == "/mes-recherches"


def test_a_link_to_come_in_is_in_the_mail_alone(session, chair, sign_in):
    told(session, chair, "account_reset", {}, mailed_only={"nonce": "secret-nonce"})
    (notice,) = session.scalars(sa.select(Notice))
    assert "secret-nonce" not in str(notice.context)
    (mail,) = mails(session)
    assert mail.payload["context"]["nonce"] == "secret-nonce"
    page = sign_in(chair).get("/messages").text
    assert "chaire" in page
    assert "/invitation/" not in page


def test_the_page_costs_the_same_with_many_messages(session, chair, sign_in, count_queries):
    told(session, chair)
    client = sign_in(chair)
    client.get("/messages")
    with count_queries:
        client.get("/messages")
    with_one = count_queries.count
    begin_write(session)
    for number in range(150):
        tell(session, "needs_returned", [chair.id], needs(f"EB-{number}"), at=NOW)
    session.commit()
    client.get("/messages")  # the commit has this session forget the person, whom it reads again
    with count_queries:
        page = client.get("/messages?page=2").text
    assert count_queries.count - with_one <= with_one
    assert "plus de 99 non lus" in page
    assert page.count('class="app-result"') == 25


class TestPreferences:
    def test_a_kind_on_the_page_alone_is_no_longer_mailed(self, session, chair, sign_in):
        client = sign_in(chair)
        page = client.get("/messages/preferences").text
        assert 'value="needs_own" checked' in page
        assert "Mon compte" in page
        assert 'value="account"' not in page, "what lets a person come in is always mailed"
        answer = client.post("/messages/preferences", data={"mailed": ["search_news"]})
        assert answer.status_code == 302
        begin_write(session)
        told(session, chair)
        told(session, chair, "account_reset", {}, mailed_only={"nonce": "n"})
        assert [one.payload["template"] for one in mails(session)] == ["account_reset"]
        assert len(session.scalars(sa.select(Notice)).all()) == 2

    def test_it_can_be_chosen_again(self, session, chair, sign_in):
        client = sign_in(chair)
        client.post("/messages/preferences", data={})
        client.post("/messages/preferences", data={"mailed": ["needs_own"]})
        begin_write(session)
        told(session, chair)
        assert len(mails(session)) == 1

    def test_a_kind_that_is_not_offered_is_refused(self, chair, sign_in):
        answer = sign_in(chair).post("/messages/preferences", data={"mailed": ["account"]})
        assert answer.status_code == 422

    def test_only_what_concerns_a_person_is_offered(self, chair, sign_in):
        page = sign_in(chair).get("/messages/preferences").text
        assert "Les relectures que suit le secrétariat" not in page


def test_a_person_named_twice_is_told_once(session, chair):
    other = factories.account(session, Role.REVIEWER)
    tell(session, "needs_returned", [other.id, chair.id, other.id], NEEDS, at=NOW)
    session.commit()
    assert sorted(one.payload["account_id"] for one in mails(session)) == sorted(
        [chair.id, other.id]
    )
