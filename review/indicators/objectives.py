"""The figure counted from the plan's own objectives: 6.1 (product_rules §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from review.action_plan.models import PlanValidation
from review.action_plan.queries import PublishedObjectives, objectives_on, standing_validation
from review.action_plan.smart import complete, missing
from review.action_plan.vocabulary import SLOT_LABELS, Slot
from review.indicators.figures import Cell, Details, Figure, Headline, Line, Link, Question, Table
from review.indicators.vocabulary import french_date

_NO_OBJECTIVE = N_("Sans objet : aucune version publiée du plan ne valait à cette date.")
_EMPTY, _FILLED = N_("manque"), N_("renseigné")


def smart_objectives(session: Session, question: Question, _target: Fraction | None) -> Figure:
    """Count the objectives with every slot filled, in the version of the plan then in effect."""
    on = question.at
    found = objectives_on(session, on)
    objectives = found.by_code if found is not None else {}
    full, total = complete(objectives.values()), len(objectives)
    validation = standing_validation(session, found.plan_id, on) if found is not None else None
    lines = (Line(N_("Objectifs dont tous les éléments sont renseignés"), full, total),)
    beside = (
        Line(_said(validation), int(validation is not None)),
        Line(N_("Version du plan en vigueur"), found.version if found is not None else 0),
    )
    headline = Headline(
        full,
        total,
        needed=total or None,
        missing=total - full if total else None,
        not_applicable=None if total else _NO_OBJECTIVE,
    )
    return Figure(on, lines, headline, lambda: Details(beside, tables=(_table(found),)))


def objective_records(session: Session, question: Question) -> Sequence[Mapping[str, Any]]:
    """Give what a closed reading keeps: each objective with its empty slots, and the validation."""
    found = objectives_on(session, question.at)
    if found is None:
        return []
    rows: list[Mapping[str, Any]] = [
        {
            "plan_id": found.plan_id,
            "version": found.version,
            "objective": code,
            "missing": [slot.value for slot in missing(one)],
        }
        for code, one in found.by_code.items()
    ]
    validation = standing_validation(session, found.plan_id, question.at)
    if validation is not None:
        rows.append(
            {
                "validation_id": validation.id,
                "validated_on": validation.validated_on.isoformat(),
                "validated_by": validation.validated_by,
                "reference": validation.reference,
            }
        )
    return rows


def _said(validation: PlanValidation | None) -> Message:
    if validation is None:
        return N_("Validation du plan non enregistrée")
    return N_(
        "Plan validé le %(day)s par : %(body)s",
        day=french_date(validation.validated_on),
        body=validation.validated_by,
    )


def _table(found: PublishedObjectives | None) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = ()
    if found is not None:
        rows = tuple(_row(code, one, found.plan_id) for code, one in found.by_code.items())
    return Table(
        N_("Les éléments de chaque objectif"),
        (N_("Objectif"), *(SLOT_LABELS[slot] for slot in Slot)),
        rows,
        empty=_NO_OBJECTIVE,
    )


def _row(code: str, objective: Mapping[str, Any], plan_id: int) -> tuple[Cell, ...]:
    empty = missing(objective)
    place = (("plan_id", plan_id), ("_anchor", f"resultat-{objective['result']}"))
    name = f"{code} {objective['title']}".strip()
    return (
        Link(name, "action_plan.plan", place),
        *(_EMPTY if slot in empty else _FILLED for slot in Slot),
    )
