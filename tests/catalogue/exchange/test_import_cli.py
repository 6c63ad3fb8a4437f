"""The same import from a terminal."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.database import db
from catalogue.exchange.models import ImportBatch
from catalogue.records.models import Edition
from tests.catalogue.exchange.samples import STANDARDS

MIL = "NM 1:2019;Mil;CTN2;67.060;Norme nouvelle;;;12/03/2020;"
WRONG = "NM 3:2019;Fonio;CTN99;;;;;;"


@pytest.fixture
def run(app, tmp_path):
    def call(*lines: str, options: tuple[str, ...] = (), kind: str = "standards"):
        path = tmp_path / "stock.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        runner = app.test_cli_runner()
        return runner.invoke(args=["import", kind, str(path), *options])

    return call


def references(app) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Edition.reference)))


def test_a_sound_file_is_applied_and_reported(app, run):
    result = run(STANDARDS, MIL)
    assert result.exit_code == 0
    assert "Lignes lues : 1." in result.output
    assert "Fiches ajoutées : 1" in result.output
    assert references(app) == ["NM 1:2019"]


def test_refused_rows_stop_everything_with_status_1(app, run):
    result = run(STANDARDS, MIL, WRONG)
    assert result.exit_code == 1
    assert "Ligne 3, colonne" in result.output
    assert "Rien n’est enregistré" in result.output
    assert references(app) == []
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportBatch)) == 0


def test_the_valid_rows_alone_when_asked(app, run):
    result = run(STANDARDS, MIL, WRONG, options=("--valid-rows-only",))
    assert result.exit_code == 0
    assert references(app) == ["NM 1:2019"]


def test_a_trial_writes_nothing(app, run):
    result = run(STANDARDS, MIL, options=("--dry-run",))
    assert result.exit_code == 0
    assert "rien n’est enregistré" in result.output
    assert references(app) == []


def test_a_wrong_file_is_one_sentence(run):
    result = run("Nom;Age", "Awa;3")
    assert result.exit_code == 1
    assert "Aucune ligne de titres" in result.output
    assert "Traceback" not in result.output


def test_the_same_file_twice_changes_nothing_the_second_time(app, run):
    run(STANDARDS, MIL)
    result = run(STANDARDS, MIL)
    assert result.exit_code == 0
    assert "Inchangée : 1".replace(" :", "\u00a0:") in result.output
    assert references(app) == ["NM 1:2019"]


def test_one_remark_is_said_once_for_all_its_lines(run):
    rows = [f"NM {number}:2019;Mil;CTN2;67.060;;;;12/03/2020;" for number in range(1, 9)]
    result = run(STANDARDS, *rows, options=("--dry-run",))
    assert result.exit_code == 0
    assert result.output.count("La nature du texte n’est pas indiquée") == 1
    assert "Lignes 2, 3, 4, 5, 6 et 3 de plus" in result.output
