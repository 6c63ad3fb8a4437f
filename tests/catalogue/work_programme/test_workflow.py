"""Which stage may follow which, and which act on the status is possible."""

import pytest

from catalogue.shipped_lists import rows_of
from catalogue.work_programme.vocabulary import TAG_LABELS, WorkItemStatus
from catalogue.work_programme.workflow import (
    HOMOLOGATION,
    TRANSITIONS,
    abandon_code,
    acts_for,
    may_stand_in,
    reason_needed,
    steps_from,
)

CODES = [row["code"] for row in rows_of("stages.csv")]


@pytest.mark.parametrize(
    ("current", "target"),
    [
        ("20.00", "20.20"),
        ("20.00", "20.99"),
        ("20.99", "30.00"),
        ("30.60", "40.20"),
        ("20.00", "30.00"),
        ("40.93", "40.20"),
        ("40.92", "40.00"),
        ("40.92", "30.00"),
        ("50.92", "30.20"),
        ("50.60", "50.99"),
    ],
)
def test_the_usual_way_asks_for_no_reason(current, target):
    assert reason_needed(current, target) is False


@pytest.mark.parametrize(
    ("current", "target"),
    [
        ("20.00", "30.60"),
        ("20.00", "40.20"),
        ("30.20", "50.60"),
        ("40.20", "40.20"),
        ("20.60", "20.20"),
        ("40.60", "40.92"),
        ("40.60", "40.93"),
        ("40.93", "50.00"),
        ("40.92", "30.60"),
    ],
)
def test_what_the_matrix_does_not_expect_asks_for_a_reason(current, target):
    assert reason_needed(current, target) is True


@pytest.mark.parametrize(
    ("current", "target"),
    [
        ("40.20", "30.20"),
        ("40.93", "30.00"),
        ("40.20", "30.92"),
        ("40.20", "40.98"),
        ("40.98", "50.00"),
        ("50.99", "60.00"),
        ("50.99", "60.60"),
        ("60.60", "90.20"),
    ],
)
def test_what_is_an_act_of_its_own_or_goes_back_without_a_decision_is_refused(current, target):
    assert reason_needed(current, target) is None


def test_the_choice_offered_is_what_the_rule_allows():
    offered = {step.code for step in steps_from("40.60", CODES)}
    assert {"40.92", "40.93", "40.99", "50.00"} <= offered
    assert not {"30.00", "40.98", "60.00", "60.60", "90.20"} & offered
    assert steps_from("40.98", CODES) == ()


def test_abandon_has_a_code_until_the_text_is_published():
    assert abandon_code("30.20") == "30.98"
    assert abandon_code("50.99") == "50.98"
    assert abandon_code("60.00") is None
    assert {abandon_code(f"{stage}.00") for stage in ("00", "10", "20", "30", "40", "50")} <= set(
        CODES
    )


def test_a_correction_brings_about_neither_abandon_nor_publication():
    assert may_stand_in("40.20", "30.00")
    assert may_stand_in("60.60", "60.60")
    assert not may_stand_in("60.60", "50.99")
    assert not may_stand_in("40.98", "40.60")


def test_every_act_on_the_status_has_its_button_and_its_words():
    assert acts_for(WorkItemStatus.ACTIVE, "40.20") == ("suspend", "abandon")
    assert acts_for(WorkItemStatus.ACTIVE, "40.60") == ("await_council", "suspend", "abandon")
    assert acts_for(WorkItemStatus.SUSPENDED, "20.00") == ("resume", "abandon")
    assert acts_for(WorkItemStatus.HOMOLOGATED, "60.60") == ()
    assert acts_for(WorkItemStatus.ABANDONED, "20.98") == ()
    tags = {act.tag for act in [*TRANSITIONS.values(), HOMOLOGATION]}
    assert tags <= set(TAG_LABELS)
    assert len({act.slug for act in TRANSITIONS.values()}) == len(TRANSITIONS)
