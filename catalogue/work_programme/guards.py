"""What every act on an item checks first, and the sentences it refuses with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from catalogue.errors import Conflict, NotAllowed
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.rules import manages_programme


def require_manager(actor: Actor) -> None:
    """Refuse whoever does not keep the programme."""
    if not manages_programme(actor):
        raise NotAllowed(N_("Seul le secrétariat tient le programme de travail."))


def require_version(item: WorkItem, seen: int, current: Mapping[str, str]) -> None:
    """Refuse an act on an item that somebody changed since this person opened it."""
    if item.version != seen:
        raise Conflict(current, item.version)


def touch(item: WorkItem) -> None:
    """Give the item a new version even if only what hangs on it has changed."""
    flag_modified(item, "stage_code")


def enquiry_days(begins: date | None, ends: date | None) -> int | None:
    """Give how many days an enquiry is open, first and last day included."""
    if begins is None or ends is None:
        return None
    return (ends - begins).days + (1 if ends >= begins else 0)


def short_enquiry(days: int, least: int) -> Message:
    """Ask why an enquiry is shorter than the WTO code of practice wants (Annex 3, L)."""
    return N_(
        "L’enquête dure %(days)d jours. Le code de pratique de l’OMC en demande au moins "
        "%(least)d, sauf urgence de sécurité, de santé ou d’environnement : écrivez le motif.",
        days=days,
        least=least,
    )


def need_date_not_future() -> Message:
    """Ask for a day that has come."""
    return N_("Donnez une date qui n’est pas dans l’avenir.")


def need_reason() -> Message:
    """Ask why."""
    return N_("Écrivez le motif : il est inscrit au journal.")
