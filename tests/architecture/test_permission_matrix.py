"""Every route × every role: a person without the permission is refused, one with it is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter
from werkzeug.routing import Rule as Route

from catalogue.accounts.views import PUBLIC_SECURITY_ENDPOINTS
from catalogue.permissions import ROLE_PERMISSIONS, Permission, Role
from tests import factories

OURS = {"HEAD", "OPTIONS"}
# Served by the framework and open on purpose.
OPEN_ENDPOINTS = {"static", *PUBLIC_SECURITY_ENDPOINTS}
ROLES = [role for role in Role if role is not Role.ANONYMOUS]


def routes(app: Flask) -> Iterator[tuple[Route, str]]:
    for route in app.url_map.iter_rules():
        for method in sorted((route.methods or set()) - OURS):
            yield route, method


def permissions_of(app: Flask, endpoint: str) -> frozenset[Permission] | None:
    view = app.view_functions[endpoint]
    if endpoint in OPEN_ENDPOINTS:
        return frozenset()
    if hasattr(view, "view_class"):
        return getattr(view.view_class, "required_permissions", None)
    return getattr(view, "required_permissions", None)


def address(app: Flask, route: Route) -> str:
    """Fill the places of a route with values that name nothing."""
    values: dict[str, object] = dict(route.defaults or {})
    for name in route.arguments - set(route.defaults or ()):
        converter = route._converters[name]
        values[name] = 999_999_999 if isinstance(converter, IntegerConverter) else "zzz"
    with app.test_request_context():
        return app.url_map.bind("localhost").build(route.endpoint, values)


def test_every_route_says_who_it_is_for(app):
    silent = sorted(
        {route.endpoint for route, _ in routes(app) if permissions_of(app, route.endpoint) is None}
    )
    assert silent == []


@pytest.mark.parametrize("role", [None, *ROLES])
def test_the_matrix(app, session, client, sign_in, role):
    if role is not None:
        chaired = factories.committee(session) if role is Role.CHAIR else None
        roles = () if role is Role.CHAIR else (role,)
        sign_in(factories.account(session, *roles, chairs=chaired))
        session.commit()
    carried = ROLE_PERMISSIONS[role or Role.ANONYMOUS]
    wrong: list[str] = []
    for route, method in routes(app):
        wanted = permissions_of(app, route.endpoint)
        if route.endpoint in OPEN_ENDPOINTS or wanted is None:
            continue
        allowed = not wanted or bool(wanted & carried)
        answer = client.open(address(app, route), method=method)
        refused = answer.status_code in {401, 403} or (
            answer.status_code == 302 and "/connexion?next=" in (answer.location or "")
        )
        if refused is allowed:
            wrong.append(f"{method} {route.rule} -> {answer.status_code}")
        if answer.status_code >= 500:
            wrong.append(f"{method} {route.rule} -> {answer.status_code}")
    assert wrong == []
