"""A test client whose requests share nothing with the test's own application context."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session


class FreshClient(FlaskClient):
    """Gives each request a context of its own, as a server does: who is signed in is read anew."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(app, "test_client_class", FreshClient)
    return app.test_client()


def anew(session: Session) -> None:
    """Let the test's own session see what requests have written since."""
    session.rollback()
    session.expire_all()
