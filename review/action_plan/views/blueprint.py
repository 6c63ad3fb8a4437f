"""What the pages of the plan share, and what other slices add to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue.forms import Form
from catalogue.messages import Message
from review.action_plan.models import ActionPlan

blueprint = Blueprint("action_plan", __name__)

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Follower:
    """An indicator that lines of plans follow, and the page of its figure.

    ``target`` is that of the shipped plan.
    """

    code: str
    title: str
    target: str
    endpoint: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Room:
    """A page where records behind the plan's lines are kept.

    ``indicators`` are those counted from them, which say the lines of the plan under way;
    ``hint`` says what is found where no indicator is.
    """

    endpoint: str
    label: Message
    indicators: tuple[str, ...] = ()
    hint: Message | None = None


# The pages of the plan's records, in the order of its lines; the composition root fills it.
rooms: list[Room] = []

# The indicators that lines follow, by their own code; the slice that counts them gives them.
followers: list[Callable[[Session], Mapping[str, Follower]]] = []


def page_of(plan: ActionPlan, anchor: str | None = None) -> str:
    """Give the address of a plan, at one of its lines or results."""
    return url_for("action_plan.plan", plan_id=plan.id, _anchor=anchor)


def form_page(template: str, form: Form, **facts: object) -> Answer:
    """Show a form; with its faults, and the status that says so, when it was refused."""
    status = 422 if form.is_submitted() else 200
    return render_template(f"review/action_plan/{template}", form=form, **facts), status
