"""Agency staff of 3 women and 9 men, a closed reading of 2.1, and a draft written on it."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.committees.vocabulary import CommitteeKind, MandateRole, Sex
from catalogue.permissions import Role
from review.analysis_reports import services
from review.analysis_reports.queries import report_of
from review.indicators.queries import reading_with_sheet
from review.indicators.services import close_period
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
TEXTS = {
    "findings": "Les femmes restent peu nombreuses.",
    "causes": 'Peu de candidatures #import "x"',
    "recommendations": "Ouvrir les postes vacants.",
}


@pytest.fixture
def staff(session):
    """Eight women of twenty in the laboratory, one woman of four in the archives."""
    for code, women, men in (("LABO", 8, 12), ("ARCH", 1, 3)):
        place = factories.committee(session, code, kind=CommitteeKind.STAFF, title_fr=code)
        for number in range(women + men):
            sex = Sex.WOMAN if number < women else Sex.MAN
            holder = factories.person(session, sex=sex)
            factories.mandate(
                session, holder, place, role=MandateRole.MEMBER, valid_from=date(2024, 1, 1)
            )


@pytest.fixture
def watcher(session):
    return factories.account(session, Role.MONITORING)


@pytest.fixture
def secretary(session):
    return factories.account(session, Role.SECRETARIAT)


@pytest.fixture
def writer(secretary):
    return factories.actor(secretary)


@pytest.fixture
def reading(session, staff, watcher):
    del staff
    found, _now = close_period(
        session,
        "2.1",
        window="2024-2026",
        at=TODAY,
        actor=factories.actor(watcher),
        today=TODAY,
        now=NOW,
        local_date=lambda at: at.date(),
    )
    session.flush()
    return reading_with_sheet(session, found.id)


@pytest.fixture
def draft(session, reading, writer):
    made = services.begin_report(session, reading, TEXTS, actor=writer, at=NOW)
    session.flush()
    return report_of(session, made.id)


@pytest.fixture
def publish(session, writer):
    def act(report, *, read_again=True):
        services.publish_report(
            session,
            report,
            read_again=read_again,
            actor=writer,
            seen_version=report.version,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        return report_of(session, report.id)

    return act
