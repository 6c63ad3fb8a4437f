"""The materials of the plan, and each time some were distributed."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import say
from catalogue.messages import N_
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, Page, UrlState, offset, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.deliverables import distributing
from review.deliverables.distributing import MaterialFacts
from review.deliverables.forms import (
    CancellingForm,
    DistributionForm,
    MaterialEditForm,
    MaterialForm,
)
from review.deliverables.material_queries import (
    MATERIAL_FACETS,
    all_materials,
    distribution_of,
    material_of,
)
from review.deliverables.models import Material
from review.deliverables.presentation import MATERIAL_COLUMNS, material_cells
from review.deliverables.rules import keeps_deliverables
from review.deliverables.views.blueprint import Answer, blueprint, form_page
from review.deliverables.vocabulary import MATERIAL_LABELS, MaterialKind


@blueprint.get("/livrables/supports")
@requires(Permission.PLAN_READ_INTERNAL)
def materials() -> Answer:
    """List the materials, with how many of each were distributed."""
    state = UrlState.read(request.args.items(multi=True), ("q", *MATERIAL_FACETS, "page"))
    rows, counts = all_materials(
        db.session, text=state.value("q"), chosen={"type": state.values("type")}
    )
    number = page_number(state.value("page"))
    start = offset(number)
    values = tuple(
        FacetValue(one.value, say(MATERIAL_LABELS[one]), counts[one.value])
        for one in MaterialKind
        if counts[one.value]
    )
    return render_template(
        "review/deliverables/materials.html",
        page=Page(rows[start : start + PAGE_SIZE], len(rows), number),
        copies=sum(row.copies for row in rows),
        state=state,
        facets=[Facet("type", _("Sorte de support"), values)] if values else [],
        kinds=MATERIAL_LABELS,
        keeper=keeps_deliverables(current_actor()),
    )


@in_three_files(blueprint, "/livrables/supports")
@requires(Permission.PLAN_READ_INTERNAL)
def materials_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), ("q", *MATERIAL_FACETS))
    rows, _counts = all_materials(
        db.session, text=state.value("q"), chosen={"type": state.values("type")}
    )
    cells = (material_cells(row) for row in rows)
    return table_response(ending, "supports", MATERIAL_COLUMNS, cells)


@blueprint.get("/livrables/supports/<int:material_id>")
@requires(Permission.PLAN_READ_INTERNAL)
def material(material_id: int) -> Answer:
    """Show a material and where it was distributed."""
    found = _material_or_404(material_id)
    return render_template(
        "review/deliverables/material.html",
        material=found,
        copies=sum(one.copies for one in found.distributions if one.cancelled_at is None),
        kinds=MATERIAL_LABELS,
        keeper=keeps_deliverables(current_actor()),
    )


@blueprint.route("/livrables/supports/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_material() -> Answer:
    """Write a material."""
    form = MaterialForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = distributing.add_material(
                db.session, _facts(form), actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le support est enregistré. Notez maintenant ses diffusions."), "success")
            return sent(form, _page_of(made))
    return form_page("edit_material.html", form, material=None)


@blueprint.route("/livrables/supports/<int:material_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_material(material_id: int) -> Answer:
    """Change what is written of a material."""
    found = _material_or_404(material_id)
    form = MaterialEditForm(data=asdict(distributing.facts_of(found)) | {"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: distributing.edit_material(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le support est modifié."), "success")
        return redirect(_page_of(found))
    return form_page("edit_material.html", form, material=found)


@blueprint.route(
    "/livrables/supports/<int:material_id>/diffusions/nouvelle", methods=["GET", "POST"]
)
@requires(Permission.PLAN_KEEP)
def distribute(material_id: int) -> Answer:
    """Record that so many were distributed."""
    found = _material_or_404(material_id)
    form = DistributionForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            distributing.distribute(
                db.session,
                found,
                distributed_on=form.distributed_on.data,
                copies=form.copies.data,
                audience=form.audience.data or "",
                medium=form.medium.data or "",
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La diffusion est enregistrée."), "success")
            return sent(form, _page_of(found))
    return form_page("distribute.html", form, material=found)


@blueprint.route(
    "/livrables/supports/diffusions/<int:distribution_id>/annuler", methods=["GET", "POST"]
)
@requires(Permission.PLAN_KEEP)
def cancel_distribution(distribution_id: int) -> Answer:
    """Cancel a distribution recorded by mistake."""
    found = distribution_of(db.session, distribution_id)
    if found is None:
        raise NotFound
    form = CancellingForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            distributing.cancel_distribution(
                db.session,
                found,
                reason=form.reason.data or "",
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La diffusion est annulée : elle ne compte plus."), "success")
            return sent(form, _page_of(found.material))
    return form_page("cancel_distribution.html", form, distribution=found)


def _material_or_404(material_id: int) -> Material:
    found = material_of(db.session, material_id)
    if found is None:
        raise NotFound(N_("Ce support n’existe pas. La liste des supports les donne tous."))
    return found


def _page_of(material: Material) -> str:
    return url_for("deliverables.material", material_id=material.id)


def _facts(form: MaterialForm | MaterialEditForm) -> MaterialFacts:
    return MaterialFacts(
        title=form.title.data or "",
        kind=form.kind.data,
        gender_theme=form.gender_theme.data or "",
        note=form.note.data or "",
    )
