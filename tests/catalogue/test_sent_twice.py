"""Pressing twice makes one record, and leads to it; other answers make another."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from catalogue.committees.models import CommitteeMeeting, Mandate, ParticipationCount, Person
from catalogue.permissions import Role
from catalogue.reference_list.models import ReferenceEntry
from catalogue.work_programme.models import WorkItem
from review.needs.models import NeedsExpression
from tests import factories
from tests.review.assignments.arranging import entering

ITEM = {
    "title_fr": "Beurre de karité",
    "nature": "new",
    "kind": "standard",
    "registered_on": "02/03/2026",
}
ENTRY = {
    "body_code": "ISO",
    "title_fr": "Guide sans numéro connu",
    "relevance": "significant",
    "rationale_fr": "Traite des différences entre femmes et hommes.",
    "evidence_kind": "staff",
}


def once(page) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page.get_data(as_text=True))
    assert found is not None
    return found[1]


@pytest.fixture
def enter(session, sign_in):
    def entered(*roles, **facts):
        account = factories.account(session, *roles, **facts)
        session.commit()
        return entering(sign_in, account)

    return entered


@pytest.fixture
def count(session):
    def counted(table):
        session.expire_all()
        return session.scalar(sa.select(sa.func.count()).select_from(table))

    return counted


def test_a_work_item(enter, count):
    client = enter(Role.SECRETARIAT)
    facts = {**ITEM, "once": once(client.get("/programme/nouveau"))}
    first = client.post("/programme/nouveau", data=facts)
    again = client.post("/programme/nouveau", data=facts, follow_redirects=True)
    assert count(WorkItem) == 1
    assert first.status_code == 302
    assert again.request.path == first.location
    assert "déjà arrivé" in again.get_data(as_text=True)
    other = client.post("/programme/nouveau", data={**facts, "title_fr": "Savon de karité"})
    assert other.location != first.location
    assert count(WorkItem) == 2


def test_a_refused_form_is_not_taken_for_sent(enter, count):
    client = enter(Role.SECRETARIAT)
    facts = {**ITEM, "title_fr": "", "once": once(client.get("/programme/nouveau"))}
    refused = client.post("/programme/nouveau", data=facts)
    assert refused.status_code == 422
    assert once(refused) == facts["once"]
    client.post("/programme/nouveau", data={**facts, "title_fr": "Karité"})
    assert count(WorkItem) == 1


def test_a_draft_of_a_need(session, enter, count):
    committee = factories.committee(session, "CTN3")
    client = enter(chairs=committee)
    page = client.get("/besoins/nouvelle")
    facts = {"version": "0", "requester": "Groupement", "once": once(page)}
    first = client.post("/besoins/nouvelle", data=facts)
    again = client.post("/besoins/nouvelle", data=facts)
    assert first.status_code == again.status_code == 302
    assert first.location == again.location
    assert count(NeedsExpression) == 1


def test_an_entry_without_number(enter, count):
    before = count(ReferenceEntry)
    client = enter(Role.SECRETARIAT)
    facts = {**ENTRY, "once": once(client.get("/liste-de-reference/nouvelle"))}
    first = client.post("/liste-de-reference/nouvelle", data=facts)
    again = client.post("/liste-de-reference/nouvelle", data=facts)
    assert first.status_code == 302, first.get_data(as_text=True)
    assert first.location == again.location
    assert count(ReferenceEntry) == before + 1


@pytest.mark.parametrize(
    "sending",
    [
        (
            "mandats/nouveau",
            Mandate,
            {
                "person_id": "vacant",
                "role": "member",
                "titular": "oui",
                "valid_from": "01/01/2026",
            },
        ),
        (
            "comptages/nouveau",
            ParticipationCount,
            {"counted_on": "12/03/2025", "women": "3", "men": "4", "source": "Liste signée"},
        ),
        (
            "reunions/nouvelle",
            CommitteeMeeting,
            {"held_on": "02/04/2025", "women": "3", "source": "Feuille de présence"},
        ),
    ],
)
def test_what_a_committee_keeps(session, enter, count, sending):
    path, table, facts = sending
    place = factories.committee(session, "CTN3")
    client = enter(Role.SECRETARIAT)
    address = f"/comites/{place.id}/{path}"
    facts = {**facts, "once": once(client.get(address))}
    first, again = (client.post(address, data=facts) for _ in range(2))
    assert first.status_code == 302, first.get_data(as_text=True)
    assert first.location == again.location
    assert count(table) == 1


def test_a_person(enter, count):
    client = enter(Role.SECRETARIAT)
    before = count(Person)
    facts = {"family_name": "Keïta", "sex": "femme", "homonym": "y"}
    facts["once"] = once(client.get("/comites/personnes/nouvelle"))
    first, again = (client.post("/comites/personnes/nouvelle", data=facts) for _ in range(2))
    assert first.status_code == 302, first.get_data(as_text=True)
    assert first.location == again.location
    assert count(Person) == before + 1


def test_the_same_answers_of_two_people_are_two_records(enter, count):
    made = []
    for _ in range(2):
        client = enter(Role.SECRETARIAT)
        made.append(client.post("/programme/nouveau", data={**ITEM, "once": "x" * 43}).location)
    assert len(set(made)) == 2
    assert count(WorkItem) == 2
