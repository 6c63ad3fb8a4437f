"""From a closed reading to a report everybody reads; what is hidden outside; its PDFs."""

from __future__ import annotations

import io

import pytest
from flask import g
from pypdf import PdfReader

from catalogue import clock
from catalogue.outbox import worker
from review.analysis_reports.models import AnalysisReport
from tests.review.analysis_reports.conftest import TEXTS

ONCE = "a" * 32


def plain(answer):
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def version_in(page):
    return page.split('name="version"')[1].split('value="')[1].split('"')[0]


def text_of(pdf):
    told = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(told.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.fixture
def visitor(app):
    def get(path):
        g.pop("_login_user", None)
        return app.test_client().get(path)

    return get


@pytest.fixture
def desk(session, sign_in, secretary):
    """Save what was laid and give the client of the secretariat."""

    def act():
        session.commit()
        return sign_in(secretary)

    return act


@pytest.fixture
def set_papers(app, session):
    """Do what waits in the outbox among what takes long."""

    def act():
        with app.app_context():
            while worker.drain(session, at=clock.now(), holder="test", slow=True):
                pass

    return act


def test_from_a_reading_to_a_report(reading, desk, set_papers, visitor):
    client = desk()
    assert "2.1" in client.get("/rapports-d-analyse/nouveau").text
    made = client.post(
        "/rapports-d-analyse/nouveau",
        data={"reading_id": str(reading.id), **TEXTS, "causes": "", "once": ONCE},
    )
    place = made.location
    assert "À écrire." in client.get(place).text
    assert visitor(place).status_code == 404
    assert visitor(f"{place}.pdf").status_code == 404
    client = desk()
    form = client.get(f"{place}/publier").text
    refused = client.post(f"{place}/publier", data={"read_again": "y", "version": version_in(form)})
    assert refused.status_code == 422
    assert "Causes" in refused.text
    form = client.get(f"{place}/modifier").text
    client.post(f"{place}/modifier", data={**TEXTS, "version": version_in(form)})
    assert client.get(f"{place}.pdf").data.startswith(b"%PDF")
    form = client.get(f"{place}/publier").text
    done = client.post(f"{place}/publier", data={"read_again": "y", "version": version_in(form)})
    assert done.location == place
    assert "se prépare" in client.get(place).text
    set_papers()
    page = plain(client.get(place))
    assert "9 sur 24" in page
    assert "Exemplaire interne" in page
    with client.get(f"{place}/interne.pdf") as answer:
        inside = text_of(answer.data)
    assert "9 sur 24" in inside
    assert '#import "x"' in inside
    assert "Terminé" in plain(client.get("/livrables?ligne=2.1"))

    shown = plain(visitor(place))
    assert "Les femmes restent peu nombreuses." in shown
    assert "masqué" in shown
    assert "Exemplaire interne" not in shown
    assert "Rapport 2.1 n° 1" in plain(visitor("/rapports-d-analyse"))
    with visitor(f"{place}.pdf") as answer:
        outside = text_of(answer.data)
    assert "masqué" in outside
    assert "Exemplaire pour l’extérieur" in outside
    assert visitor(f"{place}/interne.pdf").status_code in {302, 303}


def test_a_draft_is_taken_away(draft, desk):
    client = desk()
    place = f"/rapports-d-analyse/{draft.id}"
    form = client.get(f"{place}/retirer").text
    client.post(f"{place}/retirer", data={"version": version_in(form)})
    assert client.get(place).status_code == 404


def test_the_list_asks_as_much_whatever_its_length(session, draft, publish, desk, count_queries):
    reading_id = publish(draft).reading_id
    for _more in range(20):
        session.add(AnalysisReport(line_code="2.1", reading_id=reading_id, begun_at=clock.now()))
    client = desk()
    client.get("/rapports-d-analyse")
    with count_queries as many:
        assert client.get("/rapports-d-analyse").status_code == 200
    assert many.count <= 12
