"""The titles judged by hand are test data for ``benchmarks/triage.py``: whole, and judged once."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

with Path(__file__).with_name("judgements.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_each_title_is_judged_once_with_a_reason():
    assert max(Counter(row["reference"] for row in ROWS).values()) == 1
    for row in ROWS:
        assert row["relevant"] in {"yes", "no"}
        assert row["sample"] in {"first", "second", "middle"}
        assert row["title"]
        assert row["why"]
        assert date.fromisoformat(row["judged_on"])


def test_the_first_list_was_judged_whole_and_the_middle_by_sixty_titles():
    sizes = Counter(row["sample"] for row in ROWS)
    assert sizes["first"] >= 100
    assert sizes["middle"] == 60
