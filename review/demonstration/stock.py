"""The standards of the first two sessions: recorded by hand, then read one after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from catalogue.documents.services import store_file, store_paper
from catalogue.records.facts import EditionFacts
from catalogue.records.models import Edition
from catalogue.records.queries import edition_of
from catalogue.records.services import record_edition, withdraw
from catalogue.records.vocabulary import Nature
from catalogue.seeding import AGENCY_BODY
from review.assignments.rounds import attach_edition_text
from review.demonstration.readings import Readings
from review.demonstration.subjects import FIRST_SESSION, SECOND_SESSION, Subject
from review.demonstration.texts import text_of
from review.demonstration.themes import THEMES
from review.demonstration.world import World, working_day

FIRST, SECOND = date(2024, 6, 13), date(2025, 2, 20)
RECORDED_AFTER, PUBLISHED_AFTER = timedelta(days=20), timedelta(days=34)
FIRST_READING, SECOND_READING = date(2024, 9, 2), date(2025, 5, 5)
BETWEEN_READINGS = timedelta(days=4)
RECORDED_LATE = {18: date(2025, 3, 10)}
WITHOUT_ACT = 20  # its act has no date: the council's day is used, and shown as such
WITHDRAWN, WITHDRAWN_ON = 9, date(2025, 6, 30)
# Reading a file takes a fraction of a second: most texts are papers, known by title and date.
ON_FILE = frozenset({5, 31})


def reference_of(number: int, year: int) -> str:
    """Give the number of a standard of the demonstration, plainly not a Malian one."""
    return f"DÉMO {number:03d}:{year}"


def plan_stock(world: World, readings: Readings) -> dict[int, int]:
    """Plan the first two sessions; give the editions by number, filled as the days go by."""
    editions: dict[int, int] = {}
    for session_on, reading_on, subjects in (
        (FIRST, FIRST_READING, FIRST_SESSION),
        (SECOND, SECOND_READING, SECOND_SESSION),
    ):
        for rank, subject in enumerate(subjects):
            recorded_on = RECORDED_LATE.get(subject.number, session_on + RECORDED_AFTER)
            world.on(working_day(recorded_on), _recording(world, subject, session_on, editions))
            if subject.read:
                read_on = max(reading_on + rank * BETWEEN_READINGS, recorded_on)
                readings.plan(subject, _attaching(world, subject, session_on, editions), read_on)
    world.on(WITHDRAWN_ON, lambda: _withdraw(world, editions[WITHDRAWN]))
    return editions


def _recording(
    world: World, subject: Subject, session_on: date, editions: dict[int, int]
) -> Callable[[], None]:
    def record() -> None:
        act = session_on + timedelta(days=14)
        facts = EditionFacts(
            reference=reference_of(subject.number, session_on.year),
            body_code=AGENCY_BODY,
            title_fr=subject.title,
            scope=f"Texte inventé pour la démonstration : {subject.title}.",
            nature=Nature.NEW,
            committee_id=world.committees[subject.committee],
            ics=(subject.ics,),
            base_reference=subject.base or None,
            correspondence=subject.degree,
            cnncq_adopted_on=session_on,
            homologated_on=None if subject.number == WITHOUT_ACT else act,
            homologation_act=None
            if subject.number == WITHOUT_ACT
            else f"Acte de démonstration du {act:%d/%m/%Y}",
            published_on=min(session_on + PUBLISHED_AFTER, world.today),
            source="Inventé pour la démonstration",
        )
        edition = record_edition(
            world.session, facts, actor=world.secretariat, at=world.now(), today=world.today
        )
        editions[subject.number] = edition.id

    return record


def _attaching(
    world: World, subject: Subject, session_on: date, editions: dict[int, int]
) -> Callable[[], int]:
    """Give the act that says which document is the text of an older standard."""

    def attach() -> int:
        session, actor = world.session, world.secretariat
        reference = reference_of(subject.number, session_on.year)
        title = f"{reference} – {subject.title}"
        if subject.number not in ON_FILE:
            document = store_paper(
                session, title=title, dated_on=session_on, actor=actor, at=world.now()
            )
        else:
            document = store_file(
                session,
                world.folder,
                BytesIO(text_of(reference, subject.title, clauses_of(subject))),
                file_name=f"demonstration-{subject.number:03d}.pdf",
                actor=actor,
                at=world.now(),
                title=title,
                dated_on=session_on,
            )
        edition = session.get_one(Edition, editions[subject.number])
        return attach_edition_text(session, edition, document, actor=actor, at=world.now()).id

    return attach


def clauses_of(subject: Subject) -> tuple[str, ...]:
    """Give the few lines that the text of a subject says."""
    scope = f"1  Domaine d’application. Le présent texte traite de : {subject.title}."
    if subject.outcome is None:
        return (scope,)
    theme = THEMES[subject.theme]
    return (scope, "", f"{theme.clause}  {theme.quotation}")


def _withdraw(world: World, edition_id: int) -> None:
    edition = edition_of(world.session, edition_id)
    if edition is None:
        raise LookupError(edition_id)
    withdraw(
        world.session,
        edition,
        on=world.today,
        reason="La méthode de dosage n’est plus employée (démonstration).",
        actor=world.secretariat,
        seen_version=edition.version,
        at=world.now(),
        today=world.today,
    )
