"""The forms of a series and of its values, for the secretariat."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.reference_data import services
from review.reference_data.forms import (
    SeriesEditForm,
    SeriesForm,
    ValueForm,
    ValueWithdrawingForm,
    WithdrawingForm,
)
from review.reference_data.queries import value_of
from review.reference_data.services import SeriesFacts, TypedValue
from review.reference_data.views.blueprint import (
    Answer,
    blueprint,
    form_page,
    page_of,
    series_or_404,
)
from review.reference_data.vocabulary import Topic


@blueprint.route("/series/nouvelle", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_series() -> Answer:
    """Write a series."""
    form = SeriesForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.add_series(
                db.session,
                _facts(form),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La série est enregistrée. Ajoutez maintenant ses valeurs."), "success")
            return sent(form, page_of(made.id))
    return form_page(_("Ajouter une série"), form, None)


@blueprint.route("/series/<int:series_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_series(series_id: int) -> Answer:
    """Change a series."""
    found = series_or_404(series_id)
    shown = asdict(services.facts_of(found)) | {"version": found.version}
    shown["topic"] = found.topic.value if found.topic else ""
    form = SeriesEditForm(data=shown)
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_series(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La série est modifiée."), "success")
        return redirect(page_of(series_id))
    return form_page(_("Modifier la série"), form, found)


@blueprint.route("/series/<int:series_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def withdraw_series(series_id: int) -> Answer:
    """Say that a series is no longer used."""
    found = series_or_404(series_id)
    form = WithdrawingForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.withdraw_series(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La série est retirée."), "success")
        return redirect(page_of(series_id))
    return form_page(_("Retirer la série"), form, found)


@blueprint.route("/series/<int:series_id>/valeurs/nouvelle", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_value(series_id: int) -> Answer:
    """Add a value to a series."""
    found = series_or_404(series_id)
    form = ValueForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        typed = TypedValue(
            form.year.data,
            form.women.data or "",
            form.men.data or "",
            form.total.data or "",
            form.published_share.data or "",
            form.note.data or "",
        )
        try:
            services.add_value(
                db.session,
                found,
                typed,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La valeur est enregistrée."), "success")
            return sent(form, page_of(series_id))
    return form_page(_("Ajouter une valeur"), form, found)


@blueprint.route("/series/valeurs/<int:value_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def withdraw_value(value_id: int) -> Answer:
    """Take back a value written by mistake."""
    value = value_of(db.session, value_id)
    if value is None:
        raise NotFound(N_("Cette valeur n’existe pas. La page de la série les donne toutes."))
    form = ValueWithdrawingForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.withdraw_value(
                db.session,
                value,
                reason=form.reason.data or "",
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La valeur est retirée."), "success")
            return sent(form, page_of(value.series_id))
    return form_page(_("Retirer la valeur"), form, value.series)


def _facts(form: SeriesForm | SeriesEditForm) -> SeriesFacts:
    return SeriesFacts(
        title=form.title.data or "",
        theme=form.theme.data,
        territory=form.territory.data,
        place=form.place.data or "",
        unit=form.unit.data or "",
        publisher=form.publisher.data or "",
        available_on=form.available_on.data,
        topic=Topic(form.topic.data) if form.topic.data else None,
        definition=form.definition.data or "",
        source_link=form.source_link.data or "",
        source_date=form.source_date.data,
    )
