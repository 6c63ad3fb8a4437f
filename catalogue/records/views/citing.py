"""A document's citation as its page shows it, and its Relaton file; for every kind of record."""

from __future__ import annotations

from flask import Response

from catalogue import clock
from catalogue.i18n import say
from catalogue.records.bibliography import BibliographicItem
from catalogue.records.citation import citation
from catalogue.records.relaton import MEDIA_TYPE, file_name, to_yaml


def citation_text(item: BibliographicItem) -> str:
    """Write the citation of a document, as read today."""
    return " ".join(say(one) for one in citation(item, seen_on=clock.today()))


def relaton_response(item: BibliographicItem) -> Response:
    """Send a document as a Relaton file to keep."""
    return Response(
        to_yaml(item),
        content_type=f"{MEDIA_TYPE}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name(item)}"'},
    )
