"""The page « Stades »: the names of each body side by side, adding a set, choosing one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import csv_response
from catalogue.errors import DomainError, NotFound
from catalogue.paging import UrlState
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.posting import sent, sent_before
from catalogue.stages import queries, services
from catalogue.stages.forms import BY_ACRONYM, ChooseForm, SchemeFileForm
from catalogue.stages.scheme_file import HEADINGS, LARGEST, Name, SchemeRead, read, rows_of, text_of

blueprint = Blueprint("stages", __name__)

Answer = str | Response | tuple[str, int]


@blueprint.get("/stades")
@public
def index() -> Answer:
    """Show what each body calls each stage, side by side over the harmonized codes."""
    session, today = db.session, clock.today()
    state = UrlState.read(request.args.items(multi=True), ("jeu",))
    known = queries.schemes(session)
    wanted = set(state.values("jeu"))
    compared = [one for one in known if one.name in wanted] or queries.latest(known)
    return render_template(
        "catalogue/stages/index.html",
        known=known,
        compared=compared,
        labels=queries.labels_of(session, [one.scheme for one in compared]),
        stages=queries.stages(session),
        shown=queries.shown_scheme(session, on=today),
        may_change=current_actor().may(Permission.POLICY_CHANGE),
    )


@blueprint.get("/stades/modele.csv")
@public
def model() -> Response:
    """Give a file to fill in: every harmonized code, without names."""
    rows = [["", "", one.code, "", "", "", ""] for one in queries.stages(db.session)]
    return csv_response("stades-modele.csv", HEADINGS, rows)


@blueprint.get("/stades/jeux/<int:scheme_id>.csv")
@public
def scheme_file(scheme_id: int) -> Response:
    """Give one version of a set of names as a file, ready to be changed and added again."""
    scheme = queries.scheme_by_id(db.session, scheme_id)
    if scheme is None:
        raise NotFound
    names = [
        Name(one.code, one.label_fr, one.label_en or "", one.source or "", one.to_confirm)
        for one in queries.labels_of(db.session, [scheme]).values()
    ]
    file_name = f"stades-{scheme.scheme}-{scheme.id}.csv"
    return csv_response(file_name, HEADINGS, rows_of(scheme.scheme, scheme.version, names))


@blueprint.route("/stades/nouveau", methods=["GET", "POST"])
@requires(Permission.POLICY_CHANGE)
def add() -> Answer:
    """Add a set of names from a file: read it, show what it says, then keep it.

    Nothing is kept between the two steps but what the page carries.
    """
    form = SchemeFileForm()
    if (before := sent_before(form)) is not None:
        return before
    if not form.validate_on_submit():
        return _file_page(form, 422 if form.is_submitted() else 200)
    text = _text(form)
    found = read(text, {one.code for one in queries.stages(db.session)}) if text else None
    if found is None:
        form.upload.errors = [*form.upload.errors, _("Choisissez le fichier CSV des noms.")]
    if found is None or not found.sound:
        return _file_page(form, 422, found)
    try:
        if request.form.get("step") == "ajouter":
            return _keep(form, found)
        services.require_new(db.session, found)
    except DomainError as refusal:
        form.refuse(refusal)
        return _file_page(form, 422)
    return _preview_page(form, found, text)


def _keep(form: SchemeFileForm, found: SchemeRead) -> Response:
    scheme = services.add_scheme(db.session, found, actor=current_actor(), at=clock.now())
    flash(
        _(
            "Les noms %(scheme)s, version %(version)s, sont ajoutés. Ils ne sont montrés qu’une "
            "fois choisis.",
            scheme=scheme.scheme,
            version=scheme.version,
        ),
        "success",
    )
    return sent(form, url_for("stages.index"))


@blueprint.route("/stades/choisir", methods=["GET", "POST"])
@requires(Permission.POLICY_CHANGE)
def choose() -> Answer:
    """Choose whose names are shown wherever a stage is shown."""
    session, today = db.session, clock.today()
    known = queries.schemes(session)
    shown = queries.shown_scheme(session, on=today)
    form = ChooseForm(schemes=known, data={"valid_from": today})
    if form.validate_on_submit():
        chosen = form.scheme.data
        scheme = None if chosen == BY_ACRONYM else queries.scheme_by_id(session, int(chosen))
        try:
            services.choose_scheme(
                session,
                scheme,
                valid_from=form.valid_from.data,
                reason=form.reason.data or "",
                actor=current_actor(),
                on=today,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            session.commit()
            flash(_("Le choix des noms est enregistré, et publié sur la page Méthode."), "success")
            return redirect(url_for("stages.index"))
    page = render_template("catalogue/stages/choose.html", form=form, shown=shown)
    return page, 422 if form.is_submitted() else 200


def _text(form: SchemeFileForm) -> str:
    if form.upload.data:
        return text_of(form.upload.data.stream.read(LARGEST + 1))
    return str(form.content.data or "")


def _file_page(form: SchemeFileForm, status: int, found: SchemeRead | None = None) -> Answer:
    faults = found.faults if found is not None else ()
    return render_template("catalogue/stages/add.html", form=form, faults=faults), status


def _preview_page(form: SchemeFileForm, found: SchemeRead, text: str) -> Answer:
    form.content.data = text
    names = {one.code: one for one in found.names}
    before = queries.latest_version(db.session, found.scheme)
    labels = queries.labels_of(db.session, [before] if before is not None else [])
    return render_template(
        "catalogue/stages/preview.html",
        form=form,
        found=found,
        names=names,
        stages=queries.stages(db.session),
        before=before,
        old={code: one.label_fr for (_scheme, _version, code), one in labels.items()},
    )
