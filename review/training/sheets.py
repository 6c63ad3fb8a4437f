"""Training as rows of files: the events with how many people, the list of one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.committees.vocabulary import SEX_LABELS
from catalogue.downloads import Coded, Column
from catalogue.i18n import say
from catalogue.messages import N_
from review.training.models import TrainingAttendance
from review.training.plan_queries import PlanRow
from review.training.queries import EventRow
from review.training.vocabulary import EVENT_STATE_LABELS, LINE_STANDING_LABELS

EVENT_COLUMNS = (
    Column("event_id", N_("Numéro")),
    Column("title", N_("Formation"), 40),
    Column("starts_on", N_("Premier jour"), 14),
    Column("ends_on", N_("Dernier jour"), 14),
    Column("state", N_("État")),
    Column("modules", N_("Modules"), 40),
    Column("minutes", N_("Durée en minutes")),
    Column("place", N_("Lieu"), 24),
    Column("organiser", N_("Organisée par"), 24),
    Column("trainer", N_("Animée par"), 24),
    Column("named", N_("Personnes nommées")),
    Column("unnamed_women", N_("Sans nom : femmes")),
    Column("unnamed_men", N_("Sans nom : hommes")),
    Column("unnamed_undeclared", N_("Sans nom : sexe non déclaré")),
    Column("cancel_reason", N_("Motif d’annulation"), 40),
)


def event_cells(rows: Iterable[EventRow]) -> Iterator[tuple[object, ...]]:
    """Give one row an event."""
    for row in rows:
        event = row.event
        yield (
            event.id,
            event.title,
            event.starts_on,
            event.ends_on,
            Coded(event.state.value, say(EVENT_STATE_LABELS[event.state])),
            tuple(one.title for one in event.modules),
            event.minutes or sum(one.minutes for one in event.modules),
            event.place,
            event.organiser,
            event.trainer,
            row.named,
            event.women,
            event.men,
            event.undeclared,
            event.cancel_reason,
        )


PLAN_COLUMNS = (
    Column("year", N_("Année")),
    Column("month", N_("Mois")),
    Column("module", N_("Module"), 40),
    Column("public", N_("Public attendu"), 30),
    Column("planned_people", N_("Personnes prévues")),
    Column("standing", N_("Où elle en est"), 24),
    Column("event_id", N_("Numéro de la formation")),
    Column("event", N_("Formation"), 40),
    Column("present", N_("Personnes présentes")),
)


def plan_cells(rows: Iterable[PlanRow]) -> Iterator[tuple[object, ...]]:
    """Give one row a line of the plan of a year."""
    for row in rows:
        line, event = row.line, row.line.event
        yield (
            line.year,
            line.month,
            line.module.title,
            line.public,
            line.people,
            Coded(row.standing.value, say(LINE_STANDING_LABELS[row.standing])),
            event.id if event else None,
            event.title if event else None,
            row.present,
        )


PEOPLE_COLUMNS = (
    Column("attendance_id", N_("Numéro")),
    Column("name", N_("Nom"), 30),
    Column("organisation", N_("Organisme"), 30),
    Column("sex", N_("Sexe déclaré")),
    Column("in_register", N_("Au registre")),
)


def people_cells(attendances: Iterable[TrainingAttendance]) -> Iterator[tuple[object, ...]]:
    """Give one row a person on the list of an event."""
    for one in attendances:
        yield (
            one.id,
            one.shown_name,
            one.organisation,
            Coded(one.sex.value, say(SEX_LABELS[one.sex])),
            one.person_id is not None,
        )
