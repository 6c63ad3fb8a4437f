"""The structures working for gender equality: the list, one of them, and the acts on it."""

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
from review.directory import queries, services
from review.directory.forms import DatedActForm, ReasonForm, StructureEditForm, StructureForm
from review.directory.models import Structure
from review.directory.presentation import CONTACT_COLUMN, STRUCTURE_COLUMNS, structure_cells
from review.directory.queries import STRUCTURE_FACETS
from review.directory.rules import keeps_directory, reads_contacts
from review.directory.services import StructureFacts
from review.directory.views.blueprint import Answer, blueprint, choice_of, facets_of, form_page
from review.directory.vocabulary import STRUCTURE_KIND_LABELS, STRUCTURE_STATE_LABELS
from review.directory.workflow import BY_WORD, TRANSITIONS, possible

_TITLED = {
    "type": (N_("Type de structure"), {one.value: m for one, m in STRUCTURE_KIND_LABELS.items()}),
    "etat": (N_("État"), {one.value: m for one, m in STRUCTURE_STATE_LABELS.items()}),
    "region": (N_("Région"), None),
}


@blueprint.get("/structures")
@public
def structures() -> Answer:
    """List the structures with how each is known."""
    state = UrlState.read(request.args.items(multi=True), ("q", *STRUCTURE_FACETS, "page"))
    actor = current_actor()
    page, counts = queries.structures_page(
        db.session, actor, choice_of(state, STRUCTURE_FACETS), page_number(state.value("page"))
    )
    return render_template(
        "review/directory/structures.html",
        page=page,
        state=state,
        facets=facets_of(counts, _TITLED),
        kinds=STRUCTURE_KIND_LABELS,
        states=STRUCTURE_STATE_LABELS,
        universe=queries.universe_on(db.session, clock.today()),
        keeper=keeps_directory(actor),
        internal=reads_contacts(actor),
    )


@in_three_files(blueprint, "/structures")
@public
def structures_file(ending: str) -> Response:
    """Give the same list, whole, as a file; contacts to those who follow the plan only."""
    state = UrlState.read(request.args.items(multi=True), ("q", *STRUCTURE_FACETS))
    actor = current_actor()
    found = queries.every_structure(db.session, actor, choice_of(state, STRUCTURE_FACETS))
    if not reads_contacts(actor):
        return table_response(
            ending, "structures", STRUCTURE_COLUMNS, (structure_cells(one) for one in found)
        )
    cells = ((*structure_cells(one), one.contact or None) for one in found)
    return table_response(ending, "structures", (*STRUCTURE_COLUMNS, CONTACT_COLUMN), cells)


@blueprint.get("/structures/<int:structure_id>")
@public
def structure(structure_id: int) -> Answer:
    """Show one structure, how it is known, and where its entry stands."""
    found = _structure_or_404(structure_id)
    actor = current_actor()
    alike = queries.same_name(db.session, found.name, found.acronym, but=found.id)
    return render_template(
        "review/directory/structure.html",
        structure=found,
        alike=alike if reads_contacts(actor) else [],
        acts=possible(found.state),
        kinds=STRUCTURE_KIND_LABELS,
        states=STRUCTURE_STATE_LABELS,
        keeper=keeps_directory(actor),
        internal=reads_contacts(actor),
    )


@blueprint.route("/structures/nouvelle", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_structure() -> Answer:
    """Write a structure; those of the same name are shown, and the choice is left."""
    form = StructureForm()
    if (before := sent_before(form)) is not None:
        return before
    alike: list[Structure] = []
    if form.validate_on_submit():
        facts = _facts(form)
        try:
            made = services.add_structure(
                db.session,
                facts,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
                apart=bool(form.apart.data),
            )
        except DomainError as error:
            form.refuse(error)
            alike = list(queries.same_name(db.session, facts.name, facts.acronym))
        else:
            flash(_("La structure est inscrite au répertoire."), "success")
            return sent(form, _page_of(made))
    return form_page("edit_structure.html", form, structure=None, alike=alike)


@blueprint.route("/structures/<int:structure_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_structure(structure_id: int) -> Answer:
    """Change what is written of a structure."""
    found = _structure_or_404(structure_id)
    form = StructureEditForm(data=asdict(services.facts_of(found)) | {"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_structure(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La structure est modifiée."), "success")
        return redirect(_page_of(found))
    return form_page("edit_structure.html", form, structure=found, alike=[])


@blueprint.route("/structures/<int:structure_id>/<word>", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def move_structure(structure_id: int, word: str) -> Answer:
    """Verify a structure, take it away or put it back."""
    act = BY_WORD.get(word)
    if act is None:
        raise NotFound
    found = _structure_or_404(structure_id)
    data = {"version": found.version, "on": clock.today()}
    form = ReasonForm(data=data) if act == "restore" else DatedActForm(data=data)
    if form.validate_on_submit() and done(
        form,
        lambda: services.move_structure(
            db.session,
            found,
            act,
            on=form.on.data if isinstance(form, DatedActForm) else None,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("C’est enregistré."), "success")
        return redirect(_page_of(found))
    return form_page("move_structure.html", form, structure=found, act=TRANSITIONS[act])


def _structure_or_404(structure_id: int) -> Structure:
    found = queries.structure_of(db.session, current_actor(), structure_id)
    if found is None:
        raise NotFound(N_("Cette structure n’est pas au répertoire. La liste les donne toutes."))
    return found


def _page_of(structure: Structure) -> str:
    return url_for("directory.structure", structure_id=structure.id)


def _facts(form: StructureForm | StructureEditForm) -> StructureFacts:
    return StructureFacts(
        name=form.name.data or "",
        kind=form.kind.data,
        source=form.source.data or "",
        identified_on=form.identified_on.data,
        acronym=form.acronym.data or "",
        region=form.region.data or "",
        domain=form.domain.data or "",
        contact=form.contact.data or "",
        website=form.website.data or "",
        source_link=form.source_link.data or "",
        source_date=form.source_date.data or "",
        note=form.note.data or "",
    )
