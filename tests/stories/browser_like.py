"""A person at their browser, without the browser: pages read, links followed, real forms sent."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

SPACES = re.compile(r"\s+")
MOST_REDIRECTS = 5
# What a browser sends of a form: everything but these, which only the button pressed adds.
BUTTONS = {"submit", "button", "image", "reset"}


def words(element: Element) -> str:
    """What an element reads as: every space, even one that does not break, as one."""
    return SPACES.sub(" ", "".join(element.itertext())).strip()


def chosen_file(name: str, content: bytes) -> tuple[io.BytesIO, str]:
    """A file as the browser’s dialogue gives it."""
    return io.BytesIO(content), name


class Form:
    """One form of a page, with what it already holds."""

    def __init__(self, page: Page, element: Element) -> None:
        self.page, self.element = page, element
        own = element.get("id")
        inside = set(element.iter())
        self.controls = [
            one
            for one in page.root.iter()
            if one.tag in {"input", "select", "textarea", "button"}
            and (one.get("form") == own if one.get("form") else one in inside)
        ]

    def named(self, name: str) -> list[Element]:
        return [one for one in self.controls if one.get("name") == name]

    def held(self) -> MultiDict[str, Any]:
        """What would be sent if nothing more were typed."""
        data: MultiDict[str, Any] = MultiDict()
        for one in self.controls:
            name, kind = one.get("name"), one.get("type", "text")
            if not name or one.tag == "button" or kind in BUTTONS or kind == "file":
                continue
            if one.tag == "select":
                offered = list(one.iter("option"))
                chosen = [it for it in offered if it.get("selected") is not None] or offered[:1]
                for it in chosen:
                    data.add(name, it.get("value", words(it)))
            elif one.tag == "textarea":
                data.add(name, "".join(one.itertext()))
            elif kind not in {"radio", "checkbox"}:
                data.add(name, one.get("value", ""))
            elif one.get("checked") is not None:
                data.add(name, one.get("value", "on"))
        return data

    def fill(self, data: MultiDict[str, Any], name: str, given: Any) -> None:
        """Type or choose an answer, as far as the page lets one."""
        controls = self.named(name)
        assert controls, f"{self.page.path} asks no « {name} »; it asks {self.asked()}"
        first = controls[0]
        answers = given if isinstance(given, list) else [given]
        if first.tag == "select" or first.get("type") in {"radio", "checkbox"}:
            answers = [str(one) for one in answers]
            missing = set(answers) - set(self.offered(name))
            assert not missing, (
                f"« {name} » does not offer {missing}; it offers {self.choices(name)}"
            )
        data.poplist(name)
        for one in answers:
            data.add(name, one)

    def choices(self, name: str) -> dict[str, str]:
        """The answers offered to a question: their words by value."""
        found: dict[str, str] = {}
        for one in self.named(name):
            if one.tag == "select":
                found |= {it.get("value", words(it)): words(it) for it in one.iter("option")}
            else:
                label = self.page.label_of(one)
                found[one.get("value", "on")] = label
        return found

    def offered(self, name: str) -> list[str]:
        return list(self.choices(name))

    def choice(self, name: str, text: str) -> str:
        """The value of the one answer whose words hold ``text``."""
        found = [value for value, label in self.choices(name).items() if text in label]
        assert len(found) == 1, f"« {text} » among {self.choices(name)}: {found}"
        return found[0]

    def asked(self) -> list[str]:
        return sorted({str(one.get("name")) for one in self.controls})


class Page:
    """One page as it came back; refuses HTML that a browser would have to mend."""

    def __init__(self, path: str, answer: TestResponse) -> None:
        self.path, self.answer, self.status = path, answer, answer.status_code
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parse(answer.text)
        assert not parser.errors, f"{path}: {parser.errors}"
        self.text = words(self._one("body"))

    def _one(self, tag: str) -> Element:
        found = self.root.find(f".//{tag}")
        assert found is not None, f"{self.path} has no {tag}"
        return found

    @property
    def heading(self) -> str:
        return words(self._one("h1"))

    @property
    def main(self) -> str:
        """What stands in the main part of the page, as text."""
        return words(self._one("main"))

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [
            words(line)
            for box in self.root.iter("div")
            if "govuk-error-summary" in box.get("class", "").split()
            for line in box.iter("li")
        ]

    def label_of(self, control: Element) -> str:
        return next(
            (words(one) for one in self.root.iter("label") if one.get("for") == control.get("id")),
            "",
        )

    def forms(self) -> Iterator[Form]:
        return (Form(self, element) for element in self.root.iter("form"))

    def form_with(self, name: str) -> Form:
        """The form that asks this question."""
        found = next((one for one in self.forms() if one.named(name)), None)
        assert found is not None, f"no form of {self.path} asks « {name} »"
        return found

    def link(self, text: str) -> str:
        """Where the link reading ``text`` (or, if none does, beginning so) leads."""
        links = [
            (words(one), one.get("href", "")) for one in self.root.iter("a") if one.get("href")
        ]
        exact = [href for label, href in links if label == text]
        near = [href for label, href in links if label.startswith(text)]
        assert exact or near, f"{self.path} has no link « {text} »: {[one for one, _ in links]}"
        return (exact or near)[0]

    def button(self, text: str) -> tuple[Form, Element]:
        """The button reading ``text`` (or beginning so), with its form."""
        seen: list[str] = []
        for match in (str.__eq__, str.startswith):
            for form in self.forms():
                for one in form.controls:
                    if one.tag == "button" and one.get("type", "submit") == "submit":
                        seen.append(words(one))
                        if match(words(one), text):
                            return form, one
        raise AssertionError(f"{self.path} has no button « {text} »: {seen}\n{self.main}")


class Visitor:
    """One person at their own browser; ``page`` is what they look at."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        assert self._page is not None, "no page is open"
        return self._page

    def _open(self, path: str, **sent: Any) -> Page:
        answer = self.client.open(path, **sent)
        for _ in range(MOST_REDIRECTS):
            if answer.status_code not in {301, 302, 303, 307, 308}:
                break
            path = answer.location
            answer = self.client.get(path)
        self._page = Page(path, answer)
        return self._page

    def visit(self, path: str, *, status: int = 200) -> Page:
        page = self._open(path.partition("#")[0])
        assert page.status == status, f"{path}: {page.status}\n{page.text}"
        return page

    def follow(self, *texts: str) -> Page:
        """Follow a link of the page, then one of the next page…"""
        for text in texts:
            self.visit(self.page.link(text))
        return self.page

    def press(
        self,
        button: str,
        *,
        status: int = 200,
        forged: dict[str, str] | None = None,
        **answers: Any,
    ) -> Page:
        """Fill in the form of a button and press it; what is not given stays as it stands.

        ``forged`` is sent as it is, whatever the page offers.
        """
        form, pressed = self.page.button(button)
        data = form.held()
        for name, given in answers.items():
            form.fill(data, name, given)
        for name, text in (forged or {}).items():
            data.setlist(name, [text])
        if pressed.get("name"):
            data.add(str(pressed.get("name")), pressed.get("value", ""))
        has_files = form.element.get("enctype") == "multipart/form-data"
        assert has_files or not any(isinstance(one, tuple) for one in data.values())
        target = pressed.get("formaction") or form.element.get("action") or self.page.path
        if form.element.get("method", "get").lower() == "get":
            page = self._open(target, query_string=data)
        else:
            kind = "multipart/form-data" if has_files else None
            page = self._open(target, method="POST", data=data, content_type=kind)
        assert page.status == status, f"{target}: {page.status} {page.errors}\n{page.text}"
        return page

    def other_tab(self, path: str) -> Visitor:
        """The same person, looking at another page too."""
        tab = Visitor(self.client.application)
        tab.client = self.client
        tab.visit(path)
        return tab

    def sign_in(self, identifier: str, password: str) -> Page:
        self.visit("/connexion")
        return self.press("Se connecter", identifier=identifier, password=password)
