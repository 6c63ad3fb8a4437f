"""Files as people make them: spreadsheets, old CSV, wrong files."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from catalogue.errors import DomainError
from catalogue.exchange import workbook
from catalogue.exchange.workbook import read
from catalogue.spreadsheets import Table, TableColumn, write_workbook


def lines(content: bytes, name: str = "liste.csv") -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in read(content, name)[0].lines]


def xlsx(*rows: tuple[object, ...], sheets: int = 1) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for _ in range(sheets):
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if isinstance(value, (date, datetime)):
                    sheet.write_datetime(number, index, value, day)
                else:
                    sheet.write(number, index, value)
    book.close()
    return written.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_whatever_the_office_that_wrote_it(encoding: str, delimiter: str) -> None:
    rows = [["Référence", "Intitulé", "ICS"], ["NM 1:2019", "Beurre de karité", "67.200"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert lines(text.encode(encoding)) == [
        (1, ("Référence", "Intitulé", "ICS")),
        (2, ("NM 1:2019", "Beurre de karité", "67.200")),
    ]


def test_a_cell_may_hold_delimiters_and_line_breaks() -> None:
    text = 'Référence;Note\nNM 1;"une ; deux\ntrois ""quatre"""\nNM 2;\n'
    assert lines(text.encode()) == [
        (1, ("Référence", "Note")),
        (2, ("NM 1", 'une ; deux\ntrois "quatre"')),
        (3, ("NM 2",)),
    ]


def test_rows_keep_the_number_that_the_spreadsheet_shows() -> None:
    content = xlsx(("Programme 2026",), (), ("Numéro", "Titre"), (), ("2026-001", "Mil"))
    assert [number for number, _cells in lines(content, "liste.xlsx")] == [1, 3, 5]


def test_the_mark_excel_puts_first_is_not_a_row() -> None:
    assert lines(b"sep=,\nA,B\n1,2\n") == [(1, ("A", "B")), (2, ("1", "2"))]


def test_days_and_numbers_come_as_a_person_would_type_them() -> None:
    content = xlsx(("A",), (date(2026, 3, 12), 12.0, 60.6, True, 45000))
    assert lines(content, "liste.xlsx")[1][1] == ("2026-03-12", "12", "60.6", "oui", "45000")


def test_our_own_csv_comes_back_as_it_was() -> None:
    assert lines(b"A;B\n'=1+1;'-2\n")[1][1] == ("=1+1", "-2")


def test_what_is_written_is_read_again() -> None:
    rows = [["=1+1", date(2026, 3, 12), "60.60"], ["03.100", None, "é\nà"]]
    content = write_workbook([Table("Données", [TableColumn(str(n)) for n in range(3)], rows)])
    assert lines(content, "liste.xlsx")[1:] == [
        (2, ("=1+1", "2026-03-12", "60.60")),
        (3, ("03.100", "", "é\nà")),
    ]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "liste.csv", "vide"),
        (b"  \n ", "liste.csv", "vide"),
        (b";;\n;;\n", "liste.csv", "aucune ligne"),
        (b"\x89PNG\r\n\x1a\n....", "liste.xlsx", "n’est pas ce que son nom annonce"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "liste.csv", "n’est pas un texte CSV"),
        (b"PK\x03\x04 rien", "liste.xlsx", "abîmé"),
        (b"A;B", "liste.pdf", ".xlsx, .xls, .ods ou .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"abc" * 400, "liste.xls", "abîmé"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(content: bytes, name: str, said: str) -> None:
    with pytest.raises(DomainError) as refusal:
        read(content, name)
    assert said in str(refusal.value)
    assert refusal.value.field == "file"


def test_a_locked_workbook_says_to_remove_the_password() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(DomainError, match="mot de passe"):
        read(locked, "liste.xlsx")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("photo.txt", "bonjour")
    with pytest.raises(DomainError, match="abîmé"):
        read(written.getvalue(), "liste.xlsx")


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (30 * workbook.MEBIBYTE))
    with pytest.raises(DomainError, match="trop de place"):
        read(written.getvalue(), "liste.xlsx")


def test_a_cell_lost_at_the_far_end_only_ends_the_reader() -> None:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "A")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(DomainError, match="lignes et les colonnes vides"):
        read(written.getvalue(), "liste.xlsx")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A\n" + "x\n" * (workbook.MOST_ROWS + 1), "plus de 20000 lignes"),
        (";".join("x" * (workbook.MOST_COLUMNS + 1)), "plus de 60 colonnes"),
        ("A;B\n1;" + "x" * (workbook.LONGEST_CELL + 1), "Ligne 2"),
        ('A;B\n"jamais fermé;' + "x\n" * 70_000, "guillemets"),
    ],
)
def test_limits_are_said_with_their_number(text: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        read(text.encode(), "liste.csv")


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(DomainError, match="10 Mo"):
        read(b"x" * (workbook.LARGEST_FILE + 1), "liste.csv")


def test_trailing_empty_columns_do_not_count() -> None:
    assert lines(b"A;B" + b";" * 200)[0][1] == ("A", "B")


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Stock">
<table:table-row><table:table-cell office:value-type="string"><text:p>Titre</text:p>
</table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-03-12">
<text:p>12/03/2026</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


ODS_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def test_a_libreoffice_sheet_is_read() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", ODS)
    assert lines(written.getvalue(), "stock.ods") == [(1, ("Titre",)), (2, ("2026-03-12",))]


def test_commas_in_texts_do_not_part_a_table_with_tabs() -> None:
    rows = [
        ("Code", "Aide", "Note"),
        ("F1", "un, deux, trois", "a"),
        ("F2", "un, deux, trois, quatre, cinq", ""),
        ("F3", "un, deux", "b, c"),
        ("A1", "un, deux, trois, quatre", "d"),
    ]
    text = "\n".join("\t".join(row) for row in rows)
    assert [cells[0] for _number, cells in lines(text.encode())] == [row[0] for row in rows]


def written_in_detail() -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet, facts = book.add_worksheet("Table"), book.add_worksheet("Faits")
    facts.hide()
    facts.write(0, 0, "version")
    sheet.write(0, 0, "A")
    sheet.write_formula(1, 1, "=1+1", None, 2)
    sheet.merge_range(2, 0, 3, 1, "deux")
    sheet.write(4, 0, "caché")
    sheet.set_row(4, None, None, {"hidden": True})
    book.close()
    return written.getvalue()


def test_formulas_merged_cells_and_hidden_rows_are_told_to_who_asks() -> None:
    content = written_in_detail()
    assert [sheet.name for sheet in read(content, "liste.xlsx")] == ["Table"]
    table, facts = read(content, "liste.xlsx", in_detail=True)
    assert (table.hidden, facts.hidden) == (False, True)
    assert table.marks.formulas == {(2, 2)}
    assert table.marks.merged == {(3, 1), (3, 2), (4, 1), (4, 2)}
    assert table.marks.hidden_rows == {5}
    assert table.lines[1].cells == ("", "2")  # the value kept beside the formula, never worked out


def test_a_libreoffice_sheet_tells_its_formulas_too() -> None:
    content = ODS.replace(
        '<table:table-cell office:value-type="date"',
        '<table:table-cell table:formula="of:=TODAY()" table:number-columns-spanned="2" '
        'office:value-type="date"',
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", content)
    [sheet] = read(written.getvalue(), "stock.ods", in_detail=True)
    assert sheet.marks.formulas == {(2, 1)}
    assert sheet.marks.merged == {(2, 1), (2, 2)}
