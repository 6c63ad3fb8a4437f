"""The import of ISO's catalogue killed half-way: nothing of it is seen, and it goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalogue.checks import CHECKS, REMARKS, Installation
from catalogue.clock import now, today
from catalogue.database import db
from catalogue.open_data import queries
from catalogue.open_data.models import Deliverable, Release
from catalogue.open_data.vocabulary import ReleaseState
from catalogue.outbox.models import WorkerLease
from catalogue.search.services import the_index
from tests.conftest import make_app

LINES = 6_000
START = "from catalogue.app import cli; cli()"


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}},
        "DATA_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-c", START, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(folder: Path, *arguments: str) -> str:
    with start(folder, *arguments) as process:
        text, _ = process.communicate(timeout=120)
    assert process.returncode == 0, text
    return text


def catalogue_file(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, LINES + 1):
            title = {"en": f"Seeds, quality {number}", "fr": f"Semences, qualité {number}"}
            line = {"id": number, "reference": f"ISO {number}:2020", "title": title}
            file.write(json.dumps({**line, "deliverableType": "IS", "currentStage": 6060}) + "\n")
    return path


@pytest.mark.long
def test_an_import_killed_half_way_is_not_seen_and_goes_on(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    said(folder, "init")
    file = str(catalogue_file(tmp_path / "iso.jsonl"))
    with start(folder, "import", "iso-open-data", file) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "Lecture" in line:
                break
        process.kill()
    app = make_app(folder, f"sqlite:///{folder / 'normes.sqlite3'}")
    with app.app_context():
        release = db.session.scalars(sa.select(Release)).one()
        assert release.state is ReleaseState.RECEIVING
        assert 0 < release.records_read < LINES
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Deliverable))
        assert db.session.scalars(queries.current()).all() == []
        [remark] = [one for tell in REMARKS for one in tell(db.session, around(app, folder))]
        assert "iso.jsonl" in str(remark)
        # The dead process cannot say that it is gone: its lease would run out in a minute.
        release.held_until = now()
        db.session.commit()
        db.session.close()
        db.engine.dispose()

    text = said(folder, "import", "iso-open-data", file)
    assert "Reprise" in text
    assert f"Fiches ajoutées : {LINES}" in text
    with app.app_context():
        seen = db.session.scalars(
            sa.select(Deliverable.iso_id).where(queries.standing_versions(Deliverable))
        )
        assert sorted(seen) == list(range(1, LINES + 1))
        assert [fault for check in CHECKS for fault in check(db.session, around(app, folder))] == []
        assert db.session.scalars(sa.select(WorkerLease)).all() == []
        db.session.close()
        db.engine.dispose()


def around(app, folder: Path) -> Installation:
    return Installation(folder, the_index(app), now(), today())
