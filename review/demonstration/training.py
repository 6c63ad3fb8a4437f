"""Two modules, a training held with its list, and one to come: all invented."""

from __future__ import annotations

from datetime import timedelta

from catalogue.committees.vocabulary import Sex
from review.demonstration.world import World, working_day
from review.training import services
from review.training.queries import event_of, every_module
from review.training.services import Counts, EventFacts, LineFacts, ModuleFacts, Named
from review.training.vocabulary import Audience

MODULES_BEFORE, HELD_BEFORE, COMING_AFTER = 80, 45, 25
PLACE = "Salle inventée (démonstration)"
OBJECTIVES = "Dire ce qu’est une norme sensible au genre et remplir la section F de la fiche."
MODULES = (
    (Audience.INTERNAL, "Le genre dans le travail de l’Agence (démonstration)", "3"),
    (Audience.EXTERNAL, "Le genre dans une norme (démonstration)", "6"),
)
PRESENT = (
    ("Personne inventée A", Sex.WOMAN),
    ("Personne inventée B", Sex.WOMAN),
    ("Personne inventée C", Sex.MAN),
    ("Personne inventée D", Sex.UNDECLARED),
)


def plan_training(world: World) -> None:
    """Plan the modules, one training held and one to come."""
    world.on(world.before_last(MODULES_BEFORE), lambda: _make(world))
    world.on(world.before_last(HELD_BEFORE), lambda: _hold(world))


def _make(world: World) -> None:
    for audience, title, hours in MODULES:
        facts = ModuleFacts(
            title=title,
            audience=audience,
            objectives=OBJECTIVES,
            hours=hours,
            exists_from=world.today,
        )
        services.add_module(
            world.session, facts, actor=world.secretariat, at=world.now(), today=world.today
        )


def _hold(world: World) -> None:
    session, actor, at, today = world.session, world.secretariat, world.now(), world.today
    external = next(one for one in every_module(session) if one.audience is Audience.EXTERNAL)
    facts = EventFacts(
        title="Atelier sur le genre et les normes (démonstration)",
        module_ids=(external.id,),
        starts_on=today,
        place=PLACE,
    )
    made = services.plan_event(session, facts, actor=actor, at=at)
    event = event_of(session, made.id)
    if event is None:
        return
    for name, sex in PRESENT:
        named = Named(name=name, organisation="Organisme inventé", sex=sex)
        services.add_attendance(session, event, named, actor=actor, at=at, today=today)
    counts = Counts(women=6, men=7, source="Feuille de présence inventée (démonstration)")
    services.note_counts(
        session, event, counts, actor=actor, seen_version=event.version, at=at, today=today
    )
    session.flush()
    services.hold(session, event, actor=actor, seen_version=event.version, at=at, today=today)
    line = LineFacts(
        year=today.year,
        month=today.month,
        module_id=external.id,
        public="Public inventé (démonstration)",
        people=20,
        event_id=event.id,
    )
    services.add_line(session, line, actor=actor, at=at)
    coming = EventFacts(
        title="Deuxième atelier (démonstration)",
        module_ids=(external.id,),
        starts_on=working_day(world.last_day + timedelta(days=COMING_AFTER)),
        place=PLACE,
    )
    services.plan_event(session, coming, actor=actor, at=at)
