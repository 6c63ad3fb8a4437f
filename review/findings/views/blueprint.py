"""The blueprint of findings, and what its pages share."""

from __future__ import annotations

from flask import Blueprint

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Permission, current_actor
from review.findings import queries
from review.findings.models import Finding, RoundReturn
from review.findings.vocabulary import LIFTED_LABELS, REPLY_ANSWER_LABELS, RETURN_STATE_LABELS

blueprint = Blueprint("findings", __name__, url_prefix="/relectures")

READERS = (Permission.REVIEW_FILL, Permission.REVIEW_READ, Permission.NEEDS_DRAFT)
COLOURS = {"draft": "grey", "sent": "ochre", "answered": "green"}


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Give every template the words of findings."""
    return {
        "LIFTED_LABELS": LIFTED_LABELS,
        "REPLY_ANSWER_LABELS": REPLY_ANSWER_LABELS,
        "RETURN_COLOURS": COLOURS,
        "RETURN_STATE_LABELS": RETURN_STATE_LABELS,
    }


def find(round_id: int) -> RoundReturn:
    """Give the list of a round, or refuse as if there were none."""
    found = queries.visible_return(db.session, current_actor(), round_id)
    if found is None:
        raise NotFound
    return found


def find_one(finding_id: int) -> tuple[Finding, RoundReturn]:
    """Give one finding and its list, or refuse as if there were none."""
    found = queries.finding_of(db.session, finding_id)
    if found is None:
        raise NotFound
    # Whoever may not read the list does not know of its findings.
    find(found[1].round_id)
    return found
