"""«Mes disponibilités»: kept by the person, or for them by the secretariat, and by nobody else."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.journal.models import Entry, EntryPayload
from review.assignments.models import Unavailability
from review.assignments.reader_queries import absences_of, competences_of
from tests import factories
from tests.review.assignments.arranging import TODAY, entering, reader, secretariat

OWN = "/relectures/disponibilites"


@pytest.fixture
def who(session):
    return reader(session, name="Awa Traoré")


def kept(session, who):
    session.expire_all()
    return competences_of(session, [who.id])[who.id]


def test_a_person_says_what_they_know_in_ticks_and_in_codes(session, who, sign_in):
    session.commit()
    client = sign_in(who)
    address = f"{OWN}/{who.id}/domaines"
    answer = client.post(address, data={"fields": ["67"], "codes": "65.060, 71.100.40"})
    assert answer.location == OWN
    assert kept(session, who) == ("65.060", "67", "71.100.40")
    page = client.get(OWN).text
    assert "65.060\n71.100.40" in page
    client.post(address, data={"codes": ""})
    assert kept(session, who) == ()
    tags = session.scalars(sa.select(Entry.tag)).all()
    assert tags == ["reader:competences_set", "reader:competences_set"]


def test_an_unknown_code_is_named_and_what_was_typed_stays(session, who, sign_in):
    session.commit()
    page = sign_in(who).post(
        f"{OWN}/{who.id}/domaines", data={"fields": ["67"], "codes": "65.060\n99.999"}
    )
    assert page.status_code == 422
    assert "pas de code 99.999" in page.text
    assert "65.060\n99.999" in page.text
    assert kept(session, who) == ()


def test_days_away_are_noted_once_and_taken_back(session, who, sign_in):
    session.commit()
    client = sign_in(who)
    data = {"from_on": "01/12/2026", "to_on": "15/12/2026", "reason": "Mission à Ségou"}
    for _press in range(2):
        assert client.post(f"{OWN}/{who.id}/absences", data=data).location == OWN
    [one] = absences_of(session, [who.id], since=TODAY)[who.id]
    assert (one.from_on, one.to_on) == (date(2026, 12, 1), date(2026, 12, 15))
    assert "15 décembre 2026" in client.get("/relectures").text
    # Why somebody is away stays out of the journal.
    assert not any("Ségou" in text for text in session.scalars(sa.select(EntryPayload.canonical)))
    remove = f"{OWN}/{who.id}/absences/{one.id}/retirer"
    for _press in range(2):
        assert client.post(remove).location == OWN
    session.expire_all()
    assert session.scalars(sa.select(Unavailability)).all() == []


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("", "15/12/2026"), "Donnez le premier jour."),
        (("15/12/2026", ""), "Donnez le dernier jour."),
        (("15/12/2026", "01/12/2026"), "avant le premier"),
        (("01/01/2026", "02/01/2026"), "Ces jours sont passés"),
        (("31/02/2026", "01/12/2026"), "n’existe pas"),
        (("demain", "01/12/2026"), "JJ/MM/AAAA"),
    ],
)
def test_wrong_days_are_said_and_kept(who, sign_in, session, days, sentence):
    session.commit()
    page = sign_in(who).post(
        f"{OWN}/{who.id}/absences",
        data={"from_on": days[0], "to_on": days[1], "reason": "Congé annuel"},
    )
    assert page.status_code == 422
    assert sentence in page.text
    assert "Congé annuel" in page.text


def test_the_secretariat_keeps_them_for_a_person_and_nobody_else_does(session, who, sign_in):
    by, other = secretariat(session), reader(session)
    chair = factories.account(session, chairs=factories.committee(session))
    session.commit()
    address = f"{OWN}/{who.id}/domaines"
    for stranger, status in ((other, 404), (chair, 403)):
        answer = entering(sign_in, stranger).post(address, data={"fields": ["67"]})
        assert answer.status_code == status
    client = entering(sign_in, by)
    assert "Disponibilités : Awa Traoré" in client.get(f"{OWN}/{who.id}").text
    assert client.post(address, data={"fields": ["67"]}).location == f"{OWN}/{who.id}"
    assert kept(session, who) == ("67",)
