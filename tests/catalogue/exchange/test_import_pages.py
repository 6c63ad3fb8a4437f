"""The import, in a browser: a file, its preview, the act, its undoing."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.exchange.models import ImportBatch
from catalogue.exchange.vocabulary import BatchState, ImportKind
from catalogue.exchange.workbook import read
from catalogue.permissions import Role
from catalogue.records.models import Edition
from tests import factories
from tests.catalogue.exchange.samples import REFERENCE, STANDARDS

MIL = "NM 1:2019;Mil;CTN2;67.060;Norme nouvelle;;;12/03/2020;"
WRONG = "NM 3:2019;<b>Fonio</b>;CTN99;;;;;;"


@pytest.fixture
def page(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT, name="Awa Diallo")
    session.commit()
    return sign_in(account)


def send(page, *lines: str, kind: str = "standards", name: str = "stock.csv"):
    content = "\n".join(lines).encode()
    return page.post("/imports/nouveau", data={"kind": kind, "file": (io.BytesIO(content), name)})


def version(session) -> int:
    session.rollback()
    batch = session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc()).limit(1)).one()
    session.refresh(batch)
    return batch.version


def test_from_the_file_to_its_undoing(session, page):
    answer = send(page, STANDARDS, MIL, WRONG)
    assert answer.status_code == 302
    address = answer.location
    text = page.get(address).text
    assert text.index("Ligne 3") < text.index("Ligne 2")  # refused rows first
    assert "CTN99" in text
    assert "&lt;b&gt;Fonio" in text
    assert "<b>Fonio" not in text
    assert "1 à ajouter" in text

    refused = page.post(f"{address}/appliquer", data={"version": version(session)})
    assert refused.status_code == 422
    assert "Lignes refusées" in refused.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Edition)) == 0

    sent = {"version": version(session), "valid_rows_only": "y"}
    assert page.post(f"{address}/appliquer", data=sent).status_code == 302
    again = page.post(f"{address}/appliquer", data=sent)
    assert "Appliqué" in again.text
    session.rollback()
    assert session.scalars(sa.select(Edition.reference)).all() == ["NM 1:2019"]
    assert "Import appliqué".lower() in page.get(address).text.lower()

    undoing = page.get(f"{address}/annuler").text
    assert "Une fiche ajoutée par l’import sera retirée" in undoing
    bare = page.post(f"{address}/annuler", data={"version": version(session), "reason": ""})
    assert bare.status_code == 422
    done = page.post(
        f"{address}/annuler", data={"version": version(session), "reason": "Mauvais fichier"}
    )
    assert done.status_code == 302
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Edition)) == 0
    shown = page.get(address).text
    assert "Mauvais fichier" in shown
    assert page.get(f"{address}/annuler").status_code == 422


def test_the_refused_rows_come_back_as_a_file_to_correct(page):
    address = send(page, STANDARDS, MIL, "NM 3:2019;=1+1;CTN99;;;;;;").location
    answer = page.get(f"{address}/lignes-refusees.csv")
    [_heading, row] = read(answer.data, "refus.csv")[0].lines
    assert row.cells[:1] == ("NM 3:2019",)
    assert "CTN99" in row.cells
    assert "'=1+1" in answer.data.decode("utf-8-sig")
    corrected = answer.data.decode("utf-8-sig").replace("CTN99", "CTN9")
    assert send(page, *corrected.splitlines(), name="refus.csv").status_code == 302


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"\x89PNG\r\n\x1a\n....", "photo.xlsx", "n’est pas ce que son nom annonce"),
        (b"", "vide.csv", "vide"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "secret.xlsx", "mot de passe"),
        (b"Nom;Age\nAwa;3\n", "autre.csv", "Aucune ligne de titres"),
        (b"%PDF-1.7", "norme.pdf", "un de ces formats"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_explained_beside_its_field(session, page, content, name, said):
    answer = page.post(
        "/imports/nouveau", data={"kind": "standards", "file": (io.BytesIO(content), name)}
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert 'href="#file"' in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(ImportBatch)) == 0


def test_a_preview_out_of_date_is_made_again(session, page):
    address = send(page, STANDARDS, MIL).location
    begin_write(session)
    factories.edition(session, "NM 1:2019", title_fr="Entre-temps")
    session.commit()
    answer = page.post(
        f"{address}/appliquer", data={"version": version(session)}, follow_redirects=True
    )
    assert "Les données ont changé depuis la vérification" in answer.text
    assert "Entre-temps" in answer.text


def test_a_stale_page_is_answered_409(page):
    address = send(page, STANDARDS, MIL).location
    assert page.post(f"{address}/appliquer", data={"version": 99}).status_code == 409


def test_a_file_can_be_abandoned(session, page):
    address = send(page, STANDARDS, MIL).location
    answer = page.post(f"{address}/abandonner", data={"version": version(session)})
    assert answer.status_code == 302
    session.rollback()
    assert session.scalars(sa.select(ImportBatch.state)).all() == [BatchState.DISCARDED]
    assert "n’ont pas été gardées" in page.get(address).text


@pytest.mark.parametrize("kind", ImportKind)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_blank_files_are_downloaded(page, kind, ending):
    answer = page.get(f"/imports/modele/{kind.value}.{ending}")
    assert answer.status_code == 200
    assert read(answer.data, f"modele.{ending}")[0].lines[0].cells


def test_an_unknown_blank_or_batch_is_not_found(page):
    for address in ("/imports/modele/autre.xlsx", "/imports/modele/standards.pdf", "/imports/99"):
        assert page.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/imports", "/imports/{id}"])
def test_pages_ask_as_much_of_the_database_for_many_rows_as_for_few(
    session, page, count_queries, address
):
    send(page, STANDARDS, MIL)
    where = address.format(id=1)
    page.get(where)
    with count_queries as few:
        page.get(where)
    counted = few.count
    few.statements.clear()
    begin_write(session)
    session.scalars(sa.select(ImportBatch)).one().state = BatchState.DISCARDED
    session.commit()
    rows = [f"ISO;ISO {70_000 + n}:2030;Titre;;Principal;Motif" for n in range(40)]
    for n in range(5):
        send(page, REFERENCE, *rows[: 35 + n], kind="reference", name=f"{n}.csv")
    where = address.format(id=6)
    page.get(where)
    with count_queries as many:
        page.get(where)
    assert many.count == counted
