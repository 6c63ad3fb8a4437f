"""Files of ISO written for a test, and the acts on them."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest


def line(number: int, **facts: Any) -> dict[str, Any]:
    """Give one published standard as ISO's JSON lines write it."""
    return {
        "id": number,
        "deliverableType": "IS",
        "reference": f"ISO {number}:2020",
        "title": {"en": f"Title {number}", "fr": f"Titre {number}"},
        "currentStage": 6060,
        "icsCode": ["13.340.10"],
        **facts,
    }


def written(lines: Any, *, packed: bool = False) -> bytes:
    """Write lines as ISO does."""
    content = "".join(json.dumps(one) + "\n" for one in lines).encode()
    return gzip.compress(content) if packed else content


@pytest.fixture
def run(app, tmp_path):
    """Run the command on a file; give what it printed and its status."""

    def call(content: bytes, *options: str, name: str = "iso.jsonl"):
        path = tmp_path / name
        path.write_bytes(content)
        return app.test_cli_runner().invoke(args=["import", "iso-open-data", str(path), *options])

    return call
