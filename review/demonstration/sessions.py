"""The last two sessions of the council: items made, read, homologated in one act, then followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from catalogue.records.facts import facts_of
from catalogue.records.queries import edition_of
from catalogue.records.services import change_edition
from catalogue.records.vocabulary import Nature
from catalogue.work_programme.services import ActFacts, Line
from catalogue.work_programme.vocabulary import Forecast, TextKind
from review.demonstration.checklists import Outcome
from review.demonstration.items import Item, homologate_all, undo
from review.demonstration.readings import LONGEST, Readings
from review.demonstration.rounds import Round
from review.demonstration.stock import clauses_of, reference_of
from review.demonstration.subjects import FOURTH_SESSION, THIRD_SESSION, Story, Subject
from review.demonstration.world import World, working_day

THIRD = date(2025, 11, 13)
FOURTH, LATEST = date(2026, 9, 10), 60
# Days before the session at which each stage was reached, of the quickest item.
PATH = (("20.20", 400), ("30.00", 340), ("40.20", 240), ("40.60", 170), ("50.00", 110))
REGISTERED_BEFORE, SLOWEST = 430, 40
TEXT_BEFORE, WAITING_BEFORE, READING_BEFORE = 90, 80, 75
OTHER_TEXTS = frozenset({Story.OTHER_TEXT, Story.EQUIVALENT})
# Rounds still moving on the last day: how many days before it they were opened.
STILL_MOVING = {Story.ONE_SUBMITTED: 9, Story.DISCUSSED: 13, Story.IN_ADJUDICATION: 19}
OBJECTION = "Le comité retire la condition à la prochaine révision, déjà inscrite (démonstration)."
REVISED = {1: (Nature.TECHNICAL_REVISION, 1), 68: (Nature.AMENDMENT, 16)}
MISTYPED = 42
NATIONAL_TEXT, NATIONAL_WORDS = 49, "Avant-propos national : notice en langues nationales."
FORECASTS = {
    Outcome.PRINCIPAL: Forecast.PRINCIPAL,
    Outcome.SIGNIFICANT: Forecast.SIGNIFICANT,
    Outcome.NOT_RELEVANT: Forecast.NOT_RELEVANT,
}


@dataclass(slots=True)
class Made:
    """One item of a session with what it is about and the round that reads it."""

    subject: Subject
    item: Item
    round: Round | None = None

    @property
    def reading(self) -> Round:
        """Give the round of a text that is read."""
        if self.round is None:
            raise LookupError(self.subject.title)
        return self.round


def plan_sessions(world: World, readings: Readings) -> None:
    """Plan the third and the fourth session; the fourth is at least two months old."""
    fourth = min(FOURTH, world.before_last(LATEST))
    third = _plan(world, readings, THIRD, THIRD_SESSION)
    _plan_third_act(world, third)
    _plan_fourth_act(world, readings, fourth, _plan(world, readings, fourth, FOURTH_SESSION))


def _plan(
    world: World, readings: Readings, session_on: date, subjects: Sequence[Subject]
) -> list[Made]:
    return [_plan_item(world, readings, session_on, subject) for subject in subjects]


def _plan_item(world: World, readings: Readings, session_on: date, subject: Subject) -> Made:
    item = Item(world)
    late = world.choice.randrange(SLOWEST)

    def before(days: int) -> date:
        return working_day(session_on - timedelta(days=days))

    registered_on = before(REGISTERED_BEFORE + late)
    world.on(registered_on, lambda: _register(item, subject, registered_on))
    for code, days in PATH:
        world.on(
            before(days + (late if days > TEXT_BEFORE + SLOWEST else 0)), _reaching(item, code)
        )
    world.on(before(TEXT_BEFORE), lambda: _join(item, subject, version=1))
    reason = "Le texte est prêt pour la session (démonstration)."
    world.on(before(WAITING_BEFORE), lambda: item.change_status("await_council", reason))
    made = Made(subject, item)
    if subject.read:
        moving = STILL_MOVING.get(subject.story)
        opened_on = before(READING_BEFORE - late) if moving is None else world.before_last(moving)
        made.round = readings.plan(subject, lambda: item.text_id, opened_on)
        if subject.story in OTHER_TEXTS:
            world.on(before(READING_BEFORE - late) + LONGEST, lambda: _join_homologated(item))
    return made


def _register(item: Item, subject: Subject, on: date) -> None:
    nature, revised = REVISED.get(subject.number, (Nature.NEW, 0))
    planned = {
        "30.00": on + timedelta(days=90),
        "40.20": on + timedelta(days=180),
        "50.99": on + timedelta(days=420),
    }
    item.register(
        subject.title,
        committee=subject.committee,
        ics=(subject.ics,),
        forecast=FORECASTS.get(subject.outcome or Outcome.NO_DATA, Forecast.NOT_SENSITIVE),
        milestones=planned,
        nature=nature,
        base=subject.base,
        degree=subject.degree,
        revises=reference_of(revised, 2024) if revised else "",
    )


def _reaching(item: Item, code: str) -> Callable[[], None]:
    return lambda: item.reach(code)


def _join(item: Item, subject: Subject, *, version: int) -> None:
    moving = subject.story in STILL_MOVING
    item.join_text(TextKind.COUNCIL, clauses_of(subject), version=version, as_file=moving)


def _join_homologated(item: Item) -> None:
    """Join the text as homologated; the round keeps the version it was opened on."""
    read = item.text_id
    item.join_text(TextKind.HOMOLOGATED, version=2)
    item.text_id = read


def _lines(made: Sequence[Made], year: int) -> list[Line]:
    return [_line(one, year) for one in made]


def _line(made: Made, year: int) -> Line:
    subject, item = made.subject, made.item.found()
    nature, revised = REVISED.get(subject.number, (Nature.NEW, 0))
    amendment = nature is Nature.AMENDMENT
    reference = (
        f"DÉMO {revised:03d}/Amd 1:{year}" if amendment else reference_of(subject.number, year)
    )
    return Line(
        work_item_id=item.id,
        reference=reference,
        nature=nature,
        seen_version=item.version,
        withdraws_replaced=nature is Nature.TECHNICAL_REVISION,
        override_reason=OBJECTION if subject.outcome is Outcome.HARMFUL else "",
    )


def _plan_third_act(world: World, made: Sequence[Made]) -> None:
    """Record a first act with a slip, undo it, then record the whole session."""
    recorded_on = working_day(THIRD + timedelta(days=8))
    facts = ActFacts(
        session_label="Session de démonstration de novembre 2025",
        cnncq_on=THIRD,
        homologated_on=recorded_on,
        act_reference="Acte de démonstration n° 3",
    )

    def record() -> None:
        slip = next(one for one in made if one.subject.number == MISTYPED)
        wrong = replace(_line(slip, 2025), reference=reference_of(MISTYPED + 900, 2025))
        undo(world, homologate_all(world, [wrong], facts), "Numéro mal recopié (démonstration).")
        homologate_all(world, _lines(made, THIRD.year), facts)

    world.on(recorded_on, record)
    _plan_publication(world, made, recorded_on)
    adopted = next(one for one in made if one.subject.number == NATIONAL_TEXT)
    world.on(recorded_on + timedelta(days=11), lambda: _complete(world, adopted.item))


def _plan_fourth_act(
    world: World, readings: Readings, session_on: date, made: Sequence[Made]
) -> None:
    recorded_on = working_day(session_on + timedelta(days=12))
    facts = ActFacts(
        session_label=f"Session de démonstration du {session_on:%d/%m/%Y}",
        cnncq_on=session_on,
        homologated_on=recorded_on,
        act_reference="Acte de démonstration n° 4",
    )
    year = session_on.year
    world.on(recorded_on, lambda: _act(world, made, year, facts))
    _plan_publication(world, made[::2], recorded_on)
    equivalent = next(one for one in made if one.subject.story is Story.EQUIVALENT)
    world.on(
        recorded_on + timedelta(days=6),
        lambda: readings.find_equivalent(equivalent.reading, equivalent.item.edition_id()),
    )


def _act(world: World, made: Sequence[Made], year: int, facts: ActFacts) -> None:
    homologate_all(world, _lines(made, year), facts)


def _plan_publication(world: World, made: Sequence[Made], recorded_on: date) -> None:
    for one in made:
        world.on(working_day(recorded_on + timedelta(days=32)), _reaching(one.item, "60.60"))


def _complete(world: World, item: Item) -> None:
    """Say which national text of an adoption takes gender into account: it then counts."""
    edition = edition_of(world.session, item.edition_id())
    if edition is None:
        raise LookupError(item.id)
    change_edition(
        world.session,
        edition,
        replace(facts_of(edition), national_text=NATIONAL_WORDS),
        actor=world.secretariat,
        seen_version=edition.version,
        at=world.now(),
        today=world.today,
        reason="Avant-propos national joint à l’adoption.",
    )
