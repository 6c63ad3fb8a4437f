"""Indicator 3.2: a worked example by hand, and what never changes it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.committees.vocabulary import COUNTED_SEXES, Sex
from review.indicators import services as indicators
from review.indicators.publishing import published
from review.indicators.queries import sheet_of
from review.indicators.training import attendance_records, people_trained
from review.training import services
from review.training.counting import trained
from review.training.services import ANOTHER, Counts
from review.training.vocabulary import Audience
from tests import factories
from tests.conftest import NOW

from .conftest import TODAY

WINDOW = (date(2024, 1, 1), date(2026, 12, 31))


def asked(session, at=TODAY, window="2024-2026"):
    return indicators.question(session, window=window, at=at, today=TODAY)


@pytest.fixture
def example(session, training, attend, keeper):
    """Lay three events: a woman at two, a man, one undeclared, five without a name; one planned."""
    register = factories.person(session, given_names="Awa", family_name="Diarra", sex=Sex.WOMAN)
    first, second = training(date(2024, 5, 6)), training(date(2025, 3, 4))
    planned = training(date(2026, 2, 3), held=False)
    who = f"p{register.id}"
    attend(first, "Awa Diarra", Sex.WOMAN, who=who)
    attend(first, "Modibo Keïta", Sex.MAN)
    attend(second, "Awa Diarra", Sex.WOMAN, who=who)
    attend(second, "Awa Diarra", Sex.WOMAN, who=ANOTHER)
    attend(second, "Sidi Touré")
    attend(planned, "Fanta Koné", Sex.WOMAN)
    services.note_counts(
        session,
        second,
        Counts(women=3, men=1, undeclared=1, source="Feuille"),
        actor=keeper,
        seen_version=second.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()
    return first, second, planned


@pytest.mark.usefixtures("example")
def test_the_figure_counts_people_once(session):
    figure = people_trained(session, asked(session), Fraction(200))
    people, women = figure.lines
    assert people.numerator == 4  # Awa, Modibo, the other Awa, Sidi
    assert (women.numerator, women.denominator) == (2, 3)
    undeclared, attendances, events, unnamed, unnamed_women = figure.beside
    assert (undeclared.numerator, attendances.numerator, events.numerator) == (1, 5, 2)
    assert unnamed.numerator == 5
    assert (unnamed_women.numerator, unnamed_women.denominator) == (3, 4)
    assert (figure.headline.needed, figure.headline.missing) == (200, 196)
    assert figure.headline.met is False
    assert figure.headline.coverage == Fraction(3, 4)
    assert figure.headline.bounds == (Fraction(2, 4), Fraction(3, 4))
    (by_year,) = figure.crossings
    assert [(row.key, row.tally.women, row.tally.men) for row in by_year.rows] == [
        ("y2024", 1, 1),
        ("y2025", 1, 0),
    ]


@pytest.mark.usefixtures("example")
def test_another_day_and_another_period_give_another_figure(session):
    def people(**put):
        return people_trained(session, asked(session, **put), None).lines[0].numerator

    assert people(at=date(2024, 5, 5)) == 0
    assert people(at=date(2024, 5, 6)) == 2
    assert people(window="2025") == 3


@pytest.mark.usefixtures("example")
def test_a_reading_keeps_numbers_and_no_name(session):
    kept = attendance_records(session, asked(session))
    assert len(kept) == 6
    assert "Diarra" not in repr(kept)


@pytest.mark.usefixtures("example")
def test_few_people_are_not_published(session):
    figure = people_trained(session, asked(session), Fraction(200))
    public = published("3.2", figure, formula="1", window=asked(session).window, floor=5)
    assert public["withheld_for_privacy"]
    assert public["numerator"] is None
    assert all(line["numerator"] is None for line in public["lines"])


def test_the_sheet_gives_the_target(session):
    assert indicators.target_of(sheet_of(session, "3.2")) == 200
    assert indicators.target_of(sheet_of(session, "1.1")) == Fraction(3, 10)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    attended=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 5)), min_size=1, max_size=8, unique=True
    ),
    sexes=st.lists(st.sampled_from(list(Sex)), min_size=6, max_size=6),
)
def test_going_to_another_training_never_makes_another_person(
    session, training, attend, attended, sexes
):
    training(held=False)  # the module, outside what each example takes back
    point = session.begin_nested()
    events = [training(date(2025, month, 1)) for month in (2, 3, 4)]
    codes: dict[int, str] = {}
    for event, who in attended:
        line = attend(events[event], f"Personne {who}", sexes[who], who=codes.get(who))
        codes[who] = f"l{line.participant_id}"
    session.flush()
    found = trained(session, *WINDOW)
    people = {who for _event, who in attended}
    assert found.people == {
        sex: sum(sexes[who].counted_as is sex for who in people) for sex in COUNTED_SEXES
    }
    assert sum(found.attendances.values()) == len(attended)
    assert sum(found.first_years.values()) == len(people)
    point.rollback()


def test_the_modules_that_exist_stand_beside_3_1(session, module):
    module("Un", audience=Audience.INTERNAL)
    module("Deux", exists_from=date(2026, 1, 1))

    def beside(at):
        figure = indicators.figure_of(session, sheet_of(session, "3.1"), asked(session, at=at))
        told = {str(line.label): line.numerator for line in figure.beside}
        return [told[f"Modules {kind} qui existent"] for kind in ("internes", "externes")]

    assert beside(date(2025, 12, 31)) == [1, 0]
    assert beside(date(2026, 1, 1)) == [1, 1]
