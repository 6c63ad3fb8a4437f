"""Download the checklist, fill it away from the screen, send it back, apply it, hand it in."""

from __future__ import annotations

import csv
import io
import re

import sqlalchemy as sa
from flask import g

from catalogue.journal.models import Entry, EntryPayload
from review.answers.models import Review
from review.answers.queries import working_copy
from review.answers.vocabulary import CRITERIA, Marker
from review.assignments.queries import assignment_of
from review.assignments.vocabulary import AssignmentState
from review.offline.models import ChecklistImport
from review.offline.vocabulary import ImportState
from tests.review.assignments.arranging import entering, reader
from tests.review.offline.driving import COMPLETE, plain, version_on
from tests.review.offline.sheets import cell, grid, typed


def recorded(session, assignment):
    session.expire_all()
    return working_copy(session, assignment_of(session, assignment.id)).filled


def test_a_whole_checklist_filled_in_a_spreadsheet_is_handed_in(session, desk, assignment):
    address, page = desk.preview(typed(desk.download(), COMPLETE))
    assert "la grille sera complète" in page
    assert session.scalar(sa.select(sa.func.count()).select_from(Review)) == 0
    assert desk.apply(address).status_code == 302
    filled = recorded(session, assignment)
    assert [code for code in CRITERIA if filled.value(code) is None] == []
    assert filled.answer("A3").quotation == "la poignée convient\naux mains de 65 mm"
    assert filled.value("F3") == "physique,sociale"
    assert filled.value("P2") == "femmes=3,hommes=9"
    assert desk.submit().status_code == 302
    session.expire_all()
    review = session.scalars(sa.select(Review)).one()
    assert review.marker_strict is Marker.SIGNIFICANT
    assert assignment_of(session, assignment.id).state is AssignmentState.SUBMITTED


def test_saved_answers_are_prefilled_and_come_back_unchanged(desk):
    address, _page = desk.preview(typed(desk.download(), COMPLETE))
    desk.apply(address)
    again = desk.download()
    assert cell(again, "A3", "value").startswith("2\u00a0: traité par une exigence")
    assert cell(again, "P2", "value") == "3 femmes, 9 hommes"
    assert cell(again, "F3", "value") == "Physique, Sociale"
    address, page = desk.preview(again)
    assert "ne change rien" in page
    answer = desk.apply(address)
    assert answer.status_code == 422
    assert "rien à appliquer" in plain(answer.text)


def test_pressing_twice_applies_once(session, desk):
    address, _page = desk.preview(typed(desk.download(), {"F1": {"value": "oui"}}))
    data = {"version": version_on(desk.client.get(address).text)}
    assert desk.client.post(f"{address}/appliquer", data=data).status_code == 302
    second = desk.client.post(f"{address}/appliquer", data=data)
    assert second.status_code == 422
    assert "rien n’a été fait une seconde fois" in plain(second.text)
    tags = session.scalars(sa.select(Entry.tag)).all()
    assert tags.count("review:sheet_applied") == 1


def test_the_same_file_sent_twice_is_kept_once(session, desk):
    content = typed(desk.download(), {"F1": {"value": "oui"}})
    first, _page = desk.preview(content)
    second, _page = desk.preview(content)
    assert first == second
    assert len(session.scalars(sa.select(ChecklistImport)).all()) == 1


def test_undoing_puts_back_what_was_there_and_leaves_what_changed_since(session, desk, assignment):
    desk.save("personnes", F1_value="non", F1_note="Une vis")
    desk.save("texte", T1_value="not_ok", T1_note="page 4")
    filled = typed(
        desk.download(),
        {"F1": {"value": "oui", "note": "Des meunières"}, "T1": {"value": "ok", "note": ""}},
    )
    address, page = desk.preview(filled)
    assert "efface quelque chose" in page
    desk.apply(address)
    desk.save("personnes", F1_value="oui", F1_note="Des meunières et des meuniers")
    assert desk.client.post(f"{address}/annuler").status_code == 302
    filled = recorded(session, assignment)
    assert (filled.value("T1"), filled.answer("T1").note) == ("not_ok", "page 4")
    assert filled.answer("F1").note == "Des meunières et des meuniers"
    shown = plain(desk.client.get(address).text)
    assert "restent comme elles sont" in shown
    assert "Annulé" in shown
    assert desk.client.post(f"{address}/annuler").status_code == 422


