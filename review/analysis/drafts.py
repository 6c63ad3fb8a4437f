"""A draft as a file: its mended pages, and the hints in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from catalogue.documents.texts import is_plain_text, read_plain_text, read_raw_pages
from review.analysis.repair import PageText, repair, repair_pages
from review.analysis.scan import scan
from review.analysis.vocabulary import Hint


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft read: its pages, what deserves a look, and which pages are scanned images."""

    pages: tuple[PageText, ...]
    hints: tuple[Hint, ...]

    @property
    def scanned_pages(self) -> tuple[int, ...]:
        """Give the numbers of the pages without text, from 1."""
        return tuple(number for number, page in enumerate(self.pages, start=1) if page.is_scanned)


def read_draft(path: Path, language: str = "auto", *, file_name: str | None = None) -> Reading:
    """Read a PDF, DOCX or UTF-8 text file and give its hints (§7); refusals say what to do.

    Offsets are those of each page's mended text; for a text file, those of the file.
    """
    if is_plain_text(file_name or path.name):
        raw = read_plain_text(path)
        return Reading((PageText(raw),), tuple(scan_text(raw, language)))
    pages = repair_pages(read_raw_pages(path, file_name))
    return Reading(tuple(pages), tuple(scan([page.text for page in pages], language)))


def scan_text(raw: str, language: str = "auto") -> list[Hint]:
    """Read one text as it is: mended for reading, with offsets and words of the text itself."""
    mended = repair(raw)
    hints: list[Hint] = []
    for hint in scan([mended.text], language):
        start, end = mended.raw_span(hint.start, hint.end)
        hints.append(replace(hint, start=start, end=end, text=raw[start:end]))
    return hints
