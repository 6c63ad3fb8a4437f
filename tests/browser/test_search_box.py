"""The search box that finishes what is typed: by keyboard, by a screen reader, by touch."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from catalogue.database import begin_write, db
from tests import factories
from tests.browser.conftest import PHONE


def test_the_box_finishes_what_is_typed(page: Page):
    page.goto("/recherche")
    box = page.get_by_role("combobox", name="Que cherchez-vous ?")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("préserva", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("préservatif")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    expect(box).to_have_value("préserva")  # past the ends, what was typed comes back
    box.press("ArrowDown")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("préserva")
    box.press_sequentially("t", delay=20)
    expect(options.first).to_be_visible()
    options.first.click()
    page.wait_for_url("**/recherche?*q=pr%C3%A9servatif*")
    expect(page.locator(".app-result").first).to_be_visible()


def test_on_a_telephone_the_filters_come_folded(page: Page):
    page.goto("/recherche?organisme=ISO")
    phone = page.viewport_size == PHONE
    body = page.locator(".app-facet", has_text="Organisme")
    interest = page.locator(".app-facet", has_text="Intérêt pour le genre")
    assert body.get_attribute("open") is not None
    assert (interest.get_attribute("open") is None) is phone
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def inhabited(app: Flask) -> None:
    with app.app_context():
        begin_write(db.session)
        factories.account(db.session)
        db.session.commit()


def test_without_script_the_same_search_is_made(inhabited: None, browser: Browser, live: str):
    del inhabited
    context = browser.new_context(base_url=live, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Chercher une norme, un sujet en préparation, une référence").fill("préserva")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("link", name="préservatifs", exact=True).first.click()
    expect(page.locator(".app-result").first).to_contain_text("réservatif")
    page.get_by_role("link", name="Affiner par filtres").click()
    page.locator("summary", has_text="Année").click()
    page.get_by_label("De").fill("2015")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("Année : depuis 2015")).to_be_visible()
    context.close()
