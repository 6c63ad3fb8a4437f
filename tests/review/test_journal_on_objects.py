"""Each object's journal is read on the object, and tells nothing of a reading still secret."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalogue.accounts.models import AccountRole
from catalogue.journal.models import Entry
from catalogue.journal.objects import OBJECTS
from catalogue.permissions import Role
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, ZERO, entering


@pytest.fixture
def arranged(session):
    """One round: Awa has handed in, Oumar has begun."""
    by = arranging.secretariat(session)
    made = arranging.opened(session, arranging.council_text(session), by)
    awa = arranging.reader(session, name="Awa Traoré")
    oumar = arranging.reader(session, name="Oumar Diallo")
    first = arranging.begun(session, arranging.asked(session, made, awa, by), awa)
    second = arranging.begun(session, arranging.asked(session, made, oumar, by), oumar)
    review = arranging.handed_in(session, first, awa, ONE, at=NOW + timedelta(minutes=77))
    session.commit()
    return {"by": by, "round": made, "awa": awa, "oumar": oumar, "first": first,
            "second": second, "review": review}  # fmt: skip


def test_a_reader_finds_their_own_acts_and_nothing_of_the_other(arranged, sign_in):
    person = entering(sign_in, arranged["oumar"])
    where = f"/journal/tour/{arranged['round'].id}"
    page = person.get(where)
    assert page.status_code == 200
    for secret in ("Awa", "Traoré", "soumis", "10:17", "77"):
        assert secret not in page.text.partition("<main")[2]
    # Opened, invited, declared: three acts of one's own, whatever the other did.
    assert "3 actes" in page.text
    for ending in ("csv", "xlsx", "json"):
        answer = person.get(f"{where}.{ending}")
        assert answer.status_code == 200
        assert b"Awa" not in answer.data
    facts = person.get(f"{where}.json").get_json()
    assert facts["total"] == 3
    assert not {"seq", "hash"} & set(facts["items"][0])
    assert person.get(f"/journal/relecture/{arranged['review'].id}").status_code == 404


def test_the_count_does_not_move_with_the_other_s_acts(session, arranged, sign_in):
    person = entering(sign_in, arranged["awa"])
    where = f"/journal/tour/{arranged['round'].id}.json"
    before = person.get(where).get_json()
    arranging.filled(session, arranged["second"], arranged["oumar"], ZERO)
    session.commit()
    assert entering(sign_in, arranged["awa"]).get(where).get_json() == before


def test_a_reader_with_the_journal_learns_nothing_from_numbers_nor_the_chain(
    session, arranged, sign_in
):
    both = arranged["oumar"]
    both.roles.append(AccountRole(role=Role.MONITORING, valid_from=arranging.TODAY))
    session.commit()
    person = entering(sign_in, both)
    opened = session.scalar(sa.select(sa.func.min(Entry.seq)).where(Entry.tag == "round:opened"))
    links = person.get("/journal/chaine.jsonl").text.splitlines()
    assert [json.loads(one)["seq"] for one in links] == list(range(1, opened))
    numbers = [one["seq"] for one in person.get("/journal.json").get_json()["items"]]
    assert max(filter(None, numbers), default=0) < opened
    told = person.get("/journal.json").get_data(as_text=True)
    assert "review" not in told
    assert "assignment" not in told


def test_who_arranges_the_round_reads_the_chain_with_sealed_links(arranged, sign_in):
    text = entering(sign_in, arranged["by"]).get("/journal/chaine.jsonl").text
    assert '"sealed": true' in text
    assert "review:submitted" not in text
    assert "assignment:invited" in text


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MONITORING])
def test_whoever_else_reads_numbers_without_a_hole(session, arranged, sign_in, role):
    other = factories.account(session, role)
    session.commit()
    person = entering(sign_in, other)
    before = person.get("/journal/chaine.jsonl").text
    assert "sealed" not in before
    arranging.filled(session, arranged["second"], arranged["oumar"], ZERO)
    session.commit()
    person = entering(sign_in, other)
    assert person.get("/journal/chaine.jsonl").text == before
    arranging.handed_in(session, arranged["second"], arranged["oumar"], ONE)
    session.commit()
    person = entering(sign_in, other)
    assert "Tant que des relectures" in person.get("/journal").text
    after = person.get("/journal/chaine.jsonl").text
    assert after.startswith(before)
    assert "review:submitted" in after


def test_once_both_are_in_each_reads_the_other(session, arranged, sign_in):
    arranging.handed_in(session, arranged["second"], arranged["oumar"], ONE)
    session.commit()
    person = entering(sign_in, arranged["oumar"])
    text = person.get(f"/journal/tour/{arranged['round'].id}").text
    assert "Awa Traoré a soumis sa relecture" in text
    assert person.get(f"/journal/relecture/{arranged['review'].id}").status_code == 200


def test_the_secretariat_follows_who_reads_not_what_they_do(session, arranged, sign_in):
    person = entering(sign_in, arranged["by"])
    text = person.get(f"/journal/tour/{arranged['round'].id}").text.partition("<main")[2]
    assert "soumis" not in text
    assert "Secrétariat" in text
    outsider = arranging.reader(session)
    session.commit()
    where = f"/journal/tour/{arranged['round'].id}"
    assert entering(sign_in, outsider).get(where).status_code == 404


def test_every_object_answers_under_its_own_rule(session, sign_in):
    item, edition = factories.work_item(session), factories.edition(session)
    committee = factories.committee(session)
    reviewer = factories.account(session, Role.REVIEWER)
    session.commit()
    person = sign_in(reviewer)
    assert person.get(f"/journal/comite/{committee.id}").status_code == 200
    assert person.get(f"/journal/norme/{edition.id}").status_code == 200
    assert person.get(f"/journal/sujet/{item.id}").status_code == 404
    for kind in OBJECTS:
        assert person.get(f"/journal/{kind}/999999").status_code == 404
    assert person.get("/journal/rien/1").status_code == 404


def test_nobody_signed_in_reads_a_journal(session, client):
    edition = factories.edition(session)
    session.commit()
    assert client.get(f"/journal/norme/{edition.id}").status_code in {302, 401}


def test_the_journal_is_paged_at_the_same_cost(session, sign_in, count_queries):
    from catalogue.journal import services as journal

    edition = factories.edition(session)
    who = factories.account(session, Role.SECRETARIAT)
    person = sign_in(who)
    costs = []
    for times in (1, 120):
        for _time in range(times):
            journal.record(
                session, actor=factories.actor(who), tag="standard:changed", subject=edition, at=NOW
            )
        session.commit()
        person.get(f"/journal/norme/{edition.id}")
        count_queries.statements.clear()
        with count_queries:
            page = person.get(f"/journal/norme/{edition.id}")
        costs.append(count_queries.count)
    assert costs[0] == costs[1]
    assert "121 actes" in page.text
    assert "page=2" in page.text
