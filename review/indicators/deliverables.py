"""The figures counted from the plan's deliverables and materials: 3.1, 3.3, 3.4 and 6.2 (§4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from review.deliverables.material_queries import distributed_by_kind, distributions_between
from review.deliverables.models import PlanDeliverable
from review.deliverables.queries import Row, all_rows, planned_for, standing_by_kind
from review.deliverables.vocabulary import (
    KIND_LABELS,
    MATERIAL_LABELS,
    STATE_LABELS,
    DeliverableKind,
)
from review.indicators.figures import Details, Figure, Headline, Line, Link, Question, Table
from review.indicators.vocabulary import french_date
from review.training.queries import modules_on
from review.training.vocabulary import AUDIENCE_WORDS, Audience

TRAINING, MARKETING, TRADE, COMMITTEE = "3.1", "3.3", "3.4", "6.2"
PARTICIPATION = "4.1"
MODULES: Mapping[Audience, Message] = {
    Audience.INTERNAL: N_("Modules internes qui existent"),
    Audience.EXTERNAL: N_("Modules externes qui existent"),
}
_NOTHING_PLANNED = N_("Sans objet : aucun livrable n’était prévu à cette date.")
_DONE = N_("Livrables terminés")


def rows_of(session: Session, question: Question) -> Sequence[Row]:
    """Give every deliverable planned by the day asked, read once for all that one question asks."""
    return question.once("deliverables", lambda: all_rows(session, on=question.at))


def training_plan(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the deliverables of the training plan that are done, over those planned (3.1)."""
    return _figure(session, TRAINING, question, lambda: _by_kind_and_modules(session, question))


def _by_kind_and_modules(session: Session, question: Question) -> Details:
    found = standing_by_kind(_planned(session, TRAINING, question), question.at)
    modules = modules_on(session, question.at)
    return Details(
        (
            *(
                Line(KIND_LABELS[kind], found[kind].done, found[kind].planned)
                for kind in DeliverableKind
                if kind in found
            ),
            *(
                Line(MODULES[audience], sum(one.audience is audience for one in modules))
                for audience in Audience
            ),
        ),
        records=(
            Table(
                N_("Modules de formation qui existent"),
                (N_("Module"), N_("Public"), N_("Existe depuis le")),
                tuple(
                    (
                        Link(one.title, "training.modules"),
                        AUDIENCE_WORDS[one.audience],
                        french_date(one.exists_from),
                    )
                    for one in modules
                ),
                empty=N_("Aucun module n’existe à cette date."),
            ),
        ),
    )


