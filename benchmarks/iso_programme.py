"""ISO's own items in preparation as the programme of a demonstration body: loaded, then measured.

``python -m benchmarks.iso_programme [DELIVERABLES] [COMMITTEES] [--data FOLDER] [--turns 15]`` reads
ISO Open Data (JSON lines, ``.gz`` or not), puts every project from stage 10 to 50 on the programme
of a body named as a demonstration, with ISO's committees, asks every page of the programme, then
publishes the programme and sets its PDF. It prints processor time (median and p95), queries, and
how long the PDF took. With ``--data`` the folder stays and may be served (``DEMO=1``); one that
holds anything already is refused: a demonstration is never mixed with an agency's own data.

ISO's file gives no day for a stage: the day of the file stands in for it, and for registration.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from benchmarks.iso_records import rows, where
from benchmarks.programme import measured, print_cost
from catalogue import clock, typesetting
from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.queries import actor_of
from catalogue.app import create_app
from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus
from catalogue.config import from_environment
from catalogue.database import begin_write, db
from catalogue.open_data.stages import stage_code
from catalogue.permissions import Role
from catalogue.policy.models import PolicyValue
from catalogue.publication import services as publication
from catalogue.publication.contents import contents
from catalogue.publication.half_years import half_year_of
from catalogue.publication.paper import paper_data
from catalogue.records.models import Edition, IcsCode
from catalogue.records.vocabulary import DocumentKind, Nature
from catalogue.serve import prepare
from catalogue.work_programme.models import StageEvent, WorkItem

_FILE_DAY = date(2025, 6, 2)
_COMMITTEES = "iso_technical_committees.jsonl.gz"
_FIRST, _LAST = "10.00", "50.99"
_BLOCK = 500
_PATIENCE = 300  # seconds, should the machine be busy with other work
_KINDS = {
    "TS": DocumentKind.TECHNICAL_SPECIFICATION,
    "TR": DocumentKind.TECHNICAL_REPORT,
    "PAS": DocumentKind.PUBLICLY_AVAILABLE_SPECIFICATION,
    "IWA": DocumentKind.WORKSHOP_AGREEMENT,
    "GUIDE": DocumentKind.GUIDE,
}
_NATURES = {"Amd": Nature.AMENDMENT, "Cor": Nature.CORRIGENDUM, "Add": Nature.AMENDMENT}
_PATHS = (
    "/programme",
    "/programme?page=40",
    "/programme?q=quality+management",
    "/programme?comite=ISO/TC+34/SC+17",
    "/programme?stade=40",
    "/programme?ics=35",
    "/programme?tri=titre",
    "/programme/tableau",
    "/programme/frise",
    "/programme/{item}",
    "/programme/editions",
    "/programme/editions/{code}",
    "/programme/editions/{code}?page=30",
    "/api/v1/work-items?size=200",
    "/api/v1/stages",
    "/stades",
)
_BODY = {
    "agency_acronym": "DÉMO-ISO",
    "agency_name": "Organisme de démonstration (projets de l’ISO, données ouvertes)",
    "agency_country": "démonstration",
    "code_acceptance": "",
}


def main() -> None:
    """Load, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("deliverables", nargs="?")
    parser.add_argument("committees", nargs="?")
    parser.add_argument("--data", help="folder to keep, which must be empty")
    parser.add_argument("--turns", type=int, default=15)
    chosen = parser.parse_args()
    deliverables = where(chosen.deliverables)
    committees = Path(chosen.committees or deliverables.with_name(_COMMITTEES))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(chosen.data or Path(place) / "data")
        app = create_app(
            from_environment({"DATA_DIR": str(folder), "SECRET_KEY": secrets.token_urlsafe(48)})
        )
        prepare(app)
        with app.app_context():
            refuse_what_is_in_use(db.session)
            began = time.process_time()
            item, signature, count = load(db.session, deliverables, committees)
            print(f"{count} items of ISO in {time.process_time() - began:.1f} s of processor")
        code = publish(app)
        staff, public = app.test_client(), app.test_client()
        with staff.session_transaction() as held:
            held["_user_id"], held["_fresh"] = signature, True
        for who, client in (("secretariat", staff), ("public", public)):
            print(f"\n{who}: milliseconds of processor (of clock), median and p95; queries")
            for path in _PATHS:
                address = path.format(item=item, code=code)
                print_cost(address, measured(app, client, address, chosen.turns))


