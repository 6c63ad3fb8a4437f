"""What only a person can decide of a file: doubtful cells, and records changed here since."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from catalogue.database import db
from catalogue.exchange import services
from catalogue.exchange.forms import ChoiceForm, ReadingsForm
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.queries import doubts_of
from catalogue.exchange.views.batches import verified_again
from catalogue.exchange.views.blueprint import Answer, batch_or_404, blueprint
from catalogue.exchange.vocabulary import Choice
from catalogue.permissions import Permission, current_actor, requires


@blueprint.post("/imports/<int:batch_id>/lectures")
@requires(Permission.IMPORT_RUN)
def readings(batch_id: int) -> Answer:
    """Say of doubtful cells whether to read them as proposed; verify again."""
    found, form = batch_or_404(batch_id), ReadingsForm()
    form.validate()
    asked = doubts_of(found, IMPORTERS[found.kind].columns)
    accepted = set(request.form.getlist("lire"))
    said: dict[str, dict[str, bool]] = {}
    for doubt in asked.every if form.all.data else asked.shown:
        said.setdefault(doubt.column, {})[doubt.text] = bool(form.all.data) or doubt.key in accepted
    services.decide_readings(db.session, found, said, actor=current_actor())
    verified_again(found)
    db.session.commit()
    flash(_("Vos lectures sont prises en compte, et le fichier est vérifié de nouveau."), "success")
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.post("/imports/<int:batch_id>/choix")
@requires(Permission.IMPORT_RUN)
def choice(batch_id: int) -> Answer:
    """Choose between the file and what is recorded, in one row or in all; verify again."""
    found, form = batch_or_404(batch_id), ChoiceForm()
    if form.validate():
        services.choose(
            db.session,
            found,
            Choice(form.choice.data),
            actor=current_actor(),
            row_number=form.row.data,
        )
        verified_again(found)
        db.session.commit()
        flash(_("Votre choix est noté, et le fichier est vérifié de nouveau."), "success")
    else:
        flash(
            _("Choisissez d’abord ce qui reste : le fichier, ou ce qui est enregistré."), "warning"
        )
    return redirect(url_for("exchange.batch", batch_id=batch_id))
