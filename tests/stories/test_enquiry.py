"""From the opening of an enquiry to its answers, by the buttons people press."""

from __future__ import annotations

import io
from datetime import date

import pytest

from catalogue.database import begin_write, db
from catalogue.spreadsheets import Table, TableColumn, write_workbook
from tests import factories
from tests.catalogue.enquiry.test_table import FRENCH
from tests.stories.browser_like import Visitor

TITLE = "Beurre de karité – Spécifications"


@pytest.fixture
def item_id(product, people):
    del people  # opens the accounts of the chair and of the secretary, and CTN2
    with product.app_context():
        begin_write(db.session)
        made = factories.work_item(
            db.session,
            title_fr=TITLE,
            committee_id=factories.committee(db.session, "CTN2").id,
            stage_code="40.00",
            stage_on=date(2026, 9, 1),
        )
        db.session.commit()
        return made.id


def eml(product):
    folder = product.extensions["settings"].data_dir / "mail"
    return [one.read_bytes().decode("utf-8", "replace") for one in sorted(folder.glob("*.eml"))]


def test_heard_answered_and_published(product, people, clock, afterwards, item_id):
    secretary, chair, public = people("secretary"), people("chair"), Visitor(product)

    secretary.visit(f"/programme/{item_id}")
    secretary.follow("Ouvrir l’enquête publique")
    secretary.press("Ouvrir l’enquête", draft_note="Au bureau de l’agence.")
    assert "Il reste 60 jours" in secretary.page.main
    address = secretary.page.path

    public.visit("/enquetes")
    public.follow(TITLE, "Faire une remarque")
    clock.advance(minutes=4)
    public.press(
        "Envoyer la remarque",
        kind="te",
        clause="5.2",
        comment="60 °C est trop chaud pour les petites coopératives.",
        organisation="Union de Sikasso",
        author_name="Awa Traoré",
        email="awa@example.org",
    )
    assert "Votre remarque n° 1 est enregistrée" in public.page.heading
    afterwards()
    [received] = eml(product)
    assert "awa@example.org" in received

    secretary.visit(address)
    secretary.follow("Reprendre un tableau de remarques")
    row = ["", "", "6", "", "ge", "Prévoir un an de transition.", "", ""]
    content = write_workbook([Table("R", [TableColumn(one) for one in FRENCH], [row])])
    secretary.press(
        "Vérifier le tableau", file=(io.BytesIO(content), "ong.xlsx"), organisation="ONG"
    )
    secretary.press("Reprendre les lignes bonnes")
    assert "Une remarque est reprise" in secretary.page.text

    clock.advance(days=61)
    secretary.visit(address)
    secretary.follow("Clore l’enquête")
    secretary.press("Clore l’enquête")
    secretary.visit(f"/programme/{item_id}/stade")
    secretary.press("Enregistrer le stade", status=422, code="50.00", reached_on="23/01/2027")
    assert any("encore sans réponse : 2" in one for one in secretary.page.errors)

    chair.visit("/")
    chair.follow(TITLE)
    chair.press("Enregistrer la réponse", status=422, outcome="rejected")
    chair.visit(f"{address}/remarques/1")
    chair.press("Enregistrer la réponse", outcome="partly", answer="Abaissée à 50 °C.")
    chair.visit(f"{address}/remarques/2")
    chair.press("Enregistrer la réponse", outcome="accepted")
    afterwards()
    assert "Acceptée en partie" in eml(product)[-1].replace("=C3=A9", "é").replace("=\n", "")

    secretary.visit(address)
    secretary.follow("Publier les remarques et les réponses")
    secretary.press("Publier")
    public.visit(address)
    assert "Abaissée à 50 °C." in public.page.main
    assert "Awa" not in public.page.main
    secretary.visit(f"/programme/{item_id}/stade")
    secretary.press("Enregistrer le stade", code="50.00", reached_on="23/01/2027")
    assert "50.00" in secretary.page.main
