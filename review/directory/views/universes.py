"""How many structures are said to exist: each declared universe with its source."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.posting import sent, sent_before
from review.directory import queries, services
from review.directory.forms import UniverseForm
from review.directory.rules import keeps_directory, reads_contacts
from review.directory.services import UniverseFacts
from review.directory.views.blueprint import Answer, blueprint, form_page


@blueprint.get("/structures/totaux")
@public
def universes() -> Answer:
    """List the declared universes, the one in force first."""
    actor = current_actor()
    return render_template(
        "review/directory/universes.html",
        universes=queries.universes(db.session),
        keeper=keeps_directory(actor),
        internal=reads_contacts(actor),
    )


@blueprint.route("/structures/totaux/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def declare_universe() -> Answer:
    """Record how many structures a source says there are."""
    form = UniverseForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.declare_universe(
                db.session,
                UniverseFacts(
                    number=form.number.data,
                    scope=form.scope.data or "",
                    source=form.source.data or "",
                    declared_on=form.declared_on.data,
                    source_link=form.source_link.data or "",
                    source_date=form.source_date.data or "",
                ),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le total est déclaré ; les précédents restent à côté."), "success")
            return sent(form, url_for("directory.universes"))
    return form_page("declare_universe.html", form)
