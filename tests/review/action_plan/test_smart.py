"""An objective is SMART when none of its slots is empty."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.action_plan.smart import complete, missing
from review.action_plan.vocabulary import Slot

SLOTS = st.dictionaries(
    st.sampled_from([slot.value for slot in Slot]), st.sampled_from(["", "  ", "dit", None])
)


def test_blank_is_empty():
    filled = {slot.value: "dit" for slot in Slot}
    assert missing(filled) == ()
    assert missing(filled | {"population": "  ", "due_on": None}) == (Slot.DUE, Slot.POPULATION)
    assert missing({}) == tuple(Slot)


@given(SLOTS, st.sampled_from(list(Slot)))
def test_filling_a_slot_never_makes_an_objective_less_complete(slots, slot):
    assert complete([slots | {slot.value: "dit"}]) >= complete([slots])
    assert set(missing(slots | {slot.value: "dit"})) == set(missing(slots)) - {slot}
