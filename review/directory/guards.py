"""What is asked before any act on the directory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from catalogue.errors import Conflict, DomainError
from catalogue.messages import N_, Message
from review.directory.models import GenderBody, Structure

IN_THE_FUTURE = N_("Donnez une date qui n’est pas dans l’avenir.")
WHY = N_("Écrivez le motif : il est inscrit au journal.")
NO_SOURCE = N_("Écrivez d’où vient ce fait : document, site, réunion.")
NOT_A_LINK = N_("Écrivez une adresse qui commence par https:// ou http://, ou laissez vide.")
NO_NAME = N_("Écrivez le nom.")


def require_version(subject: Structure | GenderBody, seen: int, current: Mapping[str, str]) -> None:
    """Refuse an act on something that somebody changed since this person opened it."""
    if subject.version != seen:
        raise Conflict(current, subject.version)


def require_reason(reason: str) -> str:
    """Give the reason written, or say that one is needed."""
    if not reason.strip():
        raise DomainError(WHY, field="reason")
    return reason.strip()


def require_past(day: date | None, today: date, field: str) -> date:
    """Give a day that is not to come."""
    if day is None or day > today:
        raise DomainError(IN_THE_FUTURE, field=field)
    return day


def link_problems(**links: str) -> dict[str, Message]:
    """Say which addresses are not addresses of pages."""
    return {
        name: NOT_A_LINK
        for name, link in links.items()
        if link and (not link.startswith(("https://", "http://")) or " " in link)
    }


def written(value: object) -> str:
    """Write a value as forms do."""
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def differences(before: Mapping[str, object], now: Mapping[str, object]) -> dict[str, object]:
    """Give what changed, each with its former and its new value."""
    return {name: [before[name], now[name]] for name in now if before[name] != now[name]}
