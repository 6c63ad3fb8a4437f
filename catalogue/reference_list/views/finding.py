"""From a reference as people write it, straight to the record it names."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.designation import key
from catalogue.records.family_queries import stands
from catalogue.records.views.blueprint import record_href
from catalogue.reference_list.queries import entry_with_key
from catalogue.reference_list.views.blueprint import blueprint

_LONGEST = 200


@blueprint.get("/normes/reference")
@requires(Permission.CATALOGUE_READ)
def by_reference() -> Response:
    """Lead a reference (``?r=ISO+9001``) to its page; an undated one to the edition in force.

    What is not known here is searched.
    """
    reference = " ".join(request.args.get("r", "").split())
    if not reference or len(reference) > _LONGEST:
        return redirect(url_for("search.results", q=reference[:_LONGEST] or None))
    found = stands(db.session, current_actor(), [reference], on=clock.today())
    stand = found.get(reference)
    if stand is not None and stand.named is not None:
        return redirect(record_href(stand.named.key))
    entry = entry_with_key(db.session, key(reference))
    if entry is not None:
        return redirect(url_for("reference_list.entry", entry_id=entry.id))
    if stand is not None and stand.leads_undated:
        return redirect(record_href(stand.leads_undated.key))
    return redirect(url_for("search.results", q=reference))
