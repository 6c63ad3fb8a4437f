"""The blueprint that the pages of the slice share, and what each of them begins with."""

from __future__ import annotations

from flask import Blueprint, abort

from catalogue.database import db
from catalogue.forms import VersionedForm
from catalogue.permissions import current_actor
from review.needs import queries
from review.needs.forms import NEW
from review.needs.models import NeedsExpression
from review.needs.vocabulary import Section

blueprint = Blueprint("needs", __name__, url_prefix="/besoins")


def find(needs_id: int) -> NeedsExpression:
    """Give the fiche of an address, or answer that there is none for this person."""
    return queries.find_readable(db.session, current_actor(), needs_id)


def seen(form: VersionedForm) -> int:
    """Give the version the page showed; one that names none never matches a record."""
    return form.version.data or NEW


def section_named(letter: str) -> Section:
    """Give a section that people fill; any other letter is no address."""
    if letter not in set(Section) - {Section.H}:
        abort(404)
    return Section(letter)
