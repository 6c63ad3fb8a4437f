"""Worked examples of 1.2 and 1.4, on the day asked and on days before."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
import sqlalchemy as sa

from review.directory.models import DeclaredUniverse, GenderBody, Structure
from review.directory.vocabulary import BodyKind, PlanState, StructureKind, StructureState
from review.indicators.queries import sheet_of
from review.indicators.registry import INDICATORS
from review.indicators.services import figure_of, question
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def figure(session):
    def read(code, at=TODAY):
        session.flush()
        asked = question(session, at=at, today=TODAY)
        return figure_of(session, sheet_of(session, code), asked)

    return read


@pytest.fixture
def eight(session):
    """Six structures of the plan are known in 2024, two more in 2025; one leaves in March 2026."""
    for number in (1, 2):
        session.add(
            Structure(
                name=f"Structure {number}",
                kind=StructureKind.NGO,
                source="Annuaire",
                identified_on=date(2025, 6, 1),
            )
        )
    session.flush()
    gone = session.scalars(sa.select(Structure).where(Structure.name == "Structure 2")).one()
    gone.state, gone.retired_on = StructureState.RETIRED, date(2026, 3, 1)
    gone.retire_reason = "Dissoute"


def declared(session, number, on):
    session.add(
        DeclaredUniverse(
            number=number, scope="Mali", source="Recensement", declared_on=on, recorded_at=NOW
        )
    )


def test_without_a_universe_only_the_count_is_given(figure, eight):
    del eight
    known = figure("1.2").known_by
    assert (known.numerator, known.denominator, known.ratio) == (7, None, None)
    assert "aucun total déclaré" in str(known.not_applicable)


def test_the_universe_in_force_on_the_day(session, figure, eight):
    del eight
    declared(session, 10, date(2025, 1, 1))
    declared(session, 7, date(2026, 2, 1))
    known = figure("1.2", date(2025, 12, 31)).known_by
    assert (known.numerator, known.denominator) == (8, 10)
    assert (known.ratio, known.needed, known.missing) == (Fraction(4, 5), 9, 1)
    assert "Il manque 1." in [str(one) for one in known.said]
    known = figure("1.2", date(2024, 12, 31)).known_by
    assert (known.numerator, known.denominator) == (6, None)
    more = figure("1.2", date(2026, 2, 28)).known_by
    assert (more.numerator, more.denominator, more.missing) == (8, 7, 0)
    assert any("plus de structures identifiées (8)" in str(one) for one in more.said)
    assert (more.ratio, more.met) == (None, None), "eight of fewer is no share, nor a target met"
    now = figure("1.2").known_by
    assert (now.numerator, now.denominator, now.met) == (7, 7, True)
    assert str(now.said[0]) == "Cible : 90 % du total déclaré, soit 7 structures."


def test_bodies_with_a_known_plan_by_kind_the_agency_apart(session, figure):
    known = figure("1.4")
    assert [line.numerator for line in known.lines] == [1, 2]
    beside = {str(line.label): line.numerator for line in known.beside}
    assert beside["Plan de l’Agence elle-même, à part"] == 1
    assert beside["Plans dont la période est finie, parmi eux"] == 2
    assert (known.known_by.missing, known.known_by.met) == (5, False)
    assert "il en manque 4" in str(known.known_by.said[1])
    assert [line.numerator for line in figure("1.4", date(2026, 11, 22)).lines] == [0, 0]
    for number in range(5):
        kind = BodyKind.NATIONAL if number < 4 else BodyKind.REGIONAL
        session.add(
            GenderBody(
                name=f"Organisme {number}",
                kind=kind,
                plan_state=PlanState.KNOWN,
                plan_source="Courrier",
                plan_known_on=TODAY - timedelta(1),
            )
        )
    after = figure("1.4")
    assert [line.numerator for line in after.lines] == [5, 3]
    assert after.known_by.met is True
    assert len(after.known_by.said) == 1


def test_a_closed_reading_keeps_what_was_counted(session, eight):
    del eight
    declared(session, 10, date(2025, 1, 1))
    session.flush()
    asked = question(session, at=TODAY, today=TODAY)
    rows = INDICATORS["1.2"].records(session, asked)
    assert len(rows) == 8
    assert rows[-1]["number"] == 10
    kept = INDICATORS["1.4"].records(session, asked)
    assert {one["agency"] for one in kept} == {True, False}


@pytest.mark.parametrize("code", ["1.2", "1.4"])
def test_the_sheets_page_and_the_index_say_it_without_speaking_of_women(
    code, session, client, eight
):
    del eight
    declared(session, 10, date(2025, 1, 1))
    session.commit()
    page = client.get(f"/indicateurs/{code}")
    assert page.status_code == 200
    assert "Cible" in page.text
    assert "il manque" not in page.text
    assert client.get("/indicateurs").status_code == 200
