"""What naming a woman or a man would do to the figures, seat by seat."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.committees.vocabulary import MandateRole, Sex
from catalogue.permissions import Role
from review.indicators.nominations import effect, months_later, of_sex
from review.indicators.participation import Tally
from tests import factories

FORTY = Fraction(2, 5)
counts = st.integers(1, 40)


def test_a_vacant_seat_given_to_a_woman_adds_her():
    found = effect(Tally(2, 6, vacant=1), leaving=of_sex(None), coming=of_sex("femme"))
    assert (found.before.share, found.after.share) == (Fraction(2, 8), Fraction(3, 9))
    assert found.after.vacant == 0
    assert found.missing(FORTY) == 1  # 40 % of 9 is 3.6


def test_a_man_followed_by_a_woman_moves_one_seat():
    found = effect(Tally(2, 6), leaving=of_sex("homme"), coming=of_sex("femme"))
    assert (found.after, found.missing(FORTY)) == (Tally(3, 5), 1)  # 40 % of 8 is 3.2


def test_a_seat_whose_sex_is_not_declared_leaves_the_bounds():
    found = effect(Tally(2, 6, 1), leaving=of_sex("non_declare"), coming=of_sex("homme"))
    assert found.after == Tally(2, 7)


@given(st.builds(Tally, counts, counts, counts, counts), st.sampled_from(["femme", "homme", None]))
def test_naming_a_woman_never_does_worse_than_naming_a_man(tally, leaving):
    woman, man = (
        effect(tally, leaving=of_sex(leaving), coming=of_sex(coming)).after
        for coming in ("femme", "homme")
    )
    assert woman.share >= man.share
    assert woman.held == man.held


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 23), 6, date(2027, 5, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, later):
    assert months_later(day, months) == later


def said(answer):
    bare = unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", bare.replace("\u202f", " "))


def test_vacant_seats_and_ending_mandates_are_listed_with_both_choices(session, sign_in):
    place = factories.committee(session, "CTN1")
    man = factories.person(session, sex=Sex.MAN, given_names="Moussa", family_name="Traoré")
    factories.mandate(session, man, place, role=MandateRole.CHAIR, valid_to=date(2027, 3, 31))
    late = factories.person(session, sex=Sex.MAN, family_name="Lointain")
    factories.mandate(session, late, place, valid_to=date(2027, 10, 31))
    factories.mandate(session, factories.person(session, sex=Sex.WOMAN), place)
    factories.mandate(session, None, place)
    account = factories.account(session, Role.SECRETARIAT)
    session.commit()
    client = sign_in(account)
    page = said(client.get("/indicateurs/nominations"))
    assert "2 sièges à pourvoir" in page
    assert "mandat de Moussa Traoré, jusqu’au 31/03/2027" in page
    assert "Lointain" not in page
    assert "comité : 33,3 % → 66,7 %" in page  # the chair passes to a woman: 2 of 3
    assert "comité : 33,3 % → 50,0 %" in page  # the vacant seat: 2 of 4
    assert "3 sièges à pourvoir" in said(client.get("/indicateurs/nominations?mois=12"))
    assert "Aucun siège vacant" in said(client.get("/indicateurs/nominations?sorte=mirror"))


def test_the_page_costs_the_same_for_few_and_many(session, sign_in, count_queries):
    account = factories.account(session, Role.MONITORING)
    place = factories.committee(session, "CTN1")
    factories.mandate(session, None, place)
    session.commit()
    client = sign_in(account)

    def cost():
        session.commit()
        client.get("/indicateurs/nominations")
        count_queries.statements.clear()
        with count_queries:
            assert client.get("/indicateurs/nominations").status_code == 200
        return count_queries.count

    few = cost()
    for _ in range(30):
        factories.mandate(session, None, place)
    assert cost() == few <= 12
