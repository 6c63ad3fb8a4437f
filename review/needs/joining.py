"""What is joined to a fiche: files on its fields, entries of the reference list."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from catalogue.documents.services import store_file
from catalogue.errors import DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor
from catalogue.reference_list.models import ReferenceEntry
from review.needs.acts import must_edit, record
from review.needs.field_list import BY_NUMBER
from review.needs.models import NeedsAttachment, NeedsExpression, NeedsReference

MOST_ATTACHMENTS = 20


def attach_file(
    session: Session,
    needs: NeedsExpression,
    stream: BinaryIO,
    *,
    folder: Path,
    file_name: str,
    field_number: str,
    actor: Actor,
    at: datetime,
) -> NeedsAttachment:
    """Join a file to one field; ``folder`` is the data folder.

    Raises :class:`DomainError` for a file that cannot be kept, or one file too many.
    """
    must_edit(actor, needs)
    if field_number not in BY_NUMBER:
        raise DomainError(N_("Choisissez à quel champ joindre le fichier."), field="field_number")
    if len(needs.attachments) >= MOST_ATTACHMENTS:
        raise DomainError(
            N_(
                "Une fiche porte %(most)d fichiers au plus : retirez-en un d’abord.",
                most=MOST_ATTACHMENTS,
            ),
            field="attachment",
        )
    document = store_file(session, folder, stream, file_name=file_name, actor=actor, at=at)
    joined = NeedsAttachment(document=document, field_number=field_number)
    needs.attachments.append(joined)
    changes = {field_number: [None, document.file_name], "sha256": document.sha256}
    record(session, needs, "needs:attached", actor=actor, at=at, changes=changes)
    return joined


def detach_file(
    session: Session,
    needs: NeedsExpression,
    attachment: NeedsAttachment,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Take a file off the fiche; the file itself stays in the store, named by the journal."""
    must_edit(actor, needs)
    document = attachment.document
    changes = {attachment.field_number: [document.file_name, None], "sha256": document.sha256}
    needs.attachments.remove(attachment)
    session.delete(attachment)
    record(session, needs, "needs:detached", actor=actor, at=at, changes=changes)


def attach_reference(
    session: Session,
    needs: NeedsExpression,
    entry: ReferenceEntry,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Join an entry of the reference list to the fiche; joining it twice changes nothing."""
    must_edit(actor, needs)
    if any(one.reference_entry_id == entry.id for one in needs.references):
        return
    needs.references.append(NeedsReference(entry=entry))
    changes = {"reference": [None, _named(entry)]}
    record(session, needs, "needs:reference_attached", actor=actor, at=at, changes=changes)


def detach_reference(
    session: Session, needs: NeedsExpression, entry_id: int, *, actor: Actor, at: datetime
) -> None:
    """Take an entry of the reference list off the fiche."""
    must_edit(actor, needs)
    for one in [one for one in needs.references if one.reference_entry_id == entry_id]:
        needs.references.remove(one)
        session.delete(one)
        changes = {"reference": [_named(one.entry), None]}
        record(session, needs, "needs:reference_detached", actor=actor, at=at, changes=changes)


def _named(entry: ReferenceEntry) -> str:
    return entry.reference or entry.title_fr or entry.title_en or ""