def refuse_what_is_in_use(session: Session) -> None:
    """End the program if anything but the shipped lists is there."""
    for model in (Account, WorkItem, Edition):
        if session.scalar(sa.select(sa.func.count()).select_from(model)):
            sys.exit(
                "Cette base sert déjà : la démonstration ne se mêle à aucune donnée. "
                "Donnez à --data un dossier vide."
            )


def load(session: Session, deliverables: Path, committees: Path) -> tuple[int, str, int]:
    """Write the body, its committees and items; give an item, a signature, how many items."""
    begin_write(session)
    at = clock.now()
    account = Account(
        username="demonstration", name="Secrétariat de démonstration", password="", active=True,
        fs_uniquifier=secrets.token_hex(16), created_at=at,
    )  # fmt: skip
    account.roles = [
        AccountRole(role=Role.SECRETARIAT, valid_from=clock.today() - timedelta(days=1))
    ]
    session.add(account)
    session.add_all(
        PolicyValue(key=key, value=value, valid_from=_FILE_DAY, set_at=at, reason="Démonstration")
        for key, value in _BODY.items()
    )
    known = _committees(session, committees)
    codes = {one.code: one for one in session.scalars(sa.select(IcsCode))}
    items: list[WorkItem] = []
    for row in _in_preparation(rows(deliverables)):
        items.append(_item(row, known, codes))
        if len(items) % _BLOCK == 0:
            session.add_all(items[-_BLOCK:])
            session.flush()
    session.add_all(items)
    session.commit()
    return items[len(items) // 2].id, account.fs_uniquifier, len(items)


def _in_preparation(found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in found:
        code = stage_code(row["currentStage"]) or ""
        if _FIRST <= code <= _LAST and not code.endswith(".98"):
            yield row | {"stage": code}


def _committees(session: Session, path: Path) -> dict[str, int]:
    """Write ISO's committees; give their rows by reference."""
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    made = {
        one["reference"][:40]: Committee(
            code=one["reference"][:40],
            kind=CommitteeKind.TECHNICAL,
            title_fr=((one.get("title") or {}).get("en") or one["reference"])[:300],
            title_en=((one.get("title") or {}).get("en") or "")[:300] or None,
            status=CommitteeStatus.ACTIVE,
            source="ISO Open Data",
            edited_at=clock.now(),
        )
        for one in read
    }
    session.add_all(made.values())
    session.flush()
    return {code: one.id for code, one in made.items()}


def _item(
    row: Mapping[str, Any], committees: Mapping[str, int], codes: Mapping[str, IcsCode]
) -> WorkItem:
    titles = row.get("title") or {}
    english, french = titles.get("en") or "", titles.get("fr") or ""
    if french.startswith("Titre manque"):
        french = ""
    item = WorkItem(
        number=f"ISO-{row['id']}",
        title_fr=french or english or row["reference"],
        title_en=english or None,
        committee_id=committees.get((row.get("ownerCommittee") or "")[:40]),
        nature=_NATURES.get(row.get("supplementType") or "", Nature.NEW),
        kind=_KINDS.get(row.get("deliverableType") or "", DocumentKind.STANDARD),
        planned_reference=row["reference"],
        stage_code=row["stage"],
        stage_on=_FILE_DAY,
        registered_on=_FILE_DAY,
    )
    item.ics_codes = [codes[one] for one in dict.fromkeys(row.get("icsCode") or ()) if one in codes]
    item.stage_events = [
        StageEvent(code=row["stage"], reached_on=_FILE_DAY, recorded_at=clock.now())
    ]
    return item


def publish(app: Flask) -> str:
    """Publish the programme and set its PDF, as the worker does; print what each took."""
    with app.test_request_context(), force_locale("fr"):
        session = db.session
        begin_write(session)
        began = time.process_time()
        found = contents(session, half_year_of(clock.today()), on=clock.today())
        account = session.scalars(sa.select(Account)).one()
        edition = publication.publish(
            session, found, actor=actor_of(session, account.id, on=clock.today()),
            seen=found.digest, at=clock.now(),
        )  # fmt: skip
        session.commit()
        print(f"edition {edition.code}: {time.process_time() - began:.1f} s of processor to freeze")
        typesetting.SECONDS = _PATIENCE  # on the clock; the child keeps its own limit of processor
        began, before = time.process_time(), _children()
        paper = typesetting.pdf("programme", paper_data(session, edition), at=clock.now())
        print(
            f"PDF: {time.process_time() - began + _children() - before:.1f} s of processor, "
            f"{len(paper) // 1024} KiB"
        )
        return edition.code


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
