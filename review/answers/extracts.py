"""Extracts of a text attached to the answer of a criterion: a page or a picture, as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.documents.services import store_file
from catalogue.errors import DomainError, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.answers.models import AnswerExtract, Review
from review.answers.queries import extracts_of
from review.answers.services import begin, copy_for
from review.answers.workflow import REVIEW_ACTS
from review.assignments.models import Assignment

MOST_EXTRACTS = 5  # for one criterion


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file somebody chose; ``folder`` is the data folder where it will be kept."""

    folder: Path
    stream: BinaryIO
    file_name: str


def attach(
    session: Session,
    assignment: Assignment,
    code: str,
    chosen: Chosen,
    *,
    actor: Actor,
    at: datetime,
) -> AnswerExtract:
    """Attach an extract to the answer of a criterion that is this person's to answer.

    The file is kept outside the database by its hash, with the checks of every upload. Raises
    :class:`DomainError` on field «file» for a file that cannot be kept.
    """
    copy = copy_for(session, assignment, "attach_extract", actor)
    if copy.filled.criterion(code) is None or not copy.may_write(code):
        raise NotFound
    held = extracts_of(session, [copy.review.id]).get(copy.review.id, ()) if copy.review else ()
    if sum(1 for one in held if one.code == code) >= MOST_EXTRACTS:
        raise DomainError(
            N_(
                "Ce critère a déjà %(most)d extraits : retirez-en un d’abord.",
                most=MOST_EXTRACTS,
            ),
            field="file",
        )
    try:
        document = store_file(
            session,
            chosen.folder,
            chosen.stream,
            file_name=chosen.file_name,
            actor=actor,
            at=at,
        )
    except DomainError as error:
        raise DomainError(error.message, field="file") from error
    if any(one.code == code and one.document.sha256 == document.sha256 for one in held):
        raise DomainError(N_("Cet extrait est déjà joint à ce critère."), field="file")
    review = copy.review or begin(session, copy, at=at)
    session.flush()
    extract = AnswerExtract(review_id=review.id, code=code, document_id=document.id)
    extract.document = document
    session.add(extract)
    _touched(review, at)
    journal.record(
        session,
        actor=actor,
        tag=REVIEW_ACTS["attach_extract"].tag,
        subject=review,
        at=at,
        changes={"criterion": code, "sha256": document.sha256},
    )
    return extract


def remove(
    session: Session, assignment: Assignment, extract_id: int, *, actor: Actor, at: datetime
) -> AnswerExtract:
    """Take an extract off an answer, before the review is handed in; what the file was is noted."""
    copy = copy_for(session, assignment, "remove_extract", actor)
    review = copy.review
    held = extracts_of(session, [review.id]).get(review.id, ()) if review is not None else ()
    found = next((one for one in held if one.id == extract_id), None)
    if review is None or found is None or not copy.may_write(found.code):
        raise NotFound
    session.delete(found)
    _touched(review, at)
    journal.record(
        session,
        actor=actor,
        tag=REVIEW_ACTS["remove_extract"].tag,
        subject=review,
        at=at,
        changes={"criterion": found.code, "sha256": found.document.sha256},
    )
    return found


def _touched(review: Review, at: datetime) -> None:
    review.updated_at = at
    # Extracts are rows of their own: without this, the review's version would not move.
    flag_modified(review, "updated_at")
