"""The committee's side: answer each finding, then send the new version."""

from __future__ import annotations

import re
from pathlib import Path

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock, posting
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.work_programme.text_acts import Upload
from review.answers.views import questions_of
from review.assignments.acting import carried_out, page_of, seen
from review.findings import replying, rules
from review.findings.forms import NewVersionForm, ReplyForm
from review.findings.models import Finding, RoundReturn
from review.findings.views.blueprint import blueprint, find, find_one
from review.findings.vocabulary import ReplyAnswer, ReturnState


@blueprint.route("/constats/<int:finding_id>/repondre", methods=["GET", "POST"])
@requires(Permission.NEEDS_DRAFT, Permission.REVIEW_ASSIGN)
def reply(finding_id: int) -> tuple[str, int] | Response:
    """Answer one finding, then go to the next one without an answer."""
    finding, returned = find_one(finding_id)
    closed = _closed(returned)
    if closed is not None:
        return closed
    held = finding.reply
    form = ReplyForm(
        data={
            "version": held.version if held is not None else 0,
            "answer": held.answer.value if held is not None else None,
            "text": held.text if held is not None else "",
        }
    )
    if carried_out(
        form,
        lambda: replying.reply(
            db.session,
            returned,
            finding,
            answer=ReplyAnswer(form.answer.data),
            text=form.text.data,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
    ):
        following = _next(find(returned.round_id), finding)
        flash(_("Votre réponse est enregistrée."), "success")
        if following is None:
            return redirect(url_for(".show", round_id=returned.round_id))
        return redirect(url_for(".reply", finding_id=following.id))
    return page_of(
        "review/findings/reply.html",
        form,
        returned=returned,
        round=returned.round,
        finding=finding,
        questions=questions_of(db.session, returned.round.checklist_version),
    )


def _next(returned: RoundReturn, answered: Finding) -> Finding | None:
    """Give the next finding without an answer, after this one first."""
    waiting = [one for one in returned.findings if one.reply is None]
    after = [one for one in waiting if one.position > answered.position]
    return next(iter([*after, *waiting]), None)


@blueprint.route("/<int:round_id>/constats/nouvelle-version", methods=["GET", "POST"])
@requires(Permission.NEEDS_DRAFT, Permission.REVIEW_ASSIGN)
def new_version(round_id: int) -> tuple[str, int] | Response:
    """Send the new version with the answers."""
    returned = find(round_id)
    closed = _closed(returned)
    if closed is not None:
        return closed
    if returned.unanswered:
        flash(_("Répondez d’abord à chaque constat."), "warning")
        return redirect(url_for(".show", round_id=round_id))
    title = next_title(returned.round.text_version.document.title or "")
    form = NewVersionForm(data={"version": returned.version, "title": title})
    if form.validate_on_submit() and posting.carried_out(
        form,
        lambda: replying.send_answers(
            db.session,
            returned,
            title=form.title.data or "",
            dated_on=form.dated_on.data,
            upload=_upload(form),
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La nouvelle version et vos réponses sont envoyées au secrétariat."), "success")
        return redirect(url_for(".show", round_id=round_id))
    returned = find(round_id)
    return page_of(
        "review/findings/new_version.html", form, returned=returned, round=returned.round
    )


def next_title(title: str) -> str:
    """Propose the title of the text that was read, one version on where it ends with a version."""
    found = re.fullmatch(r"(.*\bversion )([0-9]{1,3})(\)?)", title, re.DOTALL)
    return title if found is None else f"{found[1]}{int(found[2]) + 1}{found[3]}"


def _upload(form: NewVersionForm) -> Upload | None:
    if not form.upload.data:
        return None
    folder: Path = current_app.extensions["settings"].data_dir
    return Upload(folder, form.upload.data.stream, form.upload.data.filename or "")


def _closed(returned: RoundReturn) -> Response | None:
    """Lead back from a form that is not open: to the list, with what is recorded."""
    if not rules.may_answer(db.session, current_actor(), returned.round):
        raise NotFound
    if returned.state is ReturnState.SENT:
        return None
    flash(_("La nouvelle version est déjà envoyée : les réponses ne changent plus."), "warning")
    return redirect(url_for(".show", round_id=returned.round_id))
