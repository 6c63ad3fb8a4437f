"""Who is acting: roles of the day, committees chaired, the person behind the account."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from catalogue.accounts.models import AccountRole
from catalogue.accounts.queries import (
    account_typed,
    accounts_with_role,
    actor_of,
    committees_to_chair,
    people_without_account,
)
from catalogue.committees.vocabulary import CommitteeStatus, MandateRole
from catalogue.permissions import ANONYMOUS, Permission, Role
from tests import factories

TODAY = date(2026, 11, 23)


def test_only_the_roles_of_the_day_count(session):
    row = factories.account(session, Role.SECRETARIAT, Role.MONITORING)
    row.roles[0].valid_to = date(2026, 11, 22)
    row.roles[1].valid_to = TODAY
    session.flush()
    assert actor_of(session, row.id, on=TODAY).roles == {Role.MONITORING}
    assert actor_of(session, row.id, on=date(2026, 11, 22)).roles == {
        Role.SECRETARIAT,
        Role.MONITORING,
    }


def test_somebody_without_a_role_may_what_a_visitor_may(session):
    row = factories.account(session)
    actor = actor_of(session, row.id, on=TODAY)
    assert actor.signed_in
    assert actor.may(Permission.CATALOGUE_READ)
    assert not actor.may(Permission.NEEDS_READ)


def test_a_mandate_of_chair_gives_the_committee(session):
    organisation = factories.organisation(session)
    person = factories.person(session, organisation_id=organisation.id)
    by_role, by_mandate, past = (factories.committee(session, c) for c in ("CTN1", "CTN2", "CTN3"))
    factories.mandate(session, person, by_mandate, role=MandateRole.CHAIR)
    factories.mandate(session, person, past, role=MandateRole.CHAIR, valid_to=date(2025, 12, 31))
    factories.mandate(session, person, past, role=MandateRole.MEMBER)
    row = factories.account(session, chairs=by_role, person_id=person.id)
    actor = actor_of(session, row.id, on=TODAY)
    assert actor.roles == {Role.CHAIR}
    assert actor.committee_ids == {by_role.id, by_mandate.id}
    assert (actor.person_id, actor.organisation_id) == (person.id, organisation.id)


def test_a_closed_account_is_nobody(session):
    row = factories.account(session, Role.ADMIN, active=False)
    assert actor_of(session, row.id, on=TODAY) is ANONYMOUS
    assert actor_of(session, 999_999, on=TODAY) is ANONYMOUS


def test_who_carries_a_role_by_name(session):
    second = factories.account(session, Role.SECRETARIAT, name="B")
    first = factories.account(session, Role.SECRETARIAT, name="A")
    factories.account(session, Role.SECRETARIAT, name="C", active=False)
    past = factories.account(session, Role.SECRETARIAT, name="D")
    past.roles[0].valid_to = date(2025, 1, 1)
    session.flush()
    found = accounts_with_role(session, Role.SECRETARIAT, on=TODAY)
    assert [one.id for one in found] == [first.id, second.id]


def test_two_chairs_are_two_roles(session):
    one = factories.account(session, chairs=factories.committee(session, "CTN1"))
    two = factories.account(session, chairs=factories.committee(session, "CTN2"))
    assert one.roles[0] != two.roles[0]
    assert len({one.roles[0], two.roles[0]}) == 2
    assert one.roles[0].name == "chair"


def test_an_identifier_never_reads_as_an_address(session):
    row = factories.account(session, username="m.keita", email="autre@exemple.ml")
    assert account_typed(session, " M.KEITA ") is row
    assert account_typed(session, "autre@exemple.ml") is row
    assert account_typed(session, "autre") is None
    assert account_typed(session, "") is None


def test_closed_committees_are_not_offered_and_order_is_natural(session):
    for code in ("CTN10", "CTN2"):
        factories.committee(session, code)
    factories.committee(session, "CTN3", status=CommitteeStatus.CLOSED)
    codes = [one.code for one in committees_to_chair(session)]
    assert "CTN3" not in codes
    assert codes.index("CTN2") < codes.index("CTN10")


def test_people_with_an_account_are_not_offered_again(session):
    taken = factories.person(session, family_name="Zan")
    free = factories.person(session, family_name="Écho", given_names="Awa")
    factories.account(session, person_id=taken.id)
    labels = [label for _id, label in people_without_account(session, on=TODAY)]
    assert labels == ["Écho Awa"]
    both = people_without_account(session, on=TODAY, but=taken.id)
    assert [one for one, _label in both] == [free.id, taken.id]


def test_the_database_refuses_a_chair_without_committee(session):
    row = factories.account(session)
    session.add(AccountRole(account_id=row.id, role=Role.CHAIR, valid_from=TODAY))
    try:
        session.flush()
    except sa.exc.IntegrityError:
        session.rollback()
    else:
        raise AssertionError
