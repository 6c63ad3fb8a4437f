"""The form to fill by hand: what it asks, what it knows already, and that a machine can read it."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from review.answers.vocabulary import CRITERIA
from tests.review.assignments.arranging import asked, council_text, entering, opened, reader
from tests.review.offline.driving import COMPLETE
from tests.review.offline.sheets import typed


def words(written: bytes) -> str:
    pages = PdfReader(io.BytesIO(written)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def written_in_the_form(paper: bytes) -> str:
    """The words alone: an answer may turn the page, between a foot and the next head."""
    said = words(paper).replace("\u200b", "")
    turning = r" Relecture n° \d+ – .{1,80}? page \d+ / \d+( Agence .*? version \d+)?"
    return re.sub(turning, "", said)


def test_the_blank_form_asks_every_criterion_and_is_to_be_signed(desk, assignment):
    answer = desk.client.get(f"{desk.base}/grille.pdf")
    assert answer.mimetype == "application/pdf"
    said = words(answer.data)
    assert [code for code in CRITERIA if f"{code}. " not in said] == []
    assert f"Relecture n° {assignment.id}" in said.replace("\u00a0", " ")
    for part in ("Awa Traoré", "Déclaration d’intérêts", "Signature", "Preuve attendue"):
        assert part in said
    assert "☑" not in said
    assert said.count("☐") > 60


def test_the_form_is_tagged(desk):
    root = PdfReader(io.BytesIO(desk.client.get(f"{desk.base}/grille.pdf").data)).trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_answers_saved_are_ticked_and_written_when_asked_for(desk):
    address, _page = desk.preview(typed(desk.download(), COMPLETE))
    desk.apply(address)
    said = written_in_the_form(desk.client.get(f"{desk.base}/grille.pdf?reponses=oui").data)
    assert "☑ 2" in said
    assert "aux mains de 65 mm" in said
    assert "neuf femmes sur dix" in said
    assert "neuf femmes sur dix" not in words(desk.client.get(f"{desk.base}/grille.pdf").data)


def test_only_one_s_own_form_is_printed(session, desk, sign_in, by):
    other = reader(session)
    made = opened(session, council_text(session), by)
    theirs = asked(session, made, other, by)
    session.commit()
    path = f"/relectures/mes-relectures/{theirs.id}/hors-connexion/grille.pdf"
    assert desk.client.get(path).status_code == 404
    # The form holds the declaration of interests: it is printed before anything is declared.
    assert entering(sign_in, other).get(path).status_code == 200
