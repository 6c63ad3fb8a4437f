"""A session that ends while 3,000 characters are typed: nothing of them is lost."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from catalogue.accounts.models import Account
from catalogue.database import begin_write, db
from review.answers.models import Answer
from review.checklists.vocabulary import Part
from review.reminders.models import Reminder
from tests import factories
from tests.review.assignments import arranging
from tests.stories.conftest import PASSWORD

AGAIN = "Envoyer de nouveau"
SENTENCE = "La poignée, « trop large » <35 mm>, gêne & fatigue ; voir l’article 5.2.\n"


def typed(length):
    """A text of that many characters, of several lines, as a person types it."""
    return (SENTENCE * (length // len(SENTENCE) + 1))[:length].strip()


@pytest.fixture
def readings(product, people):
    """Two readings: one begun by a reviewer who has a password, one that waits for an answer."""
    del people  # opens the accounts of the chair and of the secretary
    with product.app_context():
        session = db.session
        begin_write(session)
        by = arranging.secretariat(session)
        item = factories.work_item(session)
        made = arranging.opened(session, arranging.council_text(session, item), by)
        who = arranging.reader(session, name="Awa Keïta")
        who.username, who.password = "reader", hash_password(PASSWORD)
        begun = arranging.begun(session, arranging.asked(session, made, who, by), who)
        waiting = arranging.asked(session, made, arranging.reader(session), by)
        session.commit()
        return begun.id, waiting.id


def ended(visitor, *, whole):
    """End a session: the whole of it, or the token of its forms alone."""
    with visitor.client.session_transaction() as held:
        if whole:
            held.clear()
        else:
            del held["csrf_token"]


def texts_of(page):
    """The boxes of a page in which several lines are typed, with how much each takes."""
    form = page.form_with("version")
    return {
        str(one.get("name")): int(one.get("maxlength") or 2000)
        for one in form.controls
        if one.tag == "textarea"
    }


@pytest.mark.parametrize("whole", [True, False])
def test_a_section_of_the_checklist(product, people, readings, whole):
    visitor = people("reader")
    desk = f"/relectures/mes-relectures/{readings[0]}"
    visitor.visit(f"{desk}/{Part.PEOPLE.value}")
    boxes = texts_of(visitor.page)
    written = {name: typed(min(most, 1500)) for name, most in boxes.items()}
    assert sum(map(len, written.values())) >= 3000
    ended(visitor, whole=whole)
    kept = visitor.press("Enregistrer", status=401 if whole else 400, **written)
    assert "rien n’est perdu" in kept.heading
    assert "<35 mm>" in kept.main
    if whole:
        visitor.other_tab("/connexion").sign_in("reader", PASSWORD)
    visitor.press(AGAIN)
    with product.app_context():
        notes = [one.note for one in db.session.scalars(sa.select(Answer)) if one.note]
    recorded = {one.replace("\r\n", "\n") for one in notes}
    assert recorded >= {text for name, text in written.items() if name.endswith("_note")}
    assert recorded


@pytest.mark.parametrize("whole", [True, False])
def test_a_follow_up_too_long_is_kept_to_be_shortened_then_sent(product, people, readings, whole):
    visitor = people("secretary")
    visitor.visit(f"/relectures/invitations/{readings[1]}/relancer")
    ended(visitor, whole=whole)
    text = typed(3000)
    kept = visitor.press("Envoyer la relance", status=401 if whole else 400, text=text)
    assert "rien n’est perdu" in kept.heading
    if whole:
        visitor.other_tab("/connexion").sign_in("secretary", PASSWORD)
    page = visitor.press(AGAIN, status=422)
    assert "600" in " ".join(page.errors)
    box = page.form_with("text").named("text")[0]
    assert "".join(box.itertext()).strip().replace("\r\n", "\n") == text
    visitor.press("Envoyer la relance", text=typed(500))
    with product.app_context():
        sent = db.session.scalars(sa.select(Reminder)).one()
        assert sent.text.splitlines()[0] == typed(500).splitlines()[0]
        assert db.session.get_one(Account, sent.by_id).username == "secretary"
