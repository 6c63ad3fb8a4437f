"""The list of fiches, the page of one, and the A4 sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.forms import OnceForm
from catalogue.i18n import say
from catalogue.paging import Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Actor, Permission, current_actor, public, requires
from review.needs import queries, rules
from review.needs.answers import answers_of
from review.needs.completeness import ASKED_BY_CASE, missing_to_register
from review.needs.field_kinds import Duty
from review.needs.field_list import BY_NUMBER, COMPLETABLE, FIELDS, PART_OF
from review.needs.forms import heading
from review.needs.models import NeedsExpression
from review.needs.next_act import asks_for_help, missing_for_programme, next_act
from review.needs.views import shown
from review.needs.views.blueprint import blueprint, find
from review.needs.vocabulary import NEEDS_STATE_LABELS, SECTION_LABELS, NeedsState, Section
from review.needs.workflow import available

STATE_COLOURS = {
    NeedsState.DRAFT: "grey",
    NeedsState.SUBMITTED: "blue",
    NeedsState.RETURNED: "ochre",
    NeedsState.REGISTERED: "green",
    NeedsState.POSTPONED: "violet",
    NeedsState.MERGED: "violet",
    NeedsState.REJECTED: "red",
}

# Other slices add to a fiche's page: each gives its part, or nothing for this person.
panels: list[Callable[[Session, NeedsExpression, Actor], Markup | None]] = []


@blueprint.get("")
@requires(Permission.NEEDS_READ, Permission.NEEDS_DRAFT)
def index() -> str:
    """List the fiches this person may see, with what waits and on whom."""
    actor, session = current_actor(), db.session
    state = UrlState.read(request.args.items(multi=True), ("etat", "comite", "page"))
    states, committees = state.values("etat"), state.values("comite")
    page = queries.page_of(
        session,
        actor,
        states=states,
        committees=committees,
        help_first=actor.may(Permission.OPINION_GIVE),
        number=page_number(state.value("page")),
    )
    return render_template(
        "review/needs/index.html",
        page=page,
        state=state,
        facets=_facets(actor, states, committees),
        rows=[(needs, next_act(needs), asks_for_help(needs)) for needs in page],
        labels=NEEDS_STATE_LABELS,
        colours=STATE_COLOURS,
        may_start=actor.may(Permission.NEEDS_DRAFT),
        may_type=actor.may(Permission.NEEDS_SCREEN),
        gives_opinions=actor.may(Permission.OPINION_GIVE),
    )


def _facets(actor: Actor, states: tuple[str, ...], committees: tuple[str, ...]) -> list[Facet]:
    session = db.session
    by_state = queries.counts_by_state(session, actor, committees=committees)
    by_committee = queries.counts_by_committee(session, actor, states=states)
    return [
        Facet(
            "etat",
            _("État"),
            tuple(
                FacetValue(one.value, say(label), by_state[one])
                for one, label in NEEDS_STATE_LABELS.items()
                if one in by_state
            ),
        ),
        Facet(
            "comite",
            _("Comité"),
            tuple(
                FacetValue(str(committee_id), f"{code} – {title}", count)
                for committee_id, code, title, count in by_committee
            ),
        ),
    ]


@blueprint.get("/<int:needs_id>")
@requires(Permission.NEEDS_READ, Permission.NEEDS_DRAFT)
def page(needs_id: int) -> str:
    """Show one fiche: who holds it, what it says, what was done with it."""
    actor, session = current_actor(), db.session
    needs = find(needs_id)
    lines = shown.lines_of(session, needs)
    editable = rules.may_edit(actor, needs)
    instructs = rules.may_instruct(actor, needs)
    return render_template(
        "review/needs/page.html",
        needs=needs,
        colour=STATE_COLOURS[needs.state],
        state=NEEDS_STATE_LABELS[needs.state],
        next_act=next_act(needs),
        asked=asked(needs),
        editable=editable,
        instructs=instructs,
        acts=available(needs.state, actor),
        may_withdraw=rules.CHAIRED.allows(actor, needs),
        may_copy=rules.CHAIRED.allows(actor, needs),
        gives_opinion=rules.may_give_opinion(actor, needs),
        steps=shown.steps(needs) if editable else [],
        sections=[] if editable else shown.sections(session, needs),
        cited=shown.cited(session, actor, needs, on=clock.today()),
        missing=missing_for_programme(needs) if instructs else [],
        to_complete=_to_complete(needs) if instructs else [],
        completed=shown.completed(lines),
        history=shown.events(lines),
        merged_into=_merged_into(needs),
        panels=[part for panel in panels if (part := panel(session, needs, actor))],
        once=OnceForm().once.data,
    )


def asked(needs: NeedsExpression) -> list[tuple[str, str, str]]:
    """Give what the secretariat asks the chair to complete: number, name, address (46)."""
    if needs.state is not NeedsState.RETURNED:
        return []
    return [
        (
            number,
            str(heading(BY_NUMBER[number])),
            shown.section_href(
                needs, BY_NUMBER[number].section, BY_NUMBER[number].parts[0].attribute
            ),
        )
        for number in needs.asked_fields
    ]


def _to_complete(needs: NeedsExpression) -> list[tuple[Section, str, tuple[str, ...]]]:
    """Give the sections the secretariat may complete, with the numbers that still miss."""
    missing = [p for p in missing_to_register(answers_of(needs)) if p.number in COMPLETABLE]
    sections = dict.fromkeys(f.section for f in FIELDS if f.number in COMPLETABLE)
    return [
        (
            section,
            say(SECTION_LABELS[section]),
            tuple(dict.fromkeys(p.number for p in missing if p.section is section)),
        )
        for section in sections
    ]


def _merged_into(needs: NeedsExpression) -> NeedsExpression | None:
    if needs.merged_into_id is None:
        return None
    return db.session.get(NeedsExpression, needs.merged_into_id)


@blueprint.get("/<int:needs_id>/imprimer")
@requires(Permission.NEEDS_READ, Permission.NEEDS_DRAFT)
def sheet(needs_id: int) -> str:
    """Print the fiche on A4: the same numbers as on screen."""
    needs = find(needs_id)
    values: dict[str, Any] = {}
    for section, _label, rows in shown.sections(db.session, needs):
        attributes = [a for a, (field, _part) in PART_OF.items() if field.section is section]
        values |= {
            attribute: [row.value] if isinstance(row.value, str) else row.value
            for attribute, row in zip(attributes, rows, strict=True)
        }
    return _sheet(needs, values)


@blueprint.get("/fiche-vierge")
@public
def blank_sheet() -> str:
    """Print the empty form on A4, for those who fill it by hand."""
    return _sheet(None, {})


def _sheet(needs: NeedsExpression | None, values: dict[str, Any]) -> str:
    by_section = [
        (section, label, [field for field in FIELDS if field.section is section])
        for section, label in SECTION_LABELS.items()
    ]
    return render_template(
        "review/needs/sheet.html",
        needs=needs,
        values=values,
        by_section=by_section,
        heading=heading,
        starred={
            part.attribute
            for field in FIELDS
            for part in field.parts
            if field.duty is Duty.FILE and part.missing and part.attribute not in ASKED_BY_CASE
        },
    )
