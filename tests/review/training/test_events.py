"""What may be done with modules, events and lists: what is refused, in which words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from catalogue.committees import own_data
from catalogue.committees.queries import person_of
from catalogue.committees.vocabulary import Sex
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from review.training import merging, services
from review.training.models import TrainingParticipant
from review.training.queries import attendances_of, modules_by_audience
from review.training.services import ANOTHER, Counts, EventFacts, Named
from review.training.vocabulary import Audience, EventState
from tests import factories
from tests.conftest import NOW

from .conftest import TODAY


def test_a_module_exists_from_its_day_until_it_is_not_used_any_more(session, module):
    module("Un", audience=Audience.INTERNAL)
    module("Deux", exists_from=date(2025, 1, 1), withdrawn_on=date(2026, 1, 1))

    def counted(day):
        return modules_by_audience(session, day)

    assert counted(date(2024, 2, 29)) == {Audience.INTERNAL: 0, Audience.EXTERNAL: 0}
    assert counted(date(2025, 12, 31)) == {Audience.INTERNAL: 1, Audience.EXTERNAL: 1}
    assert counted(date(2026, 1, 1)) == {Audience.INTERNAL: 1, Audience.EXTERNAL: 0}


def test_the_faults_of_a_module_are_said_field_by_field(module):
    module("Un")
    with pytest.raises(Invalid) as refused:
        module("Un", hours="beaucoup", exists_from=TODAY + timedelta(days=1), objectives="")
    assert set(refused.value.problems) == {"title", "hours", "exists_from", "objectives"}


def test_an_event_ends_after_it_starts_and_follows_a_module(training, session, keeper):
    with pytest.raises(Invalid) as refused:
        training(ends_on=date(2025, 5, 5), held=False)
    assert set(refused.value.problems) == {"ends_on"}
    facts = EventFacts(title="", module_ids=(999,), starts_on=date(2025, 5, 6))
    with pytest.raises(Invalid) as refused:
        services.plan_event(session, facts, actor=keeper, at=NOW)
    assert set(refused.value.problems) == {"title", "module_ids"}


def test_an_event_to_come_is_not_held_yet_and_nobody_was_there(training, attend):
    with pytest.raises(DomainError, match="une fois finie"):
        training(TODAY + timedelta(days=1))
    event = training(TODAY + timedelta(days=1), held=False)
    with pytest.raises(DomainError, match="à partir de ce jour"):
        attend(event, "Awa Diarra")


def test_holding_keeps_the_length_of_the_modules(training):
    event = training()
    assert (event.state, event.minutes) == (EventState.HELD, 360)


def test_an_event_with_somebody_on_its_list_is_not_cancelled(session, training, attend, keeper):
    event = training(held=False)
    attend(event, "Awa Diarra")

    def cancel():
        services.cancel(
            session, event, reason="Salle prise", actor=keeper, seen_version=event.version, at=NOW
        )

    with pytest.raises(DomainError, match="retirez-les"):
        cancel()
    (line,) = attendances_of(session, event.id)
    services.remove_attendance(session, event, line, actor=keeper, at=NOW)
    assert session.query(TrainingParticipant).count() == 0  # nobody keeps a name on no list
    cancel()
    with pytest.raises(DomainError, match="annulée"):
        attend(event, "Awa Diarra")
    services.reopen(
        session, event, reason="Salle libre", actor=keeper, seen_version=event.version, at=NOW
    )
    assert (event.state, event.cancel_reason) == (EventState.PLANNED, None)


def test_counts_without_names_say_where_they_are_from(session, training, keeper):
    event = training()
    act = {"actor": keeper, "seen_version": event.version, "at": NOW, "today": TODAY}
    with pytest.raises(DomainError) as refused:
        services.note_counts(session, event, Counts(women=3), **act)
    assert refused.value.field == "counts_source"
    services.note_counts(session, event, Counts(women=3, men=2, source="Feuille"), **act)
    session.flush()
    with pytest.raises(Conflict):
        services.note_counts(session, event, Counts(), **act)


def test_a_namesake_is_chosen_by_a_person_never_guessed(session, training, attend):
    register = factories.person(session, given_names="Awa", family_name="Diarra", sex=Sex.WOMAN)
    event = training()
    with pytest.raises(Invalid) as refused:
        attend(event, "DIARRA Awa", Sex.WOMAN)  # in whatever order it is written
    assert set(refused.value.problems) == {"who"}
    assert attend(event, "DIARRA Awa", Sex.WOMAN, who=f"p{register.id}").person_id == register.id
    with pytest.raises(DomainError, match="déjà sur la liste"):
        attend(event, "Awa Diarra", Sex.WOMAN, who=f"p{register.id}")
    other = attend(event, "Awa Diarra", Sex.MAN, who=ANOTHER)
    assert other.person_id is None
    with pytest.raises(Invalid):
        attend(event, "Awa Diarra", who="p999")


def test_a_declaration_is_not_replaced_on_a_list(session, training, attend):
    first, second = training(), training(date(2025, 6, 3))
    known = attend(first, "Awa Diarra")
    who = f"l{known.participant_id}"
    attend(second, "Awa Diarra", Sex.WOMAN, who=who)  # the first thing she declares
    assert session.get(TrainingParticipant, known.participant_id).sex is Sex.WOMAN
    third = training(date(2025, 7, 1))
    with pytest.raises(DomainError, match="Vérifiez que c’est la même personne"):
        attend(third, "Awa Diarra", Sex.MAN, who=who)
    attend(third, "Awa Diarra", Sex.UNDECLARED, who=who)
    assert session.get(TrainingParticipant, known.participant_id).sex is Sex.WOMAN


def test_somebody_erased_stays_counted_without_a_name(session, training, attend, keeper):
    event = training()
    line = attend(event, "Awa Diarra", Sex.WOMAN, organisation="Coopérative")
    one = session.get(TrainingParticipant, line.participant_id)
    act = {"actor": keeper, "seen_version": one.version, "at": NOW}
    with pytest.raises(DomainError):
        services.erase_participant(session, one, reason="", **act)
    services.erase_participant(session, one, reason="À sa demande", **act)
    assert (one.name, one.organisation, one.sex) == (
        services.ERASED_NAME,
        "",
        Sex.NOT_ASKED,
    )
    assert len(attendances_of(session, event.id)) == 1


def test_two_writings_of_one_person_are_joined(session, training, attend, keeper):
    first, second = training(), training(date(2025, 6, 3))
    kept = attend(first, "Awa Diarra")
    twice = attend(first, "Awa Diarra", Sex.WOMAN, who=ANOTHER)
    one = session.get(TrainingParticipant, twice.participant_id)
    attend(second, "Awa Diarra", who=f"l{one.id}")
    session.flush()
    act = {"actor": keeper, "seen_version": one.version, "at": NOW, "today": TODAY}
    with pytest.raises(DomainError):
        merging.join(session, one, f"l{one.id}", **act)
    merging.join(session, one, f"l{kept.participant_id}", **act)
    assert len(attendances_of(session, first.id)) == 1
    (line,) = attendances_of(session, second.id)
    assert line.participant_id == kept.participant_id
    assert line.sex is Sex.WOMAN
    other = attend(second, "Awa Diarra", Sex.MAN, who=ANOTHER)
    one = session.get(TrainingParticipant, other.participant_id)
    act["seen_version"] = one.version
    with pytest.raises(DomainError, match="Corrigez d’abord"):
        merging.join(session, one, f"l{kept.participant_id}", **act)


def test_a_person_receives_the_trainings_they_attended(session, training, attend):
    known = factories.person(session, given_names="Awa", family_name="Diarra")
    event = training(place="Bamako")
    attend(event, "Awa Diarra", who=f"p{known.id}")
    found = person_of(session, known.id)
    told = list(own_data.rows(session, found))
    assert (event.title, event.starts_on) in [(row[2], row[3]) for row in told]


def test_nobody_else_keeps_training(session, training):
    event = training()
    monitoring = factories.actor(factories.account(session, Role.MONITORING))
    with pytest.raises(NotAllowed):
        services.add_attendance(
            session, event, Named(name="Awa"), actor=monitoring, at=NOW, today=TODAY
        )
