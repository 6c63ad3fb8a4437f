"""Where two readings differ, and what an adjudicator takes over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.answers.comparison import agreed, disagreements
from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE
from review.answers.marker import (
    AlreadyCovered,
    CriterionAnswer,
    FilledChecklist,
    GenderPurpose,
    compute,
)
from review.answers.vocabulary import CRITERIA, Rule
from tests.review.assignments.arranging import NOT_RELEVANT, ONE

FULL = FilledChecklist(ONE)


def changed(**answers):
    return FilledChecklist({**ONE, **answers})


def test_other_words_for_the_same_answer_are_no_disagreement():
    other = changed(A3=CriterionAnswer("2", material=True, clause="5.3", quotation="le manche"))
    assert disagreements(FULL, other) == ()


def test_a_difference_found_important_by_one_only_is_a_disagreement():
    other = changed(A3=CriterionAnswer("2", material=False, clause="5.2"))
    assert disagreements(FULL, other) == ("A3",)


def test_what_is_not_applicable_is_never_important():
    other = changed(A4=CriterionAnswer("SO", material=True, note="Rien de tel."))
    assert disagreements(FULL, other) == ()


def test_the_order_of_differences_does_not_matter():
    assert disagreements(FULL, changed(F3=CriterionAnswer("sociale,physique"))) == ()
    assert disagreements(FULL, changed(F3=CriterionAnswer("sociale"))) == ("F3",)


def test_a_statement_made_by_one_only_is_a_disagreement():
    purpose = FilledChecklist(ONE, gender_purpose=GenderPurpose("1"))
    covered = FilledChecklist(ONE, already_covered=AlreadyCovered("ISO 1", "4", "«…»"))
    assert disagreements(FULL, purpose) == (GENDER_PURPOSE,)
    assert disagreements(purpose, covered) == (GENDER_PURPOSE, ALREADY_COVERED)


def test_against_a_short_form_everything_else_is_open():
    short = FilledChecklist(NOT_RELEVANT)
    differing = disagreements(FULL, short)
    assert "A13" not in differing
    assert {"F1", "F3", "A1", "A3", "T1", "P5"} <= set(differing)
    assert set(agreed(FULL, short).answers) == {"A13"}


def test_the_words_that_quote_the_text_are_taken_over():
    bare = changed(A7=CriterionAnswer("1", material=False, clause=""))
    quoted = changed(A7=CriterionAnswer("1", material=False, clause="B.2", quotation="pagne"))
    assert agreed(bare, quoted).answer("A7").quotation == "pagne"
    assert agreed(quoted, bare).answer("A7").quotation == "pagne"


_answers = st.builds(
    CriterionAnswer,
    st.sampled_from(["0", "1", "2", "SO", "ok", "oui", "non", "aucune", "physique", None]),
    st.sampled_from([True, False, None]),
    clause=st.sampled_from(["", "5"]),
    quotation=st.sampled_from(["", "mots"]),
)
_checklists = st.builds(
    FilledChecklist, st.dictionaries(st.sampled_from(CRITERIA), _answers, max_size=23)
)


@given(_checklists, _checklists)
def test_comparing_is_the_same_both_ways_and_agreeing_with_oneself_changes_nothing(one, other):
    assert disagreements(one, other) == disagreements(other, one)
    assert disagreements(one, one) == ()
    shared = agreed(one, one)
    for rule in Rule:
        assert compute(shared, rule).marker == compute(one, rule).marker
