"""How long the indicators about people take for any date, from 500 people to many mandates.

    python -m benchmarks.people [mandates ...]

Fills a database of its own in a temporary folder and prints, for each size, the processor time of
all six indicators for one date (best of seven) and of the first page of the mandates behind 1.1.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.vocabulary import (
    COUNTED_SEXES,
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    StakeholderCategory,
)
from catalogue.database import Base
from catalogue.paging import Page
from review.indicators import holders
from review.indicators.models import IndicatorSheet
from review.indicators.services import figure_of, question

CODES = ("1.1", "1.1b", "2.1", "2.2", "4.1", "4.2")
SIZES = (500, 20_000, 200_000)
FIRST, LAST = date(2018, 1, 1), date(2026, 11, 1)
AT = date(2026, 6, 30)
TODAY = date(2026, 11, 23)
RUNS = 7
VACANT, TITULAR, ENDED = 0.05, 0.8, 0.3  # shares of the mandates


def main(arguments: list[str]) -> None:
    """Measure each size asked for."""
    for size in [int(one) for one in arguments] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            engine = sa.create_engine(f"sqlite:///{Path(folder) / 'people.db'}")
            Base.metadata.create_all(engine)
            with Session(engine) as session:
                fill(session, size)
                running = _page(session).total
                six = best(lambda: _six(session))
                page = best(lambda: _page(session))
            engine.dispose()
            print(
                f"{size:>9} mandates, {running:>7} seats on the day: "
                f"six indicators {six * 1000:7.1f} ms, a page of mandates {page * 1000:6.1f} ms"
            )


def best(act: Callable[[], object]) -> float:
    """Give the least processor time of several runs, in seconds."""
    spent = []
    for _ in range(RUNS):
        begun = time.process_time()
        act()
        spent.append(time.process_time() - begun)
    return min(spent)


def _six(session: Session) -> None:
    asked = question(session, at=AT, today=TODAY)
    for sheet in session.scalars(
        sa.select(IndicatorSheet).where(IndicatorSheet.code.in_(CODES))
    ).all():
        if figure_of(session, sheet, asked) is None:
            raise SystemExit(f"{sheet.code} is not counted")


def _page(session: Session) -> Page[holders.Holder]:
    return holders.holders_page(session, holders.in_standards(AT), 1)


def fill(session: Session, size: int) -> None:
    """Make people, organisations, committees of every kind and as many mandates as asked."""
    chance = random.Random(20261127)
    kinds = [*CommitteeKind]
    committees = max(20, size // 100)
    session.execute(
        sa.insert(Organisation),
        [
            {"name": f"Organisation {n}", "category": chance.choice([*StakeholderCategory])}
            | {"is_agency": False, "version": 1}
            for n in range(1, 101)
        ],
    )
    session.execute(
        sa.insert(Person),
        [
            {
                "family_name": f"Nom{n}",
                "given_names": "Prénom",
                "sex": chance.choices(COUNTED_SEXES, [30, 60, 10])[0],
                "organisation_id": chance.randint(1, 100),
                "version": 1,
            }
            for n in range(1, size + 1)
        ],
    )
    session.execute(
        sa.insert(Committee),
        [
            {
                "code": f"C{n}",
                "title_fr": f"Comité {n}",
                "kind": kinds[n % len(kinds)],
                "status": CommitteeStatus.ACTIVE,
                "version": 1,
            }
            for n in range(1, committees + 1)
        ],
    )
    session.execute(sa.insert(Mandate), [_mandate(chance, size, committees) for _ in range(size)])
    session.add_all(
        IndicatorSheet(
            code=code,
            position=position,
            plan_line_code=code[:3],
            title_fr=code,
            unit="percent",
            period_kind="snapshot",
            target_value="30",
            target_unit="percent",
        )
        for position, code in enumerate(CODES)
    )
    session.commit()


def _mandate(chance: random.Random, size: int, committees: int) -> dict[str, object]:
    start = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    ended = chance.random() < ENDED
    return {
        "committee_id": chance.randint(1, committees),
        "person_id": None if chance.random() < VACANT else chance.randint(1, size),
        "role": chance.choices([*MandateRole], [5, 3, 5, 60, 20, 7])[0],
        "titular": chance.random() < TITULAR,
        "valid_from": start,
        "valid_to": start + timedelta(days=900) if ended else None,
        "version": 1,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
