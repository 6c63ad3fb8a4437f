"""What changed between two versions: added, removed, reworded, moved, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.checklists.differences import Op, Run, compare, words_changed
from review.checklists.vocabulary import AnswerKind, Part
from review.checklists.wording import TEXTS, Wording


def one(code: str, question: str = "Une question ?", **facts) -> Wording:
    texts = dict.fromkeys(TEXTS, "") | {"question_fr": question}
    wording = Wording(code, AnswerKind.YES_NO_UNKNOWN, Part.FURTHER, required=True, texts=texts)
    return replace(wording, **facts)


def test_nothing_changed_gives_nothing():
    assert compare([one("A"), one("B")], [one("A"), one("B")]) == ()


def test_added_and_removed_are_told_apart():
    added, removed = compare([one("A"), one("B")], [one("A"), one("C")])
    assert (added.code, added.added, added.removed) == ("C", True, False)
    assert (removed.code, removed.added, removed.removed) == ("B", False, True)


def test_a_reworded_criterion_shows_the_words():
    [change] = compare(
        [one("A", "Les femmes ont-elles été entendues ?")],
        [one("A", "Les femmes concernées ont-elles été consultées ?")],
    )
    assert not change.moved
    [text] = change.texts
    assert text.name == "question_fr"
    assert text.runs == (
        Run(Op.KEPT, "Les femmes"),
        Run(Op.ADDED, " concernées"),
        Run(Op.KEPT, " ont-elles été "),
        Run(Op.REMOVED, "entendues"),
        Run(Op.ADDED, "consultées"),
        Run(Op.KEPT, " ?"),
    )


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("A B C D", "A C D B", {"B"}),
        ("A B C D", "D A B C", {"D"}),
        ("A B C D", "A B X C D", set()),
        ("A B C D", "A C D", set()),
        ("A B", "B A", {"A", "B"}),
    ],
)
def test_only_what_had_to_move_is_said_to_have_moved(before, after, moved):
    changes = compare([one(code) for code in before.split()], [one(code) for code in after.split()])
    found = {change.code for change in changes if change.moved}
    assert found <= moved if before == "A B" else found == moved
    if before == "A B":
        assert len(found) == 1


def test_another_page_is_a_move_and_obligation_and_sources_are_told():
    [change] = compare([one("A")], [one("A", part=Part.TEXT, required=False, sources=("I2",))])
    assert change.moved
    assert change.obligation_changed
    assert change.sources_changed
    assert change.texts == ()


texts = st.text(alphabet="abc é’-.?\n", max_size=60)


@given(before=texts, after=texts)
def test_the_words_kept_and_removed_are_the_old_text_and_with_those_added_the_new(before, after):
    runs = words_changed(before, after)
    assert "".join(run.text for run in runs if run.op is not Op.ADDED) == before
    assert "".join(run.text for run in runs if run.op is not Op.REMOVED) == after


@given(st.permutations("ABCDEFGH"))
def test_those_that_did_not_move_keep_their_order(order):
    changes = compare([one(code) for code in "ABCDEFGH"], [one(code) for code in order])
    still = [code for code in order if code not in {change.code for change in changes}]
    assert still == sorted(still)
