"""What goes wrong at a form: a sentence says what to do, and nothing is lost or half-written."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.database import db
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem
from review.needs.models import NeedsExpression
from tests import factories
from tests.catalogue.documents.made_files import PNG, pdf
from tests.stories.browser_like import chosen_file
from tests.stories.conftest import PASSWORD
from tests.stories.karite import SECTIONS

SCOPE = "Beurre de karité « brut » & filtré <200 µm>.\n\nExclut les savons ; voir l’annexe."
AGAIN = "Envoyer de nouveau"
LARGE = 20_000_000


@pytest.fixture
def chair(people):
    """A chair with a draft whose first section is filled; they look at section B."""
    chair = people("chair")
    chair.visit("/besoins/nouvelle")
    committee = chair.page.form_with("committee_id").choice("committee_id", "CTN2")
    chair.press("Enregistrer et continuer", committee_id=committee, **SECTIONS["A"])
    return chair


@pytest.fixture
def secretary(people):
    return people("secretary")


@pytest.fixture
def rows(product):
    """What is recorded of one kind, as it stands now."""

    def read(model):
        with product.app_context():
            return list(db.session.scalars(sa.select(model)))

    return read


@pytest.fixture
def item(product):
    with product.app_context():
        made = factories.work_item(db.session)
        db.session.commit()
        return f"/programme/{made.id}"


def needs_of(rows):
    (needs,) = rows(NeedsExpression)
    return needs


class TestTheSession:
    def test_an_expired_form_is_sent_again_with_its_text(self, chair, rows):
        with chair.client.session_transaction() as held:
            del held["csrf_token"]
        kept = chair.press("Enregistrer et continuer", status=400, scope=SCOPE, aspects=["testing"])
        assert "rien n’est perdu" in kept.heading
        assert "filtré <200 µm>" in kept.main
        chair.press(AGAIN)
        assert needs_of(rows).scope == SCOPE
        assert needs_of(rows).aspects == ["testing"]

    def test_a_session_that_ended_while_typing(self, chair, rows):
        with chair.client.session_transaction() as held:
            held.clear()
        kept = chair.press("Enregistrer et continuer", status=401, scope=SCOPE)
        assert "Connectez-vous" in kept.main
        assert needs_of(rows).scope is None
        chair.other_tab("/connexion").sign_in("chair", PASSWORD)
        chair.press(AGAIN)
        assert needs_of(rows).scope == SCOPE

    def test_a_file_cannot_be_kept_and_the_page_says_so(self, chair):
        chair.visit(chair.page.path.replace("section/B", "pieces/C"))
        with chair.client.session_transaction() as held:
            del held["csrf_token"]
        attached = chosen_file("lots.pdf", pdf("Lots"))
        kept = chair.press("Joindre", status=400, field_number="17", attachment=attached)
        assert "à choisir de nouveau" in kept.main


class TestTwoPeopleAtOnce:
    @pytest.fixture
    def conflict(self, chair):
        late = chair.other_tab(chair.page.path)
        chair.press("Enregistrer et continuer", scope="Le texte enregistré d’abord.")
        page = late.press("Enregistrer et continuer", status=409, scope=SCOPE)
        assert "Le texte enregistré d’abord." in page.main
        assert "filtré <200 µm>" in page.main
        return late

    def test_keeping_mine(self, conflict, rows):
        conflict.press("Enregistrer mon texte")
        assert needs_of(rows).scope == SCOPE

    def test_keeping_theirs(self, conflict, rows):
        conflict.follow("Garder le texte enregistré")
        assert "Le texte enregistré d’abord." in conflict.page.main
        assert needs_of(rows).scope == "Le texte enregistré d’abord."


class TestTwice:
    def test_filing_twice_gives_one_number(self, chair, rows):
        for letter in "BCDEF":
            chair.press("Enregistrer et continuer", **SECTIONS[letter])
        chair.press("Enregistrer et relire")
        twin = chair.other_tab(chair.page.path)
        chair.press("Déposer la fiche")
        again = twin.press("Déposer la fiche")
        assert "déjà déposée sous le numéro EB-2026-001" in again.main
        assert needs_of(rows).number == "EB-2026-001"

    def test_a_stage_recorded_twice_stands_once(self, secretary, item, rows):
        secretary.visit(f"{item}/stade")
        twin = secretary.other_tab(f"{item}/stade")
        step = {"code": "30.00", "reached_on": "20/11/2026"}
        secretary.press("Enregistrer le stade", **step)
        twin.press("Enregistrer le stade", status=409, **step)
        assert rows(WorkItem)[0].version == 2


class TestTooLarge:
    def test_a_text_of_twenty_megabytes_comes_back_to_be_shortened(self, chair, rows):
        form = chair.page.form_with("scope")
        data = {**form.held().to_dict(), "scope": "x" * LARGE}
        answer = chair.client.post(chair.page.path, data=data)
        assert answer.status_code == 422
        assert "Raccourcissez ce texte à 4000 caractères au plus" in answer.text
        assert answer.text.count("x" * LARGE) == 1
        assert needs_of(rows).scope is None

    def test_more_than_the_service_reads_is_refused_in_a_sentence(self, chair, rows):
        refused = chair.press("Enregistrer et continuer", status=413, scope="x" * (2 * LARGE))
        assert "Raccourcissez le texte" in refused.main
        assert needs_of(rows).scope is None

    def test_a_text_a_little_too_long_is_kept_to_be_shortened(self, chair, rows):
        text = "mot " * 5000
        page = chair.press("Enregistrer et continuer", status=422, scope=text)
        assert page.form_with("scope").held()["scope"].strip() == text.strip()
        assert any("caractères" in line for line in page.errors)
        assert needs_of(rows).scope is None


class TestWrongValues:
    def test_an_unknown_classification_code(self, chair, rows):
        page = chair.press("Enregistrer et continuer", status=422, ics="99.999.99", scope=SCOPE)
        assert any("99.999.99" in line for line in page.errors)
        assert page.form_with("scope").held()["scope"].replace("\r", "").strip() == SCOPE
        assert needs_of(rows).ics == []

    def test_an_unknown_stage(self, secretary, item, rows):
        secretary.visit(f"{item}/stade")
        page = secretary.press(
            "Enregistrer le stade", status=422, reached_on="20/11/2026", forged={"code": "99.99"}
        )
        assert any("Stade atteint" in line for line in page.errors)
        assert rows(WorkItem)[0].stage_code == "20.00"

    @pytest.mark.parametrize("day", ["31/02/2026", "hier", "2026-13-01", "01/01/0026"])
    def test_a_day_that_is_not_one(self, secretary, item, rows, day):
        secretary.visit(f"{item}/stade")
        page = secretary.press("Enregistrer le stade", status=422, code="30.00", reached_on=day)
        assert any("Date" in line for line in page.errors)
        assert page.form_with("reached_on").held()["reached_on"] == day
        assert rows(WorkItem)[0].stage_code == "20.00"

    def test_a_reference_that_is_taken(self, secretary, rows):
        standard = {"body_code": "AMANORM", "title_fr": "Mil décortiqué", "kind": "standard"}
        for typed, status in (("NM 02-001:2025", 200), ("nm 02 - 001 : 2025", 422)):
            secretary.visit("/normes/nouvelle")
            page = secretary.press(
                "Enregistrer la norme", status=status, reference=typed, **standard
            )
        assert any("Référence" in line for line in page.errors)
        assert page.form_with("title_fr").held()["title_fr"] == "Mil décortiqué"
        assert len(rows(Edition)) == 1


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("lots.pdf", b"MZ\x90\x00" + b"\0" * 200),
            ("lots.exe", b"MZ\x90\x00" + b"\0" * 200),
            ("lots.pdf", b""),
            ("lots.pdf", pdf("Lots", password="secret")),
            ("lots.pdf", pdf("Lots")[:200]),
        ],
        ids=["not what it says", "a program", "empty", "locked", "cut short"],
    )
    def test_joined_to_a_need(self, chair, name, content):
        chair.visit(chair.page.path.replace("section/B", "pieces/C"))
        page = chair.press(
            "Joindre", status=422, field_number="17", attachment=chosen_file(name, content)
        )
        assert any(line.startswith("Fichier") for line in page.errors)
        assert "Aucun fichier n’est joint" in page.main

    def test_a_picture_is_no_list_to_import(self, secretary, rows):
        secretary.visit("/imports/nouveau")
        kind = next(iter(secretary.page.form_with("kind").choices("kind")))
        picture = chosen_file("normes.xlsx", PNG)
        page = secretary.press("Vérifier le fichier", status=422, kind=kind, file=picture)
        assert any("Fichier" in line for line in page.errors)
        assert rows(Edition) == []
