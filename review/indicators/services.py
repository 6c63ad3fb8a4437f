"""Computing the indicators, and closing a period so that its figure never changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from catalogue.policy.services import all_in_force
from review.indicators import counts
from review.indicators.editions import edition_facts, portfolio_items
from review.indicators.figures import Figure
from review.indicators.models import IndicatorSheet, Reading
from review.indicators.plain_data import CODE, as_plain
from review.indicators.queries import same_reading, sheet_of
from review.indicators.rules import closes_periods
from review.indicators.standards_developed import StandardsDeveloped, compute
from review.indicators.vocabulary import (
    HEADLINE_WINDOW,
    PeriodError,
    french_date,
    parse_window,
    reading_day,
)

LocalDate = Callable[[datetime], date]
PERCENT = 100

# The indicators this version counts, other than 5.3; the sheets of the others say so.
FIGURES: Mapping[str, Callable[..., Figure]] = {
    "4.2": counts.chairs,
    "5.1": counts.reference_list,
    "5.2": counts.programme,
    "5.4": counts.culture,
}
# These lists keep no dates of their own: their figure is always today's.
UNDATED = frozenset({"5.1", "5.4"})


@dataclass(frozen=True, slots=True)
class Developed:
    """Indicator 5.3 with the marker rule in force on the day it is read for."""

    result: StandardsDeveloped
    rule: str

    @property
    def plain(self) -> dict[str, Any]:
        """Give it as the API, the command line and closed readings carry it."""
        return as_plain(self.result, rule=self.rule)


def standards_developed(
    session: Session,
    *,
    window: str = HEADLINE_WINDOW,
    at: date | None = None,
    today: date,
    local_date: LocalDate,
) -> Developed:
    """Compute indicator 5.3 over a window as facts stood on a day (product_rules §4).

    ``local_date`` gives the agency's calendar day of an instant. Target, coverage threshold and
    marker rule are those in force on the day. Raises :class:`Invalid` on ``window`` or ``at``.
    """
    try:
        day = reading_day(at, today=today)
        span = parse_window(window, at=day)
    except PeriodError as error:
        raise Invalid(error.message, {error.field: error.message}) from error
    policy = all_in_force(session, on=day)
    rule = policy["marker_rule"].value
    result = compute(
        edition_facts(session, span, at=day, local_date=local_date),
        window=span.code,
        today=today,
        at=day,
        portfolio=portfolio_items(session, at=day, rule=rule, local_date=local_date),
        target=Fraction(int(policy["target_5_3_percent"].value), PERCENT),
        coverage_threshold=Fraction(int(policy["coverage_provisional_percent"].value), PERCENT),
    )
    return Developed(result, rule)


def figure_of(session: Session, code: str, *, at: date, today: date) -> Figure | None:
    """Give the figure of an indicator other than 5.3; None when this version has no count of it.

    ``at`` is the day it is read for; the figure says which day it is of.
    """
    count = FIGURES.get(code)
    if count is None:
        return None
    return count(session, on=today if code in UNDATED else at)


def close_period(
    session: Session,
    *,
    window: str,
    at: date,
    actor: Actor,
    today: date,
    now: datetime,
    local_date: LocalDate,
) -> tuple[Reading, bool]:
    """Freeze indicator 5.3 for a period as read on a day, with everything beside it.

    Gives the reading, and whether this call closed it: a period closed already for that day is
    left as it is. Raises :class:`NotAllowed`, and :class:`Invalid` on ``window`` or ``at``.
    """
    sheet = _locked_sheet(session, actor)
    developed = standards_developed(
        session, window=window, at=at, today=today, local_date=local_date
    )
    result = developed.result
    if result.at < result.window.start:
        message = N_(
            "Cette période commence le %(start)s : il n’y a rien à clore au %(at)s.",
            start=french_date(result.window.start),
            at=french_date(result.at),
        )
        raise Invalid(message, {"at": message})
    closed = same_reading(session, sheet.id, period=result.window.code, as_of=result.at)
    if closed:
        return closed[-1], False
    reading = _freeze(session, sheet, developed, actor=actor, now=now)
    _note(session, reading, tag="indicator:closed", actor=actor, now=now)
    return reading, True


def correct_reading(
    session: Session,
    reading: Reading,
    *,
    reason: str,
    actor: Actor,
    today: date,
    now: datetime,
    local_date: LocalDate,
) -> Reading:
    """Close the same period for the same day again from today's records, beside the former reading.

    The former one stays as it was. Raises :class:`NotAllowed`, :class:`Invalid` on ``reason``, and
    :class:`DomainError` when today's records say nothing else.
    """
    sheet = _locked_sheet(session, actor)
    if not reason.strip():
        message = N_("Écrivez le motif de la correction : il sera publié avec le relevé.")
        raise Invalid(message, {"reason": message})
    developed = standards_developed(
        session, window=reading.period, at=reading.as_of, today=today, local_date=local_date
    )
    last = same_reading(session, sheet.id, period=reading.period, as_of=reading.as_of)[-1]
    if contents(last) == developed.plain:
        raise DomainError(
            N_(
                "Les fiches d’aujourd’hui donnent exactement le même relevé : il n’y a rien à "
                "corriger."
            )
        )
    correction = _freeze(
        session,
        sheet,
        developed,
        actor=actor,
        now=now,
        sequence=last.sequence + 1,
        reason=reason.strip(),
    )
    _note(session, correction, tag="indicator:corrected", actor=actor, now=now)
    return correction


def contents(reading: Reading) -> dict[str, Any]:
    """Give back what was frozen, as :attr:`Developed.plain` gave it."""
    return {
        **reading.companions,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "records": reading.records,
    }


def _locked_sheet(session: Session, actor: Actor) -> IndicatorSheet:
    """Give the sheet of 5.3, held so that two people closing the same period queue."""
    if not closes_periods(actor):
        raise NotAllowed(N_("Seul le comité de suivi clôt une période."))
    sheet = sheet_of(session, CODE)
    session.execute(
        sa.select(IndicatorSheet.id).where(IndicatorSheet.id == sheet.id).with_for_update()
    )
    return sheet


def _freeze(
    session: Session,
    sheet: IndicatorSheet,
    developed: Developed,
    *,
    actor: Actor,
    now: datetime,
    sequence: int = 1,
    reason: str | None = None,
) -> Reading:
    companions = developed.plain
    reading = Reading(
        sheet_id=sheet.id,
        period=developed.result.window.code,
        as_of=developed.result.at,
        sequence=sequence,
        numerator=companions.pop("numerator"),
        denominator=companions.pop("denominator"),
        records=companions.pop("records"),
        companions=companions,
        method_version=sheet.method_version,
        closed_at=now,
        closed_by_id=actor.account_id,
        correction_reason=reason,
    )
    session.add(reading)
    session.flush()
    return reading


def _note(session: Session, reading: Reading, *, tag: str, actor: Actor, now: datetime) -> None:
    journal.record(
        session,
        actor=actor,
        tag=tag,
        subject=reading,
        at=now,
        changes={
            "period": [None, reading.period],
            "as_of": [None, reading.as_of],
            "numerator": [None, reading.numerator],
            "denominator": [None, reading.denominator],
        },
        reason=reading.correction_reason,
    )
