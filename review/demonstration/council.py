"""The next session of the council and two systematic reviews, as the secretariat leaves them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from catalogue.committees.queries import every_committee
from catalogue.council import services as council
from catalogue.council.queries import all_waiting, session_of
from catalogue.council.services import SessionFacts
from catalogue.maintenance import services as maintenance
from catalogue.maintenance.queries import all_lines, examination_of
from catalogue.maintenance.vocabulary import Opinion, Outcome
from catalogue.records.queries import edition_of
from review.demonstration.world import World, working_day

PREPARED_BEFORE, CONVENED_BEFORE, HELD_AFTER = 12, 9, 20
OPENED_BEFORE, ANSWERED_BEFORE, DECIDED_BEFORE = 40, 25, 6
POINTS = ("Procès-verbal de la session précédente", "État d’exécution des recommandations")


def plan_council(world: World) -> None:
    """Plan a session convened with what waits, one review confirmed and one under way."""
    world.on(world.before_last(PREPARED_BEFORE), lambda: _prepare(world))
    world.on(world.before_last(OPENED_BEFORE), lambda: _examine(world))


def _prepare(world: World) -> None:
    held_on = working_day(world.last_day + timedelta(days=HELD_AFTER))
    facts = SessionFacts(
        label="5e session (démonstration)",
        held_on=held_on,
        begins="9 h",
        place="Salle inventée (démonstration)",
        points=POINTS,
    )
    session = world.session
    made = council.make_session(session, facts, actor=world.secretariat, at=world.now())
    session.flush()
    world.on(world.before_last(CONVENED_BEFORE), lambda: _convene(world, made.id))


def _convene(world: World, session_id: int) -> None:
    session = world.session
    found = session_of(session, session_id)
    waiting = [row.item.id for row in all_waiting(session)]
    if found is None or not waiting:
        return
    council.set_agenda(
        session,
        found,
        waiting,
        actor=world.secretariat,
        seen_version=found.version,
        at=world.now(),
    )
    session.flush()
    council.convene(
        session,
        found,
        on=world.today,
        actor=world.secretariat,
        seen_version=found.version,
        at=world.now(),
        today=world.today,
    )


def _examine(world: World) -> None:
    """Open the reviews of the two standards that are due first; confirm one of them later."""
    session = world.session
    due = [line for line in all_lines(session, on=world.today) if line.due_on is not None][:2]
    for place, line in enumerate(due):
        edition = edition_of(session, line.edition_id)
        if edition is None:
            continue
        made = maintenance.open_examination(
            session,
            edition,
            opened_on=world.today,
            answers_until=None,
            actor=world.secretariat,
            at=world.now(),
            today=world.today,
        )
        session.flush()
        world.on(world.before_last(ANSWERED_BEFORE), partial(_answer, world, made.id))
        if place == 0:
            world.on(world.before_last(DECIDED_BEFORE), partial(_confirm, world, made.id))


def _answer(world: World, examination_id: int) -> None:
    session = world.session
    found = examination_of(session, examination_id)
    if found is None:
        return
    committee = found.edition.committee_id or next(iter(every_committee(session))).id
    maintenance.add_answer(
        session,
        found,
        committee_id=committee,
        body="",
        opinion=Opinion.CONFIRM,
        comment="Le texte sert toujours (démonstration).",
        answered_on=world.today,
        actor=world.secretariat,
        at=world.now(),
        today=world.today,
    )


def _confirm(world: World, examination_id: int) -> None:
    session = world.session
    found = examination_of(session, examination_id)
    if found is None:
        return
    maintenance.decide(
        session,
        found,
        outcome=Outcome.CONFIRM,
        decided_on=world.today,
        decided_by="Comité technique (démonstration)",
        reason="Toutes les réponses la confirment (démonstration).",
        evidence=None,
        actor=world.secretariat,
        seen_version=found.version,
        at=world.now(),
        today=world.today,
    )
