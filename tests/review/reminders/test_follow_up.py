"""« Relancer »: a word by hand, shown with its date and count, once a day, never twice at once."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from catalogue.accounts.models import Account
from catalogue.database import begin_write
from catalogue.journal.models import Entry, EntryPayload
from catalogue.notices.models import Notice
from catalogue.permissions import Role
from review.assignments import queries
from review.assignments.models import Assignment
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.reminders.models import Reminder
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, TODAY, entering

TEXT = "Bonjour, votre relecture est attendue.\n\nOù en êtes-vous ? Le comité se réunit jeudi."


@pytest.fixture
def by(session):
    return arranging.secretariat(session)


@pytest.fixture
def client_of_by(by, reading, sign_in):
    del reading
    return sign_in(by)


@pytest.fixture
def made(session, by):
    item = factories.work_item(session, title_fr="Mortiers au karité")
    return arranging.opened(
        session, arranging.council_text(session, item), by, due_on=date(2026, 12, 21)
    )


@pytest.fixture
def reading(session, made, by):
    who = arranging.reader(session, name="Awa Keïta")
    found = arranging.asked(session, made, who, by)
    session.commit()
    return found


def anew(session):
    """Write on after a page was asked for; what is loaded stays."""
    session.commit()
    begin_write(session)


def sent(session):
    anew(session)
    return session.scalars(sa.select(Reminder).order_by(Reminder.id)).all()


def address(reading):
    return f"/relectures/invitations/{reading.id}/relancer"


def test_the_word_goes_to_the_page_and_the_journal_and_shows_on_the_round(
    session, reading, by, sign_in
):
    client = sign_in(by)
    page = client.get(address(reading)).text
    assert "Vous n’avez pas encore répondu à l’invitation" in page
    assert "N’y mettez rien de confidentiel" in page
    answer = client.post(address(reading), data={"text": TEXT, "once": "a"}, follow_redirects=True)
    assert "La relance est partie à Awa Keïta" in answer.text
    shown = answer.text.replace("\u00a0", " ")
    assert "Relance du secrétariat : une fois, le 23 novembre 2026" in shown
    (row,) = sent(session)
    assert (row.by_id, row.assignment_id, row.text) == (by.id, reading.id, TEXT)
    told = session.scalars(sa.select(Notice).where(Notice.template == "follow_up_reading")).one()
    assert told.account_id == reading.account_id
    entry = session.scalars(sa.select(Entry).where(Entry.tag == "reminder:sent_by_hand")).one()
    payload = session.get(EntryPayload, entry.seq)
    assert "jeudi" in payload.canonical
    session.commit()
    journal = client.get(f"/journal/tour/{reading.round_id}").text
    assert "a relancé la personne attendue, Awa Keïta." in journal
    reader = session.get(Account, reading.account_id)
    inbox = entering(sign_in, reader).get("/messages").text
    assert "Le comité se réunit jeudi." in inbox
    assert "Mortiers au karité" in inbox


def test_a_double_press_sends_one(session, reading, by, sign_in):
    client = sign_in(by)
    data = {"text": TEXT, "once": "the same"}
    first = client.post(address(reading), data=data)
    second = client.post(address(reading), data=data, follow_redirects=True)
    assert first.status_code == 302
    assert "déjà arrivé" in second.text
    assert len(sent(session)) == 1


def test_once_a_day_then_again(session, reading, by, sign_in, clock):
    client = sign_in(by)
    client.post(address(reading), data={"text": TEXT, "once": "a"})
    answer = client.post(address(reading), data={"text": TEXT + " Merci.", "once": "b"})
    assert answer.status_code == 422
    assert "a déjà été relancée aujourd’hui" in answer.text
    assert "Merci." in answer.text, "what was typed is kept"
    clock.advance(days=1)
    page = client.post(
        address(reading), data={"text": TEXT, "once": "c"}, follow_redirects=True
    ).text
    assert "2 fois, la dernière le 24 novembre 2026" in page.replace("\u00a0", " ")
    assert len(sent(session)) == 2
    session.commit()
    assert "2 relances déjà envoyées" in client.get(address(reading)).text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Écrivez le message à envoyer."),
        ("   \n ", "Écrivez le message à envoyer."),
        ("Alors ?", "Écrivez au moins 20 caractères"),
        ("x" * 601, "600"),
    ],
)
def test_too_short_or_too_long_is_said_and_kept(session, reading, client_of_by, text, said):
    answer = client_of_by.post(address(reading), data={"text": text, "once": "a"})
    assert answer.status_code == 422
    assert said in answer.text
    assert text.strip() in answer.text
    assert sent(session) == []


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.FOCAL_POINT, Role.ADMIN, Role.MONITORING])
def test_nobody_else_follows_up(session, reading, sign_in, role):
    who = factories.account(session, role)
    session.commit()
    assert sign_in(who).get(address(reading)).status_code == 403


def test_who_reads_in_the_round_follows_up_nobody_there(session, reading, made, sign_in):
    """They know nothing of the other reading, not even that it may be followed up."""
    both = arranging.reader(session, Role.SECRETARIAT, Role.REVIEWER, name="Deux Rôles")
    asked_too = Assignment(account_id=both.id, assigned_at=NOW, due_on=made.due_on)
    arranging.again(session, made).assignments.append(asked_too)
    session.commit()
    client = sign_in(both)
    assert client.get(address(reading)).status_code == 404
    assert "Awa Keïta" not in client.get(f"/relectures/{made.id}").text


def test_a_reading_that_is_over_is_not_followed_up(session, reading, by, sign_in):
    anew(session)
    who = queries.assignment_of(session, reading.id).account
    who = session.get(Account, who.id, options=[selectinload(Account.roles)])
    arranging.handed_in(session, arranging.begun(session, reading, who), who)
    session.commit()
    answer = sign_in(by).post(address(reading), data={"text": TEXT, "once": "z"})
    assert answer.status_code == 422
    assert "il n’y a rien à relancer" in answer.text


class TestFiche:
    @pytest.fixture
    def needs(self, session, by):
        del by
        committee = factories.committee(session)
        chair = factories.account(session, chairs=committee, name="Mariam Coulibaly")
        row = NeedsExpression(
            number="EB-2026-009",
            state=NeedsState.RETURNED,
            author_id=chair.id,
            created_at=NOW,
            updated_at=NOW,
            submitted_at=NOW,
            admissibility_on=TODAY,
            committee_id=committee.id,
        )
        session.add(row)
        session.commit()
        return row

    def test_the_chair_is_told_and_both_see_it(self, session, needs, by, sign_in):
        client = sign_in(by)
        page = client.get(f"/besoins/{needs.id}").text
        assert re.search(r"Relancer la présidence", page)
        answer = client.post(
            f"/besoins/{needs.id}/relancer",
            data={"text": TEXT, "once": "a"},
            follow_redirects=True,
        )
        assert "La relance est partie à Mariam Coulibaly" in answer.text
        assert "une fois, le 23 novembre 2026" in answer.text.replace("\u00a0", " ")
        (row,) = sent(session)
        assert row.needs_expression_id == needs.id
        chair = session.get(Account, needs.author_id)
        session.commit()
        client = entering(sign_in, chair)
        seen = client.get(f"/besoins/{needs.id}").text.replace("\u00a0", " ")
        assert "Relance du secrétariat : une fois" in seen
        assert "Relancer la présidence" not in seen
        assert "Où en êtes-vous" in client.get("/messages").text
        assert client.get(f"/besoins/{needs.id}/relancer").status_code == 403

    def test_a_fiche_that_waits_for_nobody_is_not_followed_up(self, session, needs, by, sign_in):
        anew(session)
        session.execute(sa.update(NeedsExpression).values(state=NeedsState.SUBMITTED))
        session.commit()
        client = sign_in(by)
        assert "Relancer" not in client.get(f"/besoins/{needs.id}").text
        answer = client.post(f"/besoins/{needs.id}/relancer", data={"text": TEXT, "once": "a"})
        assert answer.status_code == 422
        assert sent(session) == []
