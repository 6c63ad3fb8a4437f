"""Chairs, reference list, programme, culture: each counts what its line of the plan asks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus, MandateRole, Sex
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import VERIFICATION_LABELS, EvidenceKind, Relevance
from catalogue.work_programme.vocabulary import Forecast, WorkItemStatus
from review.indicators import queries, services
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState, YesNoUnknown
from tests import factories

TODAY = date(2026, 11, 23)


def figure(session, code, at=TODAY):
    asked = services.question(session, at=at, today=TODAY)
    found = services.figure_of(session, queries.sheet_of(session, code), asked)
    assert found is not None
    return found


def beside(found):
    return {str(line.label): line.numerator for line in found.beside}


# --- 4.2 -----------------------------------------------------------------------------------------


def chair(session, code, sex, **facts):
    place = factories.committee(session, code, **facts.pop("committee", {}))
    holder = factories.person(session, sex=sex) if sex else None
    return factories.mandate(session, holder, place, role=MandateRole.CHAIR, **facts)


def technical(found):
    return found.lines[0]


def test_women_among_the_chairs_filled_for_each_kind(session):
    chair(session, "CTN1", Sex.WOMAN)
    chair(session, "CTN2", Sex.MAN)
    chair(session, "CTN3", Sex.MAN)
    chair(session, "GT9", Sex.WOMAN, committee={"kind": CommitteeKind.WORKING_GROUP})
    lines = figure(session, "4.2").lines
    assert [(line.numerator, line.denominator) for line in lines] == [(1, 3), (1, 1), (0, 0)]
    assert lines[0].ratio == Fraction(1, 3)
    assert lines[2].ratio is None


def test_vacant_seats_and_undeclared_sex_stay_outside_the_ratio(session):
    for number in range(1, 6):
        chair(session, f"CTN{number}", Sex.WOMAN if number == 1 else Sex.MAN)
    chair(session, "CTN6", Sex.UNDECLARED)
    chair(session, "CTN7", None)
    found = figure(session, "4.2")
    assert (technical(found).numerator, technical(found).denominator) == (1, 5)
    assert technical(found).ratio == Fraction(1, 5)
    told = beside(found)
    assert [count for label, count in told.items() if "non déclaré" in label] == [1]
    assert told["Présidences vacantes"] == 1
    assert told["Comités dont la présidence n’est pas enregistrée"] == 5


def test_no_percentage_when_too_few_have_declared(session):
    for number in range(1, 5):
        chair(session, f"CTN{number}", Sex.MAN if number < 4 else Sex.UNDECLARED)
    line = technical(figure(session, "4.2"))
    assert (line.numerator, line.denominator, line.ratio) == (0, 3, None)
    assert "pas de pourcentage" in str(line.withheld)


def test_chairs_are_those_of_the_day(session):
    chair(session, "CTN1", Sex.WOMAN, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    chair(session, "CTN1", Sex.MAN, valid_from=date(2026, 1, 1))
    assert technical(figure(session, "4.2", date(2025, 12, 31))).numerator == 1
    assert technical(figure(session, "4.2", date(2026, 1, 1))).numerator == 0


def test_alternates_closed_committees_and_other_bodies_are_not_chairs(session):
    chair(session, "CTN1", Sex.WOMAN, titular=False)
    chair(session, "CTN2", Sex.WOMAN, committee={"status": CommitteeStatus.CLOSED})
    chair(session, "CS", Sex.WOMAN, committee={"kind": CommitteeKind.MONITORING})
    member = factories.person(session, sex=Sex.WOMAN)
    factories.mandate(session, member, factories.committee(session, "CTN3"))
    assert [line.denominator for line in figure(session, "4.2").lines] == [0, 0, 0]


# --- 5.1 -----------------------------------------------------------------------------------------


def entry(session, relevance, **facts):
    row = ReferenceEntry(
        body_code="ISO",
        relevance=relevance,
        evidence_kind=EvidenceKind.STAFF,
        **facts,
    )
    session.add(row)
    session.flush()


def test_potential_entries_are_shown_apart_and_never_counted(session):
    before = figure(session, "5.1").lines[0].numerator
    entry(session, Relevance.PRINCIPAL)
    entry(session, Relevance.SIGNIFICANT)
    entry(session, Relevance.POTENTIAL)
    after = figure(session, "5.1")
    assert after.lines[0].numerator == before + 2
    assert after.lines[0].denominator is None
    apart = [label for label in beside(after) if "jamais compté" in label]
    assert len(apart) == 1


def test_the_list_is_broken_down_by_body_and_by_verification(session):
    account = factories.account(session)
    entry(session, Relevance.PRINCIPAL, verified_by_id=account.id, verified_on=TODAY)
    found = figure(session, "5.1")
    by_body, by_state = found.tables
    counted = found.lines[0].numerator
    for table in (by_body, by_state):
        assert sum(row[1] + row[2] for row in table.rows) == counted, str(table.caption)
    assert [row[0].text for row in by_state.rows] == list(VERIFICATION_LABELS.values())
    assert by_state.rows[0][1] == 1


def test_a_list_without_a_history_is_todays(session):
    assert figure(session, "5.1", date(2025, 1, 1)).on == TODAY


# --- 5.2 -----------------------------------------------------------------------------------------


def needs(session, **facts):
    author = factories.account(session)
    row = NeedsExpression(
        **{
            "state": NeedsState.SUBMITTED,
            "author_id": author.id,
            "created_at": factories.AT,
            "updated_at": factories.AT,
            "submitted_at": factories.AT,
            **facts,
        }
    )
    session.add(row)
    session.flush()
    return row


GENDER_SECTION = {
    "people_concerned": YesNoUnknown.YES,
    "forecast": Forecast.SIGNIFICANT,
    "forecast_reason": "Les transformatrices de karité manient ces presses chaque jour.",
    "differences": ["physique"],
    "sex_disaggregated_data": "INSTAT, enquête 2023",
    "heard": "Deux coopératives de Sikasso.",
    "culture": False,
    "labour": False,
}


def test_items_with_a_complete_gender_section_over_the_programme(session):
    complete = factories.work_item(session, forecast=Forecast.SIGNIFICANT)
    incomplete = factories.work_item(session, forecast=Forecast.PRINCIPAL)
    factories.work_item(session)
    factories.work_item(session, status=WorkItemStatus.ABANDONED)
    needs(session, state=NeedsState.REGISTERED, work_item_id=complete.id, **GENDER_SECTION)
    needs(session, state=NeedsState.REGISTERED, work_item_id=incomplete.id)
    found = figure(session, "5.2")
    assert [(line.numerator, line.denominator) for line in found.lines] == [(1, 3)]
    told = beside(found)
    assert sorted(told.values()) == [0, 0, 0, 1, 1, 1]
    assert told["Sans prévision"] == 1
    assert len(found.tables[1].rows) == 3


# --- 5.4 -----------------------------------------------------------------------------------------


def test_culture_lists_needs_without_a_project_first(session):
    waiting = needs(session, culture=True, culture_detail="Tenues de fête", number="EB-2026-001")
    project = factories.work_item(session)
    became = factories.work_item(session, edition_id=factories.edition(session).id)
    for item in (project, became):
        needs(session, state=NeedsState.REGISTERED, culture=True, work_item_id=item.id)
    needs(session, culture=False)
    needs(session, state=NeedsState.DRAFT, culture=True, submitted_at=None)
    found = figure(session, "5.4")
    assert [line.numerator for line in found.lines] == [1, 1, 1]
    assert len(found.tables[0].rows) == 2
    ((told, detail),) = found.records[0].rows
    assert (str(waiting.number) in told, detail) == (True, "Tenues de fête")


@pytest.mark.parametrize("code", ["5.3"])
def test_nothing_is_invented_for_the_others(session, code):
    asked = services.question(session, at=TODAY, today=TODAY)
    assert services.figure_of(session, queries.sheet_of(session, code), asked) is None
