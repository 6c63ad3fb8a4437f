"""The page of stages: names side by side, a set added from a file, one chosen everywhere."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa

from catalogue.database import db
from catalogue.permissions import Role
from catalogue.stages import cli as stages_cli
from catalogue.stages.models import StageLabel, StageScheme
from tests import factories

FILE = "jeu;version;code;nom;à confirmer\nABNORM;2027-01;40.20;Enquête du Faso;non\n"


@pytest.fixture
def as_admin(session, sign_in):
    row = factories.account(session, Role.ADMIN, name="Aminata Traoré")
    session.commit()
    return sign_in(row)


def send(client, text, step="lire", **more):
    data = {"upload": (io.BytesIO(text.encode()), "noms.csv"), "step": step, **more}
    return client.post("/stades/nouveau", data=data, content_type="multipart/form-data")


def keep(client, page):
    content = re.search(r'name="content" value="([^"]*)"', page.text)[1]
    return client.post("/stades/nouveau", data={"content": content, "step": "ajouter"})


def choose(client, scheme_id, reason="Décision du directeur."):
    return client.post(
        "/stades/choisir",
        data={"scheme": str(scheme_id), "valid_from": "23/11/2026", "reason": reason},
    )


def id_of(scheme):
    return db.session.scalar(sa.select(StageScheme.id).where(StageScheme.scheme == scheme))


def test_anybody_reads_the_names_side_by_side(client):
    page = client.get("/stades").text
    for name in ("Enquête publique ouverte", "Stade 4 – enquête (DARS)", "C/REG.14/12/12"):
        assert name in page
    assert "à confirmer" in page
    assert "Noms montrés aujourd’hui : AMANORM, version proposition-2026-11." in page
    assert 'href="/stades/nouveau"' not in page
    only = client.get("/stades", query_string={"jeu": "ECOSHAM C/REG.14/12/12"}).text
    assert "Stade 4 – enquête (DARS)" not in only
    assert "Étape 5 – enquête publique" in only


def test_a_set_is_read_then_kept_then_chosen_everywhere(as_admin, session):
    item = factories.work_item(session, stage_code="40.20")
    session.commit()
    page = send(as_admin, FILE)
    assert page.status_code == 200
    assert "Enquête du Faso" in page.text
    assert "Codes nommés : 1 sur 46." in page.text
    assert id_of("ABNORM") is None
    answer = keep(as_admin, page)
    assert (answer.status_code, answer.location) == (302, "/stades")
    assert "Enquête du Faso" not in as_admin.get("/programme").text
    assert choose(as_admin, id_of("ABNORM")).location == "/stades"
    for address in ("/programme", f"/programme/{item.id}", "/programme.csv"):
        assert "Enquête du Faso" in as_admin.get(address).text, address
    assert as_admin.get("/api/v1/work-items").json["items"][0]["stage"] == "Enquête du Faso"
    assert "ABNORM 2027-01" in as_admin.get("/methode").text
    journal = as_admin.get("/journal").text
    assert "Jeu de noms de stades ajouté" in journal


def test_a_code_without_a_name_takes_the_harmonized_title(as_admin, session):
    factories.work_item(session, stage_code="20.20")
    session.commit()
    keep(as_admin, send(as_admin, FILE))
    choose(as_admin, id_of("ABNORM"))
    item = as_admin.get("/api/v1/work-items").json["items"][0]
    assert item["stage_code"] == "20.20"
    assert item["stage"].startswith("Étude du projet de travail")


def test_a_version_already_kept_is_refused_and_stays(as_admin):
    text = FILE.replace("ABNORM;2027-01", "AMANORM;proposition-2026-11")
    answer = send(as_admin, text)
    assert answer.status_code == 422
    assert "Donnez un autre nom de version" in answer.text
    assert keep(as_admin, send(as_admin, FILE)).status_code == 302
    assert send(as_admin, FILE).status_code == answer.status_code


def test_a_faulty_file_says_what_to_do_line_by_line(as_admin):
    answer = send(as_admin, FILE + "ABNORM;2027-01;41.20;Autre;non\n")
    assert answer.status_code == 422
    assert "n’est pas un code harmonisé" in answer.text
    assert id_of("ABNORM") is None
    assert "Choisissez le fichier CSV" in as_admin.post("/stades/nouveau", data={}).text


def test_the_same_choice_twice_is_refused_in_a_sentence(as_admin):
    assert choose(as_admin, id_of("ARSO")).status_code == 302
    again = choose(as_admin, id_of("ARSO"))
    assert again.status_code == 422
    assert "déjà cette valeur" in again.text
    assert choose(as_admin, "sigle", "Retour.").status_code == 302
    assert "AMANORM, version" in as_admin.get("/stades").text


@pytest.mark.usefixtures("session")
def test_files_are_written_as_they_are_read(client):
    model = client.get("/stades/modele.csv").text
    assert model.count("\r\n") == 47
    written = client.get(f"/stades/jeux/{id_of('AMANORM')}.csv").text
    assert "AMANORM;proposition-2026-11;40.20;Enquête publique ouverte" in written
    assert ";oui\r\n" in written
    assert client.get("/stades/jeux/999999.csv").status_code == 404


def test_the_setting_is_chosen_on_its_own_page(as_admin):
    assert as_admin.get("/reglages/stage_scheme").location == "/stades/choisir"


def test_programs_read_codes_and_every_name(client):
    answer = client.get("/api/v1/stages").json
    assert answer["total"] == 46
    assert answer["shown"] == {"scheme": "AMANORM", "version": "proposition-2026-11"}
    enquiry = next(one for one in answer["items"] if one["code"] == "40.20")
    assert enquiry["label"] == "Enquête publique ouverte"
    assert enquiry["label_to_confirm"] is True
    assert {one["scheme"] for one in enquiry["names"]} == {"AMANORM", "ARSO", "ECOSHAM", "WTO"}


def test_the_page_costs_few_queries(client, count_queries):
    with count_queries as counted:
        assert client.get("/stades").status_code == 200
    assert counted.count <= 12


def test_commands_add_and_choose(app, tmp_path):
    runner = app.test_cli_runner()
    file = tmp_path / "noms.csv"
    file.write_text(FILE, encoding="utf-8")
    with app.app_context():
        tried = runner.invoke(stages_cli.group, ["add", str(file), "--dry-run"])
        assert "Essai seulement" in tried.output
        assert id_of("ABNORM") is None
        added = runner.invoke(stages_cli.group, ["add", str(file)])
        assert added.exit_code == 0, (added.output, added.exception)
        chosen = runner.invoke(stages_cli.group, ["choose", "ABNORM", "--reason", "Essai."])
        assert chosen.exit_code == 0, chosen.output
        listed = runner.invoke(stages_cli.group, ["list"]).output
        assert "* ABNORM 2027-01 : 1 noms" in listed
        assert "AMANORM proposition-2026-11 : 46 noms, 46 à confirmer" in listed
        assert "Enquête du Faso" in runner.invoke(stages_cli.group, ["export", "ABNORM"]).output
        wrong = runner.invoke(stages_cli.group, ["export", "XYZ"])
        assert wrong.exit_code == 1
        assert "Aucun jeu" in wrong.output
        labels = db.session.scalars(sa.select(StageLabel).where(StageLabel.scheme == "ABNORM"))
        assert [one.label_fr for one in labels] == ["Enquête du Faso"]
