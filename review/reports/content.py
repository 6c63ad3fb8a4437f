"""What a printed review holds, gathered once: each version on paper is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.journal.models import Entry
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.messages import Message
from catalogue.permissions import Actor
from catalogue.policy.services import value_of, version_of
from review.answers.filled import filled_of
from review.answers.marker import FilledChecklist
from review.answers.models import AnswerExtract, Review
from review.answers.queries import extracts_of, reviews_in, whole_reviews
from review.answers.trace import Explained, read
from review.answers.vocabulary import TREATMENT_CRITERIA, Rule, Treatment
from review.assignments.models import InterestDeclaration, ReviewRound
from review.assignments.rules import visible_assignments, visible_rounds
from review.assignments.vocabulary import SEALED_ROUND_STATES
from review.decisions.models import Decision
from review.decisions.queries import decision_of_round, tagged_edition_ids
from review.findings.models import RoundReturn
from review.findings.queries import visible_return
from review.needs.models import NeedsExpression
from review.reports.vocabulary import Audience

# What a paper refers to in the journal: acts on the round, and on the reviews it prints.
ROUND_TAGS = (
    "round:opened",
    "round:disagreed",
    "round:adjudication_opened",
    "round:decided",
    "round:closed",
)
RETURN_TAGS = ("findings:sent", "findings:answered")
REVIEW_TAGS = ("review:submitted", "review:reopened")


@dataclass(frozen=True, slots=True)
class Reference:
    """One act of the journal: its place, when, what, and the hash that seals it.

    Place and hash are None while the readings are separate: numbers tell what happens between.
    """

    seq: int | None
    at: datetime
    label: Message
    hash: str | None


@dataclass(frozen=True, slots=True)
class ReadingSaid:
    """One review as it is printed; ``name`` is None where readers are not named."""

    number: int
    review: Review
    filled: FilledChecklist
    explained: Explained
    name: str | None
    earlier: Sequence[Review]
    extracts: Sequence[AnswerExtract]


@dataclass(frozen=True, slots=True)
class NotMaterial:
    """A difference left aside, with the sentence that is printed with the decision (§3)."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a paper says of one round to one audience."""

    audience: Audience
    round: ReviewRound
    needs_number: str | None
    rule: Rule
    rule_version: int
    decision: Decision | None
    tagged: bool
    reasons: Sequence[Explained]
    not_material: Sequence[NotMaterial]
    readings: Sequence[ReadingSaid]
    interests: Sequence[tuple[str, InterestDeclaration]]
    references: Sequence[Reference]
    returned: RoundReturn | None


def content_of(
    session: Session,
    actor: Actor,
    round_: ReviewRound,
    audience: Audience,
    *,
    only: Review | None = None,
    on: date,
) -> Content | None:
    """Gather what a paper about a round says, or None when there is nothing it may say yet.

    FULL prints the reviews handed in that this person may see (``only`` one of them, if given);
    REQUESTER the reviews a decision rests on, once there is one: nothing of a round whose readings
    are still separate (product_rules §3). ``round_`` comes as ``round_of`` gives it.
    """
    follows = audience is Audience.REQUESTER or visible_rounds.allows(actor, round_)
    decision = decision_of_round(session, round_) if follows else None
    if audience is Audience.REQUESTER:
        if decision is None or round_.state in SEALED_ROUND_STATES:
            return None
        shown = [[one] for one in _deciding(session, decision)]
    else:
        shown = _visible(session, actor, round_, only)
        if not shown:
            return None
    rule = decision.rule if decision is not None else Rule(value_of(session, "marker_rule", on=on))
    named = audience is Audience.FULL
    returned = _returned(session, actor, round_)
    held = extracts_of(session, [revisions[-1].id for revisions in shown])
    readings = [
        ReadingSaid(
            number,
            revisions[-1],
            filled_of(revisions[-1]),
            read(revisions[-1].trace or {}, rule),
            revisions[-1].assignment.account.name if named else None,
            revisions[:-1] if named else (),
            held.get(revisions[-1].id, ()),
        )
        for number, revisions in enumerate(shown, start=1)
    ]
    return Content(
        audience=audience,
        round=round_,
        needs_number=_needs_number(session, round_),
        rule=rule,
        rule_version=decision.rule_version
        if decision is not None
        else version_of(session, "marker_rule", on=on),
        decision=decision,
        tagged=decision is not None and bool(tagged_edition_ids(session, decision)),
        reasons=_reasons(decision, rule),
        not_material=_not_material(decision, readings),
        readings=readings,
        interests=_interests(actor, round_) if named else (),
        references=references(session, round_, [one for group in shown for one in group], returned),
        returned=returned,
    )


