"""A reading keeps what it counted; the latest day speaks for an indicator."""

from __future__ import annotations

from datetime import date

import pytest
from flask import g

from catalogue.committees.models import ParticipationCount
from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from review.indicators.models import Reading
from review.indicators.registry import INDICATORS
from tests import factories

TODAY = "23/11/2026"


@pytest.fixture
def monitoring(session, sign_in):
    account = factories.account(session, Role.MONITORING)
    session.commit()
    return sign_in(account)


@pytest.fixture
def visitor(app):
    def get(path):
        g.pop("_login_user", None)
        return app.test_client().get(path)

    return get


def close(client, session, code, at=TODAY, window="2024-2026"):
    g.pop("_login_user", None)
    answer = client.post(f"/indicateurs/{code}/releves/clore", data={"window": window, "at": at})
    assert answer.status_code == 302, answer.text
    session.rollback()
    return answer.location


def seats(session, code, *, women, men, undeclared=0, since=date(2020, 1, 1)):
    place = factories.committee(session, code)
    for sex, number in ((Sex.WOMAN, women), (Sex.MAN, men), (Sex.UNDECLARED, undeclared)):
        for _one in range(number):
            person = factories.person(session, sex=sex)
            factories.mandate(session, person, place, valid_from=since)
    session.commit()
    return place


@pytest.mark.parametrize("code", sorted(INDICATORS))
def test_each_closed_reading_opens_with_its_records(session, monitoring, code):
    seats(session, "CTN1", women=6, men=7)
    assert monitoring.get(f"/indicateurs/{code}").status_code == 200
    address = close(monitoring, session, code)
    page = monitoring.get(address)
    assert page.status_code == 200
    assert monitoring.get(f"{address}/corriger").status_code == 200
    assert "Les fiches comptées" in page.text
    assert monitoring.get(f"/api/v1/indicators/{code}").json.keys() >= {"records", "lines"}


def test_the_list_of_references_and_the_counts_without_names_are_kept(session, monitoring):
    session.add(
        ReferenceEntry(
            body_code="ISO",
            reference="ISO 53800",
            reference_key="iso53800",
            sort_key="iso53800",
            folded_text="",
            title_fr="Égalité entre les femmes et les hommes",
            relevance=Relevance.PRINCIPAL,
            evidence_kind=EvidenceKind.STAFF,
        )
    )
    place = seats(session, "CTN1", women=6, men=7)
    session.add(
        ParticipationCount(
            committee_id=place.id,
            counted_on=date(2026, 1, 10),
            source="Feuille de présence",
            women=3,
            men=4,
            undeclared=0,
            vacant=1,
        )
    )
    session.commit()
    close(monitoring, session, "5.1")
    close(monitoring, session, "1.1")
    entries, mandates = session.query(Reading).order_by(Reading.id).all()
    assert len(entries.records) == entries.numerator
    assert any(one["reference"] == "ISO 53800" for one in entries.records)
    (counted,) = [one for one in mandates.records if "count_id" in one]
    named = [one for one in mandates.records if "mandate_id" in one]
    women = sum(one["sex"] == Sex.WOMAN.value for one in named) + counted["women"]
    assert women == mandates.numerator == 9
    assert "Feuille de présence" in monitoring.get(f"/indicateurs/releves/{mandates.id}").text


def test_an_older_day_closed_late_does_not_speak_for_the_indicator(session, monitoring, visitor):
    seats(session, "CTN1", women=6, men=9)
    seats(session, "CTN2", women=20, men=9, since=date(2026, 1, 1))
    close(monitoring, session, "1.1")
    close(monitoring, session, "1.1", at="30/06/2025")
    close(monitoring, session, "1.1", window="2026")
    told = visitor("/api/v1/indicators/1.1").json
    assert (told["at"], told["window"]) == ("2026-11-23", "2024-2026")
    assert (told["numerator"], told["denominator"]) == (26, 44)
    page = visitor("/indicateurs/1.1").text
    assert "23 novembre 2026" in page or "23/11/2026" in page


def test_no_share_is_given_where_too_few_have_declared(session, monitoring, visitor):
    seats(session, "CTN1", women=20, men=20)
    seats(session, "CTN2", women=8, men=9, undeclared=30)
    close(monitoring, session, "1.1")
    board = visitor("/tableau-de-bord").text
    assert "32,2" not in board
    assert "49,1" not in board, "the share of 28 of 57"
    assert "n’ont pas déclaré leur sexe" in board
    row = next(
        one for one in visitor("/tableau-de-bord.json").json["items"] if one["code"] == "1.1"
    )
    assert (row["numerator"], row["denominator"], row["ratio"]) == (28, 57, None)
    assert row["state"] == "unknown"
    for page in (monitoring.get("/indicateurs/1.1"), visitor("/indicateurs/1.1")):
        assert "pas donnée" in page.text
        assert "47,1" not in page.text
    file = monitoring.get("/indicateurs/1.1.csv").get_data(as_text=True)
    assert "0,470588" not in file
    assert "trop de personnes" in file
