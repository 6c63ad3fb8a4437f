"""Doing what a posted form asks, and showing it again with its faults when the rules refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock, posted
from catalogue.database import db
from catalogue.errors import Conflict, DomainError
from catalogue.forms import Form, OnceForm
from catalogue.permissions import current_actor
from catalogue.security import posted_fields

T = TypeVar("T")


def done(form: Form, act: Callable[[], object]) -> bool:
    """Do the act and commit; what the rules refuse goes beside the fields, and gives False.

    A conflict with somebody else's text is left to its own page (catalogue.error_pages).
    """
    try:
        act()
    except Conflict:
        raise
    except DomainError as error:
        form.refuse(error)
        return False
    db.session.commit()
    return True


def carried_out(form: Form, act: Callable[[], T]) -> T | None:
    """Do an act that may write before the rules refuse it; give what it gives, None when refused.

    What it wrote is then undone, and what was loaded before is to be loaded again. A person not
    allowed, a record gone or changed by somebody else are left to their own pages.
    """
    try:
        given = act()
    except DomainError as error:
        if error.status != DomainError.status:
            raise
        db.session.rollback()
        form.refuse(error)
        return None
    db.session.commit()
    return given


def sent_before(form: OnceForm) -> Response | None:
    """Lead a second press of the same form, same answers, to the page of the first."""
    address = posted.led_to(db.session, _digest()) if form.once.data else None
    if address is None:
        return None
    flash(_("Cet envoi était déjà arrivé : voici ce qui est enregistré, une seule fois."))
    return redirect(address)


def sent(form: OnceForm, address: str) -> Response:
    """Keep where this form leads, commit the act, and go there."""
    if form.once.data:
        posted.remember(db.session, _digest(), address, at=clock.now())
    db.session.commit()
    return redirect(address)


def _digest() -> str:
    return posted.digest_of(current_actor(), request.path, posted_fields())
