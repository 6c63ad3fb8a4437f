"""Writing the list: add, change, move and take out findings; send it, or give it up."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Permission, current_actor, requires
from review.answers.criteria import Criterion
from review.answers.filled import criteria_of
from review.answers.views import questions_of, wording
from review.assignments.acting import carried_out, page_of, seen
from review.findings import rules, services
from review.findings.forms import FindingForm, ListForm
from review.findings.models import Finding, RoundReturn
from review.findings.services import FindingText
from review.findings.views.blueprint import blueprint, find, find_one
from review.findings.vocabulary import ReturnState


@blueprint.route("/<int:round_id>/constats/ajouter", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def add(round_id: int) -> tuple[str, int] | Response:
    """Add a finding."""
    returned = find(round_id)
    return _written(
        returned,
        None,
        lambda written, form: services.add(
            db.session,
            returned,
            written,
            _criteria(returned),
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
    )


@blueprint.route("/constats/<int:finding_id>/modifier", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def change(finding_id: int) -> tuple[str, int] | Response:
    """Write a finding anew."""
    finding, returned = find_one(finding_id)
    return _written(
        returned,
        finding,
        lambda written, form: services.change(
            db.session,
            returned,
            finding,
            written,
            _criteria(returned),
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
    )


def _written(
    returned: RoundReturn,
    finding: Finding | None,
    act: Callable[[FindingText, FindingForm], object],
) -> tuple[str, int] | Response:
    if not rules.read_it(current_actor(), returned.round):
        raise NotFound
    if returned.state is not ReturnState.DRAFT:
        return redirect(url_for(".show", round_id=returned.round_id))
    form = FindingForm(
        data={
            "version": returned.version,
            **(
                {name: getattr(finding, name) for name in ("code", "clause", "page", "text")}
                if finding is not None
                else {}
            ),
        }
    )
    questions = questions_of(db.session, returned.round.checklist_version)
    form.offer({code: wording(one) for code, one in questions.items()})
    if carried_out(
        form,
        lambda: act(
            FindingText(form.code.data, form.text.data, form.clause.data or "", form.page.data),
            form,
        ),
    ):
        flash(_("Le constat est enregistré."), "success")
        return redirect(url_for(".show", round_id=returned.round_id))
    return page_of(
        "review/findings/finding.html",
        form,
        returned=returned,
        round=returned.round,
        finding=finding,
    )


def _criteria(returned: RoundReturn) -> tuple[Criterion, ...]:
    questions = questions_of(db.session, returned.round.checklist_version)
    return criteria_of(questions.values())


@blueprint.post("/constats/<int:finding_id>/retirer")
@requires(Permission.REVIEW_FILL)
def remove(finding_id: int) -> Response:
    """Take a finding out of the list."""
    finding, returned = find_one(finding_id)
    return _pressed(
        returned,
        lambda form: services.remove(
            db.session,
            returned,
            finding,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
        _("Le constat est retiré de la liste."),
    )


@blueprint.post("/constats/<int:finding_id>/deplacer")
@requires(Permission.REVIEW_FILL)
def move(finding_id: int) -> Response:
    """Put a finding one place nearer the head of the list, or one further."""
    finding, returned = find_one(finding_id)
    return _pressed(
        returned,
        lambda form: services.move(
            db.session,
            returned,
            finding,
            up="haut" in request.form,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
        "",
    )


@blueprint.post("/<int:round_id>/constats/envoyer")
@requires(Permission.REVIEW_FILL)
def send(round_id: int) -> Response:
    """Send the text back to the committee."""
    returned = find(round_id)
    return _pressed(
        returned,
        lambda form: services.send(
            db.session,
            returned,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        ),
        _("Le texte est renvoyé au comité, avec ces constats. La liste ne change plus."),
    )


@blueprint.post("/<int:round_id>/constats/renoncer")
@requires(Permission.REVIEW_FILL)
def drop(round_id: int) -> Response:
    """Give the list up."""
    returned = find(round_id)
    return _pressed(
        returned,
        lambda form: services.drop(
            db.session,
            returned,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
        _("La liste est abandonnée : rien n’est envoyé au comité."),
        then=url_for("assignments.round_page", round_id=round_id),
    )


def _pressed(
    returned: RoundReturn,
    act: Callable[[ListForm], object],
    said: str,
    *,
    then: str | None = None,
) -> Response:
    """Do one press on a list, and say what came of it on the page it leads to."""
    if not rules.read_it(current_actor(), returned.round):
        raise NotFound
    round_id = returned.round_id
    form = ListForm()
    if carried_out(form, lambda: act(form)):
        if said:
            flash(said, "success")
        return redirect(then or url_for(".show", round_id=round_id))
    for line in form.error_summary():
        flash(line.message, "warning")
    return redirect(url_for(".show", round_id=round_id))
