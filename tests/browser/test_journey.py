"""The main job in Chromium, on a telephone and on a desk: from the fiche to the indicator."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_security import hash_password
from playwright.sync_api import Page

from catalogue.database import begin_write, db
from catalogue.permissions import Role
from tests import factories
from tests.browser.walking import Walk, a_file
from tests.catalogue.documents.made_files import pdf
from tests.stories.karite import COMPLETED_BY_SECRETARIAT, READING, SECTIONS, TITLE

PASSWORD = "karité mortier soleil"
TODAY = "23/11/2026"
VERDICT = {"body": "Direction générale", "decided_on": TODAY, "reason": "Besoin établi."}
FORECAST = {"forecast": "1"}


@pytest.fixture
def people(app: Flask) -> None:
    with app.app_context():
        begin_write(db.session)
        session, committee = db.session, factories.committee(db.session, "CTN2")
        known = {"password": hash_password(PASSWORD)}
        factories.account(session, chairs=committee, username="m.coulibaly", **known)
        trained = factories.person(session, family_name="Sidibé", gender_trained_on=factories.AT)
        for role, username, name, person in (
            (Role.SECRETARIAT, "s.diallo", "Sékou Diallo", None),
            (Role.FOCAL_POINT, "f.kone", "Fatoumata Koné", None),
            (Role.REVIEWER, "o.sidibe", "Oumar Sidibé", trained.id),
            (Role.REVIEWER, "a.cisse", "Aïssata Cissé", None),
        ):
            facts = {"username": username, "name": name, "person_id": person}
            factories.account(session, role, **facts, **known)
        session.commit()


@pytest.mark.usefixtures("people")
@pytest.mark.long
def test_from_the_fiche_to_the_indicator(page: Page):
    walk = Walk(page)
    need = the_chair_files(walk)
    the_secretariat_and_the_focal_point_examine(walk, need)
    item = the_secretariat_registers(walk, need)
    two_people_read(walk, item)
    the_session_is_homologated(walk, item)
    everybody_reads_the_figure(walk)


def the_chair_files(walk: Walk) -> str:
    walk.visit("/")
    walk.picture("accueil-public")
    walk.signed_in("m.coulibaly", PASSWORD)
    walk.picture("accueil-presidence")
    walk.visit("/besoins")
    walk.follow("Nouvelle expression de besoin")
    walk.press(
        "Enregistrer et continuer",
        committee_id=walk.choose("committee_id", "CTN2"),
        **SECTIONS["A"],
    )
    for letter in "BCDE":
        walk.press("Enregistrer et continuer", **SECTIONS[letter])
    walk.fill(SECTIONS["F"] | FORECAST)
    walk.picture("section-f")
    walk.press("Enregistrer et continuer")
    walk.press("Enregistrer et relire")
    walk.picture("relire-et-deposer")
    walk.press("Déposer la fiche")
    walk.says("déposée sous le numéro EB-2026-001")
    walk.picture("fiche-deposee")
    return walk.page.url


def the_secretariat_and_the_focal_point_examine(walk: Walk, need: str) -> None:
    walk.signed_in("s.diallo", PASSWORD)
    walk.visit(f"{need}/recevabilite")
    walk.press("Enregistrer la recevabilité", admissibility="complete", received_on=TODAY, on=TODAY)
    walk.visit(f"{need}/avis-comite")
    met = {"on": TODAY, "text": "Favorable.", "quorum": "oui"}
    walk.press("Enregistrer l’avis", women_present="4", men_present="7", **met)
    for letter, answers in COMPLETED_BY_SECRETARIAT.items():
        walk.visit(f"{need}/completer/{letter}")
        walk.press("Enregistrer", **answers)
    walk.picture("fiche-instruite")
    walk.signed_in("f.kone", PASSWORD)
    walk.visit(f"{need}/avis-prevision")
    walk.press("Enregistrer mon avis", kind="confirmed", reason="Filière féminine.")


def the_secretariat_registers(walk: Walk, need: str) -> str:
    walk.signed_in("s.diallo", PASSWORD)
    walk.visit(f"{need}/decision/inscrire")
    walk.picture("inscrire")
    registered = {"nature": "new", "base_reference": "ARS 1470:2020"}
    walk.press("Inscrire au programme", **registered, **VERDICT)
    walk.visit("/programme")
    walk.picture("programme")
    walk.follow(TITLE)
    item = walk.page.url
    walk.visit(f"{item}/stade")
    reached = {"code": "40.60", "reached_on": TODAY, "reason": "Urgence de santé."}
    walk.press("Enregistrer le stade", **reached)
    walk.follow("Mettre en attente du CNNCQ")
    walk.press("Mettre en attente du CNNCQ", reason="Enquête close.")
    walk.follow("Joindre un texte")
    walk.press("Joindre le texte", kind="council", upload=a_file("karite.pdf", pdf("Texte")))
    walk.picture("sujet")
    walk.follow("Faire relire")
    walk.press("Ouvrir la relecture")
    for name in ("Oumar Sidibé", "Aïssata Cissé"):
        walk.picture("inviter")
        walk.press("Inviter", account_id=walk.choose("account_id", name))
    return item


def two_people_read(walk: Walk, item: str) -> None:
    del item
    for identifier in ("o.sidibe", "a.cisse"):
        walk.signed_in(identifier, PASSWORD)
        walk.visit("/relectures")
        walk.picture("mes-relectures")
        walk.follow(TITLE)
        if walk.page.locator("main a", has_text="Aller à votre relecture").count():
            walk.follow("Aller à votre relecture")
        walk.press("Envoyer ma réponse", has_interest="non")
        desk = walk.page.url
        for slug, answers in READING.items():
            walk.visit(f"{desk}/{slug}")
            walk.fill(answers)
            walk.picture(f"grille-{slug}")
            walk.press("Enregistrer et revenir au résumé")
        walk.says("Rien : la grille est complète.")
        walk.picture("bureau-de-relecture")
        walk.press("Soumettre ma relecture")


def the_session_is_homologated(walk: Walk, item: str) -> None:
    walk.signed_in("s.diallo", PASSWORD)
    walk.visit(item)
    walk.follow("Homologuer")
    reference = walk.page.locator('input[name$="_reference"][name^="s"]')
    reference.fill("NM 02-117:2026")
    act = {"session_label": "11e session", "cnncq_on": TODAY, "homologated_on": TODAY}
    walk.press("Voir ce qui sera créé", common_nature="new", **act)
    walk.picture("apercu-homologation")
    walk.press("Confirmer l’homologation")
    walk.follow("NM 02-117:2026")
    walk.says("significative")
    walk.picture("norme")


def everybody_reads_the_figure(walk: Walk) -> None:
    walk.signed_out()
    walk.visit("/indicateurs")
    walk.picture("indicateurs")
    walk.visit("/indicateurs/5.3")
    walk.says("1 norme nationale sur 1")
    walk.picture("indicateur-5-3")
    walk.visit("/recherche?q=karité")
    walk.picture("recherche")
