"""Committees, people and mandates: what may be recorded, by whom, and what is kept back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue import seeding
from catalogue.committees import mandates, people, services
from catalogue.committees.facts import (
    CommitteeFacts,
    MandateFacts,
    OrganisationFacts,
    PersonFacts,
    facts_of,
)
from catalogue.committees.models import Committee
from catalogue.committees.queries import chairs_of, people_with_stake, seats_by_sex
from catalogue.committees.vocabulary import (
    SEX_ANSWERS,
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    Sex,
    counted_by_sex,
)
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry, EntryPayload
from catalogue.permissions import Role
from tests import factories
from tests.conftest import NOW

TODAY = date(2026, 11, 23)
SEAT = MandateFacts(role=MandateRole.CHAIR, valid_from=date(2026, 1, 1))


@pytest.fixture
def secretary(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def textiles(session):
    return factories.committee(session, "CTN4")


def give(session, committee, actor, *, ahead=False, **facts):
    return mandates.give_mandate(
        session,
        committee,
        replace(SEAT, **facts),
        actor=actor,
        at=NOW,
        today=TODAY,
        ahead=ahead,
    )


def add(session, actor, *, homonym=False, **facts):
    return people.add_person(
        session,
        PersonFacts(**{"family_name": "Diallo", "given_names": "Awa", **facts}),
        homonym=homonym,
        actor=actor,
        at=NOW,
        today=TODAY,
    )


def test_only_the_secretariat_keeps_the_register(session, textiles):
    chair = factories.actor(factories.account(session, chairs=textiles))
    with pytest.raises(NotAllowed):
        give(session, textiles, chair)
    with pytest.raises(NotAllowed):
        add(session, chair)


def test_an_edited_committee_is_kept_over_the_shipped_list(session, textiles, secretary):
    services.change_committee(
        session,
        textiles,
        replace(facts_of(CommitteeFacts, textiles), status=CommitteeStatus.ACTIVE),
        actor=secretary,
        seen_version=textiles.version,
        at=NOW,
    )
    seeding.load(session, at=NOW)
    session.refresh(textiles)
    assert textiles.status is CommitteeStatus.ACTIVE
    with pytest.raises(Conflict) as conflict:
        services.change_committee(
            session,
            textiles,
            facts_of(CommitteeFacts, textiles),
            actor=secretary,
            seen_version=1,
            at=NOW,
        )
    assert conflict.value.current["status"] == "active"


def test_a_code_is_taken_once_and_a_committee_is_not_under_itself(session, textiles, secretary):
    facts = CommitteeFacts(code="ctn4", kind=CommitteeKind.TECHNICAL, title_fr="Autre")
    with pytest.raises(Invalid) as refused:
        services.create_committee(session, facts, actor=secretary, at=NOW)
    assert textiles.title_fr in str(refused.value.problems["code"])
    group = services.create_committee(
        session,
        replace(facts, code="CTN4/GT1", kind=CommitteeKind.WORKING_GROUP, parent_id=textiles.id),
        actor=secretary,
        at=NOW,
    )
    with pytest.raises(Invalid) as refused:
        services.change_committee(
            session,
            textiles,
            replace(facts_of(CommitteeFacts, textiles), parent_id=group.id),
            actor=secretary,
            seen_version=textiles.version,
            at=NOW,
        )
    assert "lui-même" in str(refused.value.problems["parent_id"])


def test_an_organisation_is_recorded_once(session, secretary):
    services.add_organisation(
        session, OrganisationFacts(name="Faîtière du karité"), actor=secretary, at=NOW
    )
    with pytest.raises(Invalid) as refused:
        services.add_organisation(
            session, OrganisationFacts(name="FAITIERE  du karite"), actor=secretary, at=NOW
        )
    assert "Faîtière du karité" in str(refused.value.problems["name"])


def test_the_same_person_is_not_seated_twice_in_one_role(session, textiles, secretary):
    awa = factories.person(session)
    give(session, textiles, secretary, person_id=awa.id, valid_to=date(2026, 6, 30))
    with pytest.raises(Invalid) as refused:
        give(session, textiles, secretary, person_id=awa.id, valid_from=date(2026, 6, 30))
    assert "01/01/2026" in str(refused.value.problems["person_id"])
    give(session, textiles, secretary, person_id=awa.id, valid_from=date(2026, 7, 1))
    give(session, textiles, secretary, person_id=awa.id, role=MandateRole.EXPERT)
    give(session, factories.committee(session, "CTN5"), secretary, person_id=awa.id)


def test_vacant_seats_may_be_several_and_a_closed_committee_has_none(session, textiles, secretary):
    give(session, textiles, secretary, role=MandateRole.MEMBER)
    give(session, textiles, secretary, role=MandateRole.MEMBER)
    textiles.status = CommitteeStatus.CLOSED
    with pytest.raises(DomainError, match="fermé"):
        give(session, textiles, secretary)


def test_a_first_day_to_come_is_confirmed(session, textiles, secretary):
    later = date(2026, 12, 1)
    with pytest.raises(DomainError, match="commence le 01/12/2026, dans l’avenir") as asked:
        give(session, textiles, secretary, valid_from=later)
    assert asked.value.field == "ahead"
    assert give(session, textiles, secretary, valid_from=later, ahead=True).valid_from == later


@pytest.mark.parametrize("ahead", [True, False])
def test_a_first_day_years_away_is_a_slip(session, textiles, secretary, ahead):
    with pytest.raises(Invalid) as refused:
        give(session, textiles, secretary, valid_from=date(2028, 11, 24), ahead=ahead)
    assert "au plus 2 ans à l’avance" in str(refused.value.problems["valid_from"]).replace(
        "\u00a0", " "
    )
    give(session, textiles, secretary, valid_from=date(2028, 11, 23), ahead=True)


def test_a_correction_asks_of_a_first_day_to_come_only_when_it_is_what_changes(
    session, textiles, secretary
):
    mandate = give(session, textiles, secretary, valid_from=date(2026, 12, 1), ahead=True)

    def correct(**facts):
        mandates.correct_mandate(
            session,
            mandate,
            replace(SEAT, **{"valid_from": date(2026, 12, 1), **facts}),
            reason="Décision relue.",
            actor=secretary,
            seen_version=mandate.version,
            at=NOW,
            today=TODAY,
            ahead=False,
        )

    correct(role=MandateRole.EXPERT)
    with pytest.raises(DomainError, match="dans l’avenir"):
        correct(valid_from=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"valid_to": date(2025, 12, 31)}, "valid_to"),
        ({"person_id": 999}, "person_id"),
        ({"organisation_id": 999}, "organisation_id"),
    ],
)
def test_impossible_mandates(session, textiles, secretary, facts, field):
    with pytest.raises(Invalid) as refused:
        give(session, textiles, secretary, **facts)
    assert set(refused.value.problems) == {field}


def end(session, mandate, actor, last_day):
    mandates.end_mandate(
        session,
        mandate,
        last_day=last_day,
        reason="",
        actor=actor,
        seen_version=mandate.version,
        at=NOW,
    )


def test_a_mandate_is_ended_not_deleted(session, textiles, secretary):
    awa = factories.person(session)
    mandate = give(session, textiles, secretary, person_id=awa.id)
    with pytest.raises(DomainError, match="01/01/2026"):
        end(session, mandate, secretary, date(2025, 12, 31))
    end(session, mandate, secretary, date(2026, 5, 31))
    assert chairs_of(session, textiles, date(2026, 5, 31)) == [awa]
    assert chairs_of(session, textiles, date(2026, 6, 1)) == []
    session.flush()
    with pytest.raises(DomainError, match="31/05/2026"):
        end(session, mandate, secretary, date(2026, 6, 30))
    end(session, mandate, secretary, date(2026, 5, 15))


def test_a_correction_has_a_reason(session, textiles, secretary):
    mandate = give(session, textiles, secretary)

    def correct(reason):
        mandates.correct_mandate(
            session,
            mandate,
            replace(SEAT, role=MandateRole.VICE_CHAIR),
            reason=reason,
            actor=secretary,
            seen_version=mandate.version,
            at=NOW,
            today=TODAY,
            ahead=False,
        )

    with pytest.raises(DomainError, match="pourquoi"):
        correct("")
    correct("Décision relue.")
    assert mandate.role is MandateRole.VICE_CHAIR


def test_who_has_a_stake_since_a_day(session, textiles):
    old, recent, present = (factories.person(session) for _ in range(3))
    factories.mandate(session, old, textiles, valid_to=date(2025, 1, 31))
    factories.mandate(session, recent, textiles, valid_to=date(2025, 2, 1))
    factories.mandate(session, present, textiles)
    factories.mandate(session, None, textiles)
    since = date(2025, 2, 1)
    assert people_with_stake(session, textiles.id, since) == {recent.id, present.id}
    assert people_with_stake(session, textiles.id, None) == {old.id, recent.id, present.id}


def test_sex_is_what_the_person_declared(session, secretary):
    awa = add(session, secretary)
    assert awa.sex is Sex.NOT_ASKED
    assert awa.sex_declared_on is None
    people.change_person(
        session,
        awa,
        replace(facts_of(PersonFacts, awa), sex=Sex.WOMAN),
        actor=secretary,
        seen_version=awa.version,
        at=NOW,
        today=TODAY,
    )
    assert awa.sex_declared_on == TODAY
    other = add(session, secretary, family_name="Cissé", sex=Sex.UNDECLARED)
    assert other.sex_declared_on == TODAY  # an answer too


def test_no_answer_counts_as_an_answer_withheld():
    found = counted_by_sex([(Sex.WOMAN, 1), (Sex.UNDECLARED, 2), (Sex.NOT_ASKED, 3)])
    assert found == {Sex.WOMAN: 1, Sex.MAN: 0, Sex.UNDECLARED: 5}
    assert Sex.NOT_ASKED not in SEX_ANSWERS


def test_the_journal_keeps_personal_facts_back(session, secretary):
    awa = add(session, secretary, sex=Sex.WOMAN, email="awa@exemple.ml", phone="+223 70")
    people.change_person(
        session,
        awa,
        replace(facts_of(PersonFacts, awa), sex=Sex.MAN, function="Juriste"),
        actor=secretary,
        seen_version=awa.version,
        at=NOW,
        today=TODAY,
    )
    told = " ".join(session.scalars(sa.select(EntryPayload.canonical)))
    assert "Juriste" in told
    for secret in ("femme", "homme", "awa@exemple.ml", "+223"):
        assert secret not in told
    assert session.scalars(sa.select(Entry.tag).order_by(Entry.seq)).all() == [
        "person:added",
        "person:changed",
    ]


def test_a_homonym_is_asked_about(session, secretary):
    add(session, secretary)
    with pytest.raises(DomainError, match="Awa Diallo est déjà") as refused:
        add(session, secretary, family_name="DIALLO", given_names="awa")
    assert refused.value.field == "homonym"
    add(session, secretary, homonym=True)


def test_a_training_to_come_is_not_recorded(session, secretary):
    with pytest.raises(Invalid) as refused:
        add(session, secretary, gender_trained_on=date(2026, 12, 1), organisation_id=99)
    assert set(refused.value.problems) == {"gender_trained_on", "organisation_id"}


def test_seats_are_counted_by_declared_sex(session, textiles):
    for sex in (Sex.WOMAN, Sex.WOMAN, Sex.MAN, Sex.UNDECLARED, Sex.NOT_ASKED):
        factories.mandate(session, factories.person(session, sex=sex), textiles)
    factories.mandate(session, None, textiles)
    ended = factories.person(session, sex=Sex.MAN)
    factories.mandate(session, ended, textiles, valid_to=date(2024, 6, 1))
    session.flush()
    committee = session.scalars(sa.select(Committee).where(Committee.id == textiles.id)).one()
    session.refresh(committee, ["mandates"])
    for mandate in committee.mandates:
        session.refresh(mandate, ["person"])
    count = seats_by_sex(committee.mandates, TODAY)
    assert (count.women, count.men, count.undeclared) == (2, 1, 2)
