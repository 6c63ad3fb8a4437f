"""The blueprint, and what its pages share."""

from __future__ import annotations

from flask import Blueprint

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import current_actor
from review.assignments.models import Assignment
from review.assignments.queries import own_assignment
from review.assignments.vocabulary import AssignmentState
from review.offline.models import ChecklistImport
from review.offline.queries import import_of

blueprint = Blueprint("offline", __name__, url_prefix="/relectures")

WITHDRAWN = frozenset({AssignmentState.DECLINED, AssignmentState.CANCELLED})


def own(assignment_id: int) -> Assignment:
    """Give a reading of the person acting that they still have in hand, or had."""
    found = own_assignment(db.session, current_actor(), assignment_id)
    if found is None or found.state in WITHDRAWN:
        raise NotFound
    return found


def kept_file(assignment: Assignment, import_id: int) -> ChecklistImport:
    """Give a file sent back for this reading."""
    found = import_of(db.session, assignment, import_id)
    if found is None:
        raise NotFound
    return found
