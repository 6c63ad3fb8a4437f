"""A form sent twice makes one record: the second press leads where the first one led."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from catalogue.database import Base
from catalogue.permissions import Actor


class PostedForm(Base):
    """A form that was sent and carried out, so that sending it twice makes one record."""

    __tablename__ = "posted_form"

    digest: Mapped[str] = mapped_column(
        sa.String(64), primary_key=True, comment="Of the account, the page, its token, the answers"
    )
    address: Mapped[str] = mapped_column(sa.String(200), comment="The page it led to")
    posted_at: Mapped[datetime]


def digest_of(actor: Actor, path: str, answers: Iterable[tuple[str, str]]) -> str:
    """Tell one sending of a form: who, where, its token and its answers.

    The same page sent with other answers (by the browser's Back) is another sending: nothing that
    was typed is taken for what was recorded before.
    """
    hashed = hashlib.sha256()
    for part in (str(actor.account_id), path, *(text for pair in answers for text in pair)):
        hashed.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def led_to(session: Session, digest: str) -> str | None:
    """Give the page a sending has led to already, if it has."""
    found = session.get(PostedForm, digest)
    return None if found is None else found.address


def remember(session: Session, digest: str, address: str, *, at: datetime) -> None:
    """Keep where a sending leads, in the transaction of its act."""
    session.add(PostedForm(digest=digest, address=address, posted_at=at))
