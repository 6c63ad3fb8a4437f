"""A secretariat loads the plan of the next cycle: two bad rows, corrected, taken in, published."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalogue import delimited
from catalogue.permissions import Role
from review.action_plan.loading import UNFINISHED, forget_files
from review.action_plan.models import ActionPlan, PlanFile, PlanLine
from review.action_plan.vocabulary import PlanFileState
from tests import factories
from tests.conftest import NOW
from tests.review.action_plan.test_keeping_pages import plain, version_in

FACTS = {
    "title": "Plan d’action genre 2027-2029",
    "code": "amanorm-2027-2029",
    "starts_on": "01/01/2027",
    "ends_on": "31/12/2029",
}
HEADINGS = ("Type", "Résultat", "Titre du résultat", "Code", "Activité", "Valeur cible",
            "Indicateur calculé", "Base", "Échéance")  # fmt: skip
BAD = [
    ("objectif", "1", "Former", "R1", "Former le personnel", "200 personnes", "", "30 %", ""),
    ("ligne", "1", "", "1.1", "Tenir des ateliers", "200 personnes", "3.2", "", ""),
    ("ligne", "", "", "1.2", "Écrire un guide", "", "", "", ""),
]
GOOD = [
    ("objectif", "1", "Former", "R1", "Former le personnel", "200 personnes", "", "12 sur 40", ""),
    BAD[1],
    ("ligne", "1", "", "1.2", "Écrire un guide", "", "", "", ""),
]


def csv_file(rows, name="plan.csv"):
    text = "".join(delimited.french_csv(HEADINGS, rows))
    return io.BytesIO(text.encode()), name


@pytest.fixture
def desk(session, client, sign_in):
    sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    return client


def send(desk, address, **data):
    return desk.post(address, data=data, content_type="multipart/form-data")


def loaded(desk):
    shown = send(desk, "/plan/charger", **FACTS, file=csv_file(GOOD)).location
    answer = desk.post(shown, data={"version": version_in(desk.get(shown).text)})
    assert answer.status_code == 302
    return answer.location


def test_two_bad_rows_are_named_corrected_and_the_plan_is_published(desk, session):
    shown = send(desk, "/plan/charger", **FACTS, file=csv_file(BAD)).location
    page = plain(desk.get(shown))
    assert "2 cases sont à corriger." in page
    assert "Base (valeur de départ)" in page
    assert "de combien sur combien" in page
    assert "numéro du résultat dont cette ligne fait partie" in page
    assert "Reprendre ce plan" not in page
    forced = desk.post(shown, data={"version": version_in(desk.get(shown).text)})
    assert forced.status_code == 422
    assert session.scalar(sa.select(sa.func.count()).select_from(ActionPlan)) == 1

    form = desk.get(f"{shown}/corriger")
    assert FACTS["title"] in form.text
    assert "01/01/2027" in form.text
    fixed = send(
        desk, f"{shown}/corriger", **FACTS, version=version_in(form.text), file=csv_file(GOOD)
    )
    assert fixed.location == shown
    page = plain(desk.get(shown))
    assert "Rien n’est à corriger." in page
    assert "Cible sans échéance" in page
    made = desk.post(shown, data={"version": version_in(desk.get(shown).text)}).location
    draft = plain(desk.get(made))
    assert "Ce plan est un brouillon" in draft
    assert "Aucun indicateur calculé : cette ligne se suit à la main." in draft
    assert "/indicateurs/3.2" in draft
    assert "il manque l’indicateur, la date de la base, l’échéance" in draft
    assert desk.get(shown).location == made

    line = desk.get(f"{made}/lignes/1.2").text
    desk.post(
        f"{made}/lignes/1.2",
        data={
            "version": version_in(line),
            "result": "2",
            "result_title": "Écrire",
            "code": "2.1",
            "activity": "Écrire un guide pour les comités",
        },
    )
    assert "Résultat 2 : Écrire" in plain(desk.get(made))
    publish = {"once": "e" * 32, "effective_on": "20/11/2026", "reason": "Plan adopté"}
    assert desk.post(f"{made}/versions/publier", data=publish).location == f"{made}/versions"
    plans = plain(desk.get("/plan/tous"))
    assert "à venir" in plans
    assert "en cours" in plans
    assert "2024-2026" in plain(desk.get("/plan"))
    journal = plain(desk.get(f"/journal/plan/{made.split('/')[-1]}"))
    assert "plan chargé depuis un fichier" in journal
    assert "ligne d’un plan en brouillon modifiée" in journal


def test_a_plan_loaded_is_taken_back_and_its_code_serves_again(desk):
    made = loaded(desk)
    seen = version_in(desk.get(f"{made}/retirer").text)
    assert desk.post(f"{made}/retirer", data={"version": seen}).location == "/plan/tous"
    assert FACTS["title"] not in desk.get("/plan/tous").text
    assert desk.get(made).status_code == 404
    assert loaded(desk) != made


def test_a_published_plan_is_not_taken_back(desk):
    made = loaded(desk)
    publish = {"once": "f" * 32, "effective_on": "20/11/2026", "reason": "Plan adopté"}
    desk.post(f"{made}/versions/publier", data=publish)
    for act in ("retirer", "modifier", "ajouter-une-ligne", "ajouter-un-objectif"):
        assert desk.get(f"{made}/{act}").status_code == 422, act
    assert desk.get(f"{made}/lignes/1.1/retirer").status_code == 422


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "amanorm-2024-2026"}, "Un plan porte déjà le code"),
        ({"code": "Plan 2027 !"}, "sans accent"),
        ({"ends_on": "31/12/2026"}, "finirait avant de commencer"),
    ],
)
def test_what_a_plan_is_called_is_checked_and_kept(desk, change, said):
    answer = send(desk, "/plan/charger", **(FACTS | change), file=csv_file(GOOD))
    assert answer.status_code == 422
    assert said in plain(answer)
    assert FACTS["title"] in answer.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.csv", "vide"),
        (b"Nom;Prenom\nA;B\n", "plan.csv", "Aucun titre de colonne"),
        ("Résultat;Code\n1;1.1\n".encode("cp1252"), "plan.csv", "« Activité ou objectif »"),
        ("Résultat;Code;Activité\n".encode(), "plan.csv", "Aucune ligne"),
        (b"not a workbook", "plan.xlsx", "n’est pas ce que son nom annonce"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_what_to_do(desk, content, name, said):
    answer = send(desk, "/plan/charger", **FACTS, file=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert said in plain(answer)
    assert FACTS["code"] in answer.text


def test_a_plan_is_written_at_the_screen(desk, session):
    made = desk.post("/plan/nouveau", data=FACTS | {"once": "1" * 32}).location
    assert "aucune ligne" in plain(desk.get(made))
    empty = {"once": "2" * 32, "effective_on": "20/11/2026", "reason": "Essai"}
    assert desk.post(f"{made}/versions/publier", data=empty).status_code == 422
    wrong = desk.post(
        f"{made}/ajouter-une-ligne",
        data={"once": "3" * 32, "result": "1", "code": "1.1", "activity": "Former",
              "indicator_code": "9.9"},
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "Aucun indicateur calculé ne porte ce code : 9.9" in plain(wrong)
    assert "titre du résultat" in plain(wrong)
    for number in (1, 2):
        desk.post(
            f"{made}/ajouter-une-ligne",
            data={"once": f"{number}" * 32, "result": "1", "result_title": "Former",
                  "code": f"1.{number}", "activity": "Former", "indicator_code": "3.2"},
        )  # fmt: skip
    objective = desk.post(
        f"{made}/ajouter-un-objectif",
        data={"once": "4" * 32, "result": "1", "text": "Former tout le monde"},
    )
    assert objective.location == f"{made}#resultat-1"
    page = plain(desk.get(made))
    assert "Objectif : Former tout le monde." in page
    for code in ("1.1", "1.2"):
        kept = desk.post(
            f"{made}/lignes/{code}/retirer",
            data={"version": version_in(desk.get(f"{made}/lignes/{code}/retirer").text)},
        )
    assert kept.status_code == 422
    assert "retirez d’abord l’objectif" in plain(kept)
    seen = version_in(desk.get(f"{made}/objectifs/R1/retirer").text)
    assert desk.post(f"{made}/objectifs/R1/retirer", data={"version": seen}).location == made
    codes = session.scalars(
        sa.select(PlanLine.code).join(PlanLine.plan).where(ActionPlan.code == FACTS["code"])
    ).all()
    assert codes == ["1.2"]


def test_others_read_published_plans_only(desk, client, session):
    made = loaded(desk)
    session.expire_all()
    client.post("/deconnexion")
    with client.session_transaction() as state:
        state.clear()
    assert FACTS["title"] not in client.get("/plan/tous").text
    assert client.get(made).status_code == 404
    assert client.get(f"{made}/tableau.csv").status_code == 404
    assert client.get("/plan/modele.xlsx").status_code == 200


def test_a_file_left_waiting_is_forgotten(desk, session):
    send(desk, "/plan/charger", **FACTS, file=csv_file(GOOD))
    forget_files(session, NOW + UNFINISHED + timedelta(days=1))
    session.expire_all()
    [left] = session.scalars(sa.select(PlanFile))
    assert (left.state, left.rows) == (PlanFileState.GIVEN_UP, [])
