"""What the pages of the slice share."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.enquiry.models import Enquiry
from catalogue.enquiry.queries import enquiry_by_id
from catalogue.enquiry.rules import may_answer, may_read_comments
from catalogue.errors import NotFound
from catalogue.permissions import current_actor

blueprint = Blueprint("enquiry", __name__)

Answer = str | Response | tuple[str, int]


def enquiry_or_404(enquiry_id: int) -> Enquiry:
    """Give the enquiry this person may know of, or the page that says there is none."""
    found = enquiry_by_id(db.session, current_actor(), enquiry_id)
    if found is None:
        raise NotFound
    return found


def read_or_404(enquiry_id: int) -> Enquiry:
    """Give the enquiry whose comments this person reads before they are published."""
    found = enquiry_or_404(enquiry_id)
    if not may_read_comments(db.session, current_actor(), found.work_item, on=clock.today()):
        raise NotFound
    return found


def answers(enquiry: Enquiry) -> bool:
    """Tell whether this person answers the comments of an enquiry."""
    return may_answer(db.session, current_actor(), enquiry.work_item, on=clock.today())
