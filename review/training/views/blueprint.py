"""What the pages of the slice share."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.documents.models import Document
from catalogue.documents.services import store_file
from catalogue.errors import NotFound
from catalogue.forms import FileField
from catalogue.messages import N_
from catalogue.permissions import current_actor
from review.training import queries
from review.training.models import TrainingEvent, TrainingModule
from review.training.namesakes import Namesake

blueprint = Blueprint("training", __name__)

Answer = str | Response | tuple[str, int]


def event_or_404(event_id: int) -> TrainingEvent:
    """Give an event, or the page that says there is none."""
    found = queries.event_of(db.session, event_id)
    if found is None:
        raise NotFound(
            N_("Cette formation n’existe pas. La liste des formations les donne toutes.")
        )
    return found


def module_or_404(module_id: int) -> TrainingModule:
    """Give a module, or the page that says there is none."""
    found = queries.module_of(db.session, module_id)
    if found is None:
        raise NotFound(N_("Ce module n’existe pas. La liste des modules les donne tous."))
    return found


def to_event(event: TrainingEvent) -> Response:
    """Go back to the page of an event."""
    return redirect(url_for("training.event", event_id=event.id))


def kept(field: FileField, title: str) -> Document | None:
    """Keep the file chosen in a form, if one was."""
    if not field.data:
        return None
    return store_file(
        db.session,
        current_app.extensions["settings"].data_dir,
        field.data.stream,
        file_name=str(field.data.filename),
        title=title,
        actor=current_actor(),
        at=clock.now(),
    )


def described(one: Namesake) -> str:
    """Say who somebody known is, for who must tell them from another of the same name."""
    told = [
        one.organisation or _("organisme non renseigné"),
        *one.committees,
        _("registre des personnes, fiche n° %(number)d", number=one.person_id)
        if one.person_id is not None
        else _("liste de présence, n° %(number)d", number=one.participant_id),
    ]
    return str(_("La même personne : %(name)s (%(facts)s)", name=one.name, facts=", ".join(told)))
