"""The reference list: what it counts, how an entry is known, who confirms and corrects it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue import seeding
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.outbox.models import Message
from catalogue.permissions import Role
from catalogue.reference_list import services
from catalogue.reference_list.facts import EntryFacts, facts_of, verification_of
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.queries import (
    by_relevance,
    counts,
    edition_shown_with,
    entry_of,
    nearest,
)
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance, Verification
from tests import factories
from tests.conftest import NOW

TODAY = date(2026, 11, 23)
FACTS = EntryFacts(
    body_code="ARSO",
    relevance=Relevance.SIGNIFICANT,
    evidence_kind=EvidenceKind.STAFF,
    reference="ARS 9999:2026",
    title_fr="Serviettes hygiéniques réutilisables",
    rationale_fr="Produit utilisé par les femmes.",
    ics=("11.120",),
)


@pytest.fixture
def secretary(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def reviewer(session):
    return factories.actor(factories.account(session, Role.REVIEWER))


def entry_with(session, reference):
    found = session.scalars(
        sa.select(ReferenceEntry.id).where(ReferenceEntry.reference == reference)
    ).one()
    return entry_of(session, found)


def correct(session, entry, actor, *, source="", seen=None, **facts):
    services.correct_entry(
        session,
        entry,
        replace(facts_of(entry), **facts),
        source=source,
        actor=actor,
        seen_version=entry.version if seen is None else seen,
        at=NOW,
        today=TODAY,
    )


def confirm(session, entry, actor, source="Texte de la norme, édition 2024"):
    services.confirm_entry(
        session,
        entry,
        source=source,
        actor=actor,
        seen_version=entry.version,
        at=NOW,
        today=TODAY,
    )


def test_potential_entries_are_never_counted(session):
    totals = by_relevance(session)
    assert totals == {
        Relevance.PRINCIPAL: 44,
        Relevance.SIGNIFICANT: 35,
        Relevance.POTENTIAL: 193,
    }
    counted = [one for one in counts(session) if one.counted]
    assert sum(one.entries for one in counted) == 79
    assert {one.relevance for one in counted} == {Relevance.PRINCIPAL, Relevance.SIGNIFICANT}


def test_confirming_says_who_when_and_from_what(session, reviewer):
    entry = entry_with(session, "ISO 53800:2024")
    assert verification_of(entry) is Verification.FOUND
    confirm(session, entry, reviewer)
    assert verification_of(entry) is Verification.CONFIRMED
    assert entry.verified_by_id == reviewer.account_id
    assert entry.verified_on == TODAY
    assert session.scalars(sa.select(Entry.tag)).all() == ["reference:confirmed"]
    confirmed = [one for one in counts(session) if one.verification is Verification.CONFIRMED]
    assert [(one.body_code, one.entries) for one in confirmed] == [("ISO", 1)]


def test_confirming_needs_a_source_and_the_right(session, reviewer):
    entry = entry_with(session, "ISO 53800:2024")
    with pytest.raises(DomainError, match="ce que vous avez ouvert"):
        confirm(session, entry, reviewer, source="")
    chair = factories.actor(factories.account(session, chairs=factories.committee(session)))
    with pytest.raises(NotAllowed):
        confirm(session, entry, chair)


def test_a_correction_is_kept_over_the_shipped_list(session, reviewer):
    entry = entry_with(session, "ISO 53800:2024")
    correct(session, entry, reviewer, rationale_fr="Corrigé après lecture.")
    seeding.load(session, at=NOW)
    assert entry_with(session, "ISO 53800:2024").rationale_fr == "Corrigé après lecture."


def test_a_confirmation_does_not_outlive_a_correction_without_source(session, reviewer):
    entry = entry_with(session, "ISO 53800:2024")
    confirm(session, entry, reviewer)
    session.flush()
    correct(session, entry, reviewer, rationale_fr="Autre raison.")
    session.flush()
    assert verification_of(entry) is Verification.FOUND
    correct(session, entry, reviewer, rationale_fr="Encore une autre.", source="Le texte")
    assert verification_of(entry) is Verification.CONFIRMED


def test_a_stale_page_gives_both_texts(session, reviewer):
    entry = entry_with(session, "ISO 53800:2024")
    with pytest.raises(Conflict) as conflict:
        correct(session, entry, reviewer, note="Moi aussi", seen=entry.version + 1)
    assert conflict.value.current["relevance"] == "principal"
    assert conflict.value.current["ics"] == "03.100.02"


def test_only_the_secretariat_adds(session, secretary, reviewer):
    with pytest.raises(NotAllowed):
        services.add_entry(session, FACTS, actor=reviewer, at=NOW)
    entry = services.add_entry(session, FACTS, actor=secretary, at=NOW)
    assert entry.reference_key == "ars 9999:2026"
    assert entry.edited_at == NOW
    (message,) = session.scalars(sa.select(Message)).all()
    assert message.payload == {"kind": "reference_entry", "ids": [entry.id]}


def test_several_entries_may_wait_for_their_number(session, secretary):
    for title in ("Attiéké", "Soumbala"):
        facts = replace(FACTS, reference="", title_fr=title)
        entry = services.add_entry(session, facts, actor=secretary, at=NOW)
        assert entry.reference_key is None


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"reference": "iso 53800 : 2024"}, "reference", "ISO 53800:2024"),
        ({"title_fr": None}, "title_fr", "titre"),
        ({"rationale_fr": None}, "rationale_fr", "genre"),
        ({"ics": ("11.120", "77.7")}, "ics", "77.7"),
        ({"body_code": "?"}, "body_code", "organisme"),
        ({"evidence_url": "ftp://x"}, "evidence_url", "https://"),
        ({"edition_id": 999}, "edition_id", "registre"),
    ],
)
def test_faults_are_said_beside_their_field(session, secretary, facts, field, words):
    with pytest.raises(Invalid) as refused:
        services.add_entry(session, replace(FACTS, **facts), actor=secretary, at=NOW)
    assert set(refused.value.problems) == {field}
    assert words in str(refused.value.problems[field])


def test_an_entry_finds_the_standard_of_the_same_reference(session, reviewer):
    entry = entry_with(session, "ISO 53800:2024")
    assert edition_shown_with(session, entry) is None
    edition = factories.edition(session, "ISO 53800:2024", body_code="ISO")
    assert edition_shown_with(session, entry) is edition
    correct(session, entry, reviewer, reference="ISO 53801:2024")
    kinds = [one.payload for one in session.scalars(sa.select(Message))]
    assert {"kind": "edition", "ids": [edition.id]} in kinds


def test_nearest_entries_share_the_subject(session):
    found = nearest(
        session,
        title="Casques de protection pour les travailleurs de l’industrie",
        ics=["13.340.20"],
        limit=5,
    )
    assert len(found) == 5
    assert all(any(code.startswith("13.340") for code in entry.ics) for entry in found)
    latex = nearest(session, title="Préservatifs masculins", ics=[], limit=1)
    assert [entry.reference for entry in latex] == ["ISO 4074:2015"]
    assert nearest(session, title="Zzzz", ics=["97.200.50"], limit=5) == []


def test_a_confirmed_entry_is_left_as_it_was_confirmed(session, secretary):
    """What a person verified is that text: a new shipped list no longer changes it."""
    entry = session.scalars(sa.select(ReferenceEntry).limit(1)).one()
    services.confirm_entry(
        session,
        entry,
        source="Texte",
        actor=secretary,
        seen_version=entry.version,
        at=NOW,
        today=NOW.date(),
    )
    entry.rationale_fr = "La raison telle qu’elle a été lue."
    session.flush()
    seeding.load(session, at=NOW)
    session.refresh(entry)
    assert entry.rationale_fr == "La raison telle qu’elle a été lue."
