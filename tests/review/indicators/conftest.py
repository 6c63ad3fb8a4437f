"""Standards in the database with the markers that decided rounds put on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.records.models import Edition, GenderTag
from catalogue.records.vocabulary import TagMarker
from review.answers.vocabulary import Marker, Rule
from review.assignments.models import ReviewRound
from review.assignments.vocabulary import Phase, RoundState
from review.checklists.models import ChecklistVersion
from review.decisions.models import Decision
from review.decisions.vocabulary import DecisionBasis
from tests import factories

HOMOLOGATED = date(2025, 6, 15)
_numbers = count(1)


def instant(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


class Standards:
    """Makes standards, rounds and decisions without the acts that lead to them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.checklist_id = session.scalars(sa.select(ChecklistVersion.id)).one()

    def edition(self, **facts: Any) -> Edition:
        """Make a national standard homologated on 15 June 2025, not examined."""
        reference = facts.pop("reference", f"NM 77.{next(_numbers):04d}:2025")
        return factories.edition(
            self.session, reference, **{"homologated_on": HOMOLOGATED, **facts}
        )

    def round(self, opened_on: date, **facts: Any) -> ReviewRound:
        """Open a final-text round on an edition (``edition``) or a work item (``item``)."""
        edition, item = facts.pop("edition", None), facts.pop("item", None)
        text = factories.text_version(self.session, item, of_edition=edition)
        opened = ReviewRound(
            **{
                "phase": Phase.FINAL,
                "state": RoundState.OPEN,
                "edition_id": edition.id if edition else None,
                "work_item_id": item.id if item else None,
                "text_version_id": text.id,
                "checklist_version_id": self.checklist_id,
                "opened_at": instant(opened_on),
                **facts,
            }
        )
        self.session.add(opened)
        self.session.flush()
        return opened

    def decide(self, on: date, marker: str, *, round: ReviewRound, **facts: Any) -> Decision:  # noqa: A002
        """Decide a round; both rules give the same marker unless told otherwise."""
        made = Decision(
            **{
                "round_id": round.id,
                "marker": Marker(marker),
                "basis": DecisionBasis.AGREEMENT,
                "rule": Rule.STRICT,
                "rule_version": 1,
                "marker_strict": Marker(marker),
                "marker_pilot": Marker(marker),
                "checklist_version_id": self.checklist_id,
                "text_version_id": round.text_version_id,
                "decided_at": instant(on),
                "decided_on": on,
                "reasons": {},
                "do_no_harm": "ok",
                **facts,
            }
        )
        self.session.add(made)
        round.state = RoundState.DECIDED
        self.session.flush()
        return made

    def mark(
        self, edition: Edition, marker: str, on: date = HOMOLOGATED, **facts: Any
    ) -> GenderTag:
        """Put a marker on an edition by a round opened and decided that day."""
        decision = self.decide(on, marker, round=self.round(on, edition=edition), **facts)
        tag = GenderTag(
            edition_id=edition.id,
            marker=TagMarker(marker),
            decision_id=decision.id,
            rule=decision.rule.value,
            rule_version=1,
            decided_on=on,
            tagged_at=instant(on),
        )
        self.session.add(tag)
        self.session.flush()
        return tag

    def worked_example(self) -> list[Edition]:
        """Make the 57 standards of gender_review.md §4.2: 7 not examined, 18 NP, 22, 8 and 2."""
        made = [self.edition() for _ in range(57)]
        markers = ["NP"] * 18 + ["0"] * 22 + ["1"] * 8 + ["2"] * 2
        for edition, marker in zip(made[7:], markers, strict=True):
            self.mark(edition, marker)
        return made


@pytest.fixture
def standards(session: Session) -> Standards:
    return Standards(session)


@pytest.fixture
def ask(client: Any, session: Session) -> Callable[..., Any]:
    """Ask the API for 5.3, after keeping what was arranged."""

    def get(**asked: str) -> Any:
        session.commit()
        answer = client.get("/api/v1/indicators/5.3", query_string=asked)
        assert answer.status_code == 200, answer.json
        return answer.json

    return get
