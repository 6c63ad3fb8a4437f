"""2.3: our figures beside those that others publish; expected values are worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.indicators import queries, services
from review.reference_data.models import Series, SeriesValue
from review.reference_data.vocabulary import Territory, Theme, Topic
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def nothing_published(session):
    """Without the shipped series, each test says what is published elsewhere."""
    session.execute(sa.delete(SeriesValue))
    session.execute(sa.delete(Series))


@pytest.fixture
def figure(session):
    def read(at=TODAY):
        asked = services.question(session, at=at, today=TODAY)
        return services.figure_of(session, queries.sheet_of(session, "2.3"), asked)

    return read


@pytest.fixture
def publish(session):
    def add(topic=Topic.COMMITTEES, territory=Territory.INTERNATIONAL, on=TODAY, **value):
        one = Series(
            title="Série inventée du test",
            theme=Theme.STANDARDIZATION,
            territory=territory,
            place="Pays du test",
            topic=topic,
            unit="personnes",
            publisher="Office du test",
            available_on=on,
            version=1,
        )
        one.values = [SeriesValue(**({"published_share": "28"} | value))]
        session.add(one)
        session.flush()
        return one

    return add


@pytest.fixture
def seats(session):
    place = factories.committee(session, "CTN1")
    for sex in (Sex.WOMAN, Sex.MAN, Sex.MAN):
        factories.mandate(session, factories.person(session, sex=sex), place)


def topics(found) -> tuple[int, int | None]:
    return found.lines[0].numerator, found.lines[0].denominator


@pytest.mark.usefixtures("seats")
def test_a_topic_counts_when_ours_and_another_stand_side_by_side(figure, publish):
    assert topics(figure()) == (0, 5)
    publish()
    assert topics(figure()) == (1, 5)
    publish(Topic.STAFF)  # nobody of ours to compare with
    assert topics(figure()) == (1, 5)


def test_what_others_publish_alone_compares_nothing(figure, publish):
    publish()
    assert topics(figure()) == (0, 5)


@pytest.mark.usefixtures("seats")
def test_a_national_series_is_no_comparison_with_other_bodies(figure, publish):
    publish(territory=Territory.NATIONAL)
    assert topics(figure()) == (0, 5)


@pytest.mark.usefixtures("seats")
def test_a_past_day_knows_only_what_was_available_then(figure, publish):
    publish(on=date(2026, 6, 1))
    assert topics(figure(date(2026, 5, 31))) == (0, 5)
    assert topics(figure(date(2026, 6, 1))) == (1, 5)


@pytest.mark.usefixtures("seats")
def test_each_figure_is_shown_as_it_is_known(figure, publish):
    publish(published_share="10.5")
    publish(published_share=None, women=9, men=21, year=2024)
    told = [[str(cell) for cell in row] for row in figure().records[0].rows]
    ours = next(row for row in told if row[2] == "l’Agence")
    assert ours[3] == "1 sur 3"
    assert [row[3:] for row in told if row[2] == "Pays du test"] == [
        ["10,5 %, part publiée", "année non dite"],
        ["9 sur 30", "2024"],
    ]


@pytest.mark.usefixtures("seats")
def test_our_small_numbers_are_in_no_table_that_everybody_reads(session, client, figure, publish):
    publish()
    assert all("1 sur 3" not in str(cell) for row in figure().tables[0].rows for cell in row)
    session.commit()
    assert "1 sur 3" not in client.get("/indicateurs/2.3").text


@pytest.mark.usefixtures("seats")
def test_the_page_shows_the_table_to_those_who_see_records(session, client, sign_in, publish):
    publish()
    sign_in(factories.account(session, Role.MONITORING))
    session.commit()
    page = client.get("/indicateurs/2.3")
    assert page.status_code == 200
    assert "1 sur 3" in page.text
    assert "28 %, part publiée" in page.text.replace("\u00a0", " ").replace("\u202f", " ")
