"""The blueprint of the register, and the places where other slices add to a standard's page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from flask import Blueprint
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.permissions import Actor
from catalogue.records.models import Edition

blueprint = Blueprint("records", __name__)

Panel = Callable[[Session, Edition, Actor], Markup | str | None]

# What other slices show on a standard's page, in this order: nearest entries, rounds, decisions.
panels: list[Panel] = []

# Which of these editions are being examined for their marker; the review package knows.
under_review: list[Callable[[Session, Sequence[int]], Collection[int]]] = []

# The address of a decision's page by its id, where there is one to show.
decision_address: list[Callable[[int], str | None]] = []


def examined_now(session: Session, edition_ids: Sequence[int]) -> set[int]:
    """Tell which of these editions somebody is examining, as far as other slices say."""
    return {one for ask in under_review for one in ask(session, edition_ids)}
