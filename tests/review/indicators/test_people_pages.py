"""Who reads what of the figures about people: live, closed, published, on screen and in files."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
import sqlalchemy as sa
from flask import g

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.indicators.models import Reading
from tests import factories

W, M = Sex.WOMAN, Sex.MAN


def said(answer) -> str:
    bare = unescape(re.sub(r"<[^>]+>", " ", answer.text))
    bare = bare.replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", bare).replace(" .", ".")


@pytest.fixture(autouse=True)
def committees(session):
    """Three CTN: 1 woman of 10, 8 of 16, 9 of 21. Pooled 18 of 47."""
    for code, women, men in (("CTN1", 1, 9), ("CTN2", 8, 8), ("CTN3", 9, 12)):
        place = factories.committee(session, code)
        for number in range(women + men):
            holder = factories.person(session, sex=W if number < women else M)
            factories.mandate(session, holder, place)
    session.commit()


@pytest.fixture
def monitoring(session, sign_in):
    account = factories.account(session, Role.MONITORING)
    session.commit()
    return sign_in(account)


@pytest.fixture
def visitor(app, session):
    def get(path, status=200):
        session.commit()
        g.pop("_login_user", None)
        answer = app.test_client().get(path)
        assert answer.status_code == status, answer.text
        return answer

    return get


@pytest.fixture
def closed(session, monitoring):
    def close(code="1.1", at="23/11/2026"):
        answer = monitoring.post(
            f"/indicateurs/{code}/releves/clore", data={"window": "2024-2026", "at": at}
        )
        assert answer.status_code == 302, answer.text
        session.rollback()
        return session.scalars(sa.select(Reading).order_by(Reading.id.desc())).first()

    return close


def test_inside_every_figure_leads_to_its_mandates(monitoring):
    page = said(monitoring.get("/indicateurs/1.1"))
    assert "18 sur 47" in page
    assert "38,3 %" in page
    assert "cible atteinte" in page
    assert "47 mandats" in page
    assert "CTN1 – Céréales et dérivés" in page
    balance = said(monitoring.get("/indicateurs/4.1"))
    assert "il manque 1 femme" in balance  # 40 % of 47 is 18.8


def test_the_pages_of_mandates_can_be_turned(monitoring):
    assert "de la 26 à la 47" in said(monitoring.get("/indicateurs/1.1?page=2"))


def test_without_an_account_nothing_before_a_reading_is_closed(visitor):
    for path in ("/indicateurs/1.1", "/indicateurs/4.1"):
        page = said(visitor(path))
        assert "publiés une fois le relevé clos" in page
        assert "18 sur 47" not in page
    visitor("/indicateurs/1.1.csv", 404)
    visitor("/api/v1/indicators/1.1", 404)


def test_a_closed_reading_is_public_without_its_small_cells(closed, visitor):
    reading = closed()
    assert (reading.numerator, reading.denominator, len(reading.records)) == (18, 47, 47)
    for path in ("/indicateurs/1.1", f"/indicateurs/releves/{reading.id}"):
        page = said(visitor(path))
        assert "18 sur 47" in page
        assert "masqué" in page
        assert "CTN3 – Chimie et environnement 9 12" in page
        assert not re.search(r"Céréales et dérivés 1\b", page)
        assert "47 mandats" not in page
    answer = visitor("/api/v1/indicators/1.1").json
    (places,) = [one for one in answer["crossings"] if one["name"] == "place"]
    shown = {row["key"]: row["women"] for row in places["rows"]}
    assert [value for key, value in shown.items() if key.startswith("c")].count(None) >= 2
    assert "size" not in json.dumps(answer)
    assert "records" not in answer
    assert answer["closed_on"] == "2026-11-23"


def test_the_files_hide_what_the_page_hides(closed, visitor):
    closed()
    text = visitor("/indicateurs/1.1.csv").text
    row = next(line for line in text.splitlines() if "CTN1" in line)
    assert ";;" in row
    assert "masqué" in row
    assert visitor("/indicateurs/1.1.xlsx").data.startswith(b"PK")
    assert visitor("/indicateurs/1.1.json").json["total"] > 5
    visitor("/indicateurs/1.1/mandats.csv", 302)


def test_inside_the_files_hold_everything(monitoring):
    text = monitoring.get("/indicateurs/1.1.csv").text
    row = next(line for line in text.splitlines() if "CTN1" in line)
    assert ";1;10;0,1;0;0;" in row
    mandates = monitoring.get("/indicateurs/1.1/mandats.json").json
    assert mandates["total"] == 47
    assert mandates["items"][0]["sex"] in {"femme", "homme"}


def test_other_days_are_for_those_who_sign_in(closed, visitor):
    closed()
    assert "compte" in said(visitor("/indicateurs/4.2?at=01/01/2026", 403))
    visitor("/api/v1/indicators/1.1?at=2026-01-01", 403)
    visitor("/api/v1/indicators/5.2?at=2026-01-01")


def test_programs_ask_any_day_once_signed_in(monitoring):
    answer = monitoring.get("/api/v1/indicators/1.1?at=2026-06-30&window=2026").json
    assert (answer["numerator"], answer["denominator"], answer["at"]) == (18, 47, "2026-06-30")
    assert (answer["formula"], answer["window"], answer["target_exact"]) == ("1", "2026", "3/10")
    assert answer["interval_exact"] == ["18/47", "18/47"]
    assert len(answer["records"]) == 47
    assert set(answer["records"][0]) == {
        "mandate_id",
        "person_id",
        "committee",
        "kind",
        "role",
        "titular",
        "sex",
    }
    assert monitoring.get("/api/v1/indicators/1.1?at=2024-02-31").status_code == 422
    assert monitoring.get("/api/v1/indicators/9.9").status_code == 404


def test_a_day_to_come_is_refused_beside_its_question(monitoring):
    answer = monitoring.get("/indicateurs/1.1?at=31/12/2026")
    assert answer.status_code == 422
    assert "est à venir" in said(answer)


def test_closing_twice_changes_nothing_and_a_correction_stands_beside(session, closed, monitoring):
    first = closed()
    again = closed()
    assert again.id == first.id
    reason = "Un mandat de janvier avait été oublié."
    url = f"/indicateurs/releves/{first.id}/corriger"
    refused = monitoring.post(url, data={"reason": reason})
    assert "rien à corriger" in said(refused)
    place = factories.committee(session, "CTN3")
    factories.mandate(session, factories.person(session, sex=W), place)
    session.commit()
    answer = monitoring.post(url, data={"reason": reason}, follow_redirects=True)
    assert "19 sur 48" in said(answer)
    assert "a été corrigé depuis" in said(monitoring.get(f"/indicateurs/releves/{first.id}"))


def test_a_correction_gives_no_small_cell_away(session, closed, monitoring):
    """CTN2, hidden to cover CTN1, stays hidden in the correction of another committee."""
    first = closed()
    place = factories.committee(session, "CTN3")
    factories.mandate(session, factories.person(session, sex=W), place)
    session.commit()
    monitoring.post(
        f"/indicateurs/releves/{first.id}/corriger", data={"reason": "Un mandat oublié."}
    )
    hidden = []
    session.rollback()
    for reading in session.scalars(sa.select(Reading)):
        (places,) = [
            one for one in reading.companions["published"]["crossings"] if one["name"] == "place"
        ]
        hidden.append({row["key"] for row in places["rows"] if row["women"] is None})
    assert hidden[0] == hidden[1]
    assert len(hidden[0]) == 2


def test_a_reading_keeps_no_name(closed):
    reading = closed()
    frozen = json.dumps([reading.records, reading.companions])
    assert "Prénom" not in frozen
    assert "Nom" not in frozen


def test_lists_without_history_close_as_of_today(monitoring):
    answer = monitoring.post(
        "/indicateurs/5.1/releves/clore", data={"window": "2024-2026", "at": "01/06/2026"}
    )
    assert answer.status_code == 422
    assert "telle qu’elle est aujourd’hui" in said(answer)


@pytest.mark.parametrize(
    "path", ["/indicateurs/1.1", "/indicateurs/2.1", "/indicateurs/4.1", "/indicateurs/4.2"]
)
def test_a_page_costs_the_same_for_few_and_many(session, monitoring, count_queries, path):
    def cost():
        session.commit()
        monitoring.get(path)
        count_queries.statements.clear()
        with count_queries:
            assert monitoring.get(path).status_code == 200
        return count_queries.count

    few = cost()
    place = factories.committee(session, "CTN4")
    for _ in range(40):
        factories.mandate(session, factories.person(session, sex=W), place)
    assert cost() == few <= 13
