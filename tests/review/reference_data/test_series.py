"""Reference series: numbers read, values kept, indicator 1.3, and the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.permissions import Role
from review.indicators.queries import sheet_of
from review.indicators.services import figure_of, question
from review.reference_data import services
from review.reference_data.models import Series
from review.reference_data.numbers import UnreadableError, read_count, read_share
from review.reference_data.presentation import share_words
from review.reference_data.services import SeriesFacts, TypedValue
from review.reference_data.vocabulary import Territory, Theme
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
ONCE = "a" * 32
FACTS = SeriesFacts(
    title="Emploi par sexe (invention du test)",
    theme=Theme.EMPLOYMENT,
    territory=Territory.NATIONAL,
    place="Pays du test",
    unit="personnes",
    publisher="Office du test",
    available_on=date(2025, 3, 1),
    source_date=date(2025, 2, 1),
)


@pytest.fixture
def secretary(session):
    return factories.account(session, Role.SECRETARIAT)


@pytest.fixture
def keeper(secretary):
    return factories.actor(secretary)


@pytest.fixture
def made(session, keeper):
    return services.add_series(session, FACTS, actor=keeper, at=NOW, today=TODAY)


@pytest.fixture
def add(session, keeper):
    def act(series, **typed):
        return services.add_value(
            session, series, TypedValue(**typed), actor=keeper, at=NOW, today=TODAY
        )

    return act


@given(st.integers(0, 2_000_000_000))
def test_a_count_is_read_as_french_sources_write_it(number):
    spaced = f"{number:,}"
    for space in (" ", "\u00a0", "\u202f"):
        assert read_count(spaced.replace(",", space)) == number
    assert read_count(str(number)) == number


@pytest.mark.parametrize("text", ["28 %", "3,5", "10.5"])
def test_a_percentage_is_no_count(text):
    with pytest.raises(UnreadableError, match="pourcentage"):
        read_count(text)


@pytest.mark.parametrize("text", ["101", "abc", "-3", "1,2,3"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(UnreadableError):
        read_share(text)


def test_faults_are_said_beside_their_field(made, add):
    with pytest.raises(Invalid) as refused:
        add(made, year=2027, women="28 %")
    assert set(refused.value.problems) == {"year", "women"}
    with pytest.raises(Invalid):
        add(made, year=2020)
    with pytest.raises(Invalid):
        add(made, year=2020, women="10", men="5", total="20")


def test_a_share_is_worked_out_or_kept_as_printed(app, made, add):
    counted = add(made, year=2024, women="1 200", men="2 800")
    printed = add(made, year=2024, published_share="10,5 %")
    with app.test_request_context():
        assert share_words(counted).startswith("30,0")
        assert share_words(printed).startswith("10,5")
        assert "non recalculable" in share_words(printed)


def test_a_stale_change_is_refused_and_a_withdrawal_asks_why(session, made, keeper):
    acts = {"actor": keeper, "at": NOW, "today": TODAY}
    with pytest.raises(Conflict):
        services.edit_series(
            session, made, replace(FACTS, title="Autre"), seen_version=made.version + 1, **acts
        )
    with pytest.raises(DomainError):
        services.withdraw_series(session, made, reason=" ", seen_version=made.version, **acts)


def test_1_3_counts_the_dated_national_series_of_the_day(session, made, keeper):
    """One dated, one without the date of its source, one foreign: 1, and 1 beside."""
    acts = {"actor": keeper, "at": NOW, "today": TODAY}
    services.add_series(session, replace(FACTS, title="B", source_date=None), **acts)
    services.add_series(session, replace(FACTS, territory=Territory.REGIONAL), **acts)
    services.withdraw_series(session, made, reason="Remplacée", seen_version=made.version, **acts)
    session.flush()

    def counts(at):
        asked = question(session, window="2024-2026", at=at, today=TODAY)
        figure = figure_of(session, sheet_of(session, "1.3"), asked)
        return figure.lines[0].numerator, figure.beside[0].numerator

    assert counts(date(2025, 2, 28)) == (0, 0)
    assert counts(date(2025, 3, 1)) == (1, 1)
    assert counts(TODAY) == (0, 1)


def test_from_an_empty_form_to_a_value_withdrawn(session, client, sign_in, secretary):
    session.commit()
    assert "Allemagne" in client.get("/series?territoire=international").text
    desk = sign_in(secretary)
    assert "/series" in desk.get("/plan/suivi").text
    answer = desk.post(
        "/series/nouvelle",
        data={
            "title": "Emploi (invention du test)", "theme": "employment",
            "territory": "national", "place": "Pays du test", "topic": "", "unit": "personnes",
            "publisher": "Office du test", "available_on": "01/03/2025", "once": ONCE,
        },
    )  # fmt: skip
    found = session.scalars(sa.select(Series).order_by(Series.id.desc())).first()
    assert answer.location == f"/series/{found.id}"
    wrong = desk.post(
        f"{answer.location}/valeurs/nouvelle",
        data={"year": "2024", "women": "28 %", "once": "b" * 32},
    )
    assert wrong.status_code == 422
    assert "pourcentage" in wrong.text
    right = {"year": "2024", "women": "1 200", "men": "2 800", "once": "c" * 32}
    desk.post(f"{answer.location}/valeurs/nouvelle", data=right)
    page = desk.get(answer.location).text
    assert "30,0" in page
    assert "<svg" in page
    where = page.split("/series/valeurs/")[1].split('"')[0]
    desk.post(f"/series/valeurs/{where}", data={"reason": "Faute de frappe", "once": "d" * 32})
    assert "Faute de frappe" in desk.get(answer.location).text
    for path in ("modifier", "retirer"):
        assert desk.get(f"{answer.location}/{path}").status_code == 200
    assert desk.get("/series.csv?theme=employment").status_code == 200
