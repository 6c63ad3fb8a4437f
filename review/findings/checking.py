"""What the next reading says of earlier findings: lifted, or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.assignments.checks import own_only
from review.assignments.models import Assignment
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    AssignmentState,
)
from review.findings import queries
from review.findings.models import FindingCheck
from review.findings.workflow import RETURN_ACTS


def check(
    session: Session,
    assignment: Assignment,
    said: Mapping[int, tuple[bool, str]],
    *,
    actor: Actor,
    at: datetime,
) -> int:
    """Note, for findings of earlier versions, whether each is lifted in the version one reads.

    ``said`` gives lifted and a note by finding; a finding not named keeps what was said of it. It
    changes while the reading is in progress, and answers nothing of the checklist.
    """
    own_only(assignment, actor)
    if (
        assignment.state is not AssignmentState.IN_PROGRESS
        or assignment.round.state not in LIVE_ROUND_STATES
    ):
        raise DomainError(N_("Votre relecture est soumise : ce que vous avez vérifié reste."))
    known = {
        finding.id
        for returned in queries.earlier_returns(session, assignment.round)
        for finding in returned.findings
    }
    held = queries.own_checks(session, assignment)
    written = []
    for finding_id, (lifted, note) in said.items():
        if finding_id not in known:
            raise NotFound
        one = held.get(finding_id) or FindingCheck(
            finding_id=finding_id, assignment_id=assignment.id
        )
        if one.id is not None and (one.lifted, one.note) == (lifted, note.strip()):
            continue
        one.lifted, one.note, one.checked_at = lifted, note.strip(), at
        session.add(one)
        written.append(one)
    session.flush()
    for one in written:
        # Never what was said: the journal has readers who may not see it (product_rules §3).
        journal.record(session, actor=actor, tag=RETURN_ACTS["check"].tag, subject=one, at=at)
    return len(written)
