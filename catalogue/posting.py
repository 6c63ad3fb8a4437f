"""Doing what a posted form asks, and showing it again with its faults when the rules refuse."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.database import db
from catalogue.errors import Conflict, DomainError
from catalogue.forms import Form


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
