"""Reading the series: the list a page at a time, one of them, those available on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from catalogue.folding import fold
from review.reference_data.models import Series, SeriesValue
from review.reference_data.vocabulary import Territory, Theme

FACETS = ("theme", "territoire")


def listed(
    session: Session, chosen: Mapping[str, Sequence[str]], *, start: int, length: int
) -> tuple[Sequence[Series], int]:
    """Give a page of the series that answer the choices, by title, and how many there are."""
    where = [
        column.in_([kind for kind in kinds if kind.value in chosen[name]])
        for name, column, kinds in (
            ("theme", Series.theme, list(Theme)),
            ("territoire", Series.territory, list(Territory)),
        )
        if chosen.get(name)
    ]
    total = session.scalar(sa.select(sa.func.count()).select_from(Series).where(*where)) or 0
    rows = session.scalars(
        sa.select(Series)
        .where(*where)
        .order_by(Series.title, Series.id)
        .offset(start)
        .limit(length)
    ).all()
    return rows, total


def counts(session: Session) -> Mapping[str, int]:
    """Count the series by theme and by territory."""
    found: dict[str, int] = {}
    for column in (Series.theme, Series.territory):
        for kind, number in session.execute(sa.select(column, sa.func.count()).group_by(column)):
            found[kind.value] = number
    return found


def series_of(session: Session, series_id: int) -> Series | None:
    """Give a series with all its values, those withdrawn too."""
    return session.scalars(
        sa.select(Series)
        .where(Series.id == series_id)
        .options(selectinload(Series.values))
        .execution_options(populate_existing=True)
    ).one_or_none()


def value_of(session: Session, value_id: int) -> SeriesValue | None:
    """Give one value with its series."""
    return session.scalars(
        sa.select(SeriesValue)
        .where(SeriesValue.id == value_id)
        .options(joinedload(SeriesValue.series))
    ).one_or_none()


def national_on(session: Session, on: date) -> Sequence[Series]:
    """Give the national series that were available on a day, with their source's date or not."""
    return session.scalars(
        sa.select(Series)
        .where(
            Series.territory == Territory.NATIONAL,
            Series.available_on <= on,
            sa.or_(Series.withdrawn_on.is_(None), Series.withdrawn_on > on),
        )
        .order_by(Series.title, Series.id)
    ).all()


def compared_on(session: Session, on: date, *, national: bool = False) -> Sequence[SeriesValue]:
    """Give, with its series, the latest value of each series that stands beside our own figures.

    Of the series on a topic that were available on a day: what regional and international bodies,
    or those of other countries, publish (plan line 2.3); with ``national``, those of the country
    too. A value without a year comes after those that have one.
    """
    found = session.scalars(
        sa.select(SeriesValue)
        .join(SeriesValue.series)
        .where(
            Series.topic.is_not(None),
            sa.true() if national else Series.territory != Territory.NATIONAL,
            Series.available_on <= on,
            sa.or_(Series.withdrawn_on.is_(None), Series.withdrawn_on > on),
            SeriesValue.withdrawn_at.is_(None),
        )
        .options(contains_eager(SeriesValue.series))
        .order_by(
            Series.title, Series.id, SeriesValue.year.is_(None), SeriesValue.year.desc(),
            SeriesValue.id.desc(),
        )
    ).all()  # fmt: skip
    latest: dict[int, SeriesValue] = {}
    for one in found:
        latest.setdefault(one.series_id, one)
    return list(latest.values())


def of_titles(session: Session, titles: Iterable[str]) -> Mapping[str, list[Series]]:
    """Give the series in use that bear these titles, however written, by the folded title.

    With their values; titles are few in a country's list, so all are folded here.
    """
    wanted = {fold(one) for one in titles}
    found: dict[str, list[Series]] = {}
    ids = [
        row.id
        for row in session.execute(
            sa.select(Series.id, Series.title).where(Series.withdrawn_on.is_(None))
        )
        if fold(row.title) in wanted
    ]
    for one in session.scalars(
        sa.select(Series)
        .where(Series.id.in_(ids))
        .options(selectinload(Series.values))
        .order_by(Series.id)
        .execution_options(populate_existing=True)
    ):
        found.setdefault(fold(one.title), []).append(one)
    return found
