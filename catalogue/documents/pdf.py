"""What a PDF file says of itself, read by pypdf in a process of its own, with limits.

The only importer of pypdf. Run as ``python -m catalogue.documents.pdf PATH``: prints one JSON
object. A broken or hostile file can only end that process.
"""

from __future__ import annotations

import json
import logging
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import DomainError
from catalogue.messages import N_

SECONDS = 10
# A person waits, and other writers with them: past this, pages are told by their fonts alone.
TEXT_SECONDS = 4
MEMORY_BYTES = 1024 * 1024 * 1024
MOST_PAGES = 3000


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
    command = [sys.executable, "-m", "catalogue.documents.pdf", str(path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, on a path that we chose
            command, capture_output=True, timeout=SECONDS, check=False, text=True
        )
        told: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        told = {}
    if told.get("fault") == "locked":
        raise DomainError(
            N_(
                "Ce PDF est protégé (mot de passe, ou copie interdite). Enregistrez-le sans "
                "protection, ou imprimez-le en PDF, puis joignez cette copie."
            )
        )
    if told.get("fault") == "long":
        raise DomainError(
            N_(
                "Ce PDF compte plus de %(pages)d pages. Joignez-le en plusieurs parties.",
                pages=MOST_PAGES,
            )
        )
    if "pages" not in told:
        raise DomainError(
            N_(
                "Ce PDF ne peut pas être lu\u00a0: il est abîmé ou trop complexe. Ouvrez-le, "
                "enregistrez-le de nouveau en PDF, puis joignez cette copie."
            )
        )
    return PdfFacts(pages=told["pages"], pages_without_text=told["pages_without_text"])


def facts_of(path: Path) -> dict[str, Any]:
    """Read the facts in this very process: what the child prints; never raises on a bad file."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "locked"}
        count = len(reader.pages)
        if count > MOST_PAGES:
            return {"fault": "long"}
        until = time.monotonic() + TEXT_SECONDS
        empty = sum(not _carries_text(page, until) for page in reader.pages)
    except (DependencyError, FileNotDecryptedError):
        # Protected in a way that needs a library we do not ship: as good as locked.
        return {"fault": "locked"}
    except (Exception, MemoryError, RecursionError):  # noqa: BLE001 - pypdf announces «other exceptions»
        return {"fault": "broken"}
    return {"pages": count, "pages_without_text": empty} if count else {"fault": "broken"}


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
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(facts_of(Path(sys.argv[1]))))
