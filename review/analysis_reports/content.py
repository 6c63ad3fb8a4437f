"""What a report says, in words and figures, as it is frozen: from a closed reading alone."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from catalogue.journal.chain import canonical_json
from catalogue.policy.services import value_of
from review.analysis_reports.models import AnalysisReport
from review.analysis_reports.vocabulary import PARTS
from review.indicators.publishing import told
from review.indicators.services import contents

_NOT_PRINTED = frozenset({"records", "published"})


def content_of(
    session: Session, report: AnalysisReport, *, number: int, on: date
) -> dict[str, Any]:
    """Give all that a report prints, the figures twice: ``full`` and what ``outside`` may read.

    Both come from the reading as it was closed: nothing is counted again, and what leaves the
    house is what was published of that reading (product_rules §8).
    """
    reading = report.reading
    sheet = reading.sheet
    full = {name: part for name, part in contents(reading).items() if name not in _NOT_PRINTED}
    return {
        "agency": value_of(session, "agency_name", on=on),
        "acronym": value_of(session, "agency_acronym", on=on),
        "line": report.line_code,
        "number": number,
        "on": on.isoformat(),
        "indicator": {
            "title": sheet.title_fr,
            "definition": sheet.definition_fr,
            "numerator": sheet.numerator_fr,
            "denominator": sheet.denominator_fr,
            "source": sheet.source_fr,
            "target": sheet.target_text_fr,
        },
        "reading": {
            "id": reading.id,
            "period": reading.period,
            "as_of": reading.as_of.isoformat(),
            "sequence": reading.sequence,
            "closed_at": reading.closed_at.isoformat(),
            "method_version": reading.method_version,
        },
        "full": full,
        "outside": told(reading.companions["published"]),
        "texts": {name: getattr(report, name) for name in PARTS},
    }


def digest_of(content: dict[str, Any]) -> str:
    """Give the SHA-256 of the content, as canonical JSON."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
