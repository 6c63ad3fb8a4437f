"""Read a file into the database, in blocks: each a short transaction, none of it seen yet.

A process that is killed leaves the release «receiving», with how many records it dealt with:
reading goes on from there, in any process, once the lease of the first one is over.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import begin_write
from catalogue.messages import N_, Message
from catalogue.open_data.comparing import Comparison, Judged, Verdict
from catalogue.open_data.files import OpenDataFile, Unreadable
from catalogue.open_data.mirrors import Fresh, Mirror, mirror_of
from catalogue.open_data.models import Refusal, Release
from catalogue.open_data.vocabulary import ReleaseState
from catalogue.outbox.worker import is_gone

LEASE = timedelta(minutes=1)
MOST_REFUSALS_KEPT = 10_000  # further ones are counted, not kept
# Rows written in one transaction: fewer on a slow machine, so that nobody waits for long.
_FEWEST_ROWS, _FIRST_ROWS, _MOST_ROWS = 10, 100, 400
_LONG, _SHORT = 0.1, 0.04  # seconds in the writer's place
_RECORDS = 4_000  # dealt with in one transaction, when little of it is written
_SECONDS = 5.0  # between two signs of life


def rows_of(result: sa.Result[Any]) -> int:
    """Give how many rows an update or a deletion has touched."""
    return int(cast("sa.CursorResult[Any]", result).rowcount)


class Stopped(Exception):  # noqa: N818 - not a fault
    """The release is no longer ours to read: discarded meanwhile, or read by another process."""


@dataclass(slots=True)
class Survey:
    """What a file would do, record by record, nothing written."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    refused: list[Judged] = field(default_factory=list)
    absent: int = 0


def survey(session: Session, path: Path) -> Survey:
    """Compare a file with what people see and write nothing; raises Unreadable."""
    found = Survey()
    with OpenDataFile(path) as file:
        comparison = Comparison(file, mirror_of(session, file.dataset))
        for judged in comparison.judged():
            found.counts[judged.verdict] += 1
            if judged.verdict is Verdict.REFUSED and len(found.refused) < MOST_REFUSALS_KEPT:
                found.refused.append(judged)
        found.absent = comparison.absent
    return found


def claim(session: Session, release_id: int, *, holder: str, at: datetime) -> bool:
    """Take a release to read, unless another process is reading it; commits."""
    begin_write(session)
    before = session.scalar(sa.select(Release.holder).where(Release.id == release_id))
    free = sa.or_(Release.holder.is_(None), Release.holder == holder, Release.held_until < at)
    if before is not None and is_gone(before):
        free = sa.true()
    taken = session.execute(
        sa.update(Release)
        .where(Release.id == release_id, Release.state == ReleaseState.RECEIVING, free)
        .values(holder=holder, held_until=at + LEASE)
        .execution_options(synchronize_session=False)
    )
    session.commit()
    return rows_of(taken) > 0


