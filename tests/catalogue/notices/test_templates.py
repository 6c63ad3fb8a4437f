"""What a message may say: which object, when, where to look. Never what somebody answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import current_app
from jinja2 import meta

from catalogue.notices.vocabulary import KIND_OF, NOTICE_KIND_LABELS, NoticeKind
from catalogue.notices.wording import as_letter, on_page

FOLDER = Path(__file__).parents[3] / "templates" / "email"
NAMES = sorted(one.stem for one in FOLDER.glob("*.txt") if not one.name.startswith("_"))

# All a message may be told: names of objects, days and places; no answer, marker, person or reason.
FACTS = {
    "title": "Mortiers au karité",
    "number": "EB-2026-001",
    "committee": "CTN1",
    "path": "/besoins/7",
    "respond_by": "05/12/2026",
    "due_on": "12/12/2026",
    "about_on": "07/12/2026",
    "discussion_until": "07/12/2026",
    "round_id": 3,
    "assignment_id": 5,
    "searches": [{"id": 1, "name": "Karité", "count": 2}],
    "total": 2,
    "first": "TEST 1:2020",
    "soon": 1,
    "late": 2,
    "planned_on": "12/12/2026",
    "begins": "09:00",
    "place": "Salle des réunions",
    "meeting_id": 4,
}
GIVEN_BY_THE_PRODUCT = {"address", "username", "nonce", "mailed_code", "_", "ngettext"}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_asks_for_nothing_but_what_a_message_may_say(app, name):
    source = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    asked = meta.find_undeclared_variables(app.jinja_env.parse(source))
    # What the secretariat writes by hand is its own word, and goes in no other message.
    by_hand = {"text"} if name.startswith("follow_up_") else set()
    assert asked - GIVEN_BY_THE_PRODUCT <= set(FACTS) | by_hand


@pytest.mark.parametrize("name", NAMES)
def test_a_message_names_its_object_and_says_where_to_look(app, name):
    with app.test_request_context():
        words = on_page(name, FACTS, username="awa")
        letter = as_letter(
            name,
            {**FACTS, "nonce": "n"},
            address="https://normes.example",
            name="Awa Traoré",
            username="awa",
            agency="AMANORM",
            kind="Sujet",
            choice="https://normes.example/messages/preferences",
        )
        assert current_app.name
    assert letter.subject == f"[AMANORM] {words.subject}"
    assert letter.body.startswith("Bonjour Awa Traoré,\n")
    assert "https://normes.example/" in letter.body
    assert "\n\n\n" not in letter.body
    assert "{{" not in letter.body
    assert len(words.subject) < 120
    assert words.paragraphs
    assert all("http" not in one for one in words.paragraphs)
    if KIND_OF[name] is not NoticeKind.ACCOUNT:
        assert words.path.startswith("/")
    if name.startswith("needs_"):
        assert "EB-2026-001 (CTN1)" in words.subject
    if name.startswith("review_"):
        assert "Mortiers au karité" in words.subject


def test_every_template_has_its_kind_and_every_kind_its_words():
    assert sorted(KIND_OF) == NAMES
    assert set(NOTICE_KIND_LABELS) == set(NoticeKind)
