"""``normes import iso-open-data``: what it prints, what it leaves, and that search follows."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalogue import clock
from catalogue.database import db
from catalogue.open_data import queries, services, stored_files
from catalogue.open_data.models import Release
from catalogue.open_data.receiving import LEASE
from catalogue.open_data.vocabulary import ReleaseState
from catalogue.outbox.models import WorkerLease
from catalogue.permissions import system_actor
from catalogue.search import services as search
from catalogue.search.contract import Query
from tests.catalogue.open_data.conftest import line, written
from tests.conftest import NOW

SAMPLES = Path(__file__).parent / "samples"


def found(app, text):
    with app.app_context():
        page = search.find(db.session, search.the_index(app), Query(text=text)).page
        return [hit.document.reference for hit in page.hits]


def releases(app):
    with app.app_context():
        return [
            (one.state, one.file_name)
            for one in db.session.scalars(sa.select(Release).order_by(Release.id))
        ]


def test_the_sample_files_of_iso_are_published_and_found(app, run):
    for name in ("deliverables.csv", "deliverables.jsonl", "committees.jsonl"):
        result = run((SAMPLES / name).read_bytes(), name=name)
        assert result.exit_code == 0, result.output
        assert "publié" in result.output
    assert "La recherche est à jour." in run(written([line(1)])).output
    assert found(app, "iso 18381") == ["ISO 18381:2013"]
    assert found(app, "compression d images hyperspectrales")[0] == "ISO 18381:2013"
    assert found(app, "9001:2015") == ["ISO 9001:2015"]
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(WorkerLease)) == 0


def test_the_report_counts_and_a_second_run_says_there_is_nothing_new(run):
    content = written([line(1), line(2)], packed=True)
    first = run(content)
    assert "(Catalogue de l’ISO). Lignes lues : 2." in first.output
    assert "Nouvelles : 2" in first.output
    assert "Import n° 1 publié. Fiches ajoutées : 2, modifiées : 0." in first.output
    second = run(content)
    assert second.exit_code == 0
    assert "Inchangées : 2" in second.output
    assert "Rien de nouveau" in second.output
    third = run(written([line(2, currentStage=9599)]))
    assert "Modifiées : 1" in third.output
    assert "laissées comme elles sont : 1" in third.output


def test_refused_lines_stop_the_command_unless_told_otherwise(app, run):
    content = written([line(1), line(2, icsCode=["99.999"])])
    result = run(content)
    assert result.exit_code == 1
    assert "Refusée – ligne 2 : Code ICS inconnu : 99.999" in result.output
    assert "--valid-rows-only" in result.output
    assert "ISO 1:2020" not in found(app, "ISO 1:2020")
    assert releases(app) == [(ReleaseState.DISCARDED, "iso.jsonl")]
    assert run(content, "--valid-rows-only").exit_code == 0
    assert found(app, "ISO 1:2020")[0] == "ISO 1:2020"


def test_a_trial_writes_nothing(app, run):
    result = run(written([line(1)]), "--dry-run")
    assert result.exit_code == 0
    assert "Nouvelles : 1" in result.output
    assert "rien n’est enregistré" in result.output
    assert releases(app) == []
    folder = stored_files.folder_of(app.extensions["settings"].data_dir)
    assert list(folder.iterdir()) == []
    assert run(written([line(1, id=None)]), "--dry-run").exit_code == 1


def test_a_file_that_is_not_isos_is_refused_in_a_sentence(run):
    result = run(b"bonjour")
    assert result.exit_code == 1
    assert "n’est pas un de ceux de l’ISO" in result.output
    cut = run(written((line(n) for n in range(1, 4000)), packed=True)[:-500], name="cut.gz")
    assert cut.exit_code == 1
    assert "coupé avant sa fin" in cut.output


def test_what_a_killed_command_left_is_given_up_for_the_next_file(app, session, run, tmp_path):
    _leave_half_way(app, session, written([line(1), line(2)]), tmp_path)
    result = run(written([line(3)]))
    assert "L’import n° 1 (hier.jsonl), interrompu, est abandonné." in result.output
    assert result.exit_code == 0
    assert [state for state, _name in releases(app)] == [
        ReleaseState.DISCARDED,
        ReleaseState.PUBLISHED,
    ]


def test_the_same_file_goes_on_where_the_killed_command_stood(app, session, run, tmp_path):
    content = written([line(1), line(2)])
    _leave_half_way(app, session, content, tmp_path)
    assert run(content).exit_code == 0
    assert releases(app) == [(ReleaseState.PUBLISHED, "hier.jsonl")]
    with app.app_context():
        assert queries.deliverable(db.session, 2) is not None


@pytest.mark.parametrize("same", [True, False])
def test_a_command_killed_while_reading_is_followed_at_once(app, session, run, tmp_path, same):
    """Whoever killed it starts it again now, not when a minute has passed."""
    content = written([line(1), line(2)])
    left = _leave_half_way(app, session, content, tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left.holder = f"{socket.gethostname()}:{ended.pid}"
    left.held_until = clock.now() + LEASE
    session.commit()
    result = run(content if same else written([line(3)]))
    assert result.exit_code == 0, result.output
    assert releases(app)[-1][0] is ReleaseState.PUBLISHED


def test_a_reading_that_goes_on_elsewhere_is_left_to_it(app, session, run, tmp_path):
    content = written([line(1)])
    left = _leave_half_way(app, session, content, tmp_path)
    left.holder, left.held_until = f"{socket.gethostname()}:{os.getppid()}", clock.now() + LEASE
    session.commit()
    result = run(content)
    assert result.exit_code == 1
    assert "déjà en cours de lecture" in result.output


def test_a_file_refused_because_another_waits_is_not_kept(app, session, run, tmp_path):
    waiting = _leave_half_way(app, session, written([line(1)]), tmp_path)
    waiting.state = ReleaseState.READY
    session.commit()
    assert run(written([line(2)])).exit_code == 1
    run(written([line(3)]), "--dry-run")
    folder = stored_files.folder_of(app.extensions["settings"].data_dir)
    assert [one.name for one in folder.iterdir()] == [waiting.sha256]


def _leave_half_way(app, session, content, tmp_path):
    path = tmp_path / "left"
    path.write_bytes(content)
    with path.open("rb") as stream:
        stored = stored_files.store(stream, app.extensions["settings"].data_dir, largest=10**6)
    left = services.begin(session, stored, file_name="hier.jsonl", actor=system_actor(), at=NOW)
    session.commit()
    return left
