"""The checklist of a reading as a form on A4 paper, to fill and sign by hand."""

from __future__ import annotations

from flask import Response, request

from catalogue import clock, typesetting
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Permission, requires
from catalogue.policy.views import agency_context
from review.answers.queries import WorkingCopy, working_copy
from review.answers.sections import sections_of
from review.assignments.models import Assignment
from review.assignments.vocabulary import AssignmentRole
from review.offline.paper_form import form_of
from review.offline.views.asking import asked, identity
from review.offline.views.blueprint import blueprint, own


@blueprint.get("/mes-relectures/<int:assignment_id>/hors-connexion/grille.pdf")
@requires(Permission.REVIEW_FILL)
def print_form(assignment_id: int) -> Response:
    """Print one's own checklist, blank or (``?reponses=oui``) with the answers saved so far."""
    assignment = own(assignment_id)
    if assignment.role is AssignmentRole.ADJUDICATOR:
        raise NotFound
    copy = working_copy(db.session, assignment)
    return printed(copy, blank=request.args.get("reponses") != "oui")


def printed(copy: WorkingCopy, *, blank: bool) -> Response:
    """Set the form of a reading and send it."""
    at = clock.now()
    agency = agency_context()["agency"]
    assignment: Assignment = copy.assignment
    data = form_of(
        identity(assignment),
        sections_of(copy.filled.criteria),
        asked(copy),
        agency=f"{agency.name} ({agency.acronym})",
        blank=blank,
    )
    name = f"grille-relecture-{assignment.id}.pdf"
    return Response(
        typesetting.pdf("checklist", data, at=at),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
