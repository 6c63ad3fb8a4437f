"""The product served on this machine, and Chromium to look at it as people do."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from catalogue.accounts.models import Account
from catalogue.serve import PREPARATIONS
from tests.requirements import missing

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def browser(live: str) -> Iterator[Browser]:
    """Chromium, started once the application is arranged and gone before it is put away.

    Playwright runs an event loop in this thread, and leaving an application context there is
    refused while one runs (asgiref): whatever a test arranges comes before its page.
    """
    del live
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        missing("browser", "Chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def live(app: Flask, socket_enabled: None) -> Iterator[str]:
    """Serve the test's own application; gives its address."""
    del socket_enabled
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        for step in PREPARATIONS:
            if step.__name__ != "migrate":
                step(app)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.close()
    thread.join(timeout=10)


@pytest.fixture(params=[PHONE, DESKTOP], ids=["360px", "1280px"])
def page(browser: Browser, live: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at a phone's and at a desk's width; any error of the page's own fails the test."""
    context = browser.new_context(viewport=request.param, base_url=live, locale="fr-FR")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if message.type == "error" and "status of 4" not in message.text
            else None
        ),
    )
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def enter(app: Flask, live: str) -> Callable[[Page, Account], None]:
    """Sign an account in on a page, by its session cookie."""

    def sign(opened: Page, account: Account) -> None:
        signer = app.session_interface.get_signing_serializer(app)
        value = signer.dumps({"_user_id": account.fs_uniquifier, "_fresh": True})
        opened.context.add_cookies([{"name": "session", "value": value, "url": live}])

    return sign


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.browser)
