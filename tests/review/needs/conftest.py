"""A chair with a committee, a secretariat, a focal point, and their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import g

from catalogue.accounts.models import Account
from tests.review.needs.people import People


@pytest.fixture
def people(session: Any) -> People:
    return People(session)


@pytest.fixture
def page_of(client: Any, sign_in: Callable[[Account], Any]) -> Callable[..., Any]:
    """Open a page as somebody."""

    def open_page(account: Account, address: str, data: dict[str, Any] | None = None) -> Any:
        # The test's own application context outlives a request: forget who came before.
        g.pop("_login_user", None)
        sign_in(account)
        if data is None:
            return client.get(address)
        return client.post(address, data=data)

    return open_page
