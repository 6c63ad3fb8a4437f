"""Preparing a session: its agenda, who comes, its convening, its cancelling."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.models import Mandate
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.council import queries, services
from catalogue.council.forms import ConveneForm, ReasonForm, agenda_form, attendance_form
from catalogue.council.guards import require_open
from catalogue.council.models import CouncilSession
from catalogue.council.presentation import waited
from catalogue.council.services import Seat
from catalogue.council.views.blueprint import Answer, blueprint, meeting_or_404, to_meeting
from catalogue.council.vocabulary import SEAT_LABELS, Presence, SessionState
from catalogue.database import db
from catalogue.forms import VersionedForm
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from catalogue.work_programme.models import WorkItem


@blueprint.route("/conseil/sessions/<int:session_id>/ordre-du-jour", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def agenda(session_id: int) -> Answer:
    """Choose and order the texts: all that wait are proposed, the longest first."""
    meeting = meeting_or_404(session_id)
    require_open(meeting)
    items = _to_choose(meeting)
    ranks = {f"rank{line.work_item_id}": line.position for line in meeting.agenda}
    if not ranks:
        ranks = {f"rank{item.id}": rank for rank, item in enumerate(items, start=1)}
    form = agenda_form(items)(data={**ranks, "version": meeting.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.set_agenda(
            db.session,
            meeting,
            _in_order(form, items),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’ordre du jour est enregistré."), "success")
        return to_meeting(meeting)
    today = clock.today()
    page = render_template(
        "catalogue/council/agenda.html",
        form=form,
        meeting=meeting,
        lines=[(item, form[f"rank{item.id}"]) for item in items],
        waited=lambda item: waited(queries.since(item), today),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/conseil/sessions/<int:session_id>/presences", methods=["GET", "POST"])
@requires(Permission.PERSON_READ)
def attendance(session_id: int) -> Answer:
    """Note who came: the seats of the council, and others by name."""
    meeting = meeting_or_404(session_id)
    if meeting.state in {SessionState.CLOSED, SessionState.CANCELLED}:
        require_open(meeting)
    seats = (
        queries.seats(db.session, meeting.committee_id, meeting.held_on)
        if meeting.committee_id
        else []
    )
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
    page = render_template(
        "catalogue/council/attendance.html",
        form=form,
        meeting=meeting,
        lines=[(seat, form[f"seat{seat.id}"]) for seat in seats],
        role_labels=MANDATE_ROLE_LABELS,
        seat_labels=SEAT_LABELS,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/conseil/sessions/<int:session_id>/convoquer", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def convene(session_id: int) -> Answer:
    """Say that the session was convened, and when."""
    meeting = meeting_or_404(session_id)
    form = ConveneForm(data={"on": clock.today(), "version": meeting.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.convene(
            db.session,
            meeting,
            on=form.on.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La session est convoquée. Imprimez son ordre du jour."), "success")
        return to_meeting(meeting)
    page = render_template("catalogue/council/convene.html", form=form, meeting=meeting)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/conseil/sessions/<int:session_id>/annuler", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def cancel(session_id: int) -> Answer:
    """Say that the session does not take place."""
    meeting = meeting_or_404(session_id)
    form = ReasonForm(data={"version": meeting.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.cancel(
            db.session,
            meeting,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La session est annulée ; ses textes attendent la suivante."), "success")
        return to_meeting(meeting)
    page = render_template("catalogue/council/cancel.html", form=form, meeting=meeting)
    return page, 422 if form.is_submitted() else 200


def _to_choose(meeting: CouncilSession) -> list[WorkItem]:
    """Give what is on the agenda, then what else waits and no other coming session has."""
    on_agenda = [line.work_item for line in meeting.agenda]
    held = {item.id for item in on_agenda}
    return on_agenda + [
        row.item
        for row in queries.all_waiting(db.session)
        if row.item.id not in held and row.on_agenda is None
    ]


def _in_order(form: VersionedForm, items: list[WorkItem]) -> list[int]:
    ranked = [
        (form[f"rank{item.id}"].data, place, item.id)
        for place, item in enumerate(items)
        if form[f"rank{item.id}"].data is not None
    ]
    return [item_id for _rank, _place, item_id in sorted(ranked)]


def _noted(meeting: CouncilSession, seats: list[Mandate]) -> dict[str, Any]:
    """Give what was noted, as the form asks it."""
    by_person = {one.person_id: one.presence for one in meeting.attendance if one.person_id}
    named = [one for one in meeting.attendance if one.person_id is None]
    held = {seat.person_id for seat in seats}
    # A seat corrected since the session: who was noted stays, by name.
    named += [one for one in meeting.attendance if one.person_id and one.person_id not in held]
    return {f"seat{seat.id}": by_person.get(seat.person_id or 0) for seat in seats} | {
        field: "\n".join(
            ", ".join(filter(None, [one.shown_name, one.organisation]))
            for one in named
            if (one.presence is Presence.PRESENT) is (field == "present")
        )
        for field in ("present", "excused")
    }


def _seats(form: VersionedForm, seats: list[Mandate]) -> list[Seat]:
    found = [
        Seat(
            presence=form[f"seat{seat.id}"].data,
            person_id=seat.person_id,
            organisation=seat.organisation.name if seat.organisation else "",
            role=seat.role,
            titular=seat.titular,
        )
        for seat in seats
        if form[f"seat{seat.id}"].data is not None
    ]
    for field, presence in (("present", Presence.PRESENT), ("excused", Presence.EXCUSED)):
        for line in (form[field].data or "").split("\n"):
            name, _comma, organisation = (part.strip() for part in line.partition(","))
            if name:
                found.append(
                    Seat(presence=presence, name=name[:240], organisation=organisation[:300])
                )
    return found
