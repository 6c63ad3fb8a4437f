"""Every indicator in full, as files and messages carry it, to whoever may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from catalogue.downloads import Column
from catalogue.errors import NotFound
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.policy.services import values_of
from review.indicators import sdmx, tables
from review.indicators import services as indicators
from review.indicators.companions import BESIDE, CERTAINTY, companions
from review.indicators.figures import Question
from review.indicators.models import IndicatorSheet
from review.indicators.plain_data import CODE
from review.indicators.publishing import told
from review.indicators.queries import last_reading, sheets
from review.indicators.services import LocalDate

# Codes of ISO 3166-1 by the name of the country as the setting writes it.
AREAS: Mapping[str, str] = {"Mali": "ML"}
_SNAPSHOT = "snapshot"
_UNKNOWN = N_("inconnu")
NOT_COUNTED = N_("Cette version ne compte pas encore cet indicateur.")
NOT_CLOSED = N_("Publié une fois un relevé clos.")
KEPT_BACK = N_("Masqué pour protéger les personnes.")

_PARTS = {BESIDE: N_("À lire avec"), CERTAINTY: N_("Ce qui est connu")}

COLUMNS = (
    Column("code", N_("Code"), 8),
    Column("title", N_("Indicateur"), 45),
    *tables.FIGURE_COLUMNS,
)


@dataclass(frozen=True, slots=True)
class Exported:
    """One indicator: its figure as plain data, or why there is none (``note``).

    ``public`` tells that everybody may read it.
    """

    sheet: IndicatorSheet
    plain: Mapping[str, Any] | None
    public: bool
    note: Message | None = None


def exported(
    session: Session,
    asked: Question,
    *,
    live: Callable[[IndicatorSheet], bool],
    detail: bool,
    local_date: LocalDate,
) -> list[Exported]:
    """Give every indicator; where ``live`` refuses, its last closed reading as published.

    Without ``detail``, figures counted live come without their breakdowns by women and men.
    """
    return [
        _one(session, sheet, asked, live=live, detail=detail, local_date=local_date)
        for sheet in sheets(session)
    ]


def _one(
    session: Session,
    sheet: IndicatorSheet,
    asked: Question,
    *,
    live: Callable[[IndicatorSheet], bool],
    detail: bool,
    local_date: LocalDate,
) -> Exported:
    if not live(sheet):
        reading = last_reading(session, sheet.id)
        if reading is None or "published" not in reading.companions:
            return Exported(sheet, None, public=True, note=NOT_CLOSED)
        plain = told(reading.companions["published"])
        kept_back = KEPT_BACK if plain["withheld_for_privacy"] else None
        return Exported(sheet, plain, public=True, note=kept_back)
    try:
        plain = indicators.plain_of(session, sheet, asked, local_date=local_date)
    except NotFound:
        return Exported(sheet, None, public=True, note=NOT_COUNTED)
    if not detail and "crossings" in plain:
        plain = {**plain, "crossings": []}
    return Exported(sheet, plain, public=sheet.public)


def as_sdmx(session: Session, found: list[Exported], *, today: date, at: date) -> str:
    """Write them as one SDMX-CSV 1.0 message."""
    named = values_of(session, ("agency_acronym", "agency_country"), on=today)
    country = named["agency_country"]
    return sdmx.written(
        row
        for one in found
        for row in sdmx.observations(
            one.plain,
            code=one.sheet.code,
            agency=named["agency_acronym"],
            area=AREAS.get(country) or sdmx.identifier(country),
            at=at.isoformat(),
            public=one.public,
            snapshot=one.sheet.period_kind == _SNAPSHOT,
            method=one.sheet.method_version,
            note="" if one.note is None else say(one.note),
        )
    )


def rows(found: list[Exported]) -> Iterator[tuple[object, ...]]:
    """Give them as rows of a file: each count, then women and men of each breakdown."""
    for one in found:
        head = (one.sheet.code, one.sheet.title_fr)
        if one.plain is None:
            note = say(one.note) if one.note is not None else None
            yield (*head, say(_UNKNOWN), None, None, None, None, None, None, note, None)
        elif one.sheet.code == CODE:
            plain = one.plain
            counts = (plain["numerator"], plain["denominator"], plain["ratio"])
            day = date.fromisoformat(plain["at"])
            label = say(N_("Normes de marqueur final 1 ou 2, sur les normes homologuées"))
            note = plain["not_applicable"]
            yield (*head, say(N_("Chiffre")), label, *counts, None, None, note, day)
            for row in _companion_rows(plain, groups=(BESIDE, CERTAINTY)):
                yield (*head, *row)
        else:
            for row in (
                *tables.figure_rows(one.plain),
                *_companion_rows(one.plain, groups=(CERTAINTY,)),
            ):
                yield (*head, *row)


def _companion_rows(
    plain: Mapping[str, Any], *, groups: tuple[str, ...]
) -> Iterator[tuple[object, ...]]:
    day = date.fromisoformat(plain["at"])
    for one in companions(plain):
        if one.group in groups:
            part = say(_PARTS[one.group])
            yield (
                part,
                one.label,
                one.numerator,
                one.denominator,
                one.ratio,
                None,
                None,
                None,
                day,
            )


def as_json(found: list[Exported]) -> list[dict[str, Any]]:
    """Give them as plain data; a figure that is unknown says why and has no numerator."""
    return [
        {
            "code": one.sheet.code,
            "title_fr": one.sheet.title_fr,
            "title_en": one.sheet.title_en,
            "target_fr": one.sheet.target_text_fr,
            "method_version": one.sheet.method_version,
            "public": one.public,
            "unknown": None if one.note is None else say(one.note),
            "figure": one.plain,
        }
        for one in found
    ]
