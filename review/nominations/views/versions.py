"""A version written, its hints dismissed, published; a version read; two compared."""

from __future__ import annotations

from flask import flash, render_template, request
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import VersionedForm
from catalogue.i18n import say
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done
from review.analysis.vocabulary import CLASS_LABELS, KIND_LABELS, why
from review.checklists.differences import Op, words_changed
from review.nominations import texts
from review.nominations.forms import DayForm, DismissalForm, WordingForm
from review.nominations.models import (
    ParticipationHint,
    ParticipationText,
    ParticipationTextVersion,
)
from review.nominations.views.blueprint import Answer, blueprint, text_or_404, to_text
from review.nominations.views.texts import wording_of


@blueprint.route("/appels/textes/<int:text_id>/rediger", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def write_version(text_id: int) -> Answer:
    """Write the draft anew, or begin the next version from the one in force."""
    found = text_or_404(text_id)
    start = found.draft or found.latest
    form = WordingForm(
        data={"text": start.whole if start is not None else "", "version": found.version}
    )
    if form.validate_on_submit():

        def act() -> ParticipationTextVersion:
            wording, document = wording_of(form)
            return texts.write(
                db.session,
                found,
                wording,
                document=document,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
            )

        if carried_out(form, act) is not None:
            flash(_("Le texte est enregistré et lu : voyez ses pistes."), "success")
            return to_text(found)
        found = text_or_404(text_id)
    page = render_template("review/nominations/write_version.html", form=form, text=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/appels/textes/<int:text_id>/pistes", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def dismiss_hints(text_id: int) -> Answer:
    """Leave hints as they are, one or several, with a reason."""
    found = text_or_404(text_id)
    hints = [one for one in _draft(found).hints if one.dismissal_reason is None]
    form = DismissalForm(
        hints=[(one.id, _hint_words(one)) for one in hints],
        data={"version": found.version, "hints": [one.id for one in hints if _asked(one.id)]},
    )
    if form.validate_on_submit() and done(
        form,
        lambda: texts.dismiss(
            db.session,
            found,
            frozenset(form.hints.data),
            reason=form.reason.data or "",
            equal=bool(form.equal.data),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("C’est noté, avec la raison."), "success")
        return to_text(found)
    page = render_template(
        "review/nominations/hints.html",
        form=form,
        text=found,
        places={str(one.id): _place(one) for one in hints},
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/appels/textes/<int:text_id>/pistes/<int:hint_id>/rouvrir")
@requires(Permission.PLAN_KEEP)
def reopen_hint(text_id: int, hint_id: int) -> Answer:
    """Take a dismissal back."""
    found = text_or_404(text_id)
    form = VersionedForm()
    if form.validate_on_submit() and done(
        form,
        lambda: texts.reopen(
            db.session,
            found,
            [hint_id],
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La piste est de nouveau à regarder."), "success")
    else:
        _say_refusal(form)
    return to_text(found)


@blueprint.route("/appels/textes/<int:text_id>/publier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def publish_version(text_id: int) -> Answer:
    """Put the draft in force from a day on."""
    found = text_or_404(text_id)
    draft = _draft(found)
    form = DayForm(data={"on": clock.today(), "version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: texts.publish(
            db.session,
            found,
            on=form.on.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La version est publiée. Elle ne change plus."), "success")
        return to_text(found)
    page = render_template(
        "review/nominations/publish_version.html", form=form, text=found, draft=draft
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/appels/textes/<int:text_id>/abandonner")
@requires(Permission.PLAN_KEEP)
def abandon_version(text_id: int) -> Answer:
    """Take away the draft of a new version."""
    found = text_or_404(text_id)
    form = VersionedForm()
    if form.validate_on_submit() and done(
        form,
        lambda: texts.abandon(
            db.session,
            found,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La version en préparation est abandonnée."), "success")
    else:
        _say_refusal(form)
    return to_text(found)


@blueprint.get("/appels/textes/<int:text_id>/versions/<int:number>")
@requires(Permission.PLAN_READ_INTERNAL)
def version(text_id: int, number: int) -> Answer:
    """Show one version with its hints, and what it changes from the one before."""
    found = text_or_404(text_id)
    by_number = {one.number: one for one in found.versions}
    if number not in by_number:
        raise NotFound(N_("Ce texte n’a pas cette version. Sa page les donne toutes."))
    asked = request.args.get("depuis", "")
    before = by_number.get(int(asked) if asked.isascii() and asked.isdigit() else number - 1)
    one = by_number[number]
    return render_template(
        "review/nominations/version.html",
        text=found,
        one=one,
        before=before if before is not one else None,
        Op=Op,
        runs=words_changed(before.whole, one.whole) if before and before is not one else (),
        classes=CLASS_LABELS,
        hint_kinds=KIND_LABELS,
        why=why,
    )


def _draft(text: ParticipationText) -> ParticipationTextVersion:
    if text.draft is None:
        raise NotFound(
            N_("Aucune version de ce texte n’est en préparation. Rédigez-en une d’abord.")
        )
    return text.draft


def _asked(hint_id: int) -> bool:
    return str(hint_id) in request.args.getlist("piste")


def _hint_words(hint: ParticipationHint) -> str:
    kind = say(KIND_LABELS[hint.kind])
    told = f"{hint.wording_class.value}, {kind}" if hint.wording_class is not None else kind
    return f"« {' '.join(hint.text.split())} » ({told})"


def _place(hint: ParticipationHint) -> str:
    return " ".join(hint.context.split())


def _say_refusal(form: VersionedForm) -> None:
    for line in form.error_summary():
        flash(line.message, "error")
