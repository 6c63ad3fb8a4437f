"""The heading row: where it stands, in which words, and what is missing."""

from __future__ import annotations

import pytest

from catalogue.errors import DomainError
from catalogue.exchange import services
from catalogue.exchange.blanks import blank_workbook, headings
from catalogue.exchange.columns import find_headings
from catalogue.exchange.vocabulary import ImportKind
from catalogue.exchange.workbook import read
from tests.catalogue.exchange.samples import SHARED_SEED


def headed(kind: ImportKind, text: str):
    return find_headings(read(text.encode(), "liste.csv"), services.IMPORTERS[kind].columns)


def test_titles_may_stand_above() -> None:
    text = "Stock de normes\nau 1er janvier\n\nRéférence;Titre;Remarques\nNM 1;Mil;rien\n"
    found = headed(ImportKind.STANDARDS, text)
    assert [line.number for line in found.lines] == [5]
    assert found.unknown == ("Remarques",)
    assert found.raw(found.lines[0])["title_fr"] == "Mil"


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
    assert set(headed(ImportKind.STANDARDS, f"{heading}\nNM 1;Mil").columns) == {
        "reference", "title_fr",
    }  # fmt: skip


def test_both_reference_list_files_are_read() -> None:
    rows = ",".join(["x"] * 14)
    found = headed(ImportKind.REFERENCE, f"{SHARED_SEED}\n{rows}")
    assert len(found.columns) == 14
    assert not found.unknown


def test_a_missing_obligatory_column_is_named() -> None:
    with pytest.raises(DomainError, match="« Comité », « Stade », « Stade atteint le »"):
        headed(ImportKind.PROGRAMME, "Numéro;Titre\n1;Mil")


def test_a_file_without_headings_names_those_expected() -> None:
    with pytest.raises(DomainError, match="« Référence »"):
        headed(ImportKind.STANDARDS, "NM 1;Mil\nNM 2;Sorgho")


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(DomainError, match="Deux colonnes"):
        headed(ImportKind.STANDARDS, "Référence;Titre;Intitulé\nNM 1;Mil;Mil")


def test_headings_alone_are_refused() -> None:
    with pytest.raises(DomainError, match="au moins une ligne"):
        headed(ImportKind.STANDARDS, "Référence;Titre")


@pytest.mark.parametrize("kind", ImportKind)
def test_the_blank_file_is_read_by_the_import_it_is_for(kind: ImportKind) -> None:
    columns = services.IMPORTERS[kind].columns
    sheets = read(blank_workbook(kind, columns), "modele.xlsx")
    assert [sheet.name for sheet in sheets][1] == "Explications"
    assert list(sheets[0].lines[0].cells) == headings(columns)
    with pytest.raises(DomainError, match="au moins une ligne"):
        find_headings(sheets, columns)


@pytest.mark.parametrize("kind", ImportKind)
def test_no_heading_means_two_columns(kind: ImportKind) -> None:
    seen: dict[str, str] = {}
    for column in services.IMPORTERS[kind].columns:
        for heading in column.headings():
            assert seen.setdefault(heading, column.code) == column.code
