"""Keeping a file or the mention of a paper, each as one document version."""

from __future__ import annotations

import errno
import hashlib
import mmap
import os
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from catalogue.documents import docx
from catalogue.documents.models import Document
from catalogue.documents.pdf import PdfFacts, read_facts
from catalogue.documents.vocabulary import (
    INNER_MARKS,
    MEDIA_TYPES,
    ending_of,
    looks_like,
    plain_name,
)
from catalogue.errors import DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor

BLOCK = 1024 * 1024
LONGEST_TITLE = 300


def store_file(
    session: Session,
    folder: Path,
    stream: BinaryIO,
    *,
    file_name: str,
    actor: Actor,
    at: datetime,
    title: str = "",
    dated_on: date | None = None,
) -> Document:
    """Keep a file by its SHA-256 and describe it; ``folder`` is the data folder.

    The bytes are checked, then in place on disk, before the row is: a refused file leaves nothing,
    a killed process at most a file nobody names. The same bytes are kept once. Raises
    :class:`DomainError` for a file that is not what its name says, is empty, locked or cannot be
    read (product_rules §7).
    """
    name = plain_name(file_name)
    ending = ending_of(name)
    if ending not in MEDIA_TYPES:
        raise DomainError(
            N_("Ce type de fichier n’est pas accepté. Joignez un PDF, un document ou une image.")
        )
    digest, size, facts = _keep(folder, stream, ending)
    document = Document(
        title=(title.strip() or name)[:LONGEST_TITLE],
        dated_on=dated_on,
        sha256=digest,
        file_name=name,
        media_type=MEDIA_TYPES[ending],
        size=size,
        pages=facts.pages if facts else None,
        pages_without_text=facts.pages_without_text if facts else None,
        uploaded_at=at,
        uploaded_by_id=actor.account_id,
    )
    session.add(document)
    session.flush()
    return document


def store_paper(
    session: Session, *, title: str, dated_on: date, actor: Actor, at: datetime
) -> Document:
    """Describe a text that exists on paper only: known by its title and date (§3).

    Raises :class:`DomainError` without a title.
    """
    if not title.strip():
        raise DomainError(N_("Écrivez le titre du document papier."), field="title")
    document = Document(
        title=title.strip()[:LONGEST_TITLE],
        dated_on=dated_on,
        uploaded_at=at,
        uploaded_by_id=actor.account_id,
    )
    session.add(document)
    session.flush()
    return document


def path_of(folder: Path, document: Document) -> Path:
    """Give where a document's bytes lie; only for documents that have a file."""
    if document.sha256 is None:
        raise DomainError(N_("Ce texte existe sur papier\u00a0: il n’y a pas de fichier à ouvrir."))
    return _place(folder, document.sha256)


def _place(folder: Path, digest: str) -> Path:
    return folder / "documents" / digest[:2] / digest


def _keep(folder: Path, stream: BinaryIO, ending: str) -> tuple[str, int, PdfFacts | None]:
    """Write the stream beside its place, check it, then put it there in one step."""
    root = folder / "documents"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=root)
    temporary = Path(name)
    try:
        digest, size = _copy(stream, descriptor)
        _check(temporary, ending, size)
        facts = read_facts(temporary) if ending == "pdf" else None
        if ending == "docx":
            docx.check(temporary)
        place = _place(folder, digest)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        temporary.replace(place)
        _settle(place.parent)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DomainError(
                N_(
                    "Le service n’a plus de place pour garder ce fichier. Dites-le à "
                    "l’administration du service."
                )
            ) from error
        raise
    finally:
        temporary.unlink(missing_ok=True)
    return digest, size, facts


def _copy(stream: BinaryIO, descriptor: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(descriptor, "wb") as file:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _check(path: Path, ending: str, size: int) -> None:
    if size == 0:
        raise DomainError(N_("Ce fichier est vide. Choisissez-en un autre."))
    with path.open("rb") as file:
        if ending == "docx" and looks_like("doc", file.read(1024)):
            raise DomainError(docx.REFUSALS["locked"])
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        fits = looks_like(ending, content[:1024]) and all(
            content.find(mark) >= 0 for mark in INNER_MARKS.get(ending, ())
        )
    if not fits:
        raise DomainError(
            N_(
                "Ce fichier n’est pas ce que son nom annonce (.%(ending)s). "
                "Vérifiez que vous avez choisi le bon fichier.",
                ending=ending,
            )
        )


def _settle(folder: Path) -> None:
    """Make the new name last, should the machine stop now."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
