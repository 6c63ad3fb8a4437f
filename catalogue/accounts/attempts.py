"""How often somebody may try: failures are counted in the database and forgotten one by one.

Each failure is forgotten after ``per / most``: ten failures in a quarter of an hour stop the
eleventh, and a minute and a half later one more try is free. Nobody is locked out for ever.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from catalogue.accounts.models import AttemptWindow

# A row that has said nothing for a day says nothing any more.
KEPT = timedelta(days=1)
# One customer of a provider holds at least this much of the IPv6 space.
IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` failures in any span of ``per``, for one thing that is counted."""

    scope: str
    most: int
    per: timedelta

    @property
    def pause(self) -> timedelta:
        """How long it takes for one failure to be forgotten."""
        return self.per / self.most


SIGN_IN_IDENTIFIER = Limit("identifier", 10, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("address", 50, timedelta(minutes=15))
RESET_IDENTIFIER = Limit("reset-identifier", 3, timedelta(hours=1))
RESET_ADDRESS = Limit("reset-address", 20, timedelta(hours=1))

Counted = tuple[Limit, str]


def address_key(address: str | None) -> str:
    """Give what is counted for a network address: itself, or its /64 network in IPv6."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if parsed.version == 4:  # noqa: PLR2004 - IPv4
        return str(parsed)
    return str(ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False))


def free_again_at(session: Session, counted: Iterable[Counted], *, at: datetime) -> datetime | None:
    """Say when the next try is allowed, or ``None`` when it is allowed now."""
    waits = []
    for limit, value in counted:
        row = session.get(AttemptWindow, _digest(limit, value))
        if row is None:
            continue
        level, since = _forgotten(row, limit, at)
        if level >= limit.most:
            waits.append(since + limit.pause * (level - limit.most + 1))
    return max(waits, default=None)


def count(session: Session, counted: Iterable[Counted], *, at: datetime) -> None:
    """Count one failure, and drop the rows that count for nothing any more."""
    session.execute(sa.delete(AttemptWindow).where(AttemptWindow.started_at < at - KEPT))
    for limit, value in counted:
        row = _locked_row(session, _digest(limit, value), at)
        level, since = _forgotten(row, limit, at)
        row.attempts, row.started_at = level + 1, since
    session.flush()


def forgive(session: Session, counted: Iterable[Counted]) -> None:
    """Forget every failure: the person has shown who they are."""
    digests = [_digest(limit, value) for limit, value in counted]
    session.execute(sa.delete(AttemptWindow).where(AttemptWindow.key_digest.in_(digests)))


def _digest(limit: Limit, value: str) -> str:
    return hashlib.sha256(f"{limit.scope}\x1f{value}".encode()).hexdigest()


def _locked_row(session: Session, digest: str, at: datetime) -> AttemptWindow:
    query = sa.select(AttemptWindow).where(AttemptWindow.key_digest == digest).with_for_update()
    row = session.scalars(query).one_or_none()
    if row is not None:
        return row
    try:
        with session.begin_nested():
            row = AttemptWindow(key_digest=digest, started_at=at, attempts=0)
            session.add(row)
    except IntegrityError:  # another machine counted the same key at the same moment
        row = session.scalars(query).one()
    return row


def _forgotten(row: AttemptWindow, limit: Limit, at: datetime) -> tuple[int, datetime]:
    """Give how many failures still count, and since when the oldest of them is being forgotten."""
    steps = max((at - row.started_at) // limit.pause, 0)
    if steps >= row.attempts:
        return 0, at
    return row.attempts - steps, row.started_at + limit.pause * steps
