"""The programme at 20,000 items: what each page costs, and which plans its queries follow.

``python benchmarks/programme.py [--items 20000] [--turns 15] [--plans]`` fills a scratch database
with plausible items, each titled as measured material, then asks every page of the programme as
the secretariat and as the public, and prints processor and clock time (median and p95) and how
many queries each page sends. Nothing of it is a real project.
"""

from __future__ import annotations

import argparse
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from catalogue import clock
from catalogue.accounts.models import Account, AccountRole
from catalogue.app import create_app
from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import CommitteeKind
from catalogue.config import from_environment
from catalogue.database import begin_write, db
from catalogue.folding import fold_all
from catalogue.permissions import Role
from catalogue.records.designation import key
from catalogue.records.models import IcsCode
from catalogue.records.vocabulary import Correspondence, DocumentKind, Nature
from catalogue.serve import prepare
from catalogue.stages.models import Stage
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem, work_item_ics
from catalogue.work_programme.vocabulary import PLANNED_CODES, Forecast, WorkItemStatus

_SEED = 20261127
_MOST_MS, _MOST_QUERIES = 100, 12
_SUBJECTS = ("beurre de karité", "eau de boisson", "ciment", "textiles", "huiles", "mangues")
_PATHS = (
    "/programme",
    "/programme?page=400",
    "/programme?q=karit%C3%A9+exigences",
    "/programme?comite=MES03",
    "/programme?exercice=2025",
    "/programme?stade=40",
    "/programme?statut=awaiting_council",
    "/programme?retard=oui",
    "/programme?nature=new",
    "/programme?type=standard",
    "/programme?prevision=1&prevision=2",
    "/programme?base=avec",
    "/programme?base=IDT&stade=30&retard=oui",
    "/programme?ics=67",
    *(
        f"/programme?tri={sort}"
        for sort in ("titre", "comite", "exercice", "stade", "depuis", "echeance", "statut")
    ),
    "/programme?retard=oui&tri=echeance&page=20",
    "/programme?liste=homologues",
    "/programme/exercices",
    "/programme/tableau",
    "/programme/tableau?comite=MES03",
    "/programme/frise",
    "/programme/frise?retard=oui&tri=echeance",
    "/programme/vues",
    "/programme/{item}",
    "/api/v1/work-items",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page took: milliseconds of processor and of clock, and its queries."""

    processor: list[float]
    clock: list[float]
    queries: int


def main() -> None:
    """Fill the scratch database, ask each page, print what it costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--plans", action="store_true", help="print the plan of each list query")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        app = create_app(
            from_environment(
                {"DATA_DIR": str(Path(place) / "data"), "SECRET_KEY": secrets.token_urlsafe(48)}
            )
        )
        prepare(app)
        with app.app_context():
            began = time.perf_counter()
            item, signature = furnish(chosen.items)
            print(f"{chosen.items} items in {time.perf_counter() - began:.0f} s")
        staff, public = app.test_client(), app.test_client()
        with staff.session_transaction() as held:
            held["_user_id"], held["_fresh"] = signature, True
        for who, client in (("secretariat", staff), ("public", public)):
            print(f"\n{who}: milliseconds of processor (of clock), median and p95; queries")
            for path in _PATHS:
                address = path.format(item=item)
                if who == "public" and "vues" in path:
                    continue
                print_cost(address, measured(app, client, address, chosen.turns))
        if chosen.plans:
            print_plans(app, staff)


def measured(app: Flask, client: FlaskClient, address: str, turns: int) -> Cost:
    """Ask one page several times; the first asking warms it and counts its queries."""
    with app.app_context():
        engine = db.engine
    statements: list[str] = []

    def note(_c: object, _cu: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    answer = client.get(address)
    sa.event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"{address}: {answer.status_code}")
    cost = Cost([], [], len(statements))
    for _turn in range(turns):
        processor, wall = time.process_time(), time.perf_counter()
        client.get(address)
        cost.processor.append((time.process_time() - processor) * 1000)
        cost.clock.append((time.perf_counter() - wall) * 1000)
    return cost


def print_cost(address: str, cost: Cost) -> None:
    """Print one page's line; what is over the targets is marked."""
    median, late = statistics.median(cost.processor), _p95(cost.processor)
    over = " ← over" if late > _MOST_MS or cost.queries > _MOST_QUERIES else ""
    print(
        f"{address:46} {median:5.0f} {late:5.0f}   ({statistics.median(cost.clock):5.0f} "
        f"{_p95(cost.clock):5.0f})  {cost.queries:2d}{over}"
    )


def print_plans(app: Flask, client: FlaskClient) -> None:
    """Print how SQLite reads the items for each list: what scans and what uses an index."""
    with app.app_context():
        engine = db.engine
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cu: object, statement: str, parameters: object, *_rest: object) -> None:
        if "work_item" in statement and statement.startswith("SELECT"):
            asked.append((statement, parameters))

    for path in _PATHS[:-1]:
        asked.clear()
        sa.event.listen(engine, "before_cursor_execute", note)
        client.get(path.format(item=1))
        sa.event.remove(engine, "before_cursor_execute", note)
        print(f"\n{path}")
        with engine.connect() as connection:
            for statement, parameters in asked:
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                steps = [row[3] for row in rows]
                for step in dict.fromkeys(steps):
                    print(f"    {step}")


