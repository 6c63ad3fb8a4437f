"""The JSON interface for programs, under /api/v1, and its OpenAPI description."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Flask, Response
from flask_smorest import Api, Blueprint
from marshmallow import ValidationError
from webargs.flaskparser import FlaskParser

from catalogue.errors import Invalid
from catalogue.messages import N_
from catalogue.permissions import public

PREFIX = "/api/v1"
_REGISTERED = "api"


class _Parser(FlaskParser):
    """Reads the parameters of a call; a wrong one is refused by name, in a sentence."""

    def handle_error(self, error: ValidationError, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Say which parameters are wrong and why."""
        messages: Any = error.messages
        faults = [
            f"{name} : {' '.join(str(one) for one in _flat(reasons))}"
            for parameters in messages.values()
            for name, reasons in parameters.items()
        ]
        raise Invalid(N_("%(faults)s", faults=" ; ".join(faults))) from error


class ApiBlueprint(Blueprint):  # type: ignore[misc]
    """A part of the interface; slices make one each and give it to :func:`register`."""

    ARGUMENTS_PARSER = _Parser()


class _FrenchApi(Api):  # type: ignore[misc]
    """The library's interface, with our own errors and no page drawn from elsewhere."""

    def _register_error_handlers(self) -> None:
        """Leave errors to catalogue.error_pages, which answers programs in JSON too."""

    @public
    def _openapi_json(self) -> Response:
        """Give the description of the interface."""
        answer: Response = super()._openapi_json()
        return answer


def init_app(app: Flask) -> Api:
    """Give the application its interface, once."""
    held = app.extensions.get(_REGISTERED)
    if held is None:
        app.config.update(
            API_TITLE="Normes & Genre",
            API_VERSION="v1",
            OPENAPI_VERSION="3.1.0",
            OPENAPI_URL_PREFIX=PREFIX,
            OPENAPI_JSON_PATH="openapi.json",
        )
        held = app.extensions[_REGISTERED] = _FrenchApi(app)
    return held


def register(app: Flask, blueprint: Blueprint) -> None:
    """Add a slice's part to the interface and to its description."""
    init_app(app).register_blueprint(blueprint)


def _flat(reasons: Any) -> list[Any]:
    """Give the sentences of a parameter's faults, those of repeated values included."""
    if isinstance(reasons, dict):
        return [one for nested in reasons.values() for one in _flat(nested)]
    return list(reasons) if isinstance(reasons, list) else [reasons]
