"""The comparison of line 2.3: who reads which of our figures, what others publish, the files."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import pytest
import sqlalchemy as sa
from flask import g

from catalogue import clock
from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.indicators import services
from review.reference_data.models import Series, SeriesValue
from review.reference_data.vocabulary import Territory, Theme, Topic
from tests import factories
from tests.conftest import NOW

PAGE = "/indicateurs/comparaison"


def said(answer) -> str:
    bare = unescape(re.sub(r"<[^>]+>", " ", answer.text))
    return re.sub(r"\s+", " ", bare.replace("\u00a0", " ").replace("\u202f", " "))


@pytest.fixture(autouse=True)
def nothing_published(session):
    """Without the shipped figures, each test says what is published elsewhere."""
    for model in (SeriesValue, Series):
        session.execute(sa.delete(model))


@pytest.fixture
def publish(session):
    def add(topic=Topic.COMMITTEES, territory=Territory.INTERNATIONAL, facts=None, **value):
        one = Series(
            **{
                "title": "Série inventée du test",
                "theme": Theme.STANDARDIZATION,
                "territory": territory,
                "place": "Pays du test",
                "topic": topic,
                "unit": "personnes",
                "publisher": "Office du test",
                "available_on": NOW.date(),
                "version": 1,
            }
            | (facts or {})
        )
        one.values = [SeriesValue(**({"published_share": "28"} | value))]
        session.add(one)
        session.flush()
        return one

    return add


@pytest.fixture
def seats(session):
    """Committee seats: 8 women of 20."""
    place = factories.committee(session, "CTN1")
    for number in range(20):
        sex = Sex.WOMAN if number < 8 else Sex.MAN
        factories.mandate(session, factories.person(session, sex=sex), place)
    session.commit()


@pytest.fixture
def few_seats(session):
    """Committee seats: 2 women of 11, too few to be published."""
    place = factories.committee(session, "CTN1")
    for number in range(11):
        sex = Sex.WOMAN if number < 2 else Sex.MAN
        factories.mandate(session, factories.person(session, sex=sex), place)
    session.commit()


@pytest.fixture
def member(session, sign_in):
    account = factories.account(session, Role.REVIEWER)
    session.commit()
    return sign_in(account)


@pytest.fixture
def visitor(app, session):
    def get(path=PAGE, status=200):
        session.commit()
        g.pop("_login_user", None)
        answer = app.test_client().get(path)
        assert answer.status_code == status, answer.text
        return answer

    return get


@pytest.fixture
def close(session):
    def closing(code="1.1"):
        services.close_period(
            session,
            code,
            window="2024-2026",
            at=NOW.date(),
            actor=factories.actor(factories.account(session, Role.MONITORING)),
            today=NOW.date(),
            now=NOW,
            local_date=clock.local_date,
        )
        session.commit()

    return closing


@pytest.mark.usefixtures("seats")
def test_who_has_signed_in_reads_our_figure_beside_the_others(session, publish, member):
    publish()
    publish(Topic.STAFF, published_share=None, women=9, men=21, year=2024)
    session.commit()
    page = said(member.get(PAGE))
    assert "8 sur 20" in page
    assert "40,0 %" in page
    assert "28 % (part publiée, non recalculable)" in page
    assert "9 sur 30 30,0 % 2024" in page
    assert "1 sujet sur 5 a un chiffre de chaque côté" in page


@pytest.mark.usefixtures("seats")
def test_without_an_account_our_figure_comes_once_a_reading_is_closed(publish, visitor, close):
    publish()
    before = said(visitor())
    assert "8 sur 20" not in before
    assert "Publié une fois le relevé clos" in before
    assert "28 %" in before
    close()
    assert "8 sur 20" in said(visitor())


@pytest.mark.usefixtures("few_seats")
@pytest.mark.parametrize("ending", ["", ".csv", ".json"])
def test_what_a_reading_kept_back_shows_nowhere(visitor, close, ending):
    close()
    answer = visitor(PAGE + ending)
    page = json.dumps(answer.json, ensure_ascii=False) if ending == ".json" else said(answer)
    assert "Masqué pour protéger les personnes" in page
    assert "2 sur 11" not in page
    assert "18,2" not in page
    assert "0.1818" not in page


@pytest.mark.usefixtures("seats")
@pytest.mark.parametrize("ending", ["", ".csv"])
def test_another_day_is_for_those_who_have_signed_in(visitor, member, ending):
    assert "40,0 %" not in said(member.get(f"{PAGE}?at=01/01/2020"))
    visitor(f"{PAGE}{ending}?at=01/01/2026", 403)


def test_a_day_to_come_is_refused_beside_its_field(member):
    answer = member.get(f"{PAGE}?at=01/01/2090")
    assert answer.status_code == 422
    assert 'id="at-error"' in answer.text


def test_what_a_source_does_not_say_is_unknown(session, publish, member):
    publish()
    session.commit()
    page = said(member.get(PAGE))
    assert "année inconnue" in page
    assert "date de la source inconnue" in page
    assert "adresse inconnue" in page


def test_a_source_is_given_with_its_date_and_its_link(session, publish, member):
    publish(facts={"source_link": "https://example.org/x", "source_date": date(2025, 3, 1)})
    session.commit()
    answer = member.get(PAGE)
    assert 'href="https://example.org/x"' in answer.text
    assert "source du 1er mars 2025" in said(answer)


@pytest.mark.usefixtures("seats")
def test_a_national_series_is_shown_and_is_no_comparison_abroad(session, publish, member):
    publish(territory=Territory.NATIONAL)
    session.commit()
    page = said(member.get(PAGE))
    assert "Série inventée du test" in page
    assert "0 sujet sur 5 a un chiffre de chaque côté" in page


@pytest.mark.usefixtures("seats")
def test_the_file_keeps_counts_and_a_published_share_apart(session, publish, member):
    publish(Topic.COMMITTEES, published_share="10.5")
    publish(Topic.STAFF, published_share=None, women=9, men=21, year=2024)
    session.commit()
    items = member.get(f"{PAGE}.json").json["items"]
    ours, share = items[0], items[1]
    assert (ours["side"], ours["women"], ours["women_and_men"], ours["share"]) == (
        "ours", 8, 20, 0.4,
    )  # fmt: skip
    assert (share["women"], share["share"], share["published_share"]) == (None, None, "10.5")
    counted = next(one for one in items if one["year"] == 2024)
    assert (counted["women"], counted["women_and_men"], counted["share"]) == (9, 30, 0.3)
    assert member.get(f"{PAGE}.xlsx").data.startswith(b"PK")


def test_the_page_is_found_from_the_rooms_the_sheet_and_the_series(session, sign_in):
    account = factories.account(session, Role.MONITORING)
    session.commit()
    client = sign_in(account)
    for path in ("/plan/suivi", "/indicateurs/2.3", "/series"):
        assert f'href="{PAGE}"' in client.get(path).text, path


@pytest.mark.usefixtures("seats")
def test_the_number_of_queries_does_not_depend_on_the_series(
    session, publish, member, count_queries
):
    def counted():
        session.commit()
        count_queries.statements.clear()
        with count_queries:
            assert member.get(PAGE).status_code == 200
        return count_queries.count

    publish()
    counted()
    few = counted()
    for topic in Topic:
        for number in range(8):
            publish(topic, year=2000 + number)
    assert counted() == few
    assert few <= 30
