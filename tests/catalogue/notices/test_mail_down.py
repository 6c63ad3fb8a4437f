"""A mail server that is down: the act is done, nothing is lost, and the administration knows."""

from __future__ import annotations

import smtplib
import socket
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalogue import checks
from catalogue.database import begin_write
from catalogue.notices.mailing import send_mail
from catalogue.notices.models import Notice
from catalogue.notices.services import tell
from catalogue.outbox import worker
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from tests import factories
from tests.conftest import NOW

NEEDS = {"number": "EB-2026-001", "committee": "CTN1", "path": "/besoins/7"}


class Server:
    """A mail server as a test wants it; ``calls`` counts who knocks, ``taken`` what it accepts."""

    def __init__(self):
        self.refusal = None
        self.refused_addresses = set()
        self.calls = 0
        self.taken = []

    def __call__(self, host, port, timeout):
        self.calls += 1
        if self.refusal is not None:
            raise self.refusal
        assert (host, port) == ("smtp.exemple.ml", 587)
        assert timeout <= 30
        return self

    def starttls(self):
        pass

    def login(self, user, password):
        pass

    def quit(self):
        pass

    def send_message(self, message):
        if message["To"] in self.refused_addresses:
            raise smtplib.SMTPRecipientsRefused({message["To"]: (550, b"no such user")})
        self.taken.append(message)


@pytest.fixture
def server(app, monkeypatch):
    made = Server()
    monkeypatch.setattr(smtplib, "SMTP", made)
    monkeypatch.setitem(worker.HANDLERS, "mail", send_mail)
    app.extensions["settings"] = replace(
        app.extensions["settings"],
        mail_mode="smtp",
        smtp_host="smtp.exemple.ml",
        mail_from="normes@exemple.ml",
    )
    return made


def people(session, count):
    made = [
        factories.account(session, Role.SECRETARIAT, email=f"s{number}@exemple.ml")
        for number in range(count)
    ]
    session.commit()
    begin_write(session)
    return made


def told(session, accounts):
    tell(session, "needs_received", [one.id for one in accounts], NEEDS, at=NOW)
    session.commit()


def waiting(session):
    return session.scalars(
        sa.select(Message)
        .where(Message.topic == "mail", Message.done_at.is_(None))
        .order_by(Message.id)
        .execution_options(populate_existing=True)
    ).all()


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "refuse la connexion"),
        (TimeoutError("timed out"), "ne répond pas"),
        (socket.gaierror(-2, "Name or service not known"), "introuvable"),
        (smtplib.SMTPServerDisconnected("closed"), "a coupé la liaison"),
        (smtplib.SMTPAuthenticationError(535, b"bad"), "refuse l’identifiant"),
        (smtplib.SMTPNotSupportedError("no STARTTLS"), "STARTTLS"),
    ],
)
def test_nothing_is_lost_and_the_reason_is_a_sentence(session, server, refusal, said):
    told(session, people(session, 3))
    server.refusal = refusal
    assert worker.drain(session, at=NOW, holder="one") == 0
    assert server.calls == 1, "a server that is down is asked once a turn, not once a message"
    found = waiting(session)
    assert len(found) == 3
    assert all(said in one.last_error and one.attempts == 1 for one in found)
    assert len(session.scalars(sa.select(Notice)).all()) == 3, "the page has them all the same"
    session.rollback()
    # it is tried again later and later, and leaves once the server is back
    assert worker.drain(session, at=NOW + timedelta(seconds=59), holder="one") == 0
    assert server.calls == 1
    worker.drain(session, at=NOW + timedelta(minutes=1), holder="one")
    assert server.calls == 2
    worker.drain(session, at=NOW + timedelta(minutes=3), holder="one")
    assert server.calls == 2
    server.refusal = None
    assert worker.drain(session, at=NOW + timedelta(minutes=6), holder="one") == 3
    assert sorted(one["To"] for one in server.taken) == [f"s{n}@exemple.ml" for n in range(3)]
    assert waiting(session) == []


def test_one_address_refused_keeps_back_no_other(session, server):
    told(session, people(session, 3))
    server.refused_addresses = {"s1@exemple.ml"}
    assert worker.drain(session, at=NOW, holder="one") == 2
    (left,) = waiting(session)
    assert "refuse l’adresse de cette personne" in left.last_error
    assert server.calls == 1, "one connection serves the turn"


def test_a_server_that_falls_during_the_turn_is_left_alone(session, server, monkeypatch):
    told(session, people(session, 3))

    def fall(message):
        if server.taken:
            raise smtplib.SMTPServerDisconnected("gone")
        server.taken.append(message)

    monkeypatch.setattr(server, "send_message", fall)
    assert worker.drain(session, at=NOW, holder="one") == 1
    assert len(waiting(session)) == 2


def test_the_act_of_a_person_succeeds_while_the_server_is_down(session, server, sign_in, clock):
    admin = factories.account(session, Role.ADMIN)
    invited = factories.account(session, Role.REVIEWER, email="r@exemple.ml")
    session.commit()
    server.refusal = ConnectionRefusedError(111, "Connection refused")
    answer = sign_in(admin).post(f"/comptes/{invited.id}/courriel")
    assert answer.status_code == 302
    assert worker.drain(session, at=clock(), holder="one") == 0
    assert len(waiting(session)) == 1


def test_the_administration_sees_what_waits_and_why_and_may_try_again(
    session, server, sign_in, clock
):
    told(session, people(session, 30))
    admin = factories.account(session, Role.ADMIN)
    session.commit()
    client = sign_in(admin)
    assert "Des courriels attendent" not in client.get("/").text
    server.refusal = ConnectionRefusedError(111, "Connection refused")
    worker.drain(session, at=NOW, holder="one")
    home = client.get("/").text
    assert "30 courriels attendent" in home
    page = client.get("/messages/en-attente").text
    assert "smtp.exemple.ml:587 refuse la connexion" in page
    assert "30 courriels en attente" in page
    assert page.count("Une expression de besoin attend") == 25
    clock.advance(seconds=5)
    answer = client.post("/messages/en-attente/essayer", follow_redirects=True)
    assert "30 courriels vont être essayés" in answer.text
    server.refusal = None
    assert worker.drain(session, at=clock(), holder="one") == 30
    assert "Rien n’attend" in client.get("/messages/en-attente").text
    answer = client.post("/messages/en-attente/essayer", follow_redirects=True)
    assert "Aucun courriel n’attend" in answer.text


def test_the_check_says_that_mail_waits_then_that_it_fails(session, server, tmp_path):
    class Index:
        def __getattr__(self, _name):
            return lambda *_args, **_facts: 0

    def said(find, at):
        around = checks.Installation(tmp_path, Index(), at, at.date())
        return [str(one) for one in find(session, around) if "ourriel" in str(one)]

    told(session, people(session, 2))
    server.refusal = TimeoutError("timed out")
    worker.drain(session, at=NOW, holder="one")
    (remark,) = said(checks.remarks, NOW + timedelta(hours=1))
    assert "2 messages attendent" in remark
    assert "ne répond pas" in remark
    later = NOW + timedelta(days=2)
    (fault,) = said(lambda session, around: checks._outbox(session, around.at), later)
    assert "depuis plus d’un jour" in fault
    assert said(checks.remarks, later) == []
