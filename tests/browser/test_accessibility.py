"""Every page that somebody can reach, held against the accessibility rules and a narrow window."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
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
    faults += faults_of(app, page, "anonymous", seen)
    for username, account in demonstration.items():
        enter(page, account)
        faults += faults_of(app, page, username, seen)
    assert faults == []
    assert len(seen) > 60, seen


def faults_of(app: Flask, page: Page, who: str, seen: set[str]) -> list[str]:
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
        faults += [f"{who} {path}: {fault}" for fault in looked_at(page)]
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


def looked_at(page: Page) -> list[str]:
    """What is wrong with the page on show: grave violations, or a part wider than a telephone."""
    violations = Axe().run(page).response["violations"]
    faults = [
        f"{one['id']} {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})"
        for one in violations
        if one["impact"] in GRAVE
    ]
    page.set_viewport_size(PHONE)
    try:
        Walk(page).look()
    except AssertionError as wide:
        faults.append(f"wider than 360 px: {wide}")
    page.set_viewport_size(DESKTOP)
    return faults
