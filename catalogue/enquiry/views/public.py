"""Enquiries as everybody reads them: the lists, one enquiry, its draft."""

from __future__ import annotations

from datetime import date

from flask import current_app, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.documents.services import path_of
from catalogue.enquiry.models import Enquiry
from catalogue.enquiry.queries import (
    comments_of,
    latest_enquiry,
    page_of_enquiries,
    refusals_of,
    tallies,
)
from catalogue.enquiry.rules import may_read_comments, state_of, takes_comments
from catalogue.enquiry.views.blueprint import Answer, answers, blueprint, enquiry_or_404
from catalogue.enquiry.vocabulary import (
    ENQUIRY_STATE_LABELS,
    GROUND_LABELS,
    OUTCOME_COLOURS,
    OUTCOME_LABELS,
    REFUSAL_KIND_LABELS,
    SHORT_KIND_LABELS,
)
from catalogue.errors import NotFound
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import current_actor, public
from catalogue.policy.services import value_of
from catalogue.work_programme.rules import manages_programme
from catalogue.work_programme.views.blueprint import item_or_404
from catalogue.work_programme.vocabulary import TEXT_KIND_LABELS

OVER = "terminees"  # the value of the address for the enquiries that are over


@blueprint.get("/enquetes")
@public
def index() -> Answer:
    """List the enquiries that take comments today, or those that are over."""
    today = clock.today()
    state = UrlState.read(request.args.items(multi=True), ("liste", "page"))
    over = state.value("liste") == OVER
    number = page_number(state.value("page"))
    rows, total = page_of_enquiries(
        db.session,
        current_actor(),
        still_open=not over,
        on=today,
        page=number,
        size=PAGE_SIZE,
    )
    return render_template(
        "catalogue/enquiry/index.html",
        page=Page(rows, total, number),
        state=state,
        over=over,
        over_value=OVER,
        days_left=lambda one: days_left(one, today),
        standing=lambda one: state_of(one, on=today),
        state_labels=ENQUIRY_STATE_LABELS,
    )


@blueprint.get("/enquetes/<int:enquiry_id>")
@public
def page(enquiry_id: int) -> Answer:
    """Show one enquiry: its days, the text, how to get it and how to comment on it."""
    session, actor, today = db.session, current_actor(), clock.today()
    enquiry = enquiry_or_404(enquiry_id)
    item = enquiry.work_item
    manager = manages_programme(actor)
    inside = may_read_comments(session, actor, item, on=today)
    published = enquiry.table_published_at is not None
    return render_template(
        "catalogue/enquiry/enquiry.html",
        enquiry=enquiry,
        item=item,
        standing=state_of(enquiry, on=today),
        takes=takes_comments(enquiry, on=today),
        left=days_left(enquiry, today),
        manager=manager,
        inside=inside,
        answers=answers(enquiry),
        tally=tallies(session, [enquiry.id]).get(enquiry.id) if inside else None,
        comments=comments_of(session, enquiry.id) if published else None,
        refusals=refusals_of(session, enquiry.id) if manager else {},
        contact=value_of(session, "contact_email", on=today),
        ground_labels=GROUND_LABELS,
        outcome_labels=OUTCOME_LABELS,
        outcome_colours=OUTCOME_COLOURS,
        kind_labels=SHORT_KIND_LABELS,
        refusal_labels=REFUSAL_KIND_LABELS,
        text_kind_labels=TEXT_KIND_LABELS,
        state_labels=ENQUIRY_STATE_LABELS,
    )


@blueprint.get("/programme/<int:item_id>/enquete")
@public
def of_item(item_id: int) -> Response:
    """Lead from a work item to its latest enquiry, or back to the item when it has none."""
    item = item_or_404(item_id)
    latest = latest_enquiry(db.session, item.id)
    if latest is None:
        return redirect(url_for("work_programme.item", item_id=item.id))
    return redirect(url_for(".page", enquiry_id=latest.id))


@blueprint.get("/enquetes/<int:enquiry_id>/projet")
@public
def draft_file(enquiry_id: int) -> Response:
    """Send the draft, if the agency publishes it."""
    enquiry = enquiry_or_404(enquiry_id)
    text = enquiry.text_version
    if not enquiry.draft_published or text is None or text.document.sha256 is None:
        raise NotFound
    path = path_of(current_app.extensions["settings"].data_dir, text.document)
    if not path.is_file():
        raise NotFound
    return send_file(
        path,
        mimetype=text.document.media_type or "application/octet-stream",
        as_attachment=True,
        download_name=text.document.file_name,
        conditional=True,
        etag=text.document.sha256,
        max_age=0,
    )


def days_left(enquiry: Enquiry, today: date) -> int:
    """Give how many days one may still comment, today included; 0 when it is over."""
    if not takes_comments(enquiry, on=today):
        return 0
    return (enquiry.closes_on - today).days + 1
