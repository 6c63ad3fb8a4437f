"""Every indicator this version counts, one way for all: what counts it, and from which records.

An indicator is a code, a formula version, a count (a :class:`Figure` for a :class:`Question` and a
target) and the list of what it counted, as plain rows that a closed reading keeps. Another
indicator is one more line here. 5.3 has its own count (``standards_developed``), which closes,
exports and answers programs through the same functions of ``services``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import POST_KINDS, STANDARDS_KINDS, CommitteeKind
from review.indicators import (
    chairs,
    comparison,
    counts,
    deliverables,
    directory,
    holders,
    meetings,
    objectives,
    people,
    reference_series,
    training,
)
from review.indicators.figures import Details, Figure, Question

Count = Callable[[Session, Question, Fraction | None], Figure]
Records = Callable[[Session, Question], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the plan as this version counts it.

    ``formula`` changes when the same records would give another figure; readings keep it.
    ``dated`` is False for lists that keep no dates: their figure is always today's. ``holders`` is
    the condition on the mandates it counts, for those about people.
    """

    code: str
    count: Count
    formula: str = "1"
    dated: bool = True
    records: Records | None = None
    holders: Callable[[date], sa.ColumnElement[bool]] | None = None


def _of_mandates(
    code: str,
    count: Count,
    counted: Callable[[date], sa.ColumnElement[bool]],
    kinds: Sequence[CommitteeKind] = (),
) -> Indicator:
    """Give an indicator on mandates; ``kinds`` are those whose counts without names it adds."""
    return Indicator(
        code,
        count,
        records=lambda session, question: [
            *holders.as_plain(session, counted(question.at)),
            *people.without_names(session, question, kinds),
        ],
        holders=counted,
    )


def _with_report(code: str, count: Count) -> Count:
    """Put beside a figure whether the report of analysis that its line asks for is done."""

    def counted(session: Session, question: Question, target: Fraction | None) -> Figure:
        figure = count(session, question, target)

        def more() -> Details:
            details, report = figure.details, deliverables.report_beside(session, code, question)
            return replace(details, beside=(*details.beside, *report))

        return replace(figure, more=more)

    return counted


def _of_deliverables(code: str, count: Count) -> Indicator:
    return Indicator(code, count, records=deliverables.records_of(code))


INDICATORS: Mapping[str, Indicator] = {
    one.code: one
    for one in (
        _of_mandates("1.1", people.participation, holders.in_standards, STANDARDS_KINDS),
        _of_mandates("1.1b", people.management, holders.in_management, (CommitteeKind.MANAGEMENT,)),
        Indicator("1.2", directory.structures, records=directory.structure_records),
        Indicator("1.3", reference_series.available, records=reference_series.records),
        Indicator("1.4", directory.bodies, records=directory.body_records),
        _of_mandates("2.1", _with_report("2.1", people.staff), holders.in_posts, POST_KINDS),
        _of_mandates(
            "2.2",
            _with_report("2.2", people.experts),
            holders.of_expertise,
            (CommitteeKind.EXPERTS,),
        ),
        Indicator("2.3", comparison.comparison, records=comparison.comparison_records),
        _of_deliverables("3.1", deliverables.training_plan),
        Indicator("3.2", training.people_trained, records=training.attendance_records),
        _of_deliverables("3.3", deliverables.marketing),
        _of_deliverables("3.4", deliverables.trade),
        _of_mandates("4.1", people.balance, holders.in_standards, STANDARDS_KINDS),
        _of_mandates("4.2", chairs.chairs, holders.chairing),
        Indicator("5.1", counts.reference_list, dated=False, records=counts.entry_records),
        Indicator("5.2", counts.programme, records=counts.item_records),
        Indicator("5.4", counts.culture, records=counts.culture_records),
        Indicator("6.1", objectives.smart_objectives, records=objectives.objective_records),
        _of_deliverables("6.2", deliverables.committee_created),
        Indicator("6.3", meetings.meetings, records=meetings.records),
    )
}
