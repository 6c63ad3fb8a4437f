"""How long every indicator of a day takes, and the dashboard with its trends.

    python -m benchmarks.dashboard [mandates:standards ...]

Fills a database of its own in a temporary folder and prints, for each size, the processor time
(best of seven) of every indicator for one date, of the same with all that stands beside and behind
them, of the dashboard with trends as who has signed in reads it, and as the public reads it. A year
of monthly readings is closed beforehand.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.people import AT, FIRST, LAST, TODAY, best, fill
from catalogue import clock
from catalogue.database import Base
from catalogue.permissions import ANONYMOUS, Actor, Role
from catalogue.records.models import Edition, Standard
from catalogue.records.vocabulary import DocumentKind, EditionStatus, Nature
from review.dashboard.services import board
from review.indicators.models import IndicatorSheet, Reading
from review.indicators.services import developed, every_figure, question
from review.indicators.vocabulary import HEADLINE_WINDOW

CODES = (
    *("1.2", "1.3", "1.4", "2.3", "3.1", "3.2", "3.3", "3.4"),
    *("5.1", "5.2", "5.3", "5.4", "6.1", "6.2", "6.3"),
)
SIZES = ((500, 500), (20_000, 5_000))
NOW = datetime(2026, 11, 23, tzinfo=UTC)
READER = Actor(account_id=1, name="", roles=frozenset({Role.MONITORING}))


def main(arguments: list[str]) -> None:
    """Measure each size asked for, what is loaded set apart from what is made, as in service."""
    gc.collect()
    gc.freeze()
    asked = [one.split(":") for one in arguments]
    for mandates, standards in [(int(one[0]), int(one[1])) for one in asked] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            engine = sa.create_engine(f"sqlite:///{Path(folder) / 'dashboard.db'}")
            Base.metadata.create_all(engine)
            with Session(engine) as session:
                fill(session, mandates)
                _standards(session, standards)
                _readings(session)
                times = [
                    best(lambda: _figures(session)) * 1000,
                    best(lambda: _figures(session, behind=True)) * 1000,
                    best(lambda: _board(session, READER)) * 1000,
                    best(lambda: _board(session, ANONYMOUS)) * 1000,
                ]
            engine.dispose()
            print(
                f"{mandates:>9} mandates, {standards:>7} standards: every indicator "
                f"{times[0]:7.1f} ms, with what is behind {times[1]:7.1f} ms, "
                f"dashboard {times[2]:7.1f} ms, public {times[3]:7.1f} ms"
            )


def _figures(session: Session, *, behind: bool = False) -> None:
    session.expire_all()
    asked = question(session, at=AT, today=TODAY)
    figures = every_figure(session, asked)
    developed(session, asked, local_date=clock.local_date)
    if behind:
        for figure in figures.values():
            _ = figure.details


def _board(session: Session, actor: Actor) -> None:
    session.expire_all()
    board(session, actor, question(session, at=AT, today=TODAY), local_date=clock.local_date)


def _standards(session: Session, size: int) -> None:
    chance = random.Random(7)
    session.add_all(
        IndicatorSheet(
            code=code,
            position=20 + position,
            plan_line_code=code,
            title_fr=code,
            unit="count",
            period_kind="snapshot",
        )
        for position, code in enumerate(CODES)
    )
    session.flush()
    session.execute(
        sa.insert(Standard),
        [
            {"id": n, "body_code": "AMANORM", "identifier": f"NM {n}", "identifier_key": f"nm{n}"}
            for n in range(1, size + 1)
        ],
    )
    days = (LAST - FIRST).days
    session.execute(
        sa.insert(Edition),
        [
            {
                "standard_id": n,
                "reference": f"NM {n}:2025",
                "reference_key": f"nm{n}:2025",
                "sort_key": f"nm{n:09}",
                "folded_text": "",
                "kind": DocumentKind.STANDARD,
                "nature": Nature.NEW,
                "status": EditionStatus.PUBLISHED,
                "national": True,
                "homologated_on": FIRST + timedelta(days=chance.randrange(days)),
                "recorded_at": NOW,
                "version": 1,
            }
            for n in range(1, size + 1)
        ],
    )
    session.commit()


def _readings(session: Session) -> None:
    """Close a year of months for every indicator, with a thousand records in each reading."""
    session.execute(
        sa.insert(Reading),
        [
            {
                "sheet_id": sheet_id,
                "period": HEADLINE_WINDOW,
                "as_of": date(2025, month, 28),
                "sequence": 1,
                "numerator": month,
                "denominator": 40,
                "companions": {"published": {"numerator": month, "denominator": 40}},
                "records": [{"mandate_id": n} for n in range(1000)],
                "method_version": "1",
                "closed_at": NOW,
                "closed_by_id": 1,
            }
            for sheet_id in session.scalars(sa.select(IndicatorSheet.id)).all()
            for month in range(1, 13)
        ],
    )
    session.commit()


if __name__ == "__main__":
    main(sys.argv[1:])
