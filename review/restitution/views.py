"""The UNECE restitution sheet: the published ones, the one being written, as page and as PDF."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from catalogue import clock, typesetting
from catalogue.database import db
from catalogue.errors import Invalid
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.policy.services import values_of
from catalogue.posting import carried_out, done, sent, sent_before
from review.restitution import queries, services
from review.restitution.content import TYPED
from review.restitution.forms import DraftForm, PublishForm
from review.restitution.models import RestitutionSheet
from review.restitution.paper import paper_data
from review.restitution.presentation import facts_of, written_day
from review.restitution.vocabulary import LANGUAGES, WORDS

Answer = str | tuple[str, int] | AnyResponse
blueprint = Blueprint("restitution", __name__, url_prefix="/restitution")


@blueprint.context_processor
def words() -> dict[str, object]:
    """Give the pages the words of the sheet in both languages."""
    return {"WORDS": WORDS, "LANGUAGES": LANGUAGES, "day_in": written_day, "facts_of": facts_of}


@blueprint.get("")
@public
def index() -> str:
    """Show the latest published sheet, and the earlier ones."""
    found = queries.published_sheets(db.session)
    return render_template(
        "review/restitution/index.html",
        sheets=found,
        sheet=found[0] if found else None,
        keeper=current_actor().may(Permission.PLAN_KEEP),
    )


@blueprint.get("/<int:number>")
@public
def sheet(number: int) -> str:
    """Show one published sheet as it was frozen."""
    found = queries.sheet_by_number(db.session, number)
    return render_template("review/restitution/sheet.html", sheet=found, content=found.content)


@blueprint.get("/<int:number>.pdf")
@public
def sheet_pdf(number: int) -> Response:
    """Give a published sheet as a tagged PDF."""
    found = queries.sheet_by_number(db.session, number)
    named = values_of(db.session, ("agency_name", "agency_acronym"), on=found.as_of)
    data = paper_data(
        found.content,
        agency=named["agency_name"],
        acronym=named["agency_acronym"],
        number=found.number,
    )
    published_at = found.published_at
    db.session.rollback()  # nothing is held while the paper is set
    return Response(
        typesetting.pdf("paper", data, at=published_at),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="restitution-{number}.pdf"'},
    )


@blueprint.route("/preparation", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def draft() -> Answer:
    """Write the texts of the next sheet, and see what it would say."""
    session = db.session
    recorded = queries.draft_of(session)
    version = 0 if recorded is None else recorded.version
    form = DraftForm(data=services.typed_of(recorded) | {"version": version})
    if form.validate_on_submit():

        def change() -> bool:
            services.save_draft(
                session,
                {name: getattr(form, name).data or "" for name in TYPED},
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
            )
            return True

        if done(form, change):
            flash(_("Le projet de fiche est enregistré."), "success")
            return redirect(url_for(".draft"))
    content = services.prepared(
        session,
        services.typed_of(recorded),
        today=clock.today(),
        local_date=clock.local_date,
    )
    page = render_template(
        "review/restitution/draft.html", form=form, content=content, recorded=recorded
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/publier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def publish() -> Answer:
    """Publish the sheet once and for all."""
    session = db.session
    recorded = queries.draft_of(session)
    form = PublishForm(data={"version": 0 if recorded is None else recorded.version})
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        made = carried_out(form, lambda: _publish(form))
        if made is not None:
            flash(_("La fiche est publiée. Elle ne changera plus."), "success")
            return sent(form, url_for(".sheet", number=made.number))
    page = render_template("review/restitution/publish.html", form=form)
    return page, 422 if form.is_submitted() else 200


def _publish(form: PublishForm) -> RestitutionSheet:
    try:
        return services.publish(
            db.session,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            today=clock.today(),
            at=clock.now(),
            local_date=clock.local_date,
        )
    except Invalid as error:
        form_of_texts = DraftForm(formdata=None)
        told = ", ".join(str(form_of_texts[name].label.text) for name in error.problems)
        message = N_(
            "Écrivez d’abord ce qui manque au projet de fiche, qui paraît dans les deux langues : "
            "%(missing)s.",
            missing=told,
        )
        raise Invalid(message, {}) from error


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
