"""What follows a submission: agreement, discussion, the decision, and the tag it gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission, system_actor
from catalogue.policy.services import number_of, value_of, version_of
from catalogue.records.models import Edition, GenderTag
from catalogue.records.tagging import tag as tag_edition
from catalogue.records.vocabulary import EditionStatus, TagMarker
from catalogue.work_programme.models import WorkItem
from review.answers import services as answers
from review.answers.models import Review
from review.answers.queries import standing_reviews
from review.answers.vocabulary import DoNoHarm, Marker, Rule, Treatment
from review.assignments.calendar import after_working_days
from review.assignments.checks import given_text
from review.assignments.models import ReviewRound
from review.assignments.notices import tell, tell_secretariat
from review.assignments.services import active_reviewers
from review.assignments.vocabulary import AssignmentRole, AssignmentState, Phase, RoundState
from review.assignments.workflow import ROUND_TRANSITIONS
from review.decisions.models import Decision, DecisionDecider, TextEquivalence
from review.decisions.queries import (
    decisions_on_edition,
    decisions_on_item,
    edition_with_text,
    equivalence_of,
    last_tagged_at,
    subject_edition_id,
    text_document_of,
)
from review.decisions.second_reading import ask_for_second, is_first_by_sampling, needs_second
from review.decisions.vocabulary import DecisionBasis

# From harmless to blocking: a decision keeps the worst of what it rests on.
_HARM = (DoNoHarm.OK, DoNoHarm.TO_FIX, DoNoHarm.BLOCKING)
# Under the rule that is not in force two agreeing reviews may differ: the lower marker is kept.
_LOWEST_FIRST = (Marker.NOT_RELEVANT, Marker.NOT_SENSITIVE, Marker.SIGNIFICANT, Marker.PRINCIPAL)


def on_submitted(session: Session, review: Review, actor: Actor, at: datetime, on: date) -> None:
    """Do what a submission brings about (product_rules §3).

    A draft's round ends with its provisional marker. On a final text, the adjudicator's review
    decides; two equal markers decide, under the rule in force that day; different ones open the
    discussion. By sampling, a single reading decides unless it calls a second. ``on`` is today
    where the agency is.
    """
    round_ = review.assignment.round
    if review.assignment.role is AssignmentRole.ADJUDICATOR:
        decide(session, round_, DecisionBasis.ADJUDICATION, [review], actor=actor, at=at, on=on)
        return
    standing = standing_reviews(session, round_.id)
    everybody_done = all(one.state is AssignmentState.SUBMITTED for one in active_reviewers(round_))
    if len(standing) < round_.required_reviews or not everybody_done:
        return
    if round_.phase is Phase.DRAFT:
        _close_draft(session, round_, actor=actor, at=at, on=on)
    elif is_first_by_sampling(round_):
        _single_or_second(session, round_, standing[0], actor=actor, at=at, on=on)
    elif agree(session, standing, on=on):
        decide_agreement(session, round_, standing, actor=actor, at=at, on=on)
    elif round_.state is RoundState.OPEN:
        _discuss(session, round_, actor=actor, at=at, on=on)


answers.after_submission.append(on_submitted)


def rule_in_force(session: Session, *, on: date) -> Rule:
    """Give the rule under which markers are compared and decided that day (product_rules §3)."""
    return Rule(value_of(session, "marker_rule", on=on))


def marker_under(review: Review, rule: Rule) -> Marker:
    """Give the marker of a submitted review under a rule."""
    found = review.marker_strict if rule is Rule.STRICT else review.marker_pilot
    return found or Marker.NOT_EXAMINED


def agree(session: Session, standing: Sequence[Review], *, on: date) -> bool:
    """Tell whether the computed markers are equal under the rule in force that day."""
    rule = rule_in_force(session, on=on)
    return len({marker_under(one, rule) for one in standing}) == 1


def decide_agreement(
    session: Session,
    round_: ReviewRound,
    standing: Sequence[Review],
    *,
    actor: Actor,
    at: datetime,
    on: date,
) -> Decision:
    """Let two equal markers decide, at once or after the discussion."""
    basis = (
        DecisionBasis.AGREEMENT
        if round_.state is RoundState.OPEN
        else DecisionBasis.AGREEMENT_AFTER_DISCUSSION
    )
    return decide(session, round_, basis, standing, actor=actor, at=at, on=on)


def decide(
    session: Session,
    round_: ReviewRound,
    basis: DecisionBasis,
    reviews: Sequence[Review],
    *,
    actor: Actor,
    at: datetime,
    on: date,
) -> Decision:
    """Record the decision of a round and tag the standard if its text is the one read.

    The deciders are the people whose reviews carry the marker; the date is the system's.
    """
    transition = ROUND_TRANSITIONS["decide"]
    if round_.state not in transition.sources:
        raise DomainError(N_("Cette relecture est déjà décidée ou terminée."))
    rule = rule_in_force(session, on=on)
    decision = Decision(
        round_id=round_.id,
        marker=marker_under(reviews[0], rule),
        basis=basis,
        rule=rule,
        rule_version=version_of(session, "marker_rule", on=on),
        marker_strict=_lowest(one.marker_strict for one in reviews),
        marker_pilot=_lowest(one.marker_pilot for one in reviews),
        checklist_version_id=round_.checklist_version_id,
        text_version_id=round_.text_version_id,
        decided_at=at,
        decided_on=on,
        reasons=_reasons(reviews),
        do_no_harm=max((_harm(one) for one in reviews), key=_HARM.index).value,
    )
    decision.round = round_
    decision.deciders = [
        DecisionDecider(account_id=one.assignment.account_id, review_id=one.id) for one in reviews
    ]
    session.add(decision)
    round_.state = transition.target
    round_.closed_at = at
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=round_,
        at=at,
        changes={
            "marker": decision.marker,
            "basis": basis,
            "rule": rule,
            "rule_version": decision.rule_version,
            "deciders": [one.assignment.account_id for one in reviews],
        },
    )
    involved = [one for one in round_.assignments if one.state is AssignmentState.SUBMITTED]
    tell(session, "review_decided", involved, round_, at=at)
    tell_secretariat(session, "review_decided", round_, at=at, on=on)
    tag_if_due(session, decision, at)
    return decision


def tag_if_due(session: Session, decision: Decision, at: datetime) -> GenderTag | None:
    """Tag the standard of a final-text decision when its text is the one that was read.

    Gives None while the standard is not homologated, or its text is another version that the focal
    point has not found equivalent (product_rules §3).
    """
    round_ = decision.round
    edition_id = subject_edition_id(session, round_)
    if round_.phase is not Phase.FINAL or edition_id is None:
        return None
    edition = edition_with_text(session, edition_id)
    if edition is None or not _homologated(edition):
        return None
    if not _same_text(session, round_, edition) and not equivalence_of(session, decision, edition):
        return None
    return _tag(session, edition, decision, at)


def on_homologated(
    session: Session, work_item: WorkItem, edition: Edition, _actor: Actor, at: datetime
) -> None:
    """Tag a standard just homologated with the latest decision on the very text homologated.

    Without one the standard is pending: its decision is still to come, or was on another version.
    """
    for decision in decisions_on_item(session, work_item.id):
        if _homologated(edition) and _same_text(session, decision.round, edition):
            _tag(session, edition, decision, at)
            return


def objections(session: Session, work_item: WorkItem) -> list[Message]:
    """Say what speaks against homologating: A13 = blocking in the latest decision (§3).

    Homologating all the same needs a reason.
    """
    decided = decisions_on_item(session, work_item.id)
    if not decided or decided[0].do_no_harm != DoNoHarm.BLOCKING:
        return []
    return [
        N_(
            "La relecture du texte final a répondu A13 = bloquant : le texte crée ou aggrave un "
            "désavantage, un stéréotype ou une exclusion. Homologuer demande alors un motif."
        )
    ]


def waiting_decision(session: Session, edition: Edition) -> Decision | None:
    """Give the latest decision on a homologated standard, if its tag is still to come.

    The text it read was another version than the one homologated. A standard tagged by an earlier
    decision keeps that tag meanwhile; one tagged since, by the very text homologated, waits for
    nothing.
    """
    decided = decisions_on_edition(session, edition)
    if not decided or not _homologated(edition):
        return None
    latest = decided[0]
    tagged = last_tagged_at(session, edition)
    return latest if tagged is None or tagged < latest.decided_at else None


def record_equivalence(
    session: Session,
    decision: Decision,
    edition: Edition,
    *,
    actor: Actor,
    reason: str,
    at: datetime,
) -> TextEquivalence:
    """Record that what changed between two texts has no effect on the answers, with the reason.

    The focal point's act alone; the decision then tags the standard (product_rules §3).
    """
    if not actor.may(Permission.REVIEW_EQUIVALENCE) or actor.account_id is None:
        raise NotAllowed(
            N_("Seul le point focal genre constate que des modifications sont sans effet.")
        )
    reason = given_text(
        reason, N_("Dites ce qui a changé, et pourquoi les réponses restent les mêmes.")
    )
    waiting = waiting_decision(session, edition)
    if waiting is None or waiting.id != decision.id:
        raise DomainError(N_("Cette norme n’attend pas de constat : relisez sa page."))
    equivalence = TextEquivalence(
        decision_id=decision.id,
        edition_id=edition.id,
        reason=reason,
        recorded_at=at,
        recorded_by_id=actor.account_id,
    )
    session.add(equivalence)
    journal.record(
        session,
        actor=actor,
        tag="decision:equivalence_recorded",
        subject=decision,
        at=at,
        changes={"edition_id": edition.id},
        reason=reason,
    )
    _tag(session, edition, decision, at)
    return equivalence


def _close_draft(
    session: Session, round_: ReviewRound, *, actor: Actor, at: datetime, on: date
) -> None:
    transition = ROUND_TRANSITIONS["close"]
    round_.state = transition.target
    round_.closed_at = at
    journal.record(session, actor=actor, tag=transition.tag, subject=round_, at=at)
    tell_secretariat(session, "review_draft_read", round_, at=at, on=on)


def _single_or_second(
    session: Session, round_: ReviewRound, review: Review, *, actor: Actor, at: datetime, on: date
) -> None:
    if needs_second(round_, review, marker_under(review, rule_in_force(session, on=on))):
        ask_for_second(session, round_, at=at, on=on)
    else:
        decide(session, round_, DecisionBasis.SINGLE_REVIEW, [review], actor=actor, at=at, on=on)


def _discuss(
    session: Session, round_: ReviewRound, *, actor: Actor, at: datetime, on: date
) -> None:
    transition = ROUND_TRANSITIONS["discuss"]
    round_.state = transition.target
    days = number_of(session, "discussion_working_days", on=on)
    round_.discussion_until = after_working_days(on, days)
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=round_,
        at=at,
        changes={"discussion_until": round_.discussion_until},
    )
    tell(session, "review_discussion", active_reviewers(round_), round_, at=at)
    tell_secretariat(session, "review_discussion_opened", round_, at=at, on=on)


def _tag(session: Session, edition: Edition, decision: Decision, at: datetime) -> GenderTag:
    made = tag_edition(
        session,
        edition,
        marker=TagMarker(decision.marker.value),
        decision_id=decision.id,
        rule=decision.rule.value,
        rule_version=decision.rule_version,
        decided_on=decision.decided_on,
        at=at,
    )
    journal.record(
        session,
        actor=system_actor(),
        tag="decision:tagged",
        subject=edition,
        at=at,
        changes={"decision_id": decision.id, "marker": decision.marker},
    )
    return made


def _homologated(edition: Edition) -> bool:
    return edition.national and edition.status in {
        EditionStatus.PUBLISHED,
        EditionStatus.WITHDRAWN,
    }


def _same_text(session: Session, round_: ReviewRound, edition: Edition) -> bool:
    """Tell whether a standard's text is the version a round read: same file, or same paper.

    An older standard without a text on record is the text that was attached to it to be read.
    """
    read = round_.text_version.document
    held = text_document_of(session, edition)
    if held is None:
        return round_.edition_id == edition.id
    return held.id == read.id or (held.sha256 is not None and held.sha256 == read.sha256)


def _harm(review: Review) -> DoNoHarm:
    answered = next((one.value for one in review.answers if one.code == "A13"), None)
    return DoNoHarm(answered) if answered in set(DoNoHarm) else DoNoHarm.OK


def _lowest(markers: Iterable[Marker | None]) -> Marker:
    return min((one for one in markers if one is not None), key=_LOWEST_FIRST.index)


def _reasons(reviews: Sequence[Review]) -> dict[str, Any]:
    """Keep K1 to K4 of each review behind the marker, and why a difference was left aside."""
    return {
        "traces": [one.trace for one in reviews],
        "not_material": [
            {"code": answer.code, "note": answer.note}
            for one in reviews
            for answer in one.answers
            if answer.value == Treatment.ABSENT and answer.material is False and answer.note
        ],
    }
