"""The reminders of each morning: to the right people, once, whatever the machine did meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from catalogue.database import begin_write, db
from catalogue.notices.models import Notice
from catalogue.outbox import worker
from catalogue.outbox.models import Message
from catalogue.policy.models import PolicyValue
from review.assignments import queries, rounds, services
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.reminders import daily, upkeep
from review.reminders.models import Reminder
from review.reminders.vocabulary import ReminderKind
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, ZERO

ZONE = "Africa/Bamako"
DUE = date(2026, 12, 21)


def morning(day):
    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=UTC)


def turn(session, day):
    """Let the worker work at seven that day; give the templates told then, by account."""
    known = set(session.scalars(sa.select(Notice.id)))
    session.commit()
    worker.drain(session, at=morning(day), holder="one")
    begin_write(session)
    return sorted(
        (one.template, one.account_id)
        for one in session.scalars(sa.select(Notice))
        if one.id not in known and one.template.startswith("reminder_")
    )


@pytest.fixture
def by(session):
    return arranging.secretariat(session)


@pytest.fixture
def made(app, session, by):
    item = factories.work_item(session, committee_id=factories.committee(session, "CTN3").id)
    found = arranging.opened(session, arranging.council_text(session, item), by, due_on=DUE)
    session.commit()
    upkeep.plan_next_morning(app)
    begin_write(session)
    return found


@pytest.fixture
def readers(session, made, by):
    people = [arranging.reader(session, name=name) for name in ("Awa", "Bintou")]
    given = [arranging.asked(session, made, who, by) for who in people]
    return list(zip(people, given, strict=True))


def test_each_is_reminded_of_their_own_and_once(session, readers):
    (awa, first), (bintou, _second) = readers
    arranging.begun(session, first, awa)
    assert turn(session, TODAY + timedelta(days=5)) == [("reminder_invitation", bintou.id)]
    assert turn(session, TODAY + timedelta(days=6)) == []
    # the machine sleeps for eleven days, over one reminder to answer and into the last week
    told = turn(session, DUE - timedelta(days=4))
    assert told == [("reminder_due_soon", awa.id), ("reminder_invitation", bintou.id)]
    assert turn(session, DUE - timedelta(days=3)) == []
    counted = session.execute(
        sa.select(Reminder.kind, sa.func.count()).group_by(Reminder.kind)
    ).all()
    assert dict(map(tuple, counted)) == {ReminderKind.INVITATION: 2, ReminderKind.DUE_SOON: 1}


def test_what_the_other_does_changes_nothing_in_one_s_reminders(session, readers):
    """Whether and when the first reading came in must not be told by the time of a reminder."""
    (awa, first), (bintou, second) = readers
    arranging.begun(session, first, awa)
    arranging.begun(session, second, bintou)
    session.commit()
    days = [DUE + timedelta(days=number) for number in (-7, 2, 9)]
    begin_write(session)
    arranging.handed_in(session, queries.assignment_of(session, first.id), awa, ONE)
    told = [turn(session, day) for day in days]
    assert told == [
        [("reminder_due_soon", bintou.id)],
        [("reminder_late", bintou.id)],
        [("reminder_late", bintou.id)],
    ]


def test_nothing_once_withdrawn_or_declined(session, readers, by):
    (awa, first), (_bintou, second) = readers
    found = queries.assignment_of(session, first.id)
    services.decline(
        session,
        found,
        actor=factories.actor(awa),
        reason="Absente.",
        seen_version=found.version,
        at=NOW,
        on=TODAY,
    )
    session.flush()
    found = queries.assignment_of(session, second.id)
    services.withdraw(
        session,
        found,
        actor=factories.actor(by),
        reason="Erreur.",
        seen_version=found.version,
        at=NOW,
    )
    assert turn(session, TODAY + timedelta(days=8)) == []


def test_nothing_once_the_round_is_given_up(session, readers, made, by):
    del readers
    again = arranging.again(session, made)
    rounds.cancel_round(
        session,
        again,
        actor=factories.actor(by),
        reason="Texte remplacé.",
        seen_version=again.version,
        at=NOW,
    )
    assert turn(session, DUE + timedelta(days=30)) == []


def test_the_discussion_then_the_adjudication_are_reminded(session, readers, by, made):
    (awa, first), (bintou, second) = readers
    for who, one, answers in ((awa, first, ONE), (bintou, second, ZERO)):
        arranging.handed_in(session, arranging.begun(session, one, who), who, answers)
    until = arranging.again(session, made).discussion_until
    both = sorted(("reminder_discussion", who.id) for who in (awa, bintou))
    assert turn(session, until - timedelta(days=3)) == both
    assert turn(session, until) == []
    assert turn(session, until + timedelta(days=1)) == [("reminder_adjudication_to_open", by.id)]
    assert turn(session, until + timedelta(days=2)) == []


def test_a_chair_is_reminded_of_a_fiche_to_complete(session, made):
    del made
    chair = factories.account(session, chairs=factories.committee(session))
    needs = NeedsExpression(
        number="EB-2026-009",
        state=NeedsState.RETURNED,
        author_id=chair.id,
        created_at=NOW,
        updated_at=NOW,
        submitted_at=NOW,
        admissibility_on=TODAY,
        committee_id=factories.committee(session).id,
    )
    session.add(needs)
    assert turn(session, TODAY + timedelta(days=10)) == [("reminder_completion", chair.id)]
    needs.state = NeedsState.SUBMITTED
    assert turn(session, TODAY + timedelta(days=30)) == []


def test_the_days_are_settings(session, readers):
    del readers
    session.add(
        PolicyValue(key="reminder_invitation_days", value="2", valid_from=TODAY, set_at=NOW)
    )
    assert len(turn(session, TODAY + timedelta(days=2))) == 2


def test_a_closed_account_is_left_alone(session, readers):
    readers[0][0].active = False
    told = turn(session, TODAY + timedelta(days=6))
    assert told == [("reminder_invitation", readers[1][0].id)]


def test_the_turn_plans_the_next_one_and_a_failure_sends_nothing(session, readers, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(daily, "next_turn", lambda *_args: 1 / 0)
        assert turn(session, TODAY + timedelta(days=5)) == []
    assert session.scalars(sa.select(Reminder)).all() == []
    later = morning(TODAY + timedelta(days=5)) + timedelta(minutes=1)
    session.commit()
    worker.drain(session, at=later, holder="one")
    assert len(db.session.scalars(sa.select(Reminder)).all()) == 2
    (planned,) = db.session.scalars(
        sa.select(Message.due_at).where(Message.topic == daily.TOPIC, Message.done_at.is_(None))
    )
    assert planned == morning(TODAY + timedelta(days=6))
    del readers


def test_the_table_itself_refuses_a_reminder_twice(session, readers):
    facts = {
        "assignment_id": readers[0][1].id,
        "kind": ReminderKind.LATE,
        "about_on": DUE,
        "due_on": DUE,
        "sent_on": DUE,
        "sent_at": NOW,
    }
    session.add(Reminder(**facts))
    session.flush()
    session.add(Reminder(**facts))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_cost_of_a_turn_follows_what_is_open_not_what_is_over(
    session, readers, count_queries, by
):
    del readers
    session.commit()
    begin_write(session)
    with count_queries:
        daily.send(session, at=morning(TODAY + timedelta(days=1)), timezone=ZONE)
    few = count_queries.count
    for _ in range(12):
        done = arranging.opened(session, arranging.council_text(session), by)
        again = arranging.again(session, done)
        rounds.cancel_round(
            session,
            again,
            actor=factories.actor(by),
            reason="Abandon.",
            seen_version=again.version,
            at=NOW,
        )
    session.flush()
    count_queries.statements.clear()
    with count_queries:
        daily.send(session, at=morning(TODAY + timedelta(days=2)), timezone=ZONE)
    assert count_queries.count <= few
