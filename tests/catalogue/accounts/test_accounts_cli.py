"""``normes user``."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from catalogue.accounts.models import Account, AccountRole
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.accounts.fresh_client import anew

GOOD = "rivière mangue tambour"


@pytest.fixture
def normes(app):
    runner = app.test_cli_runner()
    return lambda *words, **more: runner.invoke(args=["user", *words], **more)


def test_an_account_is_opened_with_a_password_read_from_standard_input(normes, session, client):
    anew(session)
    done = normes("create", "Sec", "--role", "secretariat", "--password-stdin", input=GOOD + "\n")
    assert done.exit_code == 0, done.output
    assert GOOD not in done.output
    assert session.scalars(sa.select(Account.username)).all() == ["sec"]
    anew(session)
    sent = client.post("/connexion", data={"identifier": "sec", "password": GOOD})
    assert sent.status_code == 302


def test_without_a_password_a_link_is_written(normes, session, client):
    anew(session)
    done = normes("create", "sec", "--role", "secretariat", "--name", "Awa")
    code = re.search(r"/invitation/(\S+)", done.output).group(1)
    assert "Awa" in client.get(f"/invitation/{code}").text


def test_a_chair_needs_a_committee_that_exists(normes, session):
    factories.committee(session, "CTN7")
    session.commit()
    without = normes("create", "chef", "--role", "chair")
    assert (without.exit_code, "Choisissez le comité" in without.output) == (1, True)
    unknown = normes("create", "chef", "--role", "chair", "--committee", "CTN99")
    assert (unknown.exit_code, "CTN99" in unknown.output) == (1, True)
    done = normes("create", "chef", "--role", "chair", "--committee", "CTN7")
    assert done.exit_code == 0
    anew(session)
    assert session.scalars(sa.select(AccountRole.role)).all() == [Role.CHAIR]


def test_a_weak_password_opens_nothing(normes, session):
    anew(session)
    done = normes("create", "sec", "--role", "secretariat", "--password-stdin", input="court\n")
    assert done.exit_code == 1
    assert "au moins 10" in done.output
    assert session.scalars(sa.select(Account)).all() == []


def test_an_unknown_role_is_refused(normes):
    assert normes("create", "x.y", "--role", "anonymous").exit_code == 2


def test_a_lost_administrator_gets_a_link_from_the_server(normes, session, client):
    factories.account(session, Role.ADMIN, username="a.traore")
    session.commit()
    done = normes("link", "a.traore")
    code = re.search(r"/invitation/(\S+)", done.output).group(1)
    assert client.get(f"/invitation/{code}").status_code == 200
    assert normes("link", "personne").exit_code == 1


def test_a_closed_account_gets_no_link(normes, session):
    factories.account(session, Role.ADMIN, username="a.traore", active=False)
    session.commit()
    done = normes("link", "a.traore")
    assert (done.exit_code, "fermé" in done.output) == (1, True)


def test_the_list_gives_one_line_an_account(normes, session):
    factories.account(session, Role.ADMIN, username="a.traore", name="Aminata")
    factories.account(
        session, chairs=factories.committee(session, "CTN7"), username="chef", active=False
    )
    session.commit()
    lines = normes("list").output.splitlines()
    assert "a.traore\tAminata\tadmin\touvert" in lines
    assert any(line.startswith("chef\t") and "chair:CTN7\tfermé" in line for line in lines)
