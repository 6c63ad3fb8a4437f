"""Whatever the first reader does, nothing changes for the second, at any address, in any role."""

from __future__ import annotations

import pytest
from flask import current_app

from catalogue.database import begin_write
from catalogue.outbox import worker
from catalogue.permissions import Role
from tests.conftest import NOW
from tests.review.assignments.arranging import entering
from tests.review.independence.conftest import TOLD, first_declines, first_works
from tests.review.independence.walking import addresses, answers, differing

ROLES: dict[str, tuple[Role, tuple[Role, ...]]] = {
    "relecture": (Role.REVIEWER, ()),
    "point focal": (Role.FOCAL_POINT, ()),
    "et tout": (Role.FOCAL_POINT, (Role.SECRETARIAT, Role.MONITORING, Role.ADMIN)),
}


def drained(session, at=NOW):
    """Do what waits after commit, as the worker does."""
    session.commit()
    worker.drain(session, at=at, holder="test")
    begin_write(session)
    session.commit()


@pytest.mark.long
@pytest.mark.parametrize(
    ("roles", "act"),
    [
        *((roles, first_works) for roles in ROLES),
        ("et tout", first_declines),
    ],
)
def test_every_address_answers_the_same_before_and_after_the_other_acts(
    session, make_world, sign_in, roles, act
):
    role, later = ROLES[roles]
    world = make_world(role, later=later)
    drained(session)
    client = entering(sign_in, world.second)
    found = addresses(current_app, session)
    before = answers(session, client, found)
    act(world)
    drained(session)
    client = entering(sign_in, world.second)
    after = answers(session, client, found)
    assert sum(one.status == 200 for one in before.values()) > 40
    leaks = differing(before, after)
    assert not leaks, "\n".join(leaks)
    told = [
        (address, word)
        for address, answer in after.items()
        for word in TOLD
        if word in answer.body.decode("utf-8", "replace") and word not in address
    ]
    assert told == []
    # What the first reader made has addresses of its own: none opens, and none tells.
    fresh = [one for one in addresses(current_app, session) if one not in before]
    opened = {
        address: answer
        for address, answer in answers(session, client, fresh).items()
        if answer.status == 200
    }
    assert [one for one in opened if "/documents/" in one or "hors-connexion" in one] == []
    assert [one for one in opened if any(word in str(opened[one].body) for word in TOLD)] == []
