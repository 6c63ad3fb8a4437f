"""A deliverable is done only when its steps are, with evidence or a decision; corrections."""

from __future__ import annotations

import io
from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from catalogue.work_programme.services import Upload
from review import seeding
from review.action_plan.queries import current_plan
from review.deliverables import completing, services
from review.deliverables.models import PlanDeliverable
from review.deliverables.queries import (
    all_rows,
    deliverable_of,
    late_steps,
    line_choices,
    next_step_by_line,
)
from review.deliverables.services import DeliverableFacts
from review.deliverables.vocabulary import CompletionBasis, DeliverableKind
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def late(session, on):
    return late_steps(all_rows(session, on=on), on)


def coming(session):
    return next_step_by_line(all_rows(session, on=TODAY), TODAY)


def complete(session, deliverable, keeper, on=TODAY):
    completing.complete(
        session,
        deliverable,
        completed_on=on,
        actor=keeper,
        seen_version=deliverable.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()


def decide(session, deliverable, keeper, *, on=TODAY, reason=""):
    completing.record_decision(
        session,
        deliverable,
        body="La direction",
        reference="Décision 12",
        decided_on=on,
        document=None,
        reason=reason,
        actor=keeper,
        seen_version=deliverable.version,
        at=NOW,
        today=TODAY,
    )
    session.flush()


def test_the_plan_proposes_empty_records_without_dates(session):
    found = session.scalars(sa.select(PlanDeliverable).order_by(PlanDeliverable.position)).all()
    lines = [one.line_code for one in found]
    assert lines == ["2.1", "2.2", "3.1", "3.1", "3.1", "3.3", "3.4", "4.1", "6.1", "6.2"]
    assert {one.due_on for one in found} == {None}
    assert {one.completed_on for one in found} == {None}


def test_a_reloaded_list_leaves_what_people_kept(session, strategy, keeper):
    facts = DeliverableFacts("3.3", DeliverableKind.STRATEGY, "Stratégie revue", "Direction")
    services.edit_deliverable(
        session, strategy, facts, actor=keeper, seen_version=strategy.version, at=NOW
    )
    assert seeding.load(session, at=NOW)["deliverables.csv"] == 0
    assert strategy.title == "Stratégie revue"


def test_a_deliverable_is_done_when_its_last_step_is_shown(session, strategy, did, keeper):
    with pytest.raises(DomainError, match="Écrire le projet"):
        complete(session, strategy, keeper)
    did(strategy.steps[0], date(2026, 11, 10))
    did(strategy.steps[1], date(2026, 11, 20))
    with pytest.raises(DomainError, match="Rien ne montre"):
        complete(session, strategy, keeper)
    services.correct_step(
        session,
        strategy.steps[1],
        done_on=date(2026, 11, 20),
        evidence_note="Procès-verbal du 20 novembre",
        evidence=None,
        reason="La preuve manquait",
        actor=keeper,
        seen_version=strategy.steps[1].version,
        at=NOW,
        today=TODAY,
    )
    with pytest.raises(DomainError, match="avant le 20/11/2026"):
        complete(session, strategy, keeper, on=date(2026, 11, 19))
    complete(session, strategy, keeper, on=date(2026, 11, 20))
    assert strategy.completion_basis is CompletionBasis.EVIDENCE
    assert strategy.closing_evidence == "Procès-verbal du 20 novembre"
    with pytest.raises(DomainError, match="reprenez-le"):
        services.reopen_step(
            session,
            strategy.steps[0],
            reason="Erreur",
            actor=keeper,
            seen_version=strategy.steps[0].version,
            at=NOW,
        )


def test_a_decision_shows_that_a_deliverable_is_done(session, seeded, keeper):
    committee = seeded("comite-de-suivi")
    decide(session, committee, keeper)
    complete(session, committee, keeper)
    assert committee.completion_basis is CompletionBasis.DECISION
    completing.take_up_again(
        session,
        committee,
        reason="Erreur",
        actor=keeper,
        seen_version=committee.version,
        at=NOW,
    )
    assert committee.completed_on is None
    with pytest.raises(Invalid, match="La décision"):
        decide(session, committee, keeper)
    decide(session, committee, keeper, reason="Référence corrigée")


def test_the_database_holds_what_done_means(session, seeded):
    found = seeded("plan-valide")
    found.completed_on = TODAY
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_correcting_a_step_done_is_an_act_with_a_reason(session, strategy, did, keeper):
    step = did(strategy.steps[0], date(2026, 11, 10), "Projet du 10")
    common = {"actor": keeper, "at": NOW}
    with pytest.raises(DomainError, match="corrigez-la avec un motif"):
        services.edit_step(
            session, step, title="Autre", planned_on=None, seen_version=step.version, **common
        )
    with pytest.raises(DomainError, match="motif"):
        services.reopen_step(session, step, reason=" ", seen_version=step.version, **common)
    services.reopen_step(session, step, reason="Pas fini", seen_version=step.version, **common)
    assert (step.done_on, step.evidence_note) == (None, "")
    tags = session.scalars(sa.select(Entry.tag).where(Entry.subject_type == "plan_deliverable"))
    assert "deliverable:step_reopened" in set(tags)


def test_a_day_to_come_is_refused(session, strategy, did, keeper):
    with pytest.raises(DomainError, match="avenir") as refused:
        did(strategy.steps[0], date(2026, 12, 1))
    assert refused.value.field == "done_on"
    with pytest.raises(Invalid) as decided:
        decide(session, strategy, keeper, on=date(2026, 12, 1))
    assert "decided_on" in decided.value.problems


def test_a_stale_text_is_shown_beside_the_recorded_one(session, strategy, keeper):
    seen = strategy.version
    facts = DeliverableFacts("3.3", DeliverableKind.STRATEGY, "Stratégie revue")
    services.edit_deliverable(session, strategy, facts, actor=keeper, seen_version=seen, at=NOW)
    session.flush()
    with pytest.raises(Conflict) as both:
        services.edit_deliverable(session, strategy, facts, actor=keeper, seen_version=seen, at=NOW)
    assert both.value.current["title"] == "Stratégie revue"


def test_only_the_secretariat_keeps_them(session, strategy):
    member = factories.actor(factories.account(session, Role.MONITORING))
    with pytest.raises(NotAllowed):
        services.add_step(session, strategy, title="X", planned_on=None, actor=member, at=NOW)


def test_steps_change_places(session, strategy, keeper):
    services.move_step_up(
        session, strategy.steps[1], actor=keeper, seen_version=strategy.version, at=NOW
    )
    session.flush()
    found = deliverable_of(session, strategy.id)
    assert [one.title for one in found.steps] == ["Faire adopter le texte", "Écrire le projet"]


def test_what_is_late_on_a_day(session, strategy, did):
    [step] = late(session, TODAY)
    assert (step.line_code, step.step, step.days_late) == ("3.3", "Écrire le projet", 22)
    assert late(session, date(2026, 11, 1)) == []
    did(strategy.steps[0], date(2026, 11, 10))
    assert late(session, TODAY) == []
    assert [one.step for one in late(session, date(2026, 11, 5))] == ["Écrire le projet"]
    strategy.due_on = date(2026, 11, 13)
    session.flush()
    [whole] = late(session, TODAY)
    assert (whole.step, whole.days_late) == ("", 10)


def test_what_comes_next_for_each_line(session, strategy, did, seeded, keeper):
    found = coming(session)
    assert found["3.3"].step == "Écrire le projet"
    assert found["3.3"].planned_on == date(2026, 11, 1)
    assert (found["6.2"].step, found["6.2"].planned_on) == ("", None)
    did(strategy.steps[0], date(2026, 11, 10))
    assert coming(session)["3.3"].step == "Faire adopter le texte"
    committee = seeded("comite-de-suivi")
    decide(session, committee, keeper)
    complete(session, committee, keeper)
    assert "6.2" not in coming(session)


def test_the_steps_of_one_line_stand_in_the_order_of_their_days(session, seeded, step):
    step(seeded("module-interne"), "Écrire", date(2026, 12, 20))
    step(seeded("module-externe"), "Chercher", date(2026, 12, 10))
    found = coming(session)["3.1"]
    assert (found.deliverable, found.step) == (
        "Module de formation externe sur le genre",
        "Chercher",
    )


def test_lines_of_the_plan_are_proposed_by_their_code(session):
    codes = [code for code, _label in line_choices(current_plan(session, TODAY))]
    assert codes[0] == "1.1"
    assert len(codes) == 20


def test_the_evidence_is_kept_as_a_document(session, strategy, keeper, app):
    folder = app.extensions["settings"].data_dir
    upload = Upload(folder, io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 64), "preuve.png")
    services.do_step(
        session,
        strategy.steps[0],
        done_on=TODAY,
        evidence_note="",
        evidence=upload,
        actor=keeper,
        seen_version=strategy.steps[0].version,
        at=NOW,
        today=TODAY,
    )
    session.flush()
    assert strategy.steps[0].shown_by_something
