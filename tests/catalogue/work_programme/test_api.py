"""The programme as programs read it: what a visitor may know, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.committees.models import CommitteeMirror
from catalogue.work_programme.models import Milestone, work_item_ics
from catalogue.work_programme.vocabulary import Forecast, WorkItemStatus
from tests import factories


@pytest.fixture
def item(session):
    committee = factories.committee(session, "CTN1")
    made = factories.work_item(
        session,
        title_fr="Beurre de karité",
        committee_id=committee.id,
        base_reference="CXS 325:2017",
        forecast=Forecast.SIGNIFICANT,
        project_leader="Mme K.",
    )
    session.execute(work_item_ics.insert().values(work_item_id=made.id, ics_code="67.200.10"))
    session.add(Milestone(work_item_id=made.id, code="60.60", planned_on=date(2027, 1, 15)))
    session.commit()
    return made


def test_an_item_says_what_its_page_says(client, item):
    found = client.get("/api/v1/work-items").json["items"][0]
    assert found == client.get(f"/api/v1/work-items/{item.id}").json
    assert {
        "number": item.number,
        "committee": "CTN1",
        "ics": ["67.200.10"],
        "forecast": "1",
        "base_reference": "CXS 325:2017",
        "correspondence": None,
        "next_stage_code": "60.60",
        "planned_on": "2027-01-15",
        "standard": None,
        "url": f"http://localhost/programme/{item.id}",
    }.items() <= found.items()
    assert "Mme K." not in str(found)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 2),
        ("q=karite", 1),
        ("committee=CTN1", 1),
        ("committee=sans", 1),
        ("stage=20&forecast=1", 1),
        ("ics=67", 1),
        ("ics=13", 0),
        ("list=homologues", 0),
        ("page=3&size=1", 2),
    ],
)
@pytest.mark.usefixtures("item")
def test_what_is_asked_narrows(session, client, asked, count):
    factories.work_item(session, title_fr="Sésame")
    factories.work_item(session, status=WorkItemStatus.ABANDONED)
    session.commit()
    assert client.get(f"/api/v1/work-items?{asked}").json["total"] == count


@pytest.mark.parametrize("asked", ["list=abandonnes", "stage=11", "size=1000", "page=x"])
def test_a_wrong_parameter_is_named(client, asked):
    answer = client.get(f"/api/v1/work-items?{asked}")
    assert answer.status_code == 422
    assert answer.json["message"].startswith(asked.split("=")[0])


def test_what_a_visitor_may_not_know_does_not_exist(session, client):
    gone = factories.work_item(session, status=WorkItemStatus.ABANDONED)
    session.commit()
    assert client.get(f"/api/v1/work-items/{gone.id}").status_code == 404


@pytest.mark.usefixtures("item")
def test_a_page_asks_as_much_whatever_the_programme(session, client, count_queries):
    path = "/api/v1/work-items"
    client.get(path)
    with count_queries:
        client.get(path)
    asked = count_queries.count
    for _number in range(30):
        factories.work_item(session)
    session.commit()
    client.get(path)  # what the lists hold in memory is read once after a change
    with count_queries:
        client.get(path)
    assert count_queries.count - asked <= asked <= 8


def test_committees_are_listed_without_anybodys_name(session, client):
    committee = factories.committee(session, "CTN77")
    for reference in ("ISO/TC 34", "ISO/TC 146"):
        session.add(CommitteeMirror(committee_id=committee.id, reference=reference))
    holder = factories.person(session, family_name="Traoré")
    factories.mandate(session, holder, committee)
    session.commit()
    answer = client.get("/api/v1/committees?size=200").json
    found = next(one for one in answer["items"] if one["code"] == "CTN77")
    assert found["mirrors"] == ["ISO/TC 146", "ISO/TC 34"]
    assert "Traoré" not in str(answer)
    assert all(one["kind"] != "management" for one in answer["items"])
    assert client.get("/api/v1/committees?kind=management").status_code == 422
