"""Meetings, counts, rights: what the secretariat types, what each person may have of themselves."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
import sqlalchemy as sa

from catalogue.committees.models import Committee, CommitteeMeeting, ParticipationCount, Person
from catalogue.committees.queries import every_organisation
from catalogue.committees.vocabulary import CommitteeStatus, Sex
from catalogue.permissions import Role
from tests import factories


def text(answer):
    return unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


@pytest.fixture
def place(session):
    return factories.committee(session, "CTN4")


@pytest.fixture
def secretary(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    return sign_in(account)


def test_a_percentage_typed_as_a_count_is_refused_and_kept(secretary, place, session):
    session.commit()
    answer = secretary.post(
        f"/comites/{place.id}/comptages/nouveau",
        data={"counted_on": "12/03/2025", "women": "30 %", "men": "70", "source": "Liste"},
    )
    assert answer.status_code == 422
    page = text(answer)
    assert "est une part : écrivez le nombre de personnes" in page
    assert 'value="30 %"' in page
    session.rollback()
    assert session.scalars(sa.select(ParticipationCount)).all() == []


def test_a_count_is_noted_listed_and_taken_away(secretary, place, session):
    session.commit()
    address = f"/comites/{place.id}/comptages"
    facts = {"counted_on": "12/03/2025", "women": "0", "men": "12", "source": "Liste signée"}
    page = text(secretary.post(f"{address}/nouveau", data=facts, follow_redirects=True))
    assert "Le comptage est noté" in page
    assert "Liste signée" in page
    session.rollback()
    row = session.scalars(sa.select(ParticipationCount)).one()
    page = text(
        secretary.post(
            f"{address}/{row.id}/retirer", data={"reason": "Doublon."}, follow_redirects=True
        )
    )
    assert "Aucun comptage n’est noté" in page


def test_a_meeting_is_recorded_with_those_who_sat_there(secretary, place, session):
    there = factories.person(session, family_name="Keïta", sex=Sex.WOMAN)
    factories.mandate(session, there, place)
    session.commit()
    address = f"/comites/{place.id}/reunions"
    facts = {
        "held_on": "02/04/2025",
        "present": [str(there.id)],
        "men": "4",
        "source": "Feuille de présence",
    }
    page = text(secretary.post(f"{address}/nouvelle", data=facts, follow_redirects=True))
    assert "La réunion est enregistrée" in page
    session.rollback()
    meeting = session.scalars(sa.select(CommitteeMeeting)).one()
    form = text(secretary.get(f"{address}/{meeting.id}/corriger"))
    assert "02/04/2025" in form
    assert "checked" in form
    later = {**facts, "held_on": "02/04/2027", "version": "1", "reason": "Autre jour."}
    refused = secretary.post(f"{address}/{meeting.id}/corriger", data=later)
    assert refused.status_code == 422
    assert "Le 02/04/2027 est à venir" in text(refused)


def test_the_lists_cost_the_same_for_few_and_many(secretary, place, session, count_queries):
    def cost(path):
        session.commit()
        secretary.get(path)
        count_queries.statements.clear()
        with count_queries:
            assert secretary.get(path).status_code == 200
        return count_queries.count

    def add(number):
        for _ in range(number):
            one = factories.person(session)
            factories.mandate(session, one, place)
            session.add(
                CommitteeMeeting(
                    committee_id=place.id, held_on=date(2025, 1, 1), women=1, source="Feuille"
                )
            )

    add(2)
    paths = [f"/comites/{place.id}/reunions", f"/comites/{place.id}", "/comites/personnes"]
    few = [cost(path) for path in paths]
    add(30)
    assert [cost(path) for path in paths] == few
    assert max(few) <= 12


def test_a_committee_is_closed_with_its_last_day(secretary, place, session):
    session.commit()
    facts = {
        "code": "CTN4",
        "title_fr": "Textiles",
        "kind": "technical",
        "status": "closed",
        "version": str(place.version),
    }
    refused = secretary.post(f"/comites/{place.id}/modifier", data=facts)
    assert "Écrivez le dernier jour du comité" in text(refused)
    page = secretary.post(
        f"/comites/{place.id}/modifier",
        data={**facts, "closed_on": "30/06/2026"},
        follow_redirects=True,
    )
    assert "30 juin 2026" in text(page)
    session.rollback()
    found = session.get_one(Committee, place.id)
    assert (found.status, found.closed_on) == (CommitteeStatus.CLOSED, date(2026, 6, 30))


def test_a_person_gets_what_is_held_and_is_erased_at_their_request(secretary, place, session):
    person = factories.person(session, family_name="Keïta", sex=Sex.WOMAN)
    factories.mandate(session, person, place, valid_to=date(2025, 1, 31))
    session.commit()
    items = secretary.get(f"/comites/personnes/{person.id}/donnees.json").json["items"]
    assert {"Keïta", "Femme"} <= {one["value"] for one in items}
    assert any("CTN4" in one["what"] for one in items)
    address = f"/comites/personnes/{person.id}/effacer"
    assert "Ce qui reste, et pourquoi" in text(secretary.get(address))
    answer = secretary.post(
        address, data={"version": str(person.version), "reason": "Demande du 12/03/2026."}
    )
    assert answer.status_code == 302
    assert secretary.get(answer.location).status_code == 200
    session.rollback()
    assert session.get_one(Person, person.id).full_name == "Personne effacée"
    assert "Personne effacée" in text(secretary.get(f"/comites/{place.id}"))
    assert secretary.get(f"/comites/personnes/{person.id}").status_code == 404


def test_everybody_may_have_what_is_held_on_themselves_and_nobody_else(session, sign_in):
    own = factories.person(session, family_name="Coulibaly")
    other = factories.person(session, family_name="Keïta")
    account = factories.account(session, Role.REVIEWER)
    account.person_id = own.id
    session.commit()
    client = sign_in(account)
    told = text(client.get("/comites/mes-donnees.csv"))
    assert "Coulibaly" in told
    assert "Keïta" not in told
    assert client.get(f"/comites/personnes/{other.id}/donnees.csv").status_code == 403
    assert "/comites/mes-donnees.csv" in text(client.get("/profil"))


def test_without_a_card_there_is_nothing_to_give(session, sign_in):
    account = factories.account(session, Role.REVIEWER)
    session.commit()
    assert sign_in(account).get("/comites/mes-donnees.csv").status_code == 404


def test_a_meeting_to_come_is_not_recorded_as_held(secretary, place, session):
    session.commit()
    answer = secretary.post(
        f"/comites/{place.id}/reunions/nouvelle",
        data={"held_on": "01/01/2130", "women": "3", "source": "Feuille"},
    )
    assert answer.status_code == 422
    assert "est à venir : notez la réunion une fois tenue" in text(answer)


def test_organisations_are_offered_in_the_order_of_the_alphabet(session):
    for name in ("Fédération hôtelière", "Énergie du Sahel", "Union des femmes"):
        factories.organisation(session, name=name)
    names = [one.name for one in every_organisation(session)]
    assert names == ["Énergie du Sahel", "Fédération hôtelière", "Union des femmes"]
