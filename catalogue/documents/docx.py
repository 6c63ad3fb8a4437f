"""The text of a DOCX document, read by python-docx in a process of its own, with limits.

The only importer of python-docx. Run as ``python -m catalogue.documents.docx PATH text SECONDS``:
prints one JSON object. Pages are those of the last time Word laid the document out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from catalogue.documents import bounded
from catalogue.documents.docx_numbers import Numbering
from catalogue.errors import DomainError
from catalogue.messages import N_, Message

READING_SECONDS = 60
SECONDS = 10
MOST_PARTS = 5000
MOST_BYTES = 300 * 1024 * 1024
MOST_PART_BYTES = 100 * 1024 * 1024
MOST_RATIO = 200
SMALL = 4 * 1024 * 1024
MOST_CHARACTERS = 20_000_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", _FALLBACK})
_SIGNS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}
_DOCTYPE = (
    b"<!DOCTYPE",
    b"<!ENTITY",
    "<!DOCTYPE".encode("utf-16-le"),
    "<!DOCTYPE".encode("utf-16-be"),
)

# What stops the reading of a document, in a sentence that says what to do.
REFUSALS: Mapping[str, Message] = {
    "bomb": N_(
        "Ce document se déplie en bien plus qu’il ne pèse\u00a0: il n’est pas lu. Ouvrez-le dans "
        "un traitement de texte, enregistrez-le de nouveau, puis recommencez avec cette copie."
    ),
    "entities": N_(
        "Ce document contient des entités ou une définition que les documents Word n’ont "
        "pas\u00a0: il n’est pas lu. Enregistrez-le de nouveau depuis un traitement de texte."
    ),
    "locked": N_(
        "Ce document est protégé par un mot de passe, ou c’est un ancien fichier .doc. "
        "Enregistrez-le en .docx sans protection, puis recommencez avec cette copie."
    ),
    "broken": N_(
        "Ce document Word ne peut pas être lu\u00a0: il est abîmé ou trop complexe. "
        "Ouvrez-le, enregistrez-le de nouveau en .docx, puis recommencez avec cette copie."
    ),
}


def read_pages(path: Path) -> list[str]:
    """Read a DOCX document's text page by page, with the numbers Word gives its headings.

    At most one minute and one gibibyte; raises :class:`DomainError` with what to do.
    """
    texts: list[str] = _ask(path, "text", READING_SECONDS)["texts"]
    return texts


def check(path: Path) -> None:
    """Refuse a document that is locked, torn or a bomb; its text is read later, and may fail then.

    At most ten seconds and one gibibyte; raises :class:`DomainError` with what to do.
    """
    _ask(path, "facts", SECONDS)


def _ask(path: Path, question: str, seconds: int) -> dict[str, Any]:
    told = bounded.ask("catalogue.documents.docx", path, question, seconds=seconds)
    if "fault" in told or not told:
        raise DomainError(REFUSALS.get(told.get("fault", ""), REFUSALS["broken"]))
    return told


def told_of(path: Path, question: str = "text") -> dict[str, Any]:
    """Answer in this very process: what the child prints; never raises on a bad file."""
    try:
        with path.open("rb") as file:
            if file.read(4) == b"\xd0\xcf\x11\xe0":
                return {"fault": "locked"}
        fault = _fault_of(path)
        if fault:
            return {"fault": fault}
        return {"texts": _texts(path)} if question == "text" else {"sound": True}
    except (Exception, MemoryError, RecursionError):  # noqa: BLE001 - a reader of other people's XML may raise anything
        return {"fault": "broken"}


def tell_pages(path: Path) -> Iterator[dict[str, Any]]:
    """Tell in this very process how many pages there are, then the text of each; never raises."""
    told = told_of(path)
    if "fault" in told:
        yield told
        return
    yield {"pages": len(told["texts"])}
    for text in told["texts"]:
        yield {"text": text}


def _fault_of(path: Path) -> str:
    """Refuse before unpacking: what unfolds too far, and XML that defines entities."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        sizes = [part.file_size for part in parts]
        if (
            len(parts) > MOST_PARTS
            or sum(sizes) > MOST_BYTES
            or max(sizes, default=0) > MOST_PART_BYTES
        ):
            return "bomb"
        if any(
            part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)
            for part in parts
        ):
            return "bomb"
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                content = archive.read(part)
                if any(mark in content for mark in _DOCTYPE):
                    return "entities"
    return ""


def _texts(path: Path) -> list[str]:
    from docx import Document

    document = Document(str(path))
    body = document.element.body
    rendered = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
    notes = _footnotes(document)
    numbering = Numbering(document)
    pages = _Pages(rendered=rendered, notes=notes)
    for paragraph in body.iter(f"{W}p"):
        if any(one.tag in _LEFT_OUT for one in paragraph.iterancestors()):
            continue
        pages.write(numbering.label(paragraph))
        _read(paragraph, pages)
        pages.write("\n")
    return pages.done()


class _Pages:
    """The pages written so far; a page that ends takes its footnotes with it."""

    def __init__(self, *, rendered: bool, notes: dict[str, str]) -> None:
        self.rendered = rendered
        self._notes = notes
        self._pages: list[str] = []
        self._pieces: list[str] = []
        self._called: list[str] = []
        self._characters = 0

    def write(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise ValueError("too long")
        self._pieces.append(text)

    def call(self, note: str | None) -> None:
        self._called += [self._notes[note]] if note in self._notes else []

    def turn(self) -> None:
        self._pages.append("".join([*self._pieces, *(f"\n{note}\n" for note in self._called)]))
        self._pieces, self._called = [], []

    def done(self) -> list[str]:
        self.turn()
        return self._pages


def _read(element: Any, pages: _Pages) -> None:
    """Write the runs of a paragraph; paragraphs inside it (text boxes) are read on their own."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT or tag in {f"{W}p", f"{W}pPr"}:
            continue
        if tag == f"{W}t":
            pages.write(child.text or "")
        elif tag == f"{W}lastRenderedPageBreak" or _turns_page(child, pages):
            pages.turn()
        elif tag in _SIGNS:
            pages.write(_SIGNS[tag])
        elif tag == f"{W}footnoteReference":
            pages.call(child.get(f"{W}id"))
        else:
            _read(child, pages)


def _turns_page(element: Any, pages: _Pages) -> bool:
    """Tell a page break that its writer put in, where Word has not noted its own."""
    wanted = element.tag == f"{W}br" and element.get(f"{W}type") == "page"
    return wanted and not pages.rendered


def _footnotes(document: Any) -> dict[str, str]:
    from docx.oxml import parse_xml

    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/footnotes.xml":
            notes = parse_xml(part.blob)
            return {
                note.get(f"{W}id"): "".join(text.text or "" for text in note.iter(f"{W}t")).strip()
                for note in notes.iter(f"{W}footnote")
            }
    return {}


if __name__ == "__main__":
    bounded.answer(told_of)
