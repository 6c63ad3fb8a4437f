"""An outsider settles one disagreement with an account that carries no role."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue.accounts.queries import actor_of
from catalogue.errors import DomainError
from catalogue.permissions import Permission, Role
from review.answers.marker import CriterionAnswer
from review.assignments import services as assignments
from review.assignments.vocabulary import AssignmentRole, RoundState
from review.decisions import adjudication
from review.decisions.vocabulary import DecisionBasis
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, ZERO, entering

LATER = TODAY + timedelta(days=60)


@pytest.fixture
def disputed(case):
    """Two readings that differ, past the discussion; nobody is a focal point."""
    case.submit(0, ONE)
    case.submit(1, ZERO)
    assert case.round.state is RoundState.DISCUSSION
    return case


def outsider(session, **facts):
    person = factories.person(session)
    return factories.account(session, person_id=person.id, name="Personne Extérieure", **facts)


def hand_over(session, case, who):
    round_ = arranging.again(session, case.round)
    made = adjudication.open_adjudication(
        session,
        round_,
        who.id,
        actor=factories.actor(case.secretariat),
        due_on=None,
        seen_version=round_.version,
        at=NOW,
        on=LATER,
    )
    session.flush()
    return made


def test_without_a_focal_point_an_account_without_role_can_be_chosen(session, disputed):
    who = outsider(session)
    round_ = arranging.again(session, disputed.round)
    allowed, _others = adjudication.adjudicators(session, round_, on=LATER)
    assert who.id in {one.account.id for one in allowed}


def test_a_free_focal_point_comes_before_any_outsider(session, disputed):
    who = outsider(session)
    focal = arranging.reader(session, Role.FOCAL_POINT)
    round_ = arranging.again(session, disputed.round)
    allowed, _others = adjudication.adjudicators(session, round_, on=LATER)
    assert [one.account.id for one in allowed] == [focal.id]
    with pytest.raises(DomainError):
        hand_over(session, disputed, who)


def test_an_outsider_with_an_interest_is_barred_like_anybody(session, disputed):
    who = outsider(session)
    disputed.item.project_leader = "Personne Extérieure"
    session.flush()
    with pytest.raises(DomainError, match="rédaction du texte"):
        hand_over(session, disputed, who)


def test_an_outsider_is_never_asked_to_read(session, disputed):
    who = outsider(session)
    other = arranging.opened(session, arranging.council_text(session), disputed.secretariat)
    with pytest.raises(DomainError, match="ne peut pas relire"):
        arranging.asked(session, other, who, disputed.secretariat)


def test_the_invitation_opens_that_round_and_no_other(session, disputed, sign_in):
    who = outsider(session)
    assert not actor_of(session, who.id, on=LATER).may(Permission.REVIEW_FILL)
    made = hand_over(session, disputed, who)
    assert made.role is AssignmentRole.ADJUDICATOR
    actor = actor_of(session, who.id, on=LATER)
    assert actor.may(Permission.REVIEW_FILL)
    assert actor.may(Permission.PROFILE_OWN)
    for denied in (Permission.REVIEW_READ, Permission.REFERENCE_VERIFY, Permission.NEEDS_READ):
        assert not actor.may(denied)
    other = arranging.opened(session, arranging.council_text(session), disputed.secretariat)
    session.commit()
    client = entering(sign_in, who)
    assert client.get(f"/relectures/{disputed.round.id}").status_code == 200
    assert client.get(f"/relectures/{other.id}").status_code == 404
    assert "Répondez à l’invitation." in client.get("/relectures").text


def test_the_outsider_decides_and_is_done(session, disputed, sign_in, monkeypatch):
    who = outsider(session)
    made = hand_over(session, disputed, who)
    monkeypatch.setattr(factories, "actor", lambda account: actor_of(session, account.id, on=LATER))
    arranging.handed_in(
        session,
        arranging.begun(session, made, who),
        who,
        {"T1": CriterionAnswer("ok")},
        reasons={"T1": "« Homme de métier » est une citation du décret."},
    )
    decision = disputed.decision()
    assert decision is not None
    assert decision.basis is DecisionBasis.ADJUDICATION
    assert [one.account_id for one in decision.deciders] == [who.id]
    session.commit()
    client = entering(sign_in, who)
    assert client.get(f"/relectures/{disputed.round.id}").status_code == 200, "still readable"
    assert client.get("/programme/nouveau").status_code == 403


def test_withdrawn_the_invitation_gives_nothing(session, disputed):
    who = outsider(session)
    made = hand_over(session, disputed, who)
    assignments.withdraw(
        session,
        made,
        actor=factories.actor(disputed.secretariat),
        reason="Indisponible.",
        seen_version=made.version,
        at=NOW,
    )
    session.flush()
    assert not actor_of(session, who.id, on=LATER).may(Permission.REVIEW_FILL)
