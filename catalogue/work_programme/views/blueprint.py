"""What the pages of the slice share: the blueprint, and the panels other slices add to an item."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, current_app
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue.config import Settings
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Actor, current_actor
from catalogue.uploads import FileField
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.queries import item_by_id
from catalogue.work_programme.services import Upload

blueprint = Blueprint("work_programme", __name__)

Answer = str | Response | tuple[str, int]

# What other slices show on an item's page («Expression de besoin», «Relectures»), in order; the
# composition root fills it.
panels: list[Callable[[Session, WorkItem, Actor], Markup | str | None]] = []


def item_or_404(item_id: int) -> WorkItem:
    """Give the item this person may know of, or the page that says there is none."""
    item = item_by_id(db.session, current_actor(), item_id)
    if item is None:
        raise NotFound
    return item


def upload_of(field: FileField) -> Upload | None:
    """Give the chosen file with the folder where it will be kept; nothing when none was chosen."""
    if not field.data:
        return None
    settings: Settings = current_app.extensions["settings"]
    return Upload(settings.data_dir, field.data.stream, str(field.data.filename))
