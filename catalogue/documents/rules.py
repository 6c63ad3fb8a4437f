"""Who may read a document: those who may read what it is attached to; nobody else."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.permissions import Actor

# Each says yes for the documents attached to what its slice knows, when the person may read that.
# Filled by the composition root; with none saying yes, the answer is no.
READERS: list[Callable[[Session, Actor, Document], bool]] = []


def may_read(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a person may open a document: their own upload, or what a reader allows."""
    if actor.signed_in and document.uploaded_by_id == actor.account_id:
        return True
    return any(reader(session, actor, document) for reader in READERS)
