"""The pages of the reference list, for a visitor and for those who keep it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
import yaml

from catalogue.permissions import Role
from catalogue.reference_list.models import ReferenceEntry
from tests import factories


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def entry_id(session, reference):
    return session.scalar(sa.select(ReferenceEntry.id).where(ReferenceEntry.reference == reference))


@pytest.fixture
def secretary(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT, name="Awa Diallo")
    session.commit()
    return sign_in(account)


def test_the_three_interests_are_counted_apart(client):
    page = text(client.get("/liste-de-reference"))
    assert "79 entrées comptées" in page
    assert "44 d’intérêt principal et 35 d’intérêt significatif" in page
    assert "193 d’intérêt potentiel, à examiner" in page
    assert "marqueur" not in page.lower()


def test_filters_widen_and_narrow(client):
    assert "18 entrées" in text(client.get("/liste-de-reference?organisme=ECOWAS"))
    both = text(client.get("/liste-de-reference?organisme=ECOWAS&organisme=ARSO"))
    assert "36 entrées" in both
    page = text(client.get("/liste-de-reference?q=preservatifs+feminins&interet=principal"))
    assert "ISO 25841:2017" in page
    assert "Aucune entrée ne répond" in text(client.get("/liste-de-reference?q=zzzz"))


def test_a_missing_number_is_said_missing(client, session):
    page = text(client.get("/liste-de-reference?q=gari"))
    assert "numéro à compléter" in page
    numberless = session.scalar(
        sa.select(ReferenceEntry.id).where(ReferenceEntry.title_fr == "Gari")
    )
    assert "Numéro à compléter, Gari" in text(client.get(f"/liste-de-reference/{numberless}"))


def test_an_entry_says_how_it_is_known(client, session):
    page = text(client.get(f"/liste-de-reference/{entry_id(session, 'ISO 53800:2024')}"))
    for expected in (
        "Catalogue officiel de l’organisme",
        "https://www.iso.org/standard/84591.html",
        "relevé du 2 juin 2025",
        "Document retrouvé",
        "03.100.02 ",
        "Contains information from ISO Open Data",
    ):
        assert expected in page


def test_a_hypothesis_is_said_to_be_one(client, session):
    potential = session.scalar(
        sa.select(ReferenceEntry.id).where(ReferenceEntry.relevance == "potential").limit(1)
    )
    page = text(client.get(f"/liste-de-reference/{potential}"))
    assert "c’est une hypothèse à examiner" in page
    assert client.get("/liste-de-reference/999999").status_code == 404


def test_the_list_as_a_file(client):
    answer = client.get("/liste-de-reference.csv?interet=principal")
    lines = answer.get_data(as_text=True).splitlines()
    assert answer.mimetype == "text/csv"
    assert len(lines) == 45
    assert "Intérêt pour le genre" in lines[0]


def test_the_list_costs_the_same_for_few_and_many(client, count_queries):
    client.get("/liste-de-reference")
    with count_queries as few:
        client.get("/liste-de-reference?organisme=IWA")
    wanted = few.count
    few.statements.clear()
    with count_queries as many:
        client.get("/liste-de-reference")
    assert many.count == wanted


def test_confirming_and_correcting(secretary, session):
    number = entry_id(session, "ISO 53800:2024")
    address = f"/liste-de-reference/{number}"
    assert secretary.post(f"{address}/verifier", data={"version": 1}).status_code == 422
    answer = secretary.post(
        f"{address}/verifier",
        data={"version": 1, "source": "Texte de la norme, édition 2024"},
        follow_redirects=True,
    )
    page = text(answer)
    assert "Vérifiée par l’Agence" in page
    assert "par Awa Diallo, le 23 novembre 2026. Source : Texte de la norme" in page
    form = text(secretary.get(f"{address}/corriger"))
    assert 'value="ISO 53800:2024"' in form
    kept = {
        "version": 2,
        "reference": "ISO 53800:2024",
        "body_code": "ISO",
        "title_fr": "Titre corrigé",
        "relevance": "principal",
        "rationale_fr": "Raison corrigée.",
        "evidence_kind": "official_catalogue",
        "ics": "03.100.02",
    }
    page = text(secretary.post(f"{address}/corriger", data=kept, follow_redirects=True))
    assert "Raison corrigée." in page
    assert "Vérifiée par l’Agence" not in page
    assert secretary.post(f"{address}/corriger", data=kept).status_code == 409


def test_a_visitor_reads_no_name(client, session):
    entry = session.get(ReferenceEntry, entry_id(session, "ISO 53800:2024"))
    account = factories.account(session, Role.REVIEWER, name="Awa Diallo")
    entry.verified_by_id = account.id
    entry.verified_on, entry.verification_source = account.created_at.date(), "Le texte"
    session.commit()
    page = text(client.get(f"/liste-de-reference/{entry.id}"))
    assert "par l’Agence, le 5 janvier 2026" in page
    assert "Awa Diallo" not in page


def test_a_recorded_standard_is_added_and_shown_together(secretary, session):
    edition = factories.edition(session, "MN 77:2025", title_fr="Toilettes publiques")
    session.commit()
    page = text(secretary.get(f"/normes/{edition.id}"))
    assert "Ajouter à la liste de référence" in page
    address = f"/liste-de-reference/nouvelle?depuis=edition:{edition.id}"
    assert 'value="MN 77:2025"' in text(secretary.get(address))
    answer = secretary.post(
        address,
        data={
            "reference": "MN 77:2025",
            "body_code": "AMANORM",
            "title_fr": "Toilettes publiques",
            "relevance": "significant",
            "rationale_fr": "Nombre de cabines pour les femmes.",
            "evidence_kind": "staff",
        },
        follow_redirects=True,
    )
    assert f'<a href="/normes/{edition.id}">MN 77:2025</a>' in text(answer)
    page = text(secretary.get(f"/normes/{edition.id}"))
    assert "Nombre de cabines pour les femmes." in page
    assert "Ajouter à la liste" not in page


def test_nearest_entries_stand_beside_a_standard(client, session):
    edition = factories.edition(session, title_fr="Préservatifs masculins en latex")
    session.commit()
    page = text(client.get(f"/normes/{edition.id}"))
    assert "Entrées proches" in page
    assert "ISO 25841:2017" in page


def test_an_entry_is_cited_and_given_as_a_relaton_file(client, session):
    page = text(client.get(f"/liste-de-reference/{entry_id(session, 'ISO 53800:2024')}"))
    assert "ISO 53800:2024, Lignes directrices relatives à la promotion" in page
    assert "ISO, mai 2024. Disponible à l’adresse" in page
    href = f"/liste-de-reference/{entry_id(session, 'ISO 53800:2024')}/relaton.yaml"
    assert href in page
    found = yaml.safe_load(client.get(href).get_data(as_text=True))
    assert found["docid"][0] == {"id": "ISO 53800:2024", "type": "ISO", "primary": True}
    assert found["docstatus"] == {"stage": {"value": "60"}, "substage": {"value": "60"}}
    assert found["date"] == [{"type": "published", "value": "2024-05"}]
    assert client.get("/liste-de-reference/999999/relaton.yaml").status_code == 404


def test_a_working_translation_is_cited_as_one(client, session):
    page = text(client.get(f"/liste-de-reference/{entry_id(session, 'IWA 34:2021')}"))
    assert "general criteria [traduction de travail : Entrepreneuriat féminin" in page
