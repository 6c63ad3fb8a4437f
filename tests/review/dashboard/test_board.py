"""The whole plan on one page: what the agency reads of it, and what the public does."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
import sqlalchemy as sa
from flask import g
from pypdf import PdfReader

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.indicators.models import IndicatorSheet, Reading
from tests import factories

PATH = "/tableau-de-bord"
PEOPLE = ("1.1", "1.1b", "2.1", "2.2", "3.2", "4.1")


def said(answer) -> str:
    bare = re.sub(r"<(script|title)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    bare = unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", bare)


def part_of(page: str, code: str) -> str:
    """The row of one indicator in the page's words."""
    start = page.index(f" {code} ")
    following = re.search(r" \d\.\db? [A-ZÉ]", page[start + 5 :])
    return page[start : start + 5 + following.start()] if following else page[start:]


@pytest.fixture(autouse=True)
def committees(session):
    """Two CTN: 3 women of 10 (too few to be published), 8 of 16."""
    for code, women, men in (("CTN1", 3, 7), ("CTN2", 8, 8)):
        place = factories.committee(session, code)
        for number in range(women + men):
            holder = factories.person(session, sex=Sex.WOMAN if number < women else Sex.MAN)
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


def close(client, session, code, at="23/11/2026"):
    g.pop("_login_user", None)
    answer = client.post(
        f"/indicateurs/{code}/releves/clore", data={"window": "2024-2026", "at": at}
    )
    assert answer.status_code == 302, answer.text
    session.rollback()


def test_every_indicator_of_the_plan_stands_there_once(session, monitoring):
    page = said(monitoring.get(PATH))
    codes = session.scalars(sa.select(IndicatorSheet.code)).all()
    assert len(codes) == 21
    for code in codes:
        assert page.count(f" {code} ") >= 1, code
    assert "11 sur 26 (42,3 %)" in part_of(page, "1.1")
    assert "cible atteinte" in part_of(page, "1.1")


def test_a_line_without_records_is_unknown_in_words(monitoring):
    assert "? inconnu" in part_of(said(monitoring.get(PATH)), "5.3")


def test_the_figure_of_a_past_day_is_asked_in_the_address(monitoring):
    page = said(monitoring.get(f"{PATH}?at=31/12/2023&window=2024-2026"))
    assert "11 sur 26" not in page
    refused = monitoring.get(f"{PATH}?at=01/01/2030")
    assert refused.status_code == 422
    assert "est à venir" in said(refused)


def test_the_public_reads_of_people_closed_readings_only(session, monitoring, visitor):
    page = said(visitor(PATH))
    for code in PEOPLE:
        assert "Publié une fois un relevé clos" in part_of(page, code), code
        assert "? inconnu" in part_of(page, code), code
    close(monitoring, session, "1.1")
    assert "11 sur 26" in part_of(said(visitor(PATH)), "1.1")


def test_the_public_does_not_choose_a_day(visitor):
    assert "relevés clos" in said(visitor(f"{PATH}?at=31/12/2025", status=403))


def test_what_a_reading_kept_back_is_nowhere_on_the_public_dashboard(session, monitoring, visitor):
    """Two women of three in the agency's staff: under the floor of five."""
    staff = factories.committee(session, "AG", kind="staff")
    for sex in (Sex.WOMAN, Sex.WOMAN, Sex.MAN):
        factories.mandate(session, factories.person(session, sex=sex), staff)
    session.commit()
    inside = part_of(said(monitoring.get(PATH)), "2.1")
    assert "2 sur 3" in inside
    close(monitoring, session, "2.1")
    closed = session.scalars(sa.select(Reading)).one()
    assert (closed.numerator, closed.denominator) == (2, 3)
    outside = part_of(said(visitor(PATH)), "2.1")
    assert "masqué" in outside
    assert "2 sur 3" not in outside
    (row,) = [one for one in visitor(f"{PATH}.json").json["items"] if one["code"] == "2.1"]
    assert (row["numerator"], row["denominator"], row["ratio"]) == (None, None, None)
    assert "masqué" in row["remark"]
    paper = " ".join(page.extract_text() for page in read(visitor(f"{PATH}.pdf")).pages)
    assert "2 sur 3" not in paper


def read(answer) -> PdfReader:
    assert answer.mimetype == "application/pdf"
    return PdfReader(io.BytesIO(answer.data))


def test_closed_readings_draw_the_trend_and_a_correction_replaces(session, monitoring):
    close(monitoring, session, "1.1", at="31/12/2025")
    page = monitoring.get(PATH)
    assert "<polyline" in page.text
    assert page.text.count("31/12/2025") == 1


def test_the_paper_is_tagged_and_says_the_same(monitoring):
    paper = read(monitoring.get(f"{PATH}.pdf"))
    root = paper.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "11 sur 26" in words
    for code in ("1.1b", "3.4", "6.3"):
        assert code in words


def test_the_file_holds_both_counts_of_each_line(monitoring):
    answer = monitoring.get(f"{PATH}.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    row = next(one for one in rows if one[0] == "1.1")
    assert row[4:6] == ["11", "26"]
    assert {one[0] for one in rows[1:]} >= {"1.1", "1.1b", "5.3", "6.3"}


def test_the_page_asks_as_much_for_few_records_as_for_many(session, monitoring, count_queries):
    def asked() -> int:
        monitoring.get(PATH)
        count_queries.statements.clear()
        with count_queries:
            monitoring.get(PATH)
        return count_queries.count

    few = asked()
    for number in range(3, 9):
        place = factories.committee(session, f"CTN{number}")
        for _seat in range(5):
            factories.mandate(session, factories.person(session, sex=Sex.WOMAN), place)
    session.commit()
    assert asked() == few
