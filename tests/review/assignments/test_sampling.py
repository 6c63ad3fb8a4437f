"""The draw: anybody gets the same result with the seed, a round's id and sha256sum."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.assignments.sampling import commitment, digest_of, is_drawn

# The seed of the worked example: the SHA-256 of the two letters «NG».
SEED = hashlib.sha256(b"NG").hexdigest()

seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)
ids = st.integers(1, 10**9)


def test_the_worked_example():
    """Worked out with ``printf %s%s SEED ID | sha256sum``; 20 % of 2²⁵⁶ begins 0x3333."""
    assert SEED == "d8d91b2e06df73d70eb998e274b63b433db68b4fa1cfd0904f21f139b14c5567"
    drawn = {number: digest_of(SEED, number) for number in range(1, 41)}
    assert drawn[1] == "ef0c734ad4eeb5c3881cc2a824fe2951cb1a6fe3e26d0eaa292c57286c0bd84b"
    assert {number for number, found in drawn.items() if found < "3333"} == {17, 24, 33}
    assert {number for number in drawn if is_drawn(SEED, number, percent=20)} == {17, 24, 33}


def test_the_bytes_are_the_digits_of_the_seed_then_of_the_id():
    assert digest_of(SEED, 17) == hashlib.sha256(SEED.encode() + b"17").hexdigest()
    assert commitment(SEED) == hashlib.sha256(SEED.encode()).hexdigest()


@given(seeds, ids, st.integers(0, 99))
def test_a_larger_share_draws_at_least_the_same_rounds(seed, number, percent):
    if is_drawn(seed, number, percent=percent):
        assert is_drawn(seed, number, percent=percent + 1)


@given(seeds, ids)
def test_nothing_at_0_everything_at_100(seed, number):
    assert not is_drawn(seed, number, percent=0)
    assert is_drawn(seed, number, percent=100)


def test_about_a_fifth_is_drawn():
    drawn = sum(is_drawn(SEED, number, percent=20) for number in range(1, 10_001))
    assert 1_900 < drawn < 2_100


@pytest.mark.parametrize(
    ("seed", "number"), [(SEED.upper(), 1), (SEED[:-1], 1), (SEED, 0), ("", 3)]
)
def test_what_could_be_read_two_ways_is_refused(seed, number):
    with pytest.raises(ValueError, match="64 lower-case"):
        digest_of(seed, number)
