"""The addresses people have kept: none may vanish unnoticed (``routes.txt`` lists them all)."""

from __future__ import annotations

from pathlib import Path

LIST = Path(__file__).with_name("routes.txt")


def test_the_list_of_routes_is_the_one_agreed(app):
    present = sorted(
        f"{' '.join(sorted(route.methods - {'HEAD', 'OPTIONS'}))} {route.rule}"
        for route in app.url_map.iter_rules()
    )
    agreed = LIST.read_text(encoding="utf-8").splitlines()
    assert present == agreed, "update routes.txt when an address is added or moved on purpose"
