"""The published programme as visitors, programs and the secretariat meet it."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from lxml import etree
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from catalogue.outbox import services as outbox
from catalogue.publication.models import ProgrammePaper
from catalogue.work_programme.models import work_item_ics
from catalogue.work_programme.vocabulary import Forecast, WorkItemStatus
from tests import factories

ADDRESS = "/programme/editions/2026-S2"
ATOM = "{http://www.w3.org/2005/Atom}"


def sent(client, path):
    """Give the bytes of a file, and close it."""
    with client.get(path) as answer:
        return answer.data


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def programme(session):
    """Lay one subject in preparation and one standard homologated in the half-year."""
    committee = factories.committee(session, "CTN1")
    item = factories.work_item(
        session,
        title_fr='=Beurre de <karité> & #import "x"',
        committee_id=committee.id,
        base_reference="CXS 325:2017",
        forecast=Forecast.SIGNIFICANT,
        contact="Bureau 12",
    )
    session.execute(work_item_ics.insert().values(work_item_id=item.id, ics_code="67.200.10"))
    factories.edition(
        session, "NM 7:2026", national=True, homologated_on=date(2026, 9, 1), title_fr="Sésame"
    )
    session.commit()
    return item


@pytest.mark.usefixtures("programme")
def test_the_secretariat_reads_then_publishes(session, secretary, sign_in, set_papers):
    session.commit()
    desk = sign_in(secretary)
    form = desk.get("/programme/editions/nouvelle")
    assert "Second semestre 2026" in form.text
    answers = {"half_year": "2026-S2", "once": "a" * 32}
    preview = desk.post("/programme/editions/nouvelle", data={**answers, "step": "apercu"})
    assert preview.status_code == 200
    assert "Sésame" in preview.text
    assert desk.get(ADDRESS).status_code == 404
    seen = preview.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    data = {**answers, "seen": seen, "step": "publier"}
    done = desk.post("/programme/editions/nouvelle", data=data)
    assert done.location == ADDRESS
    again = desk.post("/programme/editions/nouvelle", data=data)
    assert again.location == ADDRESS
    assert desk.get("/programme/editions/2026-S2-2").status_code == 404
    assert "le PDF se prépare" in desk.get(ADDRESS).text
    assert "se prépare" in desk.get(f"{ADDRESS}.pdf").text
    set_papers()
    assert sent(desk, f"{ADDRESS}.pdf").startswith(b"%PDF-")


@pytest.mark.usefixtures("programme")
def test_a_programme_that_changed_is_shown_again(session, secretary, sign_in):
    session.commit()
    desk = sign_in(secretary)
    data = {"half_year": "2026-S2", "seen": "0" * 64, "step": "publier"}
    answer = desk.post("/programme/editions/nouvelle", data=data)
    assert answer.status_code == 409
    assert "Le programme a changé depuis l’aperçu" in answer.text
    assert "Publier cette édition" in answer.text


@pytest.mark.usefixtures("programme")
def test_a_second_edition_asks_why_before_the_preview(secretary, sign_in, publish):
    publish()
    desk = sign_in(secretary)
    answer = desk.post(
        "/programme/editions/nouvelle", data={"half_year": "2026-S2", "step": "apercu"}
    )
    assert answer.status_code == 422
    assert "écrivez pourquoi" in answer.text


def test_a_visitor_reads_an_edition_list_by_list(client, programme, publish):
    publish()
    page = client.get(ADDRESS)
    assert "=Beurre de &lt;karité&gt; &amp; #import" in page.text
    assert "Première édition" in page.text
    assert f'href="/programme/{programme.id}"' in page.text
    assert "Sésame" in client.get(f"{ADDRESS}?liste=adoptees").text
    assert "n’existe pas" in client.get(f"{ADDRESS}?page=9").text
    assert ADDRESS in client.get("/programme/editions").text
    assert "/programme/editions" in client.get("/programme").text
    wrong = client.get("/programme/editions/2031-S9")
    assert wrong.status_code == 404
    assert "par exemple 2026-S2" in wrong.text


def test_no_link_leads_to_what_the_public_no_longer_sees(session, client, programme, publish):
    publish()
    programme.status = WorkItemStatus.ABANDONED
    session.commit()
    page = client.get(ADDRESS).text
    assert f'href="/programme/{programme.id}"' not in page
    assert "Beurre" in page


@pytest.mark.usefixtures("programme")
def test_the_files_hold_every_list(client, publish, set_papers):
    publish()
    set_papers()
    table = client.get(f"{ADDRESS}.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert [row["Liste"] for row in rows if not row["Nombre"]] == [
        "Normes en préparation",
        "Normes adoptées au cours du semestre",
    ]
    # A spreadsheet must not run what somebody typed.
    assert rows[0]["Titre"].startswith("'=Beurre")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{ADDRESS}.xlsx").data))
    assert book.sheet_names == [
        *("En préparation", "Adoptées", "Sorties"),
        *("Culture et mœurs", "Travail (OIT)", "Genre, totaux"),
    ]
    assert "NM 7:2026" in book.get_sheet_by_name("Adoptées").to_python()[1]
    whole = client.get(f"{ADDRESS}.json").json
    assert [len(whole["lists"][name]) for name in ("preparation", "adoptees", "sorties")] == [
        1,
        1,
        0,
    ]
    assert whole["lists"]["adoptees"][0]["adopted_on"] == "2026-09-01"
    assert whole["lists"]["preparation"][0]["forecast"]["code"] == "1"
    pdf = PdfReader(io.BytesIO(sent(client, f"{ADDRESS}.pdf")))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    text = text.replace("\u200b", "")
    assert '#import "x"' in text
    assert "NM 7:2026" in text
    assert whole["sha256"] in text.replace(" ", "")


@pytest.mark.usefixtures("programme")
def test_a_paper_is_made_once(session, publish, set_papers):
    edition = publish()
    set_papers()
    document = session.get(ProgrammePaper, edition.id).document_id
    outbox.enqueue(session, "programme_paper", {"edition_id": edition.id}, at=edition.published_at)
    session.commit()
    set_papers()
    session.expire_all()
    assert session.get(ProgrammePaper, edition.id).document_id == document


@pytest.mark.usefixtures("programme")
def test_the_notices_say_what_is_missing(client, publish):
    publish()
    page = plain(client.get(f"{ADDRESS}/avis"))
    for words in (
        "Période : du 01/07/2026 au 31/12/2026",
        "Normes en préparation : 1",
        "Adresse : à compléter",
        "http://localhost/programme/editions/2026-S2",
        "G/TBT/CS/N/191, 22 juin 2017",
        "- 67 ",
        "Standards adopted in the period: 1",
        "Address: to be completed",
    ):
        assert words in page, words


@pytest.mark.usefixtures("programme")
def test_the_feed_is_atom(client, publish):
    empty = etree.fromstring(client.get("/programme/flux.atom").data)
    assert empty.findall(f"{ATOM}entry") == []
    publish()
    answer = client.get("/programme/flux.atom")
    assert answer.content_type.startswith("application/atom+xml")
    feed = etree.fromstring(answer.data)
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == f"http://localhost{ADDRESS}"
    assert "Une norme en préparation" in entry.find(f"{ATOM}summary").text


@pytest.mark.usefixtures("programme")
def test_programs_page_through_an_edition(client, publish):
    publish()
    listed = client.get("/api/v1/publications").json
    assert [one["code"] for one in listed["items"]] == ["2026-S2"]
    one = client.get("/api/v1/publications/2026-S2").json
    assert one["counts"]["preparation"] == 1
    lines = client.get("/api/v1/publications/2026-S2/lines?list=adoptees").json
    assert (lines["total"], lines["items"][0]["reference"]) == (1, "NM 7:2026")
    assert client.get("/api/v1/publications/2026-S2/lines?list=x").status_code == 422
    assert client.get("/api/v1/publications/zzz").status_code == 404


@pytest.mark.parametrize("path", [ADDRESS, "/programme/editions"])
def test_a_page_asks_as_much_whatever_the_programme(session, client, publish, count_queries, path):
    factories.work_item(session)
    session.commit()
    publish()
    client.get(path)
    with count_queries as few:
        client.get(path)
    asked = few.count
    for _number in range(30):
        factories.work_item(session)
    session.commit()
    publish(reason="Trente sujets de plus.")
    with count_queries as many:
        client.get(path)
    assert many.count - asked <= asked <= 12


@pytest.mark.usefixtures("programme")
def test_the_command_writes_what_the_page_gives(app, client, publish, set_papers, tmp_path):
    publish()
    runner = app.test_cli_runner()
    early = runner.invoke(args=["export", "programme", "--edition", "2026-S2", "--format", "pdf"])
    assert early.exit_code == 1
    assert "n’est pas encore fait" in early.output
    set_papers()
    for ending in ("pdf", "csv", "xlsx", "json"):
        path = tmp_path / f"edition.{ending}"
        args = ["export", "programme", "--edition", "2026-S2", "--format", ending]
        done = runner.invoke(args=[*args, "--output", str(path)])
        assert done.exit_code == 0, done.output
        if ending in {"pdf", "csv"}:
            assert path.read_bytes() == sent(client, f"{ADDRESS}.{ending}")
        assert path.stat().st_size > 200
    unknown = runner.invoke(args=["export", "programme", "--edition", "2031-S1"])
    assert unknown.exit_code == 1
    assert "Aucune édition" in unknown.output
