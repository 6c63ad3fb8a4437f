"""The acts of a review: opening it, answers, its outcome, its undoing, the subject that follows."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.queries import every_committee
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.forms import Form
from catalogue.maintenance import services
from catalogue.maintenance.forms import (
    AnswerForm,
    OpeningForm,
    OutcomeForm,
    SequelForm,
    UndoingForm,
)
from catalogue.maintenance.views.blueprint import (
    Answer,
    blueprint,
    edition_or_404,
    examination_or_404,
    to_examination,
)
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done, sent, sent_before
from catalogue.work_programme.views.blueprint import upload_of


@blueprint.route("/normes/<int:edition_id>/examens/ouvrir", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def open_examination(edition_id: int) -> Answer:
    """Open the systematic review of a standard."""
    edition = edition_or_404(edition_id)
    form = OpeningForm(data={"opened_on": clock.today()})
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.open_examination(
                db.session,
                edition,
                opened_on=form.opened_on.data,
                answers_until=form.answers_until.data,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.flush()
            flash(_("L’examen est ouvert. Enregistrez les réponses à mesure."), "success")
            return sent(form, url_for("maintenance.examination", examination_id=made.id))
    return _page("open.html", form, edition=edition)


@blueprint.route("/normes/examens/<int:examination_id>/reponses/nouvelle", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def answer(examination_id: int) -> Answer:
    """Record what a committee or another body answers."""
    found = examination_or_404(examination_id)
    committees = [(one.id, f"{one.code} – {one.title_fr}") for one in every_committee(db.session)]
    form = AnswerForm(
        committees=committees,
        data={"answered_on": clock.today(), "committee_id": found.edition.committee_id},
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.add_answer(
                db.session,
                found,
                committee_id=form.committee_id.data,
                body=form.body.data or "",
                opinion=form.opinion.data,
                comment=form.comment.data or "",
                answered_on=form.answered_on.data,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La réponse est enregistrée."), "success")
            return sent(form, url_for("maintenance.examination", examination_id=found.id))
    return _page("answer.html", form, examination=found)


@blueprint.route(
    "/normes/examens/<int:examination_id>/reponses/<int:answer_id>/retirer",
    methods=["GET", "POST"],
)
@requires(Permission.STANDARD_MANAGE)
def remove_answer(examination_id: int, answer_id: int) -> Answer:
    """Take back an answer entered by mistake, after asking."""
    found = examination_or_404(examination_id)
    given = next((one for one in found.answers if one.id == answer_id), None)
    if given is None:
        raise NotFound
    form = Form()
    if form.validate_on_submit() and done(
        form,
        lambda: services.remove_answer(
            db.session, found, answer_id, actor=current_actor(), at=clock.now()
        ),
    ):
        flash(_("La réponse est retirée."), "success")
        return to_examination(found)
    return _page("remove_answer.html", form, examination=found, answer=given)


@blueprint.route("/normes/examens/<int:examination_id>/issue", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def decide(examination_id: int) -> Answer:
    """Record the outcome of a review, with its evidence."""
    found = examination_or_404(examination_id)
    form = OutcomeForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.decide(
            db.session,
            found,
            outcome=form.outcome.data,
            decided_on=form.decided_on.data,
            decided_by=form.decided_by.data or "",
            reason=form.reason.data or "",
            evidence=upload_of(form.evidence),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("L’issue de l’examen est enregistrée."), "success")
        return to_examination(found)
    return _page("decide.html", form, examination=found)


@blueprint.route("/normes/examens/<int:examination_id>/defaire", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def undo(examination_id: int) -> Answer:
    """Take an outcome back, or an opening."""
    found = examination_or_404(examination_id)
    form = UndoingForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.undo(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("C’est défait ; le journal garde les deux actes."), "success")
        return to_examination(found)
    return _page("undo.html", form, examination=found)


@blueprint.route("/normes/examens/<int:examination_id>/sujet", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def begin_work(examination_id: int) -> Answer:
    """Register the revision or the amendment that the outcome asks for."""
    found = examination_or_404(examination_id)
    form = SequelForm(
        data={"title_fr": found.edition.title_fr, "registered_on": clock.today()},
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        item = carried_out(
            form,
            lambda: services.begin_work(
                db.session,
                found,
                title_fr=form.title_fr.data or "",
                registered_on=form.registered_on.data,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if item is not None:
            flash(_("Le sujet %(number)s est inscrit au programme.", number=item.number), "success")
            return redirect(url_for("work_programme.item", item_id=item.id))
        found = examination_or_404(examination_id)
    return _page("begin_work.html", form, examination=found)


def _page(template: str, form: Form, **facts: object) -> Answer:
    page = render_template(f"catalogue/maintenance/{template}", form=form, **facts)
    return page, 422 if form.is_submitted() else 200
