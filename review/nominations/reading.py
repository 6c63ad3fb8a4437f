"""A participation text that arrives as a file: kept, then read page by page with its hints."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.documents.services import path_of, store_file
from catalogue.errors import DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.analysis.drafts import read_draft
from review.nominations.rules import require_keeper
from review.nominations.wording import Wording

LONGEST_TEXT = 60_000


def read_file(
    session: Session,
    folder: Path,
    stream: BinaryIO,
    *,
    file_name: str,
    actor: Actor,
    at: datetime,
) -> tuple[Wording, Document]:
    """Keep a DOCX or PDF and read its text page by page, with its hints.

    Refused when a page is an image: what cannot be read cannot be said free of hints.
    """
    require_keeper(actor)
    document = store_file(session, folder, stream, file_name=file_name, actor=actor, at=at)
    reading = read_draft(path_of(folder, document), file_name=document.file_name)
    pages = tuple(page.text for page in reading.pages)
    if reading.scanned_pages or not "".join(pages).strip():
        raise DomainError(
            N_(
                "Ce fichier contient une page sans texte (une image) : le logiciel ne peut pas la "
                "lire. Joignez le document d’origine, ou recopiez le texte."
            ),
            field="file",
        )
    if sum(map(len, pages)) > LONGEST_TEXT:
        raise DomainError(
            N_(
                "Ce texte dépasse %(most)d caractères. Un texte de participation tient en quelques "
                "pages : joignez seulement celui-ci.",
                most=LONGEST_TEXT,
            ),
            field="file",
        )
    return Wording(pages, reading.hints), document
