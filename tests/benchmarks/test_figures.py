"""The programs that time the indicators still run on the records as they are, at a small size."""

from __future__ import annotations

import gc

import pytest

from benchmarks import dashboard, people


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def test_every_indicator_and_the_dashboard_are_timed(capsys):
    dashboard.main(["40:10"])
    assert "every indicator" in capsys.readouterr().out


def test_the_indicators_on_people_are_timed(capsys):
    people.main(["40"])
    assert "six indicators" in capsys.readouterr().out
