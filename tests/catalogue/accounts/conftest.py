"""Accounts with a password, and a client that signs in by the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.accounts.fresh_client import client

__all__ = ["client"]

PASSWORD = "karité mortier soleil"


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def cheap_hashing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash at the least cost: what is tested is who gets in, not how long a guess takes."""
    security = app.extensions["security"]
    cheap = security.pwd_context.copy(
        argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1
    )
    monkeypatch.setattr(security, "pwd_context", cheap)


@pytest.fixture(scope="session")
def _hashes() -> dict[str, str]:
    return {}


@pytest.fixture
def account(
    request: pytest.FixtureRequest, session: Session, _hashes: dict[str, str]
) -> Callable[..., Account]:
    """Make an account that knows the test password; hashed once for the whole run."""
    request.getfixturevalue("cheap_hashing")

    def make(*roles: Role, **facts: Any) -> Account:
        kept = _hashes.setdefault(PASSWORD, "") or hash_password(PASSWORD)
        _hashes[PASSWORD] = kept
        return factories.account(session, *roles, **{"password": kept, **facts})

    return make


@pytest.fixture
def enter(client: FlaskClient) -> Callable[..., Any]:
    """Send the sign-in form."""

    def send(identifier: str, password: str = PASSWORD, **more: Any) -> Any:
        data = {"identifier": identifier, "password": password}
        return client.post("/connexion", data=data, **more)

    return send


@pytest.fixture
def admin(session: Session) -> Account:
    return factories.account(session, Role.ADMIN, username="a.traore", name="Aminata Traoré")


@pytest.fixture
def somebody(session: Session) -> Account:
    return factories.account(session, Role.SECRETARIAT, username="m.keita", name="Moussa Keïta")
