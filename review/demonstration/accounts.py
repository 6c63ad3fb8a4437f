"""The passwords of the demonstration: drawn anew at each start, printed, kept nowhere in clear."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.accounts.services import choose_password, make_link
from catalogue.permissions import system_actor
from review.demonstration.cast import HOLDERS, Holder

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
SYLLABLES, GROUPS = 2, 5


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody needs to sign in as a person of the demonstration."""

    holder: Holder
    password: str


def renew_passwords(session: Session, *, at: datetime) -> Sequence[Access]:
    """Give each printed account a new password; those given before no longer work.

    An account that somebody closed meanwhile stays closed and is left out.
    """
    given = []
    for holder in HOLDERS:
        account = session.scalars(
            sa.select(Account).where(Account.username == holder.username, Account.active)
        ).one_or_none()
        if account is None:
            continue
        code, _link = make_link(session, account, actor=system_actor(), at=at)
        password = _pronounceable()
        choose_password(session, code, password, at=at)
        given.append(Access(holder, password))
    return given


def _pronounceable() -> str:
    """Draw a password that can be read from a screen and typed: sixty bits of chance."""
    return "-".join(
        "".join(
            secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _syllable in range(SYLLABLES)
        )
        for _group in range(GROUPS)
    )
