"""Who is kept out of a reading, each for its own reason (product_rules §3, Interests)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from catalogue.committees.models import Person
from catalogue.committees.vocabulary import CommitteeKind
from catalogue.errors import DomainError, Invalid
from catalogue.permissions import Role
from review.assignments.candidates import candidates
from review.assignments.vocabulary import AssignmentState, InterestKind
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from tests import factories
from tests.review.assignments.arranging import (
    TODAY,
    again,
    asked,
    begun,
    council_text,
    handed_in,
    opened,
    reader,
    secretariat,
)

FILED = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


def seat(session, who, committee, **facts):
    """Give the person behind an account a mandate, read anew by whoever looks."""
    person = session.get(Person, who.person_id)
    factories.mandate(session, person, committee, **facts)
    session.expire(person, ["mandates"])


@pytest.fixture
def case(session):
    """A work item that came from a need, and a round open on its text."""

    class Case:
        def __init__(self) -> None:
            self.secretariat = secretariat(session)
            self.committee = factories.committee(session, "CTN5")
            self.author = factories.account(session, chairs=self.committee, name="Présidente")
            self.item = factories.work_item(
                session, committee_id=self.committee.id, registered_on=date(2026, 3, 1)
            )
            self.need = NeedsExpression(
                author_id=self.author.id,
                created_at=FILED,
                updated_at=FILED,
                submitted_at=FILED,
                state=NeedsState.REGISTERED,
                committee_id=self.committee.id,
                work_item_id=self.item.id,
            )
            session.add(self.need)
            session.flush()
            self.round = opened(session, council_text(session, self.item), self.secretariat)

        def kinds(self, who):
            on_list = candidates(session, again(session, self.round), on=TODAY)
            chosen = next(one for one in on_list if one.account.id == who.id)
            return [interest.kind for interest in chosen.interests]

        def refusal(self, who, **facts):
            with pytest.raises(DomainError) as refused:
                asked(session, self.round, who, self.secretariat, **facts)
            return str(refused.value.message)

    return Case()


def test_somebody_without_any_link_is_accepted(session, case):
    who = reader(session)
    assert case.kinds(who) == []
    assert asked(session, case.round, who, case.secretariat).account_id == who.id


def test_the_author_of_the_need_is_barred(session, case):
    who = reader(session)
    case.need.author_id = who.id
    session.flush()
    assert case.kinds(who) == [InterestKind.AUTHOR]
    assert "écrit l’expression de besoin" in case.refusal(who)


def test_the_author_is_barred_under_another_account_too(session, case):
    who = reader(session)
    case.author.person_id = who.person_id
    session.flush()
    assert InterestKind.AUTHOR in case.kinds(who)


def test_whoever_leads_the_drafting_is_barred(session, case):
    who = reader(session, name="Kadiatou SISSOKO")
    case.item.project_leader = "Sissoko Kadiatou"
    session.flush()
    assert InterestKind.AUTHOR in case.kinds(who)


def test_whoever_typed_the_need_for_another_is_barred(session, case):
    who = reader(session)
    case.need.entered_by_id = who.id
    session.flush()
    assert case.kinds(who) == [InterestKind.PROPOSER]
    assert "pour le compte" in case.refusal(who)


@pytest.mark.parametrize("field", ["requester", "signatory"])
def test_whoever_asked_or_signed_is_barred_however_the_name_is_written(session, case, field):
    who = reader(session, given_names="Mariam", family_name="Koné")
    setattr(case.need, field, "KONE Mariam")
    session.flush()
    assert case.kinds(who) == [InterestKind.PROPOSER]


@pytest.mark.parametrize(
    ("begins", "ends", "barred"),
    [
        (date(2024, 1, 1), None, True),
        (date(2024, 1, 1), date(2026, 2, 9), False),  # ended the day before the need was filed
        (date(2024, 1, 1), date(2026, 2, 10), True),
        (date(2026, 6, 1), date(2026, 7, 1), True),
        (date(2026, 12, 1), None, False),  # begins after today
    ],
)
def test_a_mandate_in_the_proposing_committee_since_the_need(session, case, begins, ends, barred):
    who = reader(session)
    seat(session, who, case.committee, valid_from=begins, valid_to=ends)
    assert (InterestKind.COMMITTEE in case.kinds(who)) is barred
    if barred:
        assert "CTN5" in case.refusal(who)


def test_a_need_typed_from_a_paper_counts_from_its_receipt(session, case):
    who = reader(session)
    seat(session, who, case.committee, valid_from=date(2024, 1, 1), valid_to=date(2026, 1, 20))
    assert case.kinds(who) == []
    case.need.received_on = date(2026, 1, 15)
    session.flush()
    assert case.kinds(who) == [InterestKind.COMMITTEE]


def test_filing_again_does_not_shorten_the_interests(session, case):
    who = reader(session)
    seat(session, who, case.committee, valid_from=date(2024, 1, 1), valid_to=date(2026, 3, 1))
    case.need.refiled_at = datetime(2026, 5, 1, 9, tzinfo=UTC)
    session.flush()
    assert case.kinds(who) == [InterestKind.COMMITTEE]


def test_a_seat_in_a_working_group_of_the_committee_counts(session, case):
    group = factories.committee(
        session, "CTN5/GT1", kind=CommitteeKind.WORKING_GROUP, parent_id=case.committee.id
    )
    who = reader(session)
    factories.mandate(session, factories.person(session), group)
    assert case.kinds(who) == []
    seat(session, who, group)
    assert case.kinds(who) == [InterestKind.COMMITTEE]


def test_an_account_role_in_the_committee_counts(session, case):
    who = factories.account(session, Role.REVIEWER, chairs=case.committee)
    assert case.kinds(who) == [InterestKind.COMMITTEE]


def test_another_committee_does_not_count(session, case):
    other = factories.committee(session, "CTN9")
    who = factories.account(session, Role.REVIEWER, chairs=other)
    assert case.kinds(who) == []


def test_people_of_the_requesting_organisation_are_barred(session, case):
    place = factories.organisation(session, name="Minoterie du Fleuve")
    case.need.requester_organisation_id = place.id
    who = reader(session, organisation_id=place.id)
    session.flush()
    assert case.kinds(who) == [InterestKind.ORGANISATION]
    assert "Minoterie du Fleuve" in case.refusal(who, agency_interest_reason="On n’a personne.")


def test_an_organisation_only_written_in_the_form_is_recognised(session, case):
    place = factories.organisation(session, name="Minoterie du Fleuve", acronym="MF")
    case.need.requester = "MF"
    who = reader(session, organisation_id=place.id)
    session.flush()
    assert case.kinds(who) == [InterestKind.ORGANISATION]


def test_agency_staff_on_an_agency_proposal_are_accepted_with_a_reason(session, case):
    agency = factories.organisation(session, name="Agence", is_agency=True)
    case.need.requester_organisation_id = agency.id
    who = reader(session, organisation_id=agency.id)
    session.flush()
    assert case.kinds(who) == [InterestKind.AGENCY_STAFF]
    with pytest.raises(Invalid) as refused:
        asked(session, case.round, who, case.secretariat)
    assert "agency_interest_reason" in refused.value.problems
    made = asked(session, case.round, who, case.secretariat, agency_interest_reason="Seule formée.")
    assert made.agency_interest_reason == "Seule formée."


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.MONITORING, Role.ADMIN])
def test_those_who_never_decide_never_read(session, case, role):
    who = reader(session, Role.REVIEWER, role)
    assert case.kinds(who) == [InterestKind.NEVER_DECIDES]
    assert "ne décident jamais" in case.refusal(who)


def test_an_account_without_the_role_cannot_be_named(session, case):
    assert "rôle Relecture" in case.refusal(factories.account(session, Role.MONITORING))


def test_without_a_need_the_registration_day_counts(session):
    by = secretariat(session)
    committee = factories.committee(session, "CTN7")
    item = factories.work_item(session, committee_id=committee.id, registered_on=date(2026, 3, 1))
    made = opened(session, council_text(session, item), by)
    before, since = reader(session), reader(session)
    for who, ends in ((before, date(2026, 2, 28)), (since, date(2026, 3, 1))):
        seat(session, who, committee, valid_to=ends)
    found = {one.account.id: one for one in candidates(session, again(session, made), on=TODAY)}
    assert not found[before.id].barred
    assert found[since.id].barred


def test_for_an_older_standard_every_past_mandate_counts(session):
    by = secretariat(session)
    committee = factories.committee(session, "CTN7")
    edition = factories.edition(session, committee_id=committee.id)
    made = opened(session, factories.text_version(session, of_edition=edition), by)
    who = reader(session)
    seat(session, who, committee, valid_from=date(2001, 1, 1), valid_to=date(2003, 1, 1))
    [found] = [
        one
        for one in candidates(session, again(session, made), on=TODAY)
        if one.account.id == who.id
    ]
    assert found.barred


def test_the_list_costs_the_same_for_few_and_for_many(session, case, count_queries):
    def cost() -> int:
        session.expire_all()
        found = again(session, case.round)
        with count_queries as counted:
            counted.statements.clear()
            candidates(session, found, on=TODAY)
        return counted.count

    reader(session)
    few = cost()
    for _ in range(8):
        reader(session)
    assert cost() == few


def test_a_seat_taken_after_the_invitation_bars_the_declaration(session, case):
    who = reader(session)
    assignment = asked(session, case.round, who, case.secretariat)
    seat(session, who, case.committee, valid_from=date(2026, 11, 1))
    with pytest.raises(DomainError, match="CTN5"):
        begun(session, assignment, who)


def test_a_seat_taken_while_reading_bars_the_submission(session, case):
    who = reader(session)
    assignment = begun(session, asked(session, case.round, who, case.secretariat), who)
    seat(session, who, case.committee, valid_from=date(2026, 11, 1))
    with pytest.raises(DomainError, match="CTN5"):
        handed_in(session, assignment, who)
    assert assignment.state is AssignmentState.IN_PROGRESS


def test_agency_staff_accepted_with_a_reason_read_to_the_end(session, case):
    agency = factories.organisation(session, name="Agence", is_agency=True)
    case.need.requester_organisation_id = agency.id
    who = reader(session, organisation_id=agency.id)
    session.flush()
    assignment = asked(
        session, case.round, who, case.secretariat, agency_interest_reason="Personne d’autre."
    )
    handed_in(session, begun(session, assignment, who), who)
    assert assignment.state is AssignmentState.SUBMITTED
