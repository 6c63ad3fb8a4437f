"""Cohen's κ, worked out by hand, and what must hold whatever the counts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.agreement.kappa import Agreement, agreement

answers = st.sampled_from(["0", "1", "2", "NP"])
tables = st.dictionaries(st.tuples(answers, answers), st.integers(0, 40), max_size=16)


def table(*rows: tuple[int, ...]) -> dict[tuple[str, str], int]:
    """Read a square: rows are what the first said, columns what the second said."""
    return {
        (str(first), str(second)): count
        for first, row in enumerate(rows)
        for second, count in enumerate(row)
    }


@pytest.mark.parametrize(
    ("rows", "pairs", "agreed", "kappa"),
    [
        # p_o = 35/50 = 0.7; p_e = (25·30 + 25·20)/50² = 0.5; κ = 0.2/0.5.
        (((20, 5), (10, 15)), 50, 35, Fraction(2, 5)),
        # p_o = 23/30; rows 12, 10, 8; columns 11, 13, 6; p_e = (132 + 130 + 48)/900 = 310/900;
        # κ = (690 − 310)/(900 − 310) = 380/590.
        (((10, 2, 0), (1, 8, 1), (0, 3, 5)), 30, 23, Fraction(38, 59)),
        # Never the same, each half the time: p_o = 0, p_e = 0.5.
        (((0, 10), (10, 0)), 20, 0, Fraction(-1)),
        # No better than chance: p_o = p_e = 0.5.
        (((5, 5), (5, 5)), 20, 10, Fraction(0)),
        # The first always says the same, the second not: p_o = p_e = 0.8.
        (((8, 2), (0, 0)), 10, 8, Fraction(0)),
        (((3, 0), (0, 4)), 7, 7, Fraction(1)),
    ],
)
def test_worked_by_hand(rows, pairs, agreed, kappa):
    assert agreement(table(*rows)) == Agreement(pairs, agreed, kappa)


def test_without_object_when_chance_alone_always_agrees():
    found = agreement({("1", "1"): 12})
    assert (found.pairs, found.raw, found.kappa) == (12, Fraction(1), None)


def test_without_a_pair_there_is_nothing_to_say():
    for empty in ({}, {("1", "0"): 0}):
        found = agreement(empty)
        assert (found.pairs, found.raw, found.kappa, found.small) == (0, None, None, False)


def test_few_pairs_are_said_to_be_few():
    assert agreement({("1", "1"): 29}).small
    assert not agreement({("1", "1"): 30}).small


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        agreement({("1", "0"): -1})


@given(tables)
def test_bounds(pairs):
    found = agreement(pairs)
    if found.kappa is None:
        said = {one for key, count in pairs.items() if count for one in key}
        assert len(said) <= 1
        return
    assert found.raw is not None
    assert -1 <= found.kappa <= found.raw <= 1
    assert (found.kappa == 1) == (found.raw == 1)


@given(tables)
def test_the_order_of_the_two_readers_does_not_matter(pairs):
    turned = {(second, first): count for (first, second), count in pairs.items()}
    assert agreement(turned) == agreement(pairs)


@given(tables, st.permutations(["0", "1", "2", "NP"]))
def test_the_names_of_the_answers_do_not_matter(pairs, names):
    other = dict(zip(["0", "1", "2", "NP"], names, strict=True))
    renamed = {(other[a], other[b]): count for (a, b), count in pairs.items()}
    assert agreement(renamed) == agreement(pairs)


@given(tables, st.integers(2, 5))
def test_the_same_texts_several_times_over_agree_as_much(pairs, times):
    found, more = agreement(pairs), agreement({key: n * times for key, n in pairs.items()})
    assert (more.raw, more.kappa) == (found.raw, found.kappa)
