"""People of one name are told apart wherever one of them is chosen."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.committees.naming import bearers_of_names, name_key, person_choices
from catalogue.committees.vocabulary import MandateRole
from catalogue.permissions import Role
from tests import factories

TODAY = date(2026, 11, 23)


def traore(session, **facts):
    return factories.person(session, family_name="Traoré", given_names="Awa", **facts)


def labels(session):
    return dict(person_choices(session, on=TODAY))


def test_a_label_that_is_alone_says_no_more_than_the_name_and_the_organisation(session):
    union = factories.organisation(session, name="Union des femmes")
    one = traore(session, organisation_id=union.id)
    other = traore(session)
    factories.mandate(session, other, factories.committee(session, "CTN2"))
    assert labels(session) == {one.id: "Traoré Awa, Union des femmes", other.id: "Traoré Awa"}


def test_namesakes_are_told_apart_by_the_seats_they_hold_today(session):
    place = factories.committee(session, "CTN2")
    chair, member, nowhere = traore(session), traore(session), traore(session)
    factories.mandate(session, chair, place, role=MandateRole.CHAIR)
    factories.mandate(session, member, factories.committee(session, "CTN4"))
    factories.mandate(session, nowhere, place, valid_to=date(2025, 1, 31))
    said = {one: label.replace("\u00a0", " ") for one, label in labels(session).items()}
    assert said == {
        chair.id: "Traoré Awa, CTN2 (Présidence)",
        member.id: "Traoré Awa, CTN4 (Membre)",
        nowhere.id: f"Traoré Awa, fiche n° {nowhere.id}",
    }


def test_capitals_and_accents_make_no_difference_and_the_number_settles_it(session):
    place = factories.committee(session, "CTN2")
    one, other = traore(session), traore(session)
    other.family_name = "TRAORE"
    for holder in (one, other):
        factories.mandate(session, holder, place)
    said = labels(session)
    assert str(one.id) in said[one.id].rsplit("n°", 1)[1]
    assert str(other.id) in said[other.id].rsplit("n°", 1)[1]


def test_who_bears_a_name_however_it_is_written(session):
    one, other = traore(session), traore(session)
    other.family_name = "TRAORE"
    session.flush()
    found = bearers_of_names(session)[name_key("awa", "traoré")]
    assert [bearer.id for bearer in found] == [one.id, other.id]


@pytest.mark.parametrize("path", ["mandats/nouveau", "reunions/nouvelle"])
def test_the_forms_never_offer_two_people_under_one_label(session, sign_in, path):
    place = factories.committee(session, "CTN2")
    for role in (MandateRole.MEMBER, MandateRole.EXPERT):
        factories.mandate(session, traore(session), place, role=role)
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    page = sign_in(account).get(f"/comites/{place.id}/{path}").get_data(as_text=True)
    assert "Traoré Awa, CTN2 (Membre)" in page
    assert "Traoré Awa, CTN2 (Expertise)" in page


def test_choices_cost_the_same_for_few_and_many(session, count_queries):
    def cost():
        session.expire_all()
        count_queries.statements.clear()
        with count_queries:
            labels(session)
        return count_queries.count

    for _ in range(2):
        traore(session)
    few = cost()
    for _ in range(30):
        traore(session)
    assert cost() == few <= 2
