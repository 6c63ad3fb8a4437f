"""A third person settles what two left open, criterion by criterion."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.committees.models import Person
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from review.answers import services as answers
from review.answers.marker import AlreadyCovered, CriterionAnswer
from review.answers.models import Answer, Review
from review.answers.queries import working_copy
from review.answers.vocabulary import Marker
from review.assignments import queries
from review.assignments.models import Assignment
from review.assignments.vocabulary import AssignmentRole, AssignmentState, RoundState
from review.decisions import adjudication
from review.decisions.models import Decision
from review.decisions.vocabulary import DecisionBasis
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, ZERO, again, entering

AFTER = date(2026, 12, 8)


def pass_on(session, case, which):
    found = queries.assignment_of(session, case.assignments[which].id)
    assert found is not None
    adjudication.pass_discussion(
        session,
        found,
        actor=factories.actor(case.readers[which]),
        seen_version=found.version,
        at=NOW,
    )
    session.flush()


def adjudicate(session, case, who, *, on=AFTER, by=None, **facts):
    found = again(session, case.round)
    return adjudication.open_adjudication(
        session,
        found,
        who.id,
        actor=factories.actor(by or case.secretariat),
        due_on=None,
        seen_version=facts.get("seen_version", found.version),
        at=NOW,
        on=on,
    )


@pytest.fixture
def split(case):
    """The round in discussion: 1 against 0, on T1 only."""
    case.submit(0, ONE)
    case.submit(1, ZERO)
    return case


@pytest.fixture
def focal(session):
    return arranging.reader(session, Role.FOCAL_POINT, name="Point Focal")


def test_before_the_delay_it_stays_closed(session, split, focal):
    with pytest.raises(DomainError, match="après le délai"):
        adjudicate(session, split, focal, on=date(2026, 12, 7))
    assert adjudicate(session, split, focal, on=AFTER)


def test_both_passing_opens_it_at_once(session, split, focal):
    pass_on(session, split, 0)
    with pytest.raises(DomainError, match="après le délai"):
        adjudicate(session, split, focal, on=arranging.TODAY)
    pass_on(session, split, 1)
    adjudicate(session, split, focal, on=arranging.TODAY)
    assert split.round.state is RoundState.ADJUDICATION


def test_only_the_secretariat_opens_it(session, split, focal):
    for by in (focal, split.readers[0]):
        with pytest.raises(NotAllowed):
            adjudicate(session, split, focal, by=by)


def test_a_stale_page_is_a_conflict(session, split, focal):
    with pytest.raises(Conflict):
        adjudicate(session, split, focal, seen_version=99)


def test_a_reader_of_the_round_does_not_adjudicate(session, split):
    with pytest.raises(DomainError, match="relit déjà"):
        adjudicate(session, split, split.readers[0])


def test_whoever_was_asked_to_read_and_left_does_not_adjudicate(session):
    by = arranging.secretariat(session)
    made = arranging.opened(session, arranging.council_text(session), by)
    left = arranging.reader(session, Role.FOCAL_POINT)
    assignment = arranging.asked(session, made, left, by)
    assignment.state = AssignmentState.CANCELLED
    made.state = RoundState.DISCUSSION
    session.flush()
    allowed, _others = adjudication.adjudicators(session, again(session, made), on=AFTER)
    assert left.id not in {one.account.id for one in allowed}


def test_an_outsider_only_when_no_focal_point_can(session, split, focal):
    outsider = arranging.reader(session, name="De Dehors")
    with pytest.raises(Invalid) as refused:
        adjudicate(session, split, outsider)
    assert "Point Focal" in str(refused.value.problems["account_id"])
    committee = factories.committee(session, "CTN3")
    person = session.get(Person, focal.person_id)
    factories.mandate(session, person, committee)
    session.expire(person, ["mandates"])
    with pytest.raises(DomainError, match="CTN3"):
        adjudicate(session, split, focal)
    made = adjudicate(session, split, outsider)
    assert isinstance(made, Assignment)
    assert made.role is AssignmentRole.ADJUDICATOR


def test_an_outsider_is_barred_by_the_same_interests(session, split):
    outsider = arranging.reader(session, Role.REVIEWER, Role.ADMIN)
    with pytest.raises(DomainError, match="ne décident jamais"):
        adjudicate(session, split, outsider)


def started(session, case, who):
    made = adjudicate(session, case, who)
    assert isinstance(made, Assignment)
    session.flush()
    return arranging.begun(session, made, who)


def test_the_agreed_answers_are_taken_over_and_only_the_others_are_open(session, split, focal):
    assignment = started(session, split, focal)
    copy = working_copy(session, assignment)
    assert copy.to_settle == ("T1",)
    assert copy.filled.answer("A3") == ONE["A3"]
    assert copy.filled.value("T1") is None
    # What is agreed is not the adjudicator's to change.
    arranging.filled(session, assignment, focal, {**ONE, "A3": CriterionAnswer("0")})
    copy = working_copy(session, assignment)
    assert copy.filled.answer("A3") == ONE["A3"]


def test_each_criterion_settled_needs_its_reason(session, split, focal):
    assignment = started(session, split, focal)
    with pytest.raises(Invalid) as refused:
        arranging.handed_in(session, assignment, focal, {"T1": CriterionAnswer("ok")})
    assert list(refused.value.problems) == ["T1_note"]


def test_the_adjudicator_s_review_decides_by_the_same_function(session, split, focal):
    assignment = started(session, split, focal)
    review = arranging.handed_in(
        session,
        assignment,
        focal,
        {"T1": CriterionAnswer("ok")},
        reasons={"T1": "« Homme de métier » est une citation du décret."},
    )
    decision = session.scalars(sa.select(Decision)).one()
    assert (decision.marker, decision.basis) == (Marker.SIGNIFICANT, DecisionBasis.ADJUDICATION)
    found = split.decision()
    assert [one.account_id for one in found.deciders] == [focal.id]
    assert review.marker_strict is Marker.SIGNIFICANT
    kept = session.scalars(
        sa.select(Answer).where(Answer.review_id == review.id, Answer.code == "T1")
    ).one()
    assert "citation du décret" in kept.disagreement_reason
    assert split.round.state is RoundState.DECIDED


def test_a_statement_can_be_what_divides(session, case, focal):
    informative = {**ONE, "A3": CriterionAnswer("1", material=True, clause="Note 2")}
    case.submit(0, informative, already_covered=AlreadyCovered("ISO 12100", "4", "hauteurs"))
    case.submit(1, informative)
    assignment = started(session, case, focal)
    assert working_copy(session, assignment).to_settle == ("already_covered",)
    with pytest.raises(Invalid):
        arranging.handed_in(session, assignment, focal, {})
    arranging.handed_in(
        session, assignment, focal, {}, reasons={"already_covered": "La citation est informative."}
    )
    decision = case.decision()
    assert decision is not None
    assert decision.marker is Marker.NOT_SENSITIVE


def test_a_reading_taken_up_and_not_handed_in_stays_out(session, split, focal):
    draft = split.reopen(0)
    started(session, split, focal)
    assert split.assignments[0].state is AssignmentState.SUBMITTED
    assert session.get_one(Review, draft.id).submitted_at is None
    copy = working_copy(session, queries.assignment_of(session, split.assignments[0].id))
    assert copy.review is not None
    assert copy.review.revision == 1


def test_if_the_last_ones_handed_in_agree_by_then_that_is_the_decision(session, split, focal):
    split.reopen(0)
    split.reopen(1)
    split.submit(1, ONE)
    made = adjudicate(session, split, focal)
    assert isinstance(made, Decision)
    assert made.basis is DecisionBasis.AGREEMENT_AFTER_DISCUSSION


def test_an_adjudicator_who_declines_is_replaced(session, split, focal):
    made = adjudicate(session, split, focal)
    with pytest.raises(DomainError, match="après le délai"):
        adjudicate(session, split, arranging.reader(session, Role.FOCAL_POINT))
    from review.assignments.services import decline

    decline(
        session,
        made,
        actor=factories.actor(focal),
        reason="En mission.",
        seen_version=made.version,
        at=NOW,
        on=AFTER,
    )
    session.flush()
    other = arranging.reader(session, Role.FOCAL_POINT)
    assert isinstance(adjudicate(session, split, other), Assignment)


def test_the_secretariat_the_committee_and_the_administrator_have_no_way_to_decide(
    session, split, focal, sign_in
):
    started(session, split, focal)
    session.commit()
    adjudicating = next(
        one for one in again(session, split.round).assignments if one.account_id == focal.id
    )
    for role in (Role.SECRETARIAT, Role.ADMIN, Role.MONITORING):
        client = entering(sign_in, factories.account(session, role))
        session.commit()
        answer = client.post(
            f"/relectures/mes-relectures/{adjudicating.id}/soumettre", data={"version": "1"}
        )
        assert answer.status_code == 403, role


def test_the_whole_adjudication_through_the_pages(session, split, focal, sign_in):
    session.commit()
    for which in (0, 1):
        client = entering(sign_in, split.readers[which])
        session.refresh(split.assignments[which])
        client.post(
            f"/relectures/mes-relectures/{split.assignments[which].id}/passer",
            data={"version": str(split.assignments[which].version)},
        )
    client = entering(sign_in, split.secretariat)
    page = client.get(f"/relectures/{split.round.id}/departage")
    assert f'value="{focal.id}"' in page.text
    assert f'value="{split.readers[0].id}"' not in page.text
    answer = client.post(
        f"/relectures/{split.round.id}/departage",
        data={"version": str(split.round.version), "account_id": str(focal.id)},
    )
    assert answer.status_code == 302
    made = session.scalars(
        sa.select(Assignment).where(Assignment.role == AssignmentRole.ADJUDICATOR)
    ).one()
    client = entering(sign_in, focal)
    client.post(
        f"/relectures/invitations/{made.id}/interets",
        data={"version": "1", "has_interest": "non"},
    )
    page = client.get(f"/relectures/mes-relectures/{made.id}/texte")
    assert "Première Lectrice" in page.text
    assert 'name="T1_reason"' in page.text
    assert 'name="T2_value"' not in page.text
    copy = working_copy(session, queries.assignment_of(session, made.id))
    from review.answers.sections import SECTIONS

    client.post(
        f"/relectures/mes-relectures/{made.id}/texte",
        data={
            "version": str(
                answers.section_version(copy, next(one for one in SECTIONS if one.slug == "texte"))
            ),
            "T1_value": "not_ok",
            "T1_note": "page 4",
            "T1_reason": "Le mot exclut.",
        },
    )
    review = session.scalars(sa.select(Review).where(Review.assignment_id == made.id)).one()
    answer = client.post(
        f"/relectures/mes-relectures/{made.id}/soumettre", data={"version": str(review.version)}
    )
    assert answer.status_code == 302, answer.text
    assert session.scalars(sa.select(Decision.marker)).one() is Marker.NOT_SENSITIVE
