"""The heading rows: where they stand, in which words, what is missing, and what is remembered."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from catalogue.errors import DomainError
from catalogue.exchange.blanks import blank_workbook, headings
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.layout import certain, headings_key, laid_at, lay, proposed, repeated
from catalogue.exchange.vocabulary import ImportKind
from catalogue.exchange.workbook import Sheet, read
from tests.catalogue.exchange.samples import SHARED_SEED

PROGRAMME = ImportKind.PROGRAMME


def sheets_of(text: str) -> tuple[Sheet, ...]:
    return read(text.encode(), "liste.csv")


def laid(kind: ImportKind, text: str):
    sheets, columns = sheets_of(text), IMPORTERS[kind].columns
    return lay(proposed(sheets, columns), sheets, columns)


def test_titles_may_stand_above() -> None:
    text = "Stock de normes\nau 1er janvier\n\nRéférence;Titre;Remarques\nNM 1;Mil;rien\n"
    found = laid(ImportKind.STANDARDS, text)
    assert list(found.rows) == [5]
    assert found.unread() == ("Remarques",)
    assert found.rows[5]["title_fr"] == "Mil"


@pytest.mark.parametrize(
    "heading",
    [
        "Référence;Titre",
        "REFERENCE ;titre francais",
        "reference;title_fr",
        "Référence*;French title",
    ],
)
def test_headings_are_known_in_any_usual_writing(heading: str) -> None:
    found = laid(ImportKind.STANDARDS, f"{heading}\nNM 1;Mil")
    assert set(found.layout.places) == {"reference", "title_fr"}


def test_the_words_of_an_office_are_known() -> None:
    text = (
        "N° projet;Intitulé;CT;Stade actuel;Date stade;Norme de base;Date prévue enquête;"
        "Date prévue publication;État\n1;Mil;CTN1;20.00;05/01/2026;;;;"
    )
    sheets, columns = sheets_of(text), IMPORTERS[PROGRAMME].columns
    layout = proposed(sheets, columns)
    assert list(layout.places) == [
        "number", "title_fr", "committee", "stage", "stage_on", "base_reference",
        "target_40_20", "target_60_60", "status",
    ]  # fmt: skip
    assert certain(layout, sheets, columns)


def test_a_mistyped_heading_is_proposed_and_a_person_looks() -> None:
    text = "Numéro de projet;Titre francais;Comitée;Stade;Date du stade\n1;Mil;CTN1;20.00;5/1/2026"
    sheets, columns = sheets_of(text), IMPORTERS[PROGRAMME].columns
    layout = proposed(sheets, columns)
    assert layout.places["committee"] == 2
    assert layout.doubtful == {2}
    assert not certain(layout, sheets, columns)


def test_both_reference_list_files_are_read() -> None:
    rows = ",".join(["x"] * 14)
    found = laid(ImportKind.REFERENCE, f"{SHARED_SEED}\n{rows}")
    assert len(found.layout.places) == 14
    assert not found.unread()


def test_a_missing_obligatory_column_is_named() -> None:
    with pytest.raises(DomainError, match="« Comité », « Stade », « Stade atteint le »"):
        laid(PROGRAMME, "Numéro;Titre\n1;Mil")


def test_a_file_without_headings_names_those_expected() -> None:
    with pytest.raises(DomainError, match="« Référence »"):
        laid(ImportKind.STANDARDS, "NM 1;Mil\nNM 2;Sorgho")


def test_two_columns_of_one_name_are_told() -> None:
    sheets = sheets_of("Référence;Titre;Intitulé\nNM 1;Mil;Mil")
    columns = IMPORTERS[ImportKind.STANDARDS].columns
    layout = proposed(sheets, columns)
    assert [one.code for one in repeated(layout, columns)] == ["title_fr"]
    assert not certain(layout, sheets, columns)


def test_headings_alone_are_refused() -> None:
    with pytest.raises(DomainError, match="au moins une ligne"):
        laid(ImportKind.STANDARDS, "Référence;Titre")


@pytest.mark.parametrize("kind", ImportKind)
def test_the_blank_file_is_read_by_the_import_it_is_for(kind: ImportKind) -> None:
    columns = IMPORTERS[kind].columns
    sheets = read(blank_workbook(kind, columns), "modele.xlsx", in_detail=True)
    assert [sheet.name for sheet in sheets][1] == "Explications"
    assert list(sheets[0].lines[0].cells) == headings(columns)
    layout = proposed(sheets, columns)
    assert certain(layout, sheets, columns)
    with pytest.raises(DomainError, match="au moins une ligne"):
        lay(layout, sheets, columns)


@pytest.mark.parametrize("kind", ImportKind)
def test_no_heading_means_two_columns(kind: ImportKind) -> None:
    seen: dict[str, str] = {}
    for column in IMPORTERS[kind].columns:
        for heading in column.headings():
            assert seen.setdefault(heading, column.code) == column.code


def office_workbook() -> bytes:
    """Two title rows, two heading rows with merged groups, a hidden column and hidden rows."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    plain = book.add_format({})
    sheet = book.add_worksheet("Programme 2026")
    sheet.merge_range(0, 0, 0, 7, "Programme national de normalisation", plain)
    sheet.merge_range(1, 0, 1, 7, "Mis à jour le 31/01/2026", plain)
    for place, text in enumerate(("N° projet", "Intitulé", "CTN")):
        sheet.merge_range(2, place, 3, place, text, plain)
    sheet.merge_range(2, 3, 2, 4, "Stade", plain)
    sheet.write_row(3, 3, ["code", "atteint le"])
    sheet.merge_range(2, 5, 2, 6, "Date prévue", plain)
    sheet.write_row(3, 5, ["enquête", "publication"])
    sheet.write(2, 7, "Observations")
    sheet.write_row(4, 0, ["2026-001", "Mil", "CTN1", "20.00", "05/01/2026", "", "", "rien"])
    sheet.write_row(5, 0, ["2026-002", "Sorgho", "CTN1", "20.00", "05/01/2026", "", "", ""])
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.set_column(2, 2, None, None, {"hidden": True})
    book.add_worksheet("Brouillon").hide()
    book.close()
    return written.getvalue()


