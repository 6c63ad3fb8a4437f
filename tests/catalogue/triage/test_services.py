"""Keeping, setting aside and taking back: who may, what is remembered, two people at once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write
from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from catalogue.triage import services, upkeep
from catalogue.triage.queries import candidate_of, candidate_page, standing_dismissal
from catalogue.triage.services import Statement
from catalogue.triage.vocabulary import Source
from tests import factories
from tests.conftest import NOW

SAID = Statement(
    relevance=Relevance.POTENTIAL,
    rationale_fr="Les petites tailles de gants manquent souvent.",
    evidence_kind=EvidenceKind.TITLE_ONLY,
)


@pytest.fixture
def focal(scored):
    begin_write(scored)
    account = factories.account(scored, Role.FOCAL_POINT, name="Fanta Keïta")
    return factories.actor(account)


def gloves(session, number=1):
    return candidate_of(session, Source.ISO, number)


def shown(session):
    return [row.candidate.reference for row in candidate_page(session, {}, page=1, size=25).page]


def tags(session):
    return session.scalars(sa.select(Entry.tag).order_by(Entry.seq)).all()


def test_an_accepted_document_enters_the_list_with_what_is_known_of_it(scored, focal):
    entry = services.accept(scored, gloves(scored), SAID, actor=focal, at=NOW)
    assert entry.reference == "ISO 90001-1:2020"
    assert entry.title_fr == "Gants de protection – Partie 1"
    assert entry.ics == ["13.340.40"]
    assert entry.committee_reference == "ISO/TC 94/SC 13"
    assert entry.catalogue_url == "https://www.iso.org/standard/1.html"
    assert entry.relevance is Relevance.POTENTIAL
    assert "reference:added" in tags(scored)
    assert shown(scored)[0] == "ISO 90001-2:2020"


def test_a_code_of_another_edition_of_the_classification_does_not_stop_acceptance(scored, focal):
    found = gloves(scored)
    found.ics = ["13.340.40", "99.999"]
    assert services.accept(scored, found, SAID, actor=focal, at=NOW).ics == ["13.340.40"]


def test_a_title_alone_makes_no_counted_interest(scored, focal):
    claim = Statement(Relevance.PRINCIPAL, "Tailles.", EvidenceKind.TITLE_ONLY)
    with pytest.raises(DomainError) as refused:
        services.accept(scored, gloves(scored), claim, actor=focal, at=NOW)
    assert refused.value.field == "relevance"


def test_a_reason_is_required(scored, focal):
    with pytest.raises(Invalid) as refused:
        services.accept(
            scored,
            gloves(scored),
            Statement(Relevance.POTENTIAL, "", EvidenceKind.STAFF),
            actor=focal,
            at=NOW,
        )
    assert "rationale_fr" in refused.value.problems
    with pytest.raises(DomainError):
        services.dismiss(scored, gloves(scored), reason="", whole_series=False, actor=focal, at=NOW)


def test_what_is_set_aside_stays_so_for_later_editions(scored, focal):
    services.dismiss(
        scored, gloves(scored, 3), reason="Essai.", whole_series=False, actor=focal, at=NOW
    )
    scored.commit()
    begin_write(scored)
    factories.deliverable(
        scored, "ISO 90002:2027", iso_id=33, title_fr="Casques de protection", ics=["13.340.20"]
    )
    scored.commit()
    upkeep.reckon(scored, at=NOW)
    assert shown(scored) == ["ISO 90001-1:2020"]


def test_a_series_is_set_aside_at_once_when_asked_and_each_is_remembered(scored, focal):
    made = services.dismiss(
        scored, gloves(scored), reason="Déjà vues.", whole_series=True, actor=focal, at=NOW
    )
    assert {one.reference for one in made} == {"ISO 90001-1:2020", "ISO 90001-2:2020"}
    assert tags(scored).count("triage:dismissed") == 2
    assert shown(scored) == ["ISO 90002:2021"]


def test_without_the_series_the_next_part_is_proposed(scored, focal):
    services.dismiss(scored, gloves(scored), reason="Vue.", whole_series=False, actor=focal, at=NOW)
    assert shown(scored) == ["ISO 90001-2:2020", "ISO 90002:2021"]


def test_taking_back_puts_a_document_among_the_candidates_again(scored, focal):
    (made,) = services.dismiss(
        scored, gloves(scored, 3), reason="Essai.", whole_series=False, actor=focal, at=NOW
    )
    services.take_back(scored, made, actor=focal, at=NOW)
    assert "ISO 90002:2021" in shown(scored)
    with pytest.raises(DomainError):
        services.take_back(scored, made, actor=focal, at=NOW)
    # It can be set aside again.
    services.dismiss(
        scored, gloves(scored, 3), reason="Encore.", whole_series=False, actor=focal, at=NOW
    )
    assert standing_dismissal(scored, made.identifier_key).reason == "Encore."
    assert "triage:taken_back" in tags(scored)


def test_the_second_of_two_people_is_told_what_the_first_did(scored, focal):
    services.accept(scored, gloves(scored), SAID, actor=focal, at=NOW)
    with pytest.raises(DomainError, match="vient d’entrer dans la liste"):
        services.accept(scored, gloves(scored), SAID, actor=focal, at=NOW)
    with pytest.raises(DomainError, match="vient d’entrer dans la liste"):
        services.dismiss(
            scored, gloves(scored), reason="Non.", whole_series=False, actor=focal, at=NOW
        )
    services.dismiss(
        scored, gloves(scored, 3), reason="Essai.", whole_series=False, actor=focal, at=NOW
    )
    with pytest.raises(DomainError, match="Fanta Keïta"):
        services.accept(scored, gloves(scored, 3), SAID, actor=focal, at=NOW)
    listed = sa.select(sa.func.count()).where(ReferenceEntry.reference == "ISO 90001-1:2020")
    assert scored.scalar(listed) == 1


def test_a_reader_settles_nothing(scored):
    begin_write(scored)
    reader = factories.actor(factories.account(scored, Role.REVIEWER))
    with pytest.raises(NotAllowed):
        services.accept(scored, gloves(scored), SAID, actor=reader, at=NOW)
    with pytest.raises(NotAllowed):
        services.dismiss(
            scored, gloves(scored), reason="Non.", whole_series=False, actor=reader, at=NOW
        )