def marketing(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Say whether the strategy is updated; beside, what was distributed in the period (3.3)."""
    return _figure(session, MARKETING, question, lambda: _distributed(session, question))


def _distributed(session: Session, question: Question) -> Details:
    first, last = question.window.start, min(question.at, question.window.end)
    distributed = distributed_by_kind(session, first, last) if first <= last else {}
    return Details(
        (
            Line(N_("Supports diffusés dans la période"), sum(distributed.values())),
            *(
                Line(label, distributed[kind])
                for kind, label in MATERIAL_LABELS.items()
                if kind in distributed
            ),
        ),
        records=(_distributions(session, first, last),),
    )


def trade(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Say whether the strategy for regional and international trade is done (3.4)."""
    return _figure(session, TRADE, question)


def committee_created(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Say whether the decision that creates the committee is recorded with its document (6.2)."""
    on = question.at
    planned = [
        one
        for one in _planned(session, COMMITTEE, question)
        if one.kind is DeliverableKind.DECISION
    ]
    decided = [one for one in planned if one.decided_on is not None and one.decided_on <= on]
    shown = [one for one in decided if one.decision_document_id is not None]
    lines = (Line(N_("Décision enregistrée avec son document"), len(shown), len(planned)),)
    beside = (Line(N_("Décision enregistrée sans son document"), len(decided) - len(shown)),)
    table = Table(
        N_("Décision de création du comité de suivi"),
        (N_("Livrable"), N_("Qui a décidé"), N_("Référence"), N_("Décidée le")),
        tuple(
            (
                _link(one),
                one.decision_body if one in decided else None,
                one.decision_reference or None if one in decided else None,
                french_date(one.decided_on) if one in decided and one.decided_on else None,
            )
            for one in planned
        ),
        empty=_NOTHING_PLANNED,
    )
    headline = _headline(len(shown), len(planned))
    return Figure(on, lines, headline=headline, more=lambda: Details(beside, records=(table,)))


def specialist_engaged(session: Session, question: Question) -> Line:
    """Say whether the plan's deliverable «gender specialist engaged» was done by the day asked."""
    planned = [
        one
        for one in _planned(session, PARTICIPATION, question)
        if one.kind is DeliverableKind.ENGAGEMENT
    ]
    done = [
        one.completed_on
        for one in planned
        if one.completed_on is not None and one.completed_on <= question.at
    ]
    if not done:
        return Line(N_("Spécialiste du genre engagé : non enregistré"), 0, len(planned))
    return Line(
        N_(
            "Spécialiste du genre engagé : oui, livrable fait le %(day)s",
            day=french_date(max(done)),
        ),
        len(done),
        len(planned),
    )


def report_beside(session: Session, indicator: str, question: Question) -> tuple[Line, ...]:
    """Give what stands beside 2.1 and 2.2: whether the report that the plan asks for is done."""
    planned = _planned(session, indicator, question)
    found = standing_by_kind(planned, question.at).get(DeliverableKind.REPORT)
    if found is None:
        return ()
    return (Line(N_("Rapport d’analyse que demande le plan, terminé"), found.done, found.planned),)


def records_of(
    indicator: str,
) -> Callable[[Session, Question], Sequence[Mapping[str, Any]]]:
    """Give what reads the records that a closed reading of a line keeps."""
    return lambda session, question: _plain(session, indicator, question)


def _plain(session: Session, indicator: str, question: Question) -> Sequence[Mapping[str, Any]]:
    on = question.at
    rows: list[Mapping[str, Any]] = [
        {
            "deliverable_id": one.id,
            "title": one.title,
            "kind": one.kind.value,
            "state": one.days.state(on).value,
            "completed_on": _iso(one.completed_on, on),
            "decided_on": _iso(one.decided_on, on),
            "decision_document": one.decided_on is not None
            and one.decided_on <= on
            and one.decision_document_id is not None,
        }
        for one in _planned(session, indicator, question)
    ]
    if indicator != MARKETING:
        return rows
    first, last = question.window.start, min(on, question.window.end)
    return rows + [
        {
            "distribution_id": one.id,
            "material_id": one.material_id,
            "title": one.material.title,
            "kind": one.material.kind.value,
            "distributed_on": one.distributed_on.isoformat(),
            "copies": one.copies,
        }
        for one in distributions_between(session, first, last)
    ]


def _iso(day: date | None, on: date) -> str | None:
    return day.isoformat() if day is not None and day <= on else None


def _planned(session: Session, indicator: str, question: Question) -> list[PlanDeliverable]:
    return planned_for(rows_of(session, question), indicator)


def _figure(
    session: Session,
    indicator: str,
    question: Question,
    more: Callable[[], Details] = Details,
) -> Figure:
    """Count what is done over what is planned; ``more`` gives what stands before and after."""
    on = question.at
    rows = _planned(session, indicator, question)
    done, planned = sum(one.days.done(on) for one in rows), len(rows)

    def details() -> Details:
        own = more()
        late = Line(N_("Livrables en retard"), sum(bool(one.days.days_late(on)) for one in rows))
        return Details((*own.beside, late), records=(_of_line(rows, on), *own.records))

    return Figure(
        on, (Line(_DONE, done, planned),), headline=_headline(done, planned), more=details
    )


def _of_line(rows: Sequence[PlanDeliverable], on: date) -> Table:
    return Table(
        N_("Livrables de la ligne"),
        (N_("Livrable"), N_("Sorte"), N_("Où il en est"), N_("Terminé le")),
        tuple(
            (
                _link(one),
                KIND_LABELS[one.kind],
                STATE_LABELS[one.days.state(on)],
                french_date(one.completed_on) if one.completed_on and one.days.done(on) else None,
            )
            for one in rows
        ),
        empty=_NOTHING_PLANNED,
    )


def _headline(done: int, planned: int) -> Headline:
    return Headline(done, planned, not_applicable=None if planned else _NOTHING_PLANNED)


def _link(one: PlanDeliverable) -> Link:
    return Link(one.title, "deliverables.deliverable", (("deliverable_id", one.id),))


def _distributions(session: Session, first: date, last: date) -> Table:
    return Table(
        N_("Diffusions de la période"),
        (N_("Support"), N_("Sorte"), N_("Date"), N_("Combien"), N_("Où, ou à qui")),
        tuple(
            (
                Link(
                    one.material.title, "deliverables.material", (("material_id", one.material_id),)
                ),
                MATERIAL_LABELS[one.material.kind],
                french_date(one.distributed_on),
                one.copies,
                one.audience,
            )
            for one in distributions_between(session, first, last)
        ),
        empty=N_("Aucune diffusion dans cette période."),
    )
