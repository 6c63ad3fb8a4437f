"""Programs get 5.3 as product_rules §4 says it, from what the database holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from catalogue.records.vocabulary import Correspondence, EditionStatus, Nature
from review.answers.vocabulary import Marker, Rule
from review.assignments.vocabulary import RoundState
from review.decisions.models import TextEquivalence
from tests import factories
from tests.review.indicators.conftest import instant

HOMOLOGATED = date(2025, 6, 15)


def counts(answer):
    return answer["numerator"], answer["denominator"]


def test_the_worked_example(standards, ask):
    standards.worked_example()
    answer = ask(window="2024-2026", at="2026-11-23")
    assert (answer["code"], answer["window"], answer["at"]) == ("5.3", "2024-2026", "2026-11-23")
    assert counts(answer) == (10, 57)
    assert answer["ratio"] == pytest.approx(10 / 57)
    assert answer["ratio_exact"] == "10/57"
    assert (answer["target"], answer["needed"]) == (0.1, 6)
    assert (answer["missing"], answer["met"]) == (0, True)
    assert answer["coverage"] == pytest.approx(50 / 57)
    assert answer["coverage_exact"] == "50/57"
    assert answer["provisional"] is True
    assert answer["pending"] == {"total": 7, "not_examined": 7, "in_progress": 0}
    assert answer["interval"] == pytest.approx([10 / 57, 17 / 57])
    assert answer["interval_exact"] == ["10/57", "17/57"]
    assert answer["examined_only"]["numerator"] == 10
    assert answer["examined_only"]["denominator"] == 50
    assert answer["relevant_only"]["numerator"] == 10
    assert answer["relevant_only"]["denominator"] == 32
    assert answer["relevant_only"]["ratio"] == 0.3125
    assert answer["not_applicable"] is None
    assert (answer["rule"], answer["other_rule"]) == ("strict", None)
    assert len(answer["records"]) == 57
    assert sum(record["counted"] for record in answer["records"]) == 10


def test_each_standard_is_listed_with_how_it_is_known(standards, ask):
    edition = standards.edition(
        reference="NM 01-02-03:2025",
        title_fr="Beurre de karité",
        homologated_on=None,
        cnncq_adopted_on=date(2025, 5, 2),
    )
    standards.mark(edition, "2", date(2025, 7, 1))
    (record,) = ask()["records"]
    assert record == {
        "edition_id": edition.id,
        "url": f"/normes/{edition.id}",
        "reference": "NM 01-02-03:2025",
        "title_fr": "Beurre de karité",
        "homologated_on": "2025-05-02",
        "basis": "council",
        "marker": "2",
        "status": "final",
        "decided_on": "2025-07-01",
        "effective_on": "2025-07-01",
        "rule": "strict",
        "counted": True,
    }


def test_without_a_question_it_is_the_plan_today(standards, ask):
    standards.edition()
    answer = ask()
    assert (answer["window"], answer["at"]) == ("2024-2026", "2026-11-23")


@pytest.mark.parametrize(
    ("window", "bounds", "found"),
    [
        ("2024-2026", ("2024-01-01", "2026-12-31"), 1),
        ("2025", ("2025-01-01", "2025-12-31"), 1),
        ("2026", ("2026-01-01", "2026-12-31"), 0),
        ("rolling-3y", ("2023-11-24", "2026-11-23"), 1),
    ],
)
def test_windows(standards, ask, window, bounds, found):
    standards.edition()
    answer = ask(window=window)
    assert (answer["window_start"], answer["window_end"]) == bounds
    assert answer["denominator"] == found


# --- Sans objet ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked", [{"window": "2026"}, {"at": "2023-12-31"}, {"window": "2024", "at": "2025-01-01"}]
)
def test_nothing_to_divide_by_is_not_zero_percent(standards, ask, asked):
    standards.mark(standards.edition(), "1")
    answer = ask(**asked)
    assert answer["not_applicable"].startswith("Sans objet")
    for name in ("ratio", "coverage", "interval", "met"):
        assert answer[name] is None, name
    assert (answer["missing"], answer["records"]) == (0, [])


# --- Dates ---------------------------------------------------------------------------------------


def test_a_decision_after_homologation_counts_from_its_day(standards, ask):
    edition = standards.edition()
    standards.mark(edition, "1", date(2025, 9, 1))
    before, after = ask(at="2025-08-31"), ask(at="2025-09-01")
    assert (counts(before), counts(after)) == ((0, 1), (1, 1))
    assert before["records"][0]["status"] == "not_examined"


def test_a_tag_by_equivalence_counts_from_the_day_the_texts_were_found_equivalent(
    session, standards, ask
):
    """Decided in March, homologated in June in another version, found equivalent in September."""
    edition = standards.edition()
    tag = standards.mark(edition, "1", date(2025, 3, 1))
    session.add(
        TextEquivalence(
            decision_id=tag.decision_id,
            edition_id=edition.id,
            reason="Une virgule.",
            recorded_at=instant(date(2025, 9, 10)),
            recorded_by_id=factories.account(session).id,
        )
    )
    before, after = ask(at="2025-09-09"), ask(at="2025-09-10")
    assert (counts(before), counts(after)) == ((0, 1), (1, 1))
    assert before["pending"] == {"total": 1, "not_examined": 0, "in_progress": 1}
    assert before["records"][0]["marker"] is None
    [record] = after["records"]
    assert (record["decided_on"], record["effective_on"]) == ("2025-03-01", "2025-09-10")


def test_a_round_under_way_is_in_progress_from_the_day_it_opened(standards, ask):
    standards.round(date(2025, 7, 1), edition=standards.edition())
    assert ask(at="2025-06-30")["pending"]["not_examined"] == 1
    assert ask(at="2025-07-01")["pending"]["in_progress"] == 1


def test_a_round_on_the_item_that_became_the_standard_counts(session, standards, ask):
    edition = standards.edition()
    item = factories.work_item(session, edition_id=edition.id)
    standards.round(date(2025, 5, 1), item=item)
    assert ask()["records"][0]["status"] == "in_progress"


def test_a_round_given_up_leaves_the_standard_not_examined(standards, ask):
    standards.round(date(2025, 7, 1), edition=standards.edition(), state=RoundState.CANCELLED)
    assert ask()["records"][0]["status"] == "not_examined"


def test_a_decision_after_the_window_still_counts_for_its_standards(clock, standards, ask):
    clock.advance(days=120)
    standards.mark(standards.edition(), "1", date(2027, 2, 1))
    assert counts(ask(at="2027-01-31")) == (0, 1)
    assert counts(ask(at="2027-02-01")) == (1, 1)


def test_withdrawn_inside_the_window_is_out_and_after_it_stays(clock, standards, ask):
    clock.advance(days=120)
    standards.edition(withdrawn_on=date(2026, 12, 31))
    standards.edition(withdrawn_on=date(2027, 1, 1))
    assert ask(at="2026-12-30")["denominator"] == 2
    answer = ask(at="2027-03-01")
    assert answer["denominator"] == 1
    assert [one["reason"] for one in answer["excluded"]] == ["withdrawn"]


def test_a_revision_inside_the_window_counts_once_with_its_own_marker(standards, ask):
    first = standards.edition(reference="NM 5-1:2024", homologated_on=date(2024, 3, 1))
    standards.mark(first, "2", date(2024, 3, 2))
    standards.edition(
        reference="NM 5-1:2026",
        nature=Nature.TECHNICAL_REVISION,
        homologated_on=date(2026, 3, 1),
    )
    assert counts(ask(at="2026-02-28")) == (1, 1)
    answer = ask()
    assert counts(answer) == (0, 1)
    assert answer["records"][0]["reference"] == "NM 5-1:2026"
    assert counts(ask(window="2024")) == (1, 1)


def test_a_second_reading_leaves_the_old_marker_until_its_own_decision(standards, ask):
    edition = standards.edition()
    standards.mark(edition, "1", date(2025, 7, 1))
    standards.mark(edition, "0", date(2026, 7, 1))
    assert counts(ask(at="2026-06-30")) == (1, 1)
    assert counts(ask(at="2026-07-01")) == (0, 1)


def test_a_late_entry_changes_what_is_read_for_an_earlier_day(standards, ask):
    standards.mark(standards.edition(), "1")
    assert counts(ask(at="2026-01-31")) == (1, 1)
    standards.edition(homologated_on=date(2025, 12, 1))
    assert counts(ask(at="2026-01-31")) == (1, 2)


@pytest.mark.parametrize(
    ("homologated_on", "inside"),
    [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), 1),
        (date(2026, 11, 23), 1),
        (date(2026, 11, 24), 0),
    ],
)
def test_both_ends_count_and_tomorrow_does_not(standards, ask, homologated_on, inside):
    standards.edition(homologated_on=homologated_on)
    assert ask()["denominator"] == inside


# --- What is not in E ----------------------------------------------------------------------------


def test_adoptions_stand_on_their_own_line(standards, ask):
    adopted = {"base_reference": "ISO 1:2020", "correspondence": Correspondence.IDENTICAL}
    bare = standards.edition(**adopted)
    annexed = standards.edition(national_text="Avant-propos national, 0.2", **adopted)
    standards.mark(bare, "1")
    standards.mark(annexed, "1")
    answer = ask()
    assert answer["denominator"] == 0
    assert (answer["adoptions"]["homologated"], answer["adoptions"]["counted"]) == (2, 1)


def test_a_base_without_a_degree_is_counted_nowhere_and_said(standards, ask):
    standards.edition(base_reference="ISO 1:2020")
    answer = ask()
    assert (answer["denominator"], answer["adoptions"]["homologated"]) == (0, 0)
    assert answer["excluded"][0]["reason"] == "base_without_degree"


def test_other_bodies_and_undone_homologations_are_not_ours(standards, ask):
    factories.edition(standards.session, "ISO 99999:2025", body_code="ISO")
    undone = standards.edition(status=EditionStatus.VOID)
    standards.mark(undone, "2")
    assert ask()["denominator"] == 0


def test_the_other_rule_is_told_when_a_pilot_decision_lies_in_the_window(standards, ask):
    standards.mark(standards.edition(), "1", rule=Rule.PILOT, marker_strict=Marker.NOT_SENSITIVE)
    standards.mark(standards.edition(), "1")
    answer = ask()
    assert answer["numerator"] == 2
    assert answer["other_rule"] == {"rule": "strict", "numerator": 1, "not_kept": 0}


# --- The portfolio -------------------------------------------------------------------------------


def test_the_portfolio_counts_texts_near_their_end_by_marker(session, standards, ask):
    decided = factories.work_item(session, stage_code="50.60", stage_on=date(2026, 3, 1))
    round_ = standards.round(date(2026, 4, 1), item=decided)
    standards.decide(date(2026, 5, 1), "1", round=round_)
    factories.work_item(session, stage_code="40.60", stage_on=date(2026, 3, 1))
    factories.work_item(session, stage_code="30.60", stage_on=date(2026, 3, 1))
    answer = ask()
    assert answer["portfolio"] == {
        "total": 2,
        "by_marker": {"2": 0, "1": 1, "0": 0, "NP": 0, "NE": 1},
    }
    assert ask(at="2026-04-30")["portfolio"]["by_marker"]["NE"] == 2


# --- Refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"at": "2026-11-24"}, "24/11/2026 est à venir"),
        ({"at": "2026-02-31"}, "31/02/2026 n’existe pas"),
        ({"at": "hier"}, "n’est pas une date"),
        ({"window": "hier"}, "n’est pas connue"),
        ({"window": "2026-2024"}, "finit avant de commencer"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(client, asked, said):
    answer = client.get("/api/v1/indicators/5.3", query_string=asked)
    assert answer.status_code == 422
    assert said in answer.json["message"]


def test_a_day_may_be_written_as_people_do(client):
    answer = client.get("/api/v1/indicators/5.3?at=01/06/2026")
    assert answer.json["at"] == "2026-06-01"


def test_a_slow_clock_does_not_make_today_the_future(client):
    today = date(2026, 11, 23)
    for day in (today, today - timedelta(days=1)):
        assert client.get(f"/api/v1/indicators/5.3?at={day}").status_code == 200


# --- The sheets ----------------------------------------------------------------------------------


def test_the_sheets_are_listed_in_the_plans_order(client):
    answer = client.get("/api/v1/indicators").json
    codes = [one["code"] for one in answer["items"]]
    assert answer["total"] == len(codes) == 21
    assert codes[:3] == ["1.1", "1.1b", "1.2"]
    sheet = next(one for one in answer["items"] if one["code"] == "5.3")
    assert (sheet["computed"], sheet["public"], sheet["target_on"]) == (True, True, "2026-12-31")
    computed = {one["code"] for one in answer["items"] if one["computed"]}
    assert computed == {
        *("1.2", "1.4", "6.3"),
        *("1.1", "1.1b", "2.1", "2.2", "3.2", "4.1", "4.2"),
        *("1.3", "2.3", "3.1", "3.3", "3.4", "6.1", "6.2", "6.3"),
        *("5.1", "5.2", "5.3", "5.4"),
    }
    assert "figure" not in sheet


def test_another_day_is_refused_where_the_guide_says_so_and_free_elsewhere(client):
    refused = {
        one["code"]
        for one in client.get("/api/v1/indicators").json["items"]
        if client.get(f"/api/v1/indicators/{one['code']}?at=2026-06-30").status_code == 403
    }
    assert refused == {"1.1", "1.1b", "2.1", "2.2", "2.3", "3.2", "4.1", "4.2"}
    assert client.get("/api/v1/indicators/4.2").status_code == 200


def test_the_interface_describes_itself(client):
    described = client.get("/api/v1/openapi.json").json["paths"]
    assert {"/api/v1/indicators", "/api/v1/indicators/5.3"} <= set(described)


def test_the_number_of_queries_does_not_depend_on_the_standards(standards, ask, count_queries):
    def cost() -> int:
        ask()
        with count_queries:
            count_queries.statements.clear()
            ask()
        return count_queries.count

    for edition in [standards.edition() for _ in range(10)]:
        standards.mark(edition, "1")
    few = cost()
    for edition in [standards.edition() for _ in range(190)]:
        standards.mark(edition, "0")
    assert cost() == few