def furnish(count: int) -> tuple[int, str]:
    """Write the items; give the id of one of them and the signature of a secretariat account."""
    rnd, session = random.Random(_SEED), db.session
    begin_write(session)
    at, today = clock.now(), clock.today()
    account = Account(
        username="mesure",
        name="Mesure",
        password="",
        active=True,
        fs_uniquifier=secrets.token_hex(16),
        created_at=at,
    )
    account.roles = [AccountRole(role=Role.SECRETARIAT, valid_from=today - timedelta(1))]
    session.add(account)
    committees = [
        Committee(
            code=f"MES{n:02d}", title_fr=f"Comité de mesure {n}", kind=CommitteeKind.TECHNICAL
        )
        for n in range(40)
    ]
    session.add_all(committees)
    session.flush()
    codes = session.scalars(sa.select(Stage.code).order_by(Stage.code)).all()
    ics = session.scalars(sa.select(IcsCode.code).where(sa.func.length(IcsCode.code) > 2)).all()  # noqa: PLR2004
    ids = [one.id for one in committees]
    for start in range(0, count, 1000):
        rows = [
            _row(rnd, start + n + 1, ids, codes, today) for n in range(min(1000, count - start))
        ]
        session.execute(sa.insert(WorkItem), rows)
        session.execute(sa.insert(StageEvent), [one for row in rows for one in _events(row, at)])
        session.execute(sa.insert(Milestone), [one for row in rows for one in _plan(rnd, row)])
        session.execute(
            work_item_ics.insert(),
            [
                {"work_item_id": row["id"], "ics_code": code}
                for row in rows
                for code in rnd.sample(list(ics), rnd.choice((1, 1, 1, 2)))
            ],
        )
    reached = sa.select(sa.func.min(Milestone.planned_on)).where(
        Milestone.work_item_id == WorkItem.id, Milestone.code > WorkItem.stage_code
    )
    session.execute(
        sa.update(WorkItem)
        .values(awaited_on=reached.correlate(WorkItem).scalar_subquery())
        .execution_options(synchronize_session=False)
    )
    session.commit()
    session.execute(sa.text("ANALYZE"))
    session.commit()
    return count // 2, str(account.fs_uniquifier)


def _row(
    rnd: random.Random, number: int, committees: list[int], codes: list[str], today: date
) -> dict[str, object]:
    registered = today - timedelta(rnd.randrange(30, 2500))
    stage = rnd.choice([code for code in codes if "20.00" <= code < "60" and code[3:] != "98"])
    status = rnd.choices(list(WorkItemStatus), weights=(70, 6, 8, 6, 10))[0]
    if status is WorkItemStatus.HOMOLOGATED:
        stage = "60.60"
    elif status is WorkItemStatus.ABANDONED:
        stage = f"{stage[:2]}.98"
    stage_on = registered + timedelta(rnd.randrange(0, (today - registered).days))
    subject = rnd.choice(_SUBJECTS)
    base = f"ISO {rnd.randrange(1000, 30000)}:{rnd.randrange(2000, 2026)}"
    base_reference = base if rnd.random() < 0.6 else None  # noqa: PLR2004
    title = f"Sujet de mesure {number} : {subject}, exigences et essais"
    name = f"MES-{registered.year}-{number:05d}"
    return {
        "id": number,
        "number": name,
        "title_fr": title,
        "title_key": title.casefold(),
        "folded_text": fold_all(name, title, base_reference),
        "scope": "Texte de mesure. " * rnd.randrange(1, 30),
        "committee_id": rnd.choice([*committees, None]),
        "exercise": registered.year,
        "nature": rnd.choice(list(Nature)),
        "kind": rnd.choice(list(DocumentKind)),
        "base_reference": base_reference,
        "base_key": key(base_reference) if base_reference else None,
        "correspondence": rnd.choice([*Correspondence, None]) if base_reference else None,
        "status": status,
        "status_since": stage_on,
        "stage_code": stage,
        "stage_group": stage[:2],
        "stage_on": stage_on,
        "forecast": rnd.choice([*Forecast, None]),
        "registered_on": registered,
        "version": 1,
    }


def _events(row: dict[str, object], at: object) -> Iterator[dict[str, object]]:
    facts = {"work_item_id": row["id"], "recorded_at": at, "annuls": False}
    yield facts | {"code": "20.00", "reached_on": row["registered_on"]}
    if row["stage_code"] != "20.00":
        yield facts | {"code": row["stage_code"], "reached_on": row["stage_on"]}


def _plan(rnd: random.Random, row: dict[str, object]) -> Iterator[dict[str, object]]:
    day = row["registered_on"]
    if not isinstance(day, date) or rnd.random() < 0.2:  # noqa: PLR2004 - some have no plan
        return
    for code in PLANNED_CODES:
        day += timedelta(rnd.randrange(60, 300))
        yield {"work_item_id": row["id"], "code": code, "planned_on": day}


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


if __name__ == "__main__":
    main()
