"""Reading the comments of an enquiry and answering them, one by one or several at once."""

from __future__ import annotations

import re

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue import clock
from catalogue.database import db
from catalogue.enquiry import services
from catalogue.enquiry.forms import AnswerForm, ManyAnswersForm, ReasonForm
from catalogue.enquiry.models import Enquiry, EnquiryComment
from catalogue.enquiry.queries import (
    comment_by_number,
    comments_by_id,
    page_of_comments,
    tallies,
    waiting_enquiries,
)
from catalogue.enquiry.rules import committees_answered_for, in_enquiry, sees_people, state_of
from catalogue.enquiry.views.blueprint import Answer, answers, blueprint, read_or_404
from catalogue.enquiry.vocabulary import (
    ENQUIRY_STATE_LABELS,
    OUTCOME_COLOURS,
    OUTCOME_LABELS,
    SHORT_KIND_LABELS,
)
from catalogue.errors import NotFound
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out
from catalogue.work_programme.rules import manages_programme

WAITING = "a-repondre"  # the value of the address for comments without an answer
# A ticked comment says which version of it was on the page: «12-3».
_TICK = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@blueprint.get("/enquetes/a-repondre")
@requires(Permission.COMMITTEE_READ)
def waiting() -> Answer:
    """List the enquiries whose comments wait for this person's answer."""
    actor, today = current_actor(), clock.today()
    everything = manages_programme(actor)
    committees = None if everything else committees_answered_for(db.session, actor, on=today)
    return render_template(
        "catalogue/enquiry/waiting.html",
        rows=waiting_enquiries(db.session, committee_ids=committees),
        standing=lambda one: state_of(one, on=today),
        state_labels=ENQUIRY_STATE_LABELS,
    )


@blueprint.route("/enquetes/<int:enquiry_id>/remarques", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_READ)
def comments(enquiry_id: int) -> Answer:
    """List the comments of an enquiry; answer those ticked, all alike."""
    enquiry = read_or_404(enquiry_id)
    form = ManyAnswersForm()
    if form.is_submitted():
        seen = _ticked()
        valid = form.validate()
        if not seen:
            form.form_errors.append(_("Cochez au moins une remarque du tableau."))
        elif valid:
            found = comments_by_id(db.session, enquiry.id, list(seen))
            count = carried_out(
                form,
                lambda: services.answer_comments(
                    db.session,
                    enquiry,
                    found,
                    outcome=form.outcome.data,
                    answer=form.answer.data or "",
                    actor=current_actor(),
                    seen_versions=seen,
                    at=clock.now(),
                    today=clock.today(),
                ),
            )
            if count is not None:
                flash(
                    ngettext(
                        "Une réponse est enregistrée.",
                        "%(num)d réponses sont enregistrées.",
                        count,
                    )
                    if count
                    else _("Ces remarques avaient déjà cette réponse."),
                    "success",
                )
                return redirect(request.full_path.rstrip("?"))
            enquiry = read_or_404(enquiry_id)
    return _list_page(enquiry, form)


@blueprint.route("/enquetes/<int:enquiry_id>/remarques/<int:number>", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_READ)
def comment_page(enquiry_id: int, number: int) -> Answer:
    """Show one comment whole, and answer it."""
    enquiry = read_or_404(enquiry_id)
    found = _comment_or_404(enquiry, number)
    form = AnswerForm(
        data={"version": found.version, "outcome": found.outcome, "answer": found.answer}
    )
    if form.validate_on_submit():
        count = carried_out(
            form,
            lambda: services.answer_comments(
                db.session,
                enquiry,
                [found],
                outcome=form.outcome.data,
                answer=form.answer.data or "",
                actor=current_actor(),
                seen_versions={found.id: form.version.data or 0},
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if count is not None:
            flash(_("La réponse à la remarque n° %(number)d est enregistrée.", number=number),
                  "success")  # fmt: skip
            return redirect(url_for(".comments", enquiry_id=enquiry.id))
        enquiry = read_or_404(enquiry_id)
        found = _comment_or_404(enquiry, number)
    page = render_template(
        "catalogue/enquiry/one_comment.html", form=form, comment=found, **_parts(enquiry)
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route(
    "/enquetes/<int:enquiry_id>/remarques/<int:number>/retirer", methods=["GET", "POST"]
)
@requires(Permission.COMMITTEE_READ)
def withdraw_answer(enquiry_id: int, number: int) -> Answer:
    """Take an answer back: the comment waits again."""
    enquiry = read_or_404(enquiry_id)
    found = _comment_or_404(enquiry, number)
    if not answers(enquiry):
        raise NotFound
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit():
        made = carried_out(
            form,
            lambda: services.withdraw_answer(
                db.session,
                enquiry,
                found,
                reason=form.reason.data,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if made is not None:
            flash(_("La réponse est retirée : la remarque attend de nouveau."), "success")
            return redirect(url_for(".comment_page", enquiry_id=enquiry_id, number=number))
        enquiry = read_or_404(enquiry_id)
        found = _comment_or_404(enquiry, number)
    page = render_template(
        "catalogue/enquiry/withdraw_answer.html", form=form, comment=found, **_parts(enquiry)
    )
    return page, 422 if form.is_submitted() else 200


def _list_page(enquiry: Enquiry, form: ManyAnswersForm) -> Answer:
    state = UrlState.read(request.args.items(multi=True), ("liste", "page"))
    only_waiting = state.value("liste") == WAITING
    number = page_number(state.value("page"))
    rows, total = page_of_comments(
        db.session, enquiry.id, waiting=only_waiting, page=number, size=PAGE_SIZE
    )
    page = render_template(
        "catalogue/enquiry/comments.html",
        form=form,
        page=Page(rows, total, number),
        state=state,
        only_waiting=only_waiting,
        waiting_value=WAITING,
        ticked=_ticked() if form.is_submitted() else {},
        tally=tallies(db.session, [enquiry.id]).get(enquiry.id),
        **_parts(enquiry),
    )
    return page, 422 if form.is_submitted() else 200


def _parts(enquiry: Enquiry) -> dict[str, object]:
    return {
        "enquiry": enquiry,
        "item": enquiry.work_item,
        "answers": answers(enquiry) and in_enquiry(enquiry.work_item),
        "people": sees_people(current_actor()),
        "kind_labels": SHORT_KIND_LABELS,
        "outcome_labels": OUTCOME_LABELS,
        "outcome_colours": OUTCOME_COLOURS,
    }


def _comment_or_404(enquiry: Enquiry, number: int) -> EnquiryComment:
    found = comment_by_number(db.session, enquiry.id, number)
    if found is None:
        raise NotFound
    return found


def _ticked() -> dict[int, int]:
    """Give the version seen of each ticked comment, by its id."""
    ticks = (_TICK.fullmatch(text) for text in request.form.getlist("chosen")[:PAGE_SIZE])
    return {int(one[1]): int(one[2]) for one in ticks if one}
