"""Settings are refused at start-up when they cannot be kept, in a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.config import UnsafeSettings, from_environment

POSTGRESQL = "postgresql+psycopg://agence@serveur/normes"


def test_the_search_engine_is_whoosh_unless_chosen(tmp_path: Path):
    assert from_environment({"DATA_DIR": str(tmp_path)}).search_engine == "whoosh"
    chosen = {"DATA_DIR": str(tmp_path), "DATABASE_URL": POSTGRESQL, "SEARCH_ENGINE": "postgresql"}
    assert from_environment(chosen).search_engine == "postgresql"
    assert from_environment(chosen | {"SEARCH_ENGINE": "whoosh"}).search_engine == "whoosh"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SEARCH_ENGINE": "postgresql"}, "demande une base PostgreSQL"),
        ({"SEARCH_ENGINE": "elastic"}, "SEARCH_ENGINE vaut « whoosh » ou « postgresql »"),
    ],
)
def test_a_search_engine_that_cannot_be_is_refused(
    tmp_path: Path, environment: dict[str, str], sentence: str
):
    with pytest.raises(UnsafeSettings) as refused:
        from_environment({"DATA_DIR": str(tmp_path), **environment})
    assert sentence in str(refused.value)
