"""The pages of the candidates: reading for those who verify, settling for two roles."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.permissions import Role
from catalogue.reference_list.models import ReferenceEntry
from catalogue.triage.models import Dismissal
from catalogue.triage.upkeep import reckon
from tests import factories
from tests.conftest import NOW


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ").replace("\u202f", " ")


def entering(role):
    @pytest.fixture
    def enter(scored, sign_in):
        begin_write(scored)
        account = factories.account(scored, role, name="Fanta Keïta")
        scored.commit()
        return sign_in(account)

    return enter


focal = entering(Role.FOCAL_POINT)
reader = entering(Role.REVIEWER)


def test_the_list_says_it_suggests_and_gives_its_reasons(reader):
    page = text(reader.get("/candidats"))
    assert "C’est une proposition de lecture, pas un jugement" in page
    assert "Le titre dit « Gants de protection » : tailles et prise en main." in page
    assert "ICS 13.340.40" in page
    assert "Et un autre document de la même série : ISO 90001-2:2020" in page
    assert "Comment c’est calculé" in page
    assert 'href="/normes/iso/1"' in page
    assert "ISO 53800:2024" not in page
    assert "Retenir" not in page
    assert "ODC-By 1.0" in page


def test_filters_narrow_and_stay_in_the_address(focal):
    page = text(focal.get("/candidats?comite=ISO/TC+94"))
    assert "ISO 90001-1:2020" in page
    assert "ISO 90002:2021" not in page
    assert "/candidats/iso/1/ecarter?comite=ISO%2FTC+94" in page
    assert "Aucune proposition ne répond" in text(focal.get("/candidats?organisme=ZZ"))


def test_the_focal_point_takes_a_document_into_the_list(focal, scored):
    page = text(focal.get("/candidats/iso/3/retenir"))
    assert "Pourquoi il est proposé" in page
    assert "https://www.iso.org/standard/3.html" in page
    answer = focal.post(
        "/candidats/iso/3/retenir",
        data={
            "relevance": "potential",
            "rationale_fr": "Tailles de tête, coiffures.",
            "evidence_kind": "title_only",
            "evidence_url": "",
            "note": "",
        },
        follow_redirects=True,
    )
    assert "ISO 90002:2021 est dans la liste de référence." in text(answer)
    entry = scored.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference == "ISO 90002:2021")
    ).one()
    assert entry.rationale_fr == "Tailles de tête, coiffures."
    assert "ISO 90002:2021," not in text(focal.get("/candidats"))


def test_what_was_typed_is_kept_when_the_rules_refuse(focal):
    answer = focal.post(
        "/candidats/iso/3/retenir",
        data={
            "relevance": "principal",
            "rationale_fr": "Tailles de tête.",
            "evidence_kind": "title_only",
        },
    )
    assert answer.status_code == 422
    page = text(answer)
    assert "D’après le titre seul, l’intérêt est « potentiel »" in page
    assert "Tailles de tête." in page


def test_setting_aside_with_the_series_goes_back_to_the_filtered_list(focal):
    assert focal.post("/candidats/iso/1/ecarter", data={"reason": ""}).status_code == 422
    answer = focal.post(
        "/candidats/iso/1/ecarter?organisme=ISO",
        data={"reason": "Déjà examinées.", "whole_series": "y"},
    )
    assert answer.location.endswith("/candidats?organisme=ISO")
    assert "2 documents sont écartés" in text(focal.get(answer.location))
    page = text(focal.get("/candidats/ecartees"))
    for expected in ("ISO 90001-1:2020", "ISO 90001-2:2020", "Déjà examinées.", "Fanta Keïta"):
        assert expected in page


def test_a_document_set_aside_is_taken_back(focal, scored):
    focal.post("/candidats/iso/3/ecarter", data={"reason": "Essai."})
    number = scored.scalar(sa.select(Dismissal.id))
    answer = focal.post(f"/candidats/ecartees/{number}/reprendre", follow_redirects=True)
    assert "ISO 90002:2021 est de nouveau à examiner." in text(answer)
    again = focal.post(f"/candidats/ecartees/{number}/reprendre", follow_redirects=True)
    assert "est déjà reprise" in text(again)
    assert focal.post("/candidats/ecartees/999/reprendre").status_code == 404


def test_an_address_of_nothing_is_not_found(focal):
    for path in ("/candidats/iso/999/retenir", "/candidats/autre/1/retenir"):
        assert focal.get(path).status_code == 404


def test_a_reader_reads_and_settles_nothing(reader):
    assert reader.get("/candidats").status_code == 200
    assert reader.get("/candidats/ecartees").status_code == 200
    assert reader.get("/candidats/iso/1/ecarter").status_code == 403
    assert "Normes à examiner" in text(reader.get("/liste-de-reference"))


def test_before_any_reckoning_the_page_says_so(session, sign_in):
    account = factories.account(session, Role.REVIEWER)
    session.commit()
    assert "Le classement n’est pas encore calculé." in text(sign_in(account).get("/candidats"))


def test_a_page_costs_the_same_whatever_the_catalogue(reader, scored, count_queries):
    reader.get("/candidats")
    with count_queries:
        reader.get("/candidats")
    few = count_queries.count
    begin_write(scored)
    release = factories.release(scored)
    for number in range(100, 160):
        factories.deliverable(
            scored,
            f"ISO {number}000:2020",
            iso_id=number,
            title_fr="Gants de protection",
            first_release_id=release.id,
        )
    scored.commit()
    reckon(scored, at=NOW)
    reader.get("/candidats")
    count_queries.statements.clear()
    with count_queries:
        page = text(reader.get("/candidats"))
    assert "62 propositions" in page
    assert count_queries.count <= few
