"""Opening an attached file: only for those who may read what it is attached to."""

from __future__ import annotations

import io

import pytest

from catalogue.documents import rules, services
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.documents import made_files as made


@pytest.fixture
def uploader(session):
    return factories.account(session, Role.SECRETARIAT)


@pytest.fixture
def reader(session):
    return factories.account(session, Role.REVIEWER)


@pytest.fixture
def keep(app, session, uploader, clock):
    def act(content, file_name):
        row = services.store_file(
            session,
            app.extensions["settings"].data_dir,
            io.BytesIO(content),
            file_name=file_name,
            actor=factories.actor(uploader),
            at=clock(),
        )
        session.commit()
        return row

    return act


@pytest.fixture(autouse=True)
def nobody_reads(monkeypatch):
    """No slice says yes unless the test makes one."""
    monkeypatch.setattr(rules, "READERS", [])


def address(row):
    return f"/documents/{row.id}/{row.file_name}"


def opened(client, place):
    """Ask for a file and read it to the end, so that it is closed."""
    return client.get(place, buffered=True)


def test_who_uploaded_it_opens_it(sign_in, uploader, keep):
    row = keep(made.PNG, "photo.png")
    answer = opened(sign_in(uploader), address(row))
    assert answer.status_code == 200
    assert answer.data == made.PNG
    assert answer.mimetype == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.CHAIR, Role.ANONYMOUS}])
def test_nobody_else_even_learns_that_it_exists(sign_in, session, keep, role):
    row = keep(made.PNG, "photo.png")
    other = factories.account(session, role)
    session.commit()
    assert opened(sign_in(other), address(row)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, keep):
    answer = client.get(address(keep(made.PNG, "photo.png")))
    assert (answer.status_code, "/connexion" in answer.location) == (302, True)


def test_a_reader_opens_it_to_those_it_knows(sign_in, reader, keep, monkeypatch):
    row = keep(made.PNG, "photo.png")
    monkeypatch.setattr(
        rules,
        "READERS",
        [
            lambda _session, _actor, _document: False,
            lambda _session, actor, document: (
                actor.account_id == reader.id and document.id == row.id
            ),
        ],
    )
    assert opened(sign_in(reader), address(row)).status_code == 200


def test_only_pdf_and_images_open_in_the_browser(sign_in, uploader, keep):
    shown = opened(sign_in(uploader), address(keep(made.pdf("Texte"), "projet.pdf")))
    assert shown.headers["Content-Disposition"].startswith("inline")
    saved = opened(sign_in(uploader), address(keep(made.DOCX, "projet.docx")))
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "projet.docx" in saved.headers["Content-Disposition"]


def test_a_name_with_accents_and_quotes_survives(sign_in, uploader, keep):
    row = keep(made.PNG, 'Relevé "final" n° 3.png')
    client = sign_in(uploader)
    answer = opened(client, f"/documents/{row.id}/Relevé%20%22final%22%20n°%203.png")
    assert answer.status_code == 200
    assert "filename*=UTF-8''Relev%C3%A9" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "name", ["autre.png", "../secret_key", "..%2f..%2fsecret_key", "photo.png/", "photo.png/x"]
)
def test_another_name_is_another_page(sign_in, uploader, keep, name):
    row = keep(made.PNG, "photo.png")
    answer = opened(sign_in(uploader), f"/documents/{row.id}/{name}")
    assert answer.status_code == 404


def test_a_paper_has_nothing_to_open(sign_in, uploader, session):
    row = factories.document(session, sha256=None, file_name=None, uploaded_by_id=uploader.id)
    session.commit()
    assert opened(sign_in(uploader), f"/documents/{row.id}/None").status_code == 404


def test_a_file_missing_from_the_folder_is_said(app, sign_in, uploader, keep):
    row = keep(made.PNG, "photo.png")
    services.path_of(app.extensions["settings"].data_dir, row).unlink()
    answer = opened(sign_in(uploader), address(row))
    assert answer.status_code == 404
    assert "manque dans le dossier de données" in answer.text


def test_a_document_is_never_kept_by_caches(sign_in, uploader, keep):
    answer = opened(sign_in(uploader), address(keep(made.PNG, "photo.png")))
    assert "no-store" in answer.headers["Cache-Control"] or (
        "no-cache" in answer.headers["Cache-Control"]
    )
    assert "public" not in answer.headers["Cache-Control"]
