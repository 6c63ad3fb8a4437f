"""Deliverables under way, done and late; materials distributed; a report of analysis. Invented."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from io import BytesIO

import sqlalchemy as sa

from catalogue.work_programme.services import Upload
from review.analysis_reports import services as reports
from review.analysis_reports.queries import report_of
from review.deliverables import completing, distributing, services
from review.deliverables.distributing import MaterialFacts
from review.deliverables.models import PlanDeliverable
from review.deliverables.queries import deliverable_of
from review.deliverables.vocabulary import MaterialKind
from review.demonstration.texts import text_of
from review.demonstration.world import World
from review.indicators.queries import reading_with_sheet
from review.indicators.services import close_period

CREATED_ON = date(2024, 5, 14)
# Each deliverable with its steps: what, the day planned, the day done, what shows it.
STEPS: tuple[tuple[str, tuple[tuple[str, date | None, date | None, str], ...]], ...] = (
    (
        "module-interne",
        (
            ("Écrire le module", date(2024, 9, 30), date(2024, 10, 8), "Version 1"),
            ("Essayer le module", date(2024, 12, 13), date(2024, 12, 12), "Compte rendu d’essai"),
        ),
    ),
    (
        "module-externe",
        (
            ("Écrire le module", date(2025, 6, 30), date(2025, 9, 2), "Version 1"),
            ("Essayer le module avec une association", date(2026, 2, 27), None, ""),
        ),
    ),
    (
        "strategie-marketing",
        (
            ("Relire la stratégie en vigueur", date(2025, 3, 31), date(2025, 4, 4), "Note interne"),
            ("Écrire le projet", date(2025, 12, 19), None, ""),
            ("Faire adopter la stratégie", None, None, ""),
        ),
    ),
)
MATERIALS: tuple[tuple[MaterialFacts, tuple[tuple[date, int, str, str], ...]], ...] = (
    (
        MaterialFacts(
            "Des gants à sa taille (démonstration)",
            MaterialKind.POSTER,
            "Équipements de protection à la taille des femmes",
        ),
        (
            (date(2025, 3, 7), 150, "Journée des femmes, Bamako", "Affichage"),
            (date(2025, 10, 14), 60, "Journée mondiale de la normalisation", "Stand"),
        ),
    ),
    (
        MaterialFacts(
            "La norme, c’est aussi pour elles (démonstration)",
            MaterialKind.BROADCAST,
            "Participation des femmes aux comités",
        ),
        ((date(2025, 6, 11), 4, "Auditoire d’une radio locale", "Radio"),),
    ),
)
CLOSED_ON, PUBLISHED_ON, AS_OF = date(2026, 1, 21), date(2026, 2, 16), date(2025, 12, 31)
TEXTS = {
    "findings": "Les femmes sont moins nombreuses que les hommes (texte de démonstration).",
    "causes": "Les causes n’ont pas été étudiées : ce texte est inventé.",
    "recommendations": "Publier chaque vacance de poste ; refaire ce rapport dans un an.",
}


def plan_deliverables(world: World) -> None:
    """Plan the decision on the committee, the steps, what is distributed and the report."""
    world.on(CREATED_ON, lambda: _create_committee(world))
    for key, steps in STEPS:
        world.on(CREATED_ON, partial(_write_steps, world, key, steps))
        for place, (_what, _planned, done_on, shown) in enumerate(steps):
            if done_on is not None:
                world.on(done_on, partial(_do_step, world, key, place, shown))
    world.on(date(2024, 12, 16), lambda: _complete(world, "module-interne"))
    for facts, given in MATERIALS:
        world.on(given[0][0] - timedelta(days=7), partial(_add_material, world, facts, given))
    world.on(CLOSED_ON, lambda: _close_staff(world))


def _found(world: World, key: str) -> PlanDeliverable | None:
    query = sa.select(PlanDeliverable.id).where(PlanDeliverable.seed_key == key)
    found = world.session.scalar(query)
    return None if found is None else deliverable_of(world.session, found)


def _create_committee(world: World) -> None:
    found = _found(world, "comite-de-suivi")
    if found is None:
        return
    reference = "Décision inventée (démonstration)"
    paper = text_of(reference, "Création du comité de suivi du plan d’action", ())
    completing.record_decision(
        world.session,
        found,
        body="Direction générale (démonstration)",
        reference=reference,
        decided_on=world.today,
        document=Upload(world.folder, BytesIO(paper), "decision-comite-de-suivi.pdf"),
        reason="",
        actor=world.secretariat,
        seen_version=found.version,
        at=world.now(),
        today=world.today,
    )
    world.session.flush()
    _complete(world, "comite-de-suivi")


def _write_steps(
    world: World, key: str, steps: tuple[tuple[str, date | None, date | None, str], ...]
) -> None:
    found = _found(world, key)
    if found is None:
        return
    for title, planned_on, _done_on, _shown in steps:
        services.add_step(
            world.session,
            found,
            title=title,
            planned_on=planned_on,
            actor=world.secretariat,
            at=world.now(),
        )
    world.session.flush()


def _do_step(world: World, key: str, place: int, shown: str) -> None:
    found = _found(world, key)
    if found is None:
        return
    step = found.steps[place]
    services.do_step(
        world.session,
        step,
        done_on=world.today,
        evidence_note=f"{shown} (démonstration)",
        evidence=None,
        actor=world.secretariat,
        seen_version=step.version,
        at=world.now(),
        today=world.today,
    )
    world.session.flush()


def _complete(world: World, key: str) -> None:
    found = _found(world, key)
    if found is None:
        return
    completing.complete(
        world.session,
        found,
        completed_on=world.today,
        actor=world.secretariat,
        seen_version=found.version,
        at=world.now(),
        today=world.today,
    )
    world.session.flush()


def _add_material(
    world: World, facts: MaterialFacts, given: tuple[tuple[date, int, str, str], ...]
) -> None:
    made = distributing.add_material(world.session, facts, actor=world.secretariat, at=world.now())

    def distribute(on: date, copies: int, audience: str, medium: str) -> None:
        distributing.distribute(
            world.session,
            made,
            distributed_on=on,
            copies=copies,
            audience=audience,
            medium=medium,
            actor=world.secretariat,
            at=world.now(),
            today=world.today,
        )

    for one in given:
        world.on(one[0], partial(distribute, *one))


def _close_staff(world: World) -> None:
    """Close 2.1 for the end of 2025; the secretariat writes its report a few weeks later."""
    reading, _now = close_period(
        world.session,
        "2.1",
        window="2024-2026",
        at=AS_OF,
        actor=world.actor("suivi"),
        today=world.today,
        now=world.now(),
        local_date=lambda at: at.date(),
    )
    world.on(PUBLISHED_ON, partial(_report, world, reading.id))


def _report(world: World, reading_id: int) -> None:
    session = world.session
    reading = reading_with_sheet(session, reading_id)
    made = reports.begin_report(session, reading, TEXTS, actor=world.secretariat, at=world.now())
    session.flush()
    report = report_of(session, made.id)
    if report is None:
        return
    reports.publish_report(
        session,
        report,
        read_again=True,
        actor=world.secretariat,
        seen_version=report.version,
        at=world.now(),
        today=world.today,
    )
