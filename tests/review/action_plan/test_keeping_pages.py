"""From an objective half filled to a version published and a plan validated, through the pages."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from catalogue.permissions import Role
from review.action_plan.models import ActionPlan, PlanLine, PlanObjective, PlanValidation
from tests import factories
from tests.conftest import NOW

FILLED = {
    "text": "Élaborer des normes sensibles au genre",
    "indicator_code": "5.3",
    "baseline_value": "0 norme sur 40",
    "baseline_on": "31/12/2023",
    "target": "10 % des normes",
    "due_on": "31/12/2026",
    "population": "Normes homologuées",
    "measured_by": "Registre des normes",
    "owner": "Secrétariat",
}


@pytest.fixture
def desk(session, client, sign_in):
    sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    return client


@pytest.fixture
def place(session):
    return f"/plan/{session.scalar(sa.select(ActionPlan.id))}"


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


def test_an_objective_filled_then_published(desk, place):
    form = desk.get(f"{place}/objectifs/R5")
    wrong = desk.post(
        f"{place}/objectifs/R5",
        data=FILLED | {"baseline_value": "30 %", "version": version_in(form.text)},
    )
    assert wrong.status_code == 422
    assert "de combien sur combien" in plain(wrong)
    assert "Registre des normes" in wrong.text
    filled = desk.post(f"{place}/objectifs/R5", data=FILLED | {"version": version_in(form.text)})
    assert filled.location == f"{place}#resultat-5"
    page = plain(desk.get(place))
    assert "Objectif du résultat 5 : tous ses éléments sont renseignés." in page
    assert "pas encore dans une version publiée" in page

    once = {"once": "b" * 32, "effective_on": "20/11/2026", "reason": "Objectif 5 complété"}
    for _twice in range(2):
        made = desk.post(f"{place}/versions/publier", data=once)
        assert made.location == f"{place}/versions"
    shown = plain(desk.get(f"{place}/versions"))
    assert "Objectif 5 complété" in shown
    assert "De la version 1 à la version 2" in shown
    assert "0 norme sur 40" in shown
    again = desk.post(f"{place}/versions/publier", data=once | {"once": "c" * 32})
    assert again.status_code == 422
    assert "Rien n’a changé" in again.text
    desk.get(f"/journal/plan/{place.split('/')[-1]}")


def test_a_stale_edit_of_a_line_shows_both_texts(desk, place, session):
    line = session.scalars(sa.select(PlanLine).where(PlanLine.code == "3.2")).one()
    source = line.activity_source
    seen = version_in(desk.get(f"{place}/lignes/3.2").text)
    first = {"activity": "Atelier de formation", "version": seen}
    assert desk.post(f"{place}/lignes/3.2", data=first).location == f"{place}#ligne-3.2"
    stale = desk.post(
        f"{place}/lignes/3.2", data={"activity": "Ateliers sur le genre", "version": seen}
    )
    assert stale.status_code == 409
    assert "Atelier de formation" in stale.text
    assert "Ateliers sur le genre" in stale.text
    session.expire_all()
    line = session.scalars(sa.select(PlanLine).where(PlanLine.code == "3.2")).one()
    assert (line.activity_source, line.activity) == (source, "Atelier de formation")
    assert line.edited_at == NOW


def test_a_target_without_a_date_is_said_and_left(desk, place, session):
    form = desk.get(f"{place}/objectifs/R3").text
    kept = desk.post(
        f"{place}/objectifs/R3",
        data={"target": "200 personnes", "version": version_in(form)},
        follow_redirects=True,
    )
    assert "La cible n’a pas d’échéance" in plain(kept)
    found = session.scalars(sa.select(PlanObjective).where(PlanObjective.code == "R3")).one()
    assert found.target == "200 personnes"


def test_a_validation_is_corrected_beside(desk, place, session):
    facts = {"validated_by": "La direction", "reference": "Décision 12", "once": "d" * 32}
    future = desk.post(f"{place}/validation", data=facts | {"validated_on": "24/12/2026"})
    assert future.status_code == 422
    desk.post(
        f"{place}/validation",
        data=facts
        | {
            "validated_on": "04/03/2024",
            "document": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 64), "decision.png"),
        },
        content_type="multipart/form-data",
    )
    assert "La direction" in plain(desk.get("/plan"))
    desk.post(
        f"{place}/validation",
        data=facts | {"validated_on": "11/03/2024", "reason": "Date de l’acte", "once": "e" * 32},
    )
    first, second = session.scalars(sa.select(PlanValidation).order_by(PlanValidation.id))
    assert (second.replaces_id, second.document_id) == (first.id, first.document_id)
    page = plain(desk.get(f"{place}/validation"))
    assert "decision.png" in page
    assert "Date de l’acte" in page


def test_the_list_of_versions_costs_few_queries(client, place, count_queries):
    client.get(f"{place}/versions")
    count_queries.statements.clear()
    with count_queries:
        assert client.get(f"{place}/versions").status_code == 200
    assert count_queries.count <= 8
