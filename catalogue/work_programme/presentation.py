"""What pages and files say about an item: its line in the lists, its cells, its timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue.downloads import Coded, Column
from catalogue.i18n import day, say
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.records.vocabulary import DOCUMENT_KIND_LABELS, NATURE_LABELS
from catalogue.stages.queries import StageName
from catalogue.work_programme.facts import bases_of
from catalogue.work_programme.history import days_late, lateness, next_step, reached, standing
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem
from catalogue.work_programme.rules import internal_facts
from catalogue.work_programme.steps import Step, StepState
from catalogue.work_programme.vocabulary import (
    FORECAST_LABELS,
    MOVING,
    WORK_ITEM_STATUS_LABELS,
    WorkItemStatus,
)

OPEN = frozenset({*MOVING, WorkItemStatus.SUSPENDED})

STATUS_COLOURS: dict[WorkItemStatus, str] = {
    WorkItemStatus.ACTIVE: "green",
    WorkItemStatus.SUSPENDED: "ochre",
    WorkItemStatus.AWAITING_COUNCIL: "blue",
    WorkItemStatus.ABANDONED: "grey",
    WorkItemStatus.HOMOLOGATED: "violet",
}

Names = Mapping[str, StageName]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of a list: the item, its stage and next step in words, how late it is."""

    item: WorkItem
    stage: str
    following: Milestone | None
    following_stage: str
    late: int
    internal: bool


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event as the timeline macro draws it."""

    title: str
    date: str
    state: str
    note: str = ""
    by: str = ""


def stage_text(names: Names, code: str) -> str:
    """Give a stage as «40.20 – Enquête publique ouverte»."""
    return f"{code} – {names[code].label}" if code in names else code


def base_text(item: WorkItem | Edition) -> str:
    """Give the base standards with their degrees; empty when there is none.

    «ISO 9001:2015 (IDT) ; ISO 10002:2018 (MOD)»: the one counted first.
    """
    if isinstance(item, WorkItem):
        bases = [(one.reference, one.correspondence) for one in bases_of(item)]
    else:
        bases = [(item.base_reference, item.correspondence)] if item.base_reference else []
    return " ; ".join(
        f"{reference} ({degree.value if degree else _('degré inconnu')})"
        for reference, degree in bases
    )


def line_of(item: WorkItem, actor: Actor, names: Names, *, today: date) -> ItemLine:
    """Give what a list says of an item; its milestones must be loaded."""
    moving = item.status in MOVING
    following = next_step(item.milestones, item.stage_code) if moving else None
    late = lateness(item.milestones, item.stage_code, today=today) if moving else None
    return ItemLine(
        item=item,
        stage=stage_text(names, item.stage_code),
        following=following,
        following_stage=stage_text(names, following.code) if following else "",
        late=late.days if late else 0,
        internal=internal_facts.allows(actor, item),
    )


def columns(*, internal: bool) -> list[Column]:
    """Give the columns of the programme as a file (product_rules §6)."""
    shown = [
        Column("number", _("Numéro")),
        Column("title_fr", _("Titre"), 60),
        Column("committee", _("Comité"), 30),
        Column("ics", _("ICS")),
        Column("nature", _("Nature")),
        Column("kind", _("Type de document")),
        Column("base", _("Norme de base"), 24),
        Column("stage_code", _("Stade"), 8),
        Column("stage", _("Libellé du stade"), 30),
        Column("stage_on", _("Date du stade"), 14),
        Column("next_stage", _("Prochaine étape"), 30),
        Column("planned_on", _("Date cible"), 14),
        Column("enquiry_from", _("Début de l’enquête"), 14),
        Column("enquiry_to", _("Fin de l’enquête"), 14),
        Column("contact", _("Contact"), 24),
        Column("forecast", _("Prévision")),
        Column("standard", _("Norme homologuée"), 22),
        Column("homologated_on", _("Date d’homologation"), 14),
    ]
    return [*shown, Column("status", _("Statut"))] if internal else shown


def cells(line: ItemLine, names: Names, *, internal: bool) -> list[object]:
    """Give one item's cells under :func:`columns`."""
    item, following, edition = line.item, line.following, line.item.edition
    committee = item.committee
    row: list[object] = [
        item.number,
        item.title_fr,
        Coded(committee.code, f"{committee.code} – {committee.title_fr}") if committee else None,
        tuple(code.code for code in item.ics_codes),
        Coded(item.nature.value, say(NATURE_LABELS[item.nature])),
        Coded(item.kind.value, say(DOCUMENT_KIND_LABELS[item.kind])),
        base_text(item),
        item.stage_code,
        names[item.stage_code].label if item.stage_code in names else None,
        item.stage_on,
        line.following_stage,
        following.planned_on if following else None,
        item.enquiry_from,
        item.enquiry_to,
        item.contact,
        Coded(item.forecast.value, say(FORECAST_LABELS[item.forecast])) if item.forecast else None,
        edition.reference if edition else None,
        (edition.homologated_on or edition.cnncq_adopted_on) if edition else None,
    ]
    if not internal:
        return row
    status = Coded(item.status.value, say(WORK_ITEM_STATUS_LABELS[item.status]))
    return [*row, status if line.internal else None]


