"""No address of the product leaves anybody without a page: one that only takes leads back."""

from __future__ import annotations

import pytest

from catalogue.permissions import ROLE_PERMISSIONS, Role
from tests import factories
from tests.architecture.test_permission_matrix import address, permissions_of, routes
from tests.review.assignments.arranging import (
    asked,
    begun,
    council_text,
    opened,
    reader,
    secretariat,
)


def only_taking(app):
    """The routes that take what a form sends and show nothing by themselves."""
    shown = {route.rule for route, method in routes(app) if method == "GET"}
    return [one for one, method in routes(app) if method == "POST" and one.rule not in shown]


@pytest.mark.parametrize("role", [None, *(one for one in Role if one is not Role.ANONYMOUS)])
def test_the_page_above_opens_for_whoever_may_send(app, session, client, sign_in, role):
    if role is not None:
        chaired = factories.committee(session) if role is Role.CHAIR else None
        sign_in(factories.account(session, *([] if chaired else [role]), chairs=chaired))
        session.commit()
    taking = only_taking(app)
    assert len(taking) > 30
    lost = []
    carried = ROLE_PERMISSIONS[role or Role.ANONYMOUS]
    for route in taking:
        wanted = permissions_of(app, route.endpoint)
        if wanted and not wanted & carried:
            continue
        path = address(app, route)
        answer = client.get(path)
        if answer.status_code != 302 or answer.location == path:
            lost.append((route.rule, answer.status_code))
            continue
        page = client.get(answer.location)
        # A number that names nothing leads to a page that says so; a permission is never missing.
        if page.status_code in {401, 403, 405} or page.status_code >= 500:
            lost.append((route.rule, answer.location, page.status_code))
    assert lost == []


def test_a_refused_form_reloaded_gives_its_page(session, client, sign_in):
    by = secretariat(session)
    who = reader(session)
    assignment = begun(
        session, asked(session, opened(session, council_text(session), by), who, by), who
    )
    session.commit()
    sign_in(who)
    reading = f"/relectures/mes-relectures/{assignment.id}"
    for path, page in (
        (f"/relectures/disponibilites/{who.id}/absences", "/relectures/disponibilites"),
        (f"{reading}/soumettre", reading),
    ):
        assert client.post(path, data={}).status_code == 422
        assert client.get(path).location in {page, f"{page}/{who.id}"}
        again = client.get(path, follow_redirects=True)
        assert again.status_code == 200
        assert "Rien n’a été envoyé une seconde fois" in again.text
