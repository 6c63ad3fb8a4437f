"""Standards bodies and organisations with their gender plans: the list, one, and the acts on it."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError, NotFound
from catalogue.messages import N_
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.posting import done, sent, sent_before
from review.directory import bodies as services
from review.directory import queries
from review.directory.bodies import BodyFacts, FigureFacts
from review.directory.forms import (
    BodyEditForm,
    BodyForm,
    DatedActForm,
    FigureForm,
    OnceReasonForm,
    ReasonForm,
)
from review.directory.models import GenderBody
from review.directory.presentation import BODY_COLUMNS, body_cells
from review.directory.queries import BODY_FACETS
from review.directory.rules import keeps_directory, reads_contacts
from review.directory.views.blueprint import Answer, blueprint, choice_of, facets_of, form_page
from review.directory.vocabulary import BODY_KIND_LABELS, PLAN_STATE_LABELS, SIGNATORY_LABELS

_TITLED = {
    "plan": (N_("Plan genre"), {one.value: m for one, m in PLAN_STATE_LABELS.items()}),
    "type": (N_("Sorte d’organisme"), {one.value: m for one, m in BODY_KIND_LABELS.items()}),
    "declaration": (
        N_("Déclaration de la CEE-ONU signée"),
        {one.value: m for one, m in SIGNATORY_LABELS.items()},
    ),
}
_LABELS = {"kinds": BODY_KIND_LABELS, "plans": PLAN_STATE_LABELS, "signatories": SIGNATORY_LABELS}


@blueprint.get("/organismes-genre")
@public
def bodies() -> Answer:
    """List the bodies with what is known of their gender plan."""
    state = UrlState.read(request.args.items(multi=True), ("q", *BODY_FACETS, "page"))
    actor = current_actor()
    page, counts = queries.bodies_page(
        db.session, actor, choice_of(state, BODY_FACETS), page_number(state.value("page"))
    )
    return render_template(
        "review/directory/bodies.html",
        page=page,
        state=state,
        facets=facets_of(counts, _TITLED),
        keeper=keeps_directory(actor),
        internal=reads_contacts(actor),
        **_LABELS,
    )


@in_three_files(blueprint, "/organismes-genre")
@public
def bodies_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), ("q", *BODY_FACETS))
    found = queries.every_body(db.session, current_actor(), choice_of(state, BODY_FACETS))
    return table_response(
        ending, "organismes-genre", BODY_COLUMNS, (body_cells(one) for one in found)
    )


@blueprint.get("/organismes-genre/<int:body_id>")
@public
def body(body_id: int) -> Answer:
    """Show one body: its plan, the declaration, the figures about it."""
    found = _body_or_404(body_id)
    actor = current_actor()
    internal = reads_contacts(actor)
    return render_template(
        "review/directory/body.html",
        body=found,
        figures=[one for one in found.figures if internal or one.retired_on is None],
        keeper=keeps_directory(actor),
        internal=internal,
        **_LABELS,
    )


@blueprint.route("/organismes-genre/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_body() -> Answer:
    """Write a body."""
    form = BodyForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.add_body(
                db.session,
                _facts(form),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("L’organisme est inscrit."), "success")
            return sent(form, _page_of(made))
    return form_page("edit_body.html", form, body=None)


@blueprint.route("/organismes-genre/<int:body_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_body(body_id: int) -> Answer:
    """Change what is written of a body."""
    found = _body_or_404(body_id)
    form = BodyEditForm(data=asdict(services.facts_of(found)) | {"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_body(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("L’organisme est modifié."), "success")
        return redirect(_page_of(found))
    return form_page("edit_body.html", form, body=found)


@blueprint.route("/organismes-genre/<int:body_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def retire_body(body_id: int) -> Answer:
    """Take a body out of the list."""
    found = _body_or_404(body_id)
    form = DatedActForm(data={"version": found.version, "on": clock.today()})
    if form.validate_on_submit() and done(
        form,
        lambda: services.retire_body(
            db.session,
            found,
            on=form.on.data,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("L’organisme est retiré de la liste."), "success")
        return redirect(_page_of(found))
    return form_page("move_body.html", form, body=found, figure=None)


@blueprint.route("/organismes-genre/<int:body_id>/remettre", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def restore_body(body_id: int) -> Answer:
    """Put a body back in the list."""
    found = _body_or_404(body_id)
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.restore_body(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’organisme est remis dans la liste."), "success")
        return redirect(_page_of(found))
    return form_page("move_body.html", form, body=found, figure=None)


@blueprint.route("/organismes-genre/<int:body_id>/chiffres/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_figure(body_id: int) -> Answer:
    """Write women and men numbers of a body, or a share as it was printed."""
    found = _body_or_404(body_id)
    form = FigureForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        texts = ("counted", "women", "men", "published_share", "source", "source_link")
        facts = FigureFacts(
            year=form.year.data,
            source_date=form.source_date.data or "",
            **{name: form[name].data or "" for name in texts},
        )
        try:
            services.add_figure(
                db.session,
                found,
                facts,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le chiffre est inscrit."), "success")
            return sent(form, _page_of(found))
    return form_page("add_figure.html", form, body=found)


@blueprint.route(
    "/organismes-genre/<int:body_id>/chiffres/<int:figure_id>/retirer", methods=["GET", "POST"]
)
@requires(Permission.PLAN_KEEP)
def retire_figure(body_id: int, figure_id: int) -> Answer:
    """Take back a figure, with a reason."""
    found = _body_or_404(body_id)
    figure = next((one for one in found.figures if one.id == figure_id), None)
    if figure is None:
        raise NotFound
    form = OnceReasonForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.retire_figure(
                db.session,
                found,
                figure,
                reason=form.reason.data or "",
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le chiffre est retiré : il ne sert plus aux comparaisons."), "success")
            return sent(form, _page_of(found))
    return form_page("move_body.html", form, body=found, figure=figure)


def _body_or_404(body_id: int) -> GenderBody:
    found = queries.body_of(db.session, current_actor(), body_id)
    if found is None:
        raise NotFound(N_("Cet organisme n’est pas dans la liste. Elle les donne tous."))
    return found


def _page_of(body: GenderBody) -> str:
    return url_for("directory.body", body_id=body.id)


def _facts(form: BodyForm | BodyEditForm) -> BodyFacts:
    texts = ("name", "acronym", "country", "plan_title", "plan_source", "plan_link",
             "plan_source_date", "signatory_source", "signatory_link", "note")  # fmt: skip
    return BodyFacts(
        kind=form.kind.data,
        plan_state=form.plan_state.data,
        plan_from=form.plan_from.data,
        plan_to=form.plan_to.data,
        plan_known_on=form.plan_known_on.data,
        signatory=form.signatory.data,
        **{name: form[name].data or "" for name in texts},
    )
