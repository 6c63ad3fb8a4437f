"""Two markers meet: they decide, or the discussion opens."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, Invalid
from catalogue.outbox.models import Message
from catalogue.work_programme.vocabulary import TextKind
from review.answers.marker import CriterionAnswer
from review.answers.models import Answer, Review
from review.answers.vocabulary import Marker, Rule
from review.assignments.vocabulary import AssignmentState, RoundState
from review.decisions.models import Decision
from review.decisions.vocabulary import DecisionBasis
from tests.review.assignments import arranging
from tests.review.assignments.arranging import (
    NOT_RELEVANT,
    NOW,
    ONE,
    TODAY,
    ZERO,
    ZERO_OR_PILOT_ONE,
    entering,
)


def templates_to(session, account):
    return [
        one.payload["template"]
        for one in session.scalars(sa.select(Message).where(Message.topic == "mail"))
        if one.payload["account_id"] == account.id
    ]


def test_one_submission_decides_nothing(case):
    case.submit(0)
    assert case.decision() is None
    assert case.round.state is RoundState.OPEN


def test_equal_markers_decide_at_the_second_submission(session, case):
    case.submit(0)
    case.submit(1)
    decision = case.decision()
    assert decision is not None
    assert (decision.marker, decision.basis) == (Marker.SIGNIFICANT, DecisionBasis.AGREEMENT)
    assert {one.account_id for one in decision.deciders} == {one.id for one in case.readers}
    assert (decision.decided_at, decision.decided_on) == (NOW, TODAY)
    assert (decision.rule, decision.rule_version) == (Rule.STRICT, 1)
    assert decision.text_version_id == case.text.id
    assert decision.checklist_version_id == case.round.checklist_version_id
    assert decision.do_no_harm == "ok"
    assert case.round.state is RoundState.DECIDED
    assert "review_decided" in templates_to(session, case.readers[0])


def test_the_same_marker_by_different_answers_agrees(case):
    case.submit(0, ZERO)
    case.submit(1, {**ONE, "A13": CriterionAnswer("blocking", note="Écarte les femmes.")})
    decision = case.decision()
    assert decision is not None
    assert decision.marker is Marker.NOT_SENSITIVE
    # The worst of the two findings on harm is kept.
    assert decision.do_no_harm == "blocking"


def test_the_rule_in_force_that_day_compares(case, rule):
    """Strict: 1 and 0 differ. Pilot: both are 1."""
    rule("pilot")
    case.submit(0, ONE)
    case.submit(1, ZERO_OR_PILOT_ONE)
    decision = case.decision()
    assert decision is not None
    assert (decision.marker, decision.rule, decision.rule_version) == (
        Marker.SIGNIFICANT,
        Rule.PILOT,
        2,
    )
    # Under the rule that is not in force, the two differ: the lower is kept.
    assert (decision.marker_strict, decision.marker_pilot) == (
        Marker.NOT_SENSITIVE,
        Marker.SIGNIFICANT,
    )


def test_a_rule_that_begins_tomorrow_does_not_compare_today(case, rule):
    rule("pilot", since=date(2026, 11, 24))
    case.submit(0, ONE)
    case.submit(1, ZERO_OR_PILOT_ONE)
    assert case.round.state is RoundState.DISCUSSION


def test_the_reasons_left_aside_are_kept_with_the_decision(case):
    aside = {**ONE, "A7": CriterionAnswer("0", material=False, note="Personne n’approche la lame.")}
    case.submit(0, aside)
    case.submit(1)
    decision = case.decision()
    assert decision is not None
    assert decision.reasons["not_material"] == [
        {"code": "A7", "note": "Personne n’approche la lame."}
    ]
    assert len(decision.reasons["traces"]) == 2


def test_a_decision_is_never_changed(session, case):
    case.submit(0)
    case.submit(1)
    session.commit()
    for statement in (
        sa.update(Decision).values(marker=Marker.PRINCIPAL),
        sa.delete(Decision),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
            session.execute(statement)
        session.rollback()


# --- Discussion ----------------------------------------------------------------------------------


def test_different_markers_open_the_discussion_for_ten_working_days(session, case):
    case.submit(0, ONE)
    case.submit(1, NOT_RELEVANT)
    assert case.decision() is None
    assert case.round.state is RoundState.DISCUSSION
    assert case.round.discussion_until == date(2026, 12, 7)
    assert all("review_discussion" in templates_to(session, who) for who in case.readers)


def test_reopening_copies_the_answers_and_keeps_the_first_coding(session, case):
    first = case.submit(0, ONE)
    case.submit(1, ZERO)
    second = case.reopen(0, reason="J’avais lu la mauvaise page.")
    assert (second.revision, second.reopen_reason) == (2, "J’avais lu la mauvaise page.")
    assert case.assignments[0].state is AssignmentState.IN_PROGRESS
    copied = {
        one.code: one.value
        for one in session.scalars(sa.select(Answer).where(Answer.review_id == second.id))
    }
    assert copied == {code: answer.value for code, answer in ONE.items()}
    case.submit(0, ZERO)
    kept = session.get_one(Review, first.id)
    assert (kept.revision, kept.marker_strict) == (1, Marker.SIGNIFICANT)


def test_equal_again_decides(case):
    case.submit(0, ONE)
    case.submit(1, ZERO)
    case.reopen(1)
    case.submit(1, ONE)
    decision = case.decision()
    assert decision is not None
    assert decision.basis is DecisionBasis.AGREEMENT_AFTER_DISCUSSION
    assert {one.review.revision for one in decision.deciders} == {1, 2}


def test_the_same_answers_submitted_again_give_the_same_marker(case):
    case.submit(0, ONE)
    case.submit(1, ZERO)
    again = case.reopen(1)
    case.submit(1, ZERO)
    assert again.marker_strict is Marker.NOT_SENSITIVE
    assert case.round.state is RoundState.DISCUSSION


def test_nothing_is_decided_while_the_other_has_taken_it_up_again(case):
    case.submit(0, ONE)
    case.submit(1, ZERO)
    case.reopen(0)
    case.reopen(1)
    case.submit(1, ONE)
    assert case.decision() is None
    case.submit(0, ONE)
    assert case.decision() is not None


def test_reopening_needs_a_reason_a_discussion_and_the_delay(case):
    case.submit(0, ONE)
    with pytest.raises(DomainError, match="pendant la discussion"):
        case.reopen(0)
    case.submit(1, ZERO)
    with pytest.raises(Invalid):
        case.reopen(0, reason="  ")
    with pytest.raises(DomainError, match="délai de discussion est passé"):
        case.reopen(0, on=date(2026, 12, 8))
    assert case.reopen(0, on=date(2026, 12, 7)).revision == 2
    with pytest.raises(DomainError, match="délai de discussion est passé"):
        case.submit(0, ZERO, on=date(2026, 12, 8))


def test_a_decided_review_is_not_reopened(case):
    case.submit(0)
    case.submit(1)
    with pytest.raises(DomainError, match="pendant la discussion"):
        case.reopen(0)


# --- Drafts --------------------------------------------------------------------------------------


def test_a_draft_ends_with_a_provisional_marker_and_decides_nothing(session, sign_in):
    by = arranging.secretariat(session)
    made = arranging.opened(session, arranging.council_text(session, kind=TextKind.DRAFT), by)
    who = arranging.reader(session)
    assignment = arranging.begun(session, arranging.asked(session, made, who, by), who)
    arranging.handed_in(session, assignment, who)
    assert made.state is RoundState.CLOSED
    assert session.scalars(sa.select(Decision)).all() == []
    session.commit()
    page = entering(sign_in, by).get(f"/relectures/{made.id}")
    assert "Marqueur provisoire" in page.text


# --- The pages -----------------------------------------------------------------------------------


def test_the_comparison_lists_each_disagreement(session, case, sign_in):
    case.submit(0, ONE)
    case.submit(1, {**ZERO, "P3": CriterionAnswer("oui", note="A. Traoré")})
    session.commit()
    page = entering(sign_in, case.readers[0]).get(f"/relectures/{case.round.id}/comparaison")
    assert "2 points de désaccord" in page.text
    before_shared = page.text.split("Ce sur quoi les relectures s’accordent")[0]
    assert "T1." in before_shared
    assert "P3." in before_shared
    assert "A3." not in before_shared


def test_taking_it_up_again_through_the_pages(session, case, sign_in):
    case.submit(0, ONE)
    case.submit(1, ZERO)
    session.commit()
    client = entering(sign_in, case.readers[1])
    address = f"/relectures/mes-relectures/{case.assignments[1].id}/reprendre"
    version = str(case.assignments[1].version)
    assert client.get(address).status_code == 200
    assert client.post(address, data={"version": version, "reason": ""}).status_code == 422
    answer = client.post(address, data={"version": version, "reason": "Page 4 relue."})
    assert answer.status_code == 302
    assert "Vous avez repris votre relecture" in client.get("/relectures").text


def test_the_decision_page_gives_the_reasons_and_names_nobody_to_visitors(
    session, case, client, sign_in
):
    case.submit(0, ZERO)
    case.submit(1, ZERO)
    decision = case.decision()
    assert decision is not None
    session.commit()
    address = f"/relectures/decisions/{decision.id}"
    assert client.get(address).status_code == 404  # it marks nothing yet
    staff = entering(sign_in, case.readers[0]).get(address)
    assert "T1 : la rédaction ne convient pas." in staff.text.replace("\xa0", " ")
    assert "Première Lectrice" in staff.text
