"""The product without a mouse, and without script: nothing may need either."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_security import hash_password
from playwright.sync_api import Browser, Page

from catalogue.database import begin_write, db
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.walking import Walk
from tests.stories.karite import SECTIONS

PASSWORD = "karité mortier soleil"
MOST_TABS = 80


@pytest.fixture
def chair(app: Flask) -> str:
    with app.app_context():
        begin_write(db.session)
        committee = factories.committee(db.session, "CTN2")
        password = hash_password(PASSWORD)
        factories.account(db.session, chairs=committee, username="m.coulibaly", password=password)
        db.session.commit()
    return "m.coulibaly"


def focused(page: Page) -> str:
    return str(page.evaluate("(document.activeElement.innerText || '').trim()"))


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what reads ``words`` has the focus, and shows it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused(page) == words:
            shown = page.evaluate(
                "() => { const box = document.activeElement.getBoundingClientRect();"
                " return box.width > 1 && box.height > 1 }"
            )
            assert shown, f"« {words} » has the focus but cannot be seen"
            return
    pytest.fail(f"Tab never reaches « {words} » on {page.url}")


def test_the_first_key_skips_the_menu(chair: str, page: Page):
    del chair
    page.goto("/programme")
    page.keyboard.press("Tab")
    assert focused(page) == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_the_menu_and_signing_in_by_keyboard_alone(chair: str, page: Page):
    page.goto("/")
    if page.locator(".app-navigation__fold").is_visible():
        tab_to(page, "Rubriques")
        page.keyboard.press("Enter")
    tab_to(page, "Programme")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programme")
    page.goto("/connexion")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.name") != "identifier":
        page.keyboard.press("Tab")
    page.keyboard.type(chair)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Se déconnecter").wait_for()


def test_an_error_summary_takes_the_focus_and_leads_to_the_field(chair: str, page: Page):
    del chair
    page.goto("/connexion")
    tab_to(page, "Se connecter")
    while page.evaluate("document.activeElement.closest('main') === null"):
        tab_to(page, "Se connecter")
    page.keyboard.press("Enter")
    page.locator(".govuk-error-summary").wait_for()
    assert page.evaluate("document.activeElement.matches('.govuk-error-summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "identifier"


def test_a_need_is_filed_without_script(chair: str, browser: Browser, live: str):
    context = browser.new_context(
        base_url=live, java_script_enabled=False, locale="fr-FR", viewport=PHONE
    )
    walk = Walk(context.new_page())
    walk.signed_in(chair, PASSWORD)
    walk.visit("/besoins/nouvelle")
    committee = walk.choose("committee_id", "CTN2")
    walk.press("Enregistrer et continuer", committee_id=committee, **SECTIONS["A"])
    for letter in "BCDE":
        walk.press("Enregistrer et continuer", **SECTIONS[letter])
    walk.press("Enregistrer et continuer", **SECTIONS["F"])
    walk.press("Enregistrer et relire")
    walk.press("Déposer la fiche")
    walk.says("déposée sous le numéro EB-2026-001")
    context.close()
