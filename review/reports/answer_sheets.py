"""What is answered: checklists handed in, their answers, and the decisions that follow."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from catalogue.accounts.models import Account
from catalogue.messages import N_
from catalogue.permissions import Actor
from catalogue.records.models import GenderTag
from catalogue.work_programme.models import WorkItem
from review.answers.models import Answer, Review
from review.answers.rules import visible_reviews
from review.answers.vocabulary import RULE_LABELS
from review.assignments.models import Assignment, ReviewRound
from review.assignments.rules import visible_rounds
from review.assignments.vocabulary import (
    ASSIGNMENT_ROLE_LABELS,
)
from review.checklists.models import ChecklistVersion
from review.decisions.models import Decision, DecisionDecider
from review.decisions.vocabulary import DECISION_BASIS_LABELS
from review.findings.models import Finding, FindingReply, RoundReturn
from review.findings.rules import visible_returns
from review.findings.vocabulary import REPLY_ANSWER_LABELS
from review.reports.sheets import PERSON, ROUND, Query, Row, Sheet, of_round, subject_title


def _reviews(actor: Actor) -> Query:
    return (
        sa.select(Review, Assignment.round_id, Account.name, Assignment.role)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Account, Account.id == Assignment.account_id)
        .where(visible_reviews.where(actor), Review.submitted_at.is_not(None))
        .order_by(Review.id)
    )


def _review_cells(row: Any) -> Row:
    review, round_id, name, role = row
    return (
        round_id,
        review.id,
        name,
        ASSIGNMENT_ROLE_LABELS[role],
        review.revision,
        review.reopen_reason,
        review.submitted_at,
        review.marker_strict,
        review.marker_pilot,
        review.depth_score,
        review.purpose_clause,
        review.covered_by_reference,
        review.covered_by_clause,
        review.covered_by_quotation,
    )


GRILLES = Sheet(
    "grilles",
    N_("Grilles"),
    (
        ROUND,
        (N_("Grille remplie"), 10),
        PERSON,
        (N_("Rôle"), 14),
        (N_("Révision"), 9),
        (N_("Motif de la reprise"), 40),
        (N_("Soumise le"), 12),
        (N_("Marqueur, règle stricte"), 12),
        (N_("Marqueur, année pilote"), 12),
        (N_("Profondeur"), 11),
        (N_("Objectif de genre, article"), 20),
        (N_("Déjà couvert, norme citée"), 24),
        (N_("Déjà couvert, article"), 20),
        (N_("Déjà couvert, citation"), 40),
    ),
    _reviews,
    Review.submitted_at,
    _review_cells,
)


def _answers(actor: Actor) -> Query:
    return (
        sa.select(Answer, Assignment.round_id, Account.name, ChecklistVersion.number)
        .join(Review, Review.id == Answer.review_id)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .join(ChecklistVersion, ChecklistVersion.id == ReviewRound.checklist_version_id)
        .join(Account, Account.id == Assignment.account_id)
        .where(visible_reviews.where(actor), Review.submitted_at.is_not(None))
        .order_by(Answer.review_id, Answer.id)
    )


def _answer_cells(row: Any) -> Row:
    answer, round_id, name, checklist = row
    return (
        round_id,
        answer.review_id,
        name,
        checklist,
        answer.code,
        answer.value,
        answer.material,
        answer.clause,
        answer.quotation,
        answer.note,
        answer.source,
        answer.disagreement_reason,
    )


REPONSES = Sheet(
    "reponses",
    N_("Réponses"),
    (
        ROUND,
        (N_("Grille remplie"), 10),
        PERSON,
        (N_("Version de la grille"), 10),
        (N_("Critère"), 9),
        (N_("Réponse"), 16),
        (N_("Importante"), 11),
        (N_("Article"), 20),
        (N_("Citation"), 50),
        (N_("Commentaire"), 50),
        (N_("Source ou recherche"), 40),
        (N_("Motif du départage"), 40),
    ),
    _answers,
    Review.submitted_at,
    _answer_cells,
)


def _decisions(actor: Actor) -> Query:
    """Decisions one may read: those of rounds one follows, and those that mark a standard."""
    tagged = sa.select(GenderTag.decision_id)
    return (
        of_round(
            sa.select(Decision, WorkItem.number, subject_title(), ChecklistVersion.number)
            .join(ReviewRound, ReviewRound.id == Decision.round_id)
            .join(ChecklistVersion, ChecklistVersion.id == Decision.checklist_version_id)
        )
        .where(sa.or_(visible_rounds.where(actor), Decision.id.in_(tagged)))
        .options(selectinload(Decision.deciders).joinedload(DecisionDecider.account))
        .order_by(Decision.id)
    )


def _decision_cells(row: Any) -> Row:
    decision, item, subject, checklist = row
    return (
        decision.round_id,
        item,
        subject,
        decision.marker,
        DECISION_BASIS_LABELS[decision.basis],
        decision.decided_on,
        RULE_LABELS[decision.rule],
        decision.rule_version,
        checklist,
        decision.marker_strict,
        decision.marker_pilot,
        decision.do_no_harm,
        ", ".join(one.account.name for one in decision.deciders),
        "\n".join(f"{one['code']} : {one['note']}" for one in decision.reasons["not_material"]),
    )


DECISIONS = Sheet(
    "decisions",
    N_("Décisions"),
    (
        ROUND,
        (N_("Sujet du programme"), 16),
        (N_("Objet"), 50),
        (N_("Marqueur"), 10),
        (N_("Comment"), 24),
        (N_("Décidée le"), 12),
        (N_("Règle"), 20),
        (N_("Version de la règle"), 9),
        (N_("Version de la grille"), 9),
        (N_("Marqueur, règle stricte"), 12),
        (N_("Marqueur, année pilote"), 12),
        (N_("A13"), 10),
        (N_("Qui a décidé"), 40),
        (N_("Différences laissées de côté"), 60),
    ),
    _decisions,
    Decision.decided_at,
    _decision_cells,
)


def _findings(actor: Actor) -> Query:
    return (
        of_round(
            sa.select(Finding, WorkItem.number, subject_title(), FindingReply)
            .join(RoundReturn, RoundReturn.round_id == Finding.round_id)
            .join(ReviewRound, ReviewRound.id == Finding.round_id)
            .outerjoin(FindingReply, FindingReply.finding_id == Finding.id)
        )
        .where(visible_returns(actor), RoundReturn.sent_at.is_not(None))
        .order_by(Finding.round_id, Finding.position)
    )


def _finding_cells(row: Any) -> Row:
    finding, item, subject, reply = row
    return (
        finding.round_id,
        item,
        subject,
        finding.position,
        finding.code,
        finding.clause,
        finding.page,
        finding.text,
        REPLY_ANSWER_LABELS[reply.answer] if reply is not None else None,
        reply.text if reply is not None else None,
        reply.replied_at if reply is not None else None,
    )


CONSTATS = Sheet(
    "constats",
    N_("Constats"),
    (
        ROUND,
        (N_("Sujet du programme"), 16),
        (N_("Objet"), 50),
        (N_("Constat"), 9),
        (N_("Critère"), 9),
        (N_("Article"), 20),
        (N_("Page"), 8),
        (N_("Ce qui est à reprendre"), 60),
        (N_("Réponse"), 20),
        (N_("Texte de la réponse"), 60),
        (N_("Répondu le"), 12),
    ),
    _findings,
    RoundReturn.sent_at,
    _finding_cells,
)
