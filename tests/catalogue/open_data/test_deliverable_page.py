"""The page of one of ISO's documents: what is known, what replaces it, who refers to it."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from catalogue.permissions import Role
from catalogue.records.models import IcsCode
from catalogue.records.vocabulary import Correspondence
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from catalogue.search import services
from tests import factories


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def _footwear(session):
    """Three editions of one standard, as ISO numbers them."""
    for reference, iso_id, stage, day, replaces, replaced_by in (
        ("ISO 20345:2004", 32390, "95.99", "2004-08", [], [51036]),
        ("ISO 20345:2011", 51036, "95.99", "2011-12", [32390], [73222, 99999]),
        ("ISO 20345:2021", 73222, "60.60", "2021-12-17", [51036], []),
    ):
        factories.deliverable(
            session,
            reference,
            iso_id=iso_id,
            title_fr="Équipement de protection individuelle - Chaussures de sécurité",
            title_en="Personal protective equipment - Safety footwear",
            stage_code=stage,
            published_on=day,
            ics=["13.340.50"],
            committee="ISO/TC 94/SC 3",
            replaces=replaces,
            replaced_by=replaced_by,
        )


def test_a_withdrawn_document_is_never_shown_as_valid(session, client):
    session.commit()
    page = text(client.get("/normes/iso/51036"))
    assert "Ce document est annulé." in page
    assert '<a href="/normes/iso/73222">ISO 20345:2021</a>' in page
    assert "document n° 99999 de l’ISO" in page
    assert "13.340.50 " in page
    assert "ISO 20345:2011, Équipement de protection individuelle — Chaussures" in page
    assert "ISO, décembre 2011. Document annulé." in page
    assert "Contains information from ISO Open Data" in page
    assert "https://www.iso.org/standard/51036.html" in page


def test_the_edition_in_force_is_marked_among_the_others(session, client):
    session.commit()
    page = text(client.get("/normes/iso/73222"))
    assert "Ce document est annulé" not in page
    assert page.index("ISO 20345:2021</strong>") < page.rindex("ISO 20345:2011</a>")
    assert page.count("Édition actuelle") == 1
    assert client.get("/normes/iso/1").status_code == 404
    assert client.get("/normes/iso/99999999999999").status_code == 404


def test_it_is_given_as_a_relaton_file(session, client):
    session.commit()
    answer = client.get("/normes/iso/51036/relaton.yaml")
    found = yaml.safe_load(answer.get_data(as_text=True))
    assert found["docid"][0]["id"] == "ISO 20345:2011"
    assert found["docstatus"] == {"stage": {"value": "95"}, "substage": {"value": "99"}}
    assert [one["type"] for one in found["relation"]] == ["obsoletes", "obsoletedBy"]
    assert found["ext"]["structuredidentifier"]["project_number"] == "51036"
    assert found["ext"]["editorialgroup"]["technical_committee"][0]["number"] == 94
    assert client.get("/normes/iso/1/relaton.yaml").status_code == 404


def test_what_rests_on_it_here_is_shown(session, client):
    adopted = factories.edition(
        session,
        "NM ISO 20345:2014",
        base_reference="iso 20345 : 2011",
        correspondence=Correspondence.IDENTICAL,
    )
    item = factories.work_item(session, title_fr="Chaussures", base_reference="ISO 20345:2011")
    other = factories.work_item(session, title_fr="Gants", base_reference="ISO 20344:2011")
    session.commit()
    page = text(client.get("/normes/iso/51036"))
    assert "Repris au Mali" in page
    assert f'<a href="/normes/{adopted.id}">NM ISO 20345:2014</a>' in page
    assert f"/programme/{item.id}" in page
    assert f"/programme/{other.id}" not in page
    for address in (f"/normes/{adopted.id}", f"/programme/{item.id}"):
        leading = text(client.get(address))
        assert '<a href="/normes/iso/51036">' in leading
        assert "ISO 20345:2011 est annulée ; édition en vigueur : ISO 20345:2021" in leading
        assert '<a href="/normes/iso/73222">Voir ISO 20345:2021</a>' in leading


def test_an_abandoned_item_is_not_shown_to_a_visitor(session, client, sign_in):
    item = factories.work_item(session, base_reference="ISO 20345:2011", status="abandoned")
    session.commit()
    assert f"/programme/{item.id}" not in text(client.get("/normes/iso/51036"))
    sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    assert f"/programme/{item.id}" in text(client.get("/normes/iso/51036"))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("ISO 20345", "/normes/iso/73222"),
        ("iso20345", "/normes/iso/73222"),
        ("20345:2011", "/recherche?q=20345:2011"),
        ("ISO 20345-2011", "/normes/iso/51036"),
        ("ISO 20345:2013", "/recherche?q=ISO+20345:2013"),
        ("chaussures", "/recherche?q=chaussures"),
        ("", "/recherche"),
        ("x" * 500, f"/recherche?q={'x' * 200}"),
    ],
)
def test_a_reference_leads_to_its_record(session, client, typed, place):
    session.commit()
    answer = client.get("/normes/reference", query_string={"r": typed})
    assert answer.status_code == 302
    assert answer.location.replace("%3A", ":") == place


def test_a_reference_known_to_the_list_alone_leads_to_its_entry(client):
    answer = client.get("/normes/reference", query_string={"r": "ISO 53800:2024"})
    assert answer.location.startswith("/liste-de-reference/")


def test_an_entry_is_added_from_it_and_only_once(session, client, sign_in):
    factories.deliverable(
        session,
        "ISO 70001:2021",
        iso_id=70001,
        title_fr="Chaussures de sécurité",
        ics=["13.340.50"],
        published_on="2021-12-01",
    )
    session.commit()
    assert "Ajouter à la liste" not in text(client.get("/normes/iso/70001"))
    sign_in(factories.account(session, Role.SECRETARIAT, name="Awa Diallo"))
    session.commit()
    address = "/liste-de-reference/nouvelle?depuis=deliverable:70001"
    assert address in text(client.get("/normes/iso/70001"))
    form = text(client.get(address))
    for expected in ('value="ISO 70001:2021"', 'value="13.340.50"', 'value="2021-12-01"'):
        assert expected in form
    typed = {
        "reference": "ISO 70001:2021",
        "body_code": "ISO",
        "title_fr": "Chaussures de sécurité",
        "relevance": "significant",
        "rationale_fr": "Pointures et formes des femmes.",
        "evidence_kind": "official_catalogue",
    }
    answer = client.post(address, data=typed)
    added = session.query(ReferenceEntry).order_by(ReferenceEntry.id.desc()).first()
    assert answer.location == f"/liste-de-reference/{added.id}"
    assert added.stage_code == "60.60"
    page = text(client.get("/normes/iso/70001"))
    assert "Pointures et formes des femmes." in page
    assert "Ajouter à la liste" not in page
    again = client.get(address)
    assert again.location == f"/liste-de-reference/{added.id}"
    twice = client.post(address, data=typed)
    assert twice.location == f"/liste-de-reference/{added.id}"
    refused = client.post(address, data={**typed, "rationale_fr": "Largeurs de pied des femmes."})
    assert refused.status_code == 422
    assert "est déjà dans la liste" in text(refused)
    assert f'<a href="/liste-de-reference/{added.id}">Ouvrir l’entrée ISO 70001:2021</a>' in text(
        refused
    )
    assert "Largeurs de pied des femmes." in text(refused)  # what was typed is kept


@pytest.mark.parametrize(
    "source", ["deliverable:1", "deliverable:", "deliverable", "x:1", "edition:99999999999", ":"]
)
def test_an_unknown_source_gives_the_empty_form(session, client, sign_in, source):
    sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    answer = client.get("/liste-de-reference/nouvelle", query_string={"depuis": source})
    assert answer.status_code == 200
    assert "À partir de" not in text(answer)


def test_a_withdrawn_document_stays_withdrawn_in_the_list(session, client):
    entry = ReferenceEntry(
        body_code="ISO",
        reference="ISO 20345:2011",
        reference_key="iso 20345:2011",
        title_fr="Chaussures",
        relevance=Relevance.SIGNIFICANT,
        evidence_kind=EvidenceKind.STAFF,
    )
    session.add(entry)
    session.commit()
    page = text(client.get(f"/liste-de-reference/{entry.id}"))
    assert "ISO 20345:2011 est annulée ; édition en vigueur : ISO 20345:2021" in page
    assert '<a href="/normes/iso/51036">ISO 20345:2011</a>' in page


def test_the_nearest_documents_stand_on_its_page(session, client, app):
    near = factories.edition(
        session,
        "NM 5:2020",
        title_fr="Chaussures de sécurité pour mineurs",
        ics_codes=[session.get_one(IcsCode, "13.340.50")],
    )
    session.commit()
    services.rebuild(session, services.the_index(app))
    page = text(client.get("/normes/iso/73222"))
    assert "Documents proches" in page
    assert f'<a href="/normes/{near.id}">NM 5:2020</a>' in page


def test_without_an_index_the_page_still_stands(session, client):
    session.commit()
    page = client.get("/normes/iso/73222")
    assert page.status_code == 200
    assert "Documents proches" not in text(page)


def test_the_page_costs_the_same_whatever_the_catalogue_holds(session, client, count_queries):
    session.commit()
    client.get("/normes/iso/73222")
    with count_queries as few:
        client.get("/normes/iso/73222")
    wanted = few.count
    few.statements.clear()
    for number in range(300):
        factories.deliverable(session, f"ISO {30000 + number}:2020", ics=["13.340.50"])
    for year in range(1950, 1960):
        factories.deliverable(session, f"ISO 20345:{year}", stage_code="95.99")
        factories.edition(session, f"NM 7{year}:2020", base_reference="ISO 20345:2021")
        factories.work_item(session, base_reference="ISO 20345:2021")
    session.commit()
    with count_queries as many:
        client.get("/normes/iso/73222")
    assert many.count <= wanted + 1  # the markers of its adoptions are read when it has some
    assert wanted <= 30


def test_dates_of_the_register_and_of_iso_stand_together(session, client):
    ours = factories.edition(
        session,
        "ISO 20345:2021",
        body_code="ISO",
        homologated_on=None,
        published_on=date(2021, 12, 17),
    )
    session.commit()
    page = text(client.get(f"/normes/{ours.id}"))
    assert "Dans le catalogue de l’ISO" in page
    assert '<a href="/normes/iso/73222">Tout ce que l’ISO en dit</a>' in page
    assert '<a href="/normes/iso/51036">ISO 20345:2011</a>' in page
    assert f'<a href="/normes/{ours.id}">fiche de ISO 20345:2021</a>' in text(
        client.get("/normes/iso/73222")
    )
