"""The UNECE sheet: typed in both languages, figures of the public, frozen when published."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
import sqlalchemy as sa

from catalogue import clock
from catalogue.committees.vocabulary import Sex
from catalogue.errors import Conflict, Invalid, NotAllowed
from catalogue.permissions import Role
from review.dashboard.states import State
from review.indicators.services import close_period
from review.restitution import services
from review.restitution.models import RestitutionSheet
from review.restitution.vocabulary import LANGUAGES, STATES, WORDS
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
TYPED = {
    "contact": "Point focal genre de l’Agence",
    "commitments_fr": "Suivre le plan.",
    "commitments_en": "Follow the plan.",
    "story_fr": "Une norme relue.",
    "story_en": "One standard reviewed.",
}


@pytest.fixture
def secretary(session):
    return factories.account(session, Role.SECRETARIAT)


@pytest.fixture
def keeper(secretary):
    return factories.actor(secretary)


@pytest.fixture
def publish(session, keeper):
    def act(seen_version):
        return services.publish(
            session,
            actor=keeper,
            seen_version=seen_version,
            today=TODAY,
            at=NOW,
            local_date=clock.local_date,
        )

    return act


def save(session, actor, seen_version=0, **facts):
    return services.save_draft(
        session, TYPED | facts, actor=actor, seen_version=seen_version, at=NOW
    )


def plain(answer, status=200):
    assert answer.status_code == status, answer.text
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text))).replace("\xa0", " ")


def test_every_sentence_and_state_stands_in_both_languages():
    for one in (*WORDS.values(), *STATES.values()):
        assert set(one) == set(LANGUAGES)
    assert set(STATES) == {state.value for state in State}


def test_only_the_secretariat_writes(session):
    actor = factories.actor(factories.account(session, Role.MONITORING))
    with pytest.raises(NotAllowed):
        save(session, actor)


def test_two_people_at_once_see_both_texts(session, keeper):
    save(session, keeper)
    with pytest.raises(Conflict) as met:
        save(session, keeper, story_fr="Autre")
    assert met.value.current["story_fr"] == "Une norme relue."


def test_it_is_published_in_both_languages_or_not_at_all(session, keeper, publish):
    draft = save(session, keeper, story_en="")
    with pytest.raises(Invalid) as met:
        publish(draft.version)
    assert set(met.value.problems) == {"story_en"}


def test_a_published_sheet_never_changes(session, keeper, publish):
    draft = save(session, keeper)
    first = publish(draft.version)
    second = publish(draft.version)
    assert (first.number, second.number) == (1, 2)
    assert first.digest == second.digest
    with pytest.raises(sa.exc.DatabaseError), session.begin_nested():
        session.execute(sa.update(RestitutionSheet).values(number=7))


def test_figures_of_people_are_those_of_closed_readings(session, keeper, publish):
    place = factories.committee(session, "CTN1")
    for sex, number in ((Sex.WOMAN, 6), (Sex.MAN, 14)):
        for _one in range(number):
            factories.mandate(session, factories.person(session, sex=sex), place)
    draft = save(session, keeper)
    figures = {one["code"]: one for one in publish(draft.version).content["figures"]}
    assert len(figures) == 21
    assert figures["1.1"]["value_en"] == "unknown (published once a reading is closed)"
    reading, _new = close_period(
        session,
        "1.1",
        window="2024-2026",
        at=date(2026, 6, 30),
        actor=factories.actor(factories.account(session, Role.MONITORING)),
        today=TODAY,
        now=NOW,
        local_date=clock.local_date,
    )
    sheet = publish(draft.version)
    figures = {one["code"]: one for one in sheet.content["figures"]}
    assert figures["1.1"]["value_fr"].replace("\xa0", " ") == (
        "6 sur 20 (30,0 %) ; sexe déclaré : 100,0 % ; "
        "femmes, personnes distinctes : 6 sur 20 (30,0 %)"
    )
    assert figures["1.1"]["value_en"] == (
        "6 of 20 (30.0%); sex declared: 100.0%; women, distinct people: 6 of 20 (30.0%)"
    )
    assert figures["1.1"]["target_en"] == "30% women and 70% men"
    assert figures["3.2"]["target_en"] == "200 people trained, women and men"
    assert sheet.content["readings"] == [reading.id]


def test_from_the_draft_to_the_public_page_and_its_pdf(session, client, secretary, sign_in):
    session.commit()
    assert "Aucune fiche" in plain(client.get("/restitution"))
    desk = sign_in(secretary)
    empty = desk.get("/restitution/publier")
    once = re.search(r'name="once"[^>]*value="([^"]+)"', empty.text)[1]
    refused = desk.post("/restitution/publier", data={"version": "0", "once": once})
    assert "Contact, Engagements, en français, Engagements, en anglais" in plain(refused, 422)
    answer = desk.post("/restitution/preparation", data=TYPED | {"version": "0"})
    assert answer.status_code == 302, answer.text
    page = desk.get("/restitution/preparation")
    assert "One standard reviewed." in plain(page)
    version = desk.get("/restitution/publier")
    assert version.status_code == 200
    seen = re.search(r'name="version"[^>]*value="(\d+)"', version.text)[1]
    once = re.search(r'name="once"[^>]*value="([^"]+)"', version.text)[1]
    sent = {"version": seen, "once": once}
    first = desk.post("/restitution/publier", data=sent)
    again = desk.post("/restitution/publier", data=sent)
    assert first.status_code == again.status_code == 302
    assert session.scalar(sa.select(sa.func.count()).select_from(RestitutionSheet)) == 1
    said = plain(desk.get("/restitution"))
    for expected in ("UNECE restitution sheet", "Fiche de restitution CEE-ONU", "Follow the plan."):
        assert expected in said
    paper = desk.get("/restitution/1.pdf")
    assert paper.status_code == 200
    assert paper.data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in paper.data or b"MarkInfo" in paper.data
    assert desk.get("/restitution/9").status_code == 404
