"""What a session of the council does to the subjects before it, and how it is taken back."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.council import queries, services
from catalogue.council.queries import session_of
from catalogue.council.services import Decided, SessionFacts
from catalogue.council.vocabulary import Ruling, SessionState
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from catalogue.records.vocabulary import Nature
from catalogue.work_programme import services as programme
from catalogue.work_programme.models import StageEvent
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.catalogue.council.conftest import HELD_ON, TODAY
from tests.conftest import NOW


def homologate(session, keeper, meeting, *ids):
    lines = [
        programme.Line(work_item_id=one, reference=f"NM 60.{one:03d}:2026", nature=Nature.NEW)
        for one in ids
    ]
    facts = programme.ActFacts(session_label=meeting.label, cnncq_on=meeting.held_on)
    return programme.homologate(session, lines, facts, actor=keeper, at=NOW, today=TODAY)


def undo(session, keeper, found, reason="Erreur de saisie"):
    services.undo(
        session, found, reason=reason, actor=keeper, seen_version=found.version, at=NOW, today=TODAY
    )
    session.flush()
    return session_of(session, found.id)


def test_what_waits_is_proposed_the_longest_first(session, waiting):
    late = waiting(status_since=date(2023, 5, 2), number="2022-001")
    waiting(status_since=date(2026, 9, 1), number="2026-901")
    unknown = waiting(stage_on=date(2025, 1, 1), number="2024-001")
    waiting(stage_code="50.99", number="2026-902")
    waiting(status=WorkItemStatus.ACTIVE, number="2026-903")
    rows = queries.all_waiting(session)
    assert [row.item.number for row in rows] == ["2022-001", "2024-001", "2026-901"]
    assert rows[0].since == late.status_since
    assert rows[1].since == unknown.stage_on
    assert queries.waiting_count(session) == 3
    assert queries.adopted_to_homologate(session) == 1


def test_putting_an_item_before_the_council_keeps_the_day(session, keeper):
    item = factories.work_item(session, stage_code="40.60", stage_on=date(2026, 3, 1))
    programme.change_status(
        session,
        item,
        "await_council",
        reason="Prêt",
        actor=keeper,
        seen_version=item.version,
        at=NOW,
        today=TODAY,
    )
    assert item.status_since == TODAY


def test_each_decision_moves_its_subject(session, waiting, meeting, decide):
    names = ("adopted", "reserved", "adjourned", "back", "rejected")
    items = {name: waiting(number=name) for name in names}
    why = "Voir l’article 4."
    found = decide(
        meeting(*items.values()),
        reserved=Decided(Ruling.RESERVED, why),
        adjourned=Decided(Ruling.ADJOURNED, why),
        back=Decided(Ruling.REFERRED_BACK, why),
        rejected=Decided(Ruling.REJECTED, why),
    )
    assert found.state is SessionState.DECIDED
    stands = {name: (one.stage_code, one.status.value) for name, one in items.items()}
    assert stands == {
        "adopted": ("50.99", "awaiting_council"),
        "reserved": ("50.60", "awaiting_council"),
        "adjourned": ("50.60", "awaiting_council"),
        "back": ("50.92", "active"),
        "rejected": ("50.98", "abandoned"),
    }
    assert items["adopted"].stage_on == HELD_ON
    event = session.get(StageEvent, found.agenda[3].stage_event_id)
    assert event.reason == "11e session : Voir l’article 4."
    # What is adjourned waits on, since the same day; the reservation too.
    assert [row.item.number for row in queries.all_waiting(session)] == ["adjourned", "reserved"]
    assert services.to_homologate(session, found) == [items["adopted"].id]


def test_from_the_enquiry_a_text_goes_back_to_the_enquiry_stage(waiting, meeting, decide):
    item = waiting(stage_code="40.60")
    decide(meeting(item), **{item.number: Decided(Ruling.REFERRED_BACK, "Refaire l’enquête")})
    assert (item.stage_code, item.status) == ("40.92", WorkItemStatus.ACTIVE)


def test_every_text_needs_a_decision_and_its_reason(session, waiting, meeting, keeper):
    first, second = waiting(), waiting()
    found = meeting(first, second)
    with pytest.raises(Invalid) as refused:
        services.decide(
            session,
            found,
            {first.id: Decided(Ruling.REJECTED)},
            actor=keeper,
            seen_version=found.version,
            at=NOW,
            today=TODAY,
        )
    assert set(refused.value.problems) == {f"reason{first.id}", f"ruling{second.id}"}
    assert first.status is WorkItemStatus.AWAITING_COUNCIL


def test_a_subject_that_moved_meanwhile_is_named(waiting, meeting, decide):
    item, other = waiting(number="2026-701"), waiting()
    found = meeting(item, other)
    other.status = WorkItemStatus.SUSPENDED
    with pytest.raises(Invalid) as refused:
        decide(found)
    [problem] = refused.value.problems.values()
    assert other.number in str(problem)
    assert "n’attend plus" in str(problem)


def test_the_rules_of_stages_are_asked(waiting, meeting, decide):
    item = waiting(stage_on=date(2026, 11, 22))
    with pytest.raises(Invalid) as refused:
        decide(meeting(item))
    assert item.number in str(refused.value.problems[f"ruling{item.id}"])


def test_no_decision_before_the_day(waiting, meeting, decide):
    with pytest.raises(DomainError, match="s’enregistrent après"):
        decide(meeting(waiting(), held_on=date(2026, 12, 24)))


def test_a_reservation_is_lifted_to_the_day_of_the_session(
    session, waiting, meeting, decide, keeper
):
    item = waiting()
    found = decide(meeting(item), **{item.number: Decided(Ruling.RESERVED, "Corriger l’annexe A")})
    assert services.to_homologate(session, found) == []
    [line] = services.reserves_to_lift(found)

    def lift(on, note="Annexe corrigée"):
        services.lift_reserve(
            session,
            found,
            line,
            on=on,
            note=note,
            actor=keeper,
            seen_version=found.version,
            at=NOW,
            today=TODAY,
        )

    with pytest.raises(DomainError, match="avant"):
        lift(date(2026, 11, 1))
    with pytest.raises(DomainError, match="ce qui lève"):
        lift(TODAY, "")
    lift(TODAY)
    assert (item.stage_code, item.stage_on) == ("50.99", HELD_ON)
    assert services.to_homologate(session, found) == [item.id]
    with pytest.raises(DomainError, match="pas de réserve"):
        lift(TODAY)
    again = undo(session, keeper, session_of(session, found.id))
    assert (item.stage_code, item.status) == ("50.60", WorkItemStatus.AWAITING_COUNCIL)
    assert again.agenda[0].reserve_lifted_on is None


def test_undoing_puts_every_subject_back(session, waiting, meeting, decide, keeper):
    items = [waiting(number=name) for name in ("a", "b", "c", "d")]
    found = decide(
        meeting(*items),
        b=Decided(Ruling.REFERRED_BACK, "Non"),
        c=Decided(Ruling.REJECTED, "Non"),
        d=Decided(Ruling.ADJOURNED, "Plus tard"),
    )
    again = undo(session, keeper, found)
    assert again.state is SessionState.CONVENED
    assert {(one.stage_code, one.status) for one in items} == {
        ("50.60", WorkItemStatus.AWAITING_COUNCIL)
    }
    assert {line.ruling for line in again.agenda} == {None}
    # And it may be decided anew.
    decide(again)
    assert {one.stage_code for one in items} == {"50.99"}


def test_nothing_is_undone_under_what_stands_on_it(session, waiting, meeting, decide, keeper):
    homologated, moved, adjourned = (waiting(number=name) for name in ("h", "m", "j"))
    found = decide(
        meeting(homologated, moved, adjourned),
        m=Decided(Ruling.REFERRED_BACK, "Non"),
        j=Decided(Ruling.ADJOURNED, "Plus tard"),
    )
    act = homologate(session, keeper, found, homologated.id)
    moved.status = WorkItemStatus.SUSPENDED
    meeting(adjourned, label="12e session", held_on=date(2026, 12, 24))
    with pytest.raises(Invalid) as refused:
        undo(session, keeper, found)
    told = " ".join(str(one) for one in refused.value.problems.values())
    assert "homologué par l’acte" in told
    assert "m a changé" in told
    assert "12e session" in told
    assert queries.acts_of(session, [homologated.id]) == {homologated.id: act}


def test_the_homologation_of_a_session_takes_the_day_it_was_adopted(
    session, waiting, meeting, decide, keeper
):
    items = [waiting(), waiting()]
    found = decide(meeting(*items))
    homologate(session, keeper, found, *services.to_homologate(session, found))
    assert {one.status for one in items} == {WorkItemStatus.HOMOLOGATED}
    assert services.to_homologate(session, found) == []


def test_the_agenda_keeps_the_order_and_refuses_what_is_not_for_it(
    session, waiting, meeting, keeper
):
    first, second = waiting(), waiting()
    found = meeting(second, first)
    assert [line.work_item_id for line in found.agenda] == [second.id, first.id]
    active = factories.work_item(session)
    adopted = waiting(stage_code="50.99")
    other = meeting(label="12e session", held_on=date(2026, 12, 24))
    with pytest.raises(Invalid) as refused:
        services.set_agenda(
            session,
            other,
            [first.id, active.id, adopted.id, 99_999],
            actor=keeper,
            seen_version=other.version,
            at=NOW,
        )
    told = {name: str(one) for name, one in refused.value.problems.items()}
    assert "11e session" in told[f"rank{first.id}"]
    assert "n’attend plus" in told[f"rank{active.id}"]
    assert "déjà adopté" in told[f"rank{adopted.id}"]
    assert "n’existe pas" in told["rank99999"]


def test_a_cancelled_session_lets_its_texts_go(session, waiting, meeting, keeper):
    item = waiting()
    found = meeting(item)
    services.cancel(
        session, found, reason="Quorum", actor=keeper, seen_version=found.version, at=NOW
    )
    assert queries.all_waiting(session)[0].on_agenda is None
    with pytest.raises(DomainError, match="ne se modifie plus"):
        services.edit_session(
            session,
            found,
            SessionFacts(label="Autre", held_on=HELD_ON),
            actor=keeper,
            seen_version=found.version,
            at=NOW,
        )


def test_only_the_secretariat_keeps_sessions(session, meeting):
    found = meeting()
    watcher = factories.actor(factories.account(session, Role.MONITORING))
    with pytest.raises(NotAllowed):
        services.set_agenda(session, found, [], actor=watcher, seen_version=1, at=NOW)


def test_two_people_do_not_overwrite_one_another(session, meeting, keeper):
    found = meeting()
    with pytest.raises(Conflict):
        services.set_agenda(
            session, found, [], actor=keeper, seen_version=found.version + 1, at=NOW
        )


def test_a_session_decided_keeps_its_name_and_day(session, waiting, meeting, decide, keeper):
    found = decide(meeting(waiting()))

    def edit(**facts):
        values = {"label": found.label, "held_on": found.held_on, **facts}
        services.edit_session(
            session,
            found,
            SessionFacts(**values),
            actor=keeper,
            seen_version=found.version,
            at=NOW,
        )
        session.flush()

    with pytest.raises(DomainError, match="défaites-les"):
        edit(held_on=date(2026, 11, 19))
    edit(record="Le conseil recommande…")
    assert found.record == "Le conseil recommande…"
