"""While a round is undecided, nobody learns from the journal who answered what, or how far."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.journal.models import Entry
from catalogue.journal.queries import JournalFilter, history, page_of
from catalogue.permissions import Actor, Role
from review.assignments.models import ReviewRound
from review.concealment import ANSWERS, PROGRESS
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import ONE, ZERO

HIDDEN_KINDS = {*ANSWERS, *PROGRESS}


@pytest.fixture
def arranged(session: Session):
    """One round with two readers, the first of whom has handed in."""
    by = arranging.secretariat(session)
    made = arranging.opened(session, arranging.council_text(session), by)
    readers = [arranging.reader(session), arranging.reader(session)]
    asked = [arranging.asked(session, made, who, by) for who in readers]
    asked = [arranging.begun(session, *pair) for pair in zip(asked, readers, strict=True)]
    arranging.handed_in(session, asked[0], readers[0], ONE)
    return made, readers, asked, by


def seen_by(session: Session, actor: Actor) -> set[str]:
    lines, _total = page_of(session, JournalFilter(), actor=actor, page=1, size=500)
    return {line.subject_type for line in lines} & HIDDEN_KINDS


def recorded(session: Session) -> set[str]:
    return set(session.scalars(sa.select(Entry.subject_type).distinct())) & HIDDEN_KINDS


def test_of_an_open_round_only_the_secretariat_sees_who_reads(session, arranged):
    *_others, by = arranged
    assert recorded(session) == {"review", "assignment", "review_round"}
    assert seen_by(session, factories.actor(by)) == {"assignment", "review_round"}
    for role in (Role.ADMIN, Role.MONITORING):
        assert seen_by(session, factories.actor(factories.account(session, role))) == set()


def test_who_reads_in_the_round_sees_nothing_of_it_whatever_their_roles(session, arranged):
    _made, readers, _asked, _by = arranged
    reader = factories.actor(readers[1])
    for later in ({Role.MONITORING}, {Role.SECRETARIAT}):
        both = Actor(reader.account_id, reader.name, reader.roles | later)
        assert seen_by(session, both) == set()


def test_a_page_that_names_nobody_shows_nothing_of_it(session, arranged):
    made, _readers, asked, _by = arranged
    assert history(session, "review_round", [made.id]) == []
    assert history(session, "assignment", [one.id for one in asked]) == []


def test_a_decision_opens_the_record_to_those_who_read_the_journal(session, arranged):
    _made, readers, asked, _by = arranged
    arranging.handed_in(session, asked[1], readers[1], ONE)
    admin = factories.actor(factories.account(session, Role.ADMIN))
    assert seen_by(session, admin) == recorded(session)


def test_a_disagreement_opens_nothing(session, arranged):
    _made, readers, asked, _by = arranged
    arranging.handed_in(session, asked[1], readers[1], ZERO)
    admin = factories.actor(factories.account(session, Role.ADMIN))
    assert seen_by(session, admin) == set()


def test_another_round_and_other_acts_are_not_touched(session, arranged):
    made, _readers, _asked, by = arranged
    item = session.get_one(ReviewRound, made.id).work_item_id
    from catalogue.journal import services as journal
    from catalogue.work_programme.models import WorkItem

    journal.record(
        session, actor=factories.actor(by), tag="programme:edited",
        subject=session.get_one(WorkItem, item), at=arranging.NOW,
    )  # fmt: skip
    assert len(history(session, "work_item", [item])) == 1
