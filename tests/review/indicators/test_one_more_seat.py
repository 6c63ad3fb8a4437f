"""What one more person does to each figure about people, and a period closed twice."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue import clock as clocks
from catalogue.committees.vocabulary import CommitteeKind, MandateRole, Sex
from catalogue.permissions import Role
from review.indicators import queries, services
from review.indicators.models import Reading
from tests import factories

TODAY = date(2026, 11, 23)
WOMAN, MAN, UNDECLARED = Sex.WOMAN, Sex.MAN, Sex.UNDECLARED
# Each share of women, with a seat that it counts.
SHARES = {
    "1.1": (CommitteeKind.TECHNICAL, MandateRole.MEMBER),
    "1.1b": (CommitteeKind.MANAGEMENT, MandateRole.MEMBER),
    "2.1": (CommitteeKind.STAFF, MandateRole.MEMBER),
    "2.2": (CommitteeKind.EXPERTS, MandateRole.EXPERT),
    "4.1": (CommitteeKind.MIRROR, MandateRole.MEMBER),
    "4.2": (CommitteeKind.TECHNICAL, MandateRole.CHAIR),
}


@pytest.fixture
def seat(session):
    def give(code, sex, place):
        kind, role = SHARES[code]
        committee = factories.committee(session, f"P{place}", kind=kind)
        factories.mandate(session, factories.person(session, sex=sex), committee, role=role)

    return give


@pytest.fixture
def known_by(session):
    def read(code):
        asked = services.question(session, at=TODAY, today=TODAY)
        return services.figure_of(session, queries.sheet_of(session, code), asked).known_by

    return read


@pytest.mark.parametrize("code", SHARES)
@pytest.mark.parametrize("held", [(), (MAN, MAN), (WOMAN, MAN, MAN, MAN), (WOMAN, WOMAN)])
def test_one_more_woman_never_lowers_the_share_of_women(seat, known_by, code, held):
    for place, sex in enumerate(held):
        seat(code, sex, place)
    before = known_by(code)
    for place in (len(held), len(held) + 1):
        seat(code, WOMAN, place)
        after = known_by(code)
        assert after.numerator == before.numerator + 1
        assert after.ratio >= (before.ratio or 0)
        if before.missing is not None:
            assert after.missing <= before.missing
        before = after


@pytest.mark.parametrize("code", SHARES)
def test_who_does_not_declare_moves_only_coverage_and_bounds(seat, known_by, code):
    for place, sex in enumerate((WOMAN, MAN, MAN, MAN, WOMAN, MAN)):
        seat(code, sex, place)
    before = known_by(code)
    seat(code, UNDECLARED, 6)
    after = known_by(code)
    assert (after.numerator, after.denominator, after.ratio) == (2, 6, before.ratio)
    assert (after.needed, after.missing) == (before.needed, before.missing)
    assert before.coverage == 1 > after.coverage
    assert after.bounds[0] < before.bounds[0] <= before.bounds[1] < after.bounds[1]


@pytest.mark.parametrize("code", SHARES)
def test_a_period_closed_twice_is_one_reading(session, clock, seat, code):
    actor = factories.actor(factories.account(session, Role.MONITORING))
    asked = {
        "window": "2024-2026",
        "at": TODAY,
        "actor": actor,
        "today": TODAY,
        "now": clock(),
        "local_date": clocks.local_date,
    }
    for place, sex in enumerate((WOMAN, MAN, MAN)):
        seat(code, sex, place)
    first, closed = services.close_period(session, code, **asked)
    seat(code, WOMAN, 3)
    again, closed_again = services.close_period(session, code, **asked)
    assert (closed, closed_again) == (True, False)
    assert again.id == first.id
    assert (again.numerator, again.denominator) == (1, 3)
    assert session.scalar(sa.select(sa.func.count()).select_from(Reading)) == 1
