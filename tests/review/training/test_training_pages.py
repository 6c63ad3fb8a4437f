"""An event from its module to its report, as the secretariat meets it; what others see."""

from __future__ import annotations

import io
from datetime import date

import sqlalchemy as sa

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.training.models import TrainingAttendance, TrainingEvent, TrainingModule
from tests import factories

ONCE = "a" * 32


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


def test_from_the_module_to_the_report(session, desk):
    client = desk()
    assert "Les formations, leurs modules" in plain(client.get("/plan/suivi"))
    assert "Aucune formation" in plain(client.get("/formations"))
    kept = client.post(
        "/formations/modules/nouveau",
        data={
            "title": "Genre et normes",
            "audience": "external",
            "objectives": "Reconnaître une norme sensible au genre.",
            "hours": "7 h 30",
            "exists_from": "01/03/2024",
            "once": ONCE,
        },
    )
    assert kept.location == "/formations/modules"
    module = session.scalars(sa.select(TrainingModule)).one()
    assert "7 h 30" in plain(client.get("/formations/modules"))

    answers = {
        "title": "Atelier du CTN 3",
        "module_ids": str(module.id),
        "starts_on": "06/05/2025",
        "place": "Bamako",
        "once": ONCE,
    }
    made = client.post("/formations/nouvelle", data=answers)
    again = client.post("/formations/nouvelle", data=answers)
    assert made.location == again.location
    event = session.scalars(sa.select(TrainingEvent)).one()
    place = f"/formations/{event.id}"
    assert "Elle ne compte" in plain(client.get(place))

    known = factories.person(session, given_names="Awa", family_name="Diarra", sex=Sex.WOMAN)
    committee = factories.committee(session, "CTN3")
    factories.mandate(session, known, committee)
    session.commit()
    person = {"name": "Awa Diarra", "organisation": "INSTAT", "sex": "femme", "once": ONCE}
    refused = client.post(f"{place}/presences", data=person)
    assert refused.status_code == 422
    assert "CTN3" in plain(refused)
    assert "INSTAT" in plain(refused)  # what was typed is kept
    added = client.post(f"{place}/presences", data={**person, "who": f"p{known.id}"})
    assert added.status_code == 302
    line = session.scalars(sa.select(TrainingAttendance)).one()
    assert line.person_id == known.id

    page = client.get(f"{place}/tenue").text
    client.post(f"{place}/tenue", data={"version": version_in(page)})
    shown = plain(client.get(place))
    assert "Tenue" in shown
    assert "Awa Diarra" in shown
    page = client.get(f"{place}/rapport").text
    client.post(
        f"{place}/rapport",
        data={
            "version": version_in(page),
            "upload": (io.BytesIO(b"%PDF-1.4 broken"), "rapport.pdf"),
        },
    )
    assert event.report_id is None  # a file that cannot be read is refused with its sentence
    figure = plain(client.get("/indicateurs/3.2"))
    assert "Personnes distinctes formées : 1" in figure
    assert "il manque 199 personnes" in figure
    listed = client.get("/formations.csv").get_data(as_text=True)
    assert "Atelier du CTN 3" in listed
    journal = plain(client.get(f"/journal/formation/{event.id}"))
    assert "formation notée comme tenue" in journal


def test_names_are_for_the_secretariat(desk, training, attend):
    event = training()
    attend(event, "Awa Diarra", Sex.WOMAN)
    client = desk(Role.MONITORING)
    shown = plain(client.get(f"/formations/{event.id}"))
    assert "Awa Diarra" not in shown
    assert "seul le secrétariat les voit" in shown
    assert client.get(f"/formations/{event.id}/presences.csv").status_code == 403


def test_somebody_is_erased_at_their_request(desk, training, attend):
    event = training()
    line = attend(event, "Awa Diarra", Sex.WOMAN)
    client = desk()
    place = f"/formations/personnes/{line.participant_id}"
    page = client.get(place).text
    assert "Formations suivies" in page
    version = version_in(client.get(f"{place}/effacer").text)
    client.post(f"{place}/effacer", data={"version": version, "reason": "À sa demande, 3 mars"})
    shown = plain(client.get(f"/formations/{event.id}"))
    assert "Awa Diarra" not in shown
    assert "Personne effacée" in shown


def test_an_event_changed_by_somebody_else_shows_both_texts(desk, training):
    event = training(place="Bamako")
    client = desk()
    version = version_in(client.get(f"/formations/{event.id}/modifier").text)
    answers = {
        "title": "Atelier 1",
        "module_ids": str(event.modules[0].id),
        "starts_on": "06/05/2025",
        "place": "Ségou",
        "version": version,
    }
    assert client.post(f"/formations/{event.id}/modifier", data=answers).status_code == 302
    answers["place"] = "Kayes"
    both = client.post(f"/formations/{event.id}/modifier", data=answers)
    assert both.status_code == 409
    assert "Ségou" in both.text
    assert "Kayes" in both.text


def test_the_list_costs_the_same_for_many_events(session, desk, training, attend, count_queries):
    client = desk()
    counts = []
    for number in (1, 8):
        for day in range(number):
            attend(training(date(2025, number, day + 1)), f"Personne {number} {day}")
        session.commit()
        client.get("/formations")
        count_queries.statements.clear()
        assert client.get("/formations?etat=held&annee=2025").status_code == 200
        counts.append(len(count_queries.statements))
    assert counts[0] == counts[1] <= 12
