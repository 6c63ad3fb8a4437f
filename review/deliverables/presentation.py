"""The lists of deliverables and of materials as columns of files."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.downloads import Coded, Column
from catalogue.i18n import say
from review.deliverables.material_queries import MaterialRow
from review.deliverables.queries import Row
from review.deliverables.vocabulary import KIND_LABELS, MATERIAL_LABELS, STATE_LABELS

DELIVERABLE_COLUMNS = (
    Column("line", _l("Ligne du plan"), 12),
    Column("kind", _l("Sorte"), 24),
    Column("title", _l("Intitulé"), 60),
    Column("owner", _l("Responsable"), 40),
    Column("state", _l("Où il en est"), 22),
    Column("days_late", _l("Jours de retard"), 12),
    Column("due_on", _l("Attendu pour le"), 14),
    Column("completed_on", _l("Terminé le"), 14),
    Column("steps_done", _l("Étapes faites"), 12),
    Column("steps", _l("Étapes"), 12),
    Column("next_step", _l("Étape suivante"), 50),
    Column("next_planned_on", _l("Prévue pour le"), 14),
    Column("decision", _l("Décision"), 40),
    Column("decided_on", _l("Décidée le"), 14),
)

MATERIAL_COLUMNS = (
    Column("title", _l("Support"), 60),
    Column("kind", _l("Sorte"), 24),
    Column("gender_theme", _l("Ce qu’il dit du genre"), 50),
    Column("copies", _l("Diffusés"), 12),
    Column("times", _l("Diffusions"), 12),
    Column("last_on", _l("Dernière diffusion"), 14),
)


def deliverable_cells(row: Row) -> tuple[object, ...]:
    """Give a deliverable under :data:`DELIVERABLE_COLUMNS`."""
    one, step = row.deliverable, row.next_step
    decision = ", ".join(filter(None, (one.decision_body, one.decision_reference)))
    return (
        one.line_code,
        Coded(one.kind.value, say(KIND_LABELS[one.kind])),
        one.title,
        one.owner or None,
        Coded(row.state.value, say(STATE_LABELS[row.state])),
        row.days_late or None,
        one.due_on,
        one.completed_on,
        sum(step.done_on is not None for step in one.steps),
        len(one.steps),
        step.title if step else None,
        step.planned_on if step else None,
        decision or None,
        one.decided_on,
    )


def material_cells(row: MaterialRow) -> tuple[object, ...]:
    """Give a material under :data:`MATERIAL_COLUMNS`."""
    one = row.material
    return (
        one.title,
        Coded(one.kind.value, say(MATERIAL_LABELS[one.kind])),
        one.gender_theme or None,
        row.copies,
        row.times,
        row.last_on,
    )
