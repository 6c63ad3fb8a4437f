"""The page of the plan's follow-up leads to where its records are kept."""

from __future__ import annotations

from catalogue.permissions import Role
from tests import factories


def test_it_leads_to_pages_that_open(session, client, sign_in):
    sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    page = client.get("/plan/suivi")
    assert page.status_code == 200
    assert "Les comités, les personnes et leurs mandats" in page.text
    assert client.get("/plan").text.count('href="/plan/suivi"') == 1


def test_the_public_page_does_not_offer_it(client):
    assert "/plan/suivi" not in client.get("/plan").text
