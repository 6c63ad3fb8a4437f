"""What other pages show of enquiries: a work item's, and the home page of who must answer."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.enquiry.following import stage_objections
from catalogue.enquiry.queries import enquiries_of, tallies, waiting_enquiries
from catalogue.enquiry.rules import committees_answered_for, may_read_comments, state_of
from catalogue.enquiry.vocabulary import ENQUIRY_STATE_LABELS, EnquiryState
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.rules import manages_programme
from catalogue.work_programme.stage_acts import ENQUIRY_OPENED
from catalogue.work_programme.workflow import STAGE_STATUSES, reason_needed

SHOWN_AT_HOME = 5
RUNNING = frozenset({EnquiryState.OPEN, EnquiryState.ENDED})
STATE_COLOURS = {EnquiryState.OPEN: "green", EnquiryState.ENDED: "ochre"}


def work_item_panel(session: Session, item: WorkItem, actor: Actor) -> Markup | None:
    """Show an item's enquiries, what they ask, and how to open one; nothing where there is none."""
    today = clock.today()
    found = enquiries_of(session, item.id)
    states = {one.id: state_of(one, on=today) for one in found}
    may_open = (
        manages_programme(actor)
        and item.status in STAGE_STATUSES
        and not RUNNING & set(states.values())
        and (item.stage_code == ENQUIRY_OPENED or _may_reach(item))
    )
    if not found and not may_open:
        return None
    inside = bool(found) and may_read_comments(session, actor, item, on=today)
    return Markup(  # noqa: S704 - our own template, escaped
        render_template(
            "catalogue/enquiry/_item_panel.html",
            item=item,
            enquiries=found,
            states=states,
            state_labels=ENQUIRY_STATE_LABELS,
            state_colours=STATE_COLOURS,
            tallies=tallies(session, [one.id for one in found]) if inside else {},
            inside=inside,
            may_open=may_open,
            recorded=item.stage_code == ENQUIRY_OPENED,
            obstacles=stage_objections(session, item, "50.00") if inside else [],
        )
    )


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Show on the home page the enquiries whose comments wait for this person."""
    if not actor.may(Permission.COMMITTEE_READ):
        return None
    committees = (
        None
        if manages_programme(actor)
        else committees_answered_for(session, actor, on=clock.today())
    )
    if committees is not None and not committees:
        return None
    waiting = waiting_enquiries(session, committee_ids=committees, most=SHOWN_AT_HOME)
    if not waiting:
        return None
    return {"template": "catalogue/enquiry/_home_panel.html", "waiting": waiting}


def _may_reach(item: WorkItem) -> bool:
    """Tell whether the enquiry may open from where the item is, with a reason or without."""
    return item.stage_code >= "30" and reason_needed(item.stage_code, ENQUIRY_OPENED) is not None
