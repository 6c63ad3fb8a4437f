"""Where ISO's stage numbers leave a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.open_data.stages import stage_code, standing_of
from catalogue.open_data.vocabulary import Standing


@pytest.mark.parametrize(
    ("written", "code"),
    [(6060, "60.60"), ("6060", "60.60"), ("60.60", "60.60"), (20, "00.20"), (0, "00.00"),
     ("98", "00.98"), ("abc", None), ("606", "06.06"), (100000, None), (-1, None)],
)  # fmt: skip
def test_stage_numbers(written, code):
    assert stage_code(written) == code


@given(st.integers() | st.text(max_size=12))
def test_any_stage_gives_a_code_or_nothing(written):
    code = stage_code(written)
    assert code is None or (len(code) == 5 and code[2] == ".")


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        ("30.60", Standing.IN_PREPARATION),
        ("60.00", Standing.IN_PREPARATION),
        ("40.98", Standing.ABANDONED),
        ("60.60", Standing.PUBLISHED),
        ("90.93", Standing.PUBLISHED),
        ("90.99", Standing.PUBLISHED),
        ("95.20", Standing.PUBLISHED),
        ("95.60", Standing.PUBLISHED),
        ("95.92", Standing.PUBLISHED),
        ("95.99", Standing.WITHDRAWN),
    ],
)
def test_withdrawn_is_the_end_of_the_ballot_and_not_its_steps(code, standing):
    assert standing_of(code, published=True) is standing


def test_without_a_stage_the_date_says():
    assert standing_of(None, published=True) is Standing.PUBLISHED
    assert standing_of(None, published=False) is Standing.IN_PREPARATION
