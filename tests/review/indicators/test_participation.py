"""Women and men are counted as product_rules §4 says; every expected value is worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from review.indicators.participation import (
    Band,
    Tally,
    band,
    inside_band,
    missing,
    missing_among_new,
    needed,
    pooled,
    reachable,
)

THIRTY, FORTY, TEN, LEAST = Fraction(3, 10), Fraction(2, 5), Fraction(1, 10), Fraction(4, 5)
counts = st.integers(min_value=0, max_value=400)
tallies = st.builds(Tally, counts, counts, counts, counts)
targets = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(99, 100))


def test_the_share_is_pooled_and_never_a_mean_of_shares():
    # CTN A: 1 of 2 (50 %); CTN B: 2 of 18 (11.1 %). Pooled 3/20 = 15 %; the mean would say 30.6 %.
    total = pooled([Tally(1, 1), Tally(2, 16)])
    assert (total.women, total.declared, total.share) == (3, 20, Fraction(3, 20))


def test_undeclared_and_vacant_stay_outside_and_give_coverage_and_bounds():
    # 28 women, 65 men, 7 undeclared, 5 vacant: 28/93; coverage 93/100; bounds 28/100 to 35/100.
    tally = Tally(28, 65, 7, 5)
    assert (tally.share, tally.coverage) == (Fraction(28, 93), Fraction(93, 100))
    assert tally.bounds == (Fraction(28, 100), Fraction(35, 100))
    assert tally.covered(LEAST)


def test_no_percentage_under_the_coverage_asked():
    assert not Tally(3, 4, 2).covered(LEAST)  # 7 of 9 = 77.8 %
    assert Tally(4, 4, 2).covered(LEAST)  # 8 of 10 = 80 %, enough
    assert not Tally().covered(LEAST)


def test_nobody_is_no_share():
    empty = Tally(vacant=4)
    assert (empty.share, empty.coverage, empty.bounds) == (None, None, None)
    assert missing(empty, THIRTY) == 0


@pytest.mark.parametrize(
    ("tally", "target", "asked", "lacking", "among_new"),
    [
        (Tally(1, 6), THIRTY, 3, 2, 2),  # 7 seats: 2.1 → 3. New: (1+2)/9 = 33 %, (1+1)/8 = 25 %
        (Tally(1, 11), TEN, 2, 1, 1),  # 12 chairs: 1.2 → 2. New: 2/13 = 15.4 %
        (Tally(20, 80), THIRTY, 30, 10, 15),  # New: (20+15)/115 = 30.4 %; 14 gives 29.8 %
        (Tally(20, 80), FORTY, 40, 20, 34),  # New: 54/134 = 40.3 %; 33 gives 39.8 %
        (Tally(3, 7), THIRTY, 3, 0, 0),  # exactly 30 %
        (Tally(0, 1), FORTY, 1, 1, 1),  # 1/2 = 50 %
        (Tally(5, 0), FORTY, 2, 0, 0),
    ],
)
def test_what_is_missing_is_a_whole_number_of_women(tally, target, asked, lacking, among_new):
    assert needed(tally, target) == asked
    assert missing(tally, target) == lacking
    assert missing_among_new(tally, target) == among_new


def test_a_place_with_a_man_never_becomes_all_women_by_new_seats():
    assert missing_among_new(Tally(3, 1), Fraction(1)) is None
    assert missing_among_new(Tally(3, 0), Fraction(1)) == 0


def test_one_and_three_seats_cannot_be_inside_the_band():
    assert [size for size in range(30) if not reachable(size)] == [0, 1, 3]


@pytest.mark.parametrize(
    ("tally", "place"),
    [
        (Tally(2, 3), Band.INSIDE),  # 40 %
        (Tally(3, 2), Band.INSIDE),  # 60 %
        (Tally(3, 5), Band.OUTSIDE),  # 37.5 %
        (Tally(5, 3), Band.OUTSIDE),  # 62.5 %
        (Tally(1, 2), Band.UNREACHABLE),
        (Tally(1, 0), Band.UNREACHABLE),
        (Tally(2, 2, 2), Band.NOT_COVERED),  # 4 of 6 declared
        (Tally(0, 0, 3), Band.NOT_COVERED),
        (Tally(vacant=6), Band.EMPTY),
    ],
)
def test_where_a_place_stands_as_to_40_60(tally, place):
    assert band(tally, least=LEAST) is place


def test_places_inside_are_counted_over_those_that_could_be():
    places = [Tally(2, 3), Tally(1, 9), Tally(1, 2), Tally(vacant=3), Tally(2, 2, 2)]
    assert inside_band(places, least=LEAST) == (1, 2)


def test_nobody_counts_less_than_nobody():
    with pytest.raises(ValueError, match="nobody"):
        Tally(-1, 3)


@given(tallies, targets)
def test_one_more_woman_never_lowers_her_share_nor_raises_what_is_missing(tally, target):
    more = tally + Tally(women=1)
    assert more.share >= (tally.share or 0)
    assert missing(more, target) <= missing(tally, target)
    assert missing_among_new(more, target) <= missing_among_new(tally, target)


@given(tallies, st.integers(1, 50), targets)
def test_undeclared_sex_moves_only_coverage_and_bounds(tally, undeclared, target):
    more = tally + Tally(undeclared=undeclared)
    assert more.share == tally.share
    assert (missing(more, target), needed(more, target)) == (
        missing(tally, target),
        needed(tally, target),
    )
    if tally.held:
        assert more.coverage <= tally.coverage
        low, high = tally.bounds
        assert more.bounds[0] <= low
        assert more.bounds[1] >= high


@given(tallies)
def test_the_share_lies_between_the_bounds(tally):
    assume(tally.declared)
    low, high = tally.bounds
    assert low <= tally.share <= high


@given(tallies, st.integers(0, 50))
def test_vacant_seats_move_no_figure(tally, vacant):
    more = tally + Tally(vacant=vacant)
    assert (more.share, more.coverage, more.bounds) == (tally.share, tally.coverage, tally.bounds)


@given(tallies, targets)
def test_as_many_women_as_are_missing_reach_the_target_and_one_less_does_not(tally, target):
    assume(tally.declared)
    lacking = missing(tally, target)
    reached = Fraction(tally.women + lacking, tally.declared)
    assert reached >= target
    if lacking:
        assert Fraction(tally.women + lacking - 1, tally.declared) < target
    new = missing_among_new(tally, target)
    assert Fraction(tally.women + new, tally.declared + new) >= target
    if new:
        assert Fraction(tally.women + new - 1, tally.declared + new - 1) < target


@given(st.lists(tallies, max_size=8))
def test_pooling_is_adding(places):
    total = pooled(places)
    assert total.women == sum(one.women for one in places)
    assert total.held == sum(one.held for one in places)
    assert total == pooled(reversed(places))
