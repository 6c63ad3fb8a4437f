"""The committees of other bodies that ours follow: looked up, followed, described, left."""

from __future__ import annotations

import re

import pytest

from catalogue.committees.models import CommitteeMirror
from catalogue.open_data.vocabulary import Dataset
from catalogue.permissions import Role
from tests import factories


@pytest.fixture
def desk(session, sign_in):
    row = factories.account(session, Role.SECRETARIAT)
    session.commit()
    return sign_in(row)


@pytest.fixture
def committee(session):
    """CTN77, beside three committees of ISO with their documents."""
    release = factories.release(session, dataset=Dataset.COMMITTEES).id
    food = {"first_release_id": release, "p_members": ["AMANORM", "AFNOR"]}
    factories.iso_committee(session, "ISO/TC 34", title_en="Food products", **food)
    factories.iso_committee(session, "ISO/TC 34/SC 11", title_en="Fats", first_release_id=release)
    factories.iso_committee(
        session, "ISO/TC 133", title_en="Clothing sizing", status="Disbanded",
        first_release_id=release,
    )  # fmt: skip
    documents = factories.release(session).id
    for stage in ("60.60", "60.60", "40.20", "95.99"):
        factories.deliverable(
            session, committee="ISO/TC 34", stage_code=stage, first_release_id=documents
        )
    found = factories.committee(session, "CTN77")
    session.commit()
    return found


def place(committee):
    return f"/comites/{committee.id}/miroirs"


def follow(client, committee, reference, membership="", **more):
    data = {"reference": reference, "membership": membership, "step": "suivre", **more}
    return client.post(place(committee), data=data, follow_redirects=True)


def test_a_committee_is_found_however_it_is_written(desk, committee):
    for text in ("iso tc34", "TC 34", "ISO/TC 34", "food"):
        page = desk.get(place(committee), query_string={"q": text}).text
        assert re.search(r"Suivre ISO/TC 34\s*<", page), text
    assert "comité qui n’est plus actif" in desk.get(place(committee) + "?q=clothing").text
    found = desk.get("/comites/suggestions?q=iso/tc 34").json["suggestions"]
    assert [one["text"] for one in found] == ["ISO/TC 34", "ISO/TC 34/SC 11"]


def test_its_title_documents_and_enrolment_stand_on_our_committees_page(desk, committee):
    follow(desk, committee, "ISO/TC 34", "P")
    page = desk.get(f"/comites/{committee.id}").text
    for words in (
        *("ISO/TC 34", "Food products", "2 documents en vigueur", "un en préparation"),
        *("membre P", "comite=ISO/TC+34"),
    ):
        assert words.replace("+", "%20") in page or words in page, words
    assert "comité international suivi" in desk.get(f"/journal/comite/{committee.id}").text


def test_several_follow_one_and_one_follows_several(desk, session, committee):
    other = factories.committee(session, "CTN78")
    session.commit()
    for one in (committee, other):
        follow(desk, one, "ISO/TC 34")
    follow(desk, committee, "Codex CCFO", "O")
    items = desk.get("/api/v1/committees?size=200").json["items"]
    told = {one["code"]: one["mirrors"] for one in items}
    assert told["CTN77"] == ["Codex CCFO", "ISO/TC 34"]
    assert told["CTN78"] == ["ISO/TC 34"]
    factories.deliverable(session, "ISO 22000:2018", committee="ISO/TC 34")
    session.commit()
    [found] = desk.get("/normes/base/suggestions?q=ISO 22000").json["suggestions"]
    assert "CTN77, CTN78" in found["about"]


def test_participation_changes_and_following_ends(desk, session, committee):
    follow(desk, committee, "ISO/TC 34", "P")
    follow(desk, committee, "ISO/TC 34", "O")
    session.expire_all()
    assert session.get(CommitteeMirror, (committee.id, "ISO/TC 34")).membership.value == "O"
    page = follow(desk, committee, "ISO/TC 34", step="retirer").text
    assert "ne suit plus ISO/TC 34" in page
    assert desk.get("/api/v1/committees?size=200").json["items"][-1]["mirrors"] == []


def test_nothing_typed_and_nonsense_are_said_in_a_sentence(desk, committee):
    assert "Écrivez le sigle du comité" in follow(desk, committee, "  ").text
    page = desk.get(place(committee) + "?q=zzz").text
    assert "Aucun comité de l’ISO ne correspond" in page
    assert "Suivre « zzz »" in page.replace("\u00a0", " ")


def test_the_pages_cost_few_queries(desk, committee, count_queries):
    follow(desk, committee, "ISO/TC 34")
    for address in (place(committee) + "?q=iso", f"/comites/{committee.id}"):
        with count_queries as counted:
            assert desk.get(address).status_code == 200
        assert counted.count <= 12, (address, counted.count)
