"""What people do at a page in Chromium: fill in, press, see that nothing hangs over its edge."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Page

# Where pictures of the pages go, for the documentation; none are taken without it.
PICTURES = os.environ.get("NORMES_PICTURES")
_TOO_WIDE = """() => document.documentElement.scrollWidth > window.innerWidth
    ? [...document.querySelectorAll('main *')]
        .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
        .map(one => one.outerHTML.slice(0, 120)).slice(0, 5)
    : null"""


class Walk:
    """One person after another at one browser window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._count = itertools.count(1)

    @property
    def width(self) -> int:
        size = self.page.viewport_size
        assert size is not None
        return size["width"]

    def look(self) -> None:
        """Check the page just reached: it answers, and nothing is wider than the window."""
        hangs_over = self.page.evaluate(_TOO_WIDE)
        assert hangs_over is None, (self.page.url, hangs_over)

    def picture(self, name: str) -> None:
        if PICTURES:
            path = Path(PICTURES) / f"{self.width}-{next(self._count):02d}-{name}.png"
            self.page.screenshot(path=path, full_page=True)

    def visit(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, (path, answer.status)
        self.look()

    def follow(self, text: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main a", has_text=text).first.click()
        self.look()

    def fill(self, answers: dict[str, Any]) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for name, given in answers.items():
            controls = self.page.locator(f'[name="{name}"]')
            kind = controls.first.evaluate("one => one.type")
            if kind == "select-one":
                controls.select_option(given)
            elif kind in {"radio", "checkbox"}:
                for value in given if isinstance(given, list) else [given]:
                    self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "file":
                controls.set_input_files(given)
            else:
                controls.fill(given)

    def press(self, button: str, **answers: Any) -> None:
        """Fill in and press a button of the page’s main part."""
        self.fill(answers)
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        self.look()
        summary = self.page.locator(".govuk-error-summary")
        assert summary.count() == 0, (self.page.url, summary.all_inner_texts())

    def choose(self, name: str, text: str) -> str:
        """Give the value of the answer whose words hold ``text``."""
        control = self.page.locator(f'[name="{name}"]').first
        if control.evaluate("one => one.type") == "select-one":
            return str(control.locator("option", has_text=text).first.get_attribute("value"))
        label = self.page.locator("label", has_text=text).first
        return self.page.locator(f'[id="{label.get_attribute("for")}"]').input_value()

    def signed_out(self) -> None:
        """Sign out whoever is in."""
        leave = self.page.get_by_role("button", name="Se déconnecter")
        if leave.count():
            with self.page.expect_navigation():
                leave.click()

    def signed_in(self, identifier: str, password: str) -> None:
        """Sign out whoever is in, and sign in by the form."""
        self.signed_out()
        self.visit("/connexion")
        self.press("Se connecter", identifier=identifier, password=password)

    def says(self, words: str) -> None:
        self.page.locator("main").get_by_text(words).first.wait_for()


def a_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}
