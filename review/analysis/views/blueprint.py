"""What the pages of a text share: the blueprint, the text one may read, what one chose to see."""

from __future__ import annotations

from flask import Blueprint, request

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.paging import UrlState
from catalogue.permissions import current_actor
from review.analysis import queries
from review.analysis.forms import CRITERIA
from review.analysis.hint_queries import Choice, View
from review.analysis.vocabulary import (
    CLASS_LABELS,
    CRITERION_OF,
    KIND_LABELS,
    STATE_LABELS,
    HintKind,
    HintState,
    WordingClass,
    why,
)

blueprint = Blueprint("analysis", __name__, url_prefix="/relectures/textes")

_FILTERS = ("nature", "classe", "etat")


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Give every template the words of the hints."""
    return {
        "HINT_CLASS_LABELS": CLASS_LABELS,
        "HINT_CRITERIA": CRITERIA,
        "HINT_CRITERION_OF": CRITERION_OF,
        "HINT_KIND_LABELS": KIND_LABELS,
        "HINT_STATE_LABELS": STATE_LABELS,
        "hint_why": why,
    }


def view_of(text_id: int) -> View:
    """Give a text this person may read, with their own reading of it; others get no page."""
    session, actor = db.session, current_actor()
    text = queries.readable_text(session, actor, text_id)
    if text is None:
        raise NotFound
    return View(text, actor, queries.reading_of(session, actor, text_id))


def chosen() -> UrlState:
    """Read what the person chose, from the address."""
    return UrlState.read(request.args.items(multi=True), (*_FILTERS, "page"))


def choice_of(state: UrlState) -> Choice:
    """Give the chosen filters as the queries take them; unknown values choose nothing."""
    return Choice(
        tuple(one for one in HintKind if state.has("nature", one.value)),
        tuple(one for one in WordingClass if state.has("classe", one.value)),
        tuple(one for one in HintState if state.has("etat", one.value)),
    )