def _returned(session: Session, actor: Actor, round_: ReviewRound) -> RoundReturn | None:
    """Give the findings the text was sent back with, once they are sent."""
    found = visible_return(session, actor, round_.id)
    return found if found is not None and found.sent_at is not None else None


def _visible(
    session: Session, actor: Actor, round_: ReviewRound, only: Review | None
) -> list[list[Review]]:
    """Give each person's reviews handed in, as far as this person may see them, in order."""
    if only is not None:
        return [[only]] if only.submitted_at is not None else []
    by_person: dict[int, list[Review]] = {}
    for review in reviews_in(session, actor, round_):
        if review.submitted_at is not None:
            by_person.setdefault(review.assignment_id, []).append(review)
    return list(by_person.values())


def _deciding(session: Session, decision: Decision) -> Sequence[Review]:
    """Give the reviews a decision rests on, whole."""
    return whole_reviews(session, [one.review_id for one in decision.deciders])


def _reasons(decision: Decision | None, rule: Rule) -> list[Explained]:
    """Give why the marker was decided, once where the reviews behind it say the same."""
    found: list[Explained] = []
    for trace in decision.reasons["traces"] if decision is not None else ():
        one = read(trace, rule)
        if one not in found:
            found.append(one)
    return found


def _not_material(
    decision: Decision | None, readings: Sequence[ReadingSaid]
) -> Sequence[NotMaterial]:
    if decision is not None:
        kept: Iterable[Mapping[str, str]] = decision.reasons["not_material"]
        said = [NotMaterial(one["code"], one["note"]) for one in kept]
    else:
        said = [
            NotMaterial(code, answer.note)
            for one in readings
            for code, answer in one.filled.answers.items()
            if code in TREATMENT_CRITERIA
            and answer.value == Treatment.ABSENT
            and answer.material is False
            and answer.note
        ]
    return list(dict.fromkeys(said))


def _interests(actor: Actor, round_: ReviewRound) -> list[tuple[str, InterestDeclaration]]:
    return [
        (one.account.name, one.interest)
        for one in round_.assignments
        if one.interest is not None and visible_assignments.allows(actor, one)
    ]


def _needs_number(session: Session, round_: ReviewRound) -> str | None:
    if round_.work_item_id is None:
        return None
    return session.scalar(
        sa.select(NeedsExpression.number)
        .where(NeedsExpression.work_item_id == round_.work_item_id)
        .order_by(NeedsExpression.id)
        .limit(1)
    )


def references(
    session: Session,
    round_: ReviewRound,
    reviews: Sequence[Review],
    returned: RoundReturn | None = None,
) -> Sequence[Reference]:
    """Give the acts of the journal behind a paper, in order: the round's, and its reviews' own.

    The sending of findings and of the answers too, where the text was sent back. While the readings
    are separate, the acts on the reviews alone, without their numbers.
    """
    sealed = round_.state in SEALED_ROUND_STATES
    ids = [str(one.id) for one in reviews]
    entries = session.scalars(
        sa.select(Entry)
        .where(
            sa.or_(
                sa.and_(
                    Entry.subject_type == "review_round",
                    Entry.subject_id == str(round_.id),
                    Entry.tag.in_(() if sealed else ROUND_TAGS),
                ),
                sa.and_(
                    Entry.subject_type == "review",
                    Entry.subject_id.in_(ids),
                    Entry.tag.in_(REVIEW_TAGS),
                ),
                sa.and_(
                    Entry.subject_type == "round_return",
                    Entry.subject_id == str(returned.id if returned is not None else 0),
                    Entry.tag.in_(RETURN_TAGS),
                ),
            )
        )
        .order_by(Entry.seq)
    )
    return [
        Reference(
            None if sealed else one.seq,
            one.at,
            TAG_LABELS.get(one.tag, Message(one.tag)),
            None if sealed else one.hash,
        )
        for one in entries
    ]
