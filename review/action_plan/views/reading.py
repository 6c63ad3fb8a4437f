"""The page of a plan: each line in the words of its source and in corrected words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.messages import Message
from catalogue.permissions import Permission, current_actor, public, requires
from review.action_plan import queries
from review.action_plan.models import ActionPlan, PlanLine
from review.action_plan.views.blueprint import Follower, blueprint, followers, rooms
from review.action_plan.vocabulary import (
    COLUMNS,
    MISSING_LABELS,
    OWNER_SEPARATOR,
    OWNERS,
    SLOT_LABELS,
    Slot,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One column of a line: what the source says, and what we show; owners are several."""

    heading: Message
    source: Sequence[str]
    shown: Sequence[str]


@blueprint.get("/plan")
@public
def index() -> str:
    """Show the plan under way: its results, objectives and lines, with their indicators."""
    return _page(queries.current_plan(db.session, clock.today()))


@blueprint.get("/plan/<int:plan_id>")
@public
def plan(plan_id: int) -> str:
    """Show one plan; a draft to those who follow the plan only."""
    return _page(queries.plan_of(db.session, plan_id))


@blueprint.get("/plan/suivi")
@requires(Permission.PLAN_READ_INTERNAL)
def following() -> str:
    """Show where the records behind each line of the plan are kept."""
    plan = queries.followed_plan(db.session, clock.today())
    lines = plan.lines if plan is not None else ()
    return render_template(
        "review/action_plan/following.html",
        plan=plan,
        rooms=[
            (room, [one.code for one in lines if {*one.indicator_codes} & {*room.indicators}])
            for room in rooms
        ],
    )


def _page(shown: ActionPlan) -> str:
    version = queries.last_version(db.session, shown.id)
    internal = current_actor().may(Permission.PLAN_READ_INTERNAL)
    if version is None and not internal:
        raise NotFound
    return render_template(
        "review/action_plan/index.html",
        plan=shown,
        version=version,
        changed=version is not None
        and (version.objectives, version.lines)
        != (queries.objectives_content(shown), queries.lines_content(shown)),
        validation=queries.standing_validation(db.session, shown.id, clock.today()),
        results=queries.results_of(shown),
        followers=_followers_by_line(db.session, shown),
        shipped=shown.loaded_at is None,
        under_way=queries.is_under_way(db.session, shown, clock.today()),
        sourced=_sourced(shown),
        may_follow=internal,
        keeper=current_actor().may(Permission.PLAN_KEEP),
        wordings={line.id: wordings_of(line) for line in shown.lines},
        slots=Slot,
        slot_labels=SLOT_LABELS,
        missing_labels=MISSING_LABELS,
    )


def _followers_by_line(session: Session, shown: ActionPlan) -> Mapping[str, Sequence[Follower]]:
    known: dict[str, Follower] = {}
    for told in followers:
        known |= told(session)
    return {
        line.code: [known[code] for code in line.indicator_codes if code in known]
        for line in shown.lines
    }


def _sourced(shown: ActionPlan) -> bool:
    """Tell whether the words of a source stand beside those shown."""
    return any(getattr(line, f"{name}_source") for line in shown.lines for name in COLUMNS)


def wordings_of(line: PlanLine) -> list[Wording]:
    """Give the columns of a line that say something, in the order of the plan."""
    return [
        Wording(
            heading,
            _texts(name, getattr(line, f"{name}_source")),
            _texts(name, getattr(line, name)),
        )
        for name, heading in COLUMNS.items()
        if getattr(line, f"{name}_source") or getattr(line, name)
    ]


def _texts(name: str, text: str) -> list[str]:
    parts = text.split(OWNER_SEPARATOR) if name == OWNERS else [text]
    return [part for part in parts if part]
