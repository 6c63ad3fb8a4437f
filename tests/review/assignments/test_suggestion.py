"""Whom to ask first, and the reasons given."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from review.assignments.suggestion import Absence, Reader, Subject, longest_prefix, suggest

START, END = date(2026, 12, 1), date(2026, 12, 20)
TEXT = Subject(
    codes=("65.060.50", "13.110"), start=START, end=END, titles={"65": "AGRICULTURE", "65.060": "x"}
)
CODES = st.lists(
    st.builds(
        lambda a, b, c, depth: ".".join((f"{a:02d}", f"{b:03d}", f"{c:02d}")[:depth]),
        st.integers(1, 3),
        st.integers(20, 22),
        st.integers(10, 12),
        st.integers(1, 3),
    ),
    max_size=6,
)


def first_of(*readers: Reader, subject: Subject = TEXT) -> Reader:
    return min(readers, key=lambda one: suggest(one, subject).rank)


def said(reader: Reader, subject: Subject = TEXT) -> str:
    return " ".join(str(reason) for reason in suggest(reader, subject).reasons)


def test_the_most_precise_domain_wins():
    assert longest_prefix(("65", "65.060", "13"), TEXT.codes) == "65.060"
    assert longest_prefix(("65.06", "65.0605", "6"), TEXT.codes) is None
    precise, broad, other = Reader(("65.060",)), Reader(("65",)), Reader(("03",))
    assert first_of(other, broad, precise) is precise
    assert first_of(other, broad) is broad
    assert "ICS 65, AGRICULTURE" in said(broad)
    assert "autres domaines" in said(other)
    assert "Aucune compétence notée" in said(Reader())


@given(CODES, CODES)
def test_a_domain_holds_itself_and_what_lies_below_it_only(prefixes, codes):
    found = longest_prefix(prefixes, codes)
    parts = [tuple(code.split(".")) for code in codes]
    holding = [
        one
        for one in prefixes
        if any(code[: len(one.split("."))] == tuple(one.split(".")) for code in parts)
    ]
    assert (found is None) == (not holding)
    if found is not None:
        assert found in holding
        assert found.count(".") == max(one.count(".") for one in holding)


def test_the_lightest_load_wins_between_equals_and_is_said():
    busy, free = Reader(("65",), load=4), Reader(("65",), load=1)
    assert first_of(busy, free) is free
    assert "4 relectures en cours" in said(busy)
    assert "Une relecture en cours" in said(free)
    assert "Aucune relecture en cours" in said(Reader())


def test_who_read_the_earlier_edition_comes_before_a_lighter_load():
    knows, free = Reader(("65",), load=3, earlier=("NM 1:2019",)), Reader(("65",))
    assert first_of(free, knows) is knows
    assert "A déjà relu : NM 1:2019." in said(knows)


def test_who_is_away_during_the_reading_comes_after_everybody_else():
    away = Reader(("65.060.50",), absences=(Absence(date(2026, 12, 20), date(2027, 1, 5)),))
    back = Reader((), load=9, absences=(Absence(date(2026, 11, 1), date(2026, 11, 30)),))
    assert first_of(away, back) is back
    assert "Indisponible" in said(away)
    assert "Indisponible" not in said(back)


def test_a_training_counts_while_the_round_lacks_one():
    trained, expert = Reader(trained=True), Reader(("65.060.50",))
    needing = Subject(codes=TEXT.codes, start=START, end=END, needs_training=True)
    assert first_of(expert, trained, subject=needing) is trained
    assert first_of(expert, trained) is expert


def test_a_text_without_a_domain_says_nothing_of_competence():
    assert "ompétence" not in said(Reader(("65",)), Subject(codes=(), start=START, end=END))
