"""The wheel holds all the product needs: installed alone, it prepares itself and answers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

VISIT = """
import catalogue
from catalogue.app import create_app
from catalogue.serve import prepare

app = create_app()
prepare(app)
client = app.test_client()
home = client.get("/", follow_redirects=True)
style = client.get("/static/app.css")
found = client.get("/api/v1/standards?q=ISO+53800")
print(catalogue.__file__)
print(home.status_code, style.status_code, found.get_json()["items"][0]["reference"])
"""


@pytest.mark.packaging
def test_the_wheel_installs_and_answers(tmp_path):
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = (tmp_path / "dist").glob("*.whl")
    place = tmp_path / "site"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *quiet, "--target", str(place), str(wheel)],
        check=True,
        capture_output=True,
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(place),
        "DATA_DIR": str(tmp_path / "data"),
        "SECRET_KEY": "s" * 40,
    }
    visited = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert visited.returncode == 0, visited.stderr
    where, answers = visited.stdout.splitlines()[-2:]
    assert Path(where).is_relative_to(place)
    assert answers == "200 200 ISO 53800:2024"


def test_every_setting_is_documented():
    config = (ROOT / "catalogue" / "config.py").read_text(encoding="utf-8")
    operations = (ROOT / "OPERATIONS.md").read_text(encoding="utf-8")
    names = {
        part.split('"')[1]
        for part in config.replace("env.get(", "\nget(")
        .replace("_whole(env, ", "\nget(")
        .splitlines()
        if part.startswith('get("')
    }
    assert {"DATA_DIR", "PORT", "SECRET_KEY"} <= names
    assert [name for name in sorted(names) if f"`{name}`" not in operations] == []
