"""Acts on rounds: open one on a text, give it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus
from catalogue.work_programme.models import TextVersion
from catalogue.work_programme.vocabulary import TextKind, WorkItemStatus
from review.assignments.checks import given_text, same_version, secretariat_only
from review.assignments.drawing import enter_draw, mode_in_force
from review.assignments.models import ReviewRound
from review.assignments.notices import tell
from review.assignments.queries import live_round_on
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    REQUIRED_REVIEWS,
    Phase,
    ReviewMode,
    RoundState,
)
from review.assignments.workflow import ROUND_TRANSITIONS
from review.checklists.queries import latest_published

# What a text of each kind is read for (product_rules §3): only a final text's decision tags.
PHASE_OF: Mapping[TextKind, Phase] = {
    TextKind.DRAFT: Phase.DRAFT,
    TextKind.COUNCIL: Phase.FINAL,
    TextKind.HOMOLOGATED: Phase.FINAL,
}


def open_round(
    session: Session,
    text: TextVersion,
    *,
    actor: Actor,
    due_on: date | None,
    at: datetime,
    on: date,
) -> ReviewRound:
    """Open a reading of one text version with the checklist published last (product_rules §3).

    A draft is read once and gives a provisional marker; the text sent to the council or a
    homologated text is read twice, or once first where sampling is in force that day, and its
    decision tags. ``text`` comes with its work item, its edition and its document; ``on`` is today
    where the agency is.
    """
    secretariat_only(actor)
    phase = PHASE_OF[text.kind]
    _text_can_be_read(session, text, phase)
    if due_on is not None and due_on < on:
        raise Invalid(
            N_("La relecture n’a pas été ouverte."),
            {"due_on": N_("Choisissez une échéance à partir d’aujourd’hui.")},
        )
    checklist = latest_published(session)
    if checklist is None:
        raise DomainError(
            N_(
                "Aucune grille de relecture n’est publiée. Demandez à l’administration de "
                "recharger les listes livrées avec le logiciel."
            )
        )
    mode = mode_in_force(session, phase, on=on)
    opened = ReviewRound(
        phase=phase,
        mode=mode,
        work_item_id=text.work_item_id,
        edition_id=text.edition_id,
        text_version_id=text.id,
        checklist_version_id=checklist.id,
        state=RoundState.OPEN,
        required_reviews=REQUIRED_REVIEWS[phase],
        due_on=due_on,
        opened_at=at,
        opened_by_id=actor.account_id,
    )
    session.add(opened)
    if mode is ReviewMode.SAMPLING:
        enter_draw(session, opened, actor=actor, at=at, on=on)
    journal.record(
        session,
        actor=actor,
        tag="round:opened",
        subject=opened,
        at=at,
        changes={
            "phase": phase,
            "mode": mode,
            "text_version_id": text.id,
            "sha256": text.document.sha256,
            "checklist": checklist.number,
            "due_on": due_on,
        },
    )
    return opened


def _text_can_be_read(session: Session, text: TextVersion, phase: Phase) -> None:
    if text.work_item is not None and text.work_item.status is WorkItemStatus.ABANDONED:
        raise DomainError(N_("Ce sujet est abandonné : reprenez-le d’abord au programme."))
    if text.edition is not None and text.edition.status is EditionStatus.VOID:
        raise DomainError(
            N_("L’enregistrement de cette norme a été défait : il n’y a plus rien à relire.")
        )
    if live_round_on(session, text.id, phase) is not None:
        raise DomainError(
            N_(
                "Ce texte est déjà en relecture. Suivez la relecture ouverte, ou abandonnez-la "
                "avant d’en ouvrir une autre."
            )
        )


def attach_edition_text(
    session: Session, edition: Edition, document: Document, *, actor: Actor, at: datetime
) -> TextVersion:
    """Say which document is the text of a standard that has none in the programme.

    ``document`` is already kept as a file or described as a paper (product_rules §3). The same
    document attached again is the same text version.
    """
    secretariat_only(actor)
    found = session.scalars(
        sa.select(TextVersion).where(
            TextVersion.edition_id == edition.id, TextVersion.document_id == document.id
        )
    ).first()
    if found is not None:
        return found
    text = TextVersion(
        edition_id=edition.id,
        document_id=document.id,
        kind=TextKind.HOMOLOGATED,
        attached_at=at,
        attached_by_id=actor.account_id,
    )
    text.edition, text.document = edition, document
    session.add(text)
    session.flush()
    outbox.read_text(session, text.id, at=at)
    journal.record(
        session,
        actor=actor,
        tag="text:attached_to_edition",
        subject=edition,
        at=at,
        changes={"document_id": document.id, "sha256": document.sha256},
    )
    return text


def standing_on_editions(session: Session, edition_ids: Sequence[int]) -> list[Message]:
    """Say which readings opened on these standards themselves forbid voiding them.

    Their homologation cannot be undone under them: a live reading is ended first, a decided one
    stays, and so does the standard. Those of a work item follow the item.
    """
    rows = session.execute(
        sa.select(Edition.reference, ReviewRound.state)
        .join(Edition, Edition.id == ReviewRound.edition_id)
        .where(ReviewRound.edition_id.in_(edition_ids), ReviewRound.state != RoundState.CANCELLED)
        .order_by(ReviewRound.id)
    )
    return [
        N_(
            "%(reference)s a été relue comme norme, et sa décision ne se défait pas : corrigez "
            "plutôt la norme sur sa page",
            reference=reference,
        )
        if state is RoundState.DECIDED
        else N_("une relecture de %(reference)s est ouverte", reference=reference)
        for reference, state in rows
    ]


def cancel_round(
    session: Session,
    round_: ReviewRound,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
) -> None:
    """Give a round up while its readings are separate: nothing of them is shown nor decided."""
    secretariat_only(actor)
    transition = ROUND_TRANSITIONS["cancel"]
    same_version(round_, seen_version, {"state": round_.state.value})
    if round_.state not in transition.sources:
        raise DomainError(
            N_("Les relectures sont arrivées : cette relecture se termine par sa décision.")
        )
    reason = given_text(reason, N_("Dites pourquoi la relecture est abandonnée."))
    round_.state = transition.target
    round_.closed_at = at
    journal.record(session, actor=actor, tag=transition.tag, subject=round_, at=at, reason=reason)
    tell(
        session,
        "review_cancelled",
        [one for one in round_.assignments if one.state in ACTIVE_ASSIGNMENT_STATES],
        round_,
        at=at,
    )
