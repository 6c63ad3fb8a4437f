"""Inviting, withdrawing, declining, declaring: through the services and through the pages."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from catalogue.journal.models import Entry
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from catalogue.work_programme.vocabulary import TextKind
from review.assignments import queries, services
from review.assignments.models import InterestDeclaration
from review.assignments.vocabulary import (
    TAG_LABELS,
    AssignmentState,
    RoundState,
)
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS, ROUND_TRANSITIONS
from review.decisions.vocabulary import TAG_LABELS as DECISION_LABELS
from tests import factories
from tests.review.assignments.arranging import (
    NOW,
    TODAY,
    again,
    asked,
    begun,
    council_text,
    entering,
    handed_in,
    opened,
    reader,
    secretariat,
)


@pytest.fixture
def by(session):
    return secretariat(session)


@pytest.fixture
def made(session, by):
    return opened(session, council_text(session), by, due_on=date(2026, 12, 15))


def mails(session, template):
    return [
        message.payload["account_id"]
        for message in session.scalars(sa.select(Message).where(Message.topic == "mail"))
        if message.payload["template"] == template
    ]


def test_an_invitation_takes_the_round_s_deadline_and_is_told_by_mail(session, made, by):
    who = reader(session)
    assignment = asked(session, made, who, by)
    assert assignment.due_on == date(2026, 12, 15)
    assert assignment.state is AssignmentState.INVITED
    assert mails(session, "review_invited") == [who.id]


def test_only_the_secretariat_invites(session, made):
    who = reader(session)
    for role in (Role.REVIEWER, Role.FOCAL_POINT, Role.ADMIN):
        with pytest.raises(NotAllowed):
            asked(session, made, who, factories.account(session, role))


def test_the_second_reader_of_a_final_text_is_refused_when_nobody_is_trained(session, made, by):
    asked(session, made, reader(session, trained_on=None), by)
    with pytest.raises(DomainError, match="formation au genre"):
        asked(session, made, reader(session, trained_on=None), by)
    with pytest.raises(DomainError, match="formation au genre"):
        # A training still to come does not count.
        asked(session, made, reader(session, trained_on=date(2026, 11, 24)), by)
    asked(session, made, reader(session, trained_on=TODAY), by)


def test_a_trained_first_reader_is_enough(session, made, by):
    asked(session, made, reader(session), by)
    assert asked(session, made, reader(session, trained_on=None), by)


def test_a_draft_needs_no_training_and_one_reader(session, by):
    draft = opened(session, council_text(session, kind=TextKind.DRAFT), by)
    asked(session, draft, reader(session, trained_on=None), by)
    with pytest.raises(DomainError, match="déjà les personnes"):
        asked(session, draft, reader(session), by)


def test_two_readers_are_enough_and_nobody_reads_twice(session, made, by):
    first = reader(session)
    asked(session, made, first, by)
    with pytest.raises(DomainError, match="relit déjà"):
        asked(session, made, first, by)
    asked(session, made, reader(session), by)
    with pytest.raises(DomainError, match="déjà les personnes"):
        asked(session, made, reader(session), by)


def test_whoever_declined_may_be_asked_again(session, made, by):
    who = reader(session)
    assignment = asked(session, made, who, by)
    services.decline(
        session,
        assignment,
        actor=factories.actor(who),
        reason="En mission.",
        seen_version=assignment.version,
        at=NOW,
        on=TODAY,
    )
    session.flush()
    assert assignment.state is AssignmentState.DECLINED
    assert mails(session, "review_declined") == [by.id]
    asked(session, made, who, by)
    assert (assignment.state, assignment.decline_reason) == (AssignmentState.INVITED, None)


def test_a_declared_interest_stops_the_reading_for_good(session, made, by):
    who = reader(session)
    assignment = asked(session, made, who, by)
    facts = {"actor": factories.actor(who), "seen_version": 1, "at": NOW, "on": TODAY}
    with pytest.raises(Invalid) as refused:
        services.declare_interests(session, assignment, has_interest=True, detail=" ", **facts)
    assert "detail" in refused.value.problems
    services.declare_interests(
        session, assignment, has_interest=True, detail="Mon frère dirige l’usine.", **facts
    )
    session.flush()
    assert assignment.state is AssignmentState.DECLINED
    assert mails(session, "review_interest") == [by.id]
    with pytest.raises(DomainError, match="déclaré un intérêt"):
        asked(session, made, who, by)


def test_no_answer_before_the_declaration(session, made, by):
    who = reader(session)
    assignment = asked(session, made, who, by)
    with pytest.raises(DomainError, match="Déclarez d’abord"):
        handed_in(session, assignment, who)
    begun(session, assignment, who)
    assert assignment.state is AssignmentState.IN_PROGRESS
    assert session.scalars(sa.select(InterestDeclaration)).one().has_interest is False
    with pytest.raises(DomainError, match="n’attend plus"):
        begun(session, assignment, who)


def test_withdrawing_needs_a_reason_and_the_version_seen(session, made, by):
    who = reader(session)
    assignment = asked(session, made, who, by)
    facts = {"actor": factories.actor(by), "at": NOW}
    with pytest.raises(Invalid):
        services.withdraw(session, assignment, reason="", seen_version=1, **facts)
    with pytest.raises(Conflict):
        services.withdraw(session, assignment, reason="Absent.", seen_version=9, **facts)
    services.withdraw(session, assignment, reason="Absent.", seen_version=1, **facts)
    session.flush()
    assert assignment.state is AssignmentState.CANCELLED
    assert mails(session, "review_withdrawn") == [who.id]
    # Another trained person can now be asked.
    asked(session, made, reader(session), by)


def test_a_submitted_reading_is_neither_withdrawn_nor_declined(session, made, by):
    who = reader(session)
    assignment = begun(session, asked(session, made, who, by), who)
    handed_in(session, assignment, who)
    for act, actor in ((services.withdraw, by), (services.decline, who)):
        facts = {} if act is services.withdraw else {"on": TODAY}
        with pytest.raises(DomainError, match="déjà soumise"):
            act(
                session,
                assignment,
                actor=factories.actor(actor),
                reason="Trop tard.",
                seen_version=assignment.version,
                at=NOW,
                **facts,
            )


def test_nobody_acts_on_another_s_reading(session, made, by):
    who, other = reader(session), reader(session)
    assignment = asked(session, made, who, by)
    with pytest.raises(NotFound):
        services.decline(
            session,
            assignment,
            actor=factories.actor(other),
            reason="x",
            seen_version=1,
            at=NOW,
            on=TODAY,
        )


def test_every_act_has_a_label_and_is_in_the_journal(session, made, by):
    labels = {**TAG_LABELS, **DECISION_LABELS}
    tags = {one.tag for one in ROUND_TRANSITIONS.values()}
    tags |= {one.tag for one in ASSIGNMENT_TRANSITIONS.values()}
    assert tags <= set(labels)
    asked(session, made, reader(session), by)
    recorded = set(session.scalars(sa.select(Entry.tag)))
    assert {"round:opened", "assignment:invited"} <= recorded <= set(labels)


# --- The pages -----------------------------------------------------------------------------------


def test_the_invite_page_shows_who_is_barred_and_why(session, made, by, sign_in):
    free = reader(session, name="Libre Personne")
    barred = reader(session, Role.REVIEWER, Role.ADMIN, name="Écartée Personne")
    session.commit()
    client = sign_in(by)
    page = client.get(f"/relectures/{made.id}/inviter").text
    assert f'value="{free.id}"' in page
    assert f'value="{barred.id}"' not in page
    assert "Écartée Personne" in page
    assert "ne décident jamais" in page
    # The service refuses what the page does not offer.
    answer = client.post(f"/relectures/{made.id}/inviter", data={"account_id": str(barred.id)})
    assert answer.status_code == 422
    assert "ne décident jamais" in answer.text
    answer = client.post(
        f"/relectures/{made.id}/inviter",
        data={"account_id": str(free.id), "due_on": "20/12/2026"},
    )
    assert answer.status_code == 302
    assert again(session, made).assignments[0].due_on == date(2026, 12, 20)


def test_a_double_click_on_invite_invites_once(session, made, by, sign_in):
    who = reader(session)
    session.commit()
    client = sign_in(by)
    data = {"account_id": str(who.id), "due_on": ""}
    assert client.post(f"/relectures/{made.id}/inviter", data=data).status_code == 302
    second = client.post(f"/relectures/{made.id}/inviter", data=data)
    assert second.location == f"/relectures/{made.id}/inviter"
    assert [one.account_id for one in again(session, made).assignments] == [who.id]
    assert mails(session, "review_invited") == [who.id]


def test_the_reader_s_way_from_the_list_to_the_checklist(session, made, by, sign_in):
    who = reader(session)
    assignment = asked(session, made, who, by)
    session.commit()
    client = sign_in(who)
    assert f"/relectures/mes-relectures/{assignment.id}" in client.get("/relectures").text
    first = client.get(f"/relectures/mes-relectures/{assignment.id}")
    interests = f"/relectures/invitations/{assignment.id}/interets"
    assert first.location == interests
    unanswered = client.post(interests, data={"version": "1", "detail": "Un mot déjà écrit"})
    assert unanswered.status_code == 422
    assert "Un mot déjà écrit" in unanswered.text
    answer = client.post(interests, data={"version": "1", "has_interest": "non"})
    assert answer.location == f"/relectures/mes-relectures/{assignment.id}"
    assert client.get(answer.location).status_code == 200


def test_declining_on_a_stale_page_shows_both(session, made, by, sign_in):
    who = reader(session)
    assignment = asked(session, made, who, by)
    session.commit()
    answer = sign_in(who).post(
        f"/relectures/invitations/{assignment.id}/decliner",
        data={"version": "7", "reason": "En mission jusqu’à mars"},
    )
    assert answer.status_code == 409
    assert "En mission jusqu’à mars" in answer.text


def test_another_s_pages_do_not_exist(session, made, by, sign_in):
    who, other = reader(session), reader(session)
    assignment = asked(session, made, who, by)
    session.commit()
    client = sign_in(other)
    for address in (
        f"/relectures/{made.id}",
        f"/relectures/mes-relectures/{assignment.id}",
        f"/relectures/mes-relectures/{assignment.id}/personnes",
        f"/relectures/invitations/{assignment.id}/interets",
        f"/relectures/invitations/{assignment.id}/decliner",
    ):
        assert client.get(address).status_code == 404, address


def test_a_text_is_readable_by_its_readers_and_those_who_follow(session, made, by):
    from review.assignments.rules import may_read_document

    who, other = reader(session), reader(session)
    assignment = asked(session, made, who, by)
    document = made.text_version.document
    # An invitation alone opens nothing.
    assert not may_read_document(session, factories.actor(who), document)
    begun(session, assignment, who)
    may = {
        name: may_read_document(session, factories.actor(account), document)
        for name, account in {
            "reader": who,
            "other": other,
            "secretariat": by,
            "focal": factories.account(session, Role.FOCAL_POINT),
            "admin": factories.account(session, Role.ADMIN),
        }.items()
    }
    assert may == {
        "reader": True,
        "other": False,
        "secretariat": True,
        "focal": True,
        "admin": False,
    }
    services.withdraw(
        session,
        assignment,
        actor=factories.actor(by),
        reason="Absent.",
        seen_version=assignment.version,
        at=NOW,
    )
    session.flush()
    assert not may_read_document(session, factories.actor(who), document)


def test_what_waits_and_what_was_written_before(session, made, by, sign_in):
    who, second = reader(session), reader(session)
    one = begun(session, asked(session, made, who, by), who)
    asked(session, made, second, by)
    actor = factories.actor(who)
    assert [found.id for found in queries.waiting_on(session, actor)] == [one.id]
    handed_in(session, one, who)
    assert queries.waiting_on(session, actor) == []
    assert [found.id for found in queries.handed_in(session, actor)] == [one.id]
    assert made.state is RoundState.OPEN
    session.commit()
    assert entering(sign_in, who).get("/relectures").status_code == 200
