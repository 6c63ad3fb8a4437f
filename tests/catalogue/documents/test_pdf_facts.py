"""What a PDF says of itself, within limits of time and memory."""

from __future__ import annotations

import subprocess

import pytest

from catalogue.documents import bounded, pdf
from catalogue.errors import DomainError
from tests.catalogue.documents import made_files as made


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "document.pdf"
        path.write_bytes(content)
        return path

    return write


def test_pages_and_scanned_pages_are_counted(written):
    facts = pdf.read_facts(written(made.pdf("Un", "", "Trois")))
    assert facts == pdf.PdfFacts(pages=3, pages_without_text=1)


def test_a_very_long_document_is_cut_in_parts(written, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert pdf.facts_of(written(made.pdf("1", "2", "3"))) == {"fault": "long"}


def test_past_the_time_given_pages_are_told_by_their_fonts(written, monkeypatch):
    monkeypatch.setattr(pdf, "TEXT_SECONDS", -1)
    facts = pdf.facts_of(written(made.pdf("Un", "", "Trois")))
    assert facts == {"pages": 3, "pages_without_text": 1}


def test_fonts_drawn_through_a_form_count_too(written, monkeypatch):
    monkeypatch.setattr(pdf, "TEXT_SECONDS", -1)
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 "
        b"/Resources << /Font << /F1 << >> >> >> >>\nstream\n\nendstream"
    )
    content = made.raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] "
        b"/Resources << /XObject << /X1 4 0 R >> >> >>",
        form,
    )
    assert pdf.facts_of(written(content)) == {"pages": 1, "pages_without_text": 0}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"%PDF-1.7", "broken"),
        (b"", "broken"),
        (made.circle(), "broken"),
        (made.pdf("x", password="secret"), "locked"),
        (made.modern_lock(), "locked"),
    ],
)
def test_a_bad_file_never_raises_in_the_reading_process(written, content, fault):
    assert pdf.facts_of(written(content)) == {"fault": fault}


def test_a_file_that_takes_too_long_is_refused(written, monkeypatch):
    def slow(*_args, **_more):
        raise subprocess.TimeoutExpired("pdf", 10)

    monkeypatch.setattr(bounded.subprocess, "run", slow)
    with pytest.raises(DomainError, match="trop complexe"):
        pdf.read_facts(written(made.pdf("Un")))


def test_a_reading_process_that_dies_is_a_refusal(written, monkeypatch):
    def killed(*_args, **_more):
        return subprocess.CompletedProcess("pdf", -9, stdout="", stderr="")

    monkeypatch.setattr(bounded.subprocess, "run", killed)
    with pytest.raises(DomainError, match="trop complexe"):
        pdf.read_facts(written(made.pdf("Un")))