def timeline_of(
    item: WorkItem, names: Names, recorders: Mapping[int, str], *, today: date, internal: bool
) -> list[TimelineEvent]:
    """Give the item's history with its plan beside it: stages reached, then those to come.

    Reasons and who recorded a stage are for those who see the inside of the item.
    """
    stood = standing(item.stage_events)
    planned = {one.code: one.planned_on for one in item.milestones}
    last_of = {event.code: event for event in stood}
    events = []
    for event in stood:
        open_stage = event is stood[-1] and item.status in OPEN
        plan = planned.get(event.code) if last_of[event.code] is event else None
        notes = [_delay(plan, event.reached_on)] if plan else []
        if internal and event.reason:
            notes.append(_("Motif : %(reason)s", reason=event.reason))
        events.append(
            TimelineEvent(
                title=stage_text(names, event.code),
                date=day(event.reached_on),
                state="current" if open_stage else "done",
                note="\n".join(notes),
                by=recorders.get(event.recorded_by_id or 0, "") if internal else "",
            )
        )
    if item.status in OPEN:
        events += _to_come(item, names, today)
    return events


def _to_come(item: WorkItem, names: Names, today: date) -> list[TimelineEvent]:
    waiting = [one for one in item.milestones if not reached(one.code, item.stage_code)]
    events = []
    for one in sorted(waiting, key=lambda milestone: milestone.code):
        late = days_late(one.planned_on, reached_on=None, today=today)
        binding = bool(late) and item.status in MOVING
        events.append(
            TimelineEvent(
                title=stage_text(names, one.code),
                date=day(one.planned_on),
                state="late" if binding else "planned",
                note=_days_of_delay(late) if binding else "",
            )
        )
    return events


def _delay(planned_on: date, reached_on: date) -> str:
    late = days_late(planned_on, reached_on=reached_on, today=reached_on)
    if not late:
        return str(_("Prévu le %(day)s : dans les temps.", day=day(planned_on)))
    return str(
        _("Prévu le %(day)s : %(delay)s", day=day(planned_on), delay=_days_of_delay(late).lower())
    )


def _days_of_delay(days: int) -> str:
    return str(ngettext("Un jour de retard.", "%(num)d jours de retard.", days))


def corrected_by(events: Sequence[StageEvent]) -> dict[int, StageEvent]:
    """Give, for each corrected event, the correction that names it."""
    return {one.corrects_id: one for one in events if one.corrects_id is not None}


def step_rows(steps: Sequence[Step], names: Names) -> list[list[str]]:
    """Give planned and actual days as rows: stage, planned, reached, how far apart in words."""
    return [
        [
            stage_text(names, step.code),
            day(step.planned_on) if step.planned_on else "",
            day(step.reached_on) if step.reached_on else "",
            gap_words(step),
        ]
        for step in steps
    ]


def gap_words(step: Step) -> str:
    """Say how a stage stands to its plan; nothing where no day is planned."""
    if step.gap is None:
        return ""
    if step.state is StepState.PAUSED:
        return str(_("Les travaux sont arrêtés."))
    return _reached_words(step.gap) if step.state is StepState.REACHED else _coming_words(step.gap)


def _reached_words(gap: int) -> str:
    if gap == 0:
        return str(_("Atteint le jour prévu."))
    if gap < 0:
        return str(ngettext("Un jour d’avance.", "%(num)d jours d’avance.", -gap))
    return str(
        ngettext(
            "Atteint un jour après la date prévue.",
            "Atteint %(num)d jours après la date prévue.",
            gap,
        )
    )


def _coming_words(gap: int) -> str:
    if gap > 0:
        return _days_of_delay(gap)
    if gap == 0:
        return str(_("Prévu aujourd’hui."))
    return str(ngettext("Dans un jour.", "Dans %(num)d jours.", -gap))


def late_words(item: WorkItem, names: Names, *, today: date) -> str:
    """Say in a sentence what an item is late for and by how much; nothing when it is in time."""
    late = lateness(item.milestones, item.stage_code, today=today)
    if late is None or item.status not in MOVING:
        return ""
    return str(
        ngettext(
            "En retard d’un jour : le stade %(stage)s était prévu le %(day)s.",
            "En retard de %(num)d jours : le stade %(stage)s était prévu le %(day)s.",
            late.days,
            stage=stage_text(names, late.code),
            day=day(next(one.planned_on for one in item.milestones if one.code == late.code)),
        )
    )


def status_words(item: WorkItem, *, today: date) -> str:
    """Say a status, since when and for how long; that the day is not known when it is not."""
    label = say(WORK_ITEM_STATUS_LABELS[item.status])
    if item.status_since is None:
        return str(_("%(status)s, depuis une date inconnue", status=label))
    days = max((today - item.status_since).days, 0)
    since = day(item.status_since)
    if item.status not in {WorkItemStatus.AWAITING_COUNCIL, WorkItemStatus.SUSPENDED}:
        return str(_("%(status)s depuis le %(day)s", status=label, day=since))
    return str(
        ngettext(
            "%(status)s depuis le %(day)s : un jour",
            "%(status)s depuis le %(day)s : %(num)d jours",
            days,
            status=label,
            day=since,
        )
        if days
        else _("%(status)s depuis aujourd’hui", status=label)
    )
