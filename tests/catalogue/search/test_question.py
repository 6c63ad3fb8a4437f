"""Whatever is typed is understood as words, phrases or a reference, and read in bounded time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.records.designation import format_designation, parse
from catalogue.search.question import understand


def test_words_and_their_order_are_kept():
    question = understand("  Sécurité\tdes machines ")
    assert question.text == "Sécurité des machines"
    assert question.whole.french == b" securit machin "
    assert question.designation is None
    assert not question.shortened


@pytest.mark.parametrize("typed", ["«sécurité des machines»", '"sécurité des machines"'])
def test_exact_phrases(typed: str):
    (phrase,) = understand(f"ergonomie {typed}").phrases
    assert phrase.french == b" securit machin "


def test_a_quote_left_open_is_no_phrase():
    assert understand('"sécurité des machines').phrases == ()


def test_a_reference_is_recognised():
    designation = understand("norme iso-9001-2015").designation
    assert designation is not None
    assert (designation.number, designation.year) == ("9001", 2015)


def test_operators_and_wildcards_are_not_words():
    words = understand('titre:(a* OR "b?) AND NOT ~c^2 [d TO e] \\ || && -f').words
    assert {word.folded for word in words} == {
        *("titre", "a", "or", "b", "and", "not", "c", "2", "d", "to", "e", "f"),
    }


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("iso tr 7035 2", "ISO/TR 7035-2"),
        ("norme ISO/CEI 23005 2:2016", "ISO/IEC 23005-2:2016"),
        ("ISO105 A03:1993", "ISO 105-A03:1993"),
        ("ISO 105 b02", "ISO 105-B02"),
        ("isoiec27001", "ISO/IEC 27001"),
        ("iso-cei 27001:2022", "ISO/IEC 27001:2022"),
        ("ISO n° 9001", "ISO 9001"),
        ("norme no. 9001", "9001"),
        ("ISO 9001 A1", "ISO 9001/A1"),
        ("ISO 6 Amd 1", "ISO 6/Amd 1"),
        ("ISO 9001 2015", "ISO 9001:2015"),
    ],
)
def test_a_reference_is_read_as_readers_write_it(typed: str, read: str):
    designation = understand(typed).designation
    assert designation is not None
    assert format_designation(designation) == read


@pytest.mark.parametrize("typed", ["eau 20 degrés", "grade 25 10 mm", "TC 157 2", "numéro 3"])
def test_words_with_numbers_are_not_all_references(typed: str):
    assert understand(typed).designation in (None, parse("3"))


def test_control_characters_separate_words():
    assert understand("ega\x00lite\u202efemmes\u200b").text == "ega lite femmes"


@pytest.mark.parametrize("piece", ["mot ", "a", '"', "« ", "* ", "é\u0301", "1.", "\u202e"])
def test_ten_thousand_characters_are_read_at_once(piece: str):
    before = time.perf_counter()
    question = understand(piece * (10_000 // len(piece)))
    assert time.perf_counter() - before < 1
    assert question.shortened
    assert len(question.words) <= 16


def test_too_many_words_are_cut_at_a_word():
    question = understand(" ".join(f"mot{number}x" for number in range(40)))
    assert question.shortened
    assert question.text.endswith("mot15x")
    assert len(question.words) == 16


@given(st.text())
def test_no_text_is_wrong(typed: str):
    question = understand(typed)
    for word in question.words:
        assert question.text[word.start : word.end] == word.written
