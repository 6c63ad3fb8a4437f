"""Reading what is to be examined: every national edition in force with its date and standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import Committee
from catalogue.folding import fold
from catalogue.maintenance.calendar import Last, due_on, standing
from catalogue.maintenance.models import Examination, ExaminationAnswer, ExaminationReminder
from catalogue.maintenance.vocabulary import YEARS_SETTING, Standing
from catalogue.paging import Page, offset
from catalogue.policy.services import number_of
from catalogue.records.models import Edition, Relation
from catalogue.records.vocabulary import (
    DocumentKind,
    EditionStatus,
    Nature,
    RelationKind,
)
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

FACETS = ("etat", "comite", "type")
# An amendment or a corrigendum is examined with the text it changes, never by itself.
_BY_ITSELF = sa.or_(
    Edition.nature.is_(None), Edition.nature.not_in([Nature.AMENDMENT, Nature.CORRIGENDUM])
)


@dataclass(frozen=True, slots=True)
class Line:
    """One edition of the list: its date, its standing, its last examination."""

    edition_id: int
    reference: str
    title: str
    kind: DocumentKind
    committee: str
    begun_on: date | None
    due_on: date | None
    standing: Standing
    examination_id: int | None
    last: Last | None

    def days_late(self, today: date) -> int:
        """How many days its date is past; 0 when it is not."""
        return max((today - self.due_on).days, 0) if self.due_on else 0


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list with what it can be narrowed by."""

    page: Page[Line]
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)


def years_of(session: Session, kind: DocumentKind, *, on: date) -> int | None:
    """Give every how many years a kind of document is examined; none for those that are not."""
    setting = YEARS_SETTING[kind]
    return number_of(session, setting, on=on) if setting is not None else None


def all_lines(session: Session, *, on: date) -> list[Line]:
    """Give every national edition in force that is examined, the longest due first."""
    rows = session.execute(
        sa.select(
            Edition.id,
            Edition.reference,
            Edition.sort_key,
            Edition.title_fr,
            Edition.kind,
            Committee.code,
            Edition.published_on,
            Edition.homologated_on,
            Edition.cnncq_adopted_on,
        )
        .outerjoin(Committee, Committee.id == Edition.committee_id)
        .where(Edition.national, Edition.status == EditionStatus.PUBLISHED, _BY_ITSELF)
    ).all()
    years = {
        setting: number_of(session, setting, on=on)
        for setting in sorted({one for one in YEARS_SETTING.values() if one is not None})
    }
    ahead = number_of(session, "examination_before_days", on=on)
    lasts = _lasts(session)
    found: list[tuple[tuple[bool, date, str], Line]] = []
    for row in rows:
        setting = YEARS_SETTING[row.kind]
        if setting is None:
            continue
        begun = row.published_on or row.homologated_on or row.cnncq_adopted_on
        examination_id, last = lasts.get(row.id, (None, None))
        due = due_on(begun, years[setting], last)
        line = Line(
            edition_id=row.id,
            reference=row.reference,
            title=row.title_fr or "",
            kind=row.kind,
            committee=row.code or "",
            begun_on=begun,
            due_on=due,
            standing=standing(due, last, today=on, ahead=ahead),
            examination_id=examination_id,
            last=last,
        )
        found.append(((due is None, due or date.max, row.sort_key), line))
    return [line for _order, line in sorted(found, key=lambda pair: pair[0])]


def listing(
    session: Session,
    *,
    on: date,
    text: str,
    chosen: Mapping[str, Sequence[str]],
    number: int,
    size: int,
) -> Listing:
    """Give one page of what is chosen, each facet counted with the other choices in force."""
    lines = [one for one in all_lines(session, on=on) if _holds(one, text)]
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    kept = []
    for line in lines:
        values = values_of(line)
        misses = [name for name in FACETS if chosen.get(name) and values[name] not in chosen[name]]
        if not misses:
            kept.append(line)
        for name in FACETS:
            if not set(misses) - {name} and values[name]:
                counts[name][values[name]] += 1
    start = offset(number, size)
    return Listing(Page(kept[start : start + size], len(kept), number, size), counts)


