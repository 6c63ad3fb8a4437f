"""Codes that a person copies from paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.accounts import codes


@given(st.binary(min_size=10, max_size=10))
def test_a_code_is_read_back_however_it_is_typed(randomness):
    code = codes.code_of(randomness)
    assert codes.read(code) == code
    assert codes.read(code.lower().replace("-", " ")) == code
    assert codes.read("  " + code.replace("0", "o").replace("1", "l") + " ") == code


def test_different_randomness_gives_different_codes():
    assert codes.code_of(b"\0" * 10) == "0000-0000-0000-0000"
    assert codes.code_of(b"\xff" * 10) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert codes.code_of(b"\0" * 9 + b"\1") == "0000-0000-0000-0001"


@pytest.mark.parametrize("typed", ["", "zzz", "7K2M-0QXA-93VB", "7K2M-0QXA-93VB-TR5U", "é" * 16])
def test_what_cannot_be_a_code_is_not_looked_up(typed):
    assert codes.read(typed) is None


def test_too_little_randomness_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="10 bytes"):
        codes.code_of(b"short")


def test_the_digest_is_of_the_code_as_written():
    assert codes.digest("0000-0000-0000-0000") != codes.digest("0000000000000000")
    assert len(codes.digest("0000-0000-0000-0000")) == 64
