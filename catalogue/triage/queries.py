"""Reading candidates: a page of them by series, one of them, and what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.faceting import narrow
from catalogue.paging import Page, offset
from catalogue.reference_list.models import ReferenceEntry
from catalogue.triage.models import Candidate, Dismissal, TriageRun
from catalogue.triage.series import Series, in_series
from catalogue.triage.vocabulary import Source

FACETS = ("organisme", "ics", "comite")
_BLOCK = 500  # ids per statement


@dataclass(frozen=True, slots=True)
class Light:
    """What is read of every candidate, to order, filter and group them."""

    id: int
    reference: str
    reference_key: str
    identifier_key: str
    series_key: str
    order: tuple[float, str]
    values: Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: the document to open first, and the others of its series."""

    rank: int
    candidate: Candidate
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """A page of rows, what each further choice would leave, and the reckoning they come from."""

    page: Page[Row]
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    run: TriageRun | None = None


class Shelf:
    """The light rows of the run people see, kept between requests: a finished run never changes.

    What is settled meanwhile is left out at each request. One shelf an application.
    """

    def __init__(self) -> None:
        self._run_id: int | None = None
        self._rows: tuple[Light, ...] = ()

    def rows(self, session: Session, run: TriageRun) -> tuple[Light, ...]:
        """Give every candidate of a run, read once."""
        if self._run_id != run.id:
            self._rows, self._run_id = tuple(_light(session, run)), run.id
        return self._rows


def current_run(session: Session) -> TriageRun | None:
    """Give the reckoning people see: the last one that was finished."""
    return session.scalars(
        sa.select(TriageRun)
        .where(TriageRun.finished_at.is_not(None))
        .order_by(TriageRun.id.desc())
        .limit(1)
    ).first()


def open_candidates(run: TriageRun) -> sa.ColumnElement[bool]:
    """Give the condition «of this run, neither in the reference list nor set aside»."""
    listed = sa.exists().where(ReferenceEntry.reference_key == Candidate.reference_key)
    aside = sa.exists().where(
        Dismissal.identifier_key == Candidate.identifier_key, Dismissal.taken_back_at.is_(None)
    )
    return sa.and_(Candidate.run_id == run.id, ~listed, ~aside)


def candidate_page(
    session: Session,
    chosen: Mapping[str, Collection[str]],
    *,
    page: int,
    size: int,
    shelf: Shelf | None = None,
) -> Candidates:
    """Give one page of the candidates, highest score first, one row a series."""
    run = current_run(session)
    if run is None:
        return Candidates(Page([], 0, page, size))
    listed, aside = _settled(session)
    waiting = (
        row
        for row in (shelf or Shelf()).rows(session, run)
        if row.reference_key not in listed and row.identifier_key not in aside
    )
    kept, counts = narrow(waiting, chosen, lambda row: row.values)
    groups = in_series(kept, key=lambda row: row.series_key, order=lambda row: row.order)
    start = offset(page, size)
    rows = _rows(session, groups[start : start + size], start)
    return Candidates(Page(rows, len(groups), page, size), counts, run)


def candidate_of(session: Session, source: Source, source_id: int) -> Candidate | None:
    """Give what the last reckoning says of one document, settled or not."""
    run = current_run(session)
    if run is None:
        return None
    return session.scalars(
        sa.select(Candidate).where(
            Candidate.run_id == run.id,
            Candidate.source == source,
            Candidate.source_id == source_id,
        )
    ).one_or_none()


def others_in_series(session: Session, candidate: Candidate) -> Sequence[Candidate]:
    """Give the other open candidates of the same series, the highest score first."""
    run = session.get_one(TriageRun, candidate.run_id)
    return session.scalars(
        sa.select(Candidate)
        .where(
            open_candidates(run),
            Candidate.series_key == candidate.series_key,
            Candidate.identifier_key != candidate.identifier_key,
        )
        .order_by(Candidate.score.desc(), Candidate.sort_key)
    ).all()


def standing_dismissal(session: Session, identifier_key: str) -> Dismissal | None:
    """Give the dismissal in force of a document, whatever the edition."""
    return session.scalars(
        sa.select(Dismissal)
        .where(Dismissal.identifier_key == identifier_key, Dismissal.taken_back_at.is_(None))
        .options(joinedload(Dismissal.dismissed_by))
    ).one_or_none()


def dismissal_of(session: Session, dismissal_id: int) -> Dismissal | None:
    """Give one dismissal, in force or taken back."""
    return session.get(Dismissal, dismissal_id)


def dismissed_page(session: Session, *, page: int, size: int) -> Page[Dismissal]:
    """Give one page of what is set aside, the latest first."""
    standing = Dismissal.taken_back_at.is_(None)
    total = session.scalar(sa.select(sa.func.count()).select_from(Dismissal).where(standing)) or 0
    rows = session.scalars(
        sa.select(Dismissal)
        .where(standing)
        .options(joinedload(Dismissal.dismissed_by))
        .order_by(Dismissal.dismissed_at.desc(), Dismissal.id.desc())
        .offset(offset(page, size))
        .limit(size)
    ).all()
    return Page(rows, total, page, size)


def _settled(session: Session) -> tuple[frozenset[str | None], frozenset[str]]:
    """Give the keys in the reference list, and the identifiers that are set aside."""
    listed = session.scalars(sa.select(ReferenceEntry.reference_key))
    aside = session.scalars(
        sa.select(Dismissal.identifier_key).where(Dismissal.taken_back_at.is_(None))
    )
    return frozenset(listed), frozenset(aside)


def _light(session: Session, run: TriageRun) -> Iterable[Light]:
    rows = session.execute(
        sa.select(
            Candidate.id,
            Candidate.reference,
            Candidate.reference_key,
            Candidate.identifier_key,
            Candidate.series_key,
            Candidate.score,
            Candidate.sort_key,
            Candidate.body_code,
            Candidate.committee,
            Candidate.ics,
        )
        .where(Candidate.run_id == run.id)
        .order_by(Candidate.score.desc(), Candidate.sort_key)
    )
    for row in rows:
        yield Light(
            row.id,
            row.reference,
            row.reference_key,
            row.identifier_key,
            row.series_key,
            (-row.score, row.sort_key),
            {
                "organisme": (row.body_code,),
                "ics": {code[:2] for code in row.ics},
                "comite": (main_committee(row.committee),) if row.committee else (),
            },
        )


def main_committee(reference: str) -> str:
    """Give the committee without its subcommittee: «ISO/TC 94/SC 13» is of «ISO/TC 94»."""
    head, _mark, _rest = reference.partition("/SC ")
    return head


def _rows(session: Session, groups: Sequence[Series[Light]], start: int) -> list[Row]:
    wanted = [group.first.id for group in groups]
    full = {
        one.id: one
        for begin in range(0, len(wanted), _BLOCK)
        for one in session.scalars(
            sa.select(Candidate).where(Candidate.id.in_(wanted[begin : begin + _BLOCK]))
        )
    }
    return [
        Row(place, full[group.first.id], tuple(one.reference for one in group.others))
        for place, group in enumerate(groups, start + 1)
    ]