def chosen_lines(
    session: Session, *, on: date, text: str, chosen: Mapping[str, Sequence[str]]
) -> list[Line]:
    """Give everything that is chosen, for a file."""
    return [
        line
        for line in all_lines(session, on=on)
        if _holds(line, text)
        and all(values_of(line)[name] in wanted for name, wanted in chosen.items() if wanted)
    ]


def values_of(line: Line) -> dict[str, str]:
    """Give the facets' values of a line, as they stand in the address."""
    return {"etat": line.standing.value, "comite": line.committee, "type": line.kind.value}


def examination_of(session: Session, examination_id: int) -> Examination | None:
    """Give an examination with all that its page shows."""
    return session.scalars(
        sa.select(Examination)
        .where(Examination.id == examination_id)
        .options(
            joinedload(Examination.edition).options(
                joinedload(Edition.committee), selectinload(Edition.ics_codes)
            ),
            joinedload(Examination.evidence),
            joinedload(Examination.work_item),
            selectinload(Examination.answers).joinedload(ExaminationAnswer.committee),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def examinations_of(session: Session, edition_id: int) -> Sequence[Examination]:
    """Give the examinations of an edition, cancelled ones too, the first one first."""
    return session.scalars(
        sa.select(Examination)
        .where(Examination.edition_id == edition_id)
        .options(joinedload(Examination.work_item))
        .order_by(Examination.opened_on, Examination.id)
    ).all()


def last_of(examinations: Sequence[Examination]) -> Last | None:
    """Give the last examination that was not cancelled; ``work_item`` must be loaded."""
    standing_ones = [one for one in examinations if one.cancel_reason is None]
    return _last(standing_ones[-1]) if standing_ones else None


def supplements_of(session: Session, edition_id: int) -> Sequence[tuple[Edition, date | None]]:
    """Give the amendments and corrigenda of an edition with the day each takes effect, in order."""
    rows = session.execute(
        sa.select(Edition, Relation.effective_on)
        .join(Relation, Relation.edition_id == Edition.id)
        .where(
            Relation.target_edition_id == edition_id,
            Relation.kind == RelationKind.AMENDS,
            Edition.status != EditionStatus.VOID,
        )
        .options(joinedload(Edition.text_document))
    ).all()
    dated = [
        (
            row.Edition,
            row.effective_on
            or row.Edition.homologated_on
            or row.Edition.cnncq_adopted_on
            or row.Edition.published_on,
        )
        for row in rows
    ]
    return sorted(dated, key=lambda pair: (pair[1] or date.max, pair[0].sort_key))


def reminders_sent(session: Session) -> Mapping[tuple[int, date, bool], tuple[int, date]]:
    """Give how often each reminder was sent, and when last: by edition, date, before or after."""
    rows = session.execute(
        sa.select(
            ExaminationReminder.edition_id,
            ExaminationReminder.about_on,
            ExaminationReminder.late,
            sa.func.count(),
            sa.func.max(ExaminationReminder.sent_on),
        ).group_by(
            ExaminationReminder.edition_id,
            ExaminationReminder.about_on,
            ExaminationReminder.late,
        )
    )
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}


def _lasts(session: Session) -> dict[int, tuple[int, Last]]:
    rows = session.scalars(
        sa.select(Examination)
        .where(Examination.cancel_reason.is_(None))
        .options(joinedload(Examination.work_item))
        .order_by(Examination.opened_on, Examination.id)
    )
    return {one.edition_id: (one.id, _last(one)) for one in rows}


def _last(examination: Examination) -> Last:
    item: WorkItem | None = examination.work_item
    return Last(
        opened_on=examination.opened_on,
        outcome=examination.outcome,
        next_due_on=examination.next_due_on,
        followed=item is not None and item.status is not WorkItemStatus.ABANDONED,
    )


def _holds(line: Line, text: str) -> bool:
    held = fold(f"{line.reference} {line.title}")
    return all(word in held for word in fold(text).split())
