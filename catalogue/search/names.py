"""What codes are called, kept in memory: a page of results names a hundred of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session

from catalogue.committees.queries import committee_titles
from catalogue.records.queries import body_names, ics_titles

_HELD = "search_names"
_KEPT = timedelta(minutes=1)  # a name that is changed shows so long after, at the latest


class Host(Protocol):
    """What holds the names of an installation: the application."""

    extensions: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """The French names of codes as filters show them: «13 Environnement…», «CEDEAO (ECOSHAM)»."""

    ics: Mapping[str, str]
    bodies: Mapping[str, str]
    committees: Mapping[str, str]
    read_at: datetime


def names_of(host: Host, session: Session, *, at: datetime) -> Names:
    """Give the names, read again from the database when they are a minute old."""
    held: Names | None = host.extensions.get(_HELD)
    if held is None or not held.read_at <= at < held.read_at + _KEPT:
        ics, committees = ics_titles(session), committee_titles(session)
        held = Names(
            ics={code: f"{code} {title}" for code, title in ics.items()},
            bodies=body_names(session),
            committees={code: f"{code} {title}" for code, title in committees.items()},
            read_at=at,
        )
        host.extensions[_HELD] = held
    return held
