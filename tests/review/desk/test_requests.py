"""«Mes demandes»: where a need stands, who holds it, and nothing of a sealed reading."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from catalogue.work_programme.vocabulary import TextKind
from review.findings.models import RoundReturn
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from tests import factories
from tests.review.assignments.arranging import (
    NOW,
    ONE,
    ZERO,
    asked,
    begun,
    council_text,
    entering,
    filled,
    handed_in,
    opened,
    reader,
    secretariat,
)
from tests.review.needs.people import People

SECRET = ("Xénophile", "Quartz", "Seconde Lectrice", "19 août 2027", "30 décembre 2026")


@pytest.fixture
def people(session):
    return People(session)


@pytest.fixture
def registered(session, people):
    """A need of CTN1 that became a work item, as the secretariat registered it."""
    item = factories.work_item(
        session, title_fr="Beurre de karité", committee_id=people.committee.id, stage_code="30.00"
    )
    needs = NeedsExpression(
        title_fr="Beurre de karité",
        number="EB-2026-001",
        state=NeedsState.REGISTERED,
        author_id=people.chair.id,
        committee_id=people.committee.id,
        created_at=NOW - timedelta(days=90),
        updated_at=NOW,
        submitted_at=NOW - timedelta(days=60),
        decided_on=date(2026, 10, 5),
        work_item_id=item.id,
    )
    session.add(needs)
    session.flush()
    return needs, item


def page_of(sign_in, who, address="/mes-demandes"):
    answer = entering(sign_in, who).get(address)
    assert answer.status_code == 200
    return answer.text


def test_a_chair_reads_who_holds_each_need_and_since_when(session, people, sign_in):
    people.draft(title_fr="Brouillon de fiche")
    people.filed(title_fr="Fiche déposée")
    session.commit()
    page = page_of(sign_in, people.chair)
    assert "terminer la fiche et la déposer" in page
    assert "dire si la fiche est recevable (46)" in page
    assert "Secrétariat : dire" in page
    assert "depuis le 20 novembre 2026" in page


def test_the_way_goes_on_through_the_programme(session, people, registered, sign_in):
    needs, _item = registered
    session.commit()
    page = page_of(sign_in, people.chair)
    assert "Le comité CTN1 : rédiger le projet de norme" in page
    assert "depuis le 5 janvier 2026" in page
    story = page_of(sign_in, people.chair, f"/mes-demandes/{needs.id}")
    for told in ("Fiche déposée", "Besoin inscrit au programme (50)", "Stade 30.00"):
        assert told in story, told


@pytest.mark.parametrize("stands", ["open", "invited", "begun", "written", "submitted"])
def test_nothing_of_a_sealed_round_is_told(session, people, registered, sign_in, stands):
    needs, item = registered
    by = secretariat(session)
    made = opened(session, council_text(session, item), by)
    first = reader(session, name="Xénophile Quartz")
    second = reader(session, name="Seconde Lectrice")
    later = NOW + timedelta(days=37)
    pages = []
    for _look in range(2):
        session.commit()
        pages.append(
            [
                without_tokens(page_of(sign_in, people.chair, address))
                for address in ("/mes-demandes", f"/mes-demandes/{needs.id}")
            ]
        )
        if _look or stands == "open":
            continue
        one = asked(session, made, first, by, due_on=date(2027, 8, 19))
        asked(session, made, second, by, due_on=date(2027, 8, 19))
        if stands == "begun":
            begun(session, one, first)
        elif stands == "written":
            filled(session, begun(session, one, first), first, ONE, at=later)
        elif stands == "submitted":
            handed_in(session, begun(session, one, first), first, ONE, at=later)
    # The very same pages before anybody was asked and after somebody handed in.
    assert pages[0] == pages[1]
    for page in pages[1]:
        assert "Texte final en relecture" in page or "Texte final donné à relire" in page
        assert not any(told in page for told in SECRET)
        assert "23 novembre 2026" in page, "the day the round was opened"


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "nonce=" not in line)


def test_a_disagreement_and_a_decision_are_told_once_the_readings_are_in(
    session, people, registered, sign_in
):
    needs, item = registered
    by = secretariat(session)
    made = opened(session, council_text(session, item), by)
    readers = [reader(session, name="Xénophile Quartz"), reader(session, name="Seconde Lectrice")]
    parts = [begun(session, asked(session, made, who, by), who) for who in readers]
    handed_in(session, parts[0], readers[0], ONE)
    handed_in(session, parts[1], readers[1], ZERO)
    session.commit()
    page = page_of(sign_in, people.chair)
    assert "discuter leurs réponses" in page
    assert "jusqu’au 7 décembre 2026" in page
    again = opened(session, council_text(session, item), by)
    parts = [begun(session, asked(session, again, who, by), who) for who in readers]
    for part, who in zip(parts, readers, strict=True):
        handed_in(session, part, who, ONE)
    session.commit()
    story = page_of(sign_in, people.chair, f"/mes-demandes/{needs.id}")
    assert "Relecture décidée : marqueur 1" in story
    assert not any(told in story for told in ("Xénophile", "Seconde Lectrice"))


def test_a_text_sent_back_waits_on_the_chair_until_the_new_version(
    session, people, registered, sign_in
):
    needs, item = registered
    by = secretariat(session)
    who = reader(session, name="Xénophile Quartz")
    draft = opened(session, council_text(session, item, kind=TextKind.DRAFT), by)
    handed_in(session, begun(session, asked(session, draft, who, by), who), who, ONE)
    returned = RoundReturn(
        round_id=draft.id, started_at=NOW, started_by_id=who.id, sent_at=NOW, sent_by_id=who.id
    )
    session.add(returned)
    session.commit()
    page = page_of(sign_in, people.chair)
    assert "Présidence de CTN : répondre aux constats et joindre la nouvelle version" in page
    story = page_of(sign_in, people.chair, f"/mes-demandes/{needs.id}")
    assert "Texte renvoyé au comité avec des constats" in story
    assert "Quartz" not in story
    board = page_of(sign_in, by, "/secretariat?liste=a-reprendre")
    assert "Beurre de karité" in board


def test_another_committee_s_needs_do_not_exist(session, people, registered, sign_in):
    needs, _item = registered
    other = factories.account(session, chairs=factories.committee(session, "CTN9"))
    session.commit()
    assert "Beurre de karité" not in page_of(sign_in, other)
    client = entering(sign_in, other)
    assert client.get(f"/mes-demandes/{needs.id}").status_code == 404
    assert entering(sign_in, people.secretary).get("/mes-demandes").status_code == 403


def test_a_chair_who_asked_for_nothing_is_told_how_to_begin(session, people, sign_in):
    session.commit()
    assert "Nouvelle expression de besoin" in page_of(sign_in, people.chair)
