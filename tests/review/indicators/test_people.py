"""1.1, 1.1b, 2.1, 2.2 and 4.1 from the register, on any day; expected values are worked by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from catalogue.committees.models import CommitteeMeeting, MeetingAttendance, ParticipationCount
from catalogue.committees.vocabulary import (
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    Sex,
    StakeholderCategory,
)
from review.indicators import queries, services
from tests import factories

TODAY = date(2026, 11, 23)
W, M, U = Sex.WOMAN, Sex.MAN, Sex.UNDECLARED


@pytest.fixture
def figure(session):
    def read(code, at=TODAY, window="2024-2026"):
        asked = services.question(session, at=at, window=window, today=TODAY)
        return services.figure_of(session, queries.sheet_of(session, code), asked)

    return read


@pytest.fixture
def seat(session):
    def give(code, sex, kind=CommitteeKind.TECHNICAL, **facts):
        place = factories.committee(session, code, kind=kind)
        holder = facts.pop("holder", None)
        if holder is None and sex is not None:
            holder = factories.person(session, sex=sex)
        return factories.mandate(session, holder, place, **facts)

    return give


@pytest.fixture
def count(session):
    def note(code, on, women, men, *, undeclared=0, vacant=0):
        place = factories.committee(session, code)
        session.add(
            ParticipationCount(
                committee_id=place.id,
                counted_on=on,
                women=women,
                men=men,
                undeclared=undeclared,
                vacant=vacant,
                source="Feuille de 2025",
            )
        )
        session.flush()

    return note


def beside(found):
    return {str(line.label): (line.numerator, line.denominator) for line in found.beside}


def rows(found, name):
    (table,) = [one for one in found.crossings if one.name == name]
    return {row.key: (row.tally.women, row.tally.men) for row in table.rows}


def test_seats_are_pooled_over_ctn_gt_and_cmn_with_people_beside(session, figure, seat):
    """Three committees: one woman sits in two of them, a man in one, one did not answer."""
    woman = factories.person(session, sex=W)
    seat("CTN1", W, holder=woman)
    seat("GT1", W, CommitteeKind.WORKING_GROUP, holder=woman)
    for _ in range(6):
        seat("CMN1", M, CommitteeKind.MIRROR)
    seat("CTN1", U)
    seat("CTN1", None)
    seat("CTN1", W, titular=False)
    seat("CS", W, CommitteeKind.MONITORING)
    found = figure("1.1")
    known = found.known_by
    assert (known.numerator, known.denominator) == (2, 8)  # 25 %
    assert known.coverage == Fraction(8, 9)
    assert known.bounds == (Fraction(2, 9), Fraction(3, 9))
    assert (known.target, known.needed, known.missing) == (Fraction(3, 10), 3, 1)
    assert known.missing_among_new == 1  # 3 of 9 = 33 %
    told = beside(found)
    assert told["Personnes distinctes, femmes"] == (1, 7)
    assert told["Suppléances tenues par des femmes"] == (1, 1)
    assert told["Sièges vacants"] == (1, None)
    assert told["Sièges dont le sexe n’est pas déclaré"] == (1, None)
    places = rows(found, "place")
    assert (places["technical"], places["working_group"], places["mirror"]) == (
        (1, 0),
        (1, 0),
        (0, 6),
    )


def test_the_figure_is_rebuilt_for_any_day(figure, seat):
    seat("CTN1", M, valid_from=date(2024, 1, 1), valid_to=date(2025, 6, 30))
    seat("CTN1", W, valid_from=date(2025, 7, 1))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1)]
    found = [figure("1.1", day).known_by for day in days]
    assert [(one.numerator, one.denominator) for one in found] == [(0, 0), (0, 1), (0, 1), (1, 1)]


def test_a_closed_committee_counts_until_its_last_day(session, figure, seat):
    seat("CTN1", W)
    factories.committee(
        session, "CTN1", status=CommitteeStatus.CLOSED, closed_on=date(2025, 12, 31)
    )
    assert figure("1.1", date(2025, 12, 31)).known_by.denominator == 1
    assert figure("1.1", date(2026, 1, 1)).known_by.denominator == 0


def test_counts_without_names_are_added_until_the_next_count(figure, seat, count):
    seat("CTN1", W)
    count("CTN1", date(2025, 1, 1), 2, 9, undeclared=1, vacant=3)
    count("CTN1", date(2026, 1, 1), 4, 8)
    assert figure("1.1", date(2024, 12, 31)).known_by.denominator == 1
    found = figure("1.1", date(2025, 12, 31))
    assert (found.known_by.numerator, found.known_by.denominator) == (3, 12)
    assert beside(found)["Sièges vacants"] == (3, None)
    assert beside(found)["Sièges comptés sans nom, dans le total"] == (12, None)
    assert figure("1.1").known_by.denominator == 13


def test_too_few_declared_gives_counts_and_bounds_but_no_percentage(figure, seat):
    for sex in (W, M, M, U):
        seat("CTN1", sex)
    known = figure("1.1").known_by
    assert (known.ratio, known.numerator, known.denominator) == (None, 1, 3)
    assert known.withheld is not None
    assert known.bounds == (Fraction(1, 4), Fraction(1, 2))


def test_nobody_is_sans_objet(figure):
    known = figure("1.1").known_by
    assert known.not_applicable is not None
    assert (known.ratio, known.missing, known.met) == (None, None, None)


def test_roles_and_stakeholders_are_crossed_with_sex(session, figure, seat):
    consumers = factories.organisation(session, category=StakeholderCategory.CONSUMERS)
    trade = factories.organisation(session, category=StakeholderCategory.SMALL_BUSINESS)
    speaker = factories.person(session, sex=W, organisation_id=trade.id)
    seat("CTN1", W, holder=speaker, role=MandateRole.CHAIR)
    seat("CTN1", M, organisation_id=consumers.id)
    seat("CTN1", M)
    found = figure("1.1")
    assert rows(found, "role") == {"chair": (1, 0), "member": (0, 2)}
    assert rows(found, "category") == {
        "small_business": (1, 0),
        "consumers": (0, 1),
        "unknown": (0, 1),
    }


def test_management_is_followed_without_a_target(figure, seat):
    seat("DIR", W, CommitteeKind.MANAGEMENT, post="Direction générale")
    seat("DIR", M, CommitteeKind.MANAGEMENT)
    known = figure("1.1b").known_by
    assert (known.numerator, known.denominator, known.target, known.missing) == (1, 2, None, None)


def test_staff_counts_each_person_once_management_included(session, figure, seat):
    head = factories.person(session, sex=W)
    seat("DIR", W, CommitteeKind.MANAGEMENT, holder=head)
    seat("PER", W, CommitteeKind.STAFF, holder=head)
    for _ in range(4):
        seat("PER", M, CommitteeKind.STAFF)
    seat("PER", None, CommitteeKind.STAFF)
    found = figure("2.1")
    assert (found.known_by.numerator, found.known_by.denominator) == (1, 5)
    assert (found.known_by.needed, found.known_by.missing) == (2, 1)  # 30 % of 5 is 1.5
    assert beside(found)["Postes ou sièges vacants"] == (1, None)


def test_national_experts_are_of_the_register_or_experts_in_a_committee(session, figure, seat):
    both = factories.person(session, sex=W)
    seat("EXP", W, CommitteeKind.EXPERTS, holder=both)
    seat("CTN1", W, holder=both, role=MandateRole.EXPERT)
    seat("CTN1", M, role=MandateRole.EXPERT)
    seat("CTN1", M, role=MandateRole.MEMBER)
    known = figure("2.2").known_by
    assert (known.numerator, known.denominator) == (1, 2)
    assert rows(figure("2.2"), "kind") == {
        "technical": (1, 1),
        "working_group": (0, 0),
        "mirror": (0, 0),
        "experts": (1, 0),
    }


def test_balance_says_which_committees_are_inside_40_60(figure, seat):
    for sex in (W, W, M, M, M):
        seat("CTN1", sex)  # 40 %: inside
    for sex in (W, M, M, M, M):
        seat("CTN2", sex)  # 20 %: outside
    for sex in (W, M, M):
        seat("CTN3", sex)  # three seats cannot be inside
    for sex in (W, M, U, U):
        seat("CTN4", sex)  # half have declared
    found = figure("4.1")
    known = found.known_by
    assert (known.numerator, known.denominator) == (5, 15)
    assert (known.target, known.needed, known.missing) == (Fraction(2, 5), 6, 1)
    told = beside(found)
    assert told["Comités dans l’équilibre 40/60, sur ceux qu’on peut juger"] == (1, 2)
    assert told["Comités : taille qui ne permet pas 40/60 (1 ou 3)"] == (1, None)
    assert told["Comités : trop de sexes non déclarés pour juger"] == (1, None)


def test_both_targets_of_the_plan_are_kept(figure, seat):
    for sex in (W, W, W, M, M, M, M, M, M, M):
        seat("CTN1", sex)
    assert figure("1.1").known_by.met is True  # 30 %
    assert (figure("4.1").known_by.met, figure("4.1").known_by.missing) == (False, 1)


def test_presences_flow_over_the_period_and_stay_beside(session, figure, seat):
    mandate = seat("CTN1", W)
    for held_on, women, men in ((date(2025, 3, 1), 2, 5), (date(2026, 3, 1), 1, 1)):
        meeting = CommitteeMeeting(
            committee_id=mandate.committee_id, held_on=held_on, women=women, men=men, source="PV"
        )
        session.add(meeting)
        session.flush()
        session.add(MeetingAttendance(meeting_id=meeting.id, person_id=mandate.person_id))
    session.flush()
    of_2025 = beside(figure("1.1", window="2025"))
    assert of_2025["Présences de femmes aux réunions, période 2025"] == (3, 8)
    whole = beside(figure("1.1"))
    assert whole["Présences de femmes aux réunions, période 2024-2026"] == (5, 11)
    before = beside(figure("1.1", at=date(2025, 12, 31)))
    assert before["Présences de femmes aux réunions, période 2024-2026"] == (3, 8)


def test_the_cost_does_not_grow_with_the_mandates(session, seat, count_queries):
    def cost():
        session.flush()
        session.expire_all()
        asked = services.question(session, today=TODAY)
        count_queries.statements.clear()
        with count_queries:
            services.every_figure(session, asked)
        return count_queries.count

    seat("CTN1", W)
    few = cost()
    for number in range(40):
        seat(f"CTN{number % 8 + 1}", W if number % 3 else M)
    assert cost() == few
