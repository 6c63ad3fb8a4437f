"""A call from its preparation to its mandates; the register decides what is possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.committees import own_data, people
from catalogue.committees.models import Mandate, Person
from catalogue.committees.queries import person_of
from catalogue.committees.vocabulary import MandateRole, Sex
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal.models import EntryPayload
from catalogue.permissions import Role
from review.nominations import calls, proposals, queries
from review.nominations.calls import facts_of
from review.nominations.proposals import ProposalFacts
from review.nominations.vocabulary import CallState, Outcome
from tests import factories
from tests.conftest import NOW
from tests.review.nominations.conftest import TODAY


@pytest.fixture
def propose(session, keeper, place):
    """Note that the union proposes Fanta Diallo, who declared herself a woman."""

    def make(found, seat=None, **facts):
        seats = {one.mandate_id: one.id for one in found.seats}
        values = {
            "seat_id": seats[(seat or place.vacant).id],
            "organisation_id": place.union.id,
            "received_on": date(2026, 11, 10),
            "family_name": "Diallo",
            "given_names": "Fanta",
            "sex": Sex.WOMAN,
            **facts,
        }
        made = proposals.receive(
            session, found, ProposalFacts(**values), actor=keeper, at=NOW, today=TODAY
        )
        return queries.proposal_of(session, found.id, made.id)

    return make


@pytest.fixture
def retain(session, keeper):
    def act(found, valid_from=date(2026, 12, 1), **facts):
        values = {"valid_to": None, "homonym": False, **facts}
        mandate = proposals.retain(
            session,
            found,
            valid_from=valid_from,
            actor=keeper,
            seen_version=found.version,
            at=NOW,
            today=TODAY,
            **values,
        )
        session.flush()
        return mandate

    return act


def decline(session, found, keeper, reason="Un autre nom a été retenu"):
    proposals.decline(
        session,
        found,
        reason=reason,
        actor=keeper,
        seen_version=found.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()


def test_seats_are_vacant_or_end(session, place, call):
    assert {one.id for one in queries.open_seats(session, on=TODAY)} == {
        place.vacant.id,
        place.ending.id,
    }
    with pytest.raises(Invalid) as refused:
        call(mandate_ids=frozenset({place.held.id}))
    assert "seats" in refused.value.problems
    with pytest.raises(Invalid) as refused:
        call(closes_on=date(2026, 10, 1), mandate_ids=frozenset(), title="")
    assert set(refused.value.problems) == {"closes_on", "seats", "title"}


def test_a_vacant_seat_is_filled_from_the_first_day(session, place, call, propose, retain):
    found = call()
    mandate = retain(propose(found))
    assert place.vacant.valid_to == date(2026, 11, 30)
    assert (mandate.role, mandate.titular) == (MandateRole.CHAIR, True)
    person = session.get(Person, mandate.person_id)
    assert (person.full_name, person.sex) == ("Fanta Diallo", Sex.WOMAN)
    assert mandate.organisation_id == place.union.id
    [one] = queries.call_of(session, found.id).proposals
    assert (one.outcome, one.mandate_id, one.name) == (
        Outcome.RETAINED,
        mandate.id,
        "Fanta Diallo",
    )


def test_a_proposal_is_read_whole_by_a_page_that_knows_nothing_else(session, call, propose, retain):
    """A page begins with an empty session: the seat must come with the proposal."""
    found = call()
    made = propose(found)
    session.flush()
    session.expunge_all()
    read = queries.proposal_of(session, found.id, made.id)
    assert read.seat.mandate.committee.code == "CTN1"
    assert retain(read).person_id is not None


def test_a_seat_filled_the_day_it_became_vacant_is_corrected(place, call, propose, retain):
    mandate = retain(propose(call()), valid_from=date(2026, 3, 1))
    assert mandate.id == place.vacant.id
    assert mandate.person_id is not None


def test_a_seat_still_held_waits_for_its_last_day(session, place, call, propose, retain):
    found = propose(call(), place.ending)
    with pytest.raises(DomainError, match="31/12/2026"):
        retain(found, valid_from=date(2026, 12, 31))
    retain(found, valid_from=date(2027, 1, 1), valid_to=date(2029, 12, 31))
    count = sa.select(sa.func.count()).select_from(Mandate)
    assert session.scalar(count.where(Mandate.committee_id == place.committee.id)) == 4


def test_an_alternate_leaves_the_seat_vacant(place, call, propose, retain):
    mandate = retain(propose(call(), titular=False))
    assert mandate.titular is False
    assert (place.vacant.valid_to, place.vacant.person_id) == (None, None)


def test_a_person_of_the_register_is_not_entered_twice(session, call, propose, retain):
    known = factories.person(session, family_name="Coulibaly", sex=Sex.UNDECLARED)
    facts = {"person_id": known.id, "family_name": "", "given_names": ""}
    found = propose(call(), **facts)
    assert (found.sex, found.declared_sex) == (Sex.NOT_ASKED, Sex.UNDECLARED)
    before = session.scalar(sa.select(sa.func.count()).select_from(Person))
    assert retain(found).person_id == known.id
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == before
    factories.person(session, family_name="Diallo", given_names="Fanta")
    other = propose(queries.call_of(session, found.call_id), titular=False)
    with pytest.raises(DomainError, match="même nom"):
        retain(other)
    retain(other, homonym=True)


def test_what_is_set_aside_has_a_reason_and_its_name_can_go(session, keeper, call, propose):
    found = propose(call())
    with pytest.raises(DomainError, match="issue"):
        proposals.erase_name(session, found, actor=keeper, seen_version=found.version, at=NOW)
    with pytest.raises(DomainError, match="raison"):
        decline(session, found, keeper, reason=" ")
    decline(session, found, keeper)
    with pytest.raises(DomainError, match="déjà notée"):
        decline(session, found, keeper)
    proposals.erase_name(session, found, actor=keeper, seen_version=found.version, at=NOW)
    session.flush()
    assert (found.name, found.declared_sex) == ("", Sex.NOT_ASKED)
    written = session.scalars(sa.select(EntryPayload.canonical)).all()
    assert not any("Diallo" in one or "Fanta" in one for one in written)


def test_a_call_closes_once_everything_has_its_outcome(session, keeper, call, propose):
    found = call()
    with pytest.raises(Invalid):
        propose(found, received_on=date(2026, 11, 1))
    with pytest.raises(Invalid):
        propose(found, family_name="")
    one = propose(found)
    found = queries.call_of(session, found.id)
    with pytest.raises(DomainError, match="Propositions sans issue"):
        calls.close(session, found, actor=keeper, seen_version=found.version, at=NOW)
    decline(session, one, keeper)
    found = queries.call_of(session, found.id)
    calls.close(session, found, actor=keeper, seen_version=found.version, at=NOW)
    session.flush()
    assert found.state is CallState.CLOSED
    with pytest.raises(DomainError):
        propose(found)
    counts = queries.counts_of(session, [found.id])[found.id]
    assert (counts.seats, counts.organisations, counts.proposals, counts.waiting) == (2, 2, 1, 0)


def test_the_criteria_of_the_day_of_sending_are_kept(call, text, published):
    draft = text(title="Pas encore publiés")
    with pytest.raises(DomainError, match="en vigueur"):
        call(criteria_id=draft.id)
    criteria = published()
    assert call(criteria_id=criteria.id).criteria_version.number == 1


def test_once_sent_only_the_last_day_and_the_organisations_change(session, keeper, place, call):
    found = call()
    facts = facts_of(found)
    later = replace(
        facts, closes_on=date(2026, 12, 15), organisation_ids=frozenset({place.union.id})
    )
    for changed in (
        replace(facts, title="Autre"),
        replace(facts, mandate_ids=frozenset({place.vacant.id})),
    ):
        with pytest.raises(DomainError, match="envoyé"):
            calls.change(session, found, changed, actor=keeper, seen_version=found.version, at=NOW)
    seen = found.version
    calls.change(session, found, later, actor=keeper, seen_version=seen, at=NOW)
    session.flush()
    assert facts_of(queries.call_of(session, found.id)) == later
    with pytest.raises(Conflict):
        calls.change(session, found, facts, actor=keeper, seen_version=seen, at=NOW)


def test_a_call_without_organisations_is_not_sent(call):
    with pytest.raises(DomainError, match="organisations"):
        call(organisation_ids=frozenset())


def test_a_person_receives_what_they_were_proposed_for(session, call, propose, keeper):
    known = factories.person(session, given_names="Kadia", family_name="Sissoko")
    found = propose(call(), person_id=known.id, family_name="", given_names="")
    decline(session, found, keeper, reason="Un autre nom a été retenu")
    held = own_data.rows(session, person_of(session, known.id))
    told = [row for row in held if str(row[0]) == "Propositions de nomination"]
    assert [str(row[2]) for row in told] == ["Écartée", "Un autre nom a été retenu"]
    assert told[0][3:] == (found.received_on, TODAY)
    assert "CTN1" in str(told[0][1])


def test_who_was_erased_is_named_by_no_proposal_and_takes_no_seat(
    session, propose, call, retain, sign_in
):
    known = factories.person(session, given_names="Kadia", family_name="Sissoko", sex=Sex.WOMAN)
    found = propose(call(), person_id=known.id, family_name="", given_names="")
    people.erase_person(
        session,
        known,
        reason="Demande du 12/11/2026",
        actor=factories.actor(factories.account(session, Role.SECRETARIAT)),
        seen_version=known.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()
    assert (found.name, found.declared_sex) == ("Personne effacée", Sex.NOT_ASKED)
    with pytest.raises(Invalid) as refused:
        retain(found)
    assert set(refused.value.problems) == {"person_id"}
    secretary = sign_in(factories.account(session, Role.SECRETARIAT))
    session.commit()
    page = secretary.get(f"/appels/{found.call_id}").text
    assert "Personne effacée" in page
    assert "Sissoko" not in page
    assert f"/comites/personnes/{known.id}" not in page
