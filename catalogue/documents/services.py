"""Keeping a file or the mention of a paper, each as one document version."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.documents.pdf import read_facts
from catalogue.documents.vocabulary import MEDIA_TYPES, looks_like
from catalogue.errors import DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor

BLOCK = 1024 * 1024


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

    The bytes are on disk before the row is: a killed process leaves at most a file nobody names.
    Raises :class:`DomainError` for a file that is not what its name says, is empty, locked or
    cannot be read.
    """
    ending = file_name.rpartition(".")[2].lower()
    if ending not in MEDIA_TYPES:
        raise DomainError(
            N_("Ce type de fichier n’est pas accepté. Joignez un PDF, un document ou une image.")
        )
    path, digest, size = _keep(folder, stream, ending)
    facts = read_facts(path) if ending == "pdf" else None
    document = Document(
        title=title or _base_name(file_name),
        dated_on=dated_on,
        sha256=digest,
        file_name=_base_name(file_name),
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
    """Describe a text that exists on paper only: known by its title and date (§3)."""
    document = Document(
        title=title, dated_on=dated_on, uploaded_at=at, uploaded_by_id=actor.account_id
    )
    session.add(document)
    session.flush()
    return document


def path_of(folder: Path, document: Document) -> Path:
    """Give where a document's bytes lie; only for documents that have a file."""
    if document.sha256 is None:
        raise DomainError(N_("Ce texte existe sur papier : il n’y a pas de fichier à ouvrir."))
    return _place(folder, document.sha256)


def _place(folder: Path, digest: str) -> Path:
    return folder / "documents" / digest[:2] / digest


def _base_name(file_name: str) -> str:
    return file_name.replace("\\", "/").rpartition("/")[2][-255:]


def _keep(folder: Path, stream: BinaryIO, ending: str) -> tuple[Path, str, int]:
    root = folder / "documents"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    descriptor, temporary = tempfile.mkstemp(dir=root)
    try:
        with os.fdopen(descriptor, "wb") as file:
            while block := stream.read(BLOCK):
                if size == 0 and not looks_like(ending, block[:BLOCK]):
                    raise DomainError(
                        N_(
                            "Ce fichier n’est pas ce que son nom annonce (.%(ending)s). "
                            "Vérifiez que vous avez choisi le bon fichier.",
                            ending=ending,
                        )
                    )
                digest.update(block)
                size += len(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if size == 0:
            raise DomainError(N_("Ce fichier est vide. Choisissez-en un autre."))
        place = _place(folder, digest.hexdigest())
        place.parent.mkdir(mode=0o700, exist_ok=True)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return place, digest.hexdigest(), size
