"""Telling the secretariat, each morning, what is soon to be examined and what is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from catalogue.accounts.queries import accounts_with_role
from catalogue.maintenance.models import ExaminationReminder
from catalogue.maintenance.queries import Line, all_lines, reminders_sent
from catalogue.maintenance.vocabulary import Standing
from catalogue.notices import services as notices
from catalogue.permissions import Role
from catalogue.policy.services import number_of

# The most reminders after one date: then the list of reviews says it by itself.
MOST_LATE = 4

Sent = Mapping[tuple[int, date, bool], tuple[int, date]]


@dataclass(frozen=True, slots=True)
class Reminded:
    """One edition to tell of: before its date, or after it."""

    line: Line
    about_on: date
    late: bool


def to_remind(lines: list[Line], sent: Sent, *, today: date, after: int) -> list[Reminded]:
    """Give what is to be told today, about each date: once before, then every ``after`` days.

    A machine that slept tells once what it missed; a date that moved begins anew.
    """
    found: list[Reminded] = []
    for line in lines:
        if line.due_on is None or line.standing not in {Standing.SOON, Standing.LATE}:
            continue
        late = line.standing is Standing.LATE
        told = sent.get((line.edition_id, line.due_on, late))
        if not late:
            due = told is None
        elif told is None:
            due = today >= line.due_on + timedelta(days=after)
        else:
            due = told[0] < MOST_LATE and today >= told[1] + timedelta(days=after)
        if due:
            found.append(Reminded(line, line.due_on, late))
    return found


def send_due(session: Session, *, at: datetime, on: date) -> int:
    """Tell the secretariat of everything due that day in one message; give of how many standards.

    Call as a writer; ``on`` is that day where the agency is.
    """
    after = number_of(session, "examination_after_days", on=on)
    found = to_remind(all_lines(session, on=on), reminders_sent(session), today=on, after=after)
    if not found:
        return 0
    session.add_all(
        ExaminationReminder(
            edition_id=one.line.edition_id, about_on=one.about_on, late=one.late, sent_on=on
        )
        for one in found
    )
    people = [account.id for account in accounts_with_role(session, Role.SECRETARIAT, on=on)]
    late = sum(one.late for one in found)
    notices.tell(
        session,
        "examinations_due",
        people,
        {"soon": len(found) - late, "late": late, "first": found[0].line.reference},
        at=at,
    )
    return len(found)
