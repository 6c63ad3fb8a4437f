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

HEADLINE_WINDOW = "2024-2026"  # the period of the plan
ROLLING_YEARS = 3
ROLLING_WINDOW = f"rolling-{ROLLING_YEARS}y"
_YEARS = re.compile(r"(?P<first>(?:19|20)[0-9]{2})(?:-(?P<last>(?:19|20)[0-9]{2}))?")
_EARLIEST_YEAR = 1900
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_FRENCH_DAY = re.compile(r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/(?P<year>[0-9]{4})")


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


TAG_LABELS: dict[str, Message] = {
    "indicator:closed": N_("Relevé d’indicateur clos"),
    "indicator:corrected": N_("Relevé d’indicateur corrigé par un nouveau relevé"),
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


def parse_day(text: str) -> date:
    """Read a day as programs and people write it: 2026-12-31 or 31/12/2026.

    Raises PeriodError saying how to write it, or that the day does not exist.
    """
    found = _ISO_DAY.fullmatch(text.strip()) or _FRENCH_DAY.fullmatch(text.strip())
    if found is None:
        raise PeriodError(
            N_(
                "« %(text)s » n’est pas une date. Écrivez AAAA-MM-JJ, par exemple 2026-12-31.",
                text=text.strip()[:40],
            ),
            field="at",
        )
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise PeriodError(
            N_(
                "Le %(text)s n’existe pas : vérifiez le jour et le mois.",
                text=f"{found['day']}/{found['month']}/{found['year']}",
            ),
            field="at",
        ) from error


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
