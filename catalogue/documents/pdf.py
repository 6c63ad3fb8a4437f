"""What a PDF file says of itself and its text, read by pypdf in a process of its own, with limits.

The only importer of pypdf. Run as ``python -m catalogue.documents.pdf PATH facts|text SECONDS``:
prints one JSON object.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.documents import bounded
from catalogue.documents.columns import Places, in_columns
from catalogue.errors import DomainError
from catalogue.messages import N_, Message

SECONDS = 10
# A person waits, and other writers with them: past this, pages are told by their fonts alone.
TEXT_SECONDS = 4
# A whole text takes longer, and nobody writes meanwhile.
READING_SECONDS = 120
MOST_PAGES = 3000
MOST_CHARACTERS = 20_000_000

# What stops the reading of a PDF, in a sentence that says what to do.
REFUSALS: Mapping[str, Message] = {
    "locked": N_(
        "Ce PDF est protégé (mot de passe, ou copie interdite). Enregistrez-le sans "
        "protection, ou imprimez-le en PDF, puis joignez cette copie."
    ),
    "long": N_(
        "Ce PDF compte plus de %(pages)d pages. Joignez-le en plusieurs parties.",
        pages=MOST_PAGES,
    ),
    "broken": N_(
        "Ce PDF ne peut pas être lu\u00a0: il est abîmé ou trop complexe. Ouvrez-le, "
        "enregistrez-le de nouveau en PDF, puis joignez cette copie."
    ),
}


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """How many pages a PDF has, and how many of them carry no text (scanned)."""

    pages: int
    pages_without_text: int


def read_facts(path: Path) -> PdfFacts:
    """Read a PDF's facts; refuse a locked, broken or endless file with what to do (§7).

    At most ten seconds and one gibibyte; raises :class:`DomainError`. In a very long document the
    last pages count as scanned when they use no font.
    """
    told = _ask(path, "facts", SECONDS)
    return PdfFacts(pages=told["pages"], pages_without_text=told["pages_without_text"])


def read_pages(path: Path) -> list[str]:
    """Read a PDF's text page by page, as it stands in the file; a scanned page is empty.

    At most two minutes and one gibibyte; raises :class:`DomainError` as :func:`read_facts` does.
    """
    texts: list[str] = _ask(path, "text", READING_SECONDS)["texts"]
    return texts


def _ask(path: Path, question: str, seconds: int) -> dict[str, Any]:
    told = bounded.ask("catalogue.documents.pdf", path, question, seconds=seconds)
    if "fault" in told or "pages" not in told:
        raise DomainError(REFUSALS.get(told.get("fault", ""), REFUSALS["broken"]))
    return told


def told_of(path: Path, question: str) -> dict[str, Any]:
    """Answer in this very process: what the child prints; never raises on a bad file."""
    told = _told(path, page_texts if question == "text" else _facts)
    answer: dict[str, Any] = {"texts": []} if question == "text" else {}
    for one in told:
        if "fault" in one:
            return one
        if "text" in one:
            answer["texts"].append(one["text"])
        else:
            answer |= one
    return answer


def facts_of(path: Path) -> dict[str, Any]:
    """Read the facts in this very process; never raises on a bad file."""
    return told_of(path, "facts")


def tell_pages(path: Path) -> Iterator[dict[str, Any]]:
    """Tell in this very process how many pages there are, then the text of each; never raises.

    A fault, as the codes of ``REFUSALS``, is told last.
    """
    return _told(path, page_texts)


def _told(path: Path, read: Callable[[Any], Iterable[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        reader = PdfReader(path)
        fault = _fault_of(reader)
        if fault:
            yield {"fault": fault}
            return
        yield {"pages": len(reader.pages)}
        yield from read(reader.pages)
    except (DependencyError, FileNotDecryptedError):
        # Protected in a way that needs a library we do not ship: as good as locked.
        yield {"fault": "locked"}
    except (Exception, MemoryError, RecursionError):  # noqa: BLE001 - pypdf announces «other exceptions»
        yield {"fault": "broken"}


def _fault_of(reader: Any) -> str:
    if reader.is_encrypted and not reader.decrypt(""):
        return "locked"
    count = len(reader.pages)
    if count > MOST_PAGES:
        return "long"
    return "" if count else "broken"


def _facts(pages: Any) -> Iterator[dict[str, Any]]:
    until = time.monotonic() + TEXT_SECONDS
    yield {"pages_without_text": sum(not _carries_text(page, until) for page in pages)}


def page_texts(pages: Any) -> Iterator[dict[str, Any]]:
    """Tell the text of each of pypdf's pages, up to a length no standard has."""
    characters = 0
    for page in pages:
        text = _text_of(page)
        characters += len(text)
        if characters > MOST_CHARACTERS:
            yield {"fault": "broken"}
            return
        yield {"text": text}


def _text_of(page: Any) -> str:
    """Read one page, its columns one after the other; a page that cannot be read is empty."""
    from pypdf.errors import LimitReachedError, PyPdfError

    places = Places()
    try:
        text: str = page.extract_text(visitor_operand_before=places.see)
        if places.zigzag:
            text = in_columns(page.extract_text(extraction_mode="layout"), text)
    except LimitReachedError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return ""
    # Half a surrogate pair is no character: neither JSON nor a page could carry it.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _carries_text(page: Any, until: float) -> bool:
    """Tell whether a page has text; one whose text is unreadable counts as scanned."""
    from pypdf.errors import LimitReachedError, PyPdfError

    if time.monotonic() > until:
        return _uses_fonts(page)
    try:
        return bool(page.extract_text().strip())
    except LimitReachedError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return False


def _uses_fonts(page: Any) -> bool:
    resources = page.get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    if resources.get("/Font"):
        return True
    drawn = resources.get("/XObject")
    for one in (drawn.get_object() if drawn is not None else {}).values():
        inner = one.get_object().get("/Resources")
        if inner is not None and inner.get_object().get("/Font"):
            return True
    return False


if __name__ == "__main__":
    bounded.answer(told_of)
