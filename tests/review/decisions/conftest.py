"""A final-text round with its two readers, ready to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.policy.models import PolicyValue
from catalogue.work_programme.models import TextVersion, WorkItem
from review.answers import services as answers
from review.answers.models import Review
from review.assignments import queries
from review.assignments.models import Assignment, ReviewRound
from review.decisions.models import Decision
from review.decisions.queries import decision_of_round
from tests import factories
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, ONE, TODAY


@dataclass
class Case:
    """One round and its people; each act is said in one line."""

    session: Session
    item: WorkItem
    text: TextVersion
    round: ReviewRound
    secretariat: Account
    readers: list[Account]
    assignments: list[Assignment] = field(default_factory=list)

    def submit(self, which: int, checklist: Any = ONE, **facts: Any) -> Review:
        return arranging.handed_in(
            self.session, self.assignments[which], self.readers[which], checklist, **facts
        )

    def reopen(
        self, which: int, *, reason: str = "Une note m’avait échappé.", on: date = TODAY
    ) -> Review:
        found = queries.assignment_of(self.session, self.assignments[which].id)
        assert found is not None
        review = answers.reopen(
            self.session,
            found,
            actor=factories.actor(self.readers[which]),
            reason=reason,
            seen_version=found.version,
            at=NOW,
            on=on,
        )
        self.session.flush()
        return review

    def decision(self) -> Decision | None:
        return decision_of_round(self.session, self.round)


@pytest.fixture
def case(session: Session) -> Case:
    by = arranging.secretariat(session)
    committee = factories.committee(session, "CTN3")
    item = factories.work_item(session, committee_id=committee.id)
    text = arranging.council_text(session, item)
    made = arranging.opened(session, text, by)
    readers = [
        arranging.reader(session, name="Première Lectrice"),
        arranging.reader(session, name="Second Lecteur"),
    ]
    found = Case(session, item, text, made, by, readers)
    for who in readers:
        asked = arranging.asked(session, made, who, by)
        found.assignments.append(arranging.begun(session, asked, who))
    return found


@pytest.fixture
def rule(session: Session) -> Callable[..., None]:
    """Put another rule in force from a day on."""

    def put(value: str, *, since: date = TODAY, at: datetime = NOW) -> None:
        session.add(PolicyValue(key="marker_rule", value=value, valid_from=since, set_at=at))
        session.flush()

    return put
