"""Every indicator leaves as SDMX-CSV: identified once, unknown said, hidden cells confidential."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from catalogue import clock
from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.indicators import sdmx, services
from tests import factories
from tests.conftest import NOW

PLACE = "/tableau-de-bord/indicateurs.sdmx.csv"


@pytest.fixture
def seat(session):
    def act(women, men, code="CTN1"):
        place = factories.committee(session, code)
        for sex, number in ((Sex.WOMAN, women), (Sex.MAN, men)):
            for _one in range(number):
                factories.mandate(session, factories.person(session, sex=sex), place)
        session.commit()

    return act


@pytest.fixture
def close(session):
    account = factories.account(session, Role.MONITORING)

    def act(code, at):
        services.close_period(
            session,
            code,
            window="2024-2026",
            at=at,
            actor=factories.actor(account),
            today=NOW.date(),
            now=NOW,
            local_date=clock.local_date,
        )
        session.commit()

    return act


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def headline(rows, code):
    [found] = [row for row in rows if row["INDICATOR"] == code and row["BREAKDOWN"] == "_T"]
    return found


def test_columns_stand_in_the_order_of_the_format(app, seat):
    seat(6, 14)
    result = app.test_cli_runner().invoke(args=["export", "indicators"])
    assert result.exit_code == 0, result.output
    header = result.output.splitlines()[0].split(",")
    assert header[0] == "DATAFLOW"
    assert tuple(header[1:10]) == sdmx.DIMENSIONS
    assert header[10] == "OBS_VALUE"
    rows = read(result.output)
    keys = [tuple(row[name] for name in sdmx.DIMENSIONS) for row in rows]
    assert len(keys) == len(set(keys))
    assert len({row["INDICATOR"] for row in rows}) == 21
    found = headline(rows, "GAP_1_1")
    assert found["DATAFLOW"] == "AMANORM:DF_GENDER_PLAN(1.0)"
    assert (found["OBS_VALUE"], found["UNIT_MEASURE"]) == ("30", "PT")
    assert (found["NUMERATOR"], found["DENOMINATOR"]) == ("6", "20")
    assert (found["OBS_STATUS"], found["CONF_STATUS"], found["REF_AREA"]) == ("A", "N", "ML")
    women = [row for row in rows if row["BREAKDOWN"] == "PLACE" and row["SEX"] == "F"]
    assert {row["OBS_VALUE"] for row in women if row["COMMITTEE_KIND"] == "CTN"} <= {"6"}


def test_an_indicator_without_records_is_a_missing_value(app, session):
    session.commit()
    rows = read(app.test_cli_runner().invoke(args=["export", "indicators"]).output)
    found = headline(rows, "GAP_5_3")
    assert (found["OBS_VALUE"], found["OBS_STATUS"]) == ("", "O")
    assert "Sans objet" in found["COMMENT_OBS"]


def test_what_the_public_takes_is_what_was_published(client, app, seat, close):
    seat(6, 14)
    seat(2, 9, "CTN2")
    close("1.1", date(2026, 6, 30))
    public = read(client.get(PLACE).text)
    assert public == read(
        app.test_cli_runner().invoke(args=["export", "indicators", "--public"]).output
    )
    found = headline(public, "GAP_1_1")
    assert found["CONF_STATUS"] == "F" if found["OBS_VALUE"] else "C"
    hidden = [row for row in public if row["OBS_STATUS"] == "Q"]
    assert hidden
    assert all(row["OBS_VALUE"] == "" and row["CONF_STATUS"] == "C" for row in hidden)


def test_hidden_cells_are_not_found_again_from_totals_nor_from_the_next_reading(
    client, seat, close
):
    """Subtract every published committee from the total, in each message and between the two."""
    seat(12, 12)
    seat(2, 9, "CTN2")
    seat(8, 8, "CTN3")
    close("1.1", date(2026, 6, 30))
    first = read(client.get(PLACE).text)
    seat(1, 0, "CTN2")
    close("1.1", date(2026, 9, 30))
    second = read(client.get(PLACE).text)
    kept_back = []
    for rows in (first, second):
        places = [
            row
            for row in rows
            if (row["BREAKDOWN"], row["SEX"]) == ("PLACE", "F")
            and row["BREAKDOWN_ITEM"][1:].isdigit()
        ]
        hidden = [row for row in places if not row["OBS_VALUE"]]
        told = sum(int(row["OBS_VALUE"]) for row in places if row["OBS_VALUE"])
        total = headline(rows, "GAP_1_1")["NUMERATOR"]
        assert len(hidden) > 1
        # What is left can be shared among the hidden committees in many ways.
        assert not total or int(total) - told >= 5
        kept_back.append({row["BREAKDOWN_ITEM"] for row in hidden})
    # The same committees are hidden both times: what one message hides the other does not tell.
    assert kept_back[0] == kept_back[1]


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_the_same_figures_in_other_forms(app, seat, tmp_path, ending):
    seat(6, 14)
    out = tmp_path / f"out.{ending}"
    args = ["export", "indicators", "--format", ending, "--output", str(out)]
    result = app.test_cli_runner().invoke(args=args)
    assert result.exit_code == 0, result.output
    assert out.read_bytes()
    if ending == "json":
        told = json.loads(out.read_text())
        assert told["total"] == 21
        figures = {one["code"]: one["figure"] for one in told["items"]}
        assert (figures["1.1"]["numerator"], figures["1.1"]["denominator"]) == (6, 20)


def one_count(rows, code, group, item):
    [found] = [
        row
        for row in rows
        if (row["INDICATOR"], row["BREAKDOWN"], row["BREAKDOWN_ITEM"]) == (code, group, item)
    ]
    return found


def test_every_count_leaves_under_a_key_of_its_own_and_no_dimension_is_empty(app, seat):
    seat(6, 14)
    rows = read(app.test_cli_runner().invoke(args=["export", "indicators"]).output)
    keys = [tuple(row[name] for name in sdmx.DIMENSIONS) for row in rows]
    assert len(keys) == len(set(keys))
    assert all(all(key) for key in keys)
    national = "ORGANISMES_NATIONAUX_DE_NORMALISATION_DONT_LE_PLAN_GENRE_EST_CONNU"
    others = "ORGANISMES_REGIONAUX_ET_INTERNATIONAUX_DONT_LE_PLAN_GENRE_EST_CONNU"
    shipped = (
        one_count(rows, "GAP_1_4", "LINE", national)["OBS_VALUE"],
        one_count(rows, "GAP_1_4", "LINE", others)["OBS_VALUE"],
    )
    assert shipped == ("1", "2")
    people = one_count(rows, "GAP_1_1", "BESIDE", "PERSONNES_DISTINCTES_FEMMES")
    assert (people["NUMERATOR"], people["DENOMINATOR"], people["OBS_VALUE"]) == ("6", "20", "30")
    assert one_count(rows, "GAP_1_1", "CERTAINTY", "COVERAGE")["OBS_VALUE"] == "100"
    assert one_count(rows, "GAP_1_1", "CERTAINTY", "UPPER")["OBS_VALUE"] == "30"
    kinds = [row for row in rows if (row["INDICATOR"], row["BREAKDOWN"]) == ("GAP_4_2", "LINE")]
    assert len(kinds) == 3


def test_undeclared_sex_moves_only_the_coverage_and_the_bounds(app, session, seat):
    seat(6, 14)
    place = factories.committee(session, "CTN9")
    for _one in range(5):
        factories.mandate(session, factories.person(session, sex=Sex.UNDECLARED), place)
    session.commit()
    rows = read(app.test_cli_runner().invoke(args=["export", "indicators"]).output)
    assert headline(rows, "GAP_1_1")["OBS_VALUE"] == "30"
    told = [
        one_count(rows, "GAP_1_1", "CERTAINTY", item)["OBS_VALUE"]
        for item in ("COVERAGE", "LOWER", "UPPER")
    ]
    assert told == ["80", "24", "44"]


def test_standards_examined_stand_beside_those_counted():
    plain = {
        "code": "5.3",
        "window": "2024-2026",
        "at": "2026-11-23",
        "numerator": 10,
        "denominator": 55,
        "ratio": 10 / 55,
        "not_applicable": None,
        "provisional": True,
        "examined": 45,
        "coverage_exact": "9/11",
        "interval_exact": ["2/11", "4/11"],
        "pending": {"not_examined": 6, "in_progress": 4},
        "relevant_only": {"numerator": 10, "denominator": 37},
        "adoptions": {"counted": 1, "homologated": 9},
        "portfolio": {"total": 14},
    }
    rows = list(
        sdmx.observations(
            plain,
            code="5.3",
            agency="AMANORM",
            area="ML",
            at="2026-11-23",
            public=True,
            snapshot=False,
            method="1",
        )
    )
    examined = one_count(rows, "GAP_5_3", "BESIDE", "EXAMINED")
    assert (examined["NUMERATOR"], examined["DENOMINATOR"]) == (45, 55)
    assert one_count(rows, "GAP_5_3", "CERTAINTY", "UPPER")["OBS_VALUE"] == "36.363636"


def test_what_is_hidden_of_a_figure_is_hidden_of_all_that_is_read_with_it(client, seat, close):
    """A figure kept back gives neither its counts nor its coverage nor its bounds."""
    seat(2, 9)
    close("1.1", date(2026, 6, 30))
    rows = read(client.get(PLACE).text)
    assert headline(rows, "GAP_1_1")["OBS_STATUS"] == "Q"
    women = one_count(rows, "GAP_1_1", "BESIDE", "PERSONNES_DISTINCTES_FEMMES")
    assert (women["OBS_VALUE"], women["NUMERATOR"], women["DENOMINATOR"]) == ("", "", "")
    assert (women["OBS_STATUS"], women["CONF_STATUS"]) == ("Q", "C")
    assert not [
        row for row in rows if (row["INDICATOR"], row["BREAKDOWN"]) == ("GAP_1_1", "CERTAINTY")
    ]


def test_nothing_to_divide_by_is_said(app, session):
    session.commit()
    rows = read(app.test_cli_runner().invoke(args=["export", "indicators"]).output)
    found = headline(rows, "GAP_5_2")
    assert (found["OBS_VALUE"], found["OBS_STATUS"]) == ("", "O")
    assert "sans objet" in found["COMMENT_OBS"]


def test_a_day_or_a_period_that_cannot_be_read_is_said(app, session):
    session.commit()
    for args in (["--at", "hier"], ["--at", "2030-01-01"], ["--window", "demain"]):
        result = app.test_cli_runner().invoke(args=["export", "indicators", *args])
        assert result.exit_code == 1
        assert "Error: " in result.output or "Erreur" in result.output


def test_another_day_is_for_those_who_sign_in(client, session):
    session.commit()
    assert client.get(f"{PLACE}?at=2025-06-30").status_code in {302, 401, 403}
