"""Where a need stands, who holds the next act and since when; its story from filing to standard.

Of a round that is still sealed only its opening is told: neither who reads, nor how many, nor when
they read (product_rules §3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from catalogue.messages import N_, Message
from catalogue.permissions import ROLE_LABELS, Role
from catalogue.stages.queries import StageName
from catalogue.work_programme.history import reached, standing
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.presentation import stage_text
from catalogue.work_programme.vocabulary import (
    MOVING,
    WORK_ITEM_STATUS_LABELS,
    WorkItemStatus,
)
from review.answers.vocabulary import MARKER_LABELS
from review.assignments.models import ReviewRound
from review.assignments.vocabulary import LIVE_ROUND_STATES, Phase, RoundState
from review.desk.request_queries import Readings
from review.needs.models import NeedsExpression
from review.needs.next_act import next_act
from review.needs.vocabulary import (
    NEEDS_STATE_LABELS,
    Admissibility,
    ForecastOpinionKind,
    NeedsState,
)

# The stages in which a text is in its committee's hands, then in the secretariat's.
_COMMITTEE_STAGES = frozenset({"00", "10", "20", "30"})
_ENQUIRY_STAGES = frozenset({"40"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a need stands; ``holder`` and ``what`` are None when nothing is awaited any more."""

    where: Message
    holder: Message | None = None
    what: Message | None = None
    since: datetime | date | None = None
    until: date | None = None
    colour: str = "blue"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, goes on or is planned; ``state`` as the timeline draws it."""

    on: datetime | date | None
    title: Message
    note: str = ""
    state: str = "done"


def standing_of(needs: NeedsExpression, readings: Readings | None) -> Standing:
    """Say where a need stands: its fiche, then the reading of its text, then its work item."""
    item = needs.work_item
    if item is None:
        act = next_act(needs)
        label = NEEDS_STATE_LABELS[needs.state]
        colour = {
            NeedsState.DRAFT: "grey",
            NeedsState.RETURNED: "ochre",
            NeedsState.REJECTED: "red",
        }.get(needs.state, "blue")
        if act is None:
            return Standing(label, colour=colour)
        return Standing(label, act.who, act.what, act.since, colour=colour)
    live = [one for one in (readings.rounds if readings else ()) if one.state in LIVE_ROUND_STATES]
    if item.status in (WorkItemStatus.ABANDONED, WorkItemStatus.HOMOLOGATED):
        ended = item.status is WorkItemStatus.ABANDONED
        return Standing(WORK_ITEM_STATUS_LABELS[item.status], colour="grey" if ended else "green")
    if live:
        return _in_reading(live[-1])
    sent_back = _sent_back(readings)
    if sent_back is not None:
        what = N_("répondre aux constats et joindre la nouvelle version")
        return Standing(
            N_("Texte à reprendre"), ROLE_LABELS[Role.CHAIR], what, sent_back, colour="ochre"
        )
    return _in_programme(item)


def _sent_back(readings: Readings | None) -> datetime | None:
    """Say when the last text read was sent back, while no new version has answered."""
    if readings is None:
        return None
    for round_ in reversed(readings.rounds):
        returned = readings.returns.get(round_.id)
        if returned is not None:
            return None if returned.answered_at is not None else returned.sent_at
        if round_.state in (RoundState.DECIDED, RoundState.CLOSED):
            return None
    return None


def _in_reading(round_: ReviewRound) -> Standing:
    where = (
        N_("Projet en relecture") if round_.phase is Phase.DRAFT else N_("Texte final en relecture")
    )
    readers = N_("Les personnes qui relisent")
    if round_.state is RoundState.DISCUSSION:
        return Standing(
            where, readers, N_("discuter leurs réponses"), until=round_.discussion_until
        )
    if round_.state is RoundState.ADJUDICATION:
        return Standing(where, N_("La personne qui départage"), N_("trancher les désaccords"))
    return Standing(where, readers, N_("relire le texte"), round_.opened_at)


def _in_programme(item: WorkItem) -> Standing:
    where = N_("Au programme, stade %(code)s", code=item.stage_code)
    secretariat = ROLE_LABELS[Role.SECRETARIAT]
    if item.status is WorkItemStatus.SUSPENDED:
        return Standing(
            N_("Travaux suspendus"), secretariat, N_("reprendre les travaux"), colour="ochre"
        )
    if item.status is WorkItemStatus.AWAITING_COUNCIL:
        what = N_("porter le texte au CNNCQ et enregistrer l’homologation")
        return Standing(where, secretariat, what, item.stage_on)
    stage = item.stage_code[:2]
    if stage in _COMMITTEE_STAGES:
        committee = item.committee
        holder = (
            N_("Le comité %(code)s", code=committee.code)
            if committee is not None
            else N_("Le comité")
        )
        return Standing(where, holder, N_("rédiger le projet de norme"), item.stage_on)
    if stage in _ENQUIRY_STAGES:
        return Standing(where, secretariat, N_("conduire l’enquête publique"), item.stage_on)
    return Standing(where, secretariat, N_("conduire l’approbation"), item.stage_on)


def story_of(
    needs: NeedsExpression, readings: Readings | None, names: Mapping[str, StageName], today: date
) -> list[Event]:
    """Tell what happened to a need, through its work item and the readings, then what is planned.

    Its work item comes with its stages and its plan.
    """
    events = [*_of_fiche(needs), *(_of_rounds(readings) if readings else ())]
    item = needs.work_item
    planned: list[Event] = []
    if item is not None:
        events += _of_stages(item, names)
        planned = _to_come(item, names, today)
    return [*sorted(events, key=lambda one: _day(one.on)), *planned]


def _of_stages(item: WorkItem, names: Mapping[str, StageName]) -> list[Event]:
    return [
        Event(one.reached_on, N_("Stade %(stage)s", stage=stage_text(names, one.code)))
        for one in standing(item.stage_events)
    ]


def _to_come(item: WorkItem, names: Mapping[str, StageName], today: date) -> list[Event]:
    if item.status not in MOVING:
        return []
    return [
        Event(
            one.planned_on,
            N_("Stade %(stage)s", stage=stage_text(names, one.code)),
            state="late" if one.planned_on < today else "planned",
        )
        for one in sorted(item.milestones, key=lambda one: one.code)
        if not reached(one.code, item.stage_code)
    ]


def _day(on: datetime | date | None) -> date:
    if on is None:
        return date.max
    return on.date() if isinstance(on, datetime) else on


def _of_fiche(needs: NeedsExpression) -> list[Event]:
    events = [Event(needs.created_at, N_("Fiche commencée"))]
    if needs.submitted_at is not None:
        events.append(Event(needs.submitted_at, N_("Fiche déposée")))
    if needs.refiled_at is not None:
        events.append(Event(needs.refiled_at, N_("Fiche déposée de nouveau")))
    if needs.admissibility is not None:
        said = {
            Admissibility.COMPLETE: N_("Fiche reconnue recevable (46)"),
            Admissibility.TO_COMPLETE: N_("Fiche renvoyée à compléter (46)"),
            Admissibility.OUT_OF_SCOPE: N_("Fiche jugée hors champ (46)"),
        }[needs.admissibility]
        events.append(Event(needs.admissibility_on, said, needs.admissibility_reason or ""))
    for opinion in needs.opinions:
        said = {
            ForecastOpinionKind.CONFIRMED: N_("Prévision confirmée par le point focal (48)"),
            ForecastOpinionKind.RECLASSIFIED: N_("Prévision reclassée par le point focal (48)"),
            ForecastOpinionKind.TO_COMPLETE: N_("Complément demandé par le point focal (48)"),
        }[opinion.kind]
        events.append(Event(opinion.given_at, said, opinion.reason))
    if needs.committee_opinion_on is not None:
        events.append(Event(needs.committee_opinion_on, N_("Avis du comité enregistré (49)")))
    decided = {
        NeedsState.REGISTERED: N_("Besoin inscrit au programme (50)"),
        NeedsState.POSTPONED: N_("Besoin reporté (50)"),
        NeedsState.MERGED: N_("Besoin fusionné avec un autre (50)"),
        NeedsState.REJECTED: N_("Besoin rejeté (50)"),
    }.get(needs.state)
    if decided is not None:
        events.append(Event(needs.decided_on, decided, needs.decision_reason or ""))
    return events


def _of_rounds(readings: Readings) -> list[Event]:
    events = []
    for round_ in readings.rounds:
        draft = round_.phase is Phase.DRAFT
        moving = round_.state in LIVE_ROUND_STATES
        opened = N_("Projet donné à relire") if draft else N_("Texte final donné à relire")
        events.append(Event(round_.opened_at, opened, state="current" if moving else "done"))
        if moving:
            continue
        decision = readings.decisions.get(round_.id)
        if decision is not None:
            ended = N_(
                "Relecture décidée : marqueur %(marker)s", marker=MARKER_LABELS[decision.marker]
            )
            events.append(Event(decision.decided_on, ended))
        elif round_.state is RoundState.CANCELLED:
            events.append(Event(round_.closed_at, N_("Relecture abandonnée")))
        else:
            events.append(Event(round_.closed_at, N_("Relecture du projet terminée")))
        returned = readings.returns.get(round_.id)
        if returned is not None:
            events.append(Event(returned.sent_at, N_("Texte renvoyé au comité avec des constats")))
            if returned.answered_at is not None:
                events.append(
                    Event(returned.answered_at, N_("Nouvelle version jointe, avec les réponses"))
                )
    return events
