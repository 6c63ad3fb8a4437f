"""Keeping files: only what their name announces, whole, once, and nothing after a refusal."""

from __future__ import annotations

import hashlib
import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.documents import services
from catalogue.documents.models import Document
from catalogue.documents.vocabulary import ending_of, plain_name
from catalogue.errors import DomainError
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.documents import made_files as made


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def keep(session, folder, clock):
    actor = factories.actor(factories.account(session, Role.SECRETARIAT))

    def act(content, file_name, **facts):
        return services.store_file(
            session,
            folder,
            io.BytesIO(content),
            file_name=file_name,
            actor=actor,
            at=clock(),
            **facts,
        )

    return act


def left_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (made.DOCX, "projet.docx", "wordprocessingml.document"),
        (made.XLSX, "liste.xlsx", "spreadsheetml.sheet"),
        (made.ODT, "projet.odt", "opendocument.text"),
        (made.ODS, "liste.ods", "opendocument.spreadsheet"),
        (made.OLE, "ancien.doc", "msword"),
        (made.OLE, "ancien.xls", "ms-excel"),
        (made.PNG, "photo.PNG", "image/png"),
        (made.JPEG, "photo.jpeg", "image/jpeg"),
        (b"\n\n" + made.pdf("Texte"), "projet.PDF", "application/pdf"),
    ],
)
def test_a_sound_file_is_kept_by_its_digest(keep, folder, content, name, media_type):
    row = keep(content, name)
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert (row.file_name, row.size) == (name, len(content))
    assert media_type in row.media_type
    assert services.path_of(folder, row).read_bytes() == content
    assert len(left_in(folder)) == 1


def test_a_pdf_tells_its_pages_and_those_scanned(keep):
    row = keep(made.pdf("Domaine d'application", "", "Essais", ""), "projet.pdf")
    assert (row.pages, row.pages_without_text) == (4, 2)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "vide.pdf", "vide"),
        (b"", "vide.docx", "vide"),
        (b"Bonjour", "texte.pdf", "pas ce que son nom annonce (.pdf)"),
        (made.PNG, "photo.jpg", "pas ce que son nom annonce (.jpg)"),
        (made.XLSX, "projet.docx", "pas ce que son nom annonce (.docx)"),
        (made.ODS, "projet.odt", "pas ce que son nom annonce (.odt)"),
        (made.archive("virus.exe"), "projet.docx", "pas ce que son nom annonce"),
        (b"<html><script>alert(1)</script>", "photo.png", "pas ce que son nom annonce"),
        (b"x", "programme.exe", "pas accepté"),
        (b"x", "page.html", "pas accepté"),
        (b"x", "dessin.svg", "pas accepté"),
        (b"x", "sans-fin", "pas accepté"),
        (b"x", ".pdf", "pas accepté"),
        (b"x", "", "pas accepté"),
        (b"%PDF-1.7\nrien qui vaille", "projet.pdf", "abîmé"),
        (made.pdf("Texte")[:-400], "tronque.pdf", "abîmé"),
        (made.pdf(), "sans-page.pdf", "abîmé"),
        (made.circle(), "cercle.pdf", "abîmé"),
        (made.pdf("Texte", password="secret"), "ferme.pdf", "protégé"),
        (made.modern_lock(), "achete.pdf", "protégé"),
    ],
)
def test_a_refused_file_is_told_and_leaves_nothing(keep, folder, content, name, told):
    with pytest.raises(DomainError, match=r".") as caught:
        keep(content, name)
    assert told in str(caught.value)
    assert left_in(folder) == []


def test_a_bomb_ends_its_own_process_only(keep, folder):
    with pytest.raises(DomainError, match="trop complexe"):
        keep(made.bomb(), "bombe.pdf")
    assert left_in(folder) == []


def test_a_pdf_that_opens_without_a_password_is_read(keep):
    row = keep(made.pdf("Texte", password=""), "restreint.pdf")
    assert (row.pages, row.pages_without_text) == (1, 0)


def test_the_same_bytes_are_kept_once_and_known_twice(keep, folder, session):
    first, second = keep(made.PNG, "a.png"), keep(made.PNG, "b.png", title="Essai")
    assert first.sha256 == second.sha256
    assert (second.title, second.file_name) == ("Essai", "b.png")
    assert len(left_in(folder)) == 1
    with pytest.raises(DomainError):
        keep(made.PNG, "c.pdf")
    assert services.path_of(folder, first).read_bytes() == made.PNG
    assert len(session.scalars(sa.select(Document)).all()) == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Awa\\projet final.pdf", "projet final.pdf"),
        ("/absolu/chemin.pdf", "chemin.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("  deux   espaces .pdf ", "deux espaces .pdf"),
        ("nul\0.pdf", "nul.pdf"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(given, kept):
    assert plain_name(given) == kept


def test_a_name_turned_around_shows_its_true_ending(keep):
    with pytest.raises(DomainError, match="pas accepté"):
        keep(made.PNG, "photo\u202egnp.exe")


def test_a_long_name_keeps_its_ending(keep):
    row = keep(made.PNG, "é" * 400 + ".png")
    assert len(row.file_name) == 255
    assert row.file_name.endswith(".png")
    assert ending_of(row.file_name) == "png"
    assert len(row.title) <= 300


def test_files_are_for_the_service_alone(keep, folder):
    path = services.path_of(folder, keep(made.PNG, "a.png"))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.parent.stat().st_mode & 0o077 == 0


def test_a_full_disk_is_said_and_leaves_nothing(keep, folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(services.os, "fsync", full)
    with pytest.raises(DomainError, match="plus de place"):
        keep(made.PNG, "a.png")
    assert left_in(folder) == []


def test_a_paper_is_known_by_title_and_date(session, folder, clock):
    actor = factories.actor(factories.account(session, Role.SECRETARIAT))
    row = services.store_paper(
        session, title=" NM 01.001 ", dated_on=date(2016, 2, 1), actor=actor, at=clock()
    )
    assert (row.title, row.sha256) == ("NM 01.001", None)
    with pytest.raises(DomainError, match="sur papier"):
        services.path_of(folder, row)
    with pytest.raises(DomainError, match="titre"):
        services.store_paper(session, title=" ", dated_on=date(2016, 2, 1), actor=actor, at=clock())
