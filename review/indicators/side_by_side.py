"""Our figures beside those that others publish, as one person may read them (plan line 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.directory.queries import BodyNumbers, body_figures
from review.indicators.comparison import OWN
from review.indicators.figures import Question
from review.indicators.models import IndicatorSheet
from review.indicators.plain_data import figure_as_plain
from review.indicators.queries import Published, last_published, sheets
from review.indicators.registry import INDICATORS
from review.indicators.rules import live_figures
from review.indicators.services import target_of
from review.reference_data.models import SeriesValue
from review.reference_data.queries import compared_on
from review.reference_data.vocabulary import Territory, Topic

NOT_CLOSED = N_("Publié une fois le relevé clos par le comité de suivi.")
KEPT_BACK = N_("Masqué pour protéger les personnes.")


@dataclass(frozen=True, slots=True)
class Ours:
    """A figure of ours; counts are None where this reader gets none, and ``why`` says it.

    ``reading_id`` is the closed reading it is from, None for a figure counted now.
    """

    sheet: IndicatorSheet
    label: str
    on: date | None
    numerator: int | None = None
    denominator: int | None = None
    ratio: Fraction | None = None
    why: Message | str | None = None
    reading_id: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One topic: our figure, then the latest value of each series that stands beside it."""

    topic: Topic
    ours: Ours
    others: Sequence[SeriesValue]

    @property
    def both(self) -> bool:
        """Tell whether a figure of ours stands beside one from abroad, as 2.3 counts."""
        abroad = any(one.series.territory is not Territory.NATIONAL for one in self.others)
        return bool(self.ours.denominator) and abroad


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The whole comparison on a day, and what bodies say of themselves on no topic of ours."""

    on: date
    topics: Sequence[Compared]
    bodies: Sequence[BodyNumbers]


def side_by_side(session: Session, actor: Actor, asked: Question) -> SideBySide:
    """Give the comparison as this person may read it.

    Whoever has signed in reads our figures counted on the day asked; others read figures about
    people from the last closed reading, as it was published (product_rules §8).
    """
    found = {sheet.code: sheet for sheet in sheets(session)}
    others: dict[Topic, list[SeriesValue]] = {topic: [] for topic in Topic}
    for one in compared_on(session, asked.at, national=True):
        if one.series.topic is not None:
            others[one.series.topic].append(one)
    published = {} if actor.signed_in else last_published(session)
    topics = tuple(
        Compared(
            topic,
            _counted(session, topic, found[code], asked)
            if live_figures.allows(actor, found[code])
            else _published(found[code], published.get(found[code].id)),
            others[topic],
        )
        for topic, (code, _count) in OWN.items()
    )
    return SideBySide(asked.at, topics, body_figures(session, asked.at))


def _counted(session: Session, topic: Topic, sheet: IndicatorSheet, asked: Question) -> Ours:
    _code, count = OWN[topic]
    figure = count(session, asked, target_of(sheet))
    formula = INDICATORS[sheet.code].formula
    return _ours(
        sheet, figure_as_plain(sheet.code, figure, formula=formula, window=asked.window), asked.at
    )


def _published(sheet: IndicatorSheet, published: Published | None) -> Ours:
    if published is None:
        return Ours(sheet, "", None, why=NOT_CLOSED)
    return _ours(sheet, published.content, published.as_of, published.reading_id)


def _ours(
    sheet: IndicatorSheet, plain: Mapping[str, Any], on: date, reading_id: int | None = None
) -> Ours:
    hidden = plain["withheld_for_privacy"]
    exact = plain["ratio_exact"]
    return Ours(
        sheet,
        plain["lines"][0]["label_fr"],
        on,
        plain["numerator"],
        plain["denominator"],
        None if exact is None else Fraction(exact),
        KEPT_BACK if hidden else plain["not_applicable"] or plain["withheld"],
        reading_id,
    )
