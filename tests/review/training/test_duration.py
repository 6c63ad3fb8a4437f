"""Hours as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.training.duration import LONGEST, minutes_of, written


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("6", 360),
        ("7,5", 450),
        ("7.25 h", 435),
        ("7 h 30", 450),
        ("7h05", 425),
        ("90 min", 90),
        ("2 heures", 120),
        ("", None),
        ("0", None),
        ("une demi-journée", None),
        ("-3", None),
        ("7 h 75", None),
        ("1000 h", None),
    ],
)
def test_hours_are_read(text, minutes):
    assert minutes_of(text) == minutes


@given(st.integers(1, LONGEST))
def test_what_is_written_is_read_back(minutes):
    assert minutes_of(written(minutes)) == minutes


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    found = minutes_of(text)
    assert found is None or 0 < found <= LONGEST
