"""Acts on a filled checklist: save a section, hand it in, take it up again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.fingerprints import digest_of, version_of
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.analysis import hint_queries as analysis
from review.answers import entering
from review.answers.completeness import (
    ALREADY_COVERED,
    GENDER_PURPOSE,
    Missing,
    still_missing,
)
from review.answers.criteria import Field
from review.answers.filled import recorded
from review.answers.marker import AlreadyCovered, CriterionAnswer, FilledChecklist, GenderPurpose
from review.answers.marker import both as compute_both
from review.answers.models import Answer, AnswerExtract, Review
from review.answers.queries import WorkingCopy, extracts_of, working_copy
from review.answers.sections import STATEMENTS, Section, anchor
from review.answers.trace import written, written_depth
from review.answers.vocabulary import SHORT_FORM_CRITERIA, Rule
from review.answers.workflow import REVIEW_ACTS
from review.assignments.checks import given_text, own_only
from review.assignments.models import Assignment
from review.assignments.services import refuse_interest_since
from review.assignments.vocabulary import AssignmentRole, AssignmentState, RoundState
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS

# What follows a submission in the slices above: deciding, discussing (see review.decisions).
Following = Callable[[Session, Review, Actor, datetime, date], None]
after_submission: list[Following] = []


@dataclass(frozen=True, slots=True)
class Entries:
    """What a person sent for one section; a statement not claimed is None."""

    answers: Mapping[str, CriterionAnswer] = field(default_factory=dict)
    already_covered: AlreadyCovered | None = None
    gender_purpose: GenderPurpose | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


def codes_to_write(copy: WorkingCopy, section: Section) -> tuple[str, ...]:
    """Give the criteria of a section to answer; for an adjudicator, only those to settle."""
    return tuple(code for code in section.codes if copy.may_write(code))


def section_texts(copy: WorkingCopy, section: Section) -> dict[str, str]:
    """Give what is recorded of a section, by the names of its form's inputs."""
    reasons = copy.reasons if copy.adjudicates else None
    return recorded(copy.filled, codes_to_write(copy, section), reasons)


def section_version(copy: WorkingCopy, section: Section) -> int:
    """Give the version of a section as the person sees it (see :mod:`catalogue.fingerprints`)."""
    return version_of(section_texts(copy, section))


