"""What a PDF file says of itself, read by pypdf in a process of its own, with limits.

The only importer of pypdf. Run as ``python -m catalogue.documents.pdf PATH``: prints one JSON
object. A broken or hostile file can only end that process.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import DomainError
from catalogue.messages import N_

SECONDS = 10
MEMORY_BYTES = 1024 * 1024 * 1024
MOST_PAGES = 3000


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """How many pages a PDF has, and how many of them carry no text (scanned)."""

    pages: int
    pages_without_text: int


def read_facts(path: Path) -> PdfFacts:
    """Read a PDF's facts; refuse a locked, broken or endless file with what to do (§7).

    At most ten seconds and one gibibyte; raises :class:`DomainError`.
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
            N_("Ce PDF est protégé par un mot de passe. Retirez la protection, puis joignez-le.")
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
                "Ce PDF ne peut pas être lu : il est abîmé ou trop complexe. Ouvrez-le, "
                "enregistrez-le de nouveau en PDF, puis joignez cette copie."
            )
        )
    return PdfFacts(pages=told["pages"], pages_without_text=told["pages_without_text"])


def _facts(path: Path) -> dict[str, Any]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "locked"}
        count = len(reader.pages)
        if count > MOST_PAGES:
            return {"fault": "long"}
        empty = sum(1 for page in reader.pages if not page.extract_text().strip())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        return {"fault": "broken"}
    except (RecursionError, MemoryError):
        return {"fault": "broken"}
    return {"pages": count, "pages_without_text": empty} if count else {"fault": "broken"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(_facts(Path(sys.argv[1]))))
