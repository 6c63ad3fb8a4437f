"""Who writes analysis reports, who reads their drafts and their figures in full."""

from __future__ import annotations

from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.analysis_reports.models import AnalysisReport
from review.indicators.rules import sees_records


def writes_reports(actor: Actor) -> bool:
    """Tell whether this person writes and publishes reports: the secretariat."""
    return actor.may(Permission.PLAN_KEEP)


def reads_in_full(actor: Actor) -> bool:
    """Tell whether this person reads small groups too, and drafts (product_rules §8)."""
    return sees_records(actor)


def readable(actor: Actor, report: AnalysisReport) -> bool:
    """Tell whether this person may read a report: everybody once it is published."""
    return report.published_at is not None or reads_in_full(actor)


def require_writer(actor: Actor) -> None:
    """Refuse whoever does not write reports."""
    if not writes_reports(actor):
        raise NotAllowed(N_("Seul le secrétariat écrit les rapports d’analyse."))
