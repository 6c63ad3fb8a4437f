"""Telling people, each morning, of a meeting that comes and of a recommendation that is late.

Once for each date: a machine that slept tells once what it missed, a date that moved begins anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.accounts.queries import accounts_with_role
from catalogue.notices import services as notices
from catalogue.permissions import Role
from catalogue.policy.services import number_of
from review.monitoring.models import MonitoringMeeting, MonitoringReminder, Recommendation
from review.monitoring.queries import late_untold, members, to_announce
from review.monitoring.vocabulary import Reminded


def send_due(session: Session, *, at: datetime, on: date) -> int:
    """Tell whom it concerns of everything due that day; give of how many things.

    Call as a writer; ``on`` is that day where the agency is.
    """
    before = timedelta(days=number_of(session, "monitoring_meeting_before_days", on=on))
    meetings = to_announce(session, on=on, until=on + before)
    late = late_untold(session, on=on)
    if not meetings and not late:
        return 0
    keepers = {
        account.id
        for role in (Role.MONITORING, Role.SECRETARIAT)
        for account in accounts_with_role(session, role, on=on)
    }
    for meeting in meetings:
        _announce(session, meeting, keepers, at=at, on=on)
    if late:
        _tell_late(session, late, keepers, at=at, on=on)
    return len(meetings) + len(late)


def _announce(
    session: Session, meeting: MonitoringMeeting, keepers: set[int], *, at: datetime, on: date
) -> None:
    _keep(session, Reminded.MEETING, meeting.id, meeting.planned_on, on)
    seated = _accounts_of(
        session, [one.person_id for one in members(session, meeting.planned_on) if one.person_id]
    )
    context = {
        "number": meeting.number,
        "planned_on": f"{meeting.planned_on:%d/%m/%Y}",
        "begins": meeting.begins,
        "place": meeting.place,
        "meeting_id": meeting.id,
    }
    notices.tell(session, "monitoring_meeting_soon", keepers, context, at=at)
    invited = {account for accounts in seated.values() for account in accounts} - keepers
    if invited:
        notices.tell(session, "monitoring_meeting_invited", invited, context, at=at)


def _tell_late(
    session: Session, late: Sequence[Recommendation], keepers: set[int], *, at: datetime, on: date
) -> None:
    for one in late:
        if one.due_on is not None:
            _keep(session, Reminded.RECOMMENDATION, one.id, one.due_on, on)
    notices.tell(
        session,
        "monitoring_recommendations_late",
        keepers,
        {"total": len(late), "first": late[0].number},
        at=at,
    )
    owners = _accounts_of(session, [one.owner_person_id for one in late if one.owner_person_id])
    for one in late:
        to_tell = set(owners.get(one.owner_person_id or 0, ())) - keepers
        if to_tell and one.due_on is not None:
            notices.tell(
                session,
                "monitoring_recommendation_yours",
                to_tell,
                {"number": one.number, "due_on": f"{one.due_on:%d/%m/%Y}"},
                at=at,
            )


def _keep(session: Session, about: Reminded, subject_id: int, about_on: date, on: date) -> None:
    session.add(
        MonitoringReminder(about=about, subject_id=subject_id, about_on=about_on, sent_on=on)
    )


def _accounts_of(session: Session, people: Iterable[int]) -> dict[int, list[int]]:
    """Give the active accounts of people of the register, by person."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = session.execute(
        sa.select(Account.person_id, Account.id).where(
            Account.person_id.in_(list(people)), Account.active
        )
    )
    for person_id, account_id in rows:
        if person_id is not None:
            found[person_id].append(account_id)
    return found
