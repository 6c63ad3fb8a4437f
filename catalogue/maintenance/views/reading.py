"""The list of systematic reviews, one review, and a standard read with what amends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from flask import Response, render_template, request
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.queries import committees_by_code
from catalogue.database import db
from catalogue.documents.rules import may_read
from catalogue.downloads import in_three_files, table_response
from catalogue.i18n import say
from catalogue.maintenance import queries
from catalogue.maintenance.presentation import COLUMNS, cells
from catalogue.maintenance.queries import FACETS
from catalogue.maintenance.rules import keeps_examinations
from catalogue.maintenance.views.blueprint import (
    Answer,
    blueprint,
    edition_or_404,
    examination_or_404,
    review_href,
)
from catalogue.maintenance.vocabulary import (
    OPINION_LABELS,
    OUTCOME_LABELS,
    STANDING_LABELS,
    Outcome,
)
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.vocabulary import DOCUMENT_KIND_LABELS, EDITION_STATUS_LABELS, NATURE_LABELS

STANDING_COLOURS = {
    "en-retard": "red",
    "bientot": "ochre",
    "en-cours": "blue",
    "a-suivre": "violet",
    "plus-tard": "green",
    "date-inconnue": "grey",
}


@blueprint.get("/normes/examens")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def examinations() -> Answer:
    """List the national standards by the date of their review: late, soon, open, to follow."""
    state = UrlState.read(request.args.items(multi=True), ("q", *FACETS, "page"))
    today = clock.today()
    found = queries.listing(
        db.session,
        on=today,
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS},
        number=page_number(state.value("page")),
        size=PAGE_SIZE,
    )
    return render_template(
        "catalogue/maintenance/examinations.html",
        page=found.page,
        state=state,
        facets=_facets(found.counts),
        today=today,
        standing_labels=STANDING_LABELS,
        colours=STANDING_COLOURS,
        outcome_labels=OUTCOME_LABELS,
        keeper=keeps_examinations(current_actor()),
        review_href=review_href,
    )


@in_three_files(blueprint, "/normes/examens")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def examinations_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), ("q", *FACETS))
    today = clock.today()
    lines = queries.chosen_lines(
        db.session,
        on=today,
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS},
    )
    return table_response(
        ending, "examens-systematiques", COLUMNS, (cells(one, today) for one in lines)
    )


@blueprint.get("/normes/examens/<int:examination_id>")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def examination(examination_id: int) -> Answer:
    """Show a review: what was answered, its outcome, what follows."""
    found = examination_or_404(examination_id)
    opinions = Counter(one.opinion for one in found.answers)
    return render_template(
        "catalogue/maintenance/examination.html",
        examination=found,
        opinions=[(label, opinions[one]) for one, label in OPINION_LABELS.items() if opinions[one]],
        opinion_labels=OPINION_LABELS,
        outcome_labels=OUTCOME_LABELS,
        keeper=keeps_examinations(current_actor()),
        is_open=found.outcome is None and found.cancel_reason is None,
        wants_work=found.outcome in {Outcome.REVISE, Outcome.AMEND},
        wants_withdrawal=found.outcome is Outcome.WITHDRAW,
        today=clock.today(),
        review_href=review_href,
    )


@blueprint.get("/normes/<int:edition_id>/lecture-consolidee")
@requires(Permission.CATALOGUE_READ)
def consolidated(edition_id: int) -> Answer:
    """Say which amendments and corrigenda are read with a standard on a day, in which order."""
    found = edition_or_404(edition_id)
    actor, on = current_actor(), _day_asked() or clock.today()
    supplements = [
        (one, effective, _applies(effective, one.withdrawn_on, on))
        for one, effective in queries.supplements_of(db.session, found.id)
    ]
    readable = {
        one.id
        for one in (found, *(one for one, _effective, _in_force in supplements))
        if one.text_document is not None and may_read(db.session, actor, one.text_document)
    }
    return render_template(
        "catalogue/maintenance/consolidated.html",
        edition=found,
        supplements=supplements,
        readable=readable,
        on=on,
        natures=NATURE_LABELS,
        statuses=EDITION_STATUS_LABELS,
    )


def _applies(effective: date | None, withdrawn_on: date | None, on: date) -> bool:
    begun = effective is not None and effective <= on
    return begun and (withdrawn_on is None or withdrawn_on > on)


def _day_asked() -> date | None:
    """Read «?au=JJ/MM/AAAA»; anything else is as good as none."""
    try:
        return datetime.strptime(request.args.get("au", ""), "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        return None


def _facets(counts: Mapping[str, Counter[str]]) -> list[Facet]:
    committees = committees_by_code(db.session, counts.get("comite", ()))
    words = {
        "etat": {one.value: say(label) for one, label in STANDING_LABELS.items()},
        "comite": {code: f"{code} {one.title_fr}" for code, one in committees.items()},
        "type": {one.value: say(label) for one, label in DOCUMENT_KIND_LABELS.items()},
    }
    headings = {
        "etat": _("Où elle en est"),
        "comite": _("Comité"),
        "type": _("Type de document"),
    }
    order = list(words["etat"])
    return [
        Facet(
            name,
            headings[name],
            tuple(
                FacetValue(value, words[name].get(value, value), counts[name][value])
                for value in sorted(
                    counts[name],
                    key=lambda one: (order.index(one) if name == "etat" else 0, one),
                )
            ),
        )
        for name in FACETS
        if counts[name]
    ]
