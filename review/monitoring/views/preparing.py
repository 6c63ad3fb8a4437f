"""Preparing a meeting: its agenda from what is late, who comes, the agenda on paper."""

from __future__ import annotations

from typing import Any

from flask import Response, flash
from flask_babel import gettext as _

from catalogue import clock, typesetting
from catalogue.committees.models import Mandate
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.database import db
from catalogue.forms import VersionedForm
from catalogue.permissions import Permission, current_actor, requires
from catalogue.policy.services import value_of
from catalogue.posting import done
from review.monitoring import queries, services
from review.monitoring.agenda import Point, kept, to_choose, with_added
from review.monitoring.forms import agenda_form, attendance_form
from review.monitoring.guards import require_open
from review.monitoring.models import MonitoringMeeting
from review.monitoring.paper import agenda_data
from review.monitoring.presentation import meeting_name
from review.monitoring.services import Seat
from review.monitoring.views.blueprint import (
    Answer,
    as_pdf,
    blueprint,
    meeting_or_404,
    page_with,
    to_meeting,
)
from review.monitoring.vocabulary import POINT_KIND_LABELS, Attended


@blueprint.route("/reunions/<int:meeting_id>/ordre-du-jour", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def agenda(meeting_id: int) -> Answer:
    """Choose and order the points: what is late is proposed, in the same order each time."""
    meeting = meeting_or_404(meeting_id)
    require_open(meeting)
    points = to_choose(db.session, meeting, on=clock.today())
    held = kept(meeting)
    ranked = held or points
    ranks = {one.field: rank for rank, one in enumerate(ranked, start=1)}
    form = agenda_form([(one.field, one.text) for one in points])(
        data={**ranks, "version": meeting.version}
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.set_agenda(
            db.session,
            meeting,
            with_added(_in_order(form, points), _lines(form.added.data)),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’ordre du jour est enregistré."), "success")
        return to_meeting(meeting)
    return page_with(
        "agenda.html",
        form,
        meeting=meeting,
        name=meeting_name(meeting),
        lines=[(one, form[one.field]) for one in points],
        kinds=POINT_KIND_LABELS,
        kept={one.key for one in held},
    )


@blueprint.get("/reunions/<int:meeting_id>/ordre-du-jour.pdf")
@requires(Permission.PLAN_READ_INTERNAL)
def agenda_pdf(meeting_id: int) -> Response:
    """Print the agenda."""
    meeting, today = meeting_or_404(meeting_id), clock.today()
    known = queries.committees(db.session, today)
    data = agenda_data(
        meeting,
        agency=value_of(db.session, "agency_name", on=today),
        acronym=value_of(db.session, "agency_acronym", on=today),
        committee=known[0].title_fr if known else _("Comité de suivi du plan d’action"),
    )
    db.session.rollback()
    name = f"ordre-du-jour-comite-de-suivi-{meeting_id}.pdf"
    return as_pdf(typesetting.pdf("paper", data, at=clock.now()), name)


@blueprint.route("/reunions/<int:meeting_id>/presences", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def attendance(meeting_id: int) -> Answer:
    """Note who came: the members of that day, and others by name."""
    meeting = meeting_or_404(meeting_id)
    require_open(meeting)
    seats = queries.members(db.session, meeting.held_on or meeting.planned_on)
    form = attendance_form(seats)(data=_noted(meeting, seats) | {"version": meeting.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.note_attendance(
            db.session,
            meeting,
            _seats(form, seats),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Les présences sont enregistrées."), "success")
        return to_meeting(meeting)
    return page_with(
        "attendance.html",
        form,
        meeting=meeting,
        name=meeting_name(meeting),
        lines=[(seat, form[f"seat{seat.id}"]) for seat in seats],
        role_labels=MANDATE_ROLE_LABELS,
    )


def _in_order(form: VersionedForm, points: list[Point]) -> list[Point]:
    ranked = [
        (form[one.field].data, place, one)
        for place, one in enumerate(points)
        if form[one.field].data is not None
    ]
    return [one for _rank, _place, one in sorted(ranked, key=lambda three: three[:2])]


def _lines(text: str | None) -> list[str]:
    lines = (" ".join(line.split()) for line in (text or "").split("\n"))
    return [line for line in lines if line]


def _noted(meeting: MonitoringMeeting, seats: list[Mandate]) -> dict[str, Any]:
    """Give what was noted, as the form asks it."""
    by_person = {one.person_id: one.attended for one in meeting.presences if one.person_id}
    held = {seat.person_id for seat in seats}
    # A mandate corrected since the meeting: who was noted stays, by name.
    named = [one for one in meeting.presences if one.person_id not in held]
    return {f"seat{seat.id}": by_person.get(seat.person_id or 0) for seat in seats} | {
        field: "\n".join(
            ", ".join(filter(None, [one.shown_name, one.organisation]))
            for one in named
            if (one.attended is Attended.PRESENT) is (field == "present")
        )
        for field in ("present", "excused")
    }


def _seats(form: VersionedForm, seats: list[Mandate]) -> list[Seat]:
    found = [
        Seat(
            attended=form[f"seat{seat.id}"].data,
            person_id=seat.person_id,
            organisation=seat.organisation.name if seat.organisation else "",
            role=seat.role,
        )
        for seat in seats
        if form[f"seat{seat.id}"].data is not None
    ]
    for field, attended in (("present", Attended.PRESENT), ("excused", Attended.EXCUSED)):
        for line in (form[field].data or "").split("\n"):
            name, _comma, organisation = (part.strip() for part in line.partition(","))
            if name:
                found.append(
                    Seat(attended=attended, name=name[:240], organisation=organisation[:300])
                )
    return found
