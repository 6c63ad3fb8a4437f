"""What the stages of an item mean for its enquiry, and what the enquiry asks of its stages.

The stage events are the truth of when an enquiry opened and closed: however one is recorded or
corrected, the enquiry and the item's days follow in the same transaction.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.enquiry.models import Enquiry, EnquiryComment
from catalogue.enquiry.queries import latest_enquiry, open_comments_of_item, running_enquiry
from catalogue.enquiry.rules import in_enquiry
from catalogue.errors import DomainError
from catalogue.messages import N_, Message
from catalogue.work_programme.models import StageEvent, WorkItem
from catalogue.work_programme.stage_acts import ENQUIRY_CLOSED, ENQUIRY_OPENED

APPROVED = "40.99"  # the decision to go on, taken inside the stage
ABANDON = "98"


def leaves_enquiry(item: WorkItem, code: str) -> bool:
    """Tell whether reaching ``code`` takes the item out of the enquiry stage, whole or decided."""
    return in_enquiry(item) and code[3:] != ABANDON and (code[:2] != "40" or code == APPROVED)


def stage_objections(session: Session, item: WorkItem, code: str) -> list[Message]:
    """Say what keeps an item in the enquiry stage: an open enquiry, comments without an answer."""
    if not leaves_enquiry(item, code):
        return []
    running = running_enquiry(session, item.id)
    if running is not None:
        return [
            N_(
                "Son enquête publique est ouverte jusqu’au %(day)s : closez-la d’abord (40.60).",
                day=running.closes_on,
            )
        ]
    left = open_comments_of_item(session, item.id)
    if not left:
        return []
    return [
        N_(
            "Remarques de l’enquête publique encore sans réponse : %(count)d. Répondez à chacune "
            "avant que le sujet quitte le stade de l’enquête.",
            count=left,
        )
    ]


def follow_stage(session: Session, item: WorkItem, event: StageEvent) -> None:
    """Bring the item's enquiry in step with a stage just recorded or corrected."""
    if event.corrects_id is not None:
        _follow_correction(session, item, event)
    elif event.code == ENQUIRY_CLOSED:
        running = running_enquiry(session, item.id)
        if running is not None:
            running.closed_on, running.closing_event_id = event.reached_on, event.id
            running.closes_on = min(running.closes_on, event.reached_on)
            item.enquiry_to = running.closes_on
    session.flush()


def dates_held(session: Session, item: WorkItem) -> Message | None:
    """Say why the enquiry's days are not typed over: the enquiry has them, by its own acts."""
    if latest_enquiry(session, item.id) is None:
        return None
    return N_("Les dates de l’enquête changent par les actes de l’enquête, sur sa page.")


def _follow_correction(session: Session, item: WorkItem, event: StageEvent) -> None:
    enquiry = session.scalars(
        sa.select(Enquiry).where(
            sa.or_(
                Enquiry.opening_event_id == event.corrects_id,
                Enquiry.closing_event_id == event.corrects_id,
            )
        )
    ).one_or_none()
    if enquiry is None:
        return
    if enquiry.closing_event_id == event.corrects_id:
        if event.annuls or event.code != ENQUIRY_CLOSED:
            enquiry.closed_on = enquiry.closing_event_id = None
        else:
            enquiry.closed_on, enquiry.closing_event_id = event.reached_on, event.id
    elif event.annuls or event.code != ENQUIRY_OPENED:
        _cancel(session, enquiry, event)
    else:
        if event.reached_on > enquiry.closes_on:
            raise DomainError(
                N_(
                    "L’enquête se terminerait avant de commencer : son dernier jour est le "
                    "%(day)s. Prolongez-la d’abord.",
                    day=enquiry.closes_on,
                )
            )
        enquiry.opens_on, enquiry.opening_event_id = event.reached_on, event.id
    _show_latest(session, item)


def _cancel(session: Session, enquiry: Enquiry, event: StageEvent) -> None:
    heard = session.scalar(
        sa.select(sa.func.count())
        .select_from(EnquiryComment)
        .where(EnquiryComment.enquiry_id == enquiry.id)
    )
    if heard:
        raise DomainError(
            N_(
                "Cette enquête a déjà reçu des remarques : elle a eu lieu et son stade ne "
                "s’annule plus. Corrigez-en la date, ou closez l’enquête."
            )
        )
    enquiry.cancelled_at = event.recorded_at


def _show_latest(session: Session, item: WorkItem) -> None:
    session.flush()
    latest = latest_enquiry(session, item.id)
    item.enquiry_from = latest.opens_on if latest else None
    item.enquiry_to = latest.closes_on if latest else None
