"""A list of presence brought in a spreadsheet: chosen, shown row by row, taken in, undone."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue import clock
from catalogue.committees.vocabulary import SEX_LABELS
from catalogue.database import db
from catalogue.downloads import Column, in_three_files, table_response
from catalogue.errors import NotFound
from catalogue.exchange import workbook
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done
from review.training import services
from review.training.events import refuse_not_begun
from review.training.forms import ConfirmForm, ListForm, rows_form
from review.training.guards import require_takes_place
from review.training.list_reading import TEMPLATE, read_list
from review.training.listing import ShownRow, rows_of
from review.training.models import TrainingList
from review.training.rules import require_reader_of_names
from review.training.services import ANOTHER, SKIPPED, Decided
from review.training.views.blueprint import (
    Answer,
    blueprint,
    described,
    event_or_404,
    to_event,
)
from review.training.vocabulary import ListState


@in_three_files(blueprint, "/formations/modele-liste")
@requires(Permission.PLAN_READ_INTERNAL)
def list_template(ending: str) -> Response:
    """Give an empty list to fill in."""
    columns = [Column(one.code, one.heading, one.width) for one in TEMPLATE]
    return table_response(ending, "modele-liste-de-presence", columns, [])


@blueprint.route("/formations/<int:event_id>/liste", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def bring_list(event_id: int) -> Answer:
    """Choose the spreadsheet of a list; nothing is written on the event's yet."""
    event = event_or_404(event_id)
    require_reader_of_names(current_actor())
    require_takes_place(event)
    refuse_not_begun(event, clock.today())
    form = ListForm()
    if form.validate_on_submit():

        def bring() -> TrainingList:
            chosen = form.file.data
            sheets = workbook.read(chosen.stream.read(), str(chosen.filename))
            return services.show_list(
                db.session,
                event,
                read_list(sheets),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )

        shown = carried_out(form, bring)
        if shown is not None:
            return redirect(url_for("training.shown_list", event_id=event_id, list_id=shown.id))
        event = event_or_404(event_id)
    page = render_template("review/training/bring_list.html", form=form, event=event)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/<int:event_id>/liste/<int:list_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def shown_list(event_id: int, list_id: int) -> Answer:
    """Show what a list says row by row, ask what only a person can say, and take it in whole."""
    require_reader_of_names(current_actor())
    event, shown = event_or_404(event_id), _list_or_404(event_id, list_id)
    if shown.state is not ListState.SHOWN:
        return to_event(event)
    rows = rows_of(db.session, shown, on=clock.today())
    form = rows_form(
        {row.read.number: _answers(row) for row in rows if row.asks_who},
        [row.read.number for row in rows if row.asks_sex],
    )(data={"version": shown.version})
    if form.validate_on_submit():
        decided = {row.read.number: _decided(form, row) for row in rows}
        added = carried_out(
            form,
            lambda: services.take_in_list(
                db.session,
                event,
                shown,
                decided,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if added is not None:
            flash(
                ngettext(
                    "Une personne est ajoutée à la liste.",
                    "%(num)d personnes sont ajoutées à la liste.",
                    added,
                )
                if added
                else _("Personne n’est ajouté à la liste."),
                "success",
            )
            return to_event(event_or_404(event_id))
        event, shown = event_or_404(event_id), _list_or_404(event_id, list_id)
    page = render_template(
        "review/training/shown_list.html",
        form=form,
        event=event,
        shown=shown,
        rows=rows,
        sex_labels=SEX_LABELS,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/formations/<int:event_id>/liste/<int:list_id>/abandonner")
@requires(Permission.PLAN_KEEP)
def give_up_list(event_id: int, list_id: int) -> Answer:
    """Give up a list that was shown."""
    event, shown = event_or_404(event_id), _list_or_404(event_id, list_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        services.give_up_list(
            db.session, shown, actor=current_actor(), seen_version=form.version.data or 0
        )
        db.session.commit()
        flash(_("La liste est abandonnée : rien n’en est gardé."))
    return to_event(event)


@blueprint.route("/formations/<int:event_id>/liste/<int:list_id>/annuler", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def undo_list(event_id: int, list_id: int) -> Answer:
    """Take off the list everybody a spreadsheet brought, after asking."""
    event, shown = event_or_404(event_id), _list_or_404(event_id, list_id)
    if shown.state is not ListState.TAKEN_IN:
        return to_event(event)
    form = ConfirmForm(data={"version": shown.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.undo_list(
            db.session,
            event,
            shown,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La reprise est annulée : ces personnes ne sont plus sur la liste."), "success")
        return to_event(event)
    page = render_template("review/training/undo_list.html", form=form, event=event, shown=shown)
    return page, 422 if form.is_submitted() else 200


def _answers(row: ShownRow) -> list[tuple[str, str]]:
    skip = (SKIPPED, _("Ne pas reprendre cette ligne"))
    if row.twin is not None:
        skip = (
            SKIPPED,
            _("La même personne que la ligne %(number)d : ne pas la reprendre", number=row.twin),
        )
    known = [(one.code, described(one)) for one in row.known]
    another = [(ANOTHER, _("Une autre personne, du même nom"))]
    return [*known, *(another if row.known or row.twin is not None else ()), skip]


def _decided(form: Any, row: ShownRow) -> Decided:
    who, sex = f"who{row.read.number}", f"sex{row.read.number}"
    return Decided(
        who=(form[who].data or None) if who in form else None,
        sex=form[sex].data if sex in form else None,
    )


def _list_or_404(event_id: int, list_id: int) -> TrainingList:
    found = db.session.get(TrainingList, list_id)
    if found is None or found.event_id != event_id:
        raise NotFound
    return found
