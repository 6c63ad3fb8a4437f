"""Words of the indicators: windows of time, and what stands beside a standard that is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from catalogue.messages import N_, Message

# Codes of other slices, as they write them; a test holds these to theirs.
ENTERING_NATURES: frozenset[str] = frozenset({"new", "technical_revision"})
EDITORIAL_REVISION = "editorial_revision"
NATIONAL_DEGREE = "NEQ"
ADOPTION_DEGREES: frozenset[str] = frozenset({"IDT", "MOD"})
COUNTED_MARKERS: frozenset[str] = frozenset({"1", "2"})
RELEVANT_MARKERS: frozenset[str] = frozenset({"0", "1", "2"})
STRICT_RULE = "strict"
PILOT_RULE = "pilot"

ROLLING_YEARS = 3
ROLLING_WINDOW = f"rolling-{ROLLING_YEARS}y"
_YEARS = re.compile(r"(?P<first>(?:19|20)[0-9]{2})(?:-(?P<last>(?:19|20)[0-9]{2}))?")
_EARLIEST_YEAR = 1900


class RecordStatus(StrEnum):
    """How far the review of a standard is (product_rules §4)."""

    FINAL = "final"
    IN_PROGRESS = "in_progress"
    NOT_EXAMINED = "not_examined"


RECORD_STATUS_LABELS: Mapping[RecordStatus, Message] = {
    RecordStatus.FINAL: N_("Marqueur final"),
    RecordStatus.IN_PROGRESS: N_("Examen en cours"),
    RecordStatus.NOT_EXAMINED: N_("Non examinée"),
}


class HomologationBasis(StrEnum):
    """Where the homologation date comes from."""

    ACT = "act"
    COUNCIL = "council"


HOMOLOGATION_BASIS_LABELS: Mapping[HomologationBasis, Message] = {
    HomologationBasis.ACT: N_("Date de l’acte d’homologation"),
    HomologationBasis.COUNCIL: N_("Date d’adoption par le CNNCQ, l’acte n’en portant pas"),
}


class ExclusionReason(StrEnum):
    """Why an edition homologated in the window is neither a national standard nor an adoption."""

    NATURE_UNKNOWN = "nature_unknown"
    NATURE_DOES_NOT_ENTER = "nature_does_not_enter"
    LATER_EDITION = "later_edition"
    WITHDRAWN = "withdrawn"
    BASE_WITHOUT_DEGREE = "base_without_degree"


EXCLUSION_LABELS: Mapping[ExclusionReason, Message] = {
    ExclusionReason.NATURE_UNKNOWN: N_(
        "La nature du texte manque. Dites si c’est une norme nouvelle, une révision technique ou "
        "autre chose."
    ),
    ExclusionReason.NATURE_DOES_NOT_ENTER: N_(
        "Une révision rédactionnelle, un amendement ou un rectificatif ne compte pas."
    ),
    ExclusionReason.LATER_EDITION: N_("Une édition plus récente de la même norme compte."),
    ExclusionReason.WITHDRAWN: N_("La norme a été annulée avant la fin de la période."),
    ExclusionReason.BASE_WITHOUT_DEGREE: N_(
        "La norme de base est connue, le degré de correspondance non. Indiquez IDT, MOD ou NEQ."
    ),
}


class PeriodError(ValueError):
    """A window or a day that no figure can be given for; ``field`` is ``window`` or ``at``."""

    def __init__(self, message: Message, *, field: str) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included, under the code people ask for it by."""

    code: str
    start: date
    end: date


def french_date(day: date) -> str:
    """Write a day as sentences show it, 31/12/2026."""
    return f"{day:%d/%m/%Y}"


def reading_day(at: date | None, *, today: date) -> date:
    """Give the day a figure is read at, today unless told otherwise (product_rules §4).

    Raises PeriodError for a day to come: nothing is known of it yet.
    """
    day = at or today
    if day > today:
        raise PeriodError(
            N_(
                "Le %(at)s est à venir. Choisissez une date jusqu’au %(today)s.",
                at=french_date(day),
                today=french_date(today),
            ),
            field="at",
        )
    if day.year < _EARLIEST_YEAR:
        raise PeriodError(
            N_("Choisissez une date à partir de %(year)s.", year=_EARLIEST_YEAR), field="at"
        )
    return day


def parse_window(text: str, *, at: date) -> Window:
    """Read ``2024-2026``, ``2025`` or ``rolling-3y`` (product_rules §4); ends are inclusive.

    Years run from 1 January to 31 December. The rolling window ends on ``at`` and starts the day
    after the same date three years before, so that windows three years apart neither overlap nor
    leave a day out; from a 29 February, the date three years before is 28 February.

    Raises PeriodError for anything else.
    """
    code = text.strip()
    if code == ROLLING_WINDOW:
        return Window(code, _same_date(at, at.year - ROLLING_YEARS) + timedelta(days=1), at)
    years = _YEARS.fullmatch(code)
    if years is None:
        raise PeriodError(
            N_(
                "La période « %(window)s » n’est pas connue. Écrivez par exemple 2024-2026, 2025 "
                "ou %(rolling)s.",
                window=code[:40],
                rolling=ROLLING_WINDOW,
            ),
            field="window",
        )
    first, last = int(years["first"]), int(years["last"] or years["first"])
    if last < first:
        raise PeriodError(
            N_(
                "La période « %(window)s » finit avant de commencer. Écrivez la première année "
                "d’abord.",
                window=code,
            ),
            field="window",
        )
    return Window(code, date(first, 1, 1), date(last, 12, 31))


def _same_date(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
