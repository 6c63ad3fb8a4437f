"""Sets of record numbers come back as they went in."""

from hypothesis import given
from hypothesis import strategies as st

from catalogue import bitmaps


@given(
    st.sets(st.integers(0, 2000))
    | st.sets(st.integers(0, 2000)).map(lambda few: set(range(2001)) - few)
)
def test_a_set_of_records_is_read_back_in_order(records: set[int]):
    bitmap = bitmaps.from_positions(records, 2001)
    assert bitmaps.positions(bitmap) == sorted(records)
    assert bitmap.bit_count() == len(records)
    assert [at for at, mark in enumerate(bitmaps.marks(bitmap)) if mark] == sorted(records)