def test_two_heading_rows_are_taken_together_and_what_is_hidden_is_told() -> None:
    columns = IMPORTERS[PROGRAMME].columns
    sheets = read(office_workbook(), "office.xlsx", in_detail=True)
    layout = proposed([sheets[0]], columns)
    assert (layout.top, layout.depth) == (3, 2)
    assert layout.headings[4:7] == ("Stade atteint le", "Date prévue enquête",
                                    "Date prévue publication")  # fmt: skip
    assert list(layout.places) == [
        "number", "title_fr", "committee", "stage", "stage_on", "target_40_20", "target_60_60",
    ]  # fmt: skip
    assert not certain(layout, [sheets[0]], columns)
    assert list(lay(layout, [sheets[0]], columns).rows) == [5, 6]
    assert sheets[0].marks.hidden_rows == {6}
    assert 3 in sheets[0].marks.hidden_columns


def test_what_people_said_of_the_same_headings_is_taken_up() -> None:
    text = "No;Quoi;Qui;Où;Quand\n1;Mil;CTN1;20.00;05/01/2026"
    sheets, columns = sheets_of(text), IMPORTERS[PROGRAMME].columns
    places = {"number": 0, "title_fr": 1, "committee": 2, "stage": 3, "stage_on": 4}
    kept = {headings_key(["NO", "quoi", "Qui", "ou", "quand"]): places}
    layout = proposed(sheets, columns, kept.get)
    assert layout.remembered
    assert certain(layout, sheets, columns)
    assert lay(layout, sheets, columns).rows[2]["title_fr"] == "Mil"


def test_a_person_may_point_out_the_heading_row() -> None:
    sheets, columns = sheets_of("Titre;Stade\na;b\nNo;Titre\n1;Mil"), IMPORTERS[PROGRAMME].columns
    assert laid_at(sheets, columns, sheet=0, top=3, depth=1).headings == ("No", "Titre")
    with pytest.raises(DomainError, match="vide"):
        laid_at(sheets, columns, sheet=0, top=9, depth=1)
