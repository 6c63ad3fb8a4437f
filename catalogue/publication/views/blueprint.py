"""What the pages of the slice share."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.messages import N_
from catalogue.publication.half_years import HalfYear, read
from catalogue.publication.models import ProgrammeEdition
from catalogue.publication.queries import edition_by_code

blueprint = Blueprint("publication", __name__)

Answer = str | Response | tuple[str, int]


def edition_or_404(code: str) -> ProgrammeEdition:
    """Give a published edition, or the page that says there is none of that name."""
    found = edition_by_code(db.session, code)
    if found is None:
        raise NotFound(
            N_(
                "Aucune édition du programme ne porte ce nom. La liste des éditions les donne "
                "toutes, par exemple 2026-S2."
            )
        )
    return found


def half_year_of_edition(edition: ProgrammeEdition) -> HalfYear:
    """Give the half-year an edition is about."""
    found = read(edition.half_year)
    if found is None:
        raise NotFound
    return found
