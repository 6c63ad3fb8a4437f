"""Spreadsheets as they come back broken, moved, altered or from elsewhere: a sentence each."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from xlsxwriter import Workbook

from catalogue import retention
from catalogue.accounts.models import Account
from catalogue.database import begin_write
from catalogue.exchange import workbook
from catalogue.exchange.workbook import MEBIBYTE, _sheets_of
from review.answers.queries import working_copy
from review.assignments.models import Assignment
from review.assignments.queries import assignment_of
from review.assignments.vocabulary import RoundState
from review.checklists.vocabulary import AnswerKind
from review.offline import upkeep
from review.offline.models import ChecklistImport
from tests import factories
from tests.conftest import NOW
from tests.review.assignments.arranging import (
    asked,
    begun,
    council_text,
    entering,
    handed_in,
    opened,
    reader,
    secretariat,
)
from tests.review.checklists.versions import extra, next_version
from tests.review.offline.driving import COMPLETE, Desk, plain
from tests.review.offline.sheets import changed, formula, grid, place, row_of, typed


def again_account(session, who):
    return session.scalars(
        sa.select(Account)
        .where(Account.id == who.id)
        .options(selectinload(Account.roles))
        .execution_options(populate_existing=True)
    ).one()


def recorded(session, assignment):
    session.expire_all()
    return working_copy(session, assignment_of(session, assignment.id)).filled


# --- Newer answers on the screen -----------------------------------------------------------------


def test_an_answer_changed_on_both_sides_is_shown_twice_and_asks(session, desk, assignment):
    desk.save("personnes", F1_value="oui", F1_note="Première version")
    content = typed(desk.download(), {"F1": {"note": "Texte du fichier"}})
    desk.save("personnes", F1_value="oui", F1_note="Texte de l’écran")
    address, page = desk.preview(content)
    assert "Texte du fichier" in page
    assert "Texte de l’écran" in page
    assert "Quelle réponse garder pour F1" in page
    unanswered = desk.apply(address)
    assert unanswered.status_code == 422
    assert "F1 : choisissez la réponse à garder" in plain(unanswered.text)
    assert recorded(session, assignment).answer("F1").note == "Texte de l’écran"
    kept = desk.apply(address, choice_F1="recorded")
    assert "rien à appliquer" in plain(kept.text)
    assert desk.apply(address, choice_F1="file").status_code == 302
    assert recorded(session, assignment).answer("F1").note == "Texte du fichier"


def test_what_will_be_left_to_complete_counts_what_is_to_be_chosen(desk):
    desk.save("personnes", F1_value="oui")
    content = typed(desk.download(), COMPLETE | {"F1": {"value": "non"}})
    desk.save("personnes", F1_value="", F1_note="à revoir")
    _address, page = desk.preview(content)
    assert "Quelle réponse garder pour F1" in page
    assert "Selon vos choix ci-dessus, la grille sera complète ou il restera" in page


def test_old_files_are_forgotten_and_their_answers_stay(session, desk, assignment, app):
    address, _page = desk.preview(typed(desk.download(), {"F1": {"value": "oui"}}))
    desk.apply(address)
    waiting, _page = desk.preview(typed(desk.download(), {"T1": {"value": "ok"}}))
    day = timedelta(days=1)
    for age, states in (
        (upkeep.SHEET_ROWS - day, {"applied", "staged"}),
        (upkeep.SHEET_ROWS + day, {"applied", "discarded"}),
    ):
        session.rollback()
        begin_write(session)
        retention.take_away(session, at=NOW + age, timezone="Africa/Bamako")
        session.commit()
        kept = session.scalars(sa.select(ChecklistImport)).all()
        assert {one.state.value for one in kept} == states
        assert {bool(one.rows) for one in kept} == {age < upkeep.SHEET_ROWS}
    assert recorded(session, assignment).value("F1") == "oui"
    assert "Annuler la reprise" not in desk.client.get(address).text
    assert "Abandonné" in desk.client.get(waiting).text
    said = (Path(app.root_path).parent / "OPERATIONS.md").read_text(encoding="utf-8")
    assert f"depuis plus de {upkeep.SHEET_ROWS.days} jours" in said


def test_an_answer_changed_on_the_screen_only_stays(session, desk, assignment):
    desk.save("personnes", F1_value="oui", F1_note="Ancien")
    content = typed(desk.download(), {"T1": {"value": "ok"}})
    desk.save("personnes", F1_value="non", F1_note="Nouveau")
    address, page = desk.preview(content)
    assert "Plus récente à l’écran" in page
    desk.apply(address)
    filled = recorded(session, assignment)
    assert (filled.answer("F1").note, filled.value("T1")) == ("Nouveau", "ok")


def test_an_answer_saved_after_the_preview_shows_it_anew(session, desk, assignment):
    content = typed(desk.download(), {"F1": {"value": "oui", "note": "Du fichier"}})
    address, _page = desk.preview(content)
    seen = re.search(r'name="version" value="(\d+)"', desk.client.get(address).text)[1]
    desk.save("personnes", F1_value="non", F1_note="De l’écran")
    answer = desk.client.post(f"{address}/appliquer", data={"version": seen})
    # The choice that has become needed is asked for, whichever check sees it first.
    assert answer.status_code in {302, 422}
    assert recorded(session, assignment).answer("F1").note == "De l’écran"
    assert "De l’écran" in desk.client.get(address).text


# --- Rows ----------------------------------------------------------------------------------------


def test_a_code_altered_is_named_and_nothing_is_guessed(session, desk, assignment):
    content = typed(desk.download(), {"A3": {"code": "A33", "value": "0"}, "F1": {"value": "oui"}})
    address, page = desk.preview(content)
    assert "Le code « A33 » n’existe pas dans cette grille (version 1)" in page
    assert "Sans ligne dans ce fichier, et donc laissés comme ils sont : A3." in page
    halves = desk.apply(address)
    assert halves.status_code == 422
    assert "Lignes refusées : 1" in plain(halves.text)
    assert recorded(session, assignment).value("F1") is None
    assert desk.apply(address, valid_rows_only="y").status_code == 302
    filled = recorded(session, assignment)
    assert (filled.value("F1"), filled.value("A3")) == ("oui", None)


def test_a_code_wiped_out_is_named(desk):
    _address, page = desk.preview(typed(desk.download(), {"A3": {"code": "", "value": "0"}}))
    assert "Cette ligne n’a plus de code" in page


def test_a_row_moved_still_answers_its_own_criterion(session, desk, assignment):
    content = typed(desk.download(), {"F1": {"value": "oui"}, "P5": {"value": "non"}})
    first, last = row_of(content, "F1"), row_of(content, "P5")

    def swap(xml: str) -> str:
        rows = {
            number: re.search(rf'<row r="{number}".*?</row>', xml, re.DOTALL)[0]
            for number in (first, last)
        }
        for number, other in ((first, last), (last, first)):
            moved = re.sub(rf'(r="[A-I]?){other}"', rf'\g<1>{number}"', rows[other])
            xml = xml.replace(rows[number], f"@{number}@", 1)
            rows[f"to {number}"] = moved
        return xml.replace(f"@{first}@", rows[f"to {first}"]).replace(
            f"@{last}@", rows[f"to {last}"]
        )

    moved = changed(content, swap)
    assert row_of(moved, "F1") == last
    address, _page = desk.preview(moved)
    desk.apply(address)
    filled = recorded(session, assignment)
    assert (filled.value("F1"), filled.value("P5")) == ("oui", "non")


def test_a_code_written_twice_refuses_both_rows(desk):
    content = typed(desk.download(), {"A4": {"code": "A3", "value": "0"}, "A3": {"value": "2"}})
    _address, page = desk.preview(content)
    assert page.count("Le code A3 est écrit sur plusieurs lignes") == 2


def test_a_locked_label_changed_is_said_and_the_answer_is_read(session, desk, assignment):
    content = typed(
        desk.download(), {"F1": {"value": "oui", "question": "Est-ce pour les femmes ?"}}
    )
    address, page = desk.preview(content)
    assert page.count("Le libellé de ce critère a été changé dans le fichier") == 1
    assert "Des personnes utilisent-elles" in page
    desk.apply(address)
    assert recorded(session, assignment).value("F1") == "oui"


def test_a_file_saved_again_by_another_program_is_still_the_same_grid(session, desk, assignment):
    """LibreOffice writes shared strings, its own styles, and no custom properties."""
    desk.save("personnes", F1_value="oui", F1_note="À l’écran")
    content = typed(desk.download(), {"T1": {"value": "convient"}})
    again = io.BytesIO()
    book = Workbook(again, {"in_memory": True})
    for sheet in _sheets_of(content, in_detail=True)["sheets"]:
        made = book.add_worksheet(sheet["name"])
        if sheet["hidden"]:
            made.hide()
        for number, cells in sheet["rows"]:
            made.write_row(number - 1, 0, cells)
    book.close()
    address, page = desk.preview(again.getvalue(), "grille-LibreOffice.xlsx")
    assert "ne dit plus de quelle relecture il vient" not in page
    assert "libellé" not in page
    assert desk.apply(address).status_code == 302
    filled = recorded(session, assignment)
    assert (filled.value("T1"), filled.answer("F1").note) == ("ok", "À l’écran")


def test_a_formula_is_refused_with_its_place_and_never_worked_out(desk):
    content = formula(desk.download(), "F1", "note", "1+1", "2")
    _address, page = desk.preview(content)
    assert "Colonne « Motif ou commentaire » : cette case contient une formule" in page


def test_merged_cells_are_refused(desk):
    content = desk.download()
    at, below = place(content, "A3", "value"), place(content, "A4", "value")
    cells = f'<mergeCells count="1"><mergeCell ref="{at}:{below}"/></mergeCells>'
    merged = changed(
        typed(content, {"A3": {"value": "0"}}),
        lambda xml: re.sub(r"(<sheetProtection[^>]*/>)", rf"\1{cells}", xml),
    )
    _address, page = desk.preview(merged)
    assert page.count("cette case est fusionnée avec une autre") == 2


def test_a_hidden_row_is_read_and_said(session, desk, assignment):
    content = typed(desk.download(), {"F1": {"value": "oui"}})
    number = row_of(content, "F1")
    hidden = changed(
        content, lambda xml: xml.replace(f'<row r="{number}"', f'<row r="{number}" hidden="1"', 1)
    )
    address, page = desk.preview(hidden)
    assert "Cette ligne était masquée" in page
    desk.apply(address)
    assert recorded(session, assignment).value("F1") == "oui"


@pytest.mark.parametrize(
    ("code", "cells", "said"),
    [
        ("A3", {"value": "peut-être"}, "A3 : la réponse « peut-être » n’existe pas"),
        ("A3", {"material": "un peu"}, "écrivez Oui ou Non"),
        ("F3", {"value": "physique, lunaire"}, "F3 : la réponse « physique, lunaire »"),
        ("P2", {"value": "3/9"}, "P2 : donnez deux nombres entiers"),
        ("P2", {"value": "3 femmes, 200000 hommes"}, "100"),
        ("F1", {"value": "2026-03-05"}, "n’existe pas"),
        ("A3", {"clause": "2026-02-05"}, "le tableur a fait une date"),
        ("A3", {"clause": "x" * 501}, "Raccourcissez ce texte à 500 caractères"),
        ("A3", {"note": "x" * 2001}, "Raccourcissez ce texte à 2000 caractères"),
        ("already_covered", {"source": "ISO 12100"}, "Cochez cette affirmation"),
        ("gender_purpose", {"value": "peut-être"}, "Répondez Oui, ou laissez la case vide"),
    ],
)
def test_a_row_is_refused_by_the_checks_of_the_screen(desk, code, cells, said):
    _address, page = desk.preview(typed(desk.download(), {code: cells}))
    assert "Refusée" in page
    assert said in page


def test_a_text_in_a_grey_cell_is_not_lost_silently(desk):
    _address, page = desk.preview(typed(desk.download(), {"F1": {"source": "Enquête"}}))
    assert "rien n’est demandé là pour F1" in page
    assert "Enquête" in page


def test_what_will_still_be_missing_is_said_beside_each_row(desk):
    _address, page = desk.preview(typed(desk.download(), {"A3": {"value": "2", "material": "oui"}}))
    assert "Avant de soumettre : A3 : indiquez l’article du texte" in page
    assert "Avant de soumettre : A3 : citez les mots de l’exigence" in page


# --- Files ---------------------------------------------------------------------------------------


def test_a_file_of_another_person_is_refused_without_naming_them(session, desk, by, sign_in):
    other = reader(session, name="Xénophile Quartz")
    mine = session.get(Assignment, int(desk.home.rpartition("/")[2]))
    theirs = begun(session, asked(session, assignment_of(session, mine.id).round, other, by), other)
    session.commit()
    who = mine.account_id
    theirs_desk = Desk(entering(sign_in, other), theirs.id)
    content = typed(theirs_desk.download(), {"F1": {"value": "oui"}})
    desk.client = entering(sign_in, session.get(Account, who))
    said = desk.refused(content)
    assert "n’est pas celui de cette relecture" in said
    assert "Quartz" not in said
    assert session.scalars(sa.select(ChecklistImport)).all() == []


def test_a_file_of_one_s_other_reading_says_where_it_goes(session, desk, who, by):
    item = factories.work_item(session, title_fr="Foyers de cuisson")
    made = opened(session, council_text(session, item), by)
    other = begun(session, asked(session, made, who, by), who)
    session.commit()
    content = Desk(desk.client, other.id).download()
    assert "« Foyers de cuisson ». Déposez-le sur la page de cette relecture-là" in desk.refused(
        content
    )


def test_a_file_of_an_older_checklist_is_told_and_matched_by_code(session, desk, assignment, who):
    desk.save("personnes", F1_value="non", F1_note="Une vis")
    old = desk.download()
    made = next_round(session, assignment)
    by, who = secretariat(session), again_account(session, who)
    second = begun(session, asked(session, made, who, by), who)
    session.commit()
    later = Desk(desk.client, second.id)
    later.save("texte", T1_value="not_ok", T1_note="page 2")
    content = typed(old, {"P5": {"value": "oui"}, "T1": {"value": "ok"}, "A2": {"value": "0"}})
    address, page = later.preview(content)
    assert "Ce fichier suit la version 1 de la grille ; cette relecture suit la version 2" in page
    assert "une autre relecture de la même norme" in page
    assert "Le critère P5 n’existe plus dans la version 2 de la grille" in page
    assert "Quelle réponse garder pour T1" in page  # nothing recorded is replaced unasked
    assert later.apply(address, valid_rows_only="y", choice_T1="recorded").status_code == 302
    filled = recorded(session, second)
    assert filled.value("A2") == "0"
    assert filled.value("F1") == "non"
    assert filled.value("T1") == "not_ok"


def test_criteria_that_a_later_version_adds_are_filled_in_the_sheet_too(
    session, assignment, who, sign_in
):
    made = next_round(session, assignment)
    second = begun(session, asked(session, made, who, secretariat(session)), who)
    session.commit()
    desk = Desk(sign_in(who), second.id)
    content = typed(
        desk.download(),
        {"X1": {"value": "1 homme, 2 femmes", "note": "Liste de présence"}, "X2": {"value": "non"}},
    )
    address, page = desk.preview(content)
    assert "modifiées : 2" in page
    desk.apply(address)
    filled = recorded(session, second)
    assert (filled.value("X1"), filled.value("X2")) == ("femmes=2,hommes=1", "non")


def next_round(session, assignment):
    """Publish a version without P5 and with two criteria more, and open a round with it."""
    next_version(
        session,
        extra("X1", AnswerKind.COMPOSITION),
        extra("X2", AnswerKind.YES_NO_UNKNOWN),
        without=("P5",),
    )
    round_ = assignment_of(session, assignment.id).round
    round_.state = RoundState.CANCELLED
    return opened(session, council_text(session, round_.work_item), secretariat(session))


def test_a_file_that_no_longer_says_where_it_comes_from_replaces_nothing_unasked(desk):
    desk.save("personnes", F1_value="oui", F1_note="Écrite à l’écran")
    lines = grid(typed(desk.download(), {"F1": {"note": "Autre"}, "T1": {"value": "ok"}})).lines
    rows = [line.cells for line in lines[1:]]
    text = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in rows)
    _address, page = desk.preview(text.encode(), "grille.csv")
    assert "ne dit plus de quelle relecture il vient" in page
    assert "Quelle réponse garder pour F1" in page


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Nom;Prix\nMil;200\n", "prix.csv", "n’est pas une grille de relecture"),
        ("Code;Réponse;Article\nA3;0;5\n".encode(), "g.csv", "Il manque dans ce fichier"),
        (b"\x89PNG\r\n\x1a\n....", "g.xlsx", "n’est pas ce que son nom annonce"),
        (b"PK\x03\x04 rien", "g.xlsx", "abîmé"),
        (b"x", "g.pdf", "Choisissez un fichier d’un de ces formats"),
        (b"", "g.xlsx", "vide"),
    ],
)
def test_a_wrong_file_says_what_to_do(session, desk, content, name, said):
    assert said in desk.refused(content, name)
    assert session.scalars(sa.select(ChecklistImport)).all() == []


def test_no_file_is_asked_for(desk):
    answer = desk.client.post(desk.base, data={}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Choisissez le fichier de la grille remplie" in plain(answer.text)


def test_a_zip_bomb_is_refused_before_it_is_opened(desk):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (30 * MEBIBYTE))
    assert "trop de place" in desk.refused(written.getvalue())


def test_two_hundred_thousand_empty_rows_do_not_matter(session, desk, assignment):
    content = typed(desk.download(), {"F1": {"value": "oui"}})
    last = max(line.number for line in grid(content).lines)
    empty = "".join(
        f'<row r="{number}"><c r="C{number}" s="1"/></row>'
        for number in range(last + 1, last + 200_001)
    )
    big = changed(content, lambda xml: xml.replace("</sheetData>", f"{empty}</sheetData>"))
    address, page = desk.preview(big)
    assert "modifiées : 1" in page
    desk.apply(address)
    assert recorded(session, assignment).value("F1") == "oui"


def test_a_file_full_of_rows_or_text_is_no_checklist(desk):
    head = "Code;Réponse;Importante ?;Article;Citation;Motif ou commentaire;Source ou référence\n"
    assert "Vérifiez que c’est le bon fichier" in desk.refused(
        (head + "A3;0;;;;;\n" * 200).encode(), "g.csv"
    )
    long = "x" * (workbook.LONGEST_CELL - 1)
    assert "trop de texte" in desk.refused((head + f"A3;0;;{long};;;\n" * 20).encode(), "g.csv")


# --- When it may not be written ------------------------------------------------------------------


def test_interests_come_first(session, who, by, sign_in):
    made = opened(session, council_text(session), by)
    invited = asked(session, made, who, by)
    session.commit()
    desk = Desk(sign_in(who), invited.id)
    assert desk.client.get(desk.base).status_code == 302
    assert "Déclarez d’abord vos intérêts" in desk.refused(b"Code;R\n", "g.csv")
    assert desk.client.get(f"{desk.base}/grille.xlsx").status_code == 422


def test_after_handing_in_a_file_is_refused_and_what_waited_is_still_shown(
    session, desk, assignment, who
):
    content = typed(desk.download(), {"F1": {"value": "oui", "note": "Trop tard"}})
    address, _page = desk.preview(content)
    handed_in(session, assignment_of(session, assignment.id), again_account(session, who))
    session.commit()
    assert "déjà soumise" in desk.refused(content)
    page = plain(desk.client.get(address).text)
    assert "ne peut plus la changer" in page
    assert "Trop tard" in page
    assert "Enregistrer ces réponses" not in page
    assert "déjà soumise" in plain(desk.apply(address).text)
    assert "dites-le au secrétariat" in plain(desk.client.get(desk.base).text)
