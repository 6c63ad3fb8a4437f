"""ISO's files in a browser, from end to end, and the page of one document."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalogue.database import db
from catalogue.open_data import upkeep
from catalogue.open_data.models import Release
from catalogue.open_data.vocabulary import ATTRIBUTION, ReleaseState
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.open_data.conftest import line, written

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def page(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT, name="Awa Diallo")
    session.commit()
    return sign_in(account)


@pytest.fixture
def work(app, session):
    """Do what the thread beside the pages does."""

    def worked():
        session.rollback()
        with app.app_context():
            while upkeep.turn(db.session):
                pass

    return worked


def send(page, content: bytes, name: str = "iso.jsonl"):
    return page.post("/imports/iso/nouveau", data={"file": (io.BytesIO(content), name)})


def version(session) -> str:
    session.rollback()
    return str(session.scalar(sa.select(Release.version).order_by(Release.id.desc()).limit(1)))


def test_from_the_file_to_its_undoing(session, page, work):
    answer = send(page, written([line(1), line(2, icsCode=["99"])], packed=True), "iso.jsonl.gz")
    assert answer.status_code == 302
    address = answer.location
    reading = page.get(address).text
    assert "data-watch" in reading
    assert "Actualiser" in reading
    work()
    text = page.get(address).text
    assert "data-watch" not in text
    assert "lues\u00a0: 2" in text
    assert "ISO 1:2020" in text
    assert "Titre 1" in text
    refused = page.get(f"{address}?lignes=refusees").text
    assert "Code ICS inconnu" in refused
    assert "Ligne 2" in refused
    csv = page.get(f"{address}/lignes-refusees.csv").text
    assert "2;ISO 2:2020;" in csv
    assert page.get("/normes/iso/1").status_code == 404

    without = page.post(f"{address}/publier", data={"version": version(session)})
    assert without.status_code == 422
    assert "Lignes refusées : 1" in without.text
    sent = {"version": version(session), "valid_rows_only": "y"}
    assert page.post(f"{address}/publier", data=sent).status_code == 302
    assert page.get("/normes/iso/1").status_code == 200
    assert page.post(f"{address}/publier", data=sent).status_code == 422

    assert "Une fiche ajoutée" in page.get(f"{address}/annuler").text
    empty = page.post(f"{address}/annuler", data={"version": version(session), "reason": ""})
    assert empty.status_code == 422
    undone = page.post(
        f"{address}/annuler", data={"version": version(session), "reason": "Mauvais fichier"}
    )
    assert undone.status_code == 302
    work()
    assert page.get("/normes/iso/1").status_code == 404
    assert "Mauvais fichier" in page.get(address).text


def test_changes_are_shown_side_by_side(session, page, work):
    send(page, written([line(1)]))
    work()
    page.post("/imports/iso/1/publier", data={"version": version(session)})
    send(page, written([line(1, currentStage=9599, title={"en": "Title 1", "fr": "Autre"})]))
    work()
    text = page.get("/imports/iso/2").text
    assert "60.60" in text
    assert "95.99" in text
    assert "Titre 1" in text
    assert "Autre" in text


def test_the_list_of_imports_shows_isos_files(page, work):
    send(page, written([line(1)]))
    work()
    text = page.get("/imports").text
    assert "iso.jsonl" in text
    assert "Catalogue de l’ISO" in text
    assert "À vérifier" in text
    assert "Awa Diallo" in text


def test_a_second_file_waits_and_says_for_whom(page, work):
    send(page, written([line(1)]))
    work()
    again = send(page, written([line(1)]))
    assert again.location == "/imports/iso/1"
    other = send(page, written([line(2)]))
    assert other.status_code == 422
    assert "import n° 1" in other.text
    assert page.post("/imports/iso/1/abandonner").status_code == 302
    assert send(page, written([line(2)])).status_code == 302


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"bonjour", "iso.csv", "n’est pas un de ceux de l’ISO"),
        (b"PK\x03\x04", "iso.csv", "Excel"),
        (b"x", "iso.xlsx", "formats"),
        (b"", "iso.csv", "vide"),
    ],
)
def test_another_file_is_refused_where_it_was_chosen(page, content, name, said):
    answer = send(page, content, name)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_file_larger_than_other_uploads_is_taken(app, page):
    app.config["MAX_CONTENT_LENGTH"] = 50_000
    content = written(line(number) for number in range(1, 1000))
    assert len(content) > 100_000
    assert send(page, content).status_code == 302
    other = page.post("/imports/nouveau", data={"file": (io.BytesIO(content), "stock.csv")})
    assert other.status_code == 413


def test_a_fault_of_ours_ends_the_reading_with_a_sentence(app, session, page, monkeypatch):
    send(page, written([line(1)]))

    def broken(*_args, **_facts):
        raise ZeroDivisionError

    monkeypatch.setattr("catalogue.open_data.receiving.mirror_of", broken)
    with app.app_context():
        upkeep.turn(db.session)
    session.rollback()
    assert session.scalars(sa.select(Release)).one().state is ReleaseState.FAILED
    assert "ZeroDivisionError" in page.get("/imports/iso/1").text


def test_nobody_else_imports(session, sign_in):
    focal = sign_in(factories.account(session, Role.FOCAL_POINT))
    session.commit()
    assert focal.get("/imports/iso/nouveau").status_code == 403


def test_the_sources_name_the_files_published_here(session, client):
    factories.release(session, file_name="iso_2025-06-02.jsonl.gz")
    session.commit()
    text = client.get("/sources").text
    assert ATTRIBUTION in text
    assert "iso_2025-06-02.jsonl.gz" in text
