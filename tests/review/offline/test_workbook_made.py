"""The workbook as it is opened: locks, lists, identification, paper."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from catalogue.exchange.workbook import read
from review.answers.criteria import SHIPPED
from review.offline.layout import items_of
from review.offline.words import offered, understood
from tests.review.offline.sheets import GRID_PART, row_of


def xml(content: bytes, name: str = GRID_PART) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_labels_are_locked_answers_are_not(desk):
    content = desk.download()
    page = xml(content)
    assert "<sheetProtection sheet=" in page
    formats = xml(content, "xl/styles.xml").partition("<cellXfs")[2].partition("</cellXfs>")[0]
    told = re.findall(r"<xf [^>]*?/>|<xf .*?</xf>", formats)
    unlocked = {str(number) for number, one in enumerate(told) if 'locked="0"' in one}
    assert len(unlocked) == 1
    number = row_of(content, "A3")
    cells = re.findall(rf'<c r="([A-Z]){number}" s="([0-9]+)"', page)
    assert [letter for letter, style in cells if style in unlocked] == ["C", "D", "E", "F", "G"]


def test_lists_are_offered_and_another_answer_is_only_warned_about(desk):
    page = xml(desk.download())
    lists = re.findall(r'<dataValidation type="list" ([^>]*)>', page)
    # Every criterion but P2, both statements, then «importante» for A2 to A12.
    assert len(lists) == 22 + 2 + 11
    assert all('errorStyle="warning"' in one for one in lists)
    assert "Listes!$" in page


def test_the_grid_keeps_its_headings_in_sight_and_prints_on_a4(desk):
    page = xml(desk.download())
    assert '<pane xSplit="1" ySplit="2"' in page
    for said in ('paperSize="9"', 'orientation="landscape"', 'fitToHeight="0"'):
        assert said in page


def test_every_answer_of_every_list_is_understood_again():
    for code, item in items_of(SHIPPED).items():
        for word in offered(item):
            assert understood(item, word) is not None, (code, word)


def test_identification_is_in_sight_and_facts_are_hidden(desk, assignment):
    sheets = {sheet.name: sheet for sheet in read(desk.download(), "g.xlsx", in_detail=True)}
    assert list(sheets) == ["Grille", "À lire", "Version", "Listes"]
    assert [sheets[name].hidden for name in sheets] == [False, False, True, True]
    said = " ".join(cell for line in sheets["À lire"].lines for cell in line.cells)
    document = assignment.round.text_version.document
    assert "Awa Traoré" in said
    assert (document.sha256 or "Aucune") in said
    first = sheets["Grille"].lines[0].cells[0].replace("\u00a0", " ")
    assert first.startswith(f"Relecture n° {assignment.id} – grille version 1 – ")
    assert [sheet.name for sheet in read(desk.download(), "g.xlsx")] == ["Grille", "À lire"]
