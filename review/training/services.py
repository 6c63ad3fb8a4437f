"""What can be done with modules, events and lists of presence: one door to the acts."""

from __future__ import annotations

from review.training.attending import (
    ANOTHER,
    ERASED_NAME,
    Named,
    add_attendance,
    change_participant,
    erase_participant,
    remove_attendance,
)
from review.training.events import (
    Counts,
    EventFacts,
    attach_report,
    cancel,
    change_event,
    facts_of,
    hold,
    note_counts,
    plan_event,
    reopen,
)
from review.training.listing import (
    SKIPPED,
    Decided,
    forget_lists,
    give_up_list,
    show_list,
    take_in_list,
    undo_list,
)
from review.training.modules import ModuleFacts, add_module, change_module
from review.training.planning import LineFacts, add_line, change_line, remove_line

__all__ = [
    "ANOTHER",
    "ERASED_NAME",
    "SKIPPED",
    "Counts",
    "Decided",
    "EventFacts",
    "LineFacts",
    "ModuleFacts",
    "Named",
    "add_attendance",
    "add_line",
    "add_module",
    "attach_report",
    "cancel",
    "change_event",
    "change_line",
    "change_module",
    "change_participant",
    "erase_participant",
    "facts_of",
    "forget_lists",
    "give_up_list",
    "hold",
    "note_counts",
    "plan_event",
    "remove_attendance",
    "remove_line",
    "reopen",
    "show_list",
    "take_in_list",
    "undo_list",
]
