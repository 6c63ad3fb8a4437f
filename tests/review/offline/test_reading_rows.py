"""Cells as people write them, whatever they hold: read, refused, never guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.exchange.workbook import Line, Sheet
from review.answers.criteria import SHIPPED
from review.answers.filled import filled_from, recorded
from review.answers.marker import AlreadyCovered, CriterionAnswer, FilledChecklist, GenderPurpose
from review.answers.sections import STATEMENTS
from review.answers.vocabulary import ANSWER_CODES, CRITERIA, composition_value
from review.offline.comparing import StagedRow, preview
from review.offline.layout import (
    COLUMNS,
    HEADINGS,
    items_of,
    print_of,
    same,
    squashed,
    texts_of,
)
from review.offline.reading import read_form, texts_in
from review.offline.vocabulary import RowVerdict
from review.offline.words import understood, written

ALL = (*CRITERIA, *STATEMENTS)
ITEMS = items_of(SHIPPED)
codes = st.sampled_from(ALL)
cells = st.text(max_size=60)


@st.composite
def answers(draw: st.DrawFn) -> FilledChecklist:
    """Any checklist that the screen may have kept, whole or not."""
    text = st.text(max_size=40).map(str.strip)
    filled = {}
    for code in draw(st.sets(st.sampled_from(CRITERIA))):
        value = draw(st.none() | st.sampled_from(ANSWER_CODES[code]))
        if code == "F3":
            chosen = draw(st.sets(st.sampled_from(ANSWER_CODES["F3"])))
            value = ",".join(one for one in ANSWER_CODES["F3"] if one in chosen) or None
        if code == "P2" and draw(st.booleans()):
            value = composition_value(draw(st.integers(0, 99999)), draw(st.integers(0, 99999)))
        material = draw(st.none() | st.booleans()) if ITEMS[code].criterion.takes_material else None
        beside = {
            key: draw(text)
            for key in ITEMS[code].asked
            if key in {"clause", "quotation", "note", "source"}
        }
        filled[code] = CriterionAnswer(value, material, **beside)
    covered = draw(st.none() | st.builds(AlreadyCovered, text, text, text))
    purpose = draw(st.none() | st.builds(GenderPurpose, text))
    return FilledChecklist(filled, covered, purpose)


@given(answers())
def test_what_is_recorded_is_read_back_from_its_texts(filled):
    texts = recorded(filled, ALL)
    assert recorded(filled_from(texts), ALL) == texts


@given(answers(), codes)
def test_a_prefilled_answer_is_understood_as_what_is_recorded(filled, code):
    texts = texts_of(filled, ITEMS[code])
    told = understood(ITEMS[code], written(ITEMS[code], texts))
    assert told is not None
    assert all(texts[name] == value for name, value in told.items())


@given(codes, cells)
def test_no_cell_breaks_the_reader_and_only_answers_of_the_criterion_come_out(code, text):
    told = understood(ITEMS[code], text)
    if told is None:
        return
    filled = filled_from({**dict.fromkeys(texts_of(FilledChecklist(), ITEMS[code]), ""), **told})
    if code in CRITERIA and code != "P2":
        value = filled.answer(code).value
        assert value is None or set(value.split(",")) <= set(ANSWER_CODES[code])


@given(st.lists(st.lists(cells, max_size=12), max_size=20), st.permutations(COLUMNS))
def test_any_sheet_is_read_row_by_row_or_refused_whole(rows, columns):
    heading = [str(HEADINGS[column.key]) for column in columns]
    lines = [Line(number, tuple(row)) for number, row in enumerate([heading, *rows], start=1)]
    told = read_form([Sheet("Grille", tuple(lines))], ALL)
    place = next(index for index, column in enumerate(columns) if column.key == "code")
    for row in told.rows:
        typed = rows[row.number - 2]
        assert row.code.casefold() == (typed[place] if place < len(typed) else "").casefold()
        if row.code in ALL:
            texts, _faults = texts_in(row, ITEMS[row.code])
            assert isinstance(texts, dict)
    assert set(told.absent) == set(ALL) - {row.code for row in told.rows}


@given(st.text(), st.text())
def test_texts_are_the_same_whatever_a_spreadsheet_does_to_their_spaces(first, second):
    assert squashed(squashed(first)) == squashed(first)
    assert same({"a": first}, {"a": f"  {squashed(first)}\r\n"})
    assert same({"a": first}, {"a": second}) == (print_of({"a": first}) == print_of({"a": second}))


@given(answers(), answers(), answers(), codes)
def test_an_answer_newer_on_the_screen_is_never_replaced_unasked(made, screen, file, code):
    base, now, sent = (texts_of(one, ITEMS[code]) for one in (made, screen, file))
    [told] = preview([StagedRow(2, code, {}, sent)], screen, {code: print_of(base)})
    if told.verdict is RowVerdict.CHANGED:
        assert same(now, base)
    if same(sent, now):
        assert told.verdict is RowVerdict.UNCHANGED
    [unknown] = preview([StagedRow(2, code, {}, sent)], screen, {})
    if unknown.verdict is RowVerdict.CHANGED:
        assert not any(now.values())
