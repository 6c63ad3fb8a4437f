"""Two browsers at one review, the Back button, a session that ends: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_security import hash_password
from playwright.sync_api import Browser, Page

from catalogue.database import begin_write, db
from review.answers.models import Answer, Review
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.walking import Walk
from tests.review.assignments import arranging

PASSWORD = "karité mortier soleil"
SAVE = "Enregistrer et revenir au résumé"
SECRET = "Zanzibarite des meules"
SENTENCE = "La poignée, « trop large » <35 mm>, gêne & fatigue ; voir l’article 5.2. "


@pytest.fixture
def desks(app: Flask) -> tuple[str, str]:
    """The addresses of two readings of one text: those of Awa and of Oumar."""
    with app.app_context():
        session = db.session
        begin_write(session)
        by = arranging.secretariat(session)
        made = arranging.opened(session, arranging.council_text(session), by)
        found = []
        for name, username in (("Awa Keïta", "a.keita"), ("Oumar Sidibé", "o.sidibe")):
            who = arranging.reader(session, name=name)
            who.username, who.password = username, hash_password(PASSWORD)
            reading = arranging.begun(session, arranging.asked(session, made, who, by), who)
            found.append(f"/relectures/mes-relectures/{reading.id}")
        session.commit()
    return found[0], found[1]


@pytest.fixture
def browsers(desks: tuple[str, str], browser: Browser, live: str) -> Iterator[tuple[Page, Page]]:
    """Two browsers, one on a telephone and one on a desk: nothing is shared between them."""
    del desks
    opened = [
        browser.new_context(viewport=size, base_url=live, locale="fr-FR")
        for size in (PHONE, DESKTOP)
    ]
    yield opened[0].new_page(), opened[1].new_page()
    for one in opened:
        one.close()


def at(page: Page, username: str, address: str) -> Walk:
    walk = Walk(page)
    walk.signed_in(username, PASSWORD)
    walk.visit(address)
    return walk


def notes(app: Flask) -> set[str]:
    with app.app_context():
        found = set(db.session.scalars(sa.select(Answer.note)).all())
        db.session.rollback()
    return found


def test_one_person_in_two_browsers_sees_both_texts(
    app: Flask, desks: tuple[str, str], browsers: tuple[Page, Page]
):
    section = f"{desks[0]}/personnes"
    phone, desk = (at(page, "a.keita", section) for page in browsers)
    phone.press(SAVE, F1_value="oui", F1_note="Écrit au téléphone")
    desk.fill({"F1_value": "oui", "F1_note": "Écrit au bureau"})
    desk.page.locator("main").get_by_role("button", name=SAVE, exact=True).click()
    desk.says("Votre texte")
    desk.look()
    for text in ("Écrit au téléphone", "Écrit au bureau"):
        desk.says(text)
    assert "Écrit au bureau" not in notes(app)
    desk.press("Enregistrer mon texte")
    assert "Écrit au bureau" in notes(app)
    phone.visit(section)
    assert phone.page.locator('[name="F1_note"]').input_value() == "Écrit au bureau"


def test_two_persons_side_by_side_see_nothing_of_each_other(
    app: Flask, desks: tuple[str, str], browsers: tuple[Page, Page]
):
    awa = at(browsers[0], "a.keita", f"{desks[0]}/personnes")
    oumar = at(browsers[1], "o.sidibe", f"{desks[1]}/personnes")
    awa.press(SAVE, F1_value="oui", F1_note=SECRET)
    oumar.press(SAVE, F1_value="non", F1_note="Rien ne touche une personne.")
    assert notes(app) >= {SECRET, "Rien ne touche une personne."}
    for path in (desks[1], f"{desks[1]}/personnes", "/relectures", "/messages"):
        oumar.visit(path)
        words = oumar.page.content()
        assert SECRET not in words, path
        assert "Awa" not in words, path
    refused = oumar.page.goto(desks[0])
    assert refused is not None
    assert refused.status == 404


def test_back_after_submitting_changes_nothing_and_says_so(
    app: Flask, desks: tuple[str, str], browsers: tuple[Page, Page]
):
    walk = at(browsers[0], "a.keita", f"{desks[0]}/personnes")
    walk.press(SAVE, F1_value="non", F1_note="Un filetage de vis ne touche personne.")
    walk.visit(f"{desks[0]}/personnes")
    walk.press(SAVE, F2_value="inconnu", F2_source="Sans objet", F3_value=["aucune"])
    walk.visit(f"{desks[0]}/texte")
    walk.press(SAVE, A13_value="ok")
    walk.visit(desks[0])
    walk.press("Soumettre ma relecture")
    walk.page.go_back()
    again = walk.page.locator("main").get_by_role("button", name="Soumettre ma relecture")
    if again.count():
        # The browser shows the page it kept: pressing once more makes no second submission.
        with walk.page.expect_navigation():
            again.click()
        walk.look()
        assert "soumise" in walk.page.locator("main").inner_text()
    walk.visit(f"{desks[0]}/personnes")
    assert walk.page.locator('[name="F1_note"]:not([disabled])').count() == 0
    with app.app_context():
        reviews = db.session.scalars(sa.select(Review)).all()
        assert [one.submitted_at is not None for one in reviews] == [True]
        db.session.rollback()


def test_a_session_that_ends_under_3000_characters_gives_them_back(
    app: Flask, desks: tuple[str, str], browsers: tuple[Page, Page]
):
    page = browsers[0]
    walk = at(page, "a.keita", f"{desks[0]}/personnes")
    walk.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    boxes = page.locator("main textarea")
    typed = {}
    for box in boxes.all():
        longest = int(box.get_attribute("maxlength") or 2000)
        text = (SENTENCE * 40)[: min(longest, 1800)].strip()
        box.fill(text)
        typed[str(box.get_attribute("name"))] = text
    assert sum(map(len, typed.values())) >= 3000
    page.context.clear_cookies()
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=SAVE, exact=True).click()
    walk.says("Ce que vous avez écrit est gardé sur cette page")
    walk.look()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Connectez-vous").click()
    other = Walk(opened.value)
    other.page.wait_for_load_state()
    other.press("Se connecter", identifier="a.keita", password=PASSWORD)
    other.page.close()
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Envoyer de nouveau").click()
    walk.look()
    kept = {one.replace("\r\n", "\n") for one in notes(app)}
    assert kept >= {text for name, text in typed.items() if name.endswith("_note")}
