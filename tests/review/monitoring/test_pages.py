"""The committee from its first meeting to its minutes, as those who keep it meet it."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.permissions import Role
from review.monitoring.models import MonitoringMeeting, Recommendation, YearPlan
from review.monitoring.vocabulary import MeetingState
from tests import factories

ONCE = "a" * 32
PLACE = "/comite-de-suivi"


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


@pytest.fixture
def desk(session, client, sign_in, follower):
    """Save what was laid and give the client of the committee."""

    def act(account=None):
        session.commit()
        return sign_in(account or follower)

    del client
    return act


def test_from_planning_to_minutes(session, desk, body):
    _committee, (chair, _other) = body
    client = desk()
    shown = plain(client.get(PLACE))
    assert "Aucune réunion n’est prévue" in shown
    assert "Awa Traoré" in shown
    assert "2 membres" in shown
    made = client.post(
        f"{PLACE}/reunions/nouvelle",
        data={"planned_on": "20/11/2026", "place": "Salle A", "once": ONCE},
    )
    assert made.location.endswith("/ordre-du-jour")
    again = client.post(
        f"{PLACE}/reunions/nouvelle",
        data={"planned_on": "20/11/2026", "place": "Salle A", "once": ONCE},
    )
    assert again.location == made.location
    meeting_id = session.scalars(sa.select(MonitoringMeeting.id)).one()
    place = f"{PLACE}/reunions/{meeting_id}"
    assert "était prévue le 20 novembre 2026" in plain(client.get("/"))

    page = client.get(f"{place}/ordre-du-jour").text
    ranks = {
        part.split('"')[0]: str(rank)
        for rank, part in enumerate(page.split(' name="rank_')[1:], start=1)
    }
    done = client.post(
        f"{place}/ordre-du-jour",
        data={
            **{f"rank_{name}": rank for name, rank in ranks.items()},
            "added": "Budget 2027",
            "version": version_in(page),
        },
    )
    assert done.location == place
    shown = plain(client.get(place))
    assert shown.index("Budget 2027") < shown.index("Questions diverses")

    page = client.get(f"{place}/tenue").text
    wrong = client.post(
        f"{place}/tenue", data={"held_on": "20/12/2026", "version": version_in(page)}
    )
    assert wrong.status_code == 422
    assert "pas dans l’avenir" in plain(wrong)
    assert 'value="20/12/2026"' in wrong.text
    client.post(f"{place}/tenue", data={"held_on": "20/11/2026", "version": version_in(page)})
    page = client.get(f"{place}/arreter").text
    refused = client.post(f"{place}/arreter", data={"version": version_in(page)})
    assert "qui était présent" in plain(refused)

    page = client.get(f"{place}/presences").text
    assert "Déjà Parti" not in page
    client.post(
        f"{place}/presences",
        data={
            f"seat{chair.id}": "present",
            "excused": "Fanta Diallo, AMANORM",
            "version": version_in(page),
        },
    )
    shown = plain(client.get(place))
    assert "Une personne présente. Absences excusées : 1" in shown
    assert "femmes 1, hommes 0" in shown

    page = client.get(f"{place}/compte-rendu").text
    note = page.split(' name="note')[1].split('"')[0]
    client.post(
        f"{place}/compte-rendu",
        data={f"note{note}": "Adopté sans remarque.", "version": version_in(page)},
    )
    page = client.get(f"{place}/arreter").text
    client.post(f"{place}/arreter", data={"version": version_in(page)})
    shown = plain(client.get(place))
    assert "Compte rendu arrêté" in shown
    assert "Adopté sans remarque." in shown
    client.post(f"{place}/correction", data={"text": "Lire « Ségou ».", "once": ONCE})
    assert "Lire « Ségou »." in plain(client.get(place))
    assert "compte rendu arrêté" in plain(client.get(f"/journal/reunion-de-suivi/{meeting_id}"))
    session.expire_all()
    assert session.get(MonitoringMeeting, meeting_id).state is MeetingState.CLOSED


@pytest.mark.usefixtures("body")
@pytest.mark.parametrize(("due_on", "warned"), [("", True), ("30/06/2026", False)])
def test_a_recommendation_without_a_due_date_is_kept_and_said(desk, due_on, warned):
    made = desk().post(
        f"{PLACE}/recommandations/nouvelle",
        data={
            "text": "Réunir les CTN",
            "made_on": "02/03/2026",
            "owner": "Direction",
            "due_on": due_on,
            "once": ONCE,
        },
        follow_redirects=True,
    )
    assert "est enregistrée" in plain(made)
    assert ("Elle n’a pas d’échéance" in plain(made)) is warned


@pytest.mark.usefixtures("body")
def test_a_recommendation_from_its_writing_to_its_proof(session, desk):
    client = desk()
    page = client.get(f"{PLACE}/recommandations/nouvelle")
    assert "Awa Traoré" in page.text
    facts = {"text": "Réunir les CTN", "made_on": "02/03/2026", "once": ONCE}
    wrong = client.post(f"{PLACE}/recommandations/nouvelle", data=facts)
    assert wrong.status_code == 422
    assert "Dites qui en répond" in plain(wrong)
    assert "Réunir les CTN" in wrong.text
    made = client.post(
        f"{PLACE}/recommandations/nouvelle",
        data={**facts, "owner": "Direction", "due_on": "30/06/2026"},
    )
    place = made.location
    assert "En retard" in plain(client.get(place))
    page = client.get(f"{place}/etat").text
    wrong = client.post(
        f"{place}/etat",
        data={"act": "finish", "done_on": "01/07/2026", "version": version_in(page)},
    )
    assert "Dites ce qui le prouve" in plain(wrong)
    proof = (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 40), "lettre.png")
    wrong = client.post(
        f"{place}/etat",
        data={
            "act": "finish",
            "done_on": "01/07/2027",
            "note": "Lettre n° 12",
            "evidence": proof,
            "version": version_in(page),
        },
    )
    assert "pas dans l’avenir" in plain(wrong)
    assert "Lettre n° 12" in wrong.text
    client.post(
        f"{place}/etat",
        data={
            "act": "finish",
            "done_on": "01/07/2026",
            "note": "Lettre n° 12",
            "version": version_in(page),
        },
    )
    shown = plain(client.get(place))
    assert "Elle est faite" in shown
    assert "Lettre n° 12" in shown
    assert "En retard" not in shown
    number = session.scalars(sa.select(Recommendation)).one().number
    assert number in plain(client.get(f"{PLACE}/recommandations?etat=done"))
    assert number not in plain(client.get(f"{PLACE}/recommandations?retard=oui"))
    listed = client.get(f"{PLACE}/recommandations.csv?etat=done").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(listed.lstrip("\ufeff")), delimiter=";"))
    assert rows[1][:3] == [number, "Réunir les CTN", "Direction"]


def test_who_reads_the_plan_reads_no_name_and_keeps_nothing(session, desk, body, plan, recommend):
    _committee, (chair, _other) = body
    meeting = plan()
    made = recommend(owner="", owner_person_id=chair.person_id)
    focal = factories.account(session, Role.FOCAL_POINT)
    client = desk(focal)
    for address in (
        *(PLACE, f"{PLACE}/reunions/{meeting.id}", f"{PLACE}/recommandations"),
        *(f"{PLACE}/recommandations/{made.id}", f"{PLACE}/recommandations.csv"),
    ):
        shown = client.get(address)
        assert shown.status_code == 200
        assert "Traoré" not in shown.text
    assert client.get(f"{PLACE}/reunions/nouvelle").status_code == 403
    assert "Prévoir une réunion" not in client.get(PLACE).text


def test_meetings_as_a_calendar(desk, plan):
    plan(date(2026, 12, 10), place="Salle A")
    client = desk()
    answer = client.get(f"{PLACE}/reunions.ics")
    assert answer.mimetype == "text/calendar"
    assert "DTSTART;VALUE=DATE:20261210" in answer.text


def test_the_year_is_planned_on_its_page(session, desk):
    client = desk()
    assert "l’indicateur 6.3 ne peut pas être calculé" in plain(client.get(f"{PLACE}/prevision"))
    facts = {"year": "2026", "meetings": "4", "decided_on": "05/01/2026", "once": ONCE}
    wrong = client.post(f"{PLACE}/prevision/nouvelle", data=facts)
    assert "Dites où ce nombre est décidé" in plain(wrong)
    client.post(f"{PLACE}/prevision/nouvelle", data={**facts, "source": "Décision n° 1"})
    assert session.scalars(sa.select(YearPlan.meetings)).one() == 4
    assert "2026 : 4 réunions prévues." in plain(client.get(PLACE))


@pytest.mark.usefixtures("body")
@pytest.mark.parametrize("address", [PLACE, f"{PLACE}/recommandations"])
def test_a_list_asks_the_database_a_dozen_times_at_most(
    desk, plan, recommend, count_queries, address
):
    for number in range(8):
        plan(date(2026, 1, 1 + number), agenda=False)
        recommend(due_on=date(2026, 4, 1))
    client = desk()
    client.get(address)
    with count_queries:
        assert client.get(address).status_code == 200
    assert count_queries.count <= 12, count_queries.statements
