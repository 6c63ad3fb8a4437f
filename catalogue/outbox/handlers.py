"""What the worker does with mail messages."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import force_locale
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.config import Settings
from catalogue.outbox import mail
from catalogue.outbox.models import Message

logger = logging.getLogger("normes.outbox")


def send_mail(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Send each message to its account's address; an account without one reads it on screen.

    The template's first line is the subject. Gives the ids that could not be sent, with why: one
    that cannot be written or delivered never keeps back the others, nor has them sent twice.
    """
    settings: Settings = current_app.extensions["settings"]
    ids = {int(message.payload["account_id"]) for message in messages}
    accounts = {
        account.id: account
        for account in session.scalars(sa.select(Account).where(Account.id.in_(ids)))
    }
    failed: dict[int, str] = {}
    for message in messages:
        account = accounts.get(int(message.payload["account_id"]))
        if account is None or not account.active or not account.email:
            continue
        try:
            _send(settings, account, message)
        except Exception as error:
            logger.exception("message %d could not be sent", message.id)
            failed[message.id] = repr(error)
    del at
    return failed


def _send(settings: Settings, account: Account, message: Message) -> None:
    with force_locale(account.locale or "fr"):
        text = render_template(
            f"email/{message.payload['template']}.txt",
            account=account,
            address=settings.public_url or f"http://{settings.host}:{settings.port}",
            **message.payload["context"],
        )
    subject, _, body = text.strip().partition("\n")
    composed = mail.compose(
        sender=settings.mail_from or "normes@localhost",
        to=account.email or "",
        subject=subject,
        body=body.strip() + "\n",
        at=message.created_at,
        message_id=f"<outbox-{message.id}@normes.invalid>",
    )
    mail.deliver(settings, composed, name=f"{message.id:08d}")
