"""Searches kept under a name: pages, what is new, whose they are, the weekly mail."""

from __future__ import annotations

import email
from datetime import UTC, datetime, timedelta
from email import policy

import pytest
import sqlalchemy as sa

from catalogue.accounts.models import Account
from catalogue.database import begin_write
from catalogue.journal.models import Entry
from catalogue.outbox import worker
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from catalogue.search import digest, saved, services, upkeep
from catalogue.search.models import SavedSearch
from tests import factories

MONDAY = datetime(
    2026, 11, 30, 6, 0, tzinfo=UTC
)  # the tests' clock stands on Monday the 23rd, 9:00


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.fixture
def awa(session) -> Account:
    account = factories.account(session, Role.SECRETARIAT, name="Awa")
    account.email = "awa@example.org"
    session.commit()
    return account


@pytest.fixture
def desk(app, awa, sign_in):
    upkeep.ensure(app)
    return sign_in(awa)


def keep(desk, query="q=karit%C3%A9", **fields):
    fields = {"name": "Karité", "digest": "y", **fields}
    return desk.post(f"/mes-recherches/nouvelle?{query}", data=fields)


def record_standard(app, session, reference="MN 9:2026", title="Savon au karité"):
    begin_write(session)
    factories.edition(session, reference, title_fr=title)
    session.commit()
    with app.app_context():
        services.rebuild(session, services.the_index(app))


def turn(session, at, holder="test"):
    """Let the outbox work at an instant; give the mails asked for so far."""
    while worker.drain(session, at=at, holder=holder):
        pass
    return session.scalars(sa.select(Message).where(Message.topic == "mail")).all()


def test_a_search_is_kept_from_its_results(desk, session, awa):
    page = text(desk.get("/recherche?q=karit%C3%A9&organisme=ARSO&page=1"))
    assert 'href="/mes-recherches/nouvelle?q=karit%C3%A9&amp;organisme=ARSO"' in page
    form = text(desk.get("/mes-recherches/nouvelle?q=karit%C3%A9&organisme=ARSO"))
    assert 'value="karité, ARSO' in form
    assert keep(desk, "q=karit%C3%A9&organisme=ARSO&page=3&tri=rien").status_code == 302
    (one,) = session.scalars(sa.select(SavedSearch))
    assert one.asked == {"q": ["karité"], "organisme": ["ARSO"]}
    assert one.account_id == awa.id
    listed = text(desk.get("/mes-recherches"))
    assert "Karité" in listed
    assert "« karité » ; Organisme : ARSO" in listed
    assert 'href="/recherche?q=karit%C3%A9&amp;organisme=ARSO"' in listed
    assert "rien de nouveau" in listed or "déjà vu" in listed


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("q=riz", "", "Donnez un nom à cette recherche."),
        ("q=riz", "x" * 121, "Raccourcissez ce texte à 120 caractères au plus"),
        ("q=riz", "kARITé", "Une de vos recherches porte déjà ce nom"),
        ("page=2", "Tout", "Cette recherche ne demande rien"),
    ],
)
def test_a_wrong_name_is_said_and_kept(desk, query, name, words):
    keep(desk)
    answer = keep(desk, query, name=name)
    assert answer.status_code == 422
    assert words in text(answer)


def test_no_more_than_fifty(desk, monkeypatch):
    monkeypatch.setattr(saved, "MOST_SAVED", 1)
    keep(desk)
    assert "Vous avez déjà 1 recherches enregistrées" in text(keep(desk, name="Autre"))


def test_what_is_new_since_it_was_seen(app, desk, session):
    keep(desk)
    record_standard(app, session)
    listed = text(desk.get("/mes-recherches"))
    assert "Un nouveau résultat" in listed
    search_id = session.scalars(sa.select(SavedSearch.id)).one()
    page = text(desk.get(f"/mes-recherches/{search_id}"))
    assert "MN 9:2026" in page
    assert "Un résultat de plus" in page
    # looking is not enough: a page opened by accident loses nothing
    assert "Un nouveau résultat" in text(desk.get("/mes-recherches"))
    assert desk.post(f"/mes-recherches/{search_id}/vu").status_code == 302
    assert "Un nouveau résultat" not in text(desk.get("/mes-recherches"))
    assert "Rien de nouveau" in text(desk.get(f"/mes-recherches/{search_id}"))


