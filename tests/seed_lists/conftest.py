"""Reading the shipped lists as the loader does: UTF-8, a header, one dictionary a row."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LISTS = Path(__file__).parents[2] / "seed_lists"


def read_rows(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def rows() -> Callable[[str], list[dict[str, str]]]:
    """Give the rows of one CSV file by name, each file read once."""
    read: dict[str, list[dict[str, str]]] = {}

    def rows_of(name: str) -> list[dict[str, str]]:
        if name not in read:
            read[name] = read_rows(name)
        return read[name]

    return rows_of


@pytest.fixture(scope="session")
def checklist() -> dict[str, Any]:
    text = (LISTS / "checklist_v1.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
