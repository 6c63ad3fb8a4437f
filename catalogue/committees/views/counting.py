"""Counts without names, and the meetings of a committee with who was there."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.committees import counting
from catalogue.committees.attendance import (
    count_of,
    counts_of,
    ever_seated,
    meeting_lines,
    meeting_of,
)
from catalogue.committees.counting_forms import (
    CountForm,
    MeetingCorrectionForm,
    MeetingForm,
    RemovalForm,
)
from catalogue.committees.models import Committee
from catalogue.committees.rules import keeps_committees
from catalogue.committees.views.blueprint import Answer, blueprint, form_page
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before


@blueprint.get("/<int:committee_id>/comptages")
@requires(Permission.PERSON_READ)
def counts(committee_id: int) -> str:
    """List the counts without names of a committee."""
    return render_template(
        "catalogue/committees/counts.html",
        committee=_committee(committee_id),
        counts=counts_of(db.session, committee_id),
        keeps=keeps_committees(current_actor()),
    )


@blueprint.route("/<int:committee_id>/comptages/nouveau", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def note_count(committee_id: int) -> Answer:
    """Note seats whose holders are not named."""
    committee = _committee(committee_id)
    form = CountForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            counting.note_count(
                db.session,
                committee,
                form.facts(),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le comptage est noté."), "success")
            return sent(form, url_for(".counts", committee_id=committee_id))
    return form_page("count_form.html", form, committee=committee)


@blueprint.route("/<int:committee_id>/comptages/<int:count_id>/retirer", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def remove_count(committee_id: int, count_id: int) -> Answer:
    """Take a wrong count away."""
    committee = _committee(committee_id)
    found = count_of(db.session, committee_id, count_id)
    if found is None:
        raise NotFound
    form = RemovalForm()
    if form.validate_on_submit() and done(
        form,
        lambda: counting.remove_count(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("Le comptage est retiré."), "success")
        return redirect(url_for(".counts", committee_id=committee_id))
    return form_page("count_removal.html", form, committee=committee, count=found)


@blueprint.get("/<int:committee_id>/reunions")
@requires(Permission.PERSON_READ)
def meetings(committee_id: int) -> str:
    """List the meetings of a committee with how many women and men came."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    return render_template(
        "catalogue/committees/meetings.html",
        committee=_committee(committee_id),
        page=meeting_lines(db.session, committee_id, page=page_number(state.value("page"))),
        state=state,
        keeps=keeps_committees(current_actor()),
    )


@blueprint.route("/<int:committee_id>/reunions/nouvelle", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def record_meeting(committee_id: int) -> Answer:
    """Record a meeting and who was there."""
    committee = _committee(committee_id)
    form = MeetingForm(people=ever_seated(db.session, committee_id, on=clock.today()))
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            counting.record_meeting(
                db.session,
                committee,
                form.facts(),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La réunion est enregistrée."), "success")
            return sent(form, url_for(".meetings", committee_id=committee_id))
    return form_page("meeting_form.html", form, committee=committee, meeting=None)


@blueprint.route("/<int:committee_id>/reunions/<int:meeting_id>/corriger", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def correct_meeting(committee_id: int, meeting_id: int) -> Answer:
    """Correct a meeting from its attendance sheet."""
    committee = _committee(committee_id)
    found = meeting_of(db.session, committee_id, meeting_id)
    if found is None:
        raise NotFound
    form = MeetingCorrectionForm(
        data={
            "held_on": found.held_on,
            "subject": found.subject,
            "present": [one.person_id for one in found.present],
            "women": found.women,
            "men": found.men,
            "undeclared": found.undeclared,
            "source": found.source,
            "version": found.version,
        },
        people=ever_seated(db.session, committee_id, on=clock.today()),
    )
    if form.validate_on_submit() and done(
        form,
        lambda: counting.correct_meeting(
            db.session,
            found,
            form.facts(),
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La réunion est corrigée."), "success")
        return _to_meetings(committee_id)
    return form_page("meeting_form.html", form, committee=committee, meeting=found)


def _committee(committee_id: int) -> Committee:
    found = db.session.get(Committee, committee_id)
    if found is None:
        raise NotFound
    return found


def _to_meetings(committee_id: int) -> Response:
    return redirect(url_for(".meetings", committee_id=committee_id))
