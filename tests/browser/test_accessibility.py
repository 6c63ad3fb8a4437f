"""Every page that somebody can reach, held against the accessibility rules and a narrow window."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from catalogue.accounts.models import Account
from catalogue.database import begin_write, db
from review.demonstration.cast import HOLDERS
from review.demonstration.load import load
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.walking import Walk
from tests.conftest import Clock

GRAVE = {"serious", "critical"}
# An address that gives a file, not a page: an ending, a paper to print, a document kept.
FILE = re.compile(r"\.[a-z]+$|^/documents/|/imprimer|/fiche-vierge$|^/healthz$")


# Two thirds of what the rules cost is contrast, and a page's texts look alike by the hundred. Every
# rule but that one is asked of the whole page; contrast, of the texts whose look no page had yet:
# their colour, size and weight, and the grounds they stand on.
RULES = """async (seen) => {
    const grounds = new Map([[null, '']])
    const ground = (one) => {
        if (!grounds.has(one)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one)
            const own = [backgroundColor, backgroundImage, opacity].join()
            const under = ground(one.parentElement)
            grounds.set(one, own === 'rgba(0, 0, 0, 0),none,1' ? under : `${under} ${own}`)
        }
        return grounds.get(one)
    }
    const read = (one) => one.matches('input, select, textarea')
        || [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim())
    const looks = new Map()
    for (const one of document.querySelectorAll('body *')) {
        if (!read(one) || !one.checkVisibility()) continue
        const { color, fontSize, fontWeight, position } = getComputedStyle(one)
        const look = [color, fontSize, fontWeight, position, one.disabled, ground(one)].join()
        if (!looks.has(look)) looks.set(look, one)
    }
    const known = new Set(seen)
    const fresh = [...looks].filter(([look]) => !known.has(look))
    const found = await axe.run(document, {
        resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } },
    })
    const contrast = fresh.length === 0 ? { violations: [] } : await axe.run(
        { include: fresh.map(([, one]) => [one]) },
        { resultTypes: ['violations'], runOnly: ['color-contrast'] },
    )
    return {
        violations: [...found.violations, ...contrast.violations]
            .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html) })),
        looks: fresh.map(([look]) => look),
    }
}"""


class Rules:
    """The accessibility rules, held against one page after another."""

    def __init__(self) -> None:
        self.looks: list[str] = []

    def broken(self, page: Page) -> list[str]:
        """Name the rules the page on show breaks gravely, with the first place and their number."""
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(RULES, self.looks)
        self.looks += found["looks"]
        return [
            f"{one['id']} {one['nodes'][0][:160]} ({len(one['nodes'])})"
            for one in found["violations"]
            if one["impact"] in GRAVE
        ]


@pytest.fixture
def demonstration(app: Flask, clock: Clock) -> dict[str, Account]:
    """The demonstration’s people and all they did: rounds, needs and items in every state."""
    with app.app_context():
        begin_write(db.session)
        load(db.session, app.extensions["settings"].data_dir, at=clock())
        db.session.commit()
        wanted = [holder.username for holder in HOLDERS]
        found = db.session.scalars(sa.select(Account).where(Account.username.in_(wanted))).all()
        people = {account.username: account for account in found}
        db.session.expunge_all()
    return people


@pytest.mark.long
@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["both widths"])
def test_no_page_keeps_anybody_out(
    app: Flask,
    demonstration: dict[str, Account],
    page: Page,
    enter: Callable[[Page, Account], None],
):
    faults: list[str] = []
    seen: set[str] = set()
    rules = Rules()
    faults += faults_of(app, page, "anonymous", seen, rules)
    for username, account in demonstration.items():
        enter(page, account)
        faults += faults_of(app, page, username, seen, rules)
    assert faults == []
    assert len(seen) > 60, seen


def faults_of(app: Flask, page: Page, who: str, seen: set[str], rules: Rules) -> list[str]:
    """Walk from the home page along every link; look once at each kind of page, at the menu always.

    ``seen`` holds the kinds of page that somebody before has already looked at.
    """
    faults: list[str] = []
    done: set[str] = set()
    waiting = ["/"]
    menu: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(app, path)
        if kind is None or kind in done or (kind in seen and path not in menu and path != "/"):
            continue
        done.add(kind)
        answer = page.goto(path)
        assert answer is not None
        if not answer.ok:
            faults.append(f"{who} {path}: {answer.status}")
            continue
        faults += [f"{who} {path}: {fault}" for fault in looked_at(page, rules)]
        if path == "/":
            menu = set(links(page, ".app-navigation a"))
        waiting += links(page, "a[href^='/']")
    seen |= done
    return faults


def kind_of(app: Flask, path: str) -> str | None:
    """The endpoint of a page, with the word that tells its sorts apart; None for no page."""
    try:
        endpoint, values = app.url_map.bind("localhost").match(urlsplit(path).path)
    except HTTPException:
        return None
    name = str(endpoint)
    if name.startswith(("static", "api")) or FILE.search(urlsplit(path).path):
        return None
    words = [str(value) for value in values.values() if str(value).isalpha()]
    return " ".join([name, *words])


def links(page: Page, which: str) -> list[str]:
    found = page.locator(which).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [str(href).partition("#")[0] for href in found]


def looked_at(page: Page, rules: Rules) -> list[str]:
    """What is wrong with the page on show: grave violations, or a part wider than a telephone."""
    faults = rules.broken(page)
    page.set_viewport_size(PHONE)
    try:
        Walk(page).look()
    except AssertionError as wide:
        faults.append(f"wider than 360 px: {wide}")
    page.set_viewport_size(DESKTOP)
    return faults


def test_a_text_too_pale_is_found_once_among_those_that_look_like_it(page: Page):
    """Contrast asked of one text for each look still finds a pale one, on its own ground."""
    rules = Rules()
    page.set_content(
        "<html lang='fr'><title>Essai</title><main><h1>Titre</h1><p>Noir sur blanc.</p>"
        "<p>Noir sur blanc encore.</p><p style='color:#bbb'>Pâle.</p></main></html>"
    )
    assert [fault.split()[0] for fault in rules.broken(page)] == ["color-contrast"]
    assert rules.broken(page) == []  # the same looks are asked once
    page.set_content(
        "<html lang='fr'><title>Essai</title><main><h1>Titre</h1>"
        "<p style='background:#333'>Noir sur gris.</p></main></html>"
    )
    assert [fault.split()[0] for fault in rules.broken(page)] == ["color-contrast"]
