"""The page of the plan: each line in the words of its source and in corrected words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from catalogue.database import db
from catalogue.messages import N_, Message
from catalogue.permissions import Permission, current_actor, public, requires
from review.action_plan import queries
from review.action_plan.models import PlanLine

blueprint = Blueprint("action_plan", __name__)

OWNERS = "owners"
COLUMNS: dict[str, Message] = {
    "activity": N_("Activité ou extrant"),
    "measures": N_("Mesures et actions"),
    "indicator": N_("Indicateur"),
    "target": N_("Valeur cible"),
    "schedule": N_("Calendrier"),
    OWNERS: N_("Responsables"),
    "comments": N_("Commentaires"),
}
_OWNER_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Follower:
    """An indicator that follows a line of the plan, and the page of its figure."""

    code: str
    title: str
    target: str
    endpoint: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Room:
    """A page where records behind the plan's lines are kept, and what is found there."""

    endpoint: str
    label: Message
    hint: Message


# The pages of the plan's records, in the order of its lines; the composition root fills it.
rooms: list[Room] = []

# The indicators of each line by its code; the slice that counts them gives them.
followers: list[Callable[[Session], Mapping[str, Sequence[Follower]]]] = []


@dataclass(frozen=True, slots=True)
class Wording:
    """One column of a line: what the source says, and what we show; owners are several."""

    heading: Message
    source: Sequence[str]
    shown: Sequence[str]


@blueprint.get("/plan")
@public
def index() -> str:
    """Show the plan's results and lines, with their targets and the indicators that follow them."""
    plan = queries.current_plan(db.session)
    return render_template(
        "review/action_plan/index.html",
        plan=plan,
        results=queries.results_of(plan),
        followers=_followers_by_line(db.session),
        may_follow=current_actor().may(Permission.PLAN_READ_INTERNAL),
        wordings={line.id: wordings_of(line) for line in plan.lines},
    )


@blueprint.get("/plan/suivi")
@requires(Permission.PLAN_READ_INTERNAL)
def following() -> str:
    """Show where the records behind each line of the plan are kept."""
    return render_template("review/action_plan/following.html", rooms=rooms)


def _followers_by_line(session: Session) -> Mapping[str, Sequence[Follower]]:
    found: dict[str, Sequence[Follower]] = {}
    for told in followers:
        found |= told(session)
    return found


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
    parts = text.split(_OWNER_SEPARATOR) if name == OWNERS else [text]
    return [part for part in parts if part]
