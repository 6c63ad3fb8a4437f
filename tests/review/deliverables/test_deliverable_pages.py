"""From an empty record to a deliverable done, and materials distributed, through the pages."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.permissions import Role
from review.action_plan.models import ActionPlan
from review.deliverables.models import DeliverableStep, Material, PlanDeliverable
from review.deliverables.vocabulary import DeliverableKind, MaterialKind
from tests import factories
from tests.conftest import NOW

ONCE = "a" * 32


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


def test_from_an_empty_record_to_a_deliverable_done(desk, seeded):
    found = seeded("strategie-marketing")
    client, place = desk(), f"/livrables/{found.id}"
    assert "/livrables" in client.get("/plan/suivi").text
    assert "Stratégie marketing et communication actualisée" in plain(client.get("/livrables"))
    page = plain(client.get(place))
    assert "Pas commencé" in page
    assert "Aucune étape n’est écrite." in page

    wrong = client.post(
        f"{place}/etapes/nouvelle",
        data={"title": "Écrire le projet", "planned_on": "31/02/2026", "once": ONCE},
    )
    assert wrong.status_code == 422
    assert "n’existe pas" in wrong.text
    assert "Écrire le projet" in wrong.text
    for _twice in range(2):
        made = client.post(
            f"{place}/etapes/nouvelle",
            data={"title": "Écrire le projet", "planned_on": "01/11/2026", "once": ONCE},
        )
        assert made.location == place
    page = plain(client.get(place))
    assert page.count("Écrire le projet") > 0
    assert "22 jours de retard" in page
    listed = plain(client.get("/livrables?etat=en-retard"))
    assert "Un livrable." in listed
    assert "22 jours de retard" in listed

    [step] = seeded("strategie-marketing").steps
    form = client.get(f"{place}/etapes/{step.id}/faite").text
    assert "C’est la dernière étape" in form
    client.post(
        f"{place}/etapes/{step.id}/faite",
        data={
            "done_on": "20/11/2026",
            "evidence": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 64), "preuve.png"),
            "version": version_in(form),
        },
        content_type="multipart/form-data",
    )
    page = client.get(place).text
    assert "preuve.png" in page
    form = client.get(f"{place}/terminer").text
    client.post(
        f"{place}/terminer", data={"completed_on": "20/11/2026", "version": version_in(form)}
    )
    assert "Terminé" in plain(client.get(place))
    assert "journal" in client.get(place).text
    form = client.get(f"{place}/reprendre").text
    client.post(f"{place}/reprendre", data={"reason": "Erreur", "version": version_in(form)})
    assert "Toutes les étapes sont faites" in plain(client.get(place))
    for name in ("modifier", "decision", "abandonner", f"etapes/{step.id}/corriger",
                 f"etapes/{step.id}/refaire", f"etapes/{step.id}/retirer"):  # fmt: skip
        assert client.get(f"{place}/{name}").status_code == 200


def test_the_evidence_is_read_by_those_who_follow_the_plan(session, desk, seeded, client, sign_in):
    document = factories.document(session)
    found = seeded("comite-de-suivi")
    found.decided_on, found.decision_body = document.uploaded_at.date(), "La direction"
    found.decision_document_id = document.id
    member = factories.account(session, Role.MONITORING)
    reviewer = factories.account(session, Role.REVIEWER)
    session.commit()
    del desk
    place = client.get  # anonymous
    assert place(f"/livrables/{found.id}").status_code in {302, 303}
    page = sign_in(member).get(f"/livrables/{found.id}")
    assert "La direction" in page.text
    assert "Enregistrer la décision" not in page.text
    assert sign_in(reviewer).get(f"/livrables/{found.id}").status_code == 403


def test_a_deliverable_is_added_and_given_up(session, desk):
    client = desk()
    made = client.post(
        "/livrables/nouveau",
        data={"line_code": "3.3", "kind": "other", "title": "Charte", "once": ONCE},
    )
    found = session.scalars(sa.select(PlanDeliverable).order_by(PlanDeliverable.id.desc())).first()
    assert made.location == f"/livrables/{found.id}"
    form = client.get(f"{made.location}/abandonner").text
    client.post(
        f"{made.location}/abandonner",
        data={"dropped_on": "20/11/2026", "reason": "Remplacée", "version": version_in(form)},
    )
    page = plain(client.get(made.location))
    assert "Motif : Remplacée" in page


def test_the_list_is_a_file(desk):
    answer = desk().get("/livrables.csv?ligne=3.1")
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert len(rows) == 4
    assert desk().get("/livrables.xlsx").status_code == 200


def test_materials_and_their_distribution(session, desk):
    client = desk()
    made = client.post(
        "/livrables/supports/nouveau",
        data={"title": "Des gants à sa taille", "kind": "poster", "once": ONCE},
    )
    material = session.scalars(sa.select(Material)).one()
    place = f"/livrables/supports/{material.id}"
    assert made.location == place
    wrong = client.post(
        f"{place}/diffusions/nouvelle",
        data={"distributed_on": "24/12/2026", "copies": "120", "audience": "Foire", "once": ONCE},
    )
    assert wrong.status_code == 422
    assert "une fois faite" in plain(wrong)
    client.post(
        f"{place}/diffusions/nouvelle",
        data={"distributed_on": "02/11/2026", "copies": "1 20", "audience": "Foire", "once": ONCE},
    )
    page = plain(client.get(place))
    assert "2 novembre 2026" in page
    listed = plain(client.get("/livrables/supports"))
    assert "Diffusés en tout : 120." in listed
    [given] = session.scalars(sa.text("select id from material_distribution")).all()
    client.post(
        f"/livrables/supports/diffusions/{given}/annuler", data={"reason": "Erreur", "once": ONCE}
    )
    assert "annulée : Erreur" in plain(client.get(place))
    assert client.get(f"{place}/modifier").status_code == 200
    assert client.get("/livrables/supports.json").json["items"][0]["copies"] == 0


@pytest.mark.parametrize("path", ["/livrables", "/livrables/supports"])
def test_a_list_asks_as_much_whatever_its_length(session, desk, count_queries, path):
    client = desk()
    client.get(path)
    for number in range(30):
        session.add(Material(title=f"Affiche {number}", kind=MaterialKind.POSTER, recorded_at=NOW))
        session.add(
            PlanDeliverable(
                plan_id=session.scalar(sa.select(ActionPlan.id)),
                line_code="3.3",
                kind=DeliverableKind.OTHER,
                title=f"Autre {number}",
                position=number + 50,
                planned_from=date(2024, 1, 1),
                steps=[DeliverableStep(position=1, title="Écrire")],
            )
        )
    session.commit()
    with count_queries as many:
        client.get(path)
    assert many.count <= 12
