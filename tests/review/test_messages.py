"""Messages of a whole review: nothing of what was answered, nobody named, nothing too early."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.accounts.models import AccountRole
from catalogue.notices.models import Notice
from catalogue.notices.wording import as_letter, on_page
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from review.assignments import queries, rounds, services
from review.decisions import adjudication
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY, ZERO

READERS = ("Première Lectrice", "Second Lecteur", "Troisième Liseuse")
REASON = "motif tout à fait confidentiel"
SECRETS = (
    *READERS,
    "Arbitre Tierce",
    REASON,
    "la poignée convient",
    "l’homme de métier",
    "neuf femmes sur dix",
    "marqueur 0",
    "marqueur 1",
    "marqueur 2",
)


def notices(session):
    return list(
        session.scalars(
            sa.select(Notice).order_by(Notice.id).execution_options(populate_existing=True)
        )
    )


@pytest.fixture
def played(session):
    """Play a review with a decline, an interest, a withdrawal, a disagreement, an adjudication."""
    by = arranging.secretariat(session)
    committee = factories.committee(session, "CTN3")
    item = factories.work_item(session, committee_id=committee.id, title_fr="Mortiers")
    made = arranging.opened(session, arranging.council_text(session, item), by)
    first, second, third = (arranging.reader(session, name=name) for name in READERS)
    focal = arranging.reader(session, Role.FOCAL_POINT, name="Arbitre Tierce")
    for who, act in ((third, "decline"), (second, "withdraw"), (third, "interest")):
        one = arranging.asked(session, made, who, by)
        found = queries.assignment_of(session, one.id)
        if act == "decline":
            services.decline(
                session,
                found,
                actor=factories.actor(who),
                reason=REASON,
                seen_version=found.version,
                at=NOW,
                on=TODAY,
            )
        elif act == "withdraw":
            services.withdraw(
                session,
                found,
                actor=factories.actor(by),
                reason=REASON,
                seen_version=found.version,
                at=NOW,
            )
        else:
            services.declare_interests(
                session,
                found,
                actor=factories.actor(who),
                has_interest=True,
                detail=REASON,
                seen_version=found.version,
                at=NOW,
                on=TODAY,
            )
        session.flush()
    given = [
        arranging.begun(session, arranging.asked(session, made, who, by), who)
        for who in (first, second)
    ]
    arranging.handed_in(session, given[0], first, ONE)
    arranging.handed_in(session, given[1], second, ZERO)
    found = arranging.again(session, made)
    later = found.discussion_until + timedelta(days=1)
    settled = adjudication.open_adjudication(
        session,
        found,
        focal.id,
        actor=factories.actor(by),
        due_on=None,
        seen_version=found.version,
        at=NOW,
        on=later,
    )
    session.flush()
    arranging.handed_in(
        session,
        arranging.begun(session, settled, focal),
        focal,
        ONE,
        reasons=dict.fromkeys(ONE, REASON),
        on=later,
    )
    other = arranging.opened(session, arranging.council_text(session), by, due_on=date(2026, 12, 1))
    arranging.asked(session, other, first, by)
    rounds.cancel_round(
        session,
        arranging.again(session, other),
        actor=factories.actor(by),
        reason=REASON,
        seen_version=arranging.again(session, other).version,
        at=NOW,
    )
    session.flush()
    return session


def test_no_message_holds_an_answer_a_marker_a_name_or_a_reason(app, played):
    written = notices(played)
    assert {
        "review_cancelled",
        "review_decided",
        "review_declined",
        "review_discussion",
        "review_discussion_opened",
        "review_interest",
        "review_invited",
        "review_withdrawn",
    } <= {one.template for one in written}, "the story plays what a review sends"
    mailed = [
        (one.payload["template"], one.payload["context"])
        for one in played.scalars(sa.select(Message).where(Message.topic == "mail"))
    ]
    told = [(one.template, one.context) for one in written]
    assert sorted(map(str, mailed)) == sorted(map(str, told))
    with app.test_request_context():
        for template, context in told:
            letter = as_letter(
                template,
                context,
                address="https://normes.example",
                name="Vous",
                username="vous",
                agency="AMANORM",
                kind="Sujet",
                choice="https://normes.example/messages/preferences",
            )
            text = f"{letter.subject}\n{letter.body}\n{on_page(template, context, username='x')}"
            found = [secret for secret in SECRETS if secret in text.replace("\u00a0", " ")]
            assert found == [], template


def test_nobody_hears_of_the_first_reading_before_the_second_is_in(session):
    """Neither the other reader, nor whoever follows: the time of a message would tell."""
    by = arranging.secretariat(session)
    item = factories.work_item(session, committee_id=factories.committee(session, "CTN3").id)
    made = arranging.opened(session, arranging.council_text(session, item), by)
    readers = [arranging.reader(session, name=name) for name in READERS[:2]]
    given = [
        arranging.begun(session, arranging.asked(session, made, who, by), who) for who in readers
    ]
    before = len(notices(session))
    arranging.handed_in(session, given[0], readers[0], ONE)
    assert len(notices(session)) == before
    arranging.handed_in(session, given[1], readers[1], ZERO)
    told = {one.account_id for one in notices(session)[before:]}
    assert {one.id for one in readers} <= told


def test_who_was_asked_to_read_hears_nothing_as_secretariat_while_it_is_sealed(session):
    by = arranging.secretariat(session)
    both = arranging.reader(session, name="Deux Rôles")
    made = arranging.opened(session, arranging.council_text(session), by)
    arranging.asked(session, made, both, by)
    other = arranging.asked(session, made, arranging.reader(session), by)
    session.add(AccountRole(account_id=both.id, role=Role.SECRETARIAT, valid_from=TODAY))
    session.flush()
    before = len(notices(session))
    found = queries.assignment_of(session, other.id)
    services.decline(
        session,
        found,
        actor=factories.actor(found.account),
        reason=REASON,
        seen_version=found.version,
        at=NOW,
        on=TODAY,
    )
    session.flush()
    assert [one.account_id for one in notices(session)[before:]] == [by.id]
