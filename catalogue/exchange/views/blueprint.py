"""The blueprint of imports, and what its pages share."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.exchange.models import ImportBatch
from catalogue.exchange.queries import batch_of

blueprint = Blueprint("exchange", __name__)

Answer = str | BaseResponse | tuple[str, int]

# Up to here a file is dealt with while one waits for the page; beyond, beside the pages.
SOON = 500  # rows


def batch_or_404(batch_id: int) -> ImportBatch:
    """Give an import, as it stands now."""
    found = batch_of(db.session, batch_id)
    if found is None:
        raise NotFound
    return found
