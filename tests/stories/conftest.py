"""The product as it runs: forms guarded against forgery, an index, an outbox that is drained."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask_security import hash_password

from catalogue.database import begin_write, db
from catalogue.outbox.worker import drain
from catalogue.permissions import Role
from catalogue.serve import PREPARATIONS
from tests import factories
from tests.conftest import Clock
from tests.stories.browser_like import Visitor

PASSWORD = "karité mortier soleil"
People = Callable[[str], Visitor]


@pytest.fixture
def product(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with its guards on, prepared as at every start."""
    app.config["WTF_CSRF_ENABLED"] = True
    security = app.extensions["security"]
    # What is told here is what people do, not how long a guess at a password takes.
    cheap = security.pwd_context.copy(
        argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1
    )
    monkeypatch.setattr(security, "pwd_context", cheap)
    with app.app_context():
        for step in PREPARATIONS:
            if step.__name__ != "migrate":
                step(app)
    return app


@pytest.fixture
def people(product: Flask) -> People:
    """The accounts that stories of one page need, with a password they know."""
    with product.app_context():
        begin_write(db.session)
        committee = factories.committee(db.session, "CTN2")
        password = hash_password(PASSWORD)
        factories.account(db.session, chairs=committee, username="chair", password=password)
        factories.account(db.session, Role.SECRETARIAT, username="secretary", password=password)
        db.session.commit()

    def entered(username: str) -> Visitor:
        visitor = Visitor(product)
        visitor.sign_in(username, PASSWORD)
        return visitor

    return entered


@pytest.fixture
def afterwards(product: Flask, clock: Clock) -> Callable[[], None]:
    """Do what was left to do after the answers: letters sent, the index brought in step."""

    def drained() -> None:
        with product.app_context():
            while drain(db.session, at=clock(), holder="story"):
                pass

    return drained
