"""By sampling, the second reader never learns why they were asked, nor that they are second."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import current_app

from catalogue.database import begin_write, db
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from tests.review.assignments.arranging import NOT_RELEVANT, entering
from tests.review.independence.conftest import SECRET, first_works, second_is_asked
from tests.review.independence.walking import addresses, answers, differing

# Two worlds have two seeds, whose fingerprints differ, and files written at two instants.
OF_THE_WORLD = ("/documents/", "/relectures/tirages/")


def mails_to(session, account_id):
    found = session.scalars(sa.select(Message).where(Message.topic == "mail")).all()
    return [one.payload for one in found if one.payload["account_id"] == account_id]


@pytest.fixture
def seen_by_second(session, make_world, sign_in, seeded_database):
    """Make a world, let the first reader act, and give all that the second then reads."""

    def seen(role, *, drawn, checklist):
        session.rollback()
        db.engine.dispose()
        seeded_database.renew()
        begin_write(session)
        world = make_world(role, second_reads=False, drawn=drawn)
        first_works(world, checklist)
        second_is_asked(world)
        everything = addresses(current_app, session)
        found = [one for one in everything if not one.startswith(OF_THE_WORLD)]
        client = entering(sign_in, world.second)
        return answers(session, client, found), mails_to(session, world.second_id)

    return seen


@pytest.mark.long
def test_drawn_or_called_the_second_reader_sees_the_same_everywhere(seen_by_second):
    role = Role.FOCAL_POINT
    drawn, drawn_mails = seen_by_second(role, drawn=True, checklist=SECRET)
    called, called_mails = seen_by_second(role, drawn=False, checklist=NOT_RELEVANT)
    assert sum(one.status == 200 for one in drawn.values()) > 40
    leaks = differing(drawn, called)
    assert not leaks, "\n".join(leaks)
    assert drawn_mails == called_mails
    assert [one["template"] for one in called_mails] == ["review_invited"]


def test_nothing_on_their_pages_says_whether_they_read_first_or_second(
    session, make_world, sign_in
):
    world = make_world(Role.REVIEWER, second_reads=False, drawn=False)
    session.expunge_all()
    first = entering(sign_in, world.first).get(f"/relectures/{world.round_id}").text
    first_works(world, NOT_RELEVANT)
    second_is_asked(world)
    session.expunge_all()
    second = entering(sign_in, world.second).get(f"/relectures/{world.round_id}").text
    for page in (first, second):
        assert "par une ou deux personnes" in page
        assert "Ouverte le" not in page
        assert "tir" not in page.partition("<main")[2].partition("</main")[0].replace("Retirer", "")
