"""What the pages of the plan share, and what other slices add to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue.forms import Form
from catalogue.messages import Message

blueprint = Blueprint("action_plan", __name__)

Answer = str | Response | tuple[str, int]


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


def form_page(template: str, form: Form, **facts: object) -> Answer:
    """Show a form; with its faults, and the status that says so, when it was refused."""
    status = 422 if form.is_submitted() else 200
    return render_template(f"review/action_plan/{template}", form=form, **facts), status
