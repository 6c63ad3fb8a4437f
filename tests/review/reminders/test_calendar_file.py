"""The calendar file, read as RFC 5545 says: lines, folding, escaping, days, changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from review.reminders.calendar_file import Entry, calendar_of, one_line

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)

entries = st.builds(
    Entry,
    key=st.from_regex(r"relecture-[0-9]{1,6}-(due|answer|discussion)", fullmatch=True),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 30)),
    summary=st.text(max_size=300),
    sequence=st.integers(0, 10**6),
    where=st.sampled_from(["", "https://normes.example/relectures/mes-relectures/7"]),
    cancelled=st.booleans(),
)


def written(*found, name="Mes relectures"):
    return calendar_of(found, name=name, host="normes.example", written_at=AT)


@given(st.lists(entries, max_size=8, unique_by=lambda one: one.key), st.text(max_size=80))
def test_any_entries_make_lines_that_a_calendar_reads_back(found, name):
    content = written(*found, name=name)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in lines:
        line.decode("utf-8")  # folding never cuts a character
    read = Calendar.from_ical(content)
    events = {str(one["uid"]): one for one in read.walk("VEVENT")}
    assert set(events) == {f"{one.key}@normes.example" for one in found}
    for one in found:
        event = events[f"{one.key}@normes.example"]
        assert str(event["summary"]) == one_line(one.summary)
        assert event["dtstart"].dt == one.day
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event["dtend"].dt == one.day + timedelta(days=1)
        assert event["dtstamp"].dt == AT
        assert int(event["sequence"]) == one.sequence
        assert str(event["status"]) == ("CANCELLED" if one.cancelled else "CONFIRMED")
        assert str(event.get("url", "")) == one.where


@given(st.lists(entries, max_size=5, unique_by=lambda one: one.key))
def test_the_same_entries_give_the_same_bytes_in_whatever_order(found):
    assert written(*found) == written(*reversed(found))


def test_a_date_that_moved_keeps_its_identifier_and_says_it_is_later():
    before = Entry("relecture-7-due", date(2026, 12, 1), "Relecture", 2)
    after = Entry("relecture-7-due", date(2026, 12, 9), "Relecture", 3)
    first, second = (Calendar.from_ical(written(one)).walk("VEVENT")[0] for one in (before, after))
    assert first["uid"] == second["uid"]
    assert int(second["sequence"]) > int(first["sequence"])


def test_a_title_cannot_add_a_line_of_its_own():
    content = written(Entry("relecture-7-due", date(2026, 12, 1), "A\r\nATTACH:http://x\r\n", 1))
    assert b"\r\nATTACH" not in content


def test_the_file_as_it_is():
    entry = Entry("relecture-7-due", date(2026, 12, 1), "À soumettre : vis, écrous ; 2", 1)
    assert written(entry).decode() == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//Normes & Genre//agenda//FR\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "METHOD:PUBLISH\r\n"
        "X-WR-CALNAME:Mes relectures\r\n"
        "BEGIN:VEVENT\r\n"
        "SUMMARY:À soumettre : vis\\, écrous \\; 2\r\n"
        "DTSTART;VALUE=DATE:20261201\r\n"
        "DTEND;VALUE=DATE:20261202\r\n"
        "DTSTAMP:20261127T093000Z\r\n"
        "UID:relecture-7-due@normes.example\r\n"
        "SEQUENCE:1\r\n"
        "CLASS:PRIVATE\r\n"
        "STATUS:CONFIRMED\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
