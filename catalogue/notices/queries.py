"""Reading a person's messages: how many are unread, one page of them, what they chose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.notices.models import Notice, NoticePreference
from catalogue.notices.rules import own_notices
from catalogue.notices.vocabulary import ALWAYS_MAILED, NoticeKind
from catalogue.paging import PAGE_SIZE, Page, offset
from catalogue.permissions import Actor

# Beyond this the head of the page says «plus de 99»: the count never costs more than 100 rows.
MOST_COUNTED = 99


def unread_count(session: Session, actor: Actor) -> int:
    """Count a person's unread messages, as far as ``MOST_COUNTED`` + 1."""
    if actor.account_id is None:
        return 0
    some = (
        sa.select(Notice.id)
        .where(own_notices.where(actor), Notice.read_at.is_(None))
        .limit(MOST_COUNTED + 1)
    )
    return session.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0


def notices_page(session: Session, actor: Actor, number: int) -> Page[Notice]:
    """Give one page of a person's messages: the unread first, then the latest first."""
    where = own_notices.where(actor)
    total = session.scalar(sa.select(sa.func.count()).select_from(Notice).where(where)) or 0
    rows = session.scalars(
        sa.select(Notice)
        .where(where)
        .order_by(sa.case((Notice.read_at.is_(None), 0), else_=1), Notice.id.desc())
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(rows, total, number)


def own_notice(session: Session, actor: Actor, notice_id: int) -> Notice | None:
    """Give one of a person's own messages; another's is as good as none."""
    return session.scalars(
        sa.select(Notice).where(Notice.id == notice_id, own_notices.where(actor))
    ).one_or_none()


def by_mail(session: Session, account_id: int) -> Mapping[NoticeKind, bool]:
    """Tell of each kind whether a person also wants it by mail."""
    chosen: dict[NoticeKind, bool] = {
        row[0]: row[1]
        for row in session.execute(
            sa.select(NoticePreference.kind, NoticePreference.by_mail).where(
                NoticePreference.account_id == account_id
            )
        )
    }
    return {kind: kind in ALWAYS_MAILED or chosen.get(kind, True) for kind in NoticeKind}


def has_mail_address(session: Session, actor: Actor) -> bool:
    """Tell whether the person's account has an e-mail address to write to."""
    return bool(session.scalar(sa.select(Account.email).where(Account.id == actor.account_id)))


def username_of(session: Session, actor: Actor) -> str:
    """Give the identifier a person signs in with, as a message about the account says it."""
    found = session.scalar(sa.select(Account.username).where(Account.id == actor.account_id))
    return found or ""


def names_of(session: Session, account_ids: Collection[int]) -> Mapping[int, str]:
    """Give the names of accounts, by id."""
    rows = session.execute(sa.select(Account.id, Account.name).where(Account.id.in_(account_ids)))
    return {row[0]: row[1] for row in rows}


def on_page_only(session: Session, kind: NoticeKind, account_ids: Sequence[int]) -> set[int]:
    """Give which of these accounts read that kind on the page only."""
    if kind in ALWAYS_MAILED or not account_ids:
        return set()
    found: Iterable[int] = session.scalars(
        sa.select(NoticePreference.account_id).where(
            NoticePreference.kind == kind,
            NoticePreference.by_mail.is_(False),
            NoticePreference.account_id.in_(account_ids),
        )
    )
    return set(found)
