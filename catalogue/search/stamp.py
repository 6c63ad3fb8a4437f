"""The stamp an index carries: which state of the database it was last brought in step with.

Comparing every document with the index takes seconds; comparing two stamps takes none.  A stamp
sums up the messages about the index that have been done, and the code that makes documents: a
database put back from a backup, an index left behind or a new version of the product give another.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.config import Settings
from catalogue.outbox.models import Message

_FILE = "stamp"
_MAKERS = ("documents.py", "iso_documents.py", "queries.py")  # of search documents


class Host(Protocol):
    """What knows the data folder: the application."""

    extensions: dict[str, Any]


def due(session: Session, *, also_done: int = 0, at: datetime | None = None) -> str:
    """Give the stamp of the database; ``also_done`` messages are about to be done, ``at`` that."""
    count, last = session.execute(
        sa.select(sa.func.count(), sa.func.max(Message.done_at)).where(
            Message.topic == "index", Message.done_at.is_not(None)
        )
    ).one()
    moments = [moment for moment in (last, at if also_done else None) if moment is not None]
    moment = max(moments).isoformat() if moments else "-"
    return f"{_makers()} {count + also_done} {moment}"


def kept(host: Host) -> str:
    """Give the stamp the index carries, empty when it has none."""
    try:
        return _path(host).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def keep(host: Host, stamp: str) -> None:
    """Have the index carry a stamp."""
    path = _path(host)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_suffix(".new")
    waiting.write_text(stamp, encoding="ascii")
    waiting.replace(path)


def forget(host: Host) -> None:
    """Have the index compared in full at the next start: the database changed without a message."""
    _path(host).unlink(missing_ok=True)


def _path(host: Host) -> Path:
    settings: Settings = host.extensions["settings"]
    return settings.data_dir / "index" / _FILE


@cache
def _makers() -> str:
    digest = hashlib.sha256()
    for name in _MAKERS:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()[:16]
