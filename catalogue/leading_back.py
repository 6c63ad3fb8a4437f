"""An address that only takes what a form sends leads back to the page its form stands on.

A form refused is shown again at the address it was sent to. Reloaded, opened from the history or
read in another language, that address is asked for as a page: it gives the nearest page above it
in the tree of addresses that this person may read, so that no one is left without a page.
"""

from __future__ import annotations

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from catalogue.permissions import Actor, Permission


def only_takes(path: str) -> bool:
    """Tell whether an address takes what a form sends and shows nothing by itself."""
    taken = _rule(path, "POST")
    return taken is not None and taken != _rule(path, "GET")


def page_above(path: str, actor: Actor) -> str:
    """Give the address of the nearest page above a path that this person may open; home at last."""
    above = path.rstrip("/")
    while above:
        above = above.rpartition("/")[0]
        try:
            endpoint, _values = _adapter().match(above or "/", method="GET")
        except HTTPException:
            continue
        view = current_app.view_functions[endpoint]
        wanted: frozenset[Permission] = getattr(view, "required_permissions", frozenset())
        if not wanted or any(actor.may(one) for one in wanted):
            break
    return request.script_root + (above or "/")


def _rule(path: str, method: str) -> str | None:
    """Give the pattern an address answers to, which a wider one may share for another method."""
    try:
        rule, _values = _adapter().match(path, method=method, return_rule=True)
    except HTTPException:
        return None
    return rule.rule


def _adapter() -> MapAdapter:
    return current_app.url_map.bind("")
