"""Writing an analysis report on a closed reading, and publishing it for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from review.analysis_reports.content import content_of, digest_of
from review.analysis_reports.delivering import deliver
from review.analysis_reports.models import AnalysisReport, ReportPublication
from review.analysis_reports.queries import next_number
from review.analysis_reports.rules import require_writer
from review.analysis_reports.vocabulary import PAPER_TOPIC, PARTS, REPORT_LINES
from review.indicators.models import Reading


def begin_report(
    session: Session,
    reading: Reading,
    texts: Mapping[str, str],
    *,
    actor: Actor,
    at: datetime,
) -> AnalysisReport:
    """Begin a report on a closed reading of 2.1 or 2.2, loaded with its sheet."""
    require_writer(actor)
    code = reading.sheet.code
    if code not in REPORT_LINES:
        raise DomainError(
            N_("Choisissez un relevé clos des indicateurs 2.1 ou 2.2."), field="reading_id"
        )
    if "published" not in reading.companions:
        raise DomainError(
            N_("Ce relevé ne dit pas ce qui peut en être publié : closez-en un autre."),
            field="reading_id",
        )
    report = AnalysisReport(
        line_code=code,
        reading_id=reading.id,
        begun_at=at,
        begun_by_id=actor.account_id,
        **{name: texts.get(name, "") for name in PARTS},
    )
    session.add(report)
    journal.record(
        session,
        actor=actor,
        tag="analysis_report:begun",
        subject=report,
        at=at,
        changes={"line": code, "reading_id": reading.id},
    )
    return report


def edit_report(
    session: Session,
    report: AnalysisReport,
    texts: Mapping[str, str],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change the texts of a report under way."""
    require_writer(actor)
    _require_draft(report)
    _require_version(report, seen_version)
    changes = {
        name: [getattr(report, name), texts[name]]
        for name in PARTS
        if getattr(report, name) != texts[name]
    }
    if not changes:
        return
    for name, (_before, text) in changes.items():
        setattr(report, name, text)
    journal.record(
        session,
        actor=actor,
        tag="analysis_report:edited",
        subject=report,
        at=at,
        changes=changes,
    )


def remove_draft(
    session: Session, report: AnalysisReport, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Take away a report that was never published; the journal keeps what it said."""
    require_writer(actor)
    _require_draft(report)
    _require_version(report, seen_version)
    journal.record(
        session,
        actor=actor,
        tag="analysis_report:removed",
        subject=report,
        at=at,
        changes={name: getattr(report, name) for name in PARTS},
    )
    session.delete(report)


def publish_report(
    session: Session,
    report: AnalysisReport,
    *,
    read_again: bool,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> ReportPublication:
    """Freeze a report with its reading; its two PDFs follow, and the plan's deliverable counts.

    Raises :class:`Invalid` when a part is not written, or nobody has read it again.
    """
    require_writer(actor)
    _require_draft(report)
    _require_version(report, seen_version)
    lacking = [label for name, label in PARTS.items() if not getattr(report, name).strip()]
    if lacking:
        raise DomainError(
            N_("Le rapport n’est pas publié : écrivez d’abord « %(part)s ».", part=lacking[0])
        )
    if not read_again:
        problem = N_("Relisez l’exemplaire destiné à l’extérieur, puis cochez cette case.")
        raise Invalid(N_("Le rapport n’est pas publié."), {"read_again": problem})
    number = next_number(session, report.line_code)
    content = content_of(session, report, number=number, on=today)
    publication = ReportPublication(
        report_id=report.id,
        line_code=report.line_code,
        number=number,
        content=content,
        digest=digest_of(content),
        published_at=at,
        published_by_id=actor.account_id,
    )
    session.add(publication)
    report.published_at = at
    journal.record(
        session,
        actor=actor,
        tag="analysis_report:published",
        subject=report,
        at=at,
        changes={"number": number, "digest": publication.digest},
    )
    deliver(session, publication, actor=actor, at=at, today=today)
    outbox.enqueue(session, PAPER_TOPIC, {"report_id": report.id}, at=at)
    return publication


def _require_draft(report: AnalysisReport) -> None:
    if report.published_at is not None:
        raise DomainError(
            N_("Ce rapport est publié : il ne change plus. Écrivez-en un autre pour le corriger.")
        )


def _require_version(report: AnalysisReport, seen_version: int) -> None:
    if report.version != seen_version:
        raise Conflict({name: getattr(report, name) for name in PARTS}, report.version)
