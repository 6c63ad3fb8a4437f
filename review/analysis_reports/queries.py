"""Reading analysis reports, and the closed readings that one may be written on."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from review.analysis_reports.models import AnalysisReport, ReportPaper, ReportPublication
from review.analysis_reports.vocabulary import REPORT_LINES
from review.indicators.models import IndicatorSheet, Reading

_READING = joinedload(AnalysisReport.reading).joinedload(Reading.sheet)


def report_of(session: Session, report_id: int) -> AnalysisReport | None:
    """Give a report whole: its reading, what was published of it, its papers."""
    return session.scalars(
        sa.select(AnalysisReport)
        .where(AnalysisReport.id == report_id)
        .options(
            _READING,
            joinedload(AnalysisReport.publication)
            .selectinload(ReportPublication.papers)
            .joinedload(ReportPaper.document),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def published_reports(session: Session) -> Sequence[AnalysisReport]:
    """Give the reports published, the last first."""
    return session.scalars(
        sa.select(AnalysisReport)
        .where(AnalysisReport.published_at.is_not(None))
        .options(_READING, joinedload(AnalysisReport.publication))
        .order_by(AnalysisReport.published_at.desc(), AnalysisReport.id.desc())
    ).all()


def drafts(session: Session) -> Sequence[AnalysisReport]:
    """Give the reports under way, the last begun first."""
    return session.scalars(
        sa.select(AnalysisReport)
        .where(AnalysisReport.published_at.is_(None))
        .options(_READING)
        .order_by(AnalysisReport.id.desc())
    ).all()


def readings_to_analyse(session: Session) -> Sequence[Reading]:
    """Give the closed readings of 2.1 and 2.2, the last day first; of one day, its correction."""
    last = sa.select(sa.func.max(Reading.id)).group_by(
        Reading.sheet_id, Reading.period, Reading.as_of
    )
    return session.scalars(
        sa.select(Reading)
        .join(IndicatorSheet, IndicatorSheet.id == Reading.sheet_id)
        .where(IndicatorSheet.code.in_(REPORT_LINES), Reading.id.in_(last))
        .options(joinedload(Reading.sheet))
        .order_by(IndicatorSheet.position, Reading.as_of.desc(), Reading.id.desc())
    ).all()


def next_number(session: Session, line_code: str) -> int:
    """Give the number that the next report of a line bears."""
    last = sa.select(sa.func.max(ReportPublication.number)).where(
        ReportPublication.line_code == line_code
    )
    return (session.scalar(last) or 0) + 1


def without_papers(session: Session) -> Sequence[int]:
    """Give the reports published of which a PDF is not made."""
    made = sa.select(ReportPaper.report_id).group_by(ReportPaper.report_id)
    both = made.having(sa.func.count() == 2)  # noqa: PLR2004 - one in full, one for outside
    return session.scalars(
        sa.select(ReportPublication.report_id).where(ReportPublication.report_id.not_in(both))
    ).all()
