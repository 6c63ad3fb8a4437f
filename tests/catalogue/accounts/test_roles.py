"""Roles given and ended: who may, and what is never in the same hands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.accounts import administration, services
from catalogue.accounts.facts import AccountFacts, GivenRole
from catalogue.errors import DomainError, NotAllowed
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from tests import factories

TODAY = date(2026, 11, 23)


class TestRoles:
    def test_a_role_given_today_counts_today_and_is_journalled(
        self, session, admin, somebody, clock
    ):
        given = GivenRole(Role.MONITORING, TODAY)
        role = administration.give_role(
            session, somebody, given, actor=factories.actor(admin), at=clock()
        )
        assert (role.valid_from, role.valid_to) == (TODAY, None)
        assert session.scalars(sa.select(Entry.tag)).all() == ["account:role_given"]

    def test_a_chair_presides_over_a_committee(self, session, admin, somebody, clock):
        with pytest.raises(DomainError) as caught:
            administration.give_role(
                session,
                somebody,
                GivenRole(Role.CHAIR, TODAY),
                actor=factories.actor(admin),
                at=clock(),
            )
        assert caught.value.field == "committee"

    def test_another_role_keeps_no_committee(self, session, admin, somebody, clock):
        place = factories.committee(session)
        role = administration.give_role(
            session,
            somebody,
            GivenRole(Role.MONITORING, TODAY, place.id),
            actor=factories.actor(admin),
            at=clock(),
        )
        assert role.committee_id is None

    def test_two_committees_may_be_chaired_but_not_one_twice(self, session, admin, somebody, clock):
        places = [factories.committee(session, code) for code in ("CTN1", "CTN2")]
        actor = factories.actor(admin)
        for place in places:
            given = GivenRole(Role.CHAIR, TODAY, place.id)
            administration.give_role(session, somebody, given, actor=actor, at=clock())
        with pytest.raises(DomainError, match="déjà ce rôle"):
            administration.give_role(
                session,
                somebody,
                GivenRole(Role.CHAIR, TODAY + timedelta(days=30), places[0].id),
                actor=actor,
                at=clock(),
            )

    @pytest.mark.parametrize("reviewing", [Role.REVIEWER, Role.FOCAL_POINT])
    def test_administration_and_review_are_never_in_the_same_hands(
        self, session, admin, clock, reviewing
    ):
        reader = factories.account(session, reviewing)
        with pytest.raises(DomainError, match="aucune part aux relectures"):
            administration.give_role(
                session,
                reader,
                GivenRole(Role.ADMIN, TODAY),
                actor=factories.actor(admin),
                at=clock(),
            )
        other_admin = factories.account(session, Role.ADMIN)
        with pytest.raises(DomainError, match="aucune part aux relectures"):
            administration.give_role(
                session,
                other_admin,
                GivenRole(reviewing, TODAY),
                actor=factories.actor(admin),
                at=clock(),
            )

    def test_one_after_the_other_they_may_be(self, session, admin, clock):
        reader = factories.account(session, Role.REVIEWER)
        actor = factories.actor(admin)
        administration.end_role(session, reader, reader.roles[0], TODAY, actor=actor, at=clock())
        role = administration.give_role(
            session,
            reader,
            GivenRole(Role.ADMIN, TODAY + timedelta(days=1)),
            actor=actor,
            at=clock(),
        )
        assert role.role is Role.ADMIN

    def test_dates_follow_one_another(self, session, admin, somebody, clock):
        actor = factories.actor(admin)
        with pytest.raises(DomainError) as caught:
            administration.give_role(
                session,
                somebody,
                GivenRole(Role.MONITORING, TODAY, until=TODAY - timedelta(days=1)),
                actor=actor,
                at=clock(),
            )
        assert caught.value.field == "until"
        with pytest.raises(DomainError) as caught:
            administration.end_role(
                session, somebody, somebody.roles[0], date(2020, 1, 1), actor=actor, at=clock()
            )
        assert caught.value.field == "last_day"

    def test_an_ended_role_stays_in_the_past_and_does_not_end_twice(
        self, session, admin, somebody, clock
    ):
        actor = factories.actor(admin)
        role = somebody.roles[0]
        administration.end_role(session, somebody, role, TODAY, actor=actor, at=clock())
        assert role.valid_to == TODAY
        with pytest.raises(DomainError, match="se termine déjà"):
            administration.end_role(session, somebody, role, TODAY, actor=actor, at=clock())

    def test_nobody_changes_their_own_access(self, session, admin, clock):
        actor = factories.actor(admin)
        factories.account(session, Role.ADMIN)
        with pytest.raises(NotAllowed):
            administration.end_role(session, admin, admin.roles[0], TODAY, actor=actor, at=clock())
        with pytest.raises(NotAllowed):
            administration.give_role(
                session, admin, GivenRole(Role.SECRETARIAT, TODAY), actor=actor, at=clock()
            )
        with pytest.raises(NotAllowed):
            administration.deactivate(
                session,
                admin,
                reason="Je pars.",
                actor=actor,
                seen_version=admin.version,
                on=TODAY,
                at=clock(),
            )

    def test_the_last_administrator_stays(self, session, admin, clock):
        leaving = factories.account(session, Role.ADMIN)
        leaving.roles[0].valid_to = TODAY
        session.flush()
        actor = factories.actor(leaving)
        with pytest.raises(DomainError, match="au moins une personne"):
            administration.end_role(session, admin, admin.roles[0], TODAY, actor=actor, at=clock())
        with pytest.raises(DomainError, match="au moins une personne"):
            administration.deactivate(
                session,
                admin,
                reason="Départ.",
                actor=actor,
                seen_version=admin.version,
                on=TODAY,
                at=clock(),
            )

    def test_the_last_but_one_may_go(self, session, admin, clock):
        other = factories.account(session, Role.ADMIN)
        administration.end_role(
            session, other, other.roles[0], TODAY, actor=factories.actor(admin), at=clock()
        )
        assert other.roles[0].valid_to == TODAY

    @pytest.mark.parametrize("role", [r for r in Role if r not in {Role.ADMIN, Role.ANONYMOUS}])
    def test_only_the_administration_gives_roles(self, session, somebody, clock, role):
        place = factories.committee(session)
        chairs = place if role is Role.CHAIR else None
        roles = () if role is Role.CHAIR else (role,)
        actor = factories.actor(factories.account(session, *roles, chairs=chairs))
        with pytest.raises(NotAllowed):
            administration.give_role(
                session, somebody, GivenRole(Role.ADMIN, TODAY), actor=actor, at=clock()
            )
        with pytest.raises(NotAllowed):
            services.create_account(session, AccountFacts("x.y", "X"), [], actor=actor, at=clock())
