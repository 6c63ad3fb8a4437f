"""The command: check, index, back up, restore."""

from __future__ import annotations

import io
import stat
import tarfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from catalogue import checks, serve
from catalogue.database import begin_write, db
from catalogue.documents.services import path_of, store_file
from catalogue.permissions import system_actor
from catalogue.records.models import Edition
from catalogue.search import services as search
from tests import factories
from tests.conftest import NOW, make_app
from tests.databases import ON_POSTGRESQL

sqlite_only = pytest.mark.skipif(ON_POSTGRESQL, reason="copies a SQLite file")


@pytest.fixture
def run(app: Flask):
    def call(*arguments: str):
        return app.test_cli_runner().invoke(args=list(arguments))

    return call


def write(app: Flask, reference: str = "NM 1:2025", **facts: object) -> Edition:
    with app.app_context():
        begin_write(db.session)
        edition = factories.edition(db.session, reference, **facts)
        db.session.commit()
        return edition


def test_a_sound_installation_is_in_order(app, run):
    write(app)
    assert run("index", "rebuild").exit_code == 0
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "Tout est en ordre." in result.output
    assert "273 fiches" in result.output


def test_a_fault_ends_with_status_1_and_says_what(app, run):
    write(app, base_reference="ISO 1:2000")
    run("index", "rebuild")
    result = run("check")
    assert result.exit_code == 1
    assert "NM 1:2025" in result.output
    assert "Points à corriger" in result.output
    assert "Tout est en ordre" not in result.output


def test_remarks_alone_are_no_fault(run, monkeypatch):
    run("index", "rebuild")
    monkeypatch.setattr(checks, "REMARKS", [lambda *_: iter(["Une décision attend."])])
    result = run("check")
    assert result.exit_code == 0
    assert "À savoir – Une décision attend." in result.output


def test_the_index_is_built_anew(app, run):
    write(app)
    assert "273 fiches" in run("index", "rebuild").output
    with app.app_context():
        assert search.in_step(db.session, search.the_index(app))


def test_init_does_every_preparation(app, run, monkeypatch):
    done = []
    monkeypatch.setattr(serve, "PREPARATIONS", [done.append])
    result = run("init")
    assert result.exit_code == 0
    assert done == [app]


@sqlite_only
def test_a_backup_restored_elsewhere_is_the_same_installation(app, run, tmp_path):
    write(app)
    data_dir: Path = app.extensions["settings"].data_dir
    with app.app_context():
        begin_write(db.session)
        document = store_file(
            db.session, data_dir, io.BytesIO(b"\x89PNG\r\n\x1a\nimage"), file_name="scan.png",
            actor=system_actor(), at=NOW,
        )  # fmt: skip
        db.session.commit()
    target = tmp_path / "copie.tar"
    result = run("backup", str(target))
    assert result.exit_code == 0, result.output
    assert "1 documents" in result.output
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with tarfile.open(target) as archive:
        assert "secret_key" not in archive.getnames()

    again = run("backup", str(target))
    assert again.exit_code == 1
    assert "existe déjà" in again.output

    elsewhere = tmp_path / "ailleurs"
    other = make_app(elsewhere, f"sqlite:///{elsewhere / 'normes.sqlite3'}")
    restored = other.test_cli_runner().invoke(args=["restore", str(target)])
    assert restored.exit_code == 0, restored.output
    assert "23" in restored.output
    with other.app_context():
        assert db.session.scalars(sa.select(Edition.reference)).all() == ["NM 1:2025"]
        assert path_of(elsewhere, document).read_bytes() == b"\x89PNG\r\n\x1a\nimage"
        db.engine.dispose()

    twice = other.test_cli_runner().invoke(args=["restore", str(target)])
    assert twice.exit_code == 1
    assert "n’est pas vide" in twice.output


@sqlite_only
@pytest.mark.parametrize("harm", ["cut", "changed", "traversal", "text"])
def test_a_damaged_backup_restores_nothing(app, run, tmp_path, harm):
    write(app)
    target = tmp_path / "copie.tar"
    assert run("backup", str(target)).exit_code == 0
    content = target.read_bytes()
    if harm == "cut":
        target.write_bytes(content[: len(content) // 2])
    elif harm == "changed":
        place = content.index(b"SQLite format 3") + 5000
        target.write_bytes(content[:place] + b"\xff" + content[place + 1 :])
    elif harm == "traversal":
        with tarfile.open(target, "w") as archive:
            member = tarfile.TarInfo("../ailleurs.txt")
            member.size = 3
            archive.addfile(member, io.BytesIO(b"non"))
    else:
        target.write_bytes(b"bonjour")
    elsewhere = tmp_path / "vide"
    other = make_app(elsewhere, f"sqlite:///{elsewhere / 'normes.sqlite3'}")
    result = other.test_cli_runner().invoke(args=["restore", str(target)])
    assert result.exit_code == 1
    assert "rien n’a été restauré" in result.output
    assert list(elsewhere.iterdir()) == []
    assert not (tmp_path / "ailleurs.txt").exists()


def test_another_database_is_copied_by_its_own_tools():
    from catalogue.backups import database_file
    from catalogue.errors import DomainError

    with pytest.raises(DomainError, match="pg_dump"):
        database_file(sa.make_url("postgresql+psycopg://agence@serveur/normes"))
