"""Writing to those of the public who left an address: received, answered. Done by the outbox."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import force_locale
from sqlalchemy.orm import Session, joinedload

from catalogue import clock
from catalogue.config import Settings
from catalogue.enquiry.models import Enquiry, EnquiryComment
from catalogue.enquiry.vocabulary import OUTCOME_LABELS
from catalogue.outbox import mail
from catalogue.outbox.models import Message
from catalogue.policy.services import value_of

logger = logging.getLogger("normes.outbox")


def send_mail(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Send each message to the address its comments came with; one erased meanwhile is skipped.

    Gives the ids that could not be sent, with why in a sentence; one never keeps back the others.
    """
    settings: Settings = current_app.extensions["settings"]
    agency = value_of(session, "agency_acronym", on=clock.local_date(at))
    failed: dict[int, str] = {}
    unreachable = ""
    with mail.opened(settings) as deliver, force_locale("fr"):
        for message in messages:
            comments = _comments(session, message.payload["comments"])
            if not comments:
                continue
            if unreachable:
                failed[message.id] = unreachable
                continue
            try:
                _send(settings, deliver, message, comments, agency=agency)
            except mail.ServerUnreachable as error:
                logger.warning("mail waits: %s", error)
                unreachable = failed[message.id] = str(error)
            except Exception as error:
                logger.exception("message %d could not be sent", message.id)
                failed[message.id] = mail.reason(error, settings)
    return failed


def _comments(session: Session, ids: Sequence[int]) -> Sequence[EnquiryComment]:
    return session.scalars(
        sa.select(EnquiryComment)
        .where(EnquiryComment.id.in_(ids), EnquiryComment.email.is_not(None))
        .options(joinedload(EnquiryComment.enquiry).joinedload(Enquiry.work_item))
        .order_by(EnquiryComment.number)
    ).all()


def _send(
    settings: Settings,
    deliver: mail.Deliver,
    message: Message,
    comments: Sequence[EnquiryComment],
    *,
    agency: str,
) -> None:
    enquiry = comments[0].enquiry
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    text = render_template(
        f"catalogue/enquiry/mail_{message.payload['kind']}.txt",
        comments=comments,
        enquiry=enquiry,
        item=enquiry.work_item,
        agency=agency,
        outcomes=OUTCOME_LABELS,
        page=f"{address}/enquetes/{enquiry.id}",
    )
    subject, _, body = text.strip().partition("\n")
    deliver(
        mail.compose(
            sender=settings.mail_from or "normes@localhost",
            to=comments[0].email or "",
            subject=f"[{agency}] {subject}",
            body=body.strip() + "\n",
            at=message.created_at,
            message_id=f"<outbox-{message.id}@normes.invalid>",
        ),
        f"{message.id:08d}",
    )
