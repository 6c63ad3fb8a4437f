"""The menu and the foot of the page lead somewhere: a renamed page must not leave them silently."""

from __future__ import annotations

from catalogue.navigation import ENTRIES, FOOTER


def test_every_entry_is_a_page_of_the_product(app):
    named = {entry.endpoint for entry in ENTRIES} | {endpoint for endpoint, _label in FOOTER}
    assert named - set(app.view_functions) == set()
