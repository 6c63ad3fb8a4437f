"""Acts on an item: joining a version of its text, as a file or as the mention of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from catalogue.documents.services import store_file, store_paper
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.work_programme.guards import (
    need_date_not_future,
    require_manager,
    require_version,
    touch,
)
from catalogue.work_programme.hooks import after_homologation
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.vocabulary import TextKind, WorkItemStatus


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody chose; ``folder`` is the data folder where it will be kept."""

    folder: Path
    stream: BinaryIO
    file_name: str


def attach_text(
    session: Session,
    item: WorkItem,
    *,
    kind: TextKind,
    title: str,
    dated_on: date | None,
    upload: Upload | None,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> TextVersion:
    """Join one version of the text: a file, or a paper known by its title and date.

    The homologated text of an item homologated without one becomes the text of its standard. Raises
    :class:`Invalid` when neither is given, and :class:`DomainError` on field «upload» for a file
    that cannot be kept.
    """
    require_manager(actor)
    require_version(item, seen_version, {})
    return join_text(
        session,
        item,
        kind=kind,
        title=title,
        dated_on=dated_on,
        upload=upload,
        actor=actor,
        at=at,
        today=today,
    )


def join_text(
    session: Session,
    item: WorkItem,
    *,
    kind: TextKind,
    title: str,
    dated_on: date | None,
    upload: Upload | None,
    actor: Actor,
    at: datetime,
    today: date,
) -> TextVersion:
    """Join a version as :func:`attach_text` does, for whoever the caller has allowed to."""
    edition = _standard_to_complete(session, item, kind)
    if item.status is WorkItemStatus.ABANDONED:
        raise DomainError(N_("Ce sujet est abandonné : on n’y joint plus de texte."))
    problems: dict[str, Message] = {}
    if upload is None and not title:
        problems["title"] = N_("Choisissez un fichier, ou donnez le titre du texte sur papier.")
    if upload is None and dated_on is None:
        problems["dated_on"] = N_("Donnez la date que porte le texte sur papier.")
    if dated_on is not None and dated_on > today:
        problems["dated_on"] = need_date_not_future()
    if problems:
        raise Invalid(N_("Ce texte n’est pas joint : complétez ce qui suit."), problems)
    document_id = keep_file(session, upload, "upload", actor, at, title=title, dated_on=dated_on)
    if document_id is None and dated_on is not None:
        paper = store_paper(session, title=title, dated_on=dated_on, actor=actor, at=at)
        document_id = paper.id
    text = TextVersion(
        work_item_id=item.id,
        document_id=document_id,
        kind=kind,
        label=title[:200],
        attached_at=at,
        attached_by_id=actor.account_id,
    )
    session.add(text)
    session.flush()
    outbox.read_text(session, text.id, at=at)
    touch(item)
    journal.record(
        session,
        actor=actor,
        tag="programme:text_attached",
        subject=item,
        at=at,
        changes={"kind": kind, "document": document_id, "title": title},
    )
    if edition is not None:
        edition.text_document_id = document_id
        outbox.reindex(session, "edition", [edition.id], at=at)
        for hook in after_homologation:
            hook(session, item, edition, actor, at)
    return text


def _standard_to_complete(session: Session, item: WorkItem, kind: TextKind) -> Edition | None:
    """Give the standard that waits for its text; refuse to change the text of one that has it."""
    if kind is not TextKind.HOMOLOGATED or item.edition_id is None:
        return None
    edition = session.get(Edition, item.edition_id)
    if edition is not None and edition.text_document_id is not None:
        raise DomainError(
            N_(
                "%(reference)s a déjà son texte homologué. Pour en donner un autre, défaites "
                "d’abord l’acte d’homologation.",
                reference=edition.reference,
            )
        )
    return edition


def keep_file(
    session: Session,
    upload: Upload | None,
    field: str,
    actor: Actor,
    at: datetime,
    *,
    title: str = "",
    dated_on: date | None = None,
) -> int | None:
    """Keep a chosen file and give its document; what is wrong with it is said on its field."""
    if upload is None:
        return None
    try:
        document = store_file(
            session,
            upload.folder,
            upload.stream,
            file_name=upload.file_name,
            actor=actor,
            at=at,
            title=title,
            dated_on=dated_on,
        )
    except DomainError as error:
        error.field = field
        raise
    return document.id
