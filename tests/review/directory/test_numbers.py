"""A number of people is read whole; a percentage is never taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.directory.numbers import BARE_SHARE, NOT_A_NUMBER, read_number
from review.directory.vocabulary import MOST_NUMBER


@given(st.integers(0, MOST_NUMBER), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_a_number_is_read_as_it_is_written(number, space):
    assert read_number(f"{number:,}".replace(",", space)) == number


@given(st.text(max_size=12))
def test_nothing_else_than_a_number_gives_one(text):
    found = read_number(text)
    if isinstance(found, int):
        assert 0 <= found <= MOST_NUMBER
        assert "%" not in text


@pytest.mark.parametrize("text", ["30 %", "30%", "30 pour cent", "30,5 %"])
def test_a_bare_share_asks_for_numbers(text):
    assert read_number(text) is BARE_SHARE


@pytest.mark.parametrize("text", ["trente", "-3", "3,5", "9999999", "²"])
def test_what_is_no_number_says_how_to_write_one(text):
    assert read_number(text) is NOT_A_NUMBER


def test_nothing_written_is_nothing_known():
    assert read_number("  ") is None
