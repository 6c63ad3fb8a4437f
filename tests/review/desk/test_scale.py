"""From 100 to 10,000 reviews: the same number of queries, none that reads a table through."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import cycle

import pytest
import sqlalchemy as sa

from catalogue.database import db
from review.assignments.models import Assignment, InterestDeclaration, ReviewRound
from review.assignments.vocabulary import AssignmentState, RoundState
from review.checklists.queries import latest_published
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from tests import factories
from tests.review.assignments.arranging import (
    NOW,
    TODAY,
    council_text,
    entering,
    reader,
    secretariat,
)

FEW, MANY = 100, 10_000
MOST_QUERIES = 12
# Tables that grow with the work of the desk: a page that reads one through slows down for ever.
GROWING = ("assignment", "needs_expression", "review", "review_round", "text_version", "work_item")

_ROUNDS = (
    *(RoundState.DECIDED,) * 4,
    *(RoundState.OPEN,) * 3,
    RoundState.DISCUSSION,
    RoundState.ADJUDICATION,
    RoundState.CLOSED,
    RoundState.CANCELLED,
)
_PARTS = (
    AssignmentState.INVITED,
    AssignmentState.ACCEPTED,
    AssignmentState.IN_PROGRESS,
    AssignmentState.DECLINED,
    AssignmentState.NO_RESPONSE,
)
_NEEDS = (NeedsState.RETURNED, NeedsState.SUBMITTED, NeedsState.DRAFT, NeedsState.REGISTERED)


class Desk:
    """A desk with its people; ``grow`` adds reviews as rows, without their acts."""

    def __init__(self, session):
        self.session = session
        self.by = secretariat(session)
        self.committee = factories.committee(session, "CTN1")
        self.chair = factories.account(session, chairs=self.committee)
        self.readers = [reader(session) for _ in range(40)]
        self.items = [
            factories.work_item(session, committee_id=self.committee.id) for _ in range(30)
        ]
        self.texts = [council_text(session, item) for item in self.items]
        self.checklist = latest_published(session)
        self.last = 0

    def busy(self):
        """Give somebody who has something to do."""
        first = sa.select(Assignment.account_id).where(
            Assignment.state == AssignmentState.IN_PROGRESS
        )
        found = self.session.scalar(first.limit(1))
        return next(one for one in self.readers if one.id == found)

    def grow(self, reviews: int) -> None:
        """Bring the number of assignments up to ``reviews``, two a round."""
        insert = self.session.execute
        states, parts, needs = cycle(_ROUNDS), cycle(_PARTS), cycle(_NEEDS)
        rounds, assignments, interests, fiches = [], [], [], []
        for number in range(self.last + 1, reviews // 2 + 1):
            state = next(states)
            place = number % len(self.items)
            rounds.append(
                {
                    "id": number,
                    "phase": "final",
                    "work_item_id": self.items[place].id,
                    "text_version_id": self.texts[place].id,
                    "checklist_version_id": self.checklist.id,
                    "state": state,
                    "required_reviews": 2,
                    "due_on": TODAY + timedelta(days=number % 40 - 20),
                    "opened_at": NOW - timedelta(minutes=number),
                    "discussion_until": TODAY + timedelta(days=number % 10 - 5),
                    "version": 1,
                }
            )
            for which in (0, 1):
                who = self.readers[(number * 2 + which) % len(self.readers)]
                part = next(parts) if state is RoundState.OPEN else AssignmentState.SUBMITTED
                assignments.append(
                    {
                        "id": number * 2 + which,
                        "round_id": number,
                        "account_id": who.id,
                        "role": "reviewer",
                        "state": part,
                        "respond_by": TODAY + timedelta(days=number % 12 - 6),
                        "due_on": TODAY + timedelta(days=number % 40 - 20),
                        "assigned_at": NOW,
                        "version": 1,
                    }
                )
                interests.append(
                    {
                        "assignment_id": number * 2 + which,
                        "has_interest": False,
                        "declared_at": NOW,
                    }
                )
            stands = next(needs)
            fiches.append(
                {
                    "title_fr": f"Besoin {number}",
                    "number": f"EB-{number}",
                    "state": stands,
                    "author_id": self.chair.id,
                    "committee_id": self.committee.id,
                    "created_at": NOW,
                    "updated_at": NOW,
                    "submitted_at": NOW - timedelta(minutes=number),
                    "admissibility_on": TODAY,
                    "work_item_id": (
                        self.items[place].id if stands is NeedsState.REGISTERED else None
                    ),
                    "version": 1,
                    **{name: [] for name in ("aspects", "ics", "differences", "other_groups")},
                    **{name: [] for name in ("sdgs", "asked_fields")},
                    "benefits": {},
                    "target_dates": {},
                }
            )
        insert(sa.insert(ReviewRound), rounds)
        insert(sa.insert(Assignment), assignments)
        insert(sa.insert(InterestDeclaration), interests)
        insert(sa.insert(NeedsExpression), fiches)
        self.last = reviews // 2
        self.session.commit()
        self.session.expunge_all()


PAGES = (
    ("reader", "/relectures"),
    ("reader", "/relectures/mes-relectures"),
    ("reader", "/relectures/disponibilites"),
    ("by", "/relectures/toutes"),
    ("by", "/relectures/toutes?etat=open&etat=decided&phase=final"),
    ("by", "/secretariat"),
    ("by", "/secretariat?liste=attente"),
    ("by", "/secretariat?liste=en-retard"),
    ("by", "/secretariat?liste=en-desaccord"),
    ("by", "/secretariat?liste=a-completer"),
    ("by", "/secretariat/charge"),
    ("by", "/secretariat/confier"),
    ("chair", "/mes-demandes"),
    ("chair", "/mes-demandes/4"),
    ("by", "/relectures/6"),
    ("by", "/relectures/6/inviter"),
)


@pytest.fixture
def desk(session):
    return Desk(session)


def test_every_page_of_the_desk_costs_the_same_and_reads_no_table_through(desk, sign_in):
    people = {"by": desk.by, "chair": desk.chair}
    seen = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append((statement, parameters))

    def cost() -> dict[str, int]:
        found = {}
        for who, address in PAGES:
            client = entering(sign_in, people[who])
            client.get(address)  # what is kept for the next pages is read once
            seen.clear()
            assert client.get(address).status_code == 200, address
            found[address] = len(seen)
            for statement, parameters in seen:
                scanned.update((address, one) for one in scans(statement, parameters))
        return found

    scanned: set[tuple[str, str]] = set()
    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        desk.grow(FEW)
        people["reader"] = desk.busy()
        few = cost()
        desk.grow(MANY)
        many = cost()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert many == few
    assert {one: count for one, count in many.items() if count > MOST_QUERIES} == {}
    assert scanned == set()


def scans(statement: str, parameters: object) -> list[str]:
    """Name the tables that a statement reads from end to end (SQLite only)."""
    if db.engine.dialect.name != "sqlite":
        return []
    raw = db.engine.raw_connection()
    try:
        plan = raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    finally:
        raw.close()
    names = "|".join(GROWING)
    return [row[3] for row in plan if re.match(rf"SCAN ({names})(_\d+)?\b", row[3])]


@pytest.mark.usefixtures("desk")
def test_the_plan_of_a_scan_is_told_from_that_of_a_search():
    """The check above would see a list that reads its table through."""
    if db.engine.dialect.name == "sqlite":
        assert scans("SELECT id FROM review_round ORDER BY due_on", ()) == ["SCAN review_round"]
        assert scans("SELECT id FROM review_round WHERE id = 1", ()) == []
