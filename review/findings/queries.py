"""Reading findings: of one round, of the rounds before one, and what waits on whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.queries import running
from catalogue.committees.models import Mandate
from catalogue.committees.vocabulary import MandateRole
from catalogue.permissions import Actor, Role
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus
from review.analysis.models import HintAct, TextHint
from review.analysis.vocabulary import HintState
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import AssignmentRole
from review.findings.models import Finding, FindingCheck, FindingReply, RoundReturn
from review.findings.proposals import KeptHint
from review.findings.rules import asked_by, visible_checks, visible_returns
from review.needs.models import NeedsExpression

_WHOLE = (
    selectinload(RoundReturn.findings).joinedload(Finding.reply).joinedload(FindingReply.author),
    joinedload(RoundReturn.text_version).joinedload(TextVersion.document),
    joinedload(RoundReturn.round).joinedload(ReviewRound.work_item),
    joinedload(RoundReturn.round).joinedload(ReviewRound.edition),
    joinedload(RoundReturn.round)
    .joinedload(ReviewRound.text_version)
    .joinedload(TextVersion.document),
    joinedload(RoundReturn.round).joinedload(ReviewRound.checklist_version),
    joinedload(RoundReturn.round).selectinload(ReviewRound.assignments),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What one reader said of one earlier finding."""

    name: str
    round_id: int
    check: FindingCheck


def return_of(session: Session, round_id: int) -> RoundReturn | None:
    """Give a round's list of findings whole, for the software's own use."""
    return session.scalars(
        sa.select(RoundReturn).where(RoundReturn.round_id == round_id).options(*_WHOLE)
    ).one_or_none()


def visible_return(session: Session, actor: Actor, round_id: int) -> RoundReturn | None:
    """Give a round's list of findings, if this person may read it."""
    return session.scalars(
        sa.select(RoundReturn)
        .where(RoundReturn.round_id == round_id, visible_returns(actor))
        .options(*_WHOLE)
    ).one_or_none()


def finding_of(session: Session, finding_id: int) -> tuple[Finding, RoundReturn] | None:
    """Give one finding with the list it stands in."""
    round_id = session.scalar(sa.select(Finding.round_id).where(Finding.id == finding_id))
    returned = None if round_id is None else return_of(session, round_id)
    if returned is None:
        return None
    return next(one for one in returned.findings if one.id == finding_id), returned


def earlier_returns(session: Session, round_: ReviewRound) -> Sequence[RoundReturn]:
    """Give the lists sent on earlier versions of the same subject, oldest first."""
    if round_.work_item_id is None:
        return ()
    return session.scalars(
        sa.select(RoundReturn)
        .join(ReviewRound, ReviewRound.id == RoundReturn.round_id)
        .where(
            ReviewRound.work_item_id == round_.work_item_id,
            ReviewRound.id < round_.id,
            RoundReturn.sent_at.is_not(None),
        )
        .options(*_WHOLE)
        .order_by(RoundReturn.round_id)
    ).all()


def own_checks(session: Session, assignment: Assignment) -> Mapping[int, FindingCheck]:
    """Give what a reader said so far of earlier findings, by finding."""
    rows = session.scalars(
        sa.select(FindingCheck).where(FindingCheck.assignment_id == assignment.id)
    )
    return {one.finding_id: one for one in rows}


def checks_on(
    session: Session, actor: Actor, returned: RoundReturn
) -> Mapping[int, Sequence[Checked]]:
    """Give what later readings said of a list's findings, as far as one may see it, by finding."""
    found: dict[int, list[Checked]] = {}
    rows = session.scalars(
        sa.select(FindingCheck)
        .join(Finding, Finding.id == FindingCheck.finding_id)
        .where(Finding.round_id == returned.round_id, visible_checks(actor))
        .options(joinedload(FindingCheck.assignment).joinedload(Assignment.account))
        .order_by(FindingCheck.id)
    )
    for one in rows:
        found.setdefault(one.finding_id, []).append(
            Checked(one.assignment.account.name, one.assignment.round_id, one)
        )
    return found


