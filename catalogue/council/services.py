"""The acts on sessions of the council, under one name; they stand by idea in their own files."""

from catalogue.council.minutes import close, correct
from catalogue.council.outcome import adopted, reserves_to_lift, to_homologate
from catalogue.council.preparing import (
    Seat,
    SessionFacts,
    cancel,
    convene,
    edit_session,
    facts_of,
    make_session,
    note_attendance,
    set_agenda,
)
from catalogue.council.rulings import Decided, decide, lift_reserve
from catalogue.council.undoing import undo, what_stands_on

__all__ = [
    "Decided",
    "Seat",
    "SessionFacts",
    "adopted",
    "cancel",
    "close",
    "convene",
    "correct",
    "decide",
    "edit_session",
    "facts_of",
    "lift_reserve",
    "make_session",
    "note_attendance",
    "reserves_to_lift",
    "set_agenda",
    "to_homologate",
    "undo",
    "what_stands_on",
]
