"""Neither reader learns anything of the other before both have submitted (product_rules §3)."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from catalogue.accounts.queries import actor_of
from catalogue.permissions import Role
from review.answers.marker import CriterionAnswer
from review.answers.models import Review
from review.answers.queries import reviews_in, visible_review
from review.answers.rules import visible_reviews
from review.assignments import services
from review.assignments.queries import assignments_in, round_of
from review.assignments.rules import visible_assignments, visible_rounds
from review.assignments.vocabulary import AssignmentState, RoundState
from tests import factories
from tests.review.assignments.arranging import (
    NOW,
    ONE,
    TODAY,
    ZERO,
    again,
    asked,
    begun,
    council_text,
    entering,
    filled,
    handed_in,
    opened,
    reader,
    secretariat,
)

# Words that only the first reader ever wrote, and facts that only concern that person.
SECRET = {
    **ONE,
    "F2": CriterionAnswer("estimation", note="Zanzibarite", source="Zébrure 1987"),
    "A3": CriterionAnswer("2", material=True, clause="77.88", quotation="girouette mauve"),
}
WORDS = ("Zanzibarite", "Zébrure", "77.88", "girouette")


@pytest.fixture
def both(session):
    by = secretariat(session)
    first = reader(session, name="Xénophile Quartz")
    second = reader(session, name="Seconde Lectrice")
    made = opened(session, council_text(session), by)
    one = asked(session, made, first, by, due_on=date(2027, 8, 19))
    two = asked(session, made, second, by)
    begun(session, one, first)
    begun(session, two, second)
    return by, made, (first, one), (second, two)


def pages(made, assignment):
    desk = f"/relectures/mes-relectures/{assignment.id}"
    return (
        "/relectures",
        f"/relectures/{made.id}",
        desk,
        f"{desk}/personnes",
        f"{desk}/contenu-1",
        f"/relectures/invitations/{assignment.id}/decliner",
    )


@pytest.mark.parametrize("second_role", [Role.REVIEWER, Role.FOCAL_POINT])
@pytest.mark.parametrize("first_stands", ["begun", "written", "submitted"])
def test_no_page_of_the_second_reader_tells_anything_of_the_first(
    session, sign_in, second_role, first_stands
):
    by = secretariat(session)
    first = reader(session, name="Xénophile Quartz")
    second = reader(session, second_role, name="Seconde Lectrice")
    made = opened(session, council_text(session), by)
    one = asked(session, made, first, by, due_on=date(2027, 8, 19))
    two = asked(session, made, second, by)
    begun(session, two, second)
    begun(session, one, first)
    if first_stands == "written":
        filled(session, one, first, SECRET, at=NOW + timedelta(days=37))
    elif first_stands == "submitted":
        handed_in(session, one, first, SECRET, at=NOW + timedelta(days=37))
    session.commit()
    client = entering(sign_in, second)
    for address in pages(made, two):
        page = client.get(address)
        assert page.status_code == 200, address
        for told in (*WORDS, "Xénophile", "Quartz", "19 août 2027", "30 décembre 2026"):
            assert told not in page.text, (address, told)
        # Nor the state of the other reading: the page is the same whatever the first one did.
        assert "Soumise" not in page.text, address
    for address in (
        f"/relectures/{made.id}/comparaison",
        f"/relectures/mes-relectures/{one.id}",
        f"/relectures/mes-relectures/{one.id}/personnes",
    ):
        assert client.get(address).status_code == 404, address
    review = session.query(Review).filter_by(assignment_id=one.id).one_or_none()
    if review is not None:
        assert client.get(f"/relectures/lectures/{review.id}").status_code == 404
        acting = actor_of(session, second.id, on=TODAY)
        assert visible_review(session, acting, review.id) is None


def test_the_page_says_the_same_before_and_after_the_other_submits(session, both, sign_in):
    _by, made, (first, one), (second, two) = both
    session.commit()
    client = entering(sign_in, second)
    addresses = pages(made, two)
    before = {address: without_tokens(client.get(address).text) for address in addresses}
    handed_in(session, one, first, SECRET)
    session.commit()
    client = entering(sign_in, second)
    for address in addresses:
        assert without_tokens(client.get(address).text) == before[address], address


def without_tokens(page: str) -> str:
    """Drop what changes with every answer: the nonce of the script."""
    lines = (line for line in page.splitlines() if "nonce=" not in line)
    return "\n".join(lines)


def test_the_secretariat_sees_who_has_submitted_but_no_answer(session, both, sign_in):
    by, made, (first, one), _second = both
    review = handed_in(session, one, first, SECRET)
    session.commit()
    client = entering(sign_in, by)
    page = client.get(f"/relectures/{made.id}").text
    assert "Soumise" in page
    assert not any(word in page for word in WORDS)
    assert client.get(f"/relectures/lectures/{review.id}").status_code == 404
    assert client.get(f"/relectures/{made.id}/comparaison").status_code == 404


def test_once_both_are_in_each_sees_the_other(session, both, sign_in):
    by, made, (first, one), (second, two) = both
    handed_in(session, one, first, SECRET)
    handed_in(session, two, second, ZERO)
    session.commit()
    assert again(session, made).state is RoundState.DISCUSSION
    for who in (second, by):
        client = entering(sign_in, who)
        page = client.get(f"/relectures/{made.id}/comparaison")
        assert page.status_code == 200
        assert all(word in page.text for word in ("Zanzibarite", "girouette", "Xénophile Quartz"))


def test_a_round_given_up_shows_nothing_of_the_other(session, both, sign_in):
    _by, made, (first, one), (second, _two) = both
    review = handed_in(session, one, first, SECRET)
    made.state = RoundState.CANCELLED
    session.commit()
    client = entering(sign_in, second)
    assert client.get(f"/relectures/lectures/{review.id}").status_code == 404
    assert "Quartz" not in client.get(f"/relectures/{made.id}").text


def test_page_and_query_ask_the_same_rule(session, both):
    """The predicate gives one answer as a Python test and as a condition of a query."""
    by, made, (first, one), (second, two) = both
    outsider = reader(session)
    focal = reader(session, Role.FOCAL_POINT)
    people = [by, first, second, outsider, focal, factories.account(session, Role.ADMIN)]
    people.append(factories.account(session, Role.MONITORING))
    handed_in(session, one, first, SECRET)
    filled(session, two, second, ZERO)
    for state, who in itertools.product(RoundState, people):
        made.state = state
        session.flush()
        actor = factories.actor(who)
        found = round_of(session, made.id)
        assert found is not None
        listed = {review.id for review in reviews_in(session, actor, found)}
        everything = [session.query(Review).filter_by(assignment_id=x.id).one() for x in (one, two)]
        asked_singly = {review.id for review in everything if visible_reviews.allows(actor, review)}
        assert listed == asked_singly, (state, who.name)
        seen = {x.id for x in assignments_in(session, actor, [found])[found.id]}
        assert seen == {x.id for x in found.assignments if visible_assignments.allows(actor, x)}, (
            state,
            who.name,
        )
        if who is outsider:
            assert not listed
            assert not visible_rounds.allows(actor, found)
        if state in (RoundState.OPEN, RoundState.CANCELLED):
            mine = {first: one, second: two}.get(who)
            assert listed == {
                review.id for review in everything if mine and review.assignment_id == mine.id
            }


def test_administration_and_monitoring_never_see_answers(session, both):
    _by, made, (first, one), (second, two) = both
    handed_in(session, one, first, SECRET)
    handed_in(session, two, second, SECRET)
    found = round_of(session, made.id)
    assert found is not None
    assert found.state is RoundState.DECIDED
    for role in (Role.ADMIN, Role.MONITORING, Role.CHAIR):
        chair = factories.committee(session) if role is Role.CHAIR else None
        roles = () if role is Role.CHAIR else (role,)
        actor = factories.actor(factories.account(session, *roles, chairs=chair))
        assert list(reviews_in(session, actor, found)) == []


def test_a_focal_point_who_declined_learns_nothing_either_for_they_may_be_asked_again(session):
    by = secretariat(session)
    first, focal = reader(session), reader(session, Role.FOCAL_POINT)
    made = opened(session, council_text(session), by)
    one = begun(session, asked(session, made, first, by), first)
    two = asked(session, made, focal, by)
    services.decline(
        session,
        again(session, made).assignments[1],
        actor=factories.actor(focal),
        reason="En mission.",
        seen_version=two.version,
        at=NOW,
        on=TODAY,
    )
    session.flush()
    actor = factories.actor(focal)
    found = again(session, made)
    assert [visible_assignments.allows(actor, each) for each in found.assignments] == [False, True]
    assert [each.id for each in assignments_in(session, actor, [found])[made.id]] == [two.id]
    asked(session, made, focal, by)
    assert one.state is AssignmentState.IN_PROGRESS
