"""Indicator 5.3 counts what product_rules §4 says, at every date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.indicators.membership import EditionFact, MarkerTag
from review.indicators.standards_developed import (
    PortfolioItem,
    StandardsDeveloped,
    compute,
)
from review.indicators.vocabulary import (
    ExclusionReason,
    HomologationBasis,
    PeriodError,
    RecordStatus,
)

TODAY = date(2027, 3, 1)
HOMOLOGATED = date(2025, 6, 15)
numbers = count(1)


def edition(**changed: Any) -> EditionFact:
    """Make a national standard homologated in the window, not examined."""
    number = next(numbers)
    return replace(
        EditionFact(
            edition_id=number,
            identifier=f"NM {number}",
            reference=f"NM {number}:2025",
            title_fr="Beurre de karité",
            nature="new",
            homologated_on=HOMOLOGATED,
        ),
        **changed,
    )


def tag(marker: str, decided_on: date = HOMOLOGATED, **changed: Any) -> MarkerTag:
    return MarkerTag(marker, decided_on, **changed)


def read(*facts: EditionFact, **asked: Any) -> StandardsDeveloped:
    return compute(facts, **{"window": "2024-2026", "today": TODAY} | asked)


def counts(result: StandardsDeveloped) -> tuple[int, int]:
    return result.numerator, result.denominator


def reasons(result: StandardsDeveloped) -> list[tuple[int, ExclusionReason]]:
    return [(each.edition_id, each.reason) for each in result.excluded]


# --- The worked example --------------------------------------------------------------------------


def worked_example() -> list[EditionFact]:
    markers = ["NP"] * 18 + ["0"] * 22 + ["1"] * 8 + ["2"] * 2
    return [edition() for _ in range(7)] + [edition(tags=(tag(marker),)) for marker in markers]


def test_the_worked_example() -> None:
    result = read(*worked_example())
    assert result.headline.ratio == Fraction(10, 57)
    assert f"{float(Fraction(10, 57)):.1%}" == "17.5%"
    assert result.interval == (Fraction(10, 57), Fraction(17, 57))
    assert f"{float(Fraction(17, 57)):.1%}" == "29.8%"
    assert (result.examined_only.numerator, result.examined_only.denominator) == (10, 50)
    assert (result.relevant_only.numerator, result.relevant_only.denominator) == (10, 32)
    assert (result.coverage.numerator, result.coverage.denominator) == (50, 57)
    assert result.provisional
    assert (result.pending.not_examined, result.pending.in_progress) == (7, 0)
    assert (result.needed, result.missing, result.met) == (6, 0, True)
    assert result.not_applicable is None
    assert len(result.records) == 57
    assert sum(record.counted for record in result.records) == 10
    assert result.excluded == ()
    assert result.other_rule is None


# --- Target --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "counted", "needed", "missing", "met"),
    [
        (57, 5, 6, 1, False),
        (57, 6, 6, 0, True),
        (40, 4, 4, 0, True),
        (40, 0, 4, 4, False),
        (1, 0, 1, 1, False),
        (10, 3, 1, 0, True),
    ],
)
def test_the_target_is_met_by_whole_standards(
    total: int, counted: int, needed: int, missing: int, met: bool
) -> None:
    facts = [edition(tags=(tag("1" if i < counted else "0"),)) for i in range(total)]
    result = read(*facts)
    assert (result.needed, result.missing, result.met) == (needed, missing, met)


def test_another_target_is_a_setting() -> None:
    result = read(edition(tags=(tag("1"),)), edition(), target=Fraction(1))
    assert (result.needed, result.missing, result.met) == (2, 1, False)


# --- Coverage and pending ------------------------------------------------------------------------


@pytest.mark.parametrize(("examined", "provisional"), [(8, True), (9, False), (10, False)])
def test_a_figure_is_provisional_below_90_percent(examined: int, provisional: bool) -> None:
    facts = [edition(tags=(tag("0"),)) for _ in range(examined)]
    facts += [edition() for _ in range(10 - examined)]
    assert read(*facts).provisional is provisional


def test_pending_tells_who_is_being_read() -> None:
    reading = edition(in_review_since=date(2025, 7, 1))
    result = read(reading, edition(), edition(tags=(tag("NP"),)))
    assert (result.pending.not_examined, result.pending.in_progress) == (1, 1)
    assert result.pending.total == 2
    assert result.interval == (Fraction(0), Fraction(2, 3))
    assert {record.status for record in result.records} == set(RecordStatus)
    marker_by_status = {record.status: record.marker for record in result.records}
    assert marker_by_status == {
        RecordStatus.FINAL: "NP",
        RecordStatus.IN_PROGRESS: None,
        RecordStatus.NOT_EXAMINED: None,
    }


def test_a_round_opened_later_is_not_yet_known() -> None:
    reading = edition(in_review_since=date(2025, 9, 1))
    assert read(reading, at=date(2025, 8, 31)).pending.not_examined == 1
    assert read(reading, at=date(2025, 9, 1)).pending.in_progress == 1


def test_not_relevant_only_leaves_no_relevant_share() -> None:
    result = read(edition(tags=(tag("NP"),)))
    assert result.relevant_only.ratio is None
    assert result.headline.ratio == 0


# --- Sans objet ----------------------------------------------------------------------------------


def assert_not_applicable(result: StandardsDeveloped) -> None:
    assert counts(result) == (0, 0)
    assert str(result.not_applicable).startswith("Sans objet")
    assert result.headline.ratio is None
    assert result.interval is None
    assert result.coverage.ratio is None
    assert result.met is None
    assert not result.provisional
    assert (result.needed, result.missing) == (0, 0)
    assert result.records == ()


def test_no_standard_is_not_0_percent() -> None:
    assert_not_applicable(read())
    assert_not_applicable(read(edition(nature="corrigendum")))


def test_before_the_window_nothing_can_be_said() -> None:
    result = read(edition(tags=(tag("1"),)), at=date(2023, 12, 31))
    assert_not_applicable(result)
    assert "01/01/2024" in str(result.not_applicable)


def test_on_the_first_day_of_the_window_one_counts() -> None:
    first = edition(homologated_on=date(2024, 1, 1))
    assert counts(read(first, at=date(2024, 1, 1))) == (0, 1)


def test_the_future_is_refused() -> None:
    with pytest.raises(PeriodError, match="à venir"):
        read(edition(), at=TODAY + timedelta(days=1))


def test_today_is_the_day_unless_told() -> None:
    assert read(edition()).at == TODAY


# --- Dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("homologated_on", "inside"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_both_ends_of_the_window_count(homologated_on: date, inside: bool) -> None:
    assert read(edition(homologated_on=homologated_on)).denominator == inside


def test_a_standard_homologated_after_the_reading_is_not_seen() -> None:
    assert read(edition(), at=HOMOLOGATED - timedelta(days=1)).denominator == 0
    assert read(edition(), at=HOMOLOGATED).denominator == 1


def test_a_decision_before_the_homologation_holds() -> None:
    early = edition(tags=(tag("1", HOMOLOGATED - timedelta(days=60)),))
    assert counts(read(early)) == (1, 1)


def test_a_decision_after_the_homologation_counts_from_its_day() -> None:
    decided = date(2025, 9, 1)
    late = edition(tags=(tag("2", decided),), in_review_since=date(2025, 7, 1))
    before = read(late, at=decided - timedelta(days=1))
    assert counts(before) == (0, 1)
    assert before.pending.in_progress == 1
    assert counts(read(late, at=decided)) == (1, 1)


def test_a_decision_after_the_window_still_counts_for_its_standards() -> None:
    late = edition(tags=(tag("1", date(2027, 2, 1)),))
    assert counts(read(late, at=date(2027, 1, 31))) == (0, 1)
    assert counts(read(late, at=date(2027, 2, 1))) == (1, 1)


def test_a_later_round_leaves_the_old_marker_until_its_own_decision() -> None:
    again = edition(
        tags=(tag("1", date(2025, 7, 1)), tag("0", date(2026, 7, 1))),
        in_review_since=date(2025, 6, 20),
    )
    assert counts(read(again, at=date(2026, 6, 30))) == (1, 1)
    assert counts(read(again, at=date(2026, 7, 1))) == (0, 1)


def test_decisions_are_ordered_by_their_day_not_by_their_place() -> None:
    mixed = edition(tags=(tag("0", date(2026, 7, 1)), tag("1", date(2025, 7, 1))))
    assert counts(read(mixed)) == (0, 1)


def test_of_two_decisions_on_one_day_the_last_recorded_stands() -> None:
    corrected = edition(tags=(tag("1"), tag("0")))
    assert read(corrected).records[0].marker == "0"


def test_a_standard_withdrawn_inside_the_window_is_out() -> None:
    withdrawn = edition(withdrawn_on=date(2026, 12, 31), tags=(tag("1"),))
    result = read(withdrawn)
    assert counts(result) == (0, 0)
    assert reasons(result) == [(withdrawn.edition_id, ExclusionReason.WITHDRAWN)]


def test_a_standard_withdrawn_after_the_reading_is_still_in() -> None:
    withdrawn = edition(withdrawn_on=date(2026, 5, 1), tags=(tag("1"),))
    assert counts(read(withdrawn, at=date(2026, 4, 30))) == (1, 1)
    assert counts(read(withdrawn, at=date(2026, 5, 1))) == (0, 0)


def test_a_standard_withdrawn_after_the_window_stays() -> None:
    assert counts(read(edition(withdrawn_on=date(2027, 1, 1), tags=(tag("1"),)))) == (1, 1)


def test_a_late_entry_changes_what_is_read_for_an_earlier_day() -> None:
    earlier = date(2026, 1, 31)
    first = edition(tags=(tag("1"),))
    assert counts(read(first, at=earlier)) == (1, 1)
    entered_since = edition(homologated_on=date(2025, 12, 1))
    assert counts(read(first, entered_since, at=earlier)) == (1, 2)


def test_the_council_date_serves_when_the_act_has_none() -> None:
    undated = edition(homologated_on=None, cnncq_adopted_on=date(2025, 5, 2))
    both_dates = edition(cnncq_adopted_on=date(2023, 5, 2))
    result = read(undated, both_dates)
    assert [(record.homologated_on, record.homologation_basis) for record in result.records] == [
        (date(2025, 5, 2), HomologationBasis.COUNCIL),
        (HOMOLOGATED, HomologationBasis.ACT),
    ]


def test_a_text_never_homologated_is_not_seen() -> None:
    result = read(edition(homologated_on=None))
    assert counts(result) == (0, 0)
    assert result.excluded == ()


def test_the_rolling_window_ends_on_the_reading() -> None:
    at = date(2026, 6, 14)
    inside = edition(homologated_on=date(2023, 6, 15))
    outside = edition(homologated_on=date(2023, 6, 14))
    result = read(inside, outside, window="rolling-3y", at=at)
    assert [record.edition_id for record in result.records] == [inside.edition_id]


def test_one_year_is_a_window() -> None:
    other = edition(homologated_on=date(2024, 6, 1))
    assert read(edition(), other, window="2025").denominator == 1


# --- Who is counted ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nature", "reason"),
    [
        ("new", None),
        ("technical_revision", None),
        ("editorial_revision", ExclusionReason.NATURE_DOES_NOT_ENTER),
        ("amendment", ExclusionReason.NATURE_DOES_NOT_ENTER),
        ("corrigendum", ExclusionReason.NATURE_DOES_NOT_ENTER),
        (None, ExclusionReason.NATURE_UNKNOWN),
    ],
)
def test_new_standards_and_technical_revisions_enter(
    nature: str | None, reason: ExclusionReason | None
) -> None:
    result = read(edition(nature=nature))
    assert result.denominator == (reason is None)
    assert [each.reason for each in result.excluded] == ([] if reason is None else [reason])


@pytest.mark.parametrize(
    ("correspondence", "has_base", "line"),
    [
        (None, False, "national"),
        ("NEQ", True, "national"),
        ("IDT", True, "adoption"),
        ("MOD", True, "adoption"),
        (None, True, "nowhere"),
        ("EQV", True, "nowhere"),
        ("EQV", False, "nowhere"),
    ],
)
def test_the_degree_decides_the_line(correspondence: str | None, has_base: bool, line: str) -> None:
    result = read(edition(correspondence=correspondence, has_base=has_base))
    assert result.denominator == (line == "national")
    assert result.adoptions.share.denominator == (line == "adoption")
    expected = [ExclusionReason.BASE_WITHOUT_DEGREE] if line == "nowhere" else []
    assert [each.reason for each in result.excluded] == expected


def test_a_revision_inside_the_window_counts_once_with_its_own_marker() -> None:
    first = edition(homologated_on=date(2024, 3, 1), tags=(tag("2", date(2024, 3, 1)),))
    revised = edition(
        identifier=first.identifier,
        nature="technical_revision",
        homologated_on=date(2026, 3, 1),
    )
    result = read(first, revised)
    assert counts(result) == (0, 1)
    assert result.records[0].edition_id == revised.edition_id
    assert result.records[0].status is RecordStatus.NOT_EXAMINED
    assert reasons(result) == [(first.edition_id, ExclusionReason.LATER_EDITION)]
    assert counts(read(first, revised, at=date(2026, 2, 28))) == (1, 1)


def test_replaced_by_a_revision_after_the_window_stays() -> None:
    first = edition(tags=(tag("1"),), withdrawn_on=date(2027, 2, 1))
    revised = edition(
        identifier=first.identifier,
        nature="technical_revision",
        homologated_on=date(2027, 2, 1),
    )
    assert counts(read(first, revised)) == (1, 1)


def test_a_revision_in_the_window_of_an_older_standard_counts() -> None:
    old = edition(homologated_on=date(2015, 1, 1))
    revised = edition(identifier=old.identifier, nature="technical_revision")
    assert [record.edition_id for record in read(old, revised).records] == [revised.edition_id]


def test_a_revision_that_turns_into_an_adoption_leaves_the_national_line() -> None:
    first = edition(homologated_on=date(2024, 3, 1), tags=(tag("1"),))
    adopted = edition(
        identifier=first.identifier,
        nature="technical_revision",
        correspondence="IDT",
        has_base=True,
    )
    result = read(first, adopted)
    assert counts(result) == (0, 0)
    assert result.adoptions.share.denominator == 1


@pytest.mark.parametrize("nature", ["editorial_revision", "amendment", "corrigendum"])
def test_small_changes_neither_enter_nor_take_the_place(nature: str) -> None:
    first = edition(tags=(tag("1"),))
    change = edition(identifier=first.identifier, nature=nature, homologated_on=date(2026, 1, 10))
    assert [record.edition_id for record in read(first, change).records] == [first.edition_id]


def test_an_editorial_revision_of_an_older_standard_does_not_enter() -> None:
    old = edition(homologated_on=date(2015, 1, 1))
    retouched = edition(identifier=old.identifier, nature="editorial_revision")
    assert read(old, retouched).denominator == 0


def test_a_standard_retouched_is_not_a_standard_withdrawn() -> None:
    first = edition(tags=(tag("1"),), withdrawn_on=date(2026, 1, 10))
    retouched = edition(
        identifier=first.identifier,
        nature="editorial_revision",
        homologated_on=date(2026, 1, 10),
    )
    assert counts(read(first, retouched)) == (1, 1)
    gone = replace(retouched, withdrawn_on=date(2026, 6, 1))
    assert counts(read(first, gone)) == (0, 0)
    amended = replace(retouched, nature="amendment")
    assert counts(read(first, amended)) == (0, 0)


def test_an_older_retouch_does_not_keep_a_withdrawn_standard() -> None:
    retouched_before = edition(nature="editorial_revision", homologated_on=date(2024, 2, 1))
    revised = edition(
        identifier=retouched_before.identifier,
        nature="technical_revision",
        withdrawn_on=date(2026, 1, 10),
    )
    assert counts(read(retouched_before, revised)) == (0, 0)


def test_parts_are_identifiers() -> None:
    parts = [edition(identifier=f"NM 900-{part}") for part in (1, 2)]
    assert read(*parts).denominator == 2


def test_records_stand_in_the_order_of_homologation() -> None:
    later = edition(homologated_on=date(2026, 1, 1))
    earlier = edition(homologated_on=date(2024, 1, 1))
    result = read(later, earlier)
    assert [record.edition_id for record in result.records] == [
        earlier.edition_id,
        later.edition_id,
    ]
    first = result.records[0]
    assert (first.reference, first.title_fr) == (earlier.reference, earlier.title_fr)


# --- Adoptions, other rule, portfolio ------------------------------------------------------------


@pytest.mark.parametrize(
    ("marker", "changed", "counted"),
    [
        ("1", {"national_text": "Avant-propos national, tailles"}, True),
        ("2", {"upstream_assessment": "fiche du comité"}, True),
        ("1", {}, False),
        ("1", {"national_text": "  ", "upstream_assessment": ""}, False),
        ("0", {"national_text": "Avant-propos national"}, False),
        ("NP", {"upstream_assessment": "fiche du comité"}, False),
    ],
)
def test_an_adoption_counts_for_what_was_added(
    marker: str, changed: dict[str, Any], counted: bool
) -> None:
    adopted = edition(correspondence="IDT", has_base=True, tags=(tag(marker),), **changed)
    result = read(adopted)
    assert counts(result) == (0, 0)
    assert result.adoptions.share.numerator == counted
    assert result.adoptions.share.denominator == 1
    assert result.adoptions.records[0].counted is counted
    assert result.adoptions.records[0].marker == marker


def test_an_adoption_not_examined_is_not_counted() -> None:
    adopted = edition(correspondence="MOD", has_base=True, national_text="Annexe nationale")
    assert read(adopted).adoptions.share.numerator == 0


def test_a_pilot_decision_brings_the_strict_figure_beside_it() -> None:
    result = read(
        edition(tags=(tag("1", rule="pilot", other_marker="0"),)),
        edition(tags=(tag("2", rule="pilot", other_marker="2"),)),
        edition(tags=(tag("0", rule="pilot"),)),
        edition(tags=(tag("1", other_marker="1"),)),
        edition(tags=(tag("0", other_marker="1"),)),
        edition(),
    )
    assert counts(result) == (3, 6)
    assert result.other_rule is not None
    assert result.other_rule.rule == "strict"
    assert (result.other_rule.numerator, result.other_rule.unknown) == (2, 0)


def test_a_strict_figure_nobody_kept_is_said_unknown() -> None:
    result = read(edition(tags=(tag("1", rule="pilot"),)))
    assert result.other_rule is not None
    assert (result.other_rule.numerator, result.other_rule.unknown) == (0, 1)


def test_no_other_figure_without_a_pilot_decision_in_the_window() -> None:
    outside = edition(
        homologated_on=date(2023, 1, 1), tags=(tag("1", date(2023, 1, 1), rule="pilot"),)
    )
    replaced = edition(tags=(tag("1", rule="pilot"), tag("1", date(2026, 1, 1), other_marker="1")))
    assert read(edition(tags=(tag("1"),)), outside, replaced).other_rule is None


def test_the_portfolio_shows_what_is_near_its_end() -> None:
    def item(stage: str, marker: str | None = None, on: date | None = None) -> PortfolioItem:
        return PortfolioItem(next(numbers), "Foyer amélioré", stage, marker, on)

    near = [item("40.60", "1"), item("50.00"), item("60.60", "NP", TODAY + timedelta(days=1))]
    far = [item("40.20", "2"), item("00.00"), item("50.98", "1"), item("50.99", "1", TODAY)]
    result = read(portfolio=[*near, *far])
    assert result.portfolio.items == tuple(near)
    assert result.portfolio.by_marker == {"2": 0, "1": 1, "0": 0, "NP": 1, "NE": 1}
    assert counts(result) == (0, 0)


# --- Whatever the records ------------------------------------------------------------------------

days = st.dates(date(2023, 6, 1), date(2027, 6, 1))
some_facts = st.lists(
    st.builds(
        EditionFact,
        edition_id=st.integers(1, 10_000),
        identifier=st.sampled_from(["NM 1", "NM 2-1", "NM 2-2"]),
        reference=st.sampled_from(["NM 1:2024", "NM 1:2025"]),
        nature=st.sampled_from(
            ["new", "technical_revision", "editorial_revision", "amendment", None]
        ),
        correspondence=st.sampled_from([None, "IDT", "NEQ"]),
        has_base=st.booleans(),
        homologated_on=st.none() | days,
        cnncq_adopted_on=st.none() | days,
        withdrawn_on=st.none() | days,
        tags=st.lists(
            st.builds(MarkerTag, st.sampled_from(["2", "1", "0", "NP"]), days), max_size=2
        ).map(tuple),
        in_review_since=st.none() | days,
    ),
    max_size=8,
    unique_by=lambda fact: fact.edition_id,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_facts, days.filter(lambda day: day <= TODAY), st.randoms(use_true_random=False))
def test_the_figures_agree_whatever_the_records(
    facts: list[EditionFact], at: date, random: Any
) -> None:
    result = read(*facts, at=at)
    examined = result.coverage.numerator
    assert 0 <= result.numerator <= result.relevant_only.denominator <= examined
    assert examined + result.pending.total == result.denominator == len(result.records)
    if result.interval is not None:
        lowest, highest = result.interval
        assert 0 <= lowest <= highest <= 1
    identifiers = {fact.edition_id: fact.identifier for fact in facts}
    kept = [record.edition_id for record in (*result.records, *result.adoptions.records)]
    assert len({identifiers[each] for each in kept}) == len(kept)
    cutoff = min(at, result.window.end)
    dated = {fact.edition_id: fact.homologated_on or fact.cnncq_adopted_on for fact in facts}
    in_window = [each for each, on in dated.items() if on and result.window.start <= on <= cutoff]
    assert sorted([*kept, *(each.edition_id for each in result.excluded)]) == sorted(in_window)
    random.shuffle(facts)
    assert read(*facts, at=at) == result
