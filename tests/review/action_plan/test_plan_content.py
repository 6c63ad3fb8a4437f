"""The reader of plans: what our own writer gives is read back; nothing else makes it fail."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.delimited import french_csv
from catalogue.downloads import written
from catalogue.errors import DomainError
from catalogue.exchange import workbook
from catalogue.spreadsheets import Table, TableColumn, write_workbook
from review.action_plan.drafting import made_line, made_objective
from review.action_plan.lines import LineFacts
from review.action_plan.objectives import ObjectiveFacts
from review.action_plan.plan_content import content_of
from review.action_plan.plan_file import FileRow, rows_of_file
from review.action_plan.plan_sheet import SHEET_COLUMNS, cells_of
from review.action_plan.queries import PlanResult
from review.action_plan.vocabulary import COLUMNS, OWNERS

TODAY = date(2026, 11, 28)
KNOWN = ("1.1", "1.1b", "3.2", "5.3")

# A text as the reader of cells keeps it; an apostrophe before a sign is the mark of our own files.
TEXT = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
    .map(workbook.tidy)
    .filter(lambda text: text == workbook.tidy(text) and not re.match(r"'|\s|﻿", text))
)
SAID = TEXT.filter(bool)
BASELINE = TEXT.filter(lambda text: "%" not in text and "cent" not in text)
OWNER = st.lists(SAID.filter(lambda text: "|" not in text), max_size=3).map("|".join)
DAY = st.dates(date(1990, 1, 1), date(2026, 11, 28))
LATER = st.dates(date(2026, 11, 28), date(2099, 12, 31))


@st.composite
def results(draw):
    found = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        result, title, title_source = str(number), draw(SAID), draw(TEXT)
        lines = []
        for place in range(1, draw(st.integers(1, 3)) + 1):
            words = {name: draw(TEXT) for name in COLUMNS} | {"activity": draw(SAID)}
            sources = {name: draw(TEXT) for name in COLUMNS} | {"result_title": title_source}
            words[OWNERS], sources[OWNERS] = draw(OWNER), draw(OWNER)
            codes = "|".join(draw(st.lists(st.sampled_from(KNOWN), unique=True)))
            facts = LineFacts(f"{number}.{place}", result, title, words, codes, sources)
            lines.append(made_line(1, facts, position=place))
        objective = None
        if draw(st.booleans()):
            facts = ObjectiveFacts(
                draw(TEXT), draw(TEXT), draw(BASELINE), draw(st.none() | DAY), draw(TEXT),
                draw(st.none() | LATER), draw(TEXT), draw(TEXT), draw(TEXT),
            )  # fmt: skip
            objective = made_objective(
                1, f"R{result}", result, facts, position=number, source=draw(TEXT)
            )
        found.append(PlanResult(result, title, title_source, objective, tuple(lines)))
    return found


def as_csv(rows):
    return "".join(french_csv([str(one.heading) for one in SHEET_COLUMNS], rows)).encode()


def read_back(content, name):
    rows, aside = rows_of_file(workbook.read(content, name))
    assert aside == ()
    return content_of(rows, known=KNOWN, today=TODAY)


def assert_same(content, given_results):
    assert content.faults == ()
    wanted = [line for one in given_results for line in one.lines]
    assert len(content.lines) == len(wanted)
    for read, line in zip(content.lines, wanted, strict=True):
        facts = read.facts
        assert (facts.code, facts.result, facts.result_title, facts.indicator_code) == (
            line.code, line.result, line.result_title, line.indicator_code,
        )  # fmt: skip
        for name in COLUMNS:
            assert facts.words[name] == getattr(line, name), name
            assert facts.sources[name] == getattr(line, f"{name}_source"), name
        assert facts.sources["result_title"] == line.result_title_source
    objectives = [one.objective for one in given_results if one.objective is not None]
    for read, objective in zip(content.objectives, objectives, strict=True):
        assert (read.code, read.result, read.text_source) == (
            objective.code, objective.result, objective.text_source,
        )  # fmt: skip
        assert read.facts.text == objective.text
        assert read.slots.items() >= objective.slots.items()


@settings(max_examples=80, deadline=None)
@given(results())
def test_what_we_write_is_read_back(given_results):
    rows = [[written(cell) for cell in row] for row in cells_of(given_results)]
    assert_same(read_back(as_csv(rows), "plan.csv"), given_results)


def test_a_workbook_we_write_is_read_back():
    words = dict.fromkeys(COLUMNS, "") | {"activity": "Former", OWNERS: "AMANORM|INSTAT"}
    lines = (
        made_line(1, LineFacts("1.1", "1", "Former", words, "1.1|1.1b"), position=1),
        made_line(1, LineFacts("1.10", "1", "Former", words, ""), position=2),
    )
    facts = ObjectiveFacts("Former", "3.2", "12 sur 40", date(2026, 1, 2), "200", date(2029, 6, 30))
    objective = made_objective(1, "R1", "1", facts, position=1)
    given_results = [PlanResult("1", "Former", "", objective, lines)]
    for line in lines:
        line.result_title_source = ""
        for name in COLUMNS:
            setattr(line, f"{name}_source", "")
    columns = [TableColumn(str(one.heading), one.width) for one in SHEET_COLUMNS]
    rows = [[written(cell) for cell in row] for row in cells_of(given_results)]
    book = write_workbook([Table("plan", columns, rows)])
    assert_same(read_back(book, "plan.xlsx"), given_results)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_garbage_is_refused_in_words(content):
    try:
        rows, _aside = rows_of_file(workbook.read(content, "plan.csv"))
    except DomainError:
        return
    content_of(rows, known=KNOWN, today=TODAY)


CELLS = st.dictionaries(
    st.sampled_from([one.key for one in SHEET_COLUMNS]), SAID | st.just("objectif"), max_size=12
)


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, max_size=6))
def test_rows_of_anything_give_faults_never_an_error(cells):
    rows = [FileRow(number, told) for number, told in enumerate(cells, start=2)]
    content = content_of(rows, known=KNOWN, today=TODAY)
    for fault in content.faults:
        assert str(fault.message)
        assert 2 <= fault.row < len(cells) + 2


LINE = {"result": "1", "result_title": "Former", "code": "1.1", "activity": "Former"}
OBJECTIVE = {"kind": "Objectif", "result": "1", "activity": "Former tous"}


def faults(*cells):
    rows = [FileRow(number, told) for number, told in enumerate(cells, start=2)]
    return [
        (one.row, str(one.heading), str(one.message))
        for one in content_of(rows, known=KNOWN, today=TODAY).faults
    ]


@pytest.mark.parametrize(
    ("cells", "row", "heading", "said"),
    [
        ((LINE, LINE | {"activity": "Autre"}), 3, "Code", "« 1.1 » est déjà à la rangée 2"),
        ((LINE | {"result": ""},), 2, "Résultat", "dont cette ligne fait partie"),
        ((LINE | {"code": "2027-01-01"},), 2, "Code", "a changé ce code en date"),
        ((LINE | {"activity": ""},), 2, "Activité ou objectif", "Écrivez l’activité"),
        ((LINE | {"indicator_code": "7.7"},), 2, "Indicateur calculé", "7.7"),
        ((LINE | {"baseline_value": "3 sur 4"},), 2, "Base (valeur de départ)", "« objectif »"),
        ((LINE | {"kind": "action"},), 2, "Type", "« ligne » ou « objectif »"),
        ((LINE | {"result_title": ""},), 2, "Titre du résultat", "une fois au moins"),
        (
            (LINE, LINE | {"code": "1.2", "result_title": "Autre"}),
            3, "Titre du résultat", "plus haut",
        ),
        ((LINE, OBJECTIVE | {"baseline_value": "30 %"}), 3, "Base (valeur de départ)", "combien"),
        (
            (LINE, OBJECTIVE | {"baseline_value": "30 pour cent"}),
            3, "Base (valeur de départ)", "combien",
        ),
        ((LINE, OBJECTIVE | {"due_on": "bientôt"}), 3, "Échéance", "n’est pas une date"),
        (
            (LINE, OBJECTIVE | {"baseline_on": "01/03/2026", "due_on": "01/02/2026"}),
            3, "Échéance", "précède",
        ),
        ((LINE, OBJECTIVE | {"baseline_on": "01/03/2031"}), 3, "Date de la base", "avenir"),
        ((LINE, OBJECTIVE, OBJECTIVE), 4, "Résultat", "un résultat n’a qu’un objectif"),
        ((LINE, OBJECTIVE | {"result": "2"}), 3, "Résultat", "Aucune ligne n’a le résultat 2"),
        ((LINE, OBJECTIVE | {"measures": "Ateliers"}), 3, "Mesures et actions", "« ligne »"),
        ((LINE | {"comments": "x" * 4001},), 2, "Commentaires", "Raccourcissez"),
    ],
)  # fmt: skip
def test_each_fault_names_its_row_and_column(cells, row, heading, said):
    found = faults(*cells)
    assert any(one[:2] == (row, heading) and said in one[2] for one in found), found


def test_a_result_written_in_words_is_its_number():
    rows = [FileRow(2, LINE | {"result": "Résultat 1"}), FileRow(3, OBJECTIVE)]
    content = content_of(rows, known=KNOWN, today=TODAY)
    assert content.faults == ()
    assert [one.code for one in content.objectives] == ["R1"]


def test_a_target_without_a_date_is_left_to_the_person():
    rows = [FileRow(2, LINE), FileRow(3, OBJECTIVE | {"target": "200 personnes"})]
    content = content_of(rows, known=KNOWN, today=TODAY)
    assert content.faults == ()
    assert [one.row for one in content.undated] == [3]
    dated = replace(content.objectives[0].facts, due_on=date(2027, 1, 1))
    assert dated.due_on is not None
