"""A file of series taken in, each row by the acts that write a series by hand, and undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from catalogue.errors import DomainError, NotFound
from catalogue.journal import services as journal
from catalogue.journal.services import Act
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.brought_files.kinds import Chosen, JudgedRow, Kind, Made
from review.brought_files.tables import Laid
from review.brought_files.vocabulary import SKIPPED
from review.reference_data import services
from review.reference_data.file_columns import ANY_OF, COLUMNS, SHOWN, doubt
from review.reference_data.file_rows import SeriesRow, judged, same_value
from review.reference_data.models import Series, SeriesValue
from review.reference_data.queries import of_titles
from review.reference_data.rules import require_keeper


def judge(session: Session, laid: Laid, today: date) -> Sequence[JudgedRow]:
    """Judge the rows of a file beside the series in use."""
    known = of_titles(session, (cells.get("title", "") for _number, cells in laid.rows))
    return judged(laid, today, known)


def write(session: Session, kept: Chosen, *, actor: Actor, at: datetime, today: date) -> Made:
    """Write the rows that are kept, each series and each value with its entry in the journal.

    A value that the series joined gives already is not written twice.
    """
    groups: dict[tuple[str, str], Series | None] = {}
    made: list[Series] = []
    values: list[SeriesValue] = []
    for row, choice in kept:
        read: SeriesRow = row.facts
        if read.key not in groups:
            groups[read.key] = _series(session, read, choice, made, actor=actor, at=at, today=today)
        series = groups[read.key]
        there = series is not None and series not in made
        if series is None or choice == SKIPPED:
            continue
        if there and same_value(read.typed, read.typed.year, series.values):
            continue
        values.append(
            services.add_value(session, series, read.typed, actor=actor, at=at, today=today)
        )
    session.flush()
    return Made(
        len(values),
        {
            "series": {str(one.id): one.version for one in made},
            "values": [one.id for one in values],
        },
    )


def take_back(session: Session, made: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    """Take away the series and the values a file wrote, unless something later stands on them."""
    values = session.scalars(sa.select(SeriesValue).where(SeriesValue.id.in_(made["values"]))).all()
    series = session.scalars(
        sa.select(Series)
        .where(Series.id.in_([int(one) for one in made["series"]]))
        .options(selectinload(Series.values))
        .execution_options(populate_existing=True)
    ).all()
    ours = {one.id for one in values}
    for one in series:
        later = {value.id for value in one.values} - ours
        if later or one.version != made["series"][str(one.id)]:
            raise DomainError(
                N_(
                    "La série « %(title)s » a été modifiée, complétée ou retirée depuis : retirez "
                    "plutôt une à une, avec leur motif, les séries qui ne vont pas.",
                    title=one.title,
                )
            )
    if any(one.withdrawn_at is not None for one in values):
        raise DomainError(
            N_("Une valeur de ce fichier a été retirée depuis : retirez les autres de même.")
        )
    joined = Counter(one.series_id for one in values if str(one.series_id) not in made["series"])
    completed = session.scalars(sa.select(Series).where(Series.id.in_(joined))).all()
    journal.record_all(
        session,
        [
            *(Act("series:taken_back", one) for one in series),
            *(
                Act("series:values_taken_back", one, {"values": joined[one.id]})
                for one in completed
            ),
        ],
        actor=actor,
        at=at,
    )
    session.execute(sa.delete(SeriesValue).where(SeriesValue.id.in_(ours)))
    session.execute(sa.delete(Series).where(Series.id.in_([one.id for one in series])))
    session.expire_all()


def _series(
    session: Session,
    read: SeriesRow,
    choice: str | None,
    made: list[Series],
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> Series | None:
    """Give the series the rows of a group go to; None when nothing of it is taken in."""
    if choice == SKIPPED:
        return None
    if choice is not None and choice.startswith("s"):
        found = session.scalars(
            sa.select(Series)
            .where(Series.id == int(choice[1:]))
            .options(selectinload(Series.values))
            .execution_options(populate_existing=True)
        ).one_or_none()
        if found is None:
            raise NotFound
        return found
    one = services.add_series(session, read.facts, actor=actor, at=at, today=today)
    made.append(one)
    return one


KIND = Kind(
    code="series",
    path="/series/import",
    title=N_("Reprendre des séries d’un tableur"),
    lead=N_(
        "Une ligne par valeur : une série, son année, ses femmes et ses hommes, sa source. Une "
        "ligne sans source n’est pas reprise ; une part sans ses nombres va dans « Part publiée »."
    ),
    back="reference_data.index",
    back_title=N_("Séries de référence"),
    columns=COLUMNS,
    any_of=ANY_OF,
    shown=SHOWN,
    doubt=doubt,
    judge=judge,
    write=write,
    take_back=take_back,
    require=require_keeper,
)
