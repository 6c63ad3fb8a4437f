"""The register of standards: what may be recorded, changed, withdrawn and linked, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.outbox.models import Message
from catalogue.permissions import Role, system_actor
from catalogue.records import services
from catalogue.records.checks import warnings
from catalogue.records.facts import EditionFacts, facts_of
from catalogue.records.models import Edition, Relation, Standard
from catalogue.records.queries import edition_of
from catalogue.records.vocabulary import Correspondence, EditionStatus, Nature, RelationKind
from tests import factories
from tests.conftest import NOW

TODAY = date(2026, 11, 23)
FACTS = EditionFacts(
    reference="MN 03-07/012:2019",
    body_code="AMANORM",
    title_fr="Beurre de karité – Spécifications",
    ics=("67.200.10",),
    nature=Nature.NEW,
    homologated_on=date(2019, 3, 14),
)


@pytest.fixture
def secretary(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


def record(session, actor, **facts):
    made = services.record_edition(
        session, replace(FACTS, **facts), actor=actor, at=NOW, today=TODAY
    )
    return edition_of(session, made.id)


def change(session, edition, actor, *, reason="", seen=None, **facts):
    return services.change_edition(
        session,
        edition,
        replace(facts_of(edition), **facts),
        actor=actor,
        seen_version=edition.version if seen is None else seen,
        at=NOW,
        today=TODAY,
        reason=reason,
    )


def problems_of(session, actor, **facts):
    with pytest.raises(Invalid) as refused:
        record(session, actor, **facts)
    return {name: str(message) for name, message in refused.value.problems.items()}


def test_an_existing_standard_is_recorded_whole(session, secretary):
    edition = record(session, secretary)
    assert edition.standard.identifier == "MN 03-07/012"
    assert edition.year == 2019
    assert edition.national
    assert [code.code for code in edition.ics_codes] == ["67.200.10"]
    assert edition.status is EditionStatus.PUBLISHED
    assert session.scalars(sa.select(Entry.tag)).all() == ["standard:recorded"]
    (message,) = session.scalars(sa.select(Message)).all()
    assert message.payload == {"kind": "edition", "ids": [edition.id]}


def test_two_editions_share_one_standard(session, secretary):
    first = record(session, secretary)
    second = record(session, secretary, reference="MN 03-07/012:2024")
    assert first.standard_id == second.standard_id


def test_a_foreign_standard_is_not_national(session, secretary):
    edition = record(session, secretary, reference="ISO 53800:2024", body_code="ISO")
    assert not edition.national


def test_only_the_secretariat_records(session):
    reviewer = factories.actor(factories.account(session, Role.REVIEWER, Role.ADMIN))
    with pytest.raises(NotAllowed):
        record(session, reviewer)
    assert record(session, system_actor()).id


def test_a_duplicate_is_refused_by_naming_the_one_there(session, secretary):
    record(session, secretary)
    found = problems_of(session, secretary, reference="mn 03-07/012 : 2019", title_fr="Autre")
    assert "MN 03-07/012:2019" in found["reference"]
    assert "Beurre de karité" in found["reference"]


def test_one_identifier_has_one_body(session, secretary):
    record(session, secretary)
    found = problems_of(session, secretary, reference="MN 03-07/012:2024", body_code="ISO")
    assert "AMANORM" in found["body_code"]


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"reference": ""}, "reference", "Écrivez la référence"),
        ({"reference": "X" * 201}, "reference", "200"),
        ({"title_fr": None}, "title_fr", "titre"),
        ({"title_fr": None, "title_en": "Shea butter"}, "title_fr", "titre français"),
        ({"body_code": "INCONNU"}, "body_code", "organisme"),
        ({"ics": ("67.200.10", "99.999")}, "ics", "99.999"),
        ({"committee_id": 999}, "committee_id", "liste"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "https://"),
        ({"correspondence": Correspondence.IDENTICAL}, "base_reference", "norme de base"),
        ({"base_reference": "MN 03-07/012:2019"}, "base_reference", "elle-même"),
        ({"homologated_on": date(2026, 11, 24)}, "homologated_on", "à venir"),
        ({"cnncq_adopted_on": date(2019, 3, 15)}, "homologated_on", "CNNCQ"),
        (
            {"cnncq_adopted_on": date(2019, 3, 14), "published_on": date(2019, 3, 1)},
            "published_on",
            "CNNCQ",
        ),
    ],
)
def test_what_cannot_be_recorded_is_said_beside_its_field(session, secretary, facts, field, words):
    found = problems_of(session, secretary, **facts)
    assert set(found) == {field}
    assert words in found[field]
    assert session.scalar(sa.select(sa.func.count()).select_from(Edition)) == 0


def test_every_fault_is_said_at_once(session, secretary):
    found = problems_of(
        session, secretary, title_fr=None, ics=("99",), homologated_on=date(2027, 1, 1)
    )
    assert set(found) == {"title_fr", "ics", "homologated_on"}


def test_a_base_without_degree_is_recorded_and_warned_of(session, secretary):
    facts = replace(FACTS, base_reference="ISO 22000:2018")
    record(session, secretary, base_reference="ISO 22000:2018")
    (message,) = warnings(facts)
    assert "ni comme nationale ni comme adoption" in str(message)
    assert warnings(FACTS) == []


def test_a_homologated_text_without_nature_is_warned_of():
    (message,) = warnings(replace(FACTS, nature=None))
    assert "5.3" in str(message)


def test_changing_what_counts_needs_a_reason(session, secretary):
    edition = record(session, secretary)
    with pytest.raises(Invalid) as refused:
        change(session, edition, secretary, homologated_on=date(2019, 4, 1))
    assert "reason" in refused.value.problems
    change(session, edition, secretary, homologated_on=date(2019, 4, 1), reason="Arrêté relu.")
    assert edition.homologated_on == date(2019, 4, 1)


def test_changing_a_title_needs_none_and_nothing_changed_is_no_act(session, secretary):
    edition = record(session, secretary)
    change(session, edition, secretary, title_en="Shea butter")
    change(session, edition, secretary)
    tags = session.scalars(sa.select(Entry.tag).order_by(Entry.seq)).all()
    assert tags == ["standard:recorded", "standard:changed"]


def test_a_stale_page_gives_both_texts(session, secretary):
    edition = record(session, secretary)
    with pytest.raises(Conflict) as conflict:
        change(session, edition, secretary, title_fr="Autre", seen=edition.version - 1)
    assert conflict.value.current["title_fr"] == "Beurre de karité – Spécifications"
    assert conflict.value.current["homologated_on"] == "14/03/2019"
    assert conflict.value.current["ics"] == "67.200.10"
    assert conflict.value.version == edition.version


def test_a_corrected_reference_leaves_no_empty_standard(session, secretary):
    edition = record(session, secretary)
    change(session, edition, secretary, reference="MN 03-07/021:2019", reason="Faute de frappe.")
    assert session.scalars(sa.select(Standard.identifier)).all() == ["MN 03-07/021"]


def test_a_withdrawal_has_a_day_and_a_reason(session, secretary):
    edition = record(session, secretary)
    for on, reason, field in (
        (date(2026, 12, 1), "Remplacée.", "withdrawn_on"),
        (date(2019, 3, 13), "Remplacée.", "withdrawn_on"),
        (date(2026, 1, 1), "", "reason"),
    ):
        with pytest.raises(Invalid) as refused:
            withdraw(session, edition, secretary, on, reason)
        assert set(refused.value.problems) == {field}
    withdraw(session, edition, secretary, date(2026, 1, 1), "Remplacée par la nouvelle édition.")
    assert edition.status is EditionStatus.WITHDRAWN
    assert edition.withdrawal_reason == "Remplacée par la nouvelle édition."
    with pytest.raises(DomainError, match="déjà annulée depuis le 01/01/2026"):
        withdraw(session, edition, secretary, date(2026, 2, 1), "Encore.")


def withdraw(session, edition, actor, on, reason):
    services.withdraw(
        session,
        edition,
        on=on,
        reason=reason,
        actor=actor,
        seen_version=edition.version,
        at=NOW,
        today=TODAY,
    )


def test_a_withdrawal_by_mistake_is_taken_back(session, secretary):
    edition = record(session, secretary)
    withdraw(session, edition, secretary, date(2026, 1, 1), "Erreur.")
    session.flush()
    services.reinstate(
        session,
        edition,
        reason="Saisie sur la mauvaise norme.",
        actor=secretary,
        seen_version=edition.version,
        at=NOW,
    )
    assert edition.status is EditionStatus.PUBLISHED
    assert edition.withdrawn_on is None


def test_a_date_after_the_withdrawal_is_refused(session, secretary):
    edition = record(session, secretary)
    withdraw(session, edition, secretary, date(2020, 1, 1), "Remplacée.")
    session.flush()
    with pytest.raises(Invalid) as refused:
        change(session, edition, secretary, homologated_on=date(2021, 1, 1), reason="Relu.")
    assert "01/01/2020" in str(refused.value.problems["homologated_on"])


def test_links_are_joined_whichever_comes_first(session, secretary):
    new = record(session, secretary, reference="MN 03-07/012:2024")
    relation = services.add_relation(
        session,
        new,
        kind=RelationKind.REPLACES,
        target_reference="MN 03-07/012:2019",
        effective_on=None,
        actor=secretary,
        at=NOW,
    )
    assert relation.target_edition_id is None
    old = record(session, secretary)
    session.refresh(relation)
    assert relation.target_edition_id == old.id


def test_a_link_is_not_entered_twice_nor_to_itself(session, secretary):
    edition = record(session, secretary)

    def link(target):
        services.add_relation(
            session,
            edition_of(session, edition.id),
            kind=RelationKind.CITES,
            target_reference=target,
            effective_on=None,
            actor=secretary,
            at=NOW,
        )

    link("ISO 22000:2018")
    with pytest.raises(DomainError, match="déjà enregistré"):
        link("iso 22000:2018")
    with pytest.raises(DomainError, match="elle-même"):
        link("MN 03-07/012:2019")
    services.remove_relation(
        session,
        edition_of(session, edition.id),
        session.scalars(sa.select(Relation.id)).one(),
        actor=secretary,
        at=NOW,
    )
    assert session.scalars(sa.select(Relation)).all() == []


def test_an_undone_homologation_is_never_changed(session, secretary):
    edition = record(session, secretary)
    edition.status = EditionStatus.VOID
    session.flush()
    with pytest.raises(DomainError, match="défaite"):
        change(session, edition, secretary, title_fr="Autre")
