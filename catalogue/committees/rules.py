"""Who keeps the register of committees and people, and who sees what of a person."""

from __future__ import annotations

from datetime import date

from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission

YEARS_AHEAD = 2  # a mandate is not given further ahead: 2090 is a slip of the keyboard


def keeps_committees(actor: Actor) -> bool:
    """Tell whether this person keeps the register; a command or an import does so by itself."""
    by_itself = actor.account_id is None and not actor.roles
    return by_itself or actor.may(Permission.COMMITTEE_MANAGE)


def reads_people(actor: Actor) -> bool:
    """Tell whether this person sees more of somebody than their name and seat: sex, contact."""
    return actor.may(Permission.PERSON_READ)


def too_far_ahead(first_day: date, today: date) -> Message | None:
    """Say that a mandate begins too far ahead to be meant; None when it may be."""
    later = first_day.year - today.year, (first_day.month, first_day.day)
    if later <= (YEARS_AHEAD, (today.month, today.day)):
        return None
    return N_(
        "Un mandat se donne au plus %(years)d ans à l’avance : vérifiez l’année du premier jour "
        "(%(day)s).",
        years=YEARS_AHEAD,
        day=f"{first_day:%d/%m/%Y}",
    )
