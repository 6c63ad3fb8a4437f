"""The two reviewers write to each other once both are in; who adjudicates reads it afterwards."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, Invalid, NotFound
from catalogue.journal.models import Entry, EntryPayload
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from review.assignments.vocabulary import RoundState
from review.decisions import discussion
from review.decisions.models import DiscussionNote
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, ZERO, again, entering

WORDS = "La clause 5.2 fixe une force : c’est une exigence."


def write(session, case, who, text=WORDS, on=TODAY):
    actor = factories.actor(who)
    note = discussion.write_note(
        session, again(session, case.round), actor=actor, text=text, at=NOW, on=on
    )
    session.flush()
    return note


@pytest.fixture
def differing(case):
    case.submit(0, ONE)
    case.submit(1, ZERO)
    assert case.round.state is RoundState.DISCUSSION
    return case


def test_nobody_writes_nor_reads_before_both_are_in(session, case, sign_in):
    case.submit(0, ONE)
    with pytest.raises(DomainError, match="pas ouverte"):
        write(session, case, case.readers[0])
    session.commit()
    for who in (*case.readers, case.secretariat):
        client = entering(sign_in, who)
        assert client.get(f"/relectures/{case.round.id}/discussion").status_code == 404


def test_what_one_writes_the_other_reads_and_is_told_of_without_its_words(
    session, differing, sign_in
):
    first, second = differing.readers
    write(session, differing, first)
    session.commit()
    mails = session.scalars(sa.select(Message).where(Message.topic == "mail")).all()
    told = [one.payload for one in mails if one.payload["template"] == "review_note"]
    assert [one["account_id"] for one in told] == [second.id]
    assert "5.2" not in str(told)
    entry = session.scalars(sa.select(Entry).where(Entry.tag == "round:note_written")).one()
    assert "5.2" not in (session.get_one(EntryPayload, entry.seq).canonical or "")
    page = entering(sign_in, second).get(f"/relectures/{differing.round.id}/discussion").text
    assert WORDS in page.replace("\xa0", " ")
    assert "Première Lectrice" in page


def test_one_writes_on_the_page_and_a_second_press_writes_nothing_more(session, differing, sign_in):
    session.commit()
    client = entering(sign_in, differing.readers[0])
    address = f"/relectures/{differing.round.id}/discussion"
    assert "/discussion" in client.get(f"/relectures/{differing.round.id}").text
    assert address in client.get(f"/relectures/{differing.round.id}/comparaison").text
    for _ in range(2):
        assert client.post(address, data={"text": WORDS, "once": "a" * 32}).status_code == 302
    empty = client.post(address, data={"text": "  "})
    assert empty.status_code == 422
    assert "Écrivez ce que vous voulez dire" in empty.text
    assert len(session.scalars(sa.select(DiscussionNote)).all()) == 1


def test_only_the_two_reviewers_write_and_only_while_it_lasts(session, differing):
    for who in (
        differing.secretariat,
        arranging.reader(session),
        arranging.reader(session, Role.FOCAL_POINT),
    ):
        with pytest.raises(NotFound):
            write(session, differing, who)
    first = differing.readers[0]
    with pytest.raises(Invalid):
        write(session, differing, first, " ")
    with pytest.raises(DomainError, match="pas ouverte"):
        write(session, differing, first, on=date(2026, 12, 8))
    differing.reopen(0)
    write(session, differing, first)  # having taken it up again, one still discusses
    differing.submit(0, ZERO)
    assert differing.round.state is RoundState.DECIDED
    with pytest.raises(DomainError, match="pas ouverte"):
        write(session, differing, first)


def test_who_may_read_the_reviews_reads_the_discussion_and_it_stays(session, differing, sign_in):
    write(session, differing, differing.readers[0])
    differing.reopen(1)
    differing.submit(1, ONE)
    focal = arranging.reader(session, Role.FOCAL_POINT)
    outsider = arranging.reader(session)
    admin = factories.account(session, Role.ADMIN)
    session.commit()
    address = f"/relectures/{differing.round.id}/discussion"
    for who, status in ((focal, 200), (differing.secretariat, 200), (outsider, 404), (admin, 403)):
        assert entering(sign_in, who).get(address).status_code == status, who.name
    page = entering(sign_in, focal).get(address).text
    assert WORDS in page.replace("\xa0", " ")
    assert "<textarea" not in page.partition("<main")[2].partition("</main")[0]
    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        session.execute(sa.delete(DiscussionNote))
    session.rollback()