def returns_of_item(session: Session, actor: Actor, work_item_id: int) -> Sequence[RoundReturn]:
    """Give the lists sent on the texts of a work item that this person may read, latest first."""
    return session.scalars(
        sa.select(RoundReturn)
        .join(ReviewRound, ReviewRound.id == RoundReturn.round_id)
        .where(
            ReviewRound.work_item_id == work_item_id,
            RoundReturn.sent_at.is_not(None),
            visible_returns(actor),
        )
        .options(*_WHOLE)
        .order_by(RoundReturn.round_id.desc())
    ).all()


def waiting_for_answers(session: Session, actor: Actor, *, most: int) -> Sequence[RoundReturn]:
    """Give the lists that wait for the answers of this chair's committees, oldest first."""
    return session.scalars(
        sa.select(RoundReturn)
        .join(ReviewRound, ReviewRound.id == RoundReturn.round_id)
        .join(WorkItem, WorkItem.id == ReviewRound.work_item_id)
        .where(
            RoundReturn.sent_at.is_not(None),
            RoundReturn.answered_at.is_(None),
            WorkItem.edition_id.is_(None),
            WorkItem.status != WorkItemStatus.ABANDONED,
            asked_by(actor),
        )
        .options(*_WHOLE)
        .order_by(RoundReturn.sent_at, RoundReturn.id)
        .limit(most)
    ).all()


def kept_hints(session: Session, round_: ReviewRound) -> Mapping[int, Sequence[KeptHint]]:
    """Give the places of the text that each reader of a round kept as evidence, by account."""
    act = aliased(HintAct)
    rows = session.execute(
        sa.select(Assignment.account_id, act.criterion, act.word, TextHint)
        .join(Assignment, Assignment.id == act.assignment_id)
        .join(
            TextHint,
            sa.and_(
                TextHint.context_key == act.context_key,
                TextHint.text_version_id == act.text_version_id,
            ),
        )
        .where(
            Assignment.round_id == round_.id,
            Assignment.role == AssignmentRole.REVIEWER,
            act.text_version_id == round_.text_version_id,
            act.state == HintState.KEPT,
            act.criterion.is_not(None),
        )
        .order_by(TextHint.page, TextHint.start)
    )
    found: dict[int, list[KeptHint]] = {}
    for account_id, criterion, word, hint in rows:
        found.setdefault(account_id, []).append(
            KeptHint(criterion or "", hint.page, hint.clause, hint.context, hint.suggestions, word)
        )
    return found


def needs_behind(session: Session, round_: ReviewRound) -> NeedsExpression | None:
    """Give the need a round's text comes from, for the software's own use."""
    if round_.work_item_id is None:
        return None
    return session.scalars(
        sa.select(NeedsExpression)
        .where(NeedsExpression.work_item_id == round_.work_item_id)
        .order_by(NeedsExpression.id)
        .limit(1)
    ).one_or_none()


def chairs_of(session: Session, round_: ReviewRound, *, on: date) -> Sequence[int]:
    """Give the accounts to write to about a round's text: the chairs of its committee that day.

    The author of the need is among them, whoever chairs today.
    """
    needs = needs_behind(session, round_)
    written = {needs.author_id} if needs is not None else set()
    committee_id = round_.work_item.committee_id if round_.work_item is not None else None
    by_role = sa.select(AccountRole.account_id).where(
        AccountRole.role == Role.CHAIR,
        AccountRole.committee_id == committee_id,
        running(AccountRole, on),
    )
    by_mandate = sa.select(Mandate.person_id).where(
        Mandate.role == MandateRole.CHAIR,
        Mandate.committee_id == committee_id,
        Mandate.person_id.is_not(None),
        running(Mandate, on),
    )
    found = session.scalars(
        sa.select(Account.id).where(
            Account.active,
            sa.or_(Account.id.in_(by_role), Account.person_id.in_(by_mandate)),
        )
    )
    return sorted(written | set(found))
