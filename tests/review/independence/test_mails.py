"""No mail, calendar or file tells one reader of the other before both are in."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.outbox.models import Message
from tests.review.independence.conftest import TOLD, first_declines, first_works


def sent(session):
    return [
        (one.id, one.payload)
        for one in session.scalars(sa.select(Message).where(Message.topic == "mail"))
    ]


def test_a_first_submission_writes_to_nobody(session, make_world):
    world = make_world()
    before = sent(session)
    first_works(world)
    assert sent(session) == before


def test_a_declined_reading_is_told_to_the_secretariat_alone(session, make_world):
    world = make_world()
    known = {key for key, _payload in sent(session)}
    first_declines(world)
    fresh = [payload for key, payload in sent(session) if key not in known]
    assert fresh
    assert world.second_id not in {one["account_id"] for one in fresh}


def test_no_message_holds_what_was_answered(session, make_world):
    world = make_world(drawn=True, second_reads=False)
    first_works(world)
    everything = str(sent(session))
    assert [word for word in TOLD if word in everything] == []
