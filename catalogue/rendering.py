"""What makes pages of many questions fast: parts that come out the same are written once.

A component of the design system is a pure function of its parameters; a page of the checklist has a
hundred of them, most alike for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2 import Template, Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

_KEPT = 2048  # parts of some two kilobytes

Component = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call of a component, told from another by what it would print."""

    component: Component
    told: str
    parameters: Mapping[str, Any] = field(compare=False)


def init_app(app: Flask) -> None:
    """Give templates ``remembered``, and import each file of components once."""
    app.jinja_env.template_class = _ImportedOnce
    app.jinja_env.globals["remembered"] = remembered
    app.jinja_env.globals["printed_once"] = printed_once


def remembered(component: Component, parameters: Mapping[str, Any]) -> str:
    """Give what a component prints, from memory where the same was printed before.

    Never with what a person typed, nor with a refusal that may quote it: ``parameters`` with a
    ``value`` or an ``errorMessage`` are printed anew and not kept. Texts that depend on the
    language are told apart by their words.
    """
    if parameters.get("value") or parameters.get("errorMessage"):
        return component(parameters)
    return _printed(_Asked(component, repr(parameters), parameters))


def printed_once(told: Hashable | None, caller: Callable[[], str]) -> str:
    """Give the body of a ``{% call %}``, from memory where the same was printed before.

    ``told`` names all that the body shows, language included; None when that holds something a
    person typed, which is printed anew and not kept. An ``if`` without ``else`` gives what Jinja
    calls undefined, which equals every other undefined: it names nothing, and nothing is kept.
    """
    if told is None or isinstance(told, Undefined):
        return caller()
    return _body(_Told(told, caller))


@dataclass(frozen=True, slots=True)
class _Told:
    """A body of a page, told from another by the name its page gives it."""

    told: Hashable
    body: Callable[[], str] = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _printed(asked: _Asked) -> str:
    return asked.component(asked.parameters)


@lru_cache(maxsize=_KEPT)
def _body(asked: _Told) -> str:
    return asked.body()


class _ImportedOnce(Template):
    """A template whose macros, imported without context, are made once.

    The library compares the globals of both templates at each import; ours are the same for all.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        del ctx
        if self._module is None:
            self._module = self.make_module()
        return self._module
