"""Computing the indicators, and closing a period so that its figure never changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid, NotAllowed, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from catalogue.policy.services import all_in_force
from review.indicators.editions import edition_facts, portfolio_items
from review.indicators.figures import Figure, Question
from review.indicators.models import IndicatorSheet, Reading
from review.indicators.plain_data import CODE, as_plain, figure_as_plain
from review.indicators.publishing import published
from review.indicators.queries import publications, same_reading, sheet_of, sheets_of
from review.indicators.registry import INDICATORS
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
_NO_HISTORY = N_("Cette liste ne garde pas d’historique : le chiffre est celui d’aujourd’hui.")
COMPUTED = frozenset({CODE, *INDICATORS})


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

    ``local_date`` gives the agency's calendar day of an instant. Raises :class:`Invalid` on
    ``window`` or ``at``.
    """
    asked = question(session, window=window, at=at, today=today)
    return developed(session, asked, local_date=local_date)


def developed(session: Session, asked: Question, *, local_date: LocalDate) -> Developed:
    """Compute indicator 5.3 with the target, threshold and marker rule in force on the day."""
    rule = asked.settings["marker_rule"]
    result = compute(
        edition_facts(session, asked.window, at=asked.at, local_date=local_date),
        window=asked.window.code,
        today=asked.today,
        at=asked.at,
        portfolio=portfolio_items(session, asked, rule=rule, local_date=local_date),
        target=Fraction(int(asked.settings["target_5_3_percent"]), PERCENT),
        coverage_threshold=Fraction(int(asked.settings["coverage_provisional_percent"]), PERCENT),
    )
    return Developed(result, rule)


def question(
    session: Session, *, window: str = HEADLINE_WINDOW, at: date | None = None, today: date
) -> Question:
    """Put the question of a day and a period, with the settings in force on that day.

    Raises :class:`Invalid` on ``window`` or ``at``.
    """
    try:
        day = reading_day(at, today=today)
        span = parse_window(window, at=day)
    except PeriodError as error:
        raise Invalid(error.message, {error.field: error.message}) from error
    settings = {name: one.value for name, one in all_in_force(session, on=day).items()}
    return Question(
        day,
        today,
        span,
        least=Fraction(int(settings["coverage_threshold_percent"]), PERCENT),
        floor=int(settings["suppression_floor"]),
        settings=settings,
    )


def figure_of(session: Session, sheet: IndicatorSheet, asked: Question) -> Figure | None:
    """Give the figure of an indicator other than 5.3; None when this version has no count of it.

    The figure says which day it is of: lists that keep no dates are always of today.
    """
    indicator = INDICATORS.get(sheet.code)
    if indicator is None:
        return None
    if indicator.dated or asked.at == asked.today:
        return indicator.count(session, asked, target_of(sheet))
    figure = indicator.count(session, replace(asked, at=asked.today), target_of(sheet))
    return replace(figure, headline=replace(figure.known_by, said=(_NO_HISTORY,)))


def every_figure(session: Session, asked: Question) -> Mapping[str, Figure]:
    """Give every figure this version counts but 5.3, by code, reading what they share once."""
    found = ((sheet.code, figure_of(session, sheet, asked)) for sheet in sheets_of(session, asked))
    return {code: figure for code, figure in found if figure is not None}


def plain_of(
    session: Session, sheet: IndicatorSheet, asked: Question, *, local_date: LocalDate
) -> dict[str, Any]:
    """Give an indicator in full as plain data; :class:`NotFound` when this version has no count."""
    if sheet.code == CODE:
        return developed(session, asked, local_date=local_date).plain
    figure = figure_of(session, sheet, asked)
    if figure is None:
        raise NotFound(N_("Cette version ne calcule pas encore cet indicateur."))
    formula = INDICATORS[sheet.code].formula
    return figure_as_plain(sheet.code, figure, formula=formula, window=asked.window)


def target_of(sheet: IndicatorSheet) -> Fraction | None:
    """Give the target of a sheet, a share or a number of people; None for none, or other units."""
    if not sheet.target_value.isdecimal():
        return None
    match sheet.target_unit:
        case "percent":
            return Fraction(int(sheet.target_value), PERCENT)
        case "persons":
            return Fraction(int(sheet.target_value))
        case _:
            return None


