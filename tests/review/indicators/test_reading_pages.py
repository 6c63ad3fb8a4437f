"""The monitoring committee closes a period on screen; everybody reads what was closed."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa
from flask import g

from catalogue.permissions import Role
from review.indicators.models import Reading
from tests import factories

CLOSE = "/indicateurs/5.3/releves/clore"
PERIOD = {"window": "2024-2026", "at": "23/11/2026"}


def said(answer) -> str:
    bare = unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", bare)


@pytest.fixture
def committee(session, sign_in):
    account = factories.account(session, Role.MONITORING)
    session.commit()
    return sign_in(account)


def readings(session):
    session.rollback()
    return session.scalars(sa.select(Reading).order_by(Reading.id)).all()


def test_closing_gives_a_public_page_that_lasts(session, standards, committee, app):
    edition = standards.edition()
    standards.mark(edition, "2")
    session.commit()
    answer = committee.post(CLOSE, data=PERIOD, follow_redirects=True)
    assert "Le relevé est clos" in said(answer)
    (reading,) = readings(session)
    g.pop("_login_user")
    visitor = app.test_client()
    shown = said(visitor.get(f"/indicateurs/releves/{reading.id}"))
    assert "1 norme nationale sur 1 tient compte du genre" in shown
    assert edition.reference in shown
    listed = visitor.get("/indicateurs/5.3/releves")
    assert f"/indicateurs/releves/{reading.id}" in listed.text
    assert "1 sur 1" in said(listed)


def test_closing_twice_says_that_nothing_changed(session, standards, committee):
    standards.edition()
    session.commit()
    committee.post(CLOSE, data=PERIOD)
    answer = committee.post(CLOSE, data=PERIOD, follow_redirects=True)
    assert "déjà clos : rien n’a changé" in said(answer)
    assert len(readings(session)) == 1


def test_a_correction_is_beside_and_the_first_says_so(session, standards, committee):
    edition = standards.edition()
    session.commit()
    committee.post(CLOSE, data=PERIOD)
    (first,) = readings(session)
    standards.mark(edition, "1")
    session.commit()
    form = said(committee.get(f"/indicateurs/releves/{first.id}/corriger"))
    assert "0 sur 1" in form
    assert "1 sur 1" in form
    reason = "La décision du 15 juin 2025 avait été oubliée."
    answer = committee.post(
        f"/indicateurs/releves/{first.id}/corriger", data={"reason": reason}, follow_redirects=True
    )
    assert reason in said(answer)
    assert "Premier relevé" in said(answer)
    shown = said(committee.get(f"/indicateurs/releves/{first.id}"))
    assert "a été corrigé depuis" in shown
    assert re.search("0 normes? nationales? sur 1", shown)
    assert len(readings(session)) == 2


def test_a_correction_without_a_difference_is_refused_and_the_reason_kept(
    session, standards, committee
):
    standards.edition()
    session.commit()
    committee.post(CLOSE, data=PERIOD)
    (first,) = readings(session)
    reason = "Je crois que ce chiffre a changé."
    answer = committee.post(f"/indicateurs/releves/{first.id}/corriger", data={"reason": reason})
    assert answer.status_code == 422
    assert "rien à corriger" in said(answer)
    assert reason in answer.text


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ({"at": ""}, "Écrivez la date du relevé"),
        ({"at": "31/02/2026"}, "n’existe pas"),
        ({"at": "24/11/2026"}, "est à venir"),
        ({"window": "hier"}, "n’est pas connue"),
        ({"window": "2027", "at": "23/11/2026"}, "rien à clore"),
    ],
)
def test_what_cannot_be_closed_is_said_beside_its_question(session, committee, typed, advice):
    answer = committee.post(CLOSE, data={**PERIOD, **typed})
    assert answer.status_code == 422
    assert advice in said(answer)
    assert readings(session) == []


@pytest.mark.parametrize("role", [None, Role.SECRETARIAT, Role.FOCAL_POINT, Role.ADMIN])
def test_only_the_monitoring_committee_is_offered_to_close(
    client, session, standards, sign_in, role
):
    standards.edition()
    if role is not None:
        sign_in(factories.account(session, role))
    session.commit()
    assert CLOSE not in client.get("/indicateurs/5.3").text
    assert CLOSE not in client.get("/indicateurs/5.3/releves").text
    assert client.post(CLOSE, data=PERIOD).status_code in {302, 401, 403}
    assert readings(session) == []


def test_a_reading_that_does_not_exist_is_said(client):
    assert "Ce relevé n’existe pas" in said(client.get("/indicateurs/releves/999"))


def test_an_indicator_without_readings_says_so(client):
    assert "Aucun relevé n’est clos" in said(client.get("/indicateurs/1.1/releves"))
