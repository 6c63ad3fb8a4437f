"""Settings: their value on a day, and the act of changing one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalogue.errors import DomainError, Invalid, NotAllowed, NotFound
from catalogue.i18n import say
from catalogue.journal.models import Entry, EntryPayload
from catalogue.permissions import Role
from catalogue.policy import services
from catalogue.policy.models import PolicyValue
from catalogue.policy.vocabulary import FIXED_AT_INSTALLATION, MAY_BE_EMPTY, TAG_LABELS, Kind
from tests import factories

TODAY = date(2026, 11, 23)


@pytest.fixture
def admin(session):
    return factories.actor(factories.account(session, Role.ADMIN))


@pytest.fixture
def change(session, admin, clock):
    def act(key, value, **facts):
        facts = {"valid_from": TODAY, "reason": "Décidé.", "actor": admin, **facts}
        return services.change(session, key, value, on=TODAY, at=clock(), **facts)

    return act


def test_a_setting_keeps_its_past(session, change):
    later = TODAY + timedelta(days=10)
    change("marker_rule", "pilot", valid_from=later)
    assert services.value_of(session, "marker_rule", on=TODAY) == "strict"
    assert services.value_of(session, "marker_rule", on=later) == "pilot"
    assert services.version_of(session, "marker_rule", on=TODAY) == 1
    assert services.version_of(session, "marker_rule", on=later) == 2
    assert services.value_of(session, "marker_rule", on=date(2020, 1, 1)) == "strict"


def test_the_last_word_of_a_day_counts(session, change):
    change("target_5_3_percent", "12")
    change("target_5_3_percent", "15")
    assert services.number_of(session, "target_5_3_percent", on=TODAY) == 15
    in_force = services.all_in_force(session, on=TODAY)["target_5_3_percent"]
    assert (in_force.value, in_force.since, in_force.version) == ("15", TODAY, 3)


def test_every_setting_has_a_sound_default_and_reads_in_words(session):
    for key, one in services.all_in_force(session, on=TODAY).items():
        assert one.setting.label, key
        assert one.setting.help, key
        assert one.version == 1
        if one.setting.kind is Kind.INTEGER:
            assert int(one.value) > 0
        if one.setting.allowed:
            assert one.value in one.setting.allowed
        assert str(one.words) or key in MAY_BE_EMPTY


def test_an_empty_setting_reads_as_nothing(app):
    with app.test_request_context():
        assert say(services.settings()["contact_email"].in_words("")) == ""
        assert say(services.settings()["target_5_3_percent"].in_words("10")) == "10\u00a0%"


def test_all_settings_cost_one_query(session, change, count_queries):
    change("marker_rule", "pilot")
    change("council_acronym", "CN")
    with count_queries as counter:
        services.all_in_force(session, on=TODAY)
    assert counter.count == 1


def test_the_shipped_list_is_read_once():
    assert services.settings() is services.settings()


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("marker_rule", "doux", "valeurs proposées"),
        ("marker_rule", "", "valeurs proposées"),
        ("target_5_3_percent", "101", "entre 1 et 100"),
        ("target_5_3_percent", "0", "entre 1 et 100"),
        ("target_5_3_percent", "dix", "entre 1 et 100"),
        ("target_5_3_percent", "10,5", "entre 1 et 100"),
        ("discussion_working_days", "-3", "entre 1 et 1000"),
        ("suppression_floor", "٣", "entre 1 et 1000"),
        ("agency_name", "  ", "Écrivez une valeur"),
        ("agency_name", "x" * 301, "300 caractères"),
        ("contact_email", "pas une adresse", "adresse électronique"),
    ],
)
def test_an_impossible_value_is_refused_with_what_to_write(change, key, value, told):
    with pytest.raises(Invalid) as caught:
        change(key, value)
    assert told in str(caught.value.problems["value"])


def test_what_is_not_known_may_be_emptied(session, change):
    change("contact_email", "normes@exemple.ml")
    change("contact_email", "")
    assert services.value_of(session, "contact_email", on=TODAY) == ""


def test_yesterday_cannot_be_changed(change):
    with pytest.raises(Invalid) as caught:
        change("marker_rule", "pilot", valid_from=TODAY - timedelta(days=1))
    assert "valid_from" in caught.value.problems


def test_a_reason_is_obligatory(change):
    with pytest.raises(Invalid) as caught:
        change("marker_rule", "pilot", reason="  ")
    assert "reason" in caught.value.problems


def test_a_change_to_the_same_value_is_none(session, change):
    with pytest.raises(DomainError, match="déjà cette valeur"):
        change("marker_rule", "strict")
    assert session.scalars(sa.select(PolicyValue)).all() == []


def test_a_change_is_journalled_with_both_values_and_the_reason(session, change):
    change("marker_rule", "pilot", reason="Première année.")
    assert session.scalars(sa.select(Entry.tag)).all() == ["policy:changed"]
    payload = session.scalars(sa.select(EntryPayload.canonical)).one()
    assert '"marker_rule":["strict","pilot"]' in payload
    assert "Première année." in payload
    assert set(TAG_LABELS) == {"policy:changed"}


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMIN])
def test_only_the_administration_changes_settings(session, change, role):
    place = factories.committee(session) if role is Role.CHAIR else None
    roles = () if role in {Role.CHAIR, Role.ANONYMOUS} else (role,)
    actor = factories.actor(factories.account(session, *roles, chairs=place))
    with pytest.raises(NotAllowed):
        change("marker_rule", "pilot", actor=actor)


@pytest.mark.parametrize("key", ["nothing", *sorted(FIXED_AT_INSTALLATION)])
def test_what_is_fixed_at_installation_is_not_changed_here(change, key):
    with pytest.raises(NotFound):
        change(key, "Europe/Paris")
