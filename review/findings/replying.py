"""What the committee does with findings: answer each, then send the new version."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from catalogue.work_programme.models import TextVersion
from catalogue.work_programme.text_acts import Upload, join_text
from review.assignments.checks import same_version
from review.assignments.models import Assignment
from review.assignments.notices import tell, tell_secretariat
from review.assignments.vocabulary import (
    AssignmentRole,
    AssignmentState,
)
from review.findings import queries, rules
from review.findings.models import Finding, FindingReply, RoundReturn
from review.findings.services import account_of
from review.findings.vocabulary import ReplyAnswer, ReturnState
from review.findings.workflow import RETURN_ACTS


def reply(
    session: Session,
    returned: RoundReturn,
    finding: Finding,
    *,
    answer: ReplyAnswer,
    text: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> FindingReply:
    """Answer one finding, in one's own name or, for the secretariat, in the chair's.

    ``seen_version`` is the version of the answer as the person saw it, 0 where there was none.
    """
    _answerable(session, returned, actor)
    if not text.strip():
        raise Invalid(
            N_("Cette réponse n’est pas enregistrée."),
            {"text": N_("Dites ce qui est changé et où, ou pourquoi le constat n’est pas retenu.")},
        )
    found = finding.reply
    if seen_version != (found.version if found is not None else 0):
        raise Conflict(
            current={"answer": found.answer.value, "text": found.text} if found else {},
            version=found.version if found is not None else 0,
        )
    named = _in_the_name_of(session, returned, actor)
    if found is None:
        found = FindingReply(finding_id=finding.id)
        found.finding = finding
        session.add(found)
    found.answer, found.text = answer, text.strip()
    found.author_id, found.replied_at = named, at
    found.entered_by_id = None if named == actor.account_id else actor.account_id
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag=RETURN_ACTS["reply"].tag,
        subject=finding,
        at=at,
        changes={"answer": answer},
        on_behalf_of_id=None if named == actor.account_id else named,
    )
    return found


def send_answers(
    session: Session,
    returned: RoundReturn,
    *,
    title: str,
    dated_on: date | None,
    upload: Upload | None,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> TextVersion:
    """Send the new version with the answers, once every finding has one; neither changes again.

    The version is joined to the work item, of the same kind as the text that was read; the
    secretariat is told, and opens the next reading.
    """
    _answerable(session, returned, actor)
    same_version(returned, seen_version, {})
    if returned.unanswered:
        raise DomainError(
            N_(
                "Répondez d’abord à chaque constat : il en reste %(count)d sans réponse.",
                count=returned.unanswered,
            )
        )
    item = returned.round.work_item
    if item is None:
        raise NotFound
    text = join_text(
        session,
        item,
        kind=returned.round.text_version.kind,
        title=title,
        dated_on=dated_on,
        upload=upload,
        actor=actor,
        at=at,
        today=today,
    )
    named = _in_the_name_of(session, returned, actor)
    for one in returned.findings:
        if one.reply is not None:
            one.reply.text_version_id = text.id
    session.flush()
    returned.text_version = text
    returned.answered_at, returned.answered_by_id = at, named
    journal.record(
        session,
        actor=actor,
        tag=RETURN_ACTS["answer"].tag,
        subject=returned,
        at=at,
        changes={"text_version_id": text.id, "findings": len(returned.findings)},
        on_behalf_of_id=None if named == actor.account_id else named,
    )
    tell_secretariat(session, "findings_answered", returned.round, at=at, on=today)
    readers = [one for one in returned.round.assignments if _handed_in(one)]
    tell(session, "findings_answered", readers, returned.round, at=at)
    return text


def _answerable(session: Session, returned: RoundReturn, actor: Actor) -> None:
    if returned.state is ReturnState.ANSWERED:
        raise DomainError(N_("La nouvelle version est envoyée : les réponses ne changent plus."))
    if returned.state not in RETURN_ACTS["reply"].sources:
        raise NotFound
    if not rules.may_answer(session, actor, returned.round):
        raise NotAllowed(
            N_(
                "La présidence du comité répond aux constats, ou le secrétariat en son nom, tant "
                "que la norme n’est pas homologuée."
            )
        )


def _in_the_name_of(session: Session, returned: RoundReturn, actor: Actor) -> int:
    """Give the chair an answer counts for: who acts, or the need's author when another types."""
    own = account_of(actor)
    if rules.asked_for(session, actor, returned.round):
        return own
    needs = queries.needs_behind(session, returned.round)
    return needs.author_id if needs is not None else own


def _handed_in(one: Assignment) -> bool:
    return one.role is AssignmentRole.REVIEWER and one.state is AssignmentState.SUBMITTED