def test_a_search_is_renamed_and_deleted_and_the_journal_says_so(desk, session):
    keep(desk)
    search_id = session.scalars(sa.select(SavedSearch.id)).one()
    answer = desk.post(f"/mes-recherches/{search_id}/regler", data={"name": "Beurre de karité"})
    assert answer.status_code == 302
    assert "Beurre de karité" in text(desk.get("/mes-recherches"))
    assert "Pas de message." in text(desk.get("/mes-recherches"))
    assert desk.post(f"/mes-recherches/{search_id}/supprimer").status_code == 302
    assert "Vous n’avez pas encore enregistré de recherche." in text(desk.get("/mes-recherches"))
    tags = session.scalars(
        sa.select(Entry.tag).where(Entry.tag.startswith("search:")).order_by(Entry.seq)
    ).all()
    assert tags == ["search:saved", "search:changed", "search:deleted"]


def test_what_somebody_looks_for_is_theirs(desk, session, sign_in):
    keep(desk)
    search_id = session.scalars(sa.select(SavedSearch.id)).one()
    begin_write(session)
    other = factories.account(session, Role.ADMIN)
    session.commit()
    stranger = sign_in(other)
    assert "Karité" not in text(stranger.get("/mes-recherches"))
    for answer in (
        stranger.get(f"/mes-recherches/{search_id}"),
        stranger.get(f"/mes-recherches/{search_id}/regler"),
        stranger.post(f"/mes-recherches/{search_id}/vu"),
        stranger.post(f"/mes-recherches/{search_id}/supprimer"),
    ):
        assert answer.status_code == 404
    assert session.scalars(sa.select(SavedSearch.id)).one() == search_id
    assert "Karité" not in text(stranger.get("/journal?acte=search"))


def test_a_visitor_is_asked_to_sign_in(client):
    assert "/connexion?next=" in client.get("/mes-recherches").location


def test_a_search_too_wide_is_said_not_to_be_followed(desk, monkeypatch):
    monkeypatch.setattr(saved, "MOST_FOLLOWED", 3)
    keep(desk, "interet=principal")
    assert "Trop de résultats pour dire lesquels sont nouveaux" in text(desk.get("/mes-recherches"))


def test_what_could_not_be_followed_when_kept_is_no_news_later(app, desk, session, monkeypatch):
    upkeep.plan_digest(app)
    with monkeypatch.context() as narrow:
        narrow.setattr(saved, "MOST_FOLLOWED", 3)
        keep(desk)
    begin_write(session)
    assert turn(session, MONDAY) == []
    record_standard(app, session)
    (mail,) = turn(session, MONDAY + timedelta(days=7))
    assert mail.payload["context"]["searches"][0]["count"] == 1


def test_every_monday_one_mail_says_what_is_new(app, desk, session, awa, clock):
    upkeep.plan_digest(app)
    keep(desk)
    keep(desk, "q=savon", name="Savons")
    keep(desk, "q=gants", name="Gants")
    begin_write(session)
    assert turn(session, clock()) == []
    record_standard(app, session)
    assert turn(session, MONDAY - timedelta(seconds=1)) == []
    (mail,) = turn(session, MONDAY)
    assert mail.payload["account_id"] == awa.id
    told = {one["name"]: one["count"] for one in mail.payload["context"]["searches"]}
    assert told == {"Karité": 1, "Savons": 1}
    folder = app.extensions["settings"].data_dir / "mail"
    (sent,) = folder.glob("*.eml")
    message = email.message_from_bytes(sent.read_bytes(), policy=policy.default)
    body = message.get_content().replace("\u00a0", " ")
    assert message["Subject"] == "[AMANORM] 2 nouveaux résultats pour vos recherches"
    assert "Karité : un nouveau résultat" in body
    assert "/mes-recherches" in body
    # not again the week after, though nobody has looked; the page still says it
    assert len(turn(session, MONDAY + timedelta(days=7))) == 1
    assert "Un nouveau résultat" in text(desk.get("/mes-recherches"))
    record_standard(app, session, "MN 10:2026", "Karité : tourteaux")
    mails = turn(session, MONDAY + timedelta(days=14))
    assert len(mails) == 2
    assert mails[-1].payload["context"]["total"] == 1


