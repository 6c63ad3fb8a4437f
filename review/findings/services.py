"""Acts on a list of findings: prepare it from what was answered, edit it, send it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.notices import services as notices
from catalogue.permissions import Actor
from review.answers.criteria import Criterion
from review.answers.filled import filled_of
from review.answers.queries import standing_reviews
from review.assignments.checks import same_version
from review.assignments.models import ReviewRound
from review.assignments.notices import tell_secretariat
from review.assignments.queries import label_of
from review.findings import queries, rules
from review.findings.models import Finding, RoundReturn
from review.findings.proposals import proposed, together
from review.findings.vocabulary import MOST_FINDINGS
from review.findings.workflow import RETURN_ACTS


@dataclass(frozen=True, slots=True)
class FindingText:
    """What a reviewer writes of one finding."""

    code: str
    text: str
    clause: str = ""
    page: int | None = None


def prepare(session: Session, round_: ReviewRound, *, actor: Actor, at: datetime) -> RoundReturn:
    """Begin a round's list of findings from what was answered and from the hints kept.

    The round has ended; its state, its answers and its marker stay as they are. ``round_`` comes as
    ``round_of`` gives it.
    """
    _reader_only(round_, actor)
    if not rules.can_be_taken_up(round_):
        raise DomainError(
            N_(
                "Ce texte ne se renvoie pas au comité : sa relecture n’est pas terminée, ou la "
                "norme est déjà homologuée."
            )
        )
    if queries.return_of(session, round_.id) is not None:
        raise DomainError(N_("La liste des constats est déjà commencée : relisez-la."))
    hints = queries.kept_hints(session, round_)
    lists = [
        proposed(one.id, filled_of(one), hints.get(one.assignment.account_id, ()))
        for one in standing_reviews(session, round_.id)
    ]
    returned = RoundReturn(round_id=round_.id, started_at=at, started_by_id=account_of(actor))
    returned.round = round_
    session.add(returned)
    session.flush()
    found = together(lists)
    session.add_all(
        Finding(
            round_id=round_.id,
            review_id=one.review_id,
            code=one.code,
            text=one.text,
            clause=one.clause,
            page=one.page,
            position=position,
        )
        for position, one in enumerate(found, start=1)
    )
    _note(session, returned, "prepare", actor=actor, at=at, changes={"findings": len(found)})
    return returned


def add(
    session: Session,
    returned: RoundReturn,
    written: FindingText,
    criteria: Sequence[Criterion],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> Finding:
    """Add a finding at the end of the list."""
    _editable(returned, actor, seen_version)
    if len(returned.findings) >= MOST_FINDINGS:
        raise DomainError(
            N_("Cette liste a déjà %(most)d constats : réunissez-en.", most=MOST_FINDINGS)
        )
    _checked(written, criteria)
    finding = Finding(
        round_id=returned.round_id,
        position=max((one.position for one in returned.findings), default=0) + 1,
        **_columns(written),
    )
    session.add(finding)
    _edited(session, returned, actor, at)
    return finding


def change(
    session: Session,
    returned: RoundReturn,
    finding: Finding,
    written: FindingText,
    criteria: Sequence[Criterion],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Write a finding anew."""
    current = {
        "code": finding.code,
        "text": finding.text,
        "clause": finding.clause,
        "page": "" if finding.page is None else str(finding.page),
    }
    _editable(returned, actor, seen_version, current)
    _checked(written, criteria)
    for name, value in _columns(written).items():
        setattr(finding, name, value)
    _edited(session, returned, actor, at)


def remove(
    session: Session,
    returned: RoundReturn,
    finding: Finding,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take a finding out of the list."""
    _editable(returned, actor, seen_version)
    session.delete(finding)
    _edited(session, returned, actor, at)


def move(
    session: Session,
    returned: RoundReturn,
    finding: Finding,
    *,
    up: bool,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Put a finding one place nearer the head of the list, or one further."""
    _editable(returned, actor, seen_version)
    order = list(returned.findings)
    place = order.index(finding)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, start=1):
        one.position = position
    _edited(session, returned, actor, at)


def drop(
    session: Session, returned: RoundReturn, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Give the list up before it is sent: the round stays as it ended."""
    _editable(returned, actor, seen_version)
    round_ = returned.round
    journal.record(session, actor=actor, tag=RETURN_ACTS["drop"].tag, subject=round_, at=at)
    session.execute(sa.delete(Finding).where(Finding.round_id == returned.round_id))
    session.delete(returned)


def send(
    session: Session,
    returned: RoundReturn,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> None:
    """Send the text back: the list no longer changes, and the committee answers each finding."""
    _editable(returned, actor, seen_version)
    if not returned.findings:
        raise DomainError(
            N_("Ajoutez au moins un constat : le comité doit savoir ce qui est à reprendre.")
        )
    if not rules.can_be_taken_up(returned.round):
        raise DomainError(N_("Ce texte ne peut plus être repris : la norme est homologuée."))
    for position, one in enumerate(returned.findings, start=1):
        one.position = position
    session.flush()
    returned.sent_at, returned.sent_by_id = at, actor.account_id
    _note(
        session, returned, "send", actor=actor, at=at, changes={"findings": len(returned.findings)}
    )
    context = {"title": label_of(returned.round), "round_id": returned.round_id}
    chairs = queries.chairs_of(session, returned.round, on=on)
    notices.tell(session, "findings_sent", chairs, context, at=at)
    tell_secretariat(session, "findings_sent_on", returned.round, at=at, on=on)


def _reader_only(round_: ReviewRound, actor: Actor) -> None:
    if not rules.read_it(actor, round_):
        raise NotAllowed(
            N_("Seule une personne qui a relu ce texte prépare ce qui est à reprendre.")
        )


def _editable(
    returned: RoundReturn,
    actor: Actor,
    seen_version: int,
    current: Mapping[str, str] | None = None,
) -> None:
    _reader_only(returned.round, actor)
    if returned.state not in RETURN_ACTS["edit"].sources:
        raise DomainError(N_("Cette liste est envoyée au comité : elle ne change plus."))
    same_version(returned, seen_version, current or {})


def account_of(actor: Actor) -> int:
    """Give the account that acts."""
    if actor.account_id is None:
        raise NotAllowed(N_("Connectez-vous d’abord."))
    return actor.account_id


def _checked(written: FindingText, criteria: Sequence[Criterion]) -> None:
    problems: dict[str, Message] = {}
    if written.code not in {one.code for one in criteria}:
        problems["code"] = N_("Choisissez le critère de la grille.")
    if not written.text.strip():
        problems["text"] = N_("Dites ce qui est à reprendre.")
    if problems:
        raise Invalid(N_("Ce constat n’est pas enregistré : complétez-le."), problems)


def _columns(written: FindingText) -> dict[str, object]:
    return {
        "code": written.code,
        "text": written.text.strip(),
        "clause": written.clause.strip(),
        "page": written.page,
    }


def _edited(session: Session, returned: RoundReturn, actor: Actor, at: datetime) -> None:
    # Findings are rows of their own: without this, the list's version would not move.
    flag_modified(returned, "started_at")
    session.flush()
    session.expire(returned, ["findings"])
    _note(session, returned, "edit", actor=actor, at=at, changes={})


def _note(
    session: Session,
    returned: RoundReturn,
    name: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object],
) -> None:
    journal.record(
        session, actor=actor, tag=RETURN_ACTS[name].tag, subject=returned, at=at, changes=changes
    )
