"""The public page that explains every rule, and the pages that change a setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.policy import services
from catalogue.policy.forms import form_of
from catalogue.policy.queries import changes_by_key

blueprint = Blueprint("policy", __name__)


class Agency(NamedTuple):
    """How the agency and its council are named on every page."""

    acronym: str
    name: str
    country: str
    council_acronym: str
    council_name: str


def init_app(app: Flask) -> None:
    """Register the pages, and name the agency on every page."""
    app.register_blueprint(blueprint)
    app.context_processor(agency_context)


def agency_context() -> dict[str, Any]:
    """Give templates the agency's names and whether this is a demonstration.

    One query a request. A page that says the database is down still names the agency.
    """
    if "agency" not in g:
        g.agency = agency_of(_values())
    return {"agency": g.agency, "demo": current_app.config["DEMO"]}


def agency_of(values: Mapping[str, str]) -> Agency:
    """Give the names among the settings' values."""
    return Agency(
        acronym=values["agency_acronym"],
        name=values["agency_name"],
        country=values["agency_country"],
        council_acronym=values["council_acronym"],
        council_name=values["council_name"],
    )


def _values() -> Mapping[str, str]:
    try:
        in_force = services.all_in_force(db.session, on=clock.today())
    except SQLAlchemyError:
        db.session.rollback()
        return services.shipped_values()
    return {key: one.value for key, one in in_force.items()}


@blueprint.get("/methode")
@public
def method() -> str:
    """Explain every rule in plain words, with the settings in force, their date and their past."""
    session = db.session
    return render_template(
        "catalogue/policy/method.html",
        settings=services.all_in_force(session, on=clock.today()),
        changes=changes_by_key(session),
        today=clock.today(),
        timezone=current_app.config["AGENCY_TIMEZONE"],
        may_change=current_actor().may(Permission.POLICY_CHANGE),
    )


@blueprint.get("/reglages")
@requires(Permission.POLICY_CHANGE)
def index() -> str:
    """List the settings that may be changed here."""
    session = db.session
    return render_template(
        "catalogue/policy/index.html",
        settings=services.all_in_force(session, on=clock.today()),
        changes=changes_by_key(session),
        today=clock.today(),
        timezone=current_app.config["AGENCY_TIMEZONE"],
    )


@blueprint.route("/reglages/<key>", methods=["GET", "POST"])
@requires(Permission.POLICY_CHANGE)
def change(key: str) -> str | Response | tuple[str, int]:
    """Give a setting another value from a day on, with a reason."""
    session, today = db.session, clock.today()
    setting = services.settings().get(key)
    if setting is None or not setting.changeable:
        raise NotFound
    if setting.chosen_at:
        return redirect(url_for(setting.chosen_at))
    current = services.value_of(session, key, on=today)
    form = form_of(setting, value=current, valid_from=today)
    if form.validate_on_submit():
        try:
            services.change(
                session,
                key,
                form.value.data or "",
                valid_from=form.valid_from.data,
                reason=form.reason.data,
                actor=current_actor(),
                on=today,
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            session.commit()
            flash(_("Le réglage est enregistré, et publié sur la page Méthode."), "success")
            return redirect(url_for("policy.index"))
    page = render_template(
        "catalogue/policy/change.html", form=form, setting=setting, current=current
    )
    return (page, 422) if form.is_submitted() else page
