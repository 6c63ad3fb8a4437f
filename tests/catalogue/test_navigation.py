"""The menu and the foot of the page lead somewhere: a renamed page must not leave them silently."""

from __future__ import annotations

from catalogue.navigation import ENTRIES, FOOTER
from tests import factories


def test_every_entry_is_a_page_of_the_product(app):
    named = {entry.endpoint for entry in ENTRIES} | {endpoint for endpoint, _label in FOOTER}
    assert named - set(app.view_functions) == set()


def test_the_plan_is_in_the_menu_of_everybody(client, session):
    factories.account(session)
    session.commit()
    menu = client.get("/").text.partition("<main")[0]
    assert 'href="/plan"' in menu
