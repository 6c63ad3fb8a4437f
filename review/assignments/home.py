"""«À relire», the reviewer's home, and the list of every round for those who follow them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.i18n import say
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, Page, UrlState, offset, page_number
from catalogue.permissions import Actor, Permission, current_actor, requires
from review.assignments import queries
from review.assignments.models import Assignment
from review.assignments.reader_queries import absences_of, competences_of, ics_titles_of
from review.assignments.vocabulary import PHASE_LABELS, ROUND_STATE_LABELS, Phase, RoundState

MOST_ON_HOME = 5  # lines on the page every person starts from


@requires(Permission.REVIEW_FILL, Permission.REVIEW_READ, Permission.REVIEW_ASSIGN)
def index() -> str:
    """Show what waits on this person and by when, and what they wrote before.

    Whoever does not read finds the list of the rounds instead.
    """
    session, actor = db.session, current_actor()
    if not actor.may(Permission.REVIEW_FILL):
        return _all_rounds()
    state = UrlState.read(request.args.items(multi=True), ("theme", "page"))
    waiting = queries.waiting_on(session, actor)
    themes = queries.themes_of(session, [one.round for one in waiting])
    chosen = frozenset(state.values("theme"))
    kept = [one for one in waiting if not chosen or chosen & set(themes[one.round_id])]
    number = page_number(state.value("page"))
    own = actor.account_id or 0
    today = clock.today()
    return render_template(
        "review/assignments/index.html",
        waiting=Page(kept[offset(number) :][:PAGE_SIZE], len(kept), number),
        all_waiting=len(waiting),
        facets=[_theme_facet(session, waiting, themes)],
        state=state,
        handed_in=queries.handed_in(session, actor),
        competences=competences_of(session, [own])[own],
        absences=absences_of(session, [own], since=today)[own],
        today=today,
    )


@requires(Permission.REVIEW_FILL)
def written() -> str:
    """Show everything this person wrote and handed in, page by page."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    page = queries.handed_in(db.session, current_actor(), number=page_number(state.value("page")))
    return render_template("review/assignments/written.html", page=page, state=state)


def _theme_facet(
    session: Session, waiting: Sequence[Assignment], themes: Mapping[int, tuple[str, ...]]
) -> Facet:
    counts: dict[str, int] = {}
    for one in waiting:
        for theme in themes[one.round_id]:
            counts[theme] = counts.get(theme, 0) + 1
    titles = ics_titles_of(session, sorted(counts))
    return Facet(
        "theme",
        _("Thème"),
        tuple(
            FacetValue(code, f"{code} – {titles[code]}" if code in titles else code, counts[code])
            for code in sorted(counts)
        ),
    )


@requires(Permission.REVIEW_READ)
def all_rounds() -> str:
    """Show every round this person may follow."""
    return _all_rounds()


def _all_rounds() -> str:
    session, actor = db.session, current_actor()
    state = UrlState.read(request.args.items(multi=True), ("etat", "phase", "page"))
    page = queries.rounds_page(
        session,
        actor,
        states=[one for one in RoundState if state.has("etat", one.value)],
        phases=[one for one in Phase if state.has("phase", one.value)],
        number=page_number(state.value("page")),
    )
    return render_template(
        "review/assignments/rounds.html",
        page=page,
        readers=queries.assignments_in(session, actor, page.items),
        facets=_round_facets(session, actor),
        state=state,
        today=clock.today(),
    )


def _round_facets(session: Session, actor: Actor) -> list[Facet]:
    counts = queries.counts_by_state(session, actor)
    return [
        Facet(
            "etat",
            _("État"),
            tuple(
                FacetValue(one.value, say(label), counts.get(one, 0))
                for one, label in ROUND_STATE_LABELS.items()
            ),
        ),
        Facet(
            "phase",
            _("Texte relu"),
            tuple(FacetValue(one.value, say(label)) for one, label in PHASE_LABELS.items()),
        ),
    ]


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Show on the home page what waits first on a person who reads."""
    if not actor.may(Permission.REVIEW_FILL):
        return None
    waiting = queries.waiting_on(session, actor, most=MOST_ON_HOME + 1)
    if not waiting:
        return None
    return {
        "template": "review/assignments/_home_panel.html",
        "waiting": waiting[:MOST_ON_HOME],
        "more": len(waiting) > MOST_ON_HOME,
    }
