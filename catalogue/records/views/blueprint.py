"""The blueprint of the register, and the places where other slices add to a standard's page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from flask import Blueprint, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.records.subject import Subject

blueprint = Blueprint("records", __name__)

Panel = Callable[[Session, Edition, Actor], Markup | str | None]

# What other slices show on a standard's page, in this order: nearest entries, rounds, decisions.
panels: list[Panel] = []

SubjectPanel = Callable[[Session, Subject, Actor], Markup | str | None]

# What other slices show on the page of any document, in this order: who refers to it, the nearest.
subject_panels: list[SubjectPanel] = []

# The page of each kind of record, by the beginning of its key; the composition root adds others.
PAGES: dict[str, tuple[str, str]] = {"edition": ("records.edition", "edition_id")}

# Which of these editions are being examined for their marker; the review package knows.
under_review: list[Callable[[Session, Sequence[int]], Collection[int]]] = []

# The address of a decision's page by its id, where there is one to show.
decision_address: list[Callable[[int], str | None]] = []


@blueprint.app_template_global()
def record_href(key: str) -> str:
    """Give the address of a record's page by its key, «edition:12»; templates call it too."""
    kind, _, number = key.partition(":")
    endpoint, name = PAGES[kind]
    place = {name: int(number)}
    return url_for(endpoint, **place)  # type: ignore[arg-type]


def panels_about(session: Session, subject: Subject, actor: Actor) -> list[Markup | str]:
    """Give what other slices show of a document, in order."""
    return [one for panel in subject_panels if (one := panel(session, subject, actor))]


def examined_now(session: Session, edition_ids: Sequence[int]) -> set[int]:
    """Tell which of these editions somebody is examining, as far as other slices say."""
    return {one for ask in under_review for one in ask(session, edition_ids)}
