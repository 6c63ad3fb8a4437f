"""Systematic reviews: what is due, what an outcome does, how it is taken back, who is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.maintenance import reminders, services
from catalogue.maintenance.queries import all_lines, examination_of
from catalogue.maintenance.vocabulary import Opinion, Outcome, Standing
from catalogue.notices.models import Notice
from catalogue.permissions import Role
from catalogue.records import services as records
from catalogue.records.queries import edition_of
from catalogue.records.vocabulary import DocumentKind, EditionStatus, Nature
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.catalogue.maintenance.conftest import TODAY
from tests.conftest import NOW


def standings(session):
    return {line.reference: line.standing for line in all_lines(session, on=TODAY)}


def test_what_is_listed_and_what_is_not(session):
    factories.edition(session, "NM 1:2019", homologated_on=date(2019, 5, 1))
    factories.edition(session, "NM 2:2022", homologated_on=date(2022, 1, 10))
    factories.edition(
        session,
        "NM 3:2024",
        homologated_on=date(2024, 3, 1),
        kind=DocumentKind.TECHNICAL_SPECIFICATION,
    )
    factories.edition(session, "NM 4:2010", kind=DocumentKind.TECHNICAL_REPORT)
    factories.edition(session, "NM 1/A1:2020", nature=Nature.AMENDMENT)
    factories.edition(session, "NM 5:2010", status=EditionStatus.WITHDRAWN)
    factories.edition(session, "ISO 1:2010", body_code="ISO")
    factories.edition(session, "NM 6:2010", homologated_on=None)
    # Published later than homologated: the publication counts.
    factories.edition(
        session, "NM 7:2021", homologated_on=date(2021, 6, 1), published_on=date(2022, 6, 1)
    )
    lines = {line.reference: line for line in all_lines(session, on=TODAY)}
    assert {name: line.standing for name, line in lines.items()} == {
        "NM 1:2019": Standing.LATE,
        "NM 2:2022": Standing.SOON,
        "NM 3:2024": Standing.LATER,
        "NM 6:2010": Standing.UNKNOWN,
        "NM 7:2021": Standing.LATER,
    }
    assert lines["NM 3:2024"].due_on == date(2027, 3, 1)
    assert lines["NM 1:2019"].days_late(TODAY) == (TODAY - date(2024, 5, 1)).days
    assert next(iter(lines)) == "NM 1:2019"


def test_confirmed_counts_anew_from_the_decision(session, opened, decided):
    edition = factories.edition(session, "NM 1:2019", homologated_on=date(2019, 5, 1))
    examination = opened(edition)
    assert examination.due_on == date(2024, 5, 1)
    assert standings(session) == {"NM 1:2019": Standing.OPEN}
    examination = decided(examination)
    assert examination.next_due_on == date(2031, 11, 20)
    assert standings(session) == {"NM 1:2019": Standing.LATER}


def test_one_review_at_a_time_and_only_of_what_is_in_force(session, opened):
    edition = factories.edition(session)
    opened(edition)
    with pytest.raises(DomainError, match="déjà ouvert"):
        opened(edition)
    with pytest.raises(DomainError, match="en vigueur"):
        opened(factories.edition(session, status=EditionStatus.WITHDRAWN))
    with pytest.raises(DomainError, match="avec la norme qu’il modifie"):
        opened(factories.edition(session, nature=Nature.CORRIGENDUM))
    with pytest.raises(Invalid):
        opened(factories.edition(session), on=TODAY + timedelta(days=1))
    with pytest.raises(Invalid):
        opened(factories.edition(session), until=date(2026, 1, 1))


def test_committees_answer_once_each(session, opened, decided, keeper):
    committee = factories.committee(session)
    examination = opened(factories.edition(session))

    def answer(**facts):
        values = {
            "committee_id": committee.id,
            "body": "",
            "opinion": Opinion.REVISE,
            "comment": "",
            "answered_on": TODAY,
            **facts,
        }
        made = services.add_answer(
            session, examination, **values, actor=keeper, at=NOW, today=TODAY
        )
        session.flush()
        return made

    given = answer()
    with pytest.raises(Invalid):
        answer()
    with pytest.raises(Invalid):
        answer(committee_id=None)
    answer(committee_id=None, body="Association des consommateurs", opinion=Opinion.NONE)
    with pytest.raises(Invalid):
        answer(committee_id=None, body="Autre", answered_on=date(2026, 1, 1))
    services.remove_answer(session, examination, given.id, actor=keeper, at=NOW)
    session.flush()
    again = decided(examination_of(session, examination.id))
    assert [one.body for one in again.answers] == ["Association des consommateurs"]
    with pytest.raises(DomainError, match="terminé"):
        services.remove_answer(session, again, again.answers[0].id, actor=keeper, at=NOW)


def test_to_revise_opens_a_subject_with_the_facts_of_the_edition(
    session, opened, decided, undo, keeper
):
    committee = factories.committee(session)
    edition = factories.edition(
        session, "NM 8:2018", committee_id=committee.id, scope="Le beurre", base_reference=None
    )
    examination = decided(opened(edition), Outcome.REVISE)
    assert standings(session)["NM 8:2018"] is Standing.TO_FOLLOW
    facts = {"title_fr": "Beurre de karité", "registered_on": TODAY}
    item = services.begin_work(session, examination, **facts, actor=keeper, at=NOW, today=TODAY)
    session.flush()
    assert item.nature is Nature.TECHNICAL_REVISION
    assert (item.revises_edition_id, item.committee_id, item.scope) == (
        edition.id,
        committee.id,
        "Le beurre",
    )
    assert standings(session)["NM 8:2018"] is Standing.LATER
    examination = examination_of(session, examination.id)
    with pytest.raises(DomainError, match="suit déjà"):
        services.begin_work(session, examination, **facts, actor=keeper, at=NOW, today=TODAY)
    with pytest.raises(DomainError, match="Un sujet du programme suit"):
        undo(examination)
    item.status = WorkItemStatus.ABANDONED
    session.flush()
    assert standings(session)["NM 8:2018"] is Standing.TO_FOLLOW
    assert undo(examination_of(session, examination.id)).outcome is None


def test_to_amend_is_an_amendment_and_confirmed_opens_nothing(session, opened, decided, keeper):
    facts = {"title_fr": "A1", "registered_on": TODAY, "actor": keeper, "at": NOW, "today": TODAY}
    amended = decided(opened(factories.edition(session)), Outcome.AMEND)
    assert services.begin_work(session, amended, **facts).nature is Nature.AMENDMENT
    confirmed = decided(opened(factories.edition(session)))
    with pytest.raises(DomainError, match="ni révision ni amendement"):
        services.begin_work(session, confirmed, **facts)


def test_to_withdraw_has_no_next_date_and_waits_for_the_withdrawal(
    session, opened, decided, undo, keeper
):
    edition = factories.edition(session, "NM 9:2015")
    examination = decided(opened(edition), Outcome.WITHDRAW)
    assert examination.next_due_on is None
    assert standings(session)["NM 9:2015"] is Standing.TO_FOLLOW
    found = edition_of(session, edition.id)
    records.withdraw(
        session,
        found,
        on=TODAY,
        reason="Remplacée",
        decision="11e session du CNNCQ",
        actor=keeper,
        seen_version=found.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()
    assert standings(session) == {}
    with pytest.raises(DomainError, match="défaites d’abord son annulation"):
        undo(examination_of(session, examination.id))


def test_an_opening_is_taken_back_and_the_date_stands_again(session, opened, undo):
    edition = factories.edition(session, "NM 1:2019", homologated_on=date(2019, 5, 1))
    cancelled = undo(opened(edition))
    assert cancelled.cancel_reason == "Erreur"
    assert standings(session) == {"NM 1:2019": Standing.LATE}
    opened(edition)


def test_only_the_secretariat_keeps_reviews(session, opened):
    examination = opened(factories.edition(session))
    watcher = factories.actor(factories.account(session, Role.MONITORING))
    with pytest.raises(NotAllowed):
        services.undo(session, examination, reason="x", actor=watcher, seen_version=1, at=NOW)


def tell(session, on):
    return reminders.send_due(session, at=NOW, on=on)


@pytest.mark.usefixtures("secretary")
def test_reminders_before_and_after_each_once(session):
    factories.edition(session, "NM 1:2021", homologated_on=date(2021, 12, 1))
    due = date(2026, 12, 1)
    assert tell(session, due - timedelta(days=91)) == 0
    assert tell(session, due - timedelta(days=90)) == 1
    assert tell(session, due - timedelta(days=89)) == 0
    assert tell(session, due) == 0
    assert tell(session, due + timedelta(days=29)) == 0
    sent = [day for day in range(30, 300) if tell(session, due + timedelta(days=day))]
    assert sent == [30, 60, 90, 120]
    notices = session.scalars(sa.select(Notice)).all()
    assert {one.template for one in notices} == {"examinations_due"}
    assert len(notices) == 5


@pytest.mark.usefixtures("secretary")
def test_many_standards_are_one_message(session):
    for number in range(4):
        factories.edition(session, f"NM {number}:2010", homologated_on=date(2010, 1, 1))
    assert tell(session, TODAY) == 4
    [notice] = session.scalars(sa.select(Notice)).all()
    assert (notice.context["late"], notice.context["soon"]) == (4, 0)


def test_nothing_is_told_of_a_review_under_way(session, opened):
    opened(factories.edition(session, "NM 1:2010", homologated_on=date(2010, 1, 1)))
    assert tell(session, TODAY) == 0
