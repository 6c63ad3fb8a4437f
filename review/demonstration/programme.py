"""The items in preparation: at every stage, in time and late, suspended, abandoned, waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from catalogue.work_programme.vocabulary import Forecast, TextKind
from review.demonstration import enquiries
from review.demonstration.checklists import Outcome as O  # noqa: N817 - a table to read at a glance
from review.demonstration.items import Item
from review.demonstration.readings import Readings
from review.demonstration.subjects import Subject
from review.demonstration.world import World, working_day

# The usual way of an item, with the days each step takes; the public enquiry is sixty days long.
WAY = (
    *(("20.20", 30), ("20.60", 40), ("30.00", 30), ("30.20", 20), ("30.60", 40)),
    *(("40.00", 30), ("40.20", 20), ("40.60", 65), ("50.00", 30), ("50.20", 20)),
)
CODES = tuple(code for code, _days in WAY)
DECISIONS = {"30.92": "30.60", "40.93": "40.60"}
WHY = {
    "30.92": "Les avis se contredisent : le groupe de travail reprend le projet (démonstration).",
    "40.93": "Deux articles ont changé après l’enquête : elle est rouverte (démonstration).",
}
WAITING_AFTER = 15
LATE_SINCE = 33  # days ago: the round opened then has passed its due day
PLANNED, USUAL_PACE = ("30.00", "40.20", "50.99", "60.60"), 110
FIRST_RANK = 100


class End(StrEnum):
    """What became of an item, apart from its stage."""

    MOVES = "moves"
    WAITS = "await_council"
    SUSPENDED = "suspend"
    ABANDONED = "abandon"


class Round(StrEnum):
    """Which reading an item in preparation shows."""

    DRAFT_CLOSED = "draft_closed"
    DRAFT_RETURNED = "draft_returned"
    DRAFT_OPEN = "draft_open"
    DECIDED = "decided"
    INVITED = "invited"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Project:
    """One item: how far it went, how many days ago, what became of it.

    ``late`` moves the planned days of the stages to come into the past.
    """

    committee: str
    title: str
    ics: str
    forecast: Forecast
    stage: str
    days_ago: int
    end: End = End.MOVES
    late: bool = False


P, E, R = Project, End, Round
ONE, TWO, ZERO = Forecast.SIGNIFICANT, Forecast.PRINCIPAL, Forecast.NOT_SENSITIVE
NP, ASK = Forecast.NOT_RELEVANT, Forecast.UNKNOWN

PROJECTS: tuple[Project, ...] = (
    P("CTN1", "Farine de niébé – Spécifications", "67.060", ONE, "20.00", 20),
    P("CTN1", "Dégué de mil – Spécifications", "67.060", ONE, "20.20", 35),
    P("CTN1", "Tô prêt à cuire – Étiquetage", "67.230", ZERO, "30.20", 12),
    P("CTN1", "Meules de moulins – Matériaux au contact des farines", "67.260", ONE, "40.20", 25),
    P("CTN1", "Sons de céréales – Spécifications", "65.120", NP, "40.60", 30, late=True),
    P("CTN2", "Tomates séchées – Spécifications", "67.080.20", ONE, "20.60", 15),
    P("CTN2", "Oignons – Entreposage – Code d’usage", "67.080.20", ONE, "30.60", 22),
    P("CTN2", "Huile de sésame – Spécifications", "67.200.10", ZERO, "50.00", 18, late=True),
    P("CTN2", "Tourteaux de coton – Spécifications", "65.120", NP, "30.92", 40),
    P("CTN3", "Savons liquides – Spécifications", "71.100.40", ZERO, "20.20", 60, late=True),
    P("CTN3", "Bougies et encens – Étiquetage", "71.100.99", ONE, "30.00", 33),
    P("CTN3", "Colorants de teinture artisanale – Manipulation", "59.120.50", ONE, "40.00", 9),
    P("CTN3", "Eaux de teinturerie – Rejets", "13.060.30", ONE, "20.60", 120, E.SUSPENDED),
    P("CTN4", "Uniformes scolaires – Tailles", "61.020", ONE, "40.20", 48),
    P("CTN4", "Sandales en cuir – Pointures", "61.060", ONE, "30.20", 27),
    P("CTN4", "Coton-fibre – Classement", "59.060.10", NP, "50.20", 44, E.WAITS),
    P("CTN5", "Latrines familiales – Conception", "91.140.70", TWO, "40.60", 12),
    P("CTN5", "Tuiles en terre cuite – Spécifications", "91.100.25", NP, "30.60", 150, late=True),
    P("CTN5", "Échelles de chantier – Exigences", "97.145", ONE, "20.20", 10),
    P("CTN5", "Sables pour mortier – Granularité", "91.100.15", NP, "20.98", 80, E.ABANDONED),
    P("CTN6", "Pompes solaires villageoises – Exigences", "23.080", ONE, "40.60", 20),
    P("CTN6", "Lampes à diodes – Performances", "29.140.99", ZERO, "40.93", 16),
    P("CTN6", "Prises de courant – Dimensions", "29.120.30", NP, "50.20", 52, E.WAITS),
    P("CTN7", "Beurre de lait – Spécifications", "67.100.20", ZERO, "20.00", 5),
    P("CTN7", "Fours de fumage du poisson – Sécurité", "67.260", ONE, "50.20", 41, E.WAITS),
    P("CTN7", "Aires d’abattage villageoises – Hygiène", "67.120.10", ASK, "30.00", 70),
    P("CTN8", "Matériel didactique en langues nationales", "03.180", ONE, "20.60", 8),
    P("CTN8", "Aires de jeux scolaires – Sécurité", "97.200.40", ONE, "30.60", 19),
    P("CTN8", "Internats – Conception et surveillance", "91.040.10", TWO, "40.20", 33),
    P("CTN9", "Sièges d’enfants sur motocyclettes – Exigences", "43.140", ONE, "30.20", 14),
    P(
        "CTN9",
        "Pirogues de transport – Gilets de sauvetage",
        "13.340.70",
        ONE,
        "50.20",
        43,
        E.WAITS,
    ),
    P("CTN9", "Signalisation des chantiers routiers", "93.080.30", NP, "20.20", 200, E.SUSPENDED),
    P("CTN10", "Garnitures de maternité – Exigences", "11.120.20", TWO, "50.20", 40, E.WAITS),
    P("CTN10", "Masques en tissu – Exigences", "13.340.30", ONE, "40.60", 200, late=True),
    P("CTN10", "Lits d’accouchement – Dimensions", "11.140", TWO, "30.60", 11),
    P("CTN10", "Désinfectants hospitaliers – Étiquetage", "71.100.35", ZERO, "50.20", 47, E.WAITS),
    P("CTN11", "Digesteurs de biogaz familiaux – Installation", "27.190", ONE, "40.00", 21),
    P("CTN11", "Granulés de bois – Spécifications", "75.160.10", NP, "50.00", 60),
    P("CTN11", "Réchauds à bioéthanol – Sécurité", "97.040.20", ONE, "30.00", 45),
    P("CTN12", "Maisons d’hôtes – Accueil et sécurité", "03.200.01", ONE, "40.20", 58),
    P("CTN12", "Cuisines de rue – Hygiène", "03.080.30", ONE, "50.20", 45, E.WAITS),
    P("CTN12", "Blanchisserie hôtelière – Service", "03.080.30", ZERO, "20.98", 30, E.ABANDONED),
)

# Which of them are being read, or were: the others' texts wait.
READ: dict[str, tuple[Round, O, str]] = {
    "Oignons – Entreposage – Code d’usage": (R.DRAFT_RETURNED, O.SIGNIFICANT, "transformation"),
    "Latrines familiales – Conception": (R.DRAFT_CLOSED, O.PRINCIPAL, "latrine"),
    "Pompes solaires villageoises – Exigences": (R.DRAFT_CLOSED, O.INFORMATIVE_ONLY, "sac"),
    "Aires de jeux scolaires – Sécurité": (R.DRAFT_OPEN, O.NO_DATA, "latrine"),
    "Fours de fumage du poisson – Sécurité": (R.DECIDED, O.SIGNIFICANT, "fumage"),
    "Garnitures de maternité – Exigences": (R.DECIDED, O.PRINCIPAL, "serviette"),
    "Coton-fibre – Classement": (R.DECIDED, O.NOT_RELEVANT, "sac"),
    "Pirogues de transport – Gilets de sauvetage": (R.INVITED, O.SIGNIFICANT, "sac"),
    "Cuisines de rue – Hygiène": (R.CANCELLED, O.NO_DATA, "fumage"),
}


def plan_projects(world: World, readings: Readings) -> None:
    """Plan every item in preparation so that it stands, on the last day, where it is told."""
    for rank, project in enumerate(PROJECTS):
        _plan(world, readings, project, FIRST_RANK + rank)


def _plan(world: World, readings: Readings, project: Project, rank: int) -> None:
    item = Item(world)
    days = _days_of(world, project)
    registered_on = days.pop("20.00")
    milestones = _milestones(project, registered_on, world.last_day)
    world.on(
        registered_on,
        lambda: item.register(
            project.title,
            committee=project.committee,
            ics=(project.ics,),
            forecast=project.forecast,
            milestones=milestones,
        ),
    )
    for code, day in days.items():
        world.on(day, _reaching(item, code))
        if code == "40.20" and project.stage in {"40.20", "40.60"} and project.end is End.MOVES:
            enquiries.plan_enquiry(world, item, project.title, day)
    last = max(days.values(), default=registered_on)
    if project.end is not End.MOVES:
        after = working_day(min(last + timedelta(days=WAITING_AFTER), world.last_day))
        reason = REASONS[project.end]
        world.on(after, lambda: item.change_status(project.end.value, reason))
    if project.title in READ:
        kind, outcome, theme = READ[project.title]
        subject = Subject(rank, project.committee, project.title, project.ics, outcome, theme)
        _plan_reading(readings, kind, subject, item, last)


REASONS = {
    End.WAITS: "Le texte est prêt pour la prochaine session (démonstration).",
    End.SUSPENDED: "Les essais attendent un financement (démonstration).",
    End.ABANDONED: "Le besoin est couvert par une norme internationale (démonstration).",
}


def _days_of(world: World, project: Project) -> dict[str, date]:
    """Give the day of each stage, counted back from the last one."""
    reached = DECISIONS.get(project.stage, project.stage)
    until = CODES.index(reached) + 1 if reached in CODES else 0
    way = WAY[:until]
    if project.end is End.ABANDONED:
        way = WAY[:1]
    day = working_day(world.last_day - timedelta(days=project.days_ago))
    days: dict[str, date] = {}
    if project.stage in DECISIONS:
        days[project.stage] = day
        day = working_day(day - timedelta(days=10))
    for code, length in reversed(way):
        days[code] = day
        day = working_day(day - timedelta(days=length + 2))
    days["20.00"] = day
    return dict(sorted(days.items(), key=lambda pair: (pair[1], pair[0])))


def _milestones(project: Project, registered_on: date, last_day: date) -> dict[str, date]:
    """Give the planned days; those of a late item are past though it has not come to them."""
    told = (last_day - registered_on).days
    pace = timedelta(days=told // 5 if project.late else USUAL_PACE)
    planned = {}
    for step, code in enumerate(PLANNED, start=1):
        day = registered_on + step * pace
        if not project.late and code > project.stage:
            day = max(day, last_day + timedelta(days=30 * step))
        planned[code] = day
    return planned


def _reaching(item: Item, code: str) -> Callable[[], None]:
    return lambda: item.reach(code, WHY.get(code, ""))


def _plan_reading(
    readings: Readings, kind: Round, subject: Subject, item: Item, last: date
) -> None:
    world = readings.world
    draft = kind in {Round.DRAFT_CLOSED, Round.DRAFT_RETURNED, Round.DRAFT_OPEN}
    text = TextKind.DRAFT if draft else TextKind.COUNCIL
    world.on(last, lambda: _join(item, text, as_file=kind in {Round.DRAFT_OPEN, Round.INVITED}))
    if kind is Round.DECIDED:
        readings.plan(subject, lambda: item.text_id, last)
    elif draft:
        finished = kind is not Round.DRAFT_OPEN
        opened_on = last if finished else world.before_last(4)
        planned = readings.plan_draft(subject, lambda: item.text_id, opened_on, finished=finished)
        if kind is Round.DRAFT_RETURNED:
            readings.plan_return(planned, opened_on, chair="presidence")
    elif kind is Round.INVITED:
        readings.plan_invited(subject, lambda: item.text_id, world.before_last(LATE_SINCE))
    else:
        readings.plan_cancelled(subject, lambda: item.text_id, world.before_last(25))


# What a text still to be read says, so that reading it shows hints of each kind.
CLAUSES = (
    "1  Domaine d’application. Texte inventé.",
    "4.1  Le technicien vérifie les fixations. Les travailleurs portent des gants.",
    "4.2  La force exercée sur la poignée ne dépasse pas 150 N.",
    "5.1  L’essai est conduit avec un mannequin de 75 kg.",
    "5.2  L’utilisateur lit la notice avant la mise en service.",
)


def _join(item: Item, kind: TextKind, *, as_file: bool) -> None:
    item.join_text(kind, CLAUSES, as_file=as_file)
