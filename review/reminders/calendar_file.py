"""A person's dates as a calendar file (RFC 5545); the only importer of icalendar (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Normes & Genre//agenda//FR"
ENDING = "ics"
MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day in a calendar.

    ``key`` stays the same while the date moves; ``sequence`` grows with each change, so that a
    program takes the latest; a ``cancelled`` one is taken away. ``summary`` is shown as one line;
    ``where`` is the address of its page.
    """

    key: str
    day: date
    summary: str
    sequence: int
    where: str = ""
    cancelled: bool = False


def calendar_of(entries: Iterable[Entry], *, name: str, host: str, written_at: datetime) -> bytes:
    """Write a calendar of whole days: CRLF lines of at most 75 octets, in the order of the days.

    ``host`` completes the keys into identifiers unique in the world; ``written_at`` is the moment
    the file is made (DTSTAMP).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    for entry in sorted(entries, key=lambda one: (one.day, one.key)):
        event = Event()
        event.add("uid", f"{entry.key}@{host}")
        event.add("dtstamp", written_at.astimezone(UTC))
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", one_line(entry.summary))
        event.add("sequence", entry.sequence)
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        if entry.where:
            event.add("url", entry.where)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def one_line(text: str) -> str:
    """Give a text as one line, without the control characters that a calendar cannot hold."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())