@dataclass(slots=True)
class Reader:
    """Reads one claimed release to its end, which leaves it ready, identical or failed.

    ``now`` is the clock and ``told`` hears how far reading has come, after each block.
    ``longest_hold`` is how long the writer's place was held at most, in seconds; ``rows`` how many
    are written at a time, which follows the pace of the machine.
    """

    session: Session
    release_id: int
    holder: str
    now: Callable[[], datetime]
    told: Callable[[Release], None] | None = None
    longest_hold: float = 0.0
    rows: int = _FIRST_ROWS

    def read(self, path: Path) -> None:
        """Read a file; commits as it goes. Raises Stopped when the release is no longer ours."""
        try:
            self._read(path)
        except Unreadable as error:
            self._fail(error.message)
        except FileNotFoundError:
            self._fail(N_("Le fichier reçu n’est plus là : importez-le de nouveau."))

    def _read(self, path: Path) -> None:
        with OpenDataFile(path) as file:
            release = self.session.get_one(Release, self.release_id, populate_existing=True)
            mirror = mirror_of(self.session, release.dataset)
            comparison = Comparison(file, mirror)
            skip, refused = release.records_read, release.refused
            self.session.rollback()
            block = _Block(refused, self.rows)
            for judged in comparison.judged(skip=skip):
                block.take(judged)
                if block.full:
                    self._write(block, mirror, file.bytes_read)
                    block = _Block(block.refusals, self.rows)
            if block.counts:
                self._write(block, mirror, file.bytes_read)
            self._move_on(
                state=sa.case(
                    (Release.added + Release.changed > 0, ReleaseState.READY.value),
                    else_=ReleaseState.IDENTICAL.value,
                ),
                absent=comparison.absent,
                ready_at=self.now(),
                holder=None,
                held_until=None,
                version=Release.version + 1,
            )

    def _write(self, block: _Block, mirror: Mirror, bytes_read: int) -> None:
        counts = block.counts
        self._move_on(
            lambda: block.write(self.session, self.release_id, mirror),
            records_read=Release.records_read + counts.total(),
            bytes_read=bytes_read,
            added=Release.added + counts[Verdict.NEW],
            changed=Release.changed + counts[Verdict.CHANGED],
            unchanged=Release.unchanged + counts[Verdict.UNCHANGED],
            refused=Release.refused + counts[Verdict.REFUSED],
            held_until=self.now() + LEASE,
        )
        if self.told is not None:
            self.told(self.session.get_one(Release, self.release_id, populate_existing=True))
            self.session.rollback()

    def _fail(self, why: Message) -> None:
        self._move_on(
            state=ReleaseState.FAILED,
            failure=str(why),
            ended_at=self.now(),
            holder=None,
            held_until=None,
            version=Release.version + 1,
        )

    def _move_on(self, also: Callable[[], None] = lambda: None, **values: object) -> None:
        """Change the release and what goes with it, in one short transaction of our own."""
        begin_write(self.session)
        started = time.perf_counter()
        moved = self.session.execute(
            sa.update(Release)
            .where(
                Release.id == self.release_id,
                Release.state == ReleaseState.RECEIVING,
                Release.holder == self.holder,
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        if not rows_of(moved):
            self.session.rollback()
            raise Stopped
        also()
        self.session.commit()
        held = time.perf_counter() - started
        self.longest_hold = max(self.longest_hold, held)
        if held > _LONG:
            self.rows = max(self.rows // 2, _FEWEST_ROWS)
        elif held < _SHORT:
            self.rows = min(self.rows + self.rows // 4, _MOST_ROWS)


class _Block:
    """Records judged and not written yet."""

    def __init__(self, refusals: int, rows: int) -> None:
        self.refusals = refusals
        self._rows = rows
        self.counts: Counter[Verdict] = Counter()
        self._fresh: list[Fresh] = []
        self._refused: list[Judged] = []
        self._since = time.monotonic()

    def take(self, judged: Judged) -> None:
        """Add one record."""
        self.counts[judged.verdict] += 1
        if judged.fresh is not None:
            self._fresh.append(judged.fresh)
        if judged.verdict is Verdict.REFUSED:
            self.refusals += 1
            if self.refusals <= MOST_REFUSALS_KEPT:
                self._refused.append(judged)

    @property
    def full(self) -> bool:
        """Tell whether it is time to write."""
        return (
            len(self._fresh) + len(self._refused) >= self._rows
            or self.counts.total() >= _RECORDS
            or time.monotonic() - self._since > _SECONDS
        )

    def write(self, session: Session, release_id: int, mirror: Mirror) -> None:
        """Write the records, those to see and those refused."""
        if self._fresh:
            mirror.write(session, release_id, self._fresh)
        if self._refused:
            session.execute(
                sa.insert(Refusal),
                [
                    {
                        "release_id": release_id,
                        "line": one.line,
                        "reference": one.reference,
                        "problem": one.problem,
                    }
                    for one in self._refused
                ],
            )
