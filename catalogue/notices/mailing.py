"""What the worker does with mail messages."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.accounts.models import Account
from catalogue.config import Settings
from catalogue.i18n import say
from catalogue.notices.vocabulary import ALWAYS_MAILED, KIND_OF, NOTICE_KIND_LABELS
from catalogue.notices.wording import as_letter
from catalogue.outbox import mail
from catalogue.outbox.models import Message
from catalogue.policy.services import value_of

logger = logging.getLogger("normes.outbox")


def send_mail(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Send each message to its account's address; an account without one reads it on screen.

    Gives the ids that could not be sent, with why in a sentence: one that cannot be written or
    delivered never keeps back the others, nor has them sent twice. While the server takes nothing,
    it is asked once a turn, and all of them wait.
    """
    settings: Settings = current_app.extensions["settings"]
    ids = {int(message.payload["account_id"]) for message in messages}
    accounts = {
        account.id: account
        for account in session.scalars(sa.select(Account).where(Account.id.in_(ids)))
    }
    agency = value_of(session, "agency_acronym", on=clock.local_date(at))
    failed: dict[int, str] = {}
    unreachable = ""
    with mail.opened(settings) as deliver:
        for message in messages:
            account = accounts.get(int(message.payload["account_id"]))
            if account is None or not account.active or not account.email:
                continue
            if unreachable:
                failed[message.id] = unreachable
                continue
            try:
                _send(settings, deliver, account, message, agency=agency)
            except mail.ServerUnreachable as error:
                logger.warning("mail waits: %s", error)
                unreachable = failed[message.id] = str(error)
            except Exception as error:
                logger.exception("message %d could not be sent", message.id)
                failed[message.id] = mail.reason(error, settings)
    return failed


def _send(
    settings: Settings, deliver: mail.Deliver, account: Account, message: Message, *, agency: str
) -> None:
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    template = message.payload["template"]
    kind = KIND_OF[template]
    with force_locale(account.locale or "fr"):
        letter = as_letter(
            template,
            message.payload["context"],
            address=address,
            name=account.name,
            username=account.username,
            agency=agency,
            kind=say(NOTICE_KIND_LABELS[kind]),
            choice="" if kind in ALWAYS_MAILED else f"{address}/messages/preferences",
        )
    composed = mail.compose(
        sender=settings.mail_from or "normes@localhost",
        to=account.email or "",
        subject=letter.subject,
        body=letter.body,
        at=message.created_at,
        message_id=f"<outbox-{message.id}@normes.invalid>",
    )
    deliver(composed, f"{message.id:08d}")
