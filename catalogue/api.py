"""The JSON interface for programs, under /api/v1, and its OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from flask import Flask, Response
from flask_babel import lazy_gettext as _l
from flask_smorest import Api, Blueprint
from marshmallow import Schema, ValidationError, fields, validate
from webargs.flaskparser import FlaskParser

from catalogue.errors import Invalid
from catalogue.messages import N_
from catalogue.paging import LAST_PAGE
from catalogue.permissions import public

PREFIX = "/api/v1"
LARGEST_PAGE = 200
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


def whole(default: int | None, smallest: int, largest: int, description: str) -> fields.Integer:
    """Give a parameter that is a whole number between two; a wrong one is said in a sentence."""
    sentence = _l(
        "écrivez un nombre entier de %(smallest)d à %(largest)d.",
        smallest=smallest,
        largest=largest,
    )
    return fields.Integer(
        load_default=default,
        validate=validate.Range(min=smallest, max=largest, error=sentence),
        error_messages={"invalid": sentence, "too_large": sentence},
        metadata={"description": description},
    )


def one_of(accepted: Iterable[str]) -> validate.OneOf:
    """Refuse what is not one of these codes, naming them."""
    codes = [str(one) for one in accepted]
    return validate.OneOf(
        ["", *codes],
        error=_l("écrivez l’une de ces valeurs : %(values)s.", values=", ".join(codes)),
    )


def several(description: str, among: Iterable[str] = ()) -> fields.List[str]:
    """Give a parameter that may be repeated; values widen each other."""
    check = one_of(among) if among else validate.Length(max=200)
    return fields.List(
        fields.String(validate=check), load_default=list, metadata={"description": description}
    )


class PageParameters(Schema):
    """Which page of a list, how long."""

    page = whole(1, 1, LAST_PAGE, "Page, à partir de 1.")
    size = whole(50, 1, LARGEST_PAGE, "Nombre d’éléments par page.")


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
