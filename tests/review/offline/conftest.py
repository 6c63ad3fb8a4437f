"""A reader with a checklist in hand, and their browser."""

from __future__ import annotations

import pytest

from tests.review.assignments.arranging import (
    asked,
    begun,
    council_text,
    opened,
    reader,
    secretariat,
)
from tests.review.offline.driving import Desk


@pytest.fixture
def who(session):
    return reader(session, name="Awa Traoré")


@pytest.fixture
def by(session):
    return secretariat(session)


@pytest.fixture
def assignment(session, who, by):
    made = opened(session, council_text(session), by)
    return begun(session, asked(session, made, who, by), who)


@pytest.fixture
def desk(session, assignment, who, sign_in):
    session.commit()
    return Desk(sign_in(who), assignment.id)
