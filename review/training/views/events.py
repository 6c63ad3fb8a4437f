"""The list of events, an event's own page, its facts."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.vocabulary import COUNTED_SEXES, SEX_LABELS
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError
from catalogue.i18n import say
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.training import counting, listing, queries, services
from review.training.duration import written
from review.training.forms import EditEventForm, EventFields, NewEventForm
from review.training.queries import Choice
from review.training.rules import keeps_training, reads_names
from review.training.services import EventFacts
from review.training.sheets import EVENT_COLUMNS, event_cells
from review.training.views.blueprint import Answer, blueprint, event_or_404, to_event
from review.training.vocabulary import (
    AUDIENCE_WORDS,
    EVENT_STATE_LABELS,
    EventState,
)
from review.training.workflow import may

STATE_COLOURS = {"planned": "blue", "held": "green", "cancelled": "red"}
ASKED = ("annee", "etat")
_YEAR = re.compile(r"20[0-9]{2}")


@blueprint.get("/formations")
@requires(Permission.PLAN_READ_INTERNAL)
def events() -> Answer:
    """List the events, the latest first, by year and by state."""
    state = UrlState.read(request.args.items(multi=True), (*ASKED, "page"))
    return render_template(
        "review/training/events.html",
        page=queries.events_page(
            db.session, _choice(state), number=page_number(state.value("page")), size=PAGE_SIZE
        ),
        state=state,
        facets=_facets(),
        modules=queries.modules_by_audience(db.session, clock.today()),
        labels=EVENT_STATE_LABELS,
        colours=STATE_COLOURS,
        keeper=keeps_training(current_actor()),
    )


@in_three_files(blueprint, "/formations")
@requires(Permission.PLAN_READ_INTERNAL)
def events_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), ASKED)
    rows = queries.event_rows(db.session, _choice(state))
    return table_response(ending, "formations", EVENT_COLUMNS, event_cells(rows))


@blueprint.route("/formations/nouvelle", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def new() -> Answer:
    """Write an event, to come or past."""
    form = NewEventForm(modules=_modules())
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.plan_event(
                db.session, _facts(form), actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La formation est enregistrée."), "success")
            return sent(form, url_for("training.event", event_id=made.id))
    page = render_template("review/training/event_form.html", form=form, event=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/<int:event_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit(event_id: int) -> Answer:
    """Correct an event."""
    found = event_or_404(event_id)
    recorded = services.facts_of(found)
    data: dict[str, Any] = {
        name: getattr(recorded, name) for name in EventFacts.__dataclass_fields__
    }
    data |= {"module_ids": list(recorded.module_ids), "version": found.version}
    form = EditEventForm(modules=_modules(recorded.module_ids), data=data)
    if form.validate_on_submit() and done(
        form,
        lambda: services.change_event(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La formation est enregistrée."), "success")
        return to_event(found)
    page = render_template("review/training/event_form.html", form=form, event=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/formations/<int:event_id>")
@requires(Permission.PLAN_READ_INTERNAL)
def event(event_id: int) -> Answer:
    """Show an event: its facts, how many attended, and who for those who may read it."""
    found = event_or_404(event_id)
    actor = current_actor()
    keeper, names = keeps_training(actor), reads_names(actor)
    return render_template(
        "review/training/event.html",
        event=found,
        state=UrlState(),
        length=written(found.minutes or sum(one.minutes for one in found.modules)),
        keeper=keeper,
        names=names,
        present=counting.present_at(db.session, found.id),
        lists=listing.lists_of(db.session, found.id) if names else (),
        attendances=queries.attendances_of(db.session, found.id) if names else (),
        begun=found.starts_on <= clock.today(),
        over=found.ends_on <= clock.today(),
        may=lambda act: keeper and may(act, found.state),
        labels=EVENT_STATE_LABELS,
        colours=STATE_COLOURS,
        sex_labels=SEX_LABELS,
        sexes=COUNTED_SEXES,
    )


def _choice(state: UrlState) -> Choice:
    return Choice(
        tuple(int(year) for year in state.values("annee") if _YEAR.fullmatch(year)),
        tuple(one for one in EventState if state.has("etat", one.value)),
    )


def _facets() -> list[Facet]:
    counted = queries.how_many(db.session)
    years = sorted({year for year, _state in counted}, reverse=True)
    return [
        Facet(
            "annee",
            _("Année"),
            tuple(
                FacetValue(
                    str(year), str(year), sum(n for (one, _s), n in counted.items() if one == year)
                )
                for year in years
            ),
        ),
        Facet(
            "etat",
            _("État"),
            tuple(
                FacetValue(
                    one.value,
                    say(EVENT_STATE_LABELS[one]),
                    sum(n for (_y, state), n in counted.items() if state is one),
                )
                for one in EventState
            ),
        ),
    ]


def _modules(chosen: tuple[int, ...] = ()) -> list[tuple[int, str]]:
    today = clock.today()
    return [
        (one.id, f"{one.title} ({say(AUDIENCE_WORDS[one.audience])}, {written(one.minutes)})")
        for one in queries.every_module(db.session)
        if one.withdrawn_on is None or one.withdrawn_on > today or one.id in chosen
    ]


def _facts(form: EventFields) -> EventFacts:
    return EventFacts(
        title=form.title.data or "",
        module_ids=tuple(form.module_ids.data or ()),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        place=form.place.data or "",
        organiser=form.organiser.data or "",
        trainer=form.trainer.data or "",
        hours=form.hours.data or "",
    )
