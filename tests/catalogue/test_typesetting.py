"""Papers are tagged, the same each time, and print what people typed as they typed it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from catalogue import typesetting

AT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
MARGINS = {
    "agency": "AMANORM",
    "kind": "Essai",
    "about": "Norme d’essai",
    "title": "Essai de mise en page",
}


def paper(*rows, **more):
    blocks = [
        {"kind": "heading", "level": 2, "text": "Textes"},
        {"kind": "facts", "rows": [list(row) for row in rows]},
    ]
    return typesetting.pdf("paper", {**MARGINS, "blocks": blocks, **more}, at=AT)


def text_of(written):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(written)).pages)


def names_of(node, found):
    """Collect the kinds of tags of a structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            names_of(part, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.add(str(node["/S"]))
        if "/K" in node:
            names_of(node["/K"], found)
    return found


def test_a_paper_is_tagged_with_its_language_title_headings_and_header_cells():
    reader = PdfReader(io.BytesIO(paper(("Sujet", "Foyers améliorés"))))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata.title == "Essai de mise en page"
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= names_of(root["/StructTreeRoot"], set())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_markup_that_a_person_types_is_printed_as_it_stands():
    typed = '#import "x" *gras* _bas_ $x$ @renvoi <a> \\ // = titre #(1 + 1)'
    assert typed in text_of(paper(("Sujet", typed))).replace("\n", " ")


def test_bambara_letters_and_arabic_are_in_the_fonts():
    written = paper(("Bamanankan", "ɛ ɔ ŋ ɲ Ɛ Ɔ Ŋ Ɲ"), ("Arabe", "مالي"))
    text = text_of(written)
    assert "ɛ ɔ ŋ ɲ Ɛ Ɔ Ŋ Ɲ" in text
    assert "[U+" not in text


def test_a_sign_without_a_letter_of_ours_is_named_and_the_paper_says_so():
    text = text_of(paper(("Sujet", "Norme 中 😀 é ok\x00\ud800"), ("N’ko", "ߒߞߏ")))
    assert "Norme [U+4E2D] [U+1F600] é ok" in text
    assert "[U+07D2][U+07DE][U+07CF]" in text
    assert "n’existe pas dans les caractères" in text


def test_the_same_data_at_the_same_instant_give_the_same_file():
    assert paper(("Sujet", "Foyers")) == paper(("Sujet", "Foyers"))


def test_a_very_long_text_runs_over_many_pages_with_its_number_on_each():
    written = paper(("Motif", "mot " * 60_000))
    pages = PdfReader(io.BytesIO(written)).pages
    assert len(pages) > 20
    assert f"page 7 / {len(pages)}" in pages[6].extract_text().replace("\xa0", " ")


def test_a_word_without_end_does_not_leave_the_page():
    lines = text_of(paper(("Motif", "x" * 5_000))).replace("\u200b", "").splitlines()
    of_the_word = [line for line in lines if "xxx" in line]
    assert sum(line.count("x") for line in of_the_word) == 5_000
    assert max(line.count("x") for line in of_the_word) < 80


def test_an_unknown_template_and_a_passed_limit_are_refused_in_french(monkeypatch):
    with pytest.raises(typesetting.CouldNotSet) as refused:
        typesetting.pdf("absent", MARGINS, at=AT)
    assert "Réessayez" in str(refused.value.message)
    monkeypatch.setattr(typesetting, "SECONDS", -1.99)
    with pytest.raises(typesetting.CouldNotSet):
        paper(("Sujet", "Foyers"))
