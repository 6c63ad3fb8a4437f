"""Accepting, answering late, and noting that nobody answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.accounts.models import AccountRole
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from catalogue.policy.models import PolicyValue
from review.assignments import queries, responding, services
from review.assignments.vocabulary import AssignmentState
from tests import factories
from tests.review.assignments.arranging import (
    NOW,
    TODAY,
    again,
    asked,
    begun,
    council_text,
    entering,
    opened,
    reader,
    secretariat,
)
from tests.review.assignments.test_assigning import mails

AFTER = TODAY + timedelta(days=30)


@pytest.fixture
def by(session):
    return secretariat(session)


@pytest.fixture
def made(session, by):
    return opened(session, council_text(session), by, due_on=date(2026, 12, 15))


@pytest.fixture
def who(session):
    return reader(session, name="Awa Traoré")


@pytest.fixture
def people(by, who):
    return by, who


def accepted(session, assignment, who, **facts):
    found = queries.assignment_of(session, assignment.id)
    responding.accept(
        session,
        found,
        actor=factories.actor(who),
        seen_version=facts.get("seen_version", found.version),
        at=NOW,
        on=facts.get("on", TODAY),
    )
    session.flush()
    return found


def freed(session, assignment, by, *, on=AFTER):
    found = queries.assignment_of(session, assignment.id)
    responding.record_no_response(
        session,
        found,
        actor=factories.actor(by),
        seen_version=found.version,
        at=NOW,
        on=on,
    )
    session.flush()
    return found


def test_an_answer_is_asked_for_within_five_working_days(session, made, by, who):
    # Monday 23 November: five working days lead to Monday 30.
    assert asked(session, made, who, by).respond_by == date(2026, 11, 30)


def test_the_delay_is_a_setting_and_never_passes_the_reading_itself(session, made, by, who):
    session.add(
        PolicyValue(
            key="answer_working_days",
            value="20",
            valid_from=TODAY,
            reason="Période de congés",
            set_at=NOW,
        )
    )
    assert asked(session, made, who, by).respond_by == made.due_on


def test_a_day_to_answer_may_be_given_but_not_one_over_or_after_the_reading(session, made, by, who):
    given = {
        "actor": factories.actor(by),
        "due_on": date(2026, 12, 10),
        "at": NOW,
        "on": TODAY,
    }
    for day in (TODAY - timedelta(days=1), date(2026, 12, 11)):
        with pytest.raises(Invalid) as refused:
            services.assign(session, again(session, made), who.id, respond_by=day, **given)
        assert "respond_by" in refused.value.problems
    assert services.assign(
        session, again(session, made), who.id, respond_by=date(2026, 12, 2), **given
    ).respond_by == date(2026, 12, 2)


def test_accepting_opens_the_text_but_not_the_checklist(session, made, by, who):
    from review.assignments.rules import may_read_document

    assignment = asked(session, made, who, by)
    found = accepted(session, assignment, who)
    assert (found.state, found.accepted_at) == (AssignmentState.ACCEPTED, NOW)
    assert may_read_document(session, factories.actor(who), made.text_version.document)
    assert session.scalar(sa.select(Entry.tag).order_by(Entry.seq.desc())) == "assignment:accepted"
    with pytest.raises(DomainError, match="n’attend plus"):
        accepted(session, assignment, who)
    # The declaration still comes before the first answer.
    assert begun(session, assignment, who).state is AssignmentState.IN_PROGRESS


def test_declaring_no_interest_accepts_at_once(session, made, by, who):
    assert begun(session, asked(session, made, who, by), who).accepted_at == NOW


def test_nobody_accepts_for_another_nor_from_a_stale_page(session, made, by, who):
    assignment = asked(session, made, who, by)
    with pytest.raises(NotFound):
        accepted(session, assignment, reader(session))
    with pytest.raises(Conflict):
        accepted(session, assignment, who, seen_version=9)


def test_an_interest_that_arose_meanwhile_stops_the_acceptance(session, made, by):
    who = reader(session)
    assignment = asked(session, made, who, by)
    acting = factories.actor(who)
    session.add(AccountRole(account_id=who.id, role=Role.ADMIN, valid_from=TODAY))
    session.commit()
    session.expunge_all()
    with pytest.raises(DomainError, match="ne peut plus être faite par vous"):
        responding.accept(
            session,
            queries.assignment_of(session, assignment.id),
            actor=acting,
            seen_version=1,
            at=NOW,
            on=TODAY,
        )


def test_a_late_answer_is_welcome_until_the_place_is_freed(session, made, by, who):
    assignment = asked(session, made, who, by)
    assert accepted(session, assignment, who, on=AFTER).state is AssignmentState.ACCEPTED


def test_the_place_of_somebody_silent_is_freed_and_they_may_be_asked_again(session, made, by, who):
    assignment = asked(session, made, who, by)
    with pytest.raises(DomainError, match="peut encore répondre"):
        freed(session, assignment, by, on=assignment.respond_by)
    with pytest.raises(NotAllowed):
        freed(session, assignment, who)
    assert freed(session, assignment, by).state is AssignmentState.NO_RESPONSE
    assert mails(session, "review_withdrawn") == [who.id], "told once"
    with pytest.raises(DomainError, match="n’attend plus"):
        accepted(session, assignment, who)
    # Two others take the places; nobody writes to the first one again.
    asked(session, made, reader(session), by)
    assert mails(session, "review_withdrawn") == [who.id]
    asked(session, made, who, by)
    assert assignment.state is AssignmentState.INVITED
    assert assignment.accepted_at is None


def test_an_acceptance_is_never_taken_for_a_silence(session, made, by, who):
    assignment = asked(session, made, who, by)
    accepted(session, assignment, who)
    with pytest.raises(DomainError, match="déjà soumise ou terminée"):
        freed(session, assignment, by)


# --- The pages -----------------------------------------------------------------------------------


def test_the_way_through_accepting_first(session, made, by, who, sign_in):
    assignment = asked(session, made, who, by)
    session.commit()
    client = sign_in(who)
    address = f"/relectures/invitations/{assignment.id}/interets"
    page = client.get(address).text
    file_name = made.text_version.document.file_name
    assert "Répondre à l’invitation" in page
    assert "30 novembre 2026" in page
    assert "15 décembre 2026" in page
    assert file_name not in page
    assert file_name not in client.get(f"/relectures/{made.id}").text
    answer = client.post(address, data={"version": "1", "has_interest": "plus_tard"})
    assert answer.location == address
    page = client.get(address).text
    assert file_name in page
    assert "Déclarer vos intérêts" in page
    assert "plus_tard" not in page
    answer = client.post(address, data={"version": "2", "has_interest": "non"})
    assert answer.location == f"/relectures/mes-relectures/{assignment.id}"


def test_nothing_chosen_is_said_and_what_was_typed_is_kept(session, made, by, who, sign_in):
    assignment = asked(session, made, who, by)
    session.commit()
    page = sign_in(who).post(
        f"/relectures/invitations/{assignment.id}/interets",
        data={"version": "1", "detail": "Déjà écrit"},
    )
    assert page.status_code == 422
    assert "Déjà écrit" in page.text
    assert "Acceptez, ou dites que vous avez un intérêt" in page.text


def test_the_secretariat_sees_the_silence_and_frees_the_place(
    session, made, people, sign_in, clock
):
    by, who = people
    assignment = asked(session, made, who, by)
    session.commit()
    client = sign_in(by)
    address = f"/relectures/invitations/{assignment.id}/sans-reponse"
    page = client.get(f"/relectures/{made.id}").text
    assert "sans réponse" not in page.lower()
    refused = client.post(address, data={"version": "1"}, follow_redirects=True)
    assert "peut encore répondre" in refused.text
    clock.advance(days=30)
    page = client.get(f"/relectures/{made.id}").text
    assert "Sans réponse" in page
    assert "en retard de 23 jours" in page
    answer = client.post(address, data={"version": "1"})
    assert answer.location == f"/relectures/{made.id}/inviter"
    session.expire_all()
    assert assignment.state is AssignmentState.NO_RESPONSE
    # The link of the mail leads to a sentence, not to nothing.
    client = entering(sign_in, who)
    page = client.get(f"/relectures/mes-relectures/{assignment.id}", follow_redirects=True)
    assert "n’attend plus de réponse" in page.text


def test_the_secretariat_reads_what_was_declared_and_what_is_known(session, made, by, who, sign_in):
    assignment = asked(session, made, who, by)
    second = reader(session)
    begun(session, asked(session, made, second, by), second)
    session.add(AccountRole(account_id=who.id, role=Role.ADMIN, valid_from=TODAY))
    session.commit()
    session.expunge_all()
    page = sign_in(by).get(f"/relectures/{made.id}").text
    assert "pas encore déclarés" in page
    assert "Aucun intérêt, déclaré le 23 novembre 2026" in page
    assert "ne décident jamais" in page
    assert "déclar" not in entering(sign_in, second).get(f"/relectures/{made.id}").text.lower()
    assert assignment.state is AssignmentState.INVITED
