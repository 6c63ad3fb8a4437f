"""The text of a document, whatever kind of file it is, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalogue.documents import docx, pdf
from catalogue.documents.vocabulary import SIGNATURES, ending_of, looks_like
from catalogue.errors import DomainError
from catalogue.messages import N_, Message

READABLE = frozenset({"pdf", "docx"})
MOST_TEXT_BYTES = 20 * 1024 * 1024


def read_raw_pages(path: Path, file_name: str | None = None) -> list[str]:
    """Read the raw text of a PDF or DOCX file page by page; a scanned page is empty.

    ``file_name`` is the name that its owner gave it, when the file is kept under another. Raises
    :class:`DomainError` for a file that is empty, locked, broken, too long or not what it seems.
    """
    ending = ending_of(file_name or path.name)
    if ending not in READABLE:
        raise DomainError(
            N_(
                "Ce type de fichier ne peut pas être lu. "
                "Donnez un PDF, un .docx ou un texte en UTF-8."
            )
        )
    _check(path, ending)
    return pdf.read_pages(path) if ending == "pdf" else docx.read_pages(path)


def tell_pages(path: Path, file_name: str) -> Iterator[dict[str, Any]]:
    """Tell in this very process how many pages a file has, then the raw text of each.

    For a child process: it never raises; a fault (see :func:`refusal`) is told last.
    """
    if ending_of(file_name) == "docx":
        return docx.tell_pages(path)
    return pdf.tell_pages(path)


def refusal(file_name: str, fault: str) -> Message:
    """Say in a sentence what stops the reading of a file, and what to do."""
    sentences = docx.REFUSALS if ending_of(file_name) == "docx" else pdf.REFUSALS
    return sentences.get(fault, sentences["broken"])


def read_plain_text(path: Path) -> str:
    """Read a text file in UTF-8, every character kept; refuse anything else with what to do."""
    if path.stat().st_size > MOST_TEXT_BYTES:
        raise DomainError(
            N_(
                "Ce texte dépasse %(size)d Mo. Donnez-le en plusieurs parties.",
                size=MOST_TEXT_BYTES // 1024**2,
            )
        )
    content = path.read_bytes()
    if not content:
        raise DomainError(N_("Ce fichier est vide. Choisissez-en un autre."))
    for ending in ("pdf", "docx", "doc"):
        if any(content.startswith(signature) for signature in SIGNATURES[ending]):
            raise DomainError(
                N_(
                    "Ce fichier n’est pas un texte. Si c’est un PDF ou un document Word, "
                    "donnez-lui un nom en .pdf ou .docx."
                )
            )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DomainError(
            N_("Ce fichier n’est pas un texte en UTF-8. Enregistrez-le en UTF-8, puis recommencez.")
        )
    if not text.strip("\ufeff\u200b").strip():
        raise DomainError(N_("Ce fichier est vide. Choisissez-en un autre."))
    return text


def is_plain_text(file_name: str) -> bool:
    """Tell whether a file's name announces a text."""
    return ending_of(file_name) not in READABLE


def _check(path: Path, ending: str) -> None:
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise DomainError(N_("Ce fichier est vide. Choisissez-en un autre."))
    old_or_locked = ending == "docx" and looks_like("doc", head)
    if not looks_like(ending, head) and not old_or_locked:
        raise DomainError(
            N_(
                "Ce fichier n’est pas ce que son nom annonce (.%(ending)s). "
                "Vérifiez que vous avez choisi le bon fichier.",
                ending=ending,
            )
        )
