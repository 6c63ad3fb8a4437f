"""«Tableau du secrétariat»: what waits, on whom, since when; the load of each reader."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from catalogue import clock
from catalogue.database import db
from catalogue.paging import Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from review.assignments.reader_queries import (
    absences_of,
    competences_of,
    ics_of_rounds,
    loads_of,
)
from review.desk import queries
from review.desk.vocabulary import BOARD_HELP, BOARD_LABELS, BoardList
from review.needs.next_act import next_act

blueprint = Blueprint("desk", __name__, url_prefix="/secretariat")


@blueprint.get("")
@requires(Permission.REVIEW_ASSIGN)
def board() -> str:
    """Show one of the lists of what waits, with how many wait in each."""
    session, actor, today = db.session, current_actor(), clock.today()
    state = UrlState.read(request.args.items(multi=True), ("liste", "page"))
    counts = queries.board_counts(session, actor, today=today)
    wanted = _wanted(state.value("liste"))
    facts: dict[str, object] = {}
    total, number = counts[wanted], page_number(state.value("page"))
    page: Page[object]
    if wanted is BoardList.TO_COMPLETE:
        needs = queries.needs_on_board(session, actor, total=total, number=number)
        page = Page([(one, next_act(one)) for one in needs], total, number)
    elif wanted is BoardList.TO_REWORK:
        returned = queries.returns_on_board(session, actor, total=total, number=number)
        page = Page(returned.items, total, number)
    elif wanted in (BoardList.UNANSWERED, BoardList.LATE):
        people = queries.people_on_board(
            session, actor, wanted, total=total, number=number, today=today
        )
        page = Page(people.items, total, number)
    else:
        rounds = queries.rounds_on_board(session, actor, wanted, total=total, number=number)
        page = Page(rounds.items, total, number)
        facts["taken"] = queries.places_taken(session, rounds.items)
        facts["codes"] = ics_of_rounds(session, rounds.items)
    return render_template(
        "review/desk/board.html",
        wanted=wanted,
        counts=counts,
        labels=BOARD_LABELS,
        help=BOARD_HELP[wanted],
        page=page,
        state=state,
        today=today,
        **facts,
    )


def _wanted(text: str) -> BoardList:
    """Read which list an address asks for; anything else means the first."""
    return BoardList(text) if text in set(BoardList) else BoardList.UNASSIGNED


@blueprint.get("/charge")
@requires(Permission.REVIEW_ASSIGN)
def loads() -> str:
    """Show what each reader has in hand, is late for, knows, and when they are away."""
    session, actor, today = db.session, current_actor(), clock.today()
    state = UrlState.read(request.args.items(multi=True), ("page",))
    page = queries.readers_page(session, on=today, number=page_number(state.value("page")))
    ids = [one.id for one in page]
    return render_template(
        "review/desk/loads.html",
        page=page,
        state=state,
        in_hand=loads_of(session, actor, ids),
        late=queries.late_by_person(session, actor, ids, today=today),
        competences=competences_of(session, ids),
        absences=absences_of(session, ids, since=today),
        today=today,
    )
