"""«Normes à examiner»: the list with its reasons, keeping, setting aside, taking back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from catalogue.records.queries import bodies, ics_fields
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from catalogue.triage import services
from catalogue.triage.forms import AcceptForm, DismissForm
from catalogue.triage.models import Candidate
from catalogue.triage.queries import (
    FACETS,
    Shelf,
    candidate_of,
    candidate_page,
    dismissal_of,
    dismissed_page,
    others_in_series,
    standing_dismissal,
)
from catalogue.triage.ranking import METHOD_FACTS
from catalogue.triage.rules import settles_candidates
from catalogue.triage.vocabulary import Source
from catalogue.triage.wording import sentence

Answer = str | Response | tuple[str, int]

_SHELF = "triage_shelf"

blueprint = Blueprint("triage", __name__)


@blueprint.get("/candidats")
@requires(Permission.REFERENCE_VERIFY)
def candidates() -> str:
    """List what to examine first, each with its reasons."""
    state = _state()
    found = candidate_page(
        db.session,
        {name: state.values(name) for name in FACETS if state.values(name)},
        page=page_number(state.value("page")),
        size=PAGE_SIZE,
        shelf=current_app.extensions.setdefault(_SHELF, Shelf()),
    )
    return render_template(
        "catalogue/triage/candidates.html",
        page=found.page,
        run=found.run,
        state=state,
        facets=_facets(found.counts, state),
        sentence=sentence,
        address=_address,
        method=METHOD_FACTS,
        may_settle=settles_candidates(current_actor()),
    )


@blueprint.get("/candidats/ecartees")
@requires(Permission.REFERENCE_VERIFY)
def dismissed() -> str:
    """List what was set aside, by whom and why."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    return render_template(
        "catalogue/triage/dismissed.html",
        page=dismissed_page(db.session, page=page_number(state.value("page")), size=PAGE_SIZE),
        state=state,
        may_settle=settles_candidates(current_actor()),
    )


@blueprint.route("/candidats/<source>/<int:number>/retenir", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_SETTLE)
def accept(source: str, number: int) -> Answer:
    """Take a document into the reference list."""
    candidate = _candidate(source, number)
    form = AcceptForm(
        data={
            "relevance": Relevance.POTENTIAL,
            "evidence_kind": EvidenceKind.TITLE_ONLY,
            "evidence_url": services.catalogue_address(candidate),
        }
    )
    made: list[ReferenceEntry] = []
    if form.validate_on_submit() and done(
        form,
        lambda: made.append(
            services.accept(
                db.session,
                candidate,
                form.statement(),
                actor=current_actor(),
                at=clock.now(),
            )
        ),
    ):
        flash(_("%(name)s est dans la liste de référence.", name=made[0].reference), "success")
        return _back()
    return _page("accept.html", form, candidate)


@blueprint.route("/candidats/<source>/<int:number>/ecarter", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_SETTLE)
def dismiss(source: str, number: int) -> Answer:
    """Set a document aside, with its series if asked."""
    candidate = _candidate(source, number)
    form = DismissForm()
    made: list[object] = []
    if form.validate_on_submit() and done(
        form,
        lambda: made.extend(
            services.dismiss(
                db.session,
                candidate,
                reason=form.reason.data or "",
                whole_series=bool(form.whole_series.data),
                actor=current_actor(),
                at=clock.now(),
            )
        ),
    ):
        flash(
            ngettext(
                "Le document est écarté ; il le restera à la prochaine édition.",
                "%(num)d documents sont écartés ; ils le resteront à leur prochaine édition.",
                len(made),
            ),
            "success",
        )
        return _back()
    return _page("dismiss.html", form, candidate)


@blueprint.post("/candidats/ecartees/<int:dismissal_id>/reprendre")
@requires(Permission.CANDIDATE_SETTLE)
def take_back(dismissal_id: int) -> Response:
    """Put a document back among the candidates."""
    found = dismissal_of(db.session, dismissal_id)
    if found is None:
        raise NotFound
    form = Form()
    if form.validate_on_submit() and done(
        form,
        lambda: services.take_back(db.session, found, actor=current_actor(), at=clock.now()),
    ):
        flash(_("%(name)s est de nouveau à examiner.", name=found.reference), "success")
    else:
        flash(form.error_summary()[0].message, "warning")
    return redirect(url_for("triage.dismissed"))


def _page(template: str, form: AcceptForm | DismissForm, candidate: Candidate) -> Answer:
    page = render_template(
        f"catalogue/triage/{template}",
        form=form,
        candidate=candidate,
        others=others_in_series(db.session, candidate),
        aside=standing_dismissal(db.session, candidate.identifier_key),
        sentence=sentence,
        address=_address,
        state=_state(),
    )
    return (page, 422) if form.errors else page


def _candidate(source: str, number: int) -> Candidate:
    known = {one.value: one for one in Source}
    found = candidate_of(db.session, known[source], number) if source in known else None
    if found is None:
        raise NotFound
    return found


def _address(candidate: Candidate) -> str:
    """Give the page of the document's own record."""
    if candidate.source is Source.EDITION:
        return url_for("records.edition", edition_id=candidate.source_id)
    return url_for("open_data.deliverable_page", iso_id=candidate.source_id)


def _state() -> UrlState:
    return UrlState.read(request.args.items(multi=True), (*FACETS, "page"))


def _back() -> Response:
    """Go back to the list as the person had filtered it."""
    return redirect(url_for("triage.candidates") + (_state().query if _state().pairs else ""))


def _facets(counts: Mapping[str, Counter[str]], state: UrlState) -> list[Facet]:
    words: dict[str, dict[str, str]] = {
        "organisme": {one.code: one.display_fr for one in bodies(db.session)},
        "ics": {one.code: f"{one.code} {one.title_fr}" for one in ics_fields(db.session)},
        "comite": {},
    }
    headings: dict[str, Any] = {
        "organisme": _("Organisme"),
        "ics": _("Thème (domaine ICS)"),
        "comite": _("Comité"),
    }
    shown: list[Facet] = []
    for name in FACETS:
        found = counts.get(name, Counter())
        if not found or (len(found) == 1 and not state.values(name)):
            continue
        ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        values = [FacetValue(one, words[name].get(one, one), count) for one, count in ordered]
        shown.append(Facet(name, headings[name], tuple(values)))
    return shown
