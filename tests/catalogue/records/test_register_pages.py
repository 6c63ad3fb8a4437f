"""The pages of the register: what a visitor reads, what the secretariat fills in."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
import yaml

from catalogue.permissions import Role
from catalogue.records.models import Edition, Relation
from catalogue.records.views import under_review
from catalogue.records.vocabulary import (
    Correspondence,
    EditionStatus,
    Nature,
    RelationKind,
    TagMarker,
)
from tests import factories
from tests.catalogue.records.register import ics, tag, text

FORM = {
    "reference": "MN 03-07/012:2019",
    "body_code": "AMANORM",
    "title_fr": "Beurre de karité",
    "kind": "standard",
    "ics": "67.200.10, 67.040",
    "homologated_on": "14/03/2019",
    "nature": "new",
}


@pytest.fixture
def secretary(session, sign_in):
    account = factories.account(session, Role.SECRETARIAT, name="Awa Diallo")
    session.commit()
    return sign_in(account)


def test_everything_known_is_on_the_page(session, client):
    committee = factories.committee(session, "CTN2")
    edition = factories.edition(
        session,
        "MN 03-07/012:2019",
        title_fr="Beurre de karité",
        ics_codes=ics(session, "67.200.10"),
        committee_id=committee.id,
        base_reference="CXS 325R-2017",
        correspondence=Correspondence.MODIFIED,
        cnncq_adopted_on=date(2019, 2, 1),
        homologated_on=date(2019, 3, 14),
        homologation_act="Arrêté 2019-0512",
        published_on=date(2019, 4, 2),
        source="Recueil 2019",
        source_url="https://exemple.org/recueil",
    )
    tag(session, edition, TagMarker.SIGNIFICANT)
    session.commit()
    page = text(client.get(f"/normes/{edition.id}"))
    for expected in (
        "MN 03-07/012:2019, Beurre de karité",
        "1 : genre pris en compte de façon significative",
        "Décision du 2 mars 2026",
        "67.200.10 ",
        committee.title_fr,
        "CXS 325R-2017",
        "MOD, modifiée",
        "1er février 2019",
        "14 mars 2019",
        "Arrêté 2019-0512",
        "2 avril 2019",
        "https://exemple.org/recueil",
        "AMANORM (Mali), homologation du 14 mars 2019.",
    ):
        assert expected in page
    assert "Modifier la fiche" not in page


def test_the_date_that_stands_in_for_homologation_is_said(session, client):
    edition = factories.edition(session, cnncq_adopted_on=date(2025, 5, 5), homologated_on=None)
    session.commit()
    page = text(client.get(f"/normes/{edition.id}"))
    assert "Non connue. La date d’adoption par le CNNCQ (5 mai 2025) en tient lieu" in page


@pytest.fixture
def examined():
    """Ids of the editions that somebody is said to be examining."""
    ids = set()

    def ask(_session, asked):
        return ids & set(asked)

    under_review.append(ask)
    yield ids
    under_review.remove(ask)


def test_not_examined_and_under_review_are_told_apart(session, client, examined):
    edition = factories.edition(session)
    session.commit()
    assert "n’a pas encore été relu" in text(client.get(f"/normes/{edition.id}"))
    examined.add(edition.id)
    page = text(client.get(f"/normes/{edition.id}"))
    assert "examen en cours" in page
    assert "n’a pas encore été relu" not in page


def test_the_latest_tag_stands_and_the_earlier_stay_readable(session, client):
    edition = factories.edition(session)
    tag(session, edition, TagMarker.NOT_SENSITIVE, decision=1)
    tag(session, edition, TagMarker.PRINCIPAL, decision=2)
    session.commit()
    page = text(client.get(f"/normes/{edition.id}"))
    before, after = page.split("Marqueurs précédents")
    assert "2 : le genre est l’objectif principal" in before
    assert "0 : non sensible au genre" in after


def test_editions_and_replacements_lead_to_each_other(session, client):
    old = factories.edition(session, "MN 99:2015", status=EditionStatus.WITHDRAWN)
    old.withdrawn_on, old.withdrawal_reason = date(2024, 1, 1), "Remplacée."
    new = factories.edition(session, "MN 99:2024")
    session.add(
        Relation(
            edition_id=new.id,
            kind=RelationKind.REPLACES,
            target_reference="MN 99:2015",
            target_edition_id=old.id,
            effective_on=date(2024, 1, 1),
        )
    )
    session.commit()
    page = text(client.get(f"/normes/{old.id}"))
    assert "Cette norme est annulée depuis le 1er janvier 2024." in page
    assert "Raison : Remplacée." in page
    assert f'Remplacée par : <a href="/normes/{new.id}">MN 99:2024</a>' in page
    assert f'Remplace : <a href="/normes/{old.id}">' in text(client.get(f"/normes/{new.id}"))


def test_an_undone_homologation_is_not_for_the_public(session, client):
    edition = factories.edition(session, status=EditionStatus.VOID)
    session.commit()
    assert client.get(f"/normes/{edition.id}").status_code == 404
    assert edition.reference not in text(client.get("/normes"))


def test_an_undone_homologation_stays_readable_inside(session, sign_in):
    edition = factories.edition(session, status=EditionStatus.VOID)
    account = factories.account(session, Role.MONITORING)
    session.commit()
    assert "a été défaite" in text(sign_in(account).get(f"/normes/{edition.id}"))


def test_recording_by_hand(secretary, session):
    answer = secretary.post("/normes/nouvelle", data=FORM, follow_redirects=True)
    page = text(answer)
    assert "La norme est enregistrée." in page
    assert "67.040 " in page
    edition = session.scalars(sa.select(Edition)).one()
    assert edition.nature is Nature.NEW
    assert edition.correspondence is None


def test_what_was_typed_is_kept_and_the_faults_said(secretary):
    answer = secretary.post(
        "/normes/nouvelle",
        data={**FORM, "homologated_on": "31/02/2026", "ics": "99.99", "title_fr": ""},
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "Le 31/02/2026 n’existe pas" in page
    assert 'value="31/02/2026"' in page
    answer = secretary.post("/normes/nouvelle", data={**FORM, "ics": "99.99", "title_fr": ""})
    page = text(answer)
    assert answer.status_code == 422
    assert "Code ICS inconnu : 99.99" in page
    assert 'value="99.99"' in page
    assert 'href="#title_fr"' in page


def test_a_duplicate_leads_to_the_standard_there(secretary, session):
    there = factories.edition(session, "MN 03-07/012:2019", title_fr="Déjà là")
    session.commit()
    page = text(secretary.post("/normes/nouvelle", data=FORM))
    assert "Cette référence est déjà enregistrée : MN 03-07/012:2019, « Déjà là »" in page
    assert f'href="/normes/{there.id}"' in page


def test_a_base_without_degree_is_warned_of(secretary):
    data = {**FORM, "base_reference": "ISO 22000:2018"}
    page = text(secretary.post("/normes/nouvelle", data=data, follow_redirects=True))
    assert "ne sera comptée ni comme nationale ni comme adoption" in page
    assert "n’est comptée ni comme nationale ni comme adoption" in page


def test_changing_withdrawing_linking(secretary, session):
    secretary.post("/normes/nouvelle", data=FORM)
    edition = session.scalars(sa.select(Edition)).one()
    address = f"/normes/{edition.id}"
    shown = text(secretary.get(f"{address}/modifier"))
    assert 'value="14/03/2019"' in shown
    changed = {**FORM, "title_fr": "Beurre de karité non raffiné", "version": edition.version}
    answer = secretary.post(f"{address}/modifier", data=changed, follow_redirects=True)
    assert "Beurre de karité non raffiné" in text(answer)
    stale = secretary.post(f"{address}/modifier", data={**changed, "title_fr": "Trop tard"})
    assert stale.status_code == 409
    assert "Trop tard" in text(stale)
    assert "Beurre de karité non raffiné" in text(stale)
    linked = secretary.post(
        f"{address}/liens/nouveau",
        data={"kind": "cites", "target_reference": "CXS 193-1995"},
        follow_redirects=True,
    )
    assert "Cite : CXS 193-1995" in text(linked)
    relation = session.scalars(sa.select(Relation)).one()
    gone = secretary.post(f"{address}/liens/{relation.id}/retirer", follow_redirects=True)
    assert "Le lien est retiré." in text(gone)
    version = session.scalar(sa.select(Edition.version))
    answer = secretary.post(
        f"{address}/annuler",
        data={"version": version, "withdrawn_on": "01/02/2026", "reason": "N’est plus suivie."},
        follow_redirects=True,
    )
    assert "annulée depuis le 1er février 2026" in text(answer)
    version = session.scalar(sa.select(Edition.version))
    answer = secretary.post(
        f"{address}/retablir",
        data={"version": version, "reason": "Erreur de saisie."},
        follow_redirects=True,
    )
    assert "est de nouveau en vigueur" in text(answer)
    assert "qui a fait quoi" in text(answer)


def test_replacing_a_standard_in_force_is_pointed_out(secretary, session):
    factories.edition(session, "MN 1:2010")
    session.commit()
    secretary.post("/normes/nouvelle", data=FORM)
    edition = session.scalars(sa.select(Edition).where(Edition.reference != "MN 1:2010")).one()
    page = text(
        secretary.post(
            f"/normes/{edition.id}/liens/nouveau",
            data={"kind": "replaces", "target_reference": "MN 1:2010"},
            follow_redirects=True,
        )
    )
    assert "MN 1:2010 reste en vigueur" in page


def test_a_standard_is_given_as_a_relaton_file(session, client):
    edition = factories.edition(session, "MN 03-07/012:2019", ics_codes=ics(session, "67.200.10"))
    newer = factories.edition(session, "MN 03-07/012:2024")
    session.add(
        Relation(
            edition_id=newer.id,
            kind=RelationKind.REPLACES,
            target_reference=edition.reference,
            target_edition_id=edition.id,
        )
    )
    session.commit()
    assert f"/normes/{edition.id}/relaton.yaml" in text(client.get(f"/normes/{edition.id}"))
    answer = client.get(f"/normes/{edition.id}/relaton.yaml")
    assert answer.content_type == "application/yaml; charset=utf-8"
    assert 'filename="mn-03-07-012-2019.yaml"' in answer.headers["Content-Disposition"]
    found = yaml.safe_load(answer.get_data(as_text=True))
    assert found["docid"][0]["id"] == "MN 03-07/012:2019"
    assert found["relation"][0]["type"] == "obsoletedBy"
    assert found["ext"]["ics"][0]["code"] == "67.200.10"
    assert client.get("/normes/999999/relaton.yaml").status_code == 404


def test_the_file_of_an_undone_homologation_is_not_handed_out(session, client):
    edition = factories.edition(session, status=EditionStatus.VOID)
    session.commit()
    assert client.get(f"/normes/{edition.id}/relaton.yaml").status_code == 404


def test_the_page_of_a_standard_costs_the_same_whatever_surrounds_it(
    session, client, count_queries
):
    edition = factories.edition(session, "NM 7:2020", base_reference="ISO 20345:2021")
    factories.edition(session, "NM 7:2010")
    factories.edition(session, "NM 8:2020", base_reference="NM 7:2020")
    factories.work_item(session, base_reference="NM 7:2020")
    session.commit()
    client.get(f"/normes/{edition.id}")
    with count_queries as few:
        client.get(f"/normes/{edition.id}")
    wanted = few.count
    few.statements.clear()
    for number in range(30):
        factories.edition(session, f"NM 7:{1960 + number}")
        factories.edition(session, f"NM 9{number}:2020", base_reference="NM 7:2020")
        factories.work_item(session, base_reference="NM 7:2020")
    session.commit()
    with count_queries as many:
        client.get(f"/normes/{edition.id}")
    assert many.count == wanted
    assert wanted <= 35


def test_a_later_edition_is_told_on_the_page_of_an_earlier_one(session, client):
    old = factories.edition(session, "NM 7:2010", homologated_on=date(2010, 1, 1))
    new = factories.edition(session, "NM 7:2020", homologated_on=date(2020, 1, 1))
    session.commit()
    page = text(client.get(f"/normes/{old.id}"))
    assert "Une édition plus récente que NM 7:2010 est en vigueur : NM 7:2020." in page
    assert f'<a href="/normes/{new.id}">NM 7:2020</a>' in page
    assert "plus récente" not in text(client.get(f"/normes/{new.id}"))


def test_what_has_a_standard_for_base_is_shown_whichever_way_it_wrote_it(session, client):
    base = factories.edition(session, "ISO 7000:2019", body_code="ISO", homologated_on=None)
    dated = factories.edition(session, "NM ISO 7000:2020", base_reference="iso7000-2019")
    undated = factories.edition(session, "NM 12:2020", base_reference="ISO 7000")
    other = factories.edition(session, "NM 13:2020", base_reference="ISO 7001:2019")
    session.commit()
    page = text(client.get(f"/normes/{base.id}"))
    for one in (dated, undated):
        assert f'Norme de base de : <a href="/normes/{one.id}">' in page
    assert f'"/normes/{other.id}"' not in page
    assert f'<a href="/normes/{base.id}">iso7000-2019</a>' in text(
        client.get(f"/normes/{dated.id}")
    )
