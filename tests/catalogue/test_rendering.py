"""What is printed from memory is what would be printed anew, and holds nobody's words."""

from __future__ import annotations

import pytest
from jinja2 import Undefined
from markupsafe import Markup

from catalogue import rendering
from catalogue.rendering import printed_once, remembered


@pytest.fixture
def printed():
    rendering._printed.cache_clear()
    calls = []

    def component(parameters):
        calls.append(parameters)
        return f"<{len(calls)}>"

    component.calls = calls
    return component


def test_the_same_question_is_printed_once(printed):
    assert remembered(printed, {"name": "A1"}) == remembered(printed, {"name": "A1"})
    assert len(printed.calls) == 1


@pytest.mark.parametrize(
    "other", [{"name": "A2"}, {"name": Markup("A1")}, {"name": "A1", "items": [{"checked": True}]}]
)
def test_another_is_not(printed, other):
    remembered(printed, {"name": "A1"})
    remembered(printed, other)
    assert len(printed.calls) == 2


@pytest.mark.parametrize("own", [{"value": "Mme Traoré"}, {"errorMessage": {"text": "« x » ?"}}])
def test_what_a_person_typed_is_never_kept(printed, own):
    remembered(printed, own)
    remembered(printed, own)
    assert len(printed.calls) == 2
    assert rendering._printed.cache_info().currsize == 0


def test_the_body_of_the_same_question_is_printed_once():
    rendering._body.cache_clear()
    first = printed_once(("fr", "A1"), caller=lambda: "as first asked")
    assert printed_once(("fr", "A1"), caller=lambda: "asked again") == first
    assert printed_once(("en", "A1"), caller=lambda: "another") == "another"


def test_a_body_with_what_a_person_typed_is_never_kept():
    rendering._body.cache_clear()
    assert [printed_once(None, caller=lambda one=one: one) for one in "ab"] == ["a", "b"]
    assert rendering._body.cache_info().currsize == 0


def test_a_body_without_a_name_is_never_kept():
    """In a template, «x if y» without «else» is undefined, and equals every other undefined."""
    given = [printed_once(Undefined(), caller=lambda one=one: one) for one in "ab"]
    assert given == ["a", "b"]
