"""Telling people, and what they do with what they were told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.notices.models import Notice, NoticePreference
from catalogue.notices.queries import on_page_only
from catalogue.notices.rules import own_notices
from catalogue.notices.vocabulary import ALWAYS_MAILED, KIND_OF, NoticeKind
from catalogue.outbox import services as outbox
from catalogue.outbox.models import Message as Waiting
from catalogue.permissions import Actor, Permission


def tell(
    session: Session,
    template: str,
    account_ids: Iterable[int],
    context: Mapping[str, Any],
    *,
    at: datetime,
    mailed_only: Mapping[str, Any] | None = None,
) -> None:
    """Tell each account, in the transaction of the act: on « Mes messages », and by mail.

    The text is ``templates/email/<template>.txt``. No confidential text goes into ``context``: a
    message says what waits and where to look. ``mailed_only`` is known to the mail alone (what a
    one-time link is made from). Whoever chose the page for that kind gets no mail.
    """
    kind = KIND_OF[template]
    ids = sorted(set(account_ids))
    session.add_all(
        Notice(
            account_id=account_id,
            kind=kind,
            template=template,
            context=dict(context),
            created_at=at,
        )
        for account_id in ids
    )
    silent = on_page_only(session, kind, ids)
    mailed = [account_id for account_id in ids if account_id not in silent]
    outbox.mail(session, template, mailed, {**context, **(mailed_only or {})}, at=at)


def mark_read(notice: Notice, *, actor: Actor, at: datetime) -> None:
    """Note that a person has read a message of theirs; reading it again changes nothing."""
    if not own_notices.allows(actor, notice):
        raise NotAllowed(N_("Ce message ne vous est pas adressé."))
    notice.read_at = notice.read_at or at


def mark_all_read(session: Session, *, actor: Actor, up_to: int, at: datetime) -> int:
    """Note that a person has read everything up to the message ``up_to``; give how many.

    What came after the page was shown stays unread.
    """
    changed = session.scalars(
        sa.update(Notice)
        .where(own_notices.where(actor), Notice.read_at.is_(None), Notice.id <= up_to)
        .values(read_at=at)
        .returning(Notice.id)
        .execution_options(synchronize_session="fetch")
    )
    return len(changed.all())


def try_mail_again(session: Session, *, actor: Actor, at: datetime) -> int:
    """Have the mails that failed tried again at once; give how many."""
    if not actor.may(Permission.ACCOUNT_MANAGE):
        raise NotAllowed(N_("Seule l’administration demande un nouvel essai."))
    oldest = session.scalars(
        sa.select(Waiting)
        .where(Waiting.topic == "mail", Waiting.done_at.is_(None), Waiting.attempts > 0)
        .order_by(Waiting.id)
        .limit(1)
    ).first()
    if oldest is None:
        return 0
    count = outbox.try_again(session, "mail", at=at)
    journal.record(
        session,
        actor=actor,
        tag="outbox:tried_again",
        subject=oldest,
        at=at,
        changes={"count": count},
    )
    return count


def choose(
    session: Session,
    *,
    actor: Actor,
    mailed: Collection[NoticeKind],
    among: Collection[NoticeKind],
) -> None:
    """Keep, for the kinds ``among``, which a person also wants by mail; the page shows them all."""
    if actor.account_id is None:
        raise NotAllowed(N_("Connectez-vous pour choisir."))
    for kind in among:
        if kind in ALWAYS_MAILED:
            continue
        row = session.get(NoticePreference, (actor.account_id, kind))
        if row is None:
            row = NoticePreference(account_id=actor.account_id, kind=kind)
            session.add(row)
        row.by_mail = kind in mailed
