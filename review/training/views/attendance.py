"""Who attended: somebody put on the list or taken off it, corrected, erased; the list as a file."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.vocabulary import Sex
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done, sent, sent_before
from review.training import merging, queries, services
from review.training.events import refuse_not_begun
from review.training.forms import (
    AttendanceForm,
    JoinForm,
    LeaveForm,
    ParticipantForm,
    PersonFields,
    ReasonForm,
)
from review.training.guards import require_takes_place
from review.training.models import TrainingAttendance, TrainingParticipant
from review.training.namesakes import Namesake, key_of, namesakes
from review.training.rules import require_reader_of_names
from review.training.services import ANOTHER, Named
from review.training.sheets import PEOPLE_COLUMNS, people_cells
from review.training.views.blueprint import Answer, blueprint, described, event_or_404


@blueprint.route("/formations/<int:event_id>/presences", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def attend(event_id: int) -> Answer:
    """Put somebody on the list; where others bear the name, ask whether it is one of them."""
    found = event_or_404(event_id)
    require_reader_of_names(current_actor())
    require_takes_place(found)
    refuse_not_begun(found, clock.today())
    form = AttendanceForm()
    if (before := sent_before(form)) is not None:
        return before
    known = _known(form.name.data or "") if form.is_submitted() else []
    form.who.choices = _who_choices(known)
    if form.validate_on_submit():
        try:
            services.add_attendance(
                db.session,
                found,
                _named(form, who=form.who.data or None),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("%(name)s est sur la liste.", name=form.name.data), "success")
            return sent(form, url_for("training.event", event_id=found.id) + "#presences")
    page = render_template("review/training/attend.html", form=form, event=found, known=known)
    return page, 422 if form.is_submitted() else 200


@in_three_files(blueprint, "/formations/<int:event_id>/presences")
@requires(Permission.PERSON_READ)
def attendance_file(event_id: int, ending: str) -> Response:
    """Give the list of an event as a file."""
    found = event_or_404(event_id)
    rows = queries.attendances_of(db.session, found.id)
    return table_response(ending, f"presences-{found.id}", PEOPLE_COLUMNS, people_cells(rows))


@blueprint.route(
    "/formations/<int:event_id>/presences/<int:attendance_id>/retirer", methods=["GET", "POST"]
)
@requires(Permission.PLAN_KEEP)
def leave(event_id: int, attendance_id: int) -> Answer:
    """Take somebody off the list, after asking."""
    found = event_or_404(event_id)
    require_reader_of_names(current_actor())
    attendance = _attendance_or_404(event_id, attendance_id)
    form = LeaveForm()
    if form.validate_on_submit() and done(
        form,
        lambda: services.remove_attendance(
            db.session, found, attendance, actor=current_actor(), at=clock.now()
        ),
    ):
        flash(_("La personne n’est plus sur la liste."), "success")
        return redirect(url_for("training.event", event_id=event_id) + "#presences")
    return render_template(
        "review/training/leave.html", form=form, event=found, attendance=attendance
    )


@blueprint.route("/formations/personnes/<int:participant_id>", methods=["GET", "POST"])
@requires(Permission.PERSON_READ)
def participant(participant_id: int) -> Answer:
    """Show and correct what is written of somebody named on lists."""
    found = _participant_or_404(participant_id)
    form = ParticipantForm(
        data={
            "name": found.name,
            "organisation": found.organisation,
            "sex": found.sex,
            "version": found.version,
        }
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.change_participant(
            db.session,
            found,
            _named(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La fiche est enregistrée."), "success")
        return redirect(url_for("training.participant", participant_id=participant_id))
    page = render_template(
        "review/training/participant.html",
        form=form,
        participant=found,
        others=merging.others_of(db.session, found, on=clock.today()),
        events=queries.events_of_participant(db.session, participant_id),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/personnes/<int:participant_id>/reunir", methods=["GET", "POST"])
@requires(Permission.PERSON_READ)
def join(participant_id: int) -> Answer:
    """Say that somebody named on lists is one of those who bear the same name."""
    found = _participant_or_404(participant_id)
    others = merging.others_of(db.session, found, on=clock.today())
    form = JoinForm(
        others=[(one.code, described(one)) for one in others], data={"version": found.version}
    )
    if form.validate_on_submit():
        kept = carried_out(
            form,
            lambda: merging.join(
                db.session,
                found,
                form.who.data,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if kept is not None:
            flash(_("C’est une seule personne : elle compte une fois."), "success")
            if kept.person_id is not None:
                return redirect(url_for("committees.person", person_id=kept.person_id))
            return redirect(url_for("training.participant", participant_id=kept.participant_id))
        found = _participant_or_404(participant_id)
    page = render_template("review/training/join.html", form=form, participant=found, others=others)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/personnes/<int:participant_id>/effacer", methods=["GET", "POST"])
@requires(Permission.PERSON_READ)
def erase(participant_id: int) -> Answer:
    """Take somebody's name off every list, at their request."""
    found = _participant_or_404(participant_id)
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.erase_participant(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le nom est effacé de toutes les listes."), "success")
        return redirect(url_for("training.events"))
    page = render_template("review/training/erase.html", form=form, participant=found)
    return page, 422 if form.is_submitted() else 200


def _known(name: str) -> list[Namesake]:
    return list(namesakes(db.session, [name], on=clock.today()).get(key_of(name), ()))


def _who_choices(known: list[Namesake]) -> list[tuple[str, str]]:
    if not known:
        return []
    return [(one.code, described(one)) for one in known] + [
        (ANOTHER, _("Une autre personne, du même nom"))
    ]


def _named(form: PersonFields, who: str | None = None) -> Named:
    return Named(
        name=" ".join((form.name.data or "").split()),
        organisation=form.organisation.data or "",
        sex=form.sex.data or Sex.NOT_ASKED,
        who=who,
    )


def _attendance_or_404(event_id: int, attendance_id: int) -> TrainingAttendance:
    found = queries.attendance_of(db.session, attendance_id)
    if found is None or found.event_id != event_id:
        raise NotFound
    return found


def _participant_or_404(participant_id: int) -> TrainingParticipant:
    found = queries.participant_of(db.session, participant_id)
    if found is None:
        raise NotFound
    return found
