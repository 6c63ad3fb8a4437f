"""A closed reading never changes; a correction stands beside it."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from catalogue import clock as clocks
from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from review.indicators import services
from review.indicators.models import Reading
from review.indicators.vocabulary import TAG_LABELS
from tests import factories

TODAY = date(2026, 11, 23)


@pytest.fixture
def monitoring(session):
    return factories.actor(factories.account(session, Role.MONITORING))


@pytest.fixture
def close(session, monitoring, clock):
    def act(window="2024-2026", at=TODAY, actor=monitoring):
        return services.close_period(
            session,
            "5.3",
            window=window,
            at=at,
            actor=actor,
            today=TODAY,
            now=clock(),
            local_date=clocks.local_date,
        )

    return act


@pytest.fixture
def correct(session, monitoring, clock):
    def act(reading, reason="Une décision de 2025 manquait.", actor=monitoring):
        return services.correct_reading(
            session,
            reading,
            reason=reason,
            actor=actor,
            today=TODAY,
            now=clock(),
            local_date=clocks.local_date,
        )

    return act


def readings(session):
    return session.scalars(sa.select(Reading).order_by(Reading.id)).all()


def test_a_reading_keeps_the_figure_what_stands_beside_it_and_its_records(standards, close):
    standards.worked_example()
    reading, closed_now = close()
    assert closed_now
    assert (reading.numerator, reading.denominator) == (10, 57)
    assert (reading.period, reading.as_of, reading.sequence) == ("2024-2026", TODAY, 1)
    assert (reading.method_version, reading.correction_reason) == ("1", None)
    assert len(reading.records) == 57
    assert reading.companions["interval_exact"] == ["10/57", "17/57"]
    assert reading.companions["pending"]["total"] == 7
    assert "records" not in reading.companions


def test_what_is_learnt_later_leaves_it_alone(session, standards, close):
    edition = standards.edition()
    reading, _ = close()
    standards.mark(edition, "1")
    session.expire_all()
    assert services.contents(reading)["numerator"] == 0
    assert services.contents(reading)["records"][0]["status"] == "not_examined"


def test_closing_twice_changes_nothing(session, standards, close):
    edition = standards.edition()
    first, _ = close()
    standards.mark(edition, "1")
    again, closed_now = close()
    assert (again.id, closed_now) == (first.id, False)
    assert len(readings(session)) == 1
    acts = session.scalars(sa.select(Entry.tag)).all()
    assert acts == ["indicator:closed"]


def test_another_day_or_period_is_another_reading(session, standards, close):
    standards.edition()
    close()
    close(at=date(2026, 11, 22))
    close(window="2025")
    assert len(readings(session)) == 3


def test_a_correction_stands_beside_with_its_reason(session, standards, close, correct):
    edition = standards.edition()
    first, _ = close()
    standards.mark(edition, "1")
    second = correct(first)
    assert (second.sequence, second.numerator) == (2, 1)
    assert second.correction_reason == "Une décision de 2025 manquait."
    session.expire_all()
    assert first.numerator == 0
    assert close()[0].id == second.id


def test_a_correction_that_changes_nothing_is_refused(standards, close, correct):
    standards.edition()
    first, _ = close()
    with pytest.raises(DomainError, match="rien à corriger"):
        correct(first)


def test_a_correction_needs_a_reason(standards, close, correct):
    edition = standards.edition()
    first, _ = close()
    standards.mark(edition, "1")
    with pytest.raises(Invalid) as refused:
        correct(first, reason="  ")
    assert set(refused.value.problems) == {"reason"}


def test_the_database_refuses_to_change_a_reading(session, standards, close):
    standards.edition()
    reading, _ = close()
    for statement in (
        sa.update(Reading).where(Reading.id == reading.id).values(numerator=1),
        sa.delete(Reading).where(Reading.id == reading.id),
    ):
        with pytest.raises(DBAPIError, match="insert-only"), session.begin_nested():
            session.execute(statement)


def test_a_period_that_has_not_begun_cannot_be_closed(session, close):
    with pytest.raises(Invalid, match="01/01/2025") as refused:
        close(window="2025", at=date(2024, 12, 31))
    assert set(refused.value.problems) == {"at"}
    assert readings(session) == []


def test_a_period_without_a_standard_is_closed_as_such(close):
    reading, _ = close(window="2024")
    assert (reading.numerator, reading.denominator) == (0, 0)
    assert reading.companions["not_applicable"].startswith("Sans objet")


@pytest.mark.parametrize(
    ("asked", "field"), [({"at": date(2026, 11, 24)}, "at"), ({"window": "hier"}, "window")]
)
def test_what_cannot_be_read_cannot_be_closed(close, asked, field):
    with pytest.raises(Invalid) as refused:
        close(**asked)
    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MONITORING, Role.ANONYMOUS}))
def test_only_the_monitoring_committee_closes(session, close, correct, role):
    reading, _ = close()
    chaired = {"chairs": factories.committee(session)} if role is Role.CHAIR else {}
    roles = () if role is Role.CHAIR else (role,)
    other = factories.actor(factories.account(session, *roles, **chaired))
    with pytest.raises(NotAllowed):
        close(at=date(2026, 11, 1), actor=other)
    with pytest.raises(NotAllowed):
        correct(reading, actor=other)


def test_each_act_has_a_name_in_the_journal(session, standards, close, correct):
    edition = standards.edition()
    first, _ = close()
    standards.mark(edition, "1")
    correct(first)
    assert set(session.scalars(sa.select(Entry.tag))) == set(TAG_LABELS)
