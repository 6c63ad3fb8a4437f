"""A session from its preparation to its minutes, as the secretariat meets it; what others see."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.council.models import CouncilSession
from catalogue.permissions import Role
from catalogue.work_programme.models import HomologationAct
from tests import factories

ONCE = "a" * 32


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


def test_from_waiting_to_the_day_of_the_session(session, desk, waiting, council):
    body, (chair, _other) = council
    old = waiting(title_fr="Beurre de karité", status_since=date(2023, 9, 20))
    new = waiting(title_fr="Foyers améliorés")
    client = desk()
    assert "le plus ancien depuis 3 ans et 2 mois" in plain(client.get("/conseil"))
    assert "le plus ancien depuis 3 ans et 2 mois" in plain(client.get("/"))
    listed = plain(client.get("/conseil/attente"))
    assert listed.index("Beurre de karité") < listed.index("Foyers améliorés")
    assert "3 ans et 2 mois" in listed
    assert "En attente depuis 3 ans et 2 mois" in plain(client.get(f"/programme/{old.id}"))

    made = client.post(
        "/conseil/sessions/nouvelle",
        data={
            "label": "11e session",
            "held_on": "20/11/2026",
            "committee_id": str(body.id),
            "points": "Procès-verbal précédent\n\nDivers",
            "once": ONCE,
        },
    )
    assert made.location.endswith("/ordre-du-jour")
    meeting_id = session.scalars(sa.select(CouncilSession.id)).one()
    place = f"/conseil/sessions/{meeting_id}"
    page = client.get(f"{place}/ordre-du-jour").text
    assert f'id="rank{old.id}"' in page
    done = client.post(
        f"{place}/ordre-du-jour",
        data={f"rank{old.id}": "2", f"rank{new.id}": "1", "version": version_in(page)},
    )
    assert done.location == place
    shown = plain(client.get(place))
    assert shown.index("Foyers améliorés") < shown.index("Beurre de karité")
    assert "Divers" in shown

    page = client.get(f"{place}/convoquer").text
    client.post(f"{place}/convoquer", data={"on": "10/11/2026", "version": version_in(page)})
    assert "Convoquée" in plain(client.get(place))
    page = client.get(f"{place}/presences").text
    assert "Awa Traoré" in page
    assert "Déjà Parti" not in page
    client.post(
        f"{place}/presences",
        data={
            f"seat{chair.id}": "present",
            "present": "Fanta Diallo, AMANORM",
            "version": version_in(page),
        },
    )
    shown = plain(client.get(place))
    assert "2 personnes présentes : titulaires 1, suppléances 0, hors siège 1." in shown
    assert "femmes 1, hommes 0" in shown


def test_from_the_decisions_to_the_minutes(session, desk, hall):
    old, new = hall.waiting(title_fr="Beurre de karité"), hall.waiting(title_fr="Foyers améliorés")
    place = f"/conseil/sessions/{hall.attend(hall.meeting(old, new)).id}"
    client = desk()
    page = client.get(f"{place}/decisions").text
    wrong = client.post(
        f"{place}/decisions",
        data={
            f"ruling{old.id}": "adopted",
            f"ruling{new.id}": "rejected",
            f"reason{old.id}": "",
            "version": version_in(page),
        },
    )
    assert wrong.status_code == 422
    assert "Écrivez pourquoi" in wrong.text
    assert "selected" in wrong.text
    done = client.post(
        f"{place}/decisions",
        data={
            f"ruling{old.id}": "adopted",
            f"ruling{new.id}": "reserved",
            f"reason{new.id}": "Annexe A",
            "version": version_in(wrong.text),
        },
    )
    assert done.location == place
    shown = plain(client.get(place))
    assert "Lever la réserve" in shown
    link = shown.split("/programme/homologations/nouvelle?")[1].split('"')[0].replace("&amp;", "&")
    form = client.get(f"/programme/homologations/nouvelle?{link}").text
    assert 'value="11e session"' in form
    assert 'value="20/11/2026"' in form
    assert "Beurre de karité" in form
    assert "Foyers améliorés" not in form
    session.expire_all()
    data = {
        "session_label": "11e session",
        "cnncq_on": "20/11/2026",
        "common_nature": "new",
        f"s{old.id}_seen": form.split(f'name="s{old.id}_seen" value="')[1].split('"')[0],
        f"s{old.id}_chosen": "y",
        f"s{old.id}_reference": "NM 70.001:2026",
        "step": "confirmer",
    }
    done = client.post("/programme/homologations/nouvelle", data=data)
    act = session.scalars(sa.select(HomologationAct)).one()
    assert done.location == f"/programme/homologations/{act.id}"
    assert "Homologué" in client.get(place).text
    assert "11e session" in client.get(f"/programme/{old.id}").text
    refused = client.get(f"{place}/decisions/defaire").text
    answer = client.post(
        f"{place}/decisions/defaire",
        data={"reason": "Erreur", "version": version_in(refused)},
    )
    assert answer.status_code == 422
    assert "défaites-le" in answer.text

    page = client.get(f"{place}/arreter").text
    client.post(f"{place}/arreter", data={"version": version_in(page)})
    shown = plain(client.get(place))
    assert "Procès-verbal arrêté" in shown
    client.post(f"{place}/corriger", data={"text": "Lire « huit »", "once": ONCE})
    assert "Lire « huit »" in client.get(place).text
    assert (
        "orrection écrite à côté"
        in client.get(f"/journal/session-cnncq/{place.rsplit('/', maxsplit=1)[-1]}").text
    )


def test_a_session_sent_twice_is_made_once(session, desk):
    client = desk()
    data = {"label": "11e session", "held_on": "20/11/2026", "once": ONCE}
    first = client.post("/conseil/sessions/nouvelle", data=data)
    second = client.post("/conseil/sessions/nouvelle", data=data)
    assert first.location == second.location
    assert len(session.scalars(sa.select(CouncilSession.id)).all()) == 1


def test_bad_input_is_said_and_kept(desk, waiting, meeting):
    found = meeting(waiting())
    client = desk()
    answer = client.post(
        "/conseil/sessions/nouvelle",
        data={"label": "  ", "held_on": "31/02/2026", "place": "Bamako", "committee_id": "77"},
    )
    assert answer.status_code == 422
    assert "Le 31/02/2026 n’existe pas" in plain(answer)
    assert 'value="Bamako"' in answer.text
    wrong = client.post(
        f"/conseil/sessions/{found.id}/convoquer",
        data={"on": "21/11/2026", "version": str(found.version)},
    )
    assert "ne peut pas suivre la session" in wrong.text
    no_way = client.get("/conseil/sessions/999999")
    assert no_way.status_code == 404
    assert "n’existe pas" in no_way.text


def test_the_waiting_list_is_a_file(desk, waiting):
    waiting(status_since=date(2026, 11, 13), title_fr="=cmd()")
    client = desk()
    rows = list(
        csv.DictReader(
            io.StringIO(client.get("/conseil/attente.csv").data.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert rows[0]["Jours d’attente"] == "10"
    assert rows[0]["Titre"].startswith("'=cmd")
    assert client.get("/conseil/attente.json").json["items"][0]["since"] == "2026-11-13"
    assert client.get("/conseil/attente.xlsx").status_code == 200


def test_a_visitor_sees_nothing_of_it(session, client, waiting):
    item = waiting(title_fr="Mil")
    session.commit()
    page = client.get(f"/programme/{item.id}").text
    assert "CNNCQ</h2>" not in page
    assert client.get("/conseil/attente").status_code in {302, 401}


def test_the_focal_point_reads_and_changes_nothing(session, client, sign_in, waiting, meeting):
    found = meeting(waiting())
    sign_in(factories.account(session, Role.FOCAL_POINT))
    session.commit()
    page = client.get(f"/conseil/sessions/{found.id}").text
    assert "Fixer l’ordre du jour" not in page
    assert client.get(f"/conseil/sessions/{found.id}/ordre-du-jour").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/conseil",
        "/conseil/attente",
        "/conseil/sessions/{id}",
        "/conseil/sessions/{id}/ordre-du-jour",
    ],
)
def test_a_page_asks_as_much_whatever_waits(session, desk, hall, count_queries, path):
    found = hall.meeting(hall.waiting())
    client = desk()
    address = path.format(id=found.id)
    client.get(address)
    with count_queries as few:
        client.get(address)
    asked = few.count
    items = [hall.waiting() for _number in range(30)]
    session.flush()
    hall.meeting(*items, label="12e session", held_on=date(2026, 12, 24))
    session.commit()
    with count_queries as many:
        client.get(address)
    assert many.count - asked <= asked <= 12
