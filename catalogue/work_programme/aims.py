"""What an item is to be, as a file says it, and what follows from that (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from catalogue.work_programme.facts import ItemFacts
from catalogue.work_programme.history import reached
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus as S

ENQUIRY_OPENED, ENQUIRY_CLOSED = "40.20", "40.60"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What an item is to be, new (``item`` is None) or as recorded, and why, for the journal.

    ``facts`` without a number take the year's next one. ``status`` None leaves a recorded item's
    as it is, unless the stage is a decision to repeat; a new item is active.
    """

    row: int
    facts: ItemFacts
    registered_on: date
    stage: str
    stage_on: date
    status: S | None
    planned: Mapping[str, date]
    reason: str
    item: WorkItem | None = None


def awaited_day(planned: Mapping[str, date], stage: str) -> date | None:
    """Give the earliest planned day of a stage not reached."""
    return min((day for code, day in planned.items() if not reached(code, stage)), default=None)


def followed(
    facts: ItemFacts, aim: Aim, *, moved: bool, recorded: ItemFacts | None = None
) -> ItemFacts:
    """Carry over what a stage means for the enquiry's dates, where the file gives no others."""
    if not moved:
        return facts
    before = (recorded.enquiry_from, recorded.enquiry_to) if recorded else (None, None)
    if aim.stage == ENQUIRY_OPENED and facts.enquiry_from == before[0]:
        facts = replace(facts, enquiry_from=aim.stage_on)
        if facts.enquiry_to is not None and facts.enquiry_to < aim.stage_on:
            facts = replace(facts, enquiry_to=None)
    elif aim.stage == ENQUIRY_CLOSED and facts.enquiry_to == before[1]:
        facts = replace(facts, enquiry_to=aim.stage_on)
    return facts