def test_nothing_to_who_does_not_want_it_and_the_page_alone_without_an_address(
    app, desk, session, awa
):
    keep(desk, digest="")
    record_standard(app, session)
    index = services.the_index(app)
    begin_write(session)
    assert digest.send(session, index, at=MONDAY, timezone="Africa/Bamako") == 0
    session.scalars(sa.select(SavedSearch)).one().digest = True
    session.merge(awa).email = None
    session.commit()
    assert digest.send(session, index, at=MONDAY, timezone="Africa/Bamako") == 1
    assert "Un nouveau résultat pour vos recherches" in desk.get("/messages").text


def test_a_turn_that_is_killed_is_done_once(app, desk, session, monkeypatch):
    upkeep.plan_digest(app)
    keep(desk)
    record_standard(app, session)
    with monkeypatch.context() as broken:
        broken.setattr(digest, "next_turn", lambda *_args: 1 / 0)
        assert turn(session, MONDAY) == []
    (waiting,) = session.scalars(
        sa.select(Message).where(Message.topic == digest.TOPIC, Message.done_at.is_(None))
    )
    assert waiting.attempts == 1
    assert len(turn(session, MONDAY + timedelta(minutes=1))) == 1
    assert len(turn(session, MONDAY + timedelta(minutes=2))) == 1


def test_a_turn_killed_before_it_is_marked_as_done_tells_nothing_twice(
    app, desk, session, monkeypatch
):
    upkeep.plan_digest(app)
    keep(desk)
    record_standard(app, session)

    def killed(*asked):
        upkeep.send_digests(*asked)
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setitem(worker.HANDLERS, digest.TOPIC, killed)
        with pytest.raises(SystemExit):
            turn(session, MONDAY)
    session.rollback()
    assert len(turn(session, MONDAY + timedelta(minutes=1))) == 1
    planned = session.scalars(
        sa.select(Message.due_at).where(Message.topic == digest.TOPIC, Message.done_at.is_(None))
    )
    assert planned.all() == [MONDAY + timedelta(days=7)]


def test_nobody_who_writes_waits_for_the_searches_of_a_turn(app, desk, session, monkeypatch):
    keep(desk)
    record_standard(app, session)
    held = []

    def searched(index, asked):
        held.append(session.connection().get_execution_options().get("normes_write", False))
        return current_keys(index, asked)

    current_keys = digest.current_keys
    monkeypatch.setattr(digest, "current_keys", searched)
    session.rollback()
    index = services.the_index(app)
    assert digest.send(session, index, at=MONDAY, timezone="Africa/Bamako") == 1
    assert held == [False]


def test_without_an_index_the_turn_waits(app, desk, session):
    upkeep.plan_digest(app)
    keep(desk)
    (app.extensions["settings"].data_dir / "index" / "current").write_text("?")
    assert turn(session, MONDAY) == []
    assert "rien de nouveau" not in text(desk.get("/mes-recherches"))
    app.extensions["search_repair"].thread.join(timeout=60)


def test_there_is_one_plan_whatever_the_number_of_starts(app, session):
    for _ in range(3):
        upkeep.plan_digest(app)
    (planned,) = session.scalars(sa.select(Message).where(Message.topic == digest.TOPIC))
    assert planned.due_at == MONDAY


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 30, 5, 59, tzinfo=UTC), MONDAY),
        (MONDAY, MONDAY + timedelta(days=7)),
        (datetime(2026, 12, 6, 23, 0, tzinfo=UTC), MONDAY + timedelta(days=7)),
    ],
)
def test_the_next_turn_is_a_monday_at_six(at, expected):
    assert digest.next_turn(at, "Africa/Bamako") == expected
    assert digest.next_turn(at, "Europe/Paris").hour == 6


def test_the_page_of_searches_costs_the_same_for_one_and_many(desk, count_queries):
    keep(desk)
    desk.get("/mes-recherches")
    with count_queries as one:
        desk.get("/mes-recherches")
    wanted = one.count
    for number in range(5):
        keep(desk, f"q=riz&organisme=ISO&ics=1{number}", name=f"Riz {number}")
    one.statements.clear()
    with count_queries as many:
        desk.get("/mes-recherches")
    assert many.count <= wanted + 1