def close_period(
    session: Session,
    code: str,
    *,
    window: str,
    at: date,
    actor: Actor,
    today: date,
    now: datetime,
    local_date: LocalDate,
) -> tuple[Reading, bool]:
    """Freeze an indicator for a period as read on a day, with everything beside it.

    Gives the reading, and whether this call closed it: a period closed already for that day is
    left as it is. What the public may read of a figure about people is frozen with it. Raises
    :class:`NotAllowed`, :class:`NotFound` for what this version does not count, and
    :class:`Invalid` on ``window`` or ``at``.
    """
    sheet = _locked_sheet(session, code, actor)
    asked = question(session, window=window, at=at, today=today)
    if asked.at < asked.window.start:
        message = N_(
            "Cette période commence le %(start)s : il n’y a rien à clore au %(at)s.",
            start=french_date(asked.window.start),
            at=french_date(asked.at),
        )
        raise Invalid(message, {"at": message})
    if code in INDICATORS and not INDICATORS[code].dated and asked.at != today:
        message = N_(
            "Cette liste ne garde pas d’historique : elle se clôt telle qu’elle est aujourd’hui, "
            "le %(today)s.",
            today=french_date(today),
        )
        raise Invalid(message, {"at": message})
    closed = same_reading(session, sheet.id, period=asked.window.code, as_of=asked.at)
    if closed:
        return closed[-1], False
    plain = _to_freeze(session, sheet, asked, local_date)
    reading = _freeze(session, sheet, asked, plain, actor=actor, now=now)
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
    code = session.get_one(IndicatorSheet, reading.sheet_id).code
    sheet = _locked_sheet(session, code, actor)
    if not reason.strip():
        message = N_("Écrivez le motif de la correction : il sera publié avec le relevé.")
        raise Invalid(message, {"reason": message})
    asked = question(session, window=reading.period, at=reading.as_of, today=today)
    plain = _to_freeze(session, sheet, asked, local_date)
    last = same_reading(session, sheet.id, period=reading.period, as_of=reading.as_of)[-1]
    if _without_publication(contents(last)) == _without_publication(plain):
        raise DomainError(
            N_(
                "Les fiches d’aujourd’hui donnent exactement le même relevé : il n’y a rien à "
                "corriger."
            )
        )
    correction = _freeze(
        session,
        sheet,
        asked,
        plain,
        actor=actor,
        now=now,
        sequence=last.sequence + 1,
        reason=reason.strip(),
    )
    _note(session, correction, tag="indicator:corrected", actor=actor, now=now)
    return correction


def contents(reading: Reading) -> dict[str, Any]:
    """Give back what was frozen, in full, as :func:`plain_of` gave it, with its records."""
    return {
        **reading.companions,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "records": reading.records,
    }


def _without_publication(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if name != "published"}


def _locked_sheet(session: Session, code: str, actor: Actor) -> IndicatorSheet:
    """Give the sheet, held so that two people closing the same period queue."""
    if not closes_periods(actor):
        raise NotAllowed(N_("Seul le comité de suivi clôt une période."))
    sheet = sheet_of(session, code)
    if code not in COMPUTED:
        raise NotFound(N_("Cette version ne calcule pas encore cet indicateur."))
    session.execute(
        sa.select(IndicatorSheet.id).where(IndicatorSheet.id == sheet.id).with_for_update()
    )
    return sheet


def _to_freeze(
    session: Session, sheet: IndicatorSheet, asked: Question, local_date: LocalDate
) -> dict[str, Any]:
    """Give all a reading keeps: the figure in full, its records, what the public may read."""
    plain = plain_of(session, sheet, asked, local_date=local_date)
    indicator = INDICATORS.get(sheet.code)
    if indicator is None:
        return plain
    plain["records"] = _records(session, indicator.records, asked)
    figure = figure_of(session, sheet, asked)
    if not sheet.public and figure is not None:
        plain["published"] = published(
            sheet.code,
            figure,
            formula=indicator.formula,
            window=asked.window,
            floor=asked.floor,
            before=publications(session),
        )
    return plain


def _records(
    session: Session,
    read: Callable[[Session, Question], Sequence[Mapping[str, Any]]] | None,
    asked: Question,
) -> list[Any]:
    return [] if read is None else list(read(session, asked))


def _freeze(
    session: Session,
    sheet: IndicatorSheet,
    asked: Question,
    plain: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    sequence: int = 1,
    reason: str | None = None,
) -> Reading:
    companions = dict(plain)
    reading = Reading(
        sheet_id=sheet.id,
        period=asked.window.code,
        as_of=asked.at,
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