def save_section(
    session: Session,
    assignment: Assignment,
    section: Section,
    entries: Entries,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> Review:
    """Keep what was filled in of one section, however incomplete (product_rules §3).

    Raises :class:`Conflict` when the section changed since the page was opened; only the criteria
    that are the person's to answer are touched.
    """
    copy = copy_for(session, assignment, "save", actor)
    if section_version(copy, section) != seen_version:
        raise Conflict(current=section_texts(copy, section), version=section_version(copy, section))
    return keep(
        session,
        copy,
        codes_to_write(copy, section),
        entries,
        tag=REVIEW_ACTS["save"].tag,
        changes={"section": section.slug},
        actor=actor,
        at=at,
    )


def keep(
    session: Session,
    copy: WorkingCopy,
    codes: Iterable[str],
    entries: Entries,
    *,
    tag: str,
    changes: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Review:
    """Write the answers to some criteria of a working copy, and that they were written.

    ``copy`` comes from :func:`copy_for`; the codes are those the person may write.
    """
    review = copy.review or begin(session, copy, at=at)
    for code in codes:
        _write(session, review, code, entries)
    review.updated_at = at
    # Answers are rows of their own: without this, the review's version would not move.
    flag_modified(review, "updated_at")
    journal.record(
        session,
        actor=actor,
        on_behalf_of_id=entering.named_by(copy.assignment, actor),
        tag=tag,
        subject=review,
        at=at,
        # Never the answers: the journal has readers who may not see them (product_rules §1, §3).
        changes={**changes, "revision": review.revision},
    )
    return review


def class_a_open(session: Session, copy: WorkingCopy, actor: Actor) -> int:
    """Count the class-A hints of the text read that this person neither resolved nor dismissed.

    None count for an adjudicator who does not settle T1.
    """
    if copy.adjudicates and "T1" not in copy.to_settle:
        return 0
    return analysis.unsettled_class_a(
        session, entering.reader_of(copy.assignment, actor), copy.assignment
    )


def missing_in(copy: WorkingCopy, *, class_a_open: int = 0) -> tuple[Missing, ...]:
    """List what stops the submission of a working copy; an adjudicator also owes the reasons."""
    missing = still_missing(copy.filled, class_a_open=class_a_open)
    if not copy.adjudicates:
        return missing
    short = copy.filled.short_form
    asked = SHORT_FORM_CRITERIA if short else (*copy.filled.codes, *STATEMENTS)
    owed = (
        Missing(
            code,
            Field.NOTE,
            N_("%(code)s : dites pourquoi vous tranchez ainsi.", code=code)
            if code not in STATEMENTS
            else N_("Affirmation : dites pourquoi vous tranchez ainsi."),
        )
        for code in copy.to_settle
        if code in asked and not copy.reasons.get(code, "").strip()
    )
    return (*missing, *owed)


def submit(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> Review:
    """Hand a complete checklist in: it never changes again, and both markers are computed.

    ``on`` is today where the agency is. Raises :class:`Invalid` naming every input still missing.
    What follows (agreement, discussion, decision) happens in the same transaction.
    """
    copy = copy_for(session, assignment, "submit", actor)
    review = copy.review
    if review is None or review.version != seen_version:
        raise Conflict(current={}, version=review.version if review is not None else 0)
    _within_discussion(assignment, on)
    refuse_interest_since(session, assignment, on=on)
    missing = missing_in(copy, class_a_open=class_a_open(session, copy, actor))
    if missing:
        raise Invalid(
            N_("La grille n’est pas complète : voici ce qui manque."),
            {anchor(copy.filled, one): one.message for one in missing},
        )
    entering.confirm(review, assignment, actor, at=at)
    results = compute_both(copy.filled)
    review.marker_strict = results[Rule.STRICT].marker
    review.marker_pilot = results[Rule.PILOT].marker
    review.trace = written(results)
    review.depth_score = written_depth(results[Rule.STRICT].depth)
    review.submitted_at = review.updated_at = at
    assignment.state = ASSIGNMENT_TRANSITIONS["submit"].target
    texts = recorded(copy.filled, (*copy.filled.codes, *STATEMENTS))
    journal.record(
        session,
        actor=actor,
        on_behalf_of_id=entering.named_by(assignment, actor),
        tag=REVIEW_ACTS["submit"].tag,
        subject=review,
        at=at,
        changes={
            "revision": review.revision,
            "answers_sha256": digest_of(texts),
            "extracts_sha256": _fingerprints(session, review),
        },
    )
    for follow in after_submission:
        follow(session, review, actor, at, on)
    return review


def _fingerprints(session: Session, review: Review) -> list[str]:
    """Give the hashes of the files a review rests on: they prove the evidence, and tell none."""
    held = extracts_of(session, [review.id]).get(review.id, ())
    return sorted({one.document.sha256 for one in held if one.document.sha256})


def reopen(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
    on: date,
) -> Review:
    """Take one's review up again during the discussion, with a reason; the first coding stays.

    The new revision starts as a copy of the one handed in (product_rules §3).
    """
    act = REVIEW_ACTS["reopen"]
    copy = copy_for(session, assignment, "reopen", actor)
    submitted = copy.review
    if assignment.version != seen_version:
        raise Conflict(current={"reason": reason}, version=assignment.version)
    if submitted is None or assignment.role is not AssignmentRole.REVIEWER:
        raise DomainError(N_("Cette relecture ne peut pas être reprise."))
    _within_discussion(assignment, on)
    reason = given_text(reason, N_("Dites pourquoi vous reprenez votre relecture."))
    review = Review(
        assignment_id=assignment.id,
        revision=submitted.revision + 1,
        reopen_reason=reason,
        started_at=at,
        updated_at=at,
    )
    review.assignment = assignment
    _fill(review, copy.filled)
    session.add(review)
    session.flush()
    session.add_all(
        AnswerExtract(review_id=review.id, code=one.code, document_id=one.document_id)
        for one in extracts_of(session, [submitted.id]).get(submitted.id, ())
    )
    assignment.state = ASSIGNMENT_TRANSITIONS["reopen"].target
    assignment.discussion_passed_at = None
    journal.record(
        session,
        actor=actor,
        tag=act.tag,
        subject=review,
        at=at,
        changes={"revision": review.revision},
        reason=reason,
    )
    return review


def copy_for(session: Session, assignment: Assignment, name: str, actor: Actor) -> WorkingCopy:
    """Give the person's working copy for an act of ``REVIEW_ACTS``, or refuse it with why."""
    act = REVIEW_ACTS[name]
    if name == "reopen" or not entering.writes_for_another(session, assignment, actor):
        own_only(assignment, actor)
    if assignment.state in act.assignment_states and assignment.round.state in act.round_states:
        return working_copy(session, assignment)
    if assignment.state is AssignmentState.INVITED:
        raise DomainError(N_("Déclarez d’abord vos intérêts : la grille s’ouvre ensuite."))
    if assignment.state is AssignmentState.SUBMITTED and name != "reopen":
        raise DomainError(N_("Cette relecture est déjà soumise : elle ne change plus."))
    if name == "reopen":
        raise DomainError(
            N_("Une relecture se reprend seulement pendant la discussion d’un désaccord.")
        )
    raise DomainError(N_("Cette relecture ne vous est plus confiée : elle ne change plus."))


def _within_discussion(assignment: Assignment, on: date) -> None:
    round_ = assignment.round
    until = round_.discussion_until
    if round_.state is RoundState.DISCUSSION and until is not None and on > until:
        raise DomainError(
            N_(
                "Le délai de discussion est passé : le secrétariat ouvre maintenant le départage, "
                "à partir des relectures déjà soumises."
            )
        )


def begin(session: Session, copy: WorkingCopy, *, at: datetime) -> Review:
    """Start the review of a working copy that has none yet."""
    review = Review(assignment_id=copy.assignment.id, revision=1, started_at=at, updated_at=at)
    review.assignment = copy.assignment
    _fill(review, copy.filled)
    session.add(review)
    return review


def _fill(review: Review, filled: FilledChecklist) -> None:
    """Start a review from answers already given: those agreed, or those handed in before."""
    review.answers = [
        Answer(
            code=code,
            value=answer.value,
            material=answer.material,
            clause=answer.clause,
            quotation=answer.quotation,
            note=answer.note,
            source=answer.source,
        )
        for code, answer in filled.answers.items()
    ]
    _claim(review, filled.already_covered)
    review.purpose_clause = filled.gender_purpose.clause if filled.gender_purpose else None


def _claim(review: Review, covered: AlreadyCovered | None) -> None:
    review.covered_by_reference = covered.reference if covered else None
    review.covered_by_clause = covered.clause if covered else None
    review.covered_by_quotation = covered.quotation if covered else None


def _write(session: Session, review: Review, code: str, entries: Entries) -> None:
    reason = entries.reasons.get(code, "").strip()
    if code == GENDER_PURPOSE:
        purpose = entries.gender_purpose
        review.purpose_clause = purpose.clause.strip() if purpose is not None else None
        review.purpose_reason = reason
        return
    if code == ALREADY_COVERED:
        _claim(review, entries.already_covered)
        review.covered_reason = reason
        return
    sent = entries.answers.get(code, CriterionAnswer())
    answer = next((one for one in review.answers if one.code == code), None)
    if answer is None:
        answer = Answer(code=code)
        review.answers.append(answer)
    answer.value = sent.value
    answer.material = sent.material
    answer.clause = sent.clause.strip()
    answer.quotation = sent.quotation.strip()
    answer.note = sent.note.strip()
    answer.source = sent.source.strip()
    answer.disagreement_reason = reason
    session.add(answer)


def answered(copy: WorkingCopy, codes: Iterable[str]) -> int:
    """Count the criteria of a list that have an answer."""
    return sum(1 for code in codes if copy.filled.value(code) is not None)
