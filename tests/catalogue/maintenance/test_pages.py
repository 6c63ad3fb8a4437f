"""The list of reviews, a review from five years to a revision, and what is read together."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.maintenance.models import Examination
from catalogue.permissions import Role
from catalogue.records.models import Relation
from catalogue.records.vocabulary import Nature, RelationKind
from catalogue.work_programme.models import WorkItem
from tests import factories

ONCE = "a" * 32


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


@pytest.fixture
def late(session):
    committee = factories.committee(session)
    return factories.edition(
        session,
        "NM 1:2019",
        title_fr="Beurre de karité",
        homologated_on=date(2019, 5, 1),
        committee_id=committee.id,
    )


def test_from_five_years_to_a_revision(session, desk, late):
    factories.edition(session, "NM 2:2026", homologated_on=date(2026, 5, 1))
    client = desk()
    assert "Une norme a passé la date de son examen" in plain(client.get("/"))
    listed = plain(client.get("/normes/examens?etat=en-retard"))
    assert "NM 1:2019" in listed
    assert "NM 2:2026" not in listed
    assert "936 jours de retard" in listed
    assert f"/relectures/ouvrir?norme={late.id}" in listed
    page = plain(client.get(f"/normes/{late.id}"))
    assert "Vie de la norme" in page
    assert "60.00" in page
    assert "Ouvrir un examen systématique" in page

    made = client.post(
        f"/normes/{late.id}/examens/ouvrir",
        data={"opened_on": "02/11/2026", "answers_until": "20/11/2026", "once": ONCE},
    )
    examination_id = session.scalars(sa.select(Examination.id)).one()
    place = f"/normes/examens/{examination_id}"
    assert made.location == place
    wrong = client.post(
        f"{place}/reponses/nouvelle",
        data={"body": "", "opinion": "revise", "answered_on": "31/02/2026", "once": "b" * 32},
    )
    assert wrong.status_code == 422
    assert "n’existe pas" in wrong.text
    client.post(
        f"{place}/reponses/nouvelle",
        data={
            "committee_id": str(late.committee_id),
            "opinion": "revise",
            "comment": "Les pots ont changé",
            "answered_on": "10/11/2026",
            "once": "c" * 32,
        },
    )
    shown = plain(client.get(place))
    assert "Réviser : 1." in shown
    assert "Les pots ont changé" in shown
    page = client.get(f"{place}/issue").text
    refused = client.post(
        f"{place}/issue",
        data={"outcome": "revise", "decided_on": "20/11/2026", "version": version_in(page)},
    )
    assert "Écrivez le motif" in refused.text
    client.post(
        f"{place}/issue",
        data={
            "outcome": "revise",
            "decided_on": "20/11/2026",
            "reason": "Les pots ont changé",
            "version": version_in(page),
        },
    )
    assert "Décision à suivre" in plain(client.get("/normes/examens"))
    page = plain(client.get(f"/normes/{late.id}"))
    assert "90.20" in page
    assert "90.92" in page
    form = client.get(f"{place}/sujet").text
    assert "Beurre de karité" in form
    done = client.post(
        f"{place}/sujet",
        data={"title_fr": "Beurre de karité", "registered_on": "21/11/2026", "once": ONCE},
    )
    item = session.scalars(sa.select(WorkItem)).one()
    assert done.location == f"/programme/{item.id}"
    assert item.nature is Nature.TECHNICAL_REVISION
    shown = plain(client.get(place))
    assert item.number in shown
    assert "20 novembre 2031" in shown


def test_evidence_is_read_by_those_who_read_the_review(session, desk, late, sign_in):
    client = desk()
    client.post(f"/normes/{late.id}/examens/ouvrir", data={"opened_on": "02/11/2026", "once": ONCE})
    place = f"/normes/examens/{session.scalars(sa.select(Examination.id)).one()}"
    data = {
        "outcome": "confirm",
        "decided_on": "20/11/2026",
        "reason": "Toujours utile",
        "version": version_in(client.get(f"{place}/issue").text),
        "evidence": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 64), "pv.png"),
    }
    answer = client.post(f"{place}/issue", data=data, content_type="multipart/form-data")
    if answer.status_code == 422:
        pytest.fail(answer.text[answer.text.find("error-summary") :][:600])
    shown = client.get(place).text
    link = "/documents/" + shown.split('href="/documents/')[1].split('"')[0]
    watcher = factories.account(session, Role.MONITORING)
    chair = factories.account(session, chairs=factories.committee(session, "CTN9"))
    session.commit()
    sign_in(watcher)
    with client.get(link) as answer:
        assert answer.status_code == 200
    sign_in(chair)
    assert client.get(link).status_code in {403, 404}


def test_the_list_is_narrowed_and_is_a_file(session, desk, late):
    factories.edition(session, "NM 3:2026", homologated_on=date(2026, 5, 1))
    client = desk()
    rows = list(
        csv.DictReader(
            io.StringIO(client.get("/normes/examens.csv").data.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert [row["Référence"] for row in rows] == [late.reference, "NM 3:2026"]
    assert rows[0]["Où elle en est"] == "En retard"
    items = client.get("/normes/examens.json?comite=CTN1").json["items"]
    assert [one["reference"] for one in items] == ["NM 1:2019"]
    assert "NM 3:2026" not in client.get("/normes/examens?q=karite").text
    assert client.get("/normes/examens.xlsx?etat=nulle-part").status_code == 200


@pytest.fixture
def amended(session):
    """Lay a standard with an amendment in force and a corrigendum to come."""
    base = factories.edition(session, "NM 4:2020", homologated_on=date(2020, 1, 1))
    for reference, nature, on in (
        ("NM 4:2020/A1:2022", Nature.AMENDMENT, date(2022, 2, 1)),
        ("NM 4:2020/R1:2026", Nature.CORRIGENDUM, date(2026, 12, 1)),
    ):
        one = factories.edition(session, reference, nature=nature, homologated_on=on)
        session.add(
            Relation(
                edition_id=one.id,
                kind=RelationKind.AMENDS,
                target_reference=base.reference,
                target_edition_id=base.id,
                effective_on=on,
            )
        )
    session.commit()
    return base


def test_a_visitor_reads_what_is_read_together(client, amended):
    page = plain(client.get(f"/normes/{amended.id}"))
    assert "Amendements et rectificatifs" in page
    assert "Ouvrir un examen" not in page
    assert "2 modifications" in plain(client.get("/normes"))
    place = f"/normes/{amended.id}/lecture-consolidee"
    now = plain(client.get(place))
    assert now.count("à lire</strong>") == 2
    assert plain(client.get(f"{place}?au=31/12/2026")).count("à lire</strong>") == 3
    assert plain(client.get(f"{place}?au=01/01/2021")).count("à lire</strong>") == 1
    assert client.get(f"{place}?au=hier").status_code == 200


def test_a_withdrawal_names_its_decision_and_successor(session, desk):
    old = factories.edition(session, "NM 5:2015")
    new = factories.edition(session, "NM 6:2026", homologated_on=date(2026, 5, 1))
    client = desk()
    page = client.get(f"/normes/{old.id}/annuler").text
    data = {
        "withdrawn_on": "01/10/2026",
        "reason": "Dépassée",
        "decision": "11e session du CNNCQ",
        "version": version_in(page),
    }
    own = client.post(f"/normes/{old.id}/annuler", data={**data, "successor": "NM 5:2015"})
    assert "ne se remplace pas elle-même" in own.text
    client.post(f"/normes/{old.id}/annuler", data={**data, "successor": "nm 6:2026"})
    shown = plain(client.get(f"/normes/{old.id}"))
    assert "11e session du CNNCQ" in shown
    assert "95.99" in shown
    assert "Remplacée par" in shown
    assert f'href="/normes/{old.id}"' in client.get(f"/normes/{new.id}").text
    page = client.get(f"/normes/{old.id}/retablir").text
    client.post(
        f"/normes/{old.id}/retablir", data={"reason": "Erreur", "version": version_in(page)}
    )
    assert "11e session" not in client.get(f"/normes/{old.id}").text
    assert session.scalars(sa.select(Relation.id)).all() == []


def test_a_link_said_by_hand_outlives_the_withdrawal(session, desk):
    old = factories.edition(session, "NM 5:2015")
    new = factories.edition(session, "NM 6:2026", homologated_on=date(2026, 5, 1))
    session.add(
        Relation(
            edition_id=new.id,
            kind=RelationKind.REPLACES,
            target_reference=old.reference,
            target_edition_id=old.id,
        )
    )
    client = desk()
    page = client.get(f"/normes/{old.id}/annuler").text
    client.post(
        f"/normes/{old.id}/annuler",
        data={
            "withdrawn_on": "01/10/2026",
            "reason": "Dépassée",
            "successor": "NM 6:2026",
            "version": version_in(page),
        },
    )
    page = client.get(f"/normes/{old.id}/retablir").text
    client.post(
        f"/normes/{old.id}/retablir", data={"reason": "Erreur", "version": version_in(page)}
    )
    assert len(session.scalars(sa.select(Relation.id)).all()) == 1


@pytest.mark.parametrize(
    "path", ["/normes/examens", "/normes/{id}", "/normes/{id}/lecture-consolidee"]
)
def test_a_page_asks_as_much_whatever_the_register(session, desk, amended, count_queries, path):
    client = desk()
    address = path.format(id=amended.id)
    client.get(address)
    with count_queries as few:
        client.get(address)
    asked = few.count
    for number in range(30):
        factories.edition(session, f"NM 8.{number}:2010", homologated_on=date(2010, 1, 1))
    session.commit()
    with count_queries as many:
        client.get(address)
    limit = 30 if path == "/normes/{id}" else 12  # a page of many panels
    assert many.count - asked <= asked <= limit
