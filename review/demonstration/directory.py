"""Two structures, a total and a body with its figures: all invented."""

from __future__ import annotations

from dataclasses import replace

from review.demonstration.world import World
from review.directory import bodies, services
from review.directory.bodies import BodyFacts, FigureFacts
from review.directory.services import StructureFacts, UniverseFacts
from review.directory.vocabulary import BodyKind, PlanState, StructureKind

BEFORE = 70
SOURCE = "Annuaire inventé (démonstration)"
STRUCTURES = (
    (StructureKind.NGO, "ONG inventée (démonstration)", "Ségou", "Formation des femmes"),
    (StructureKind.GROUP, "Groupement inventé (démonstration)", "Sikasso", "Beurre de karité"),
)
UNIVERSE = 12


def fill_directory(world: World) -> None:
    """Write what the directory shows."""
    world.on(world.before_last(BEFORE), lambda: _write(world))


def _write(world: World) -> None:
    session, actor, at, today = world.session, world.secretariat, world.now(), world.today
    for kind, name, region, domain in STRUCTURES:
        facts = StructureFacts(
            name=name,
            kind=kind,
            source=SOURCE,
            identified_on=today,
            region=region,
            domain=domain,
            contact="secretariat@exemple.invalid",
        )
        made = services.add_structure(session, facts, actor=actor, at=at, today=today)
    services.move_structure(
        session,
        made,
        "verify",
        on=today,
        reason="Appel au bureau (démonstration)",
        actor=actor,
        seen_version=made.version,
        at=at,
        today=today,
    )
    total = UniverseFacts(UNIVERSE, "Structures inventées (démonstration)", SOURCE, today)
    services.declare_universe(session, total, actor=actor, at=at, today=today)
    known = BodyFacts(
        "Organisme inventé (démonstration)",
        BodyKind.NATIONAL,
        country="Pays inventé",
        plan_state=PlanState.KNOWN,
        plan_title="Plan inventé",
        plan_source=SOURCE,
        plan_known_on=today,
    )
    body = bodies.add_body(session, known, actor=actor, at=at, today=today)
    figure = FigureFacts("Membres des comités (invention)", today.year, "12", "28", source=SOURCE)
    bodies.add_figure(session, body, figure, actor=actor, at=at, today=today)
    printed = replace(figure, women="", men="", published_share="30 % de femmes (invention)")
    bodies.add_figure(session, body, printed, actor=actor, at=at, today=today)
