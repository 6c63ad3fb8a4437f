"""Reading a text: what comes out of a sound file, and what a hostile one may cost."""

from __future__ import annotations

import io
import time

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from catalogue.documents import docx, texts
from catalogue.errors import DomainError
from tests.catalogue.documents import hostile
from tests.catalogue.documents import made_files as made

PATIENCE = 25  # seconds; a person has given up by then
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def file(tmp_path):
    def _file(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return _file


def read_or_refused(path):
    try:
        return texts.read_raw_pages(path)
    except DomainError:
        return None


def saved(document):
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", made.circle(), "abîmé"),
        ("a.pdf", made.bomb(), "abîmé"),
        ("a.pdf", hostile.many_pages(), "plus de 3000 pages"),
        ("a.pdf", made.pdf("x", password="secret"), "protégé"),
        ("a.pdf", b"", "vide"),
        ("a.pdf", made.DOCX, "n’est pas ce que son nom annonce"),
        ("a.docx", made.pdf("x"), "n’est pas ce que son nom annonce"),
        ("a.docx", hostile.docx_bomb(), "se déplie"),
        ("a.docx", hostile.docx_laughs(), "entités"),
        ("a.docx", made.OLE, "protégé par un mot de passe"),
        ("a.docx", b"PK\x03\x04 rien", "abîmé"),
        ("a.xlsx", made.XLSX, "ne peut pas être lu"),
    ],
)
def test_a_bad_file_is_refused_in_good_time_and_leaves_nothing(file, name, content, sentence):
    path = file(name, content)
    start = time.monotonic()
    with pytest.raises(DomainError) as refusal:
        texts.read_raw_pages(path)
    assert sentence in str(refusal.value.message)
    assert time.monotonic() - start < PATIENCE
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [hostile.nested(), hostile.declared(), hostile.docx_nested()])
def test_a_strange_file_is_read_or_refused_in_good_time(file, content):
    name = "a.docx" if content.startswith(b"PK") else "a.pdf"
    start = time.monotonic()
    pages = read_or_refused(file(name, content))
    assert pages is None or len(pages) == 1
    assert time.monotonic() - start < PATIENCE


def test_scripts_and_attachments_are_not_run_nor_read(file):
    (page,) = texts.read_raw_pages(file("a.pdf", hostile.scripted()))
    assert page.strip() == "Les ouvriers signent."


def test_no_file_of_the_machine_is_read_through_a_document(file, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("confidentiel")
    with pytest.raises(DomainError, match="entités"):
        texts.read_raw_pages(file("a.docx", hostile.docx_outside(str(secret))))


def test_word_gives_its_numbers_pages_tables_and_notes(file):
    document = Document()
    document.add_paragraph("Premier point", style="List Number")
    document.add_paragraph("Deuxième point", style="List Number")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Fonction"
    table.cell(0, 1).text = "Soudeur"
    document.add_paragraph("Fin de page").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Page suivante")
    pages = texts.read_raw_pages(file("a.docx", saved(document)))
    assert [page.split("\n")[0] for page in pages] == ["1. Premier point", ""]
    assert "2. Deuxième point\nFonction\nSoudeur" in pages[0]
    assert "Page suivante" in pages[1]


def test_deleted_words_are_left_out_and_inserted_ones_read(file):
    document = Document()
    paragraph = document.add_paragraph("Les ")
    for change in (
        f"<w:del {W}><w:r><w:delText>ouvriers</w:delText></w:r></w:del>",
        f"<w:ins {W}><w:r><w:t>personnes</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(change))
    assert texts.read_raw_pages(file("a.docx", saved(document))) == ["Les personnes\n"]


def test_the_reader_of_word_documents_never_raises(file):
    for content in (b"", b"PK\x03\x04", made.XLSX, made.PNG):
        assert docx.told_of(file("a.docx", content)) == {"fault": "broken"}


def two_columns(*, by_line):
    left = [f"gauche {n} dit que les mots de ce" for n in range(12)]
    right = [f"droite {n} dit que les mots de la" for n in range(12)]
    drawn = [(60, 700 - 14 * n, text) for n, text in enumerate(left)]
    drawn += [(320, 700 - 14 * n, text) for n, text in enumerate(right)]
    if by_line:
        drawn.sort(key=lambda one: (-one[1], one[0]))
    shown = "".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in drawn).encode()
    stream = b"<< /Length %d >>\nstream\n%b\nendstream" % (len(shown), shown)
    page = hostile.PAGE.replace(b"[0 0 9 9]", b"[0 0 595 842]")
    return made.raw_pdf(hostile.CATALOG, hostile.PAGES, page, stream, hostile.FONT)


@pytest.mark.parametrize("by_line", [True, False])
def test_columns_are_read_one_after_the_other(file, by_line):
    (page,) = texts.read_raw_pages(file("a.pdf", two_columns(by_line=by_line)))
    lines = [line.strip() for line in page.split("\n") if line.strip()]
    assert [line.split()[0] for line in lines] == ["gauche"] * 12 + ["droite"] * 12
    assert lines[1] == "gauche 1 dit que les mots de ce"