def test_a_file_given_up_writes_nothing_and_forgets_its_rows(session, desk):
    address, _page = desk.preview(typed(desk.download(), {"F1": {"value": "oui"}}))
    assert desk.client.post(f"{address}/abandonner").status_code == 302
    kept = session.scalars(sa.select(ChecklistImport)).one()
    assert (kept.state, kept.rows) == (ImportState.DISCARDED, [])
    assert session.scalars(sa.select(Review)).all() == []


def test_what_was_sent_waits_for_who_comes_back_later(desk, who, sign_in):
    """A session that ends between the preview and the act loses nothing."""
    address, _page = desk.preview(typed(desk.download(), {"F1": {"value": "oui"}}))
    for name in ("_login_user", "actor"):
        g.pop(name, None)
    with desk.client.session_transaction() as held:
        held.clear()
    assert desk.client.post(f"{address}/appliquer", data={"version": "1"}).status_code == 401
    desk.client = entering(sign_in, who)
    assert "grille.xlsx" in desk.client.get(desk.base).text
    assert "Modifiée" in desk.client.get(address).text
    assert desk.apply(address).status_code == 302


def test_the_journal_says_which_criteria_and_never_the_answers(session, desk):
    address, _page = desk.preview(
        typed(desk.download(), {"F1": {"value": "oui", "note": "Zanzibarite"}})
    )
    desk.apply(address)
    told = session.execute(
        sa.select(Entry.subject_type, EntryPayload.canonical)
        .join(EntryPayload, EntryPayload.entry_seq == Entry.seq)
        .where(Entry.tag == "review:sheet_applied")
    ).one()
    assert told.subject_type == "review"
    assert '"F1"' in told.canonical
    assert "Zanzibarite" not in told.canonical


def test_the_page_and_the_desk_lead_there(desk):
    assert desk.base in desk.client.get(desk.home).text
    page = plain(desk.client.get(desk.base).text)
    assert "Télécharger la grille" in page
    assert "Déposer la grille remplie" in page


def test_nobody_else_reaches_a_sheet_or_what_came_back(session, desk, by, sign_in):
    address, _page = desk.preview(typed(desk.download(), {"F1": {"value": "oui"}}))
    other = reader(session)
    session.commit()
    for account, refused in ((other, 404), (by, 403)):
        client = entering(sign_in, account)
        for path in (desk.base, f"{desk.base}/grille.xlsx", address):
            assert client.get(path).status_code == refused, path
        for act in ("appliquer", "abandonner", "annuler"):
            answer = client.post(f"{address}/{act}", data={"version": "1"})
            assert answer.status_code == refused, act


def test_the_grid_saved_as_csv_comes_back(session, desk, assignment):
    filled = typed(desk.download(), {"F1": {"value": "Oui", "note": "=1+1"}})
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    for line in grid(filled).lines:
        writer.writerow(line.cells)
    address, page = desk.preview(written.getvalue().encode("utf-8-sig"), "grille.csv")
    assert "Modifiée" in page
    assert "ne dit plus" not in page  # its first line still names the reading
    desk.apply(address)
    assert recorded(session, assignment).answer("F1").note == "=1+1"


def test_the_list_of_files_costs_the_same_however_many_came_back(desk, count_queries):
    content = desk.download()
    desk.preview(typed(content, {"F1": {"value": "oui"}}))
    with count_queries as one:
        desk.client.get(desk.base)
    first = one.count
    for number in range(4):
        desk.preview(typed(content, {"F1": {"note": f"note {number}"}}))
    one.statements.clear()
    with count_queries as many:
        desk.client.get(desk.base)
    assert many.count == first
    assert not re.search(r"checklist_import\.rows", " ".join(many.statements))
