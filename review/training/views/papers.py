"""The papers of a training as PDF: the sheet to sign, one certificate, all of an event's."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response

from catalogue import clock, typesetting
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires
from catalogue.policy.services import values_of
from review.training import queries
from review.training.models import TrainingAttendance, TrainingEvent
from review.training.papers import certificates_data, held_act, sheet_data
from review.training.rules import require_reader_of_names
from review.training.views.blueprint import blueprint, event_or_404
from review.training.vocabulary import EventState

MOST_CERTIFICATES = 200
_PDF = "application/pdf"


@blueprint.get("/formations/<int:event_id>/feuille.pdf")
@requires(Permission.PLAN_READ_INTERNAL)
def sheet(event_id: int) -> Response:
    """Print the attendance sheet to sign, empty."""
    event = event_or_404(event_id)
    data = sheet_data(event, _agency())
    db.session.rollback()
    return _as_pdf(typesetting.pdf("paper", data, at=clock.now()), f"feuille-{event_id}.pdf")


@blueprint.get("/formations/<int:event_id>/attestations.pdf")
@requires(Permission.PLAN_KEEP)
def certificates(event_id: int) -> Response:
    """Print the certificates of everybody named on the list of an event."""
    event = event_or_404(event_id)
    found = [one for one in queries.attendances_of(db.session, event_id) if not one.erased]
    if not found:
        raise NotFound(N_("Personne n’est sur la liste de cette formation avec son nom."))
    if len(found) > MOST_CERTIFICATES:
        raise DomainError(
            N_(
                "Cette liste a plus de %(most)d noms : imprimez les attestations une à une, depuis "
                "la page de la formation.",
                most=MOST_CERTIFICATES,
            )
        )
    return _certificates(event, found, f"attestations-{event_id}.pdf")


@blueprint.get("/formations/<int:event_id>/presences/<int:attendance_id>/attestation.pdf")
@requires(Permission.PLAN_KEEP)
def certificate(event_id: int, attendance_id: int) -> Response:
    """Print the certificate of one person."""
    event = event_or_404(event_id)
    one = queries.attendance_of(db.session, attendance_id)
    if one is None or one.event_id != event_id or one.erased:
        raise NotFound
    return _certificates(event, [one], f"attestation-{attendance_id}.pdf")


def _certificates(
    event: TrainingEvent, attendances: Sequence[TrainingAttendance], name: str
) -> Response:
    require_reader_of_names(current_actor())
    act = held_act(db.session, event)
    if event.state is not EventState.HELD or act is None:
        raise DomainError(
            N_("Notez d’abord la formation comme tenue : une attestation dit qu’elle a eu lieu.")
        )
    data = certificates_data(event, attendances, act, _agency(), today=clock.today())
    db.session.rollback()
    return _as_pdf(typesetting.pdf("paper", data, at=clock.now()), name)


def _agency() -> dict[str, str]:
    found = values_of(db.session, ("agency_name", "agency_acronym"), on=clock.today())
    return {"agency": found["agency_name"], "acronym": found["agency_acronym"]}


def _as_pdf(paper: bytes, name: str) -> Response:
    return Response(
        paper,
        content_type=_PDF,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
