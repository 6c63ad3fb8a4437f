"""The life of an edition in words and stage codes, and the columns of the list of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalogue.downloads import Coded, Column
from catalogue.i18n import day, say
from catalogue.maintenance.models import Examination
from catalogue.maintenance.queries import Line
from catalogue.maintenance.vocabulary import (
    OPENED,
    OUTCOME_CODES,
    OUTCOME_LABELS,
    STANDING_LABELS,
)
from catalogue.records.models import Edition
from catalogue.records.vocabulary import DOCUMENT_KIND_LABELS
from catalogue.work_programme.presentation import Names, TimelineEvent, stage_text

COLUMNS = (
    Column("reference", _l("Référence"), 22),
    Column("title_fr", _l("Titre"), 60),
    Column("kind", _l("Type"), 18),
    Column("committee", _l("Comité"), 12),
    Column("begun_on", _l("Publiée ou homologuée le"), 16),
    Column("due_on", _l("À examiner le"), 14),
    Column("standing", _l("Où elle en est"), 20),
    Column("days_late", _l("Jours de retard"), 12),
    Column("outcome", _l("Dernière issue"), 16),
)


def cells(line: Line, today: date) -> tuple[object, ...]:
    """Give a line of the list under :data:`COLUMNS`."""
    outcome = line.last.outcome if line.last else None
    return (
        line.reference,
        line.title,
        Coded(line.kind.value, say(DOCUMENT_KIND_LABELS[line.kind])),
        line.committee or None,
        line.begun_on,
        line.due_on,
        Coded(line.standing.value, say(STANDING_LABELS[line.standing])),
        line.days_late(today) or None,
        Coded(outcome.value, say(OUTCOME_LABELS[outcome])) if outcome else None,
    )


def life_of(
    edition: Edition, examinations: Sequence[Examination], due: date | None, names: Names, on: date
) -> list[TimelineEvent]:
    """Give the life of an edition by harmonized stages: publication, reviews, withdrawal, next."""
    told: list[tuple[date, str, str]] = [
        (reached, code, "")
        for code, reached in (
            ("50.99", edition.cnncq_adopted_on),
            ("60.00", edition.homologated_on),
            ("60.60", edition.published_on),
        )
        if reached is not None
    ]
    for one in examinations:
        if one.cancel_reason is not None:
            continue
        told.append((one.opened_on, OPENED, ""))
        if one.outcome is not None and one.decided_on is not None:
            words = say(OUTCOME_LABELS[one.outcome])
            note = _("%(outcome)s. %(reason)s", outcome=words, reason=one.reason or "")
            told.append((one.decided_on, OUTCOME_CODES[one.outcome], note))
    if edition.withdrawn_on is not None:
        told.append((edition.withdrawn_on, "95.99", edition.withdrawal_reason or ""))
    events = [
        TimelineEvent(
            title=stage_text(names, code), date=day(reached), state="done", note=note.strip()
        )
        for reached, code, note in sorted(told, key=lambda one: one[:2])
    ]
    if due is not None and edition.withdrawn_on is None:
        state = "late" if due < on else "planned"
        events.append(TimelineEvent(title=_("Examen systématique"), date=day(due), state=state))
    return events
