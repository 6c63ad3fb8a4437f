from __future__ import annotations

import io
import json

import pytest
from docx import Document

from tests.catalogue.documents import made_files as made

KEYS = {"page", "clause", "start", "end", "text", "kind", "class", "rule", "suggestions", "context"}


@pytest.fixture
def run(app):
    def _run(*arguments):
        return app.test_cli_runner().invoke(args=["scan", *map(str, arguments)])

    return _run


@pytest.fixture
def file(tmp_path):
    def _file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _file


def word_file(*paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_json_is_a_list_of_hints_with_places_in_the_file(run, file):
    raw = "4.2 Port\r\nLes tra-\r\nvailleurs portent des gants. Une personne de 75 kg.\r\n"
    done = run(file("projet.txt", raw), "--lang", "fr", "--format", "json")
    assert done.exit_code == 0
    hints = json.loads(done.stdout)
    assert [set(one) for one in hints] == [KEYS, KEYS]
    assert [(one["class"], one["kind"]) for one in hints] == [
        ("A", "wording"),
        (None, "reference_person"),
    ]
    assert all(raw[one["start"] : one["end"]] == one["text"] for one in hints)
    assert hints[0]["text"] == "tra-\r\nvailleurs"


def test_a_pdf_names_its_scanned_pages(run, file):
    done = run(file("projet.pdf", made.pdf("Les ouvriers signent.", "")), "--lang", "fr")
    assert "« ouvriers »" in done.stdout
    assert "Page numérisée, pas de texte : 2." in done.stdout
    assert "jamais des verdicts" in done.stdout


def test_a_scanned_draft_is_not_said_to_have_nothing_to_look_at(run, file):
    done = run(file("projet.pdf", made.pdf("", "")))
    assert done.exit_code == 0
    assert done.stdout == "Pages numérisées, pas de texte : 1, 2. Lisez-les à l’écran.\n"


def test_a_word_document_is_read(run, file):
    path = file("projet.docx", word_file("Les techniciens signent."))
    assert [one["text"] for one in json.loads(run(path, "--format", "json").stdout)] == [
        "techniciens"
    ]


def test_csv_opens_in_a_spreadsheet(run, file):
    done = run(
        file("a.txt", "Les ouvriers signent le registre."), "--format", "csv", "--lang", "fr"
    )
    assert done.stdout.startswith("\ufeffPage;Article;")
    assert ";ouvriers;" in done.stdout


def test_nothing_to_look_at_is_said(run, file):
    assert "Rien à regarder de près." in run(file("a.txt", "Le tube est en acier.")).stdout


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vide.pdf", b"", "vide"),
        ("vide.txt", b"", "vide"),
        ("faux.pdf", b"du texte", "n’est pas ce que son nom annonce"),
        ("faux.docx", made.PNG, "n’est pas ce que son nom annonce"),
        ("faux.txt", made.pdf("x"), "en .pdf ou .docx"),
        ("latin.txt", "été".encode("latin-1"), "UTF-8"),
        ("photo.bin", made.PNG, "UTF-8"),
        ("clos.pdf", made.pdf("x", password="secret"), "protégé"),
        ("casse.pdf", b"%PDF-1.7 rien", "abîmé"),
        ("cercle.pdf", made.circle(), "abîmé"),
        ("tableau.docx", made.XLSX, "abîmé"),
        ("ancien.docx", made.OLE, "ancien fichier .doc"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_what_to_do(run, file, name, content, sentence):
    done = run(file(name, content))
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent.pdf"], "introuvable"),
        (["absent.pdf", "--format", "xml"], "Choisissez table, json ou csv"),
        (["absent.pdf", "--lang", "de"], "Choisissez fr, en ou auto"),
    ],
)
def test_a_wrong_word_on_the_command_line_is_answered(run, arguments, sentence):
    done = run(*arguments)
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_the_table_fits_the_terminal(run, file, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    long = "Les ouvriers " + "qui montent l’échafaudage du bâtiment " * 9 + "portent un casque."
    lines = run(file("projet.txt", long), "--lang", "fr").stdout.splitlines()
    assert any("« ouvriers »" in line for line in lines)
    assert max(map(len, lines)) <= 80


def test_a_byte_order_mark_and_windows_line_ends_count_in_the_offsets(run, file):
    raw = "\ufeffLe technicien signe.\r\nLes ouvriers\r\nportent un casque.\r\n"
    done = run(file("projet.txt", raw), "--lang", "fr", "--format", "json")
    assert [(one["text"], raw[one["start"] : one["end"]]) for one in json.loads(done.stdout)] == [
        ("technicien", "technicien"),
        ("ouvriers", "ouvriers"),
    ]


@pytest.mark.parametrize("content", ["\ufeff", "\r\n\r\n", " \t\n\u00a0"])
def test_a_text_with_nothing_written_is_empty(run, file, content):
    done = run(file("projet.txt", content))
    assert done.exit_code == 2
    assert "Ce fichier est vide." in done.stderr
