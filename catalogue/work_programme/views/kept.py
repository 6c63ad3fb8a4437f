"""The views a person keeps of the programme: save, rename, share with the house, delete."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.i18n import say
from catalogue.paging import UrlState
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from catalogue.work_programme import saved_views
from catalogue.work_programme.facets import titles, value_label
from catalogue.work_programme.forms import ViewForm
from catalogue.work_programme.listing import FACETS
from catalogue.work_programme.models import ProgrammeView
from catalogue.work_programme.queries import facet_titles
from catalogue.work_programme.rules import changes_view, manages_programme
from catalogue.work_programme.views.blueprint import Answer, blueprint
from catalogue.work_programme.views.lists import asked, sorts_for, state_of_view
from catalogue.work_programme.vocabulary import PROGRAMME_LIST_LABELS, ProgrammeList


@blueprint.get("/programme/vues")
@requires(Permission.PROFILE_OWN)
def kept_views() -> Answer:
    """List one’s own views and those shared with the house, in words."""
    actor, session = current_actor(), db.session
    known = facet_titles(session)
    return render_template(
        "catalogue/work_programme/views.html",
        rows=[
            (view, state_of_view(view), _described(state_of_view(view), known))
            for view in saved_views.views_for(session, actor)
        ],
        may_change=lambda view: changes_view.allows(actor, view),
    )


@blueprint.route("/programme/vues/nouvelle", methods=["GET", "POST"])
@requires(Permission.PROFILE_OWN)
def keep_view() -> Answer:
    """Keep the list at hand under a name."""
    state = asked().removed("page")
    form = ViewForm()
    if not manages_programme(current_actor()):
        del form.shared
    if form.validate_on_submit() and done(
        form,
        lambda: saved_views.save_view(
            db.session,
            _as_json(state),
            name=form.name.data or "",
            shared=bool(form.shared and form.shared.data),
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("La vue est enregistrée : elle est au-dessus de la liste."), "success")
        return redirect(url_for("work_programme.items") + state.query)
    page = render_template(
        "catalogue/work_programme/view.html",
        form=form,
        view=None,
        state=state,
        described=_described(state, facet_titles(db.session)),
    )
    return (page, 422) if form.errors or form.form_errors else page


@blueprint.route("/programme/vues/<int:view_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PROFILE_OWN)
def change_view(view_id: int) -> Answer:
    """Rename a view, or choose whether the house sees it."""
    view = _to_change(view_id)
    form = ViewForm(data={"name": view.name, "shared": view.shared})
    if not manages_programme(current_actor()):
        del form.shared
    if form.validate_on_submit() and done(
        form,
        lambda: saved_views.change_view(
            db.session,
            view,
            name=form.name.data or "",
            shared=bool(form.shared.data) if form.shared else view.shared,
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("C’est enregistré."), "success")
        return redirect(url_for("work_programme.kept_views"))
    state = state_of_view(view)
    page = render_template(
        "catalogue/work_programme/view.html",
        form=form,
        view=view,
        state=state,
        described=_described(state, facet_titles(db.session)),
    )
    return (page, 422) if form.errors or form.form_errors else page


@blueprint.post("/programme/vues/<int:view_id>/supprimer")
@requires(Permission.PROFILE_OWN)
def delete_view(view_id: int) -> Answer:
    """Forget a view."""
    view = _to_change(view_id)
    saved_views.delete_view(db.session, view, actor=current_actor(), at=clock.now())
    db.session.commit()
    flash(_("La vue « %(name)s » est supprimée.", name=view.name), "success")
    return redirect(url_for("work_programme.kept_views"))


def _to_change(view_id: int) -> ProgrammeView:
    view = saved_views.view_to_change(db.session, current_actor(), view_id)
    if view is None:
        raise NotFound
    return view


def _as_json(state: UrlState) -> dict[str, list[str]]:
    """Write what an address asks, to be kept: each name with its values."""
    kept: dict[str, list[str]] = {}
    for name, value in state.pairs:
        kept.setdefault(name, []).append(value)
    return kept


def _described(state: UrlState, known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Say in words what a view shows and in which order."""
    listed = {one.value: label for one, label in PROGRAMME_LIST_LABELS.items()}
    said = [say(listed[state.value("liste")])] if state.value("liste") in listed else []
    if state.value("q"):
        said.append(_("« %(text)s »", text=state.value("q")))
    named = titles()
    for name in FACETS:
        if values := state.values(name):
            words = ", ".join(value_label(name, value, known) for value in values)
            said.append(_("%(name)s : %(value)s", name=named[name], value=words))
    sort = state.value("tri").removeprefix("-")
    sorts = sorts_for(ProgrammeList.IN_PREPARATION, inside=True)
    sorts |= sorts_for(ProgrammeList.HOMOLOGATED, inside=True)
    if sort in sorts:
        said.append(_("classée par %(order)s", order=sorts[sort]))
    return said
