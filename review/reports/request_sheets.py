"""What is asked: needs, rounds, people asked to read, the interests they declare."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from catalogue.accounts.models import Account
from catalogue.committees.models import Committee
from catalogue.documents.models import Document
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.vocabulary import FORECAST_LABELS
from review.assignments.models import Assignment, InterestDeclaration, ReviewRound
from review.assignments.rules import visible_assignments, visible_rounds
from review.assignments.vocabulary import (
    ASSIGNMENT_ROLE_LABELS,
    ASSIGNMENT_STATE_LABELS,
    PHASE_LABELS,
    ROUND_STATE_LABELS,
)
from review.checklists.models import ChecklistVersion
from review.needs.models import NeedsExpression
from review.needs.rules import READABLE
from review.needs.vocabulary import NEEDS_STATE_LABELS, PROGRAMME_DECISION_LABELS
from review.reports.sheets import PERSON, ROUND, Query, Row, Sheet, of_round, subject_title


def _needs(actor: Actor) -> Query:
    return (
        sa.select(NeedsExpression, Committee.code, WorkItem.number)
        .outerjoin(Committee, Committee.id == NeedsExpression.committee_id)
        .outerjoin(WorkItem, WorkItem.id == NeedsExpression.work_item_id)
        .where(READABLE.where(actor))
        .order_by(NeedsExpression.id)
    )


def _needs_cells(row: Any) -> Row:
    needs, committee, item = row
    return (
        needs.number,
        NEEDS_STATE_LABELS[needs.state],
        needs.title_fr,
        committee or needs.proposed_committee,
        needs.requester,
        needs.submitted_at,
        FORECAST_LABELS[needs.forecast] if needs.forecast is not None else None,
        needs.forecast_reason,
        PROGRAMME_DECISION_LABELS[needs.decision] if needs.decision is not None else None,
        needs.decided_on,
        needs.decision_body,
        needs.decision_reason,
        item,
    )


BESOINS = Sheet(
    "besoins",
    N_("Besoins"),
    (
        (N_("Fiche"), 16),
        (N_("État"), 18),
        (N_("Titre"), 50),
        (N_("Comité"), 12),
        (N_("Demande de"), 30),
        (N_("Déposée le"), 12),
        (N_("Prévision"), 24),
        (N_("Motif de la prévision"), 50),
        (N_("Décision"), 16),
        (N_("Décidée le"), 12),
        (N_("Par"), 24),
        (N_("Motif de la décision"), 50),
        (N_("Sujet du programme"), 16),
    ),
    _needs,
    NeedsExpression.created_at,
    _needs_cells,
)


def _rounds(actor: Actor) -> Query:
    return (
        of_round(
            sa.select(
                ReviewRound,
                WorkItem.number,
                subject_title(),
                Document.title,
                Document.dated_on,
                Document.sha256,
                ChecklistVersion.number,
            )
            .join(TextVersion, TextVersion.id == ReviewRound.text_version_id)
            .join(Document, Document.id == TextVersion.document_id)
            .join(ChecklistVersion, ChecklistVersion.id == ReviewRound.checklist_version_id)
        )
        .where(visible_rounds.where(actor))
        .order_by(ReviewRound.id)
    )


def _round_cells(row: Any) -> Row:
    round_, item, subject, title, dated_on, sha256, checklist = row
    return (
        round_.id,
        item,
        subject,
        PHASE_LABELS[round_.phase],
        ROUND_STATE_LABELS[round_.state],
        title,
        dated_on,
        sha256,
        checklist,
        round_.opened_at,
        round_.due_on,
        round_.closed_at,
    )


RELECTURES = Sheet(
    "relectures",
    N_("Relectures"),
    (
        ROUND,
        (N_("Sujet du programme"), 16),
        (N_("Objet"), 50),
        (N_("Phase"), 14),
        (N_("État"), 20),
        (N_("Texte relu"), 40),
        (N_("Date du texte"), 12),
        (N_("Empreinte SHA-256"), 66),
        (N_("Grille"), 8),
        (N_("Ouverte le"), 12),
        (N_("Échéance"), 12),
        (N_("Terminée le"), 12),
    ),
    _rounds,
    ReviewRound.opened_at,
    _round_cells,
)


def _assignments(actor: Actor) -> Query:
    # A reason to decline is for who assigns, as on the round's page.
    reason = Assignment.decline_reason if actor.may(Permission.REVIEW_ASSIGN) else sa.null()
    return (
        of_round(
            sa.select(Assignment, subject_title(), Account.name, reason.label("reason"))
            .join(ReviewRound, ReviewRound.id == Assignment.round_id)
            .join(Account, Account.id == Assignment.account_id)
        )
        .where(visible_assignments.where(actor))
        .order_by(Assignment.id)
    )


def _assignment_cells(row: Any) -> Row:
    assignment, subject, name, reason = row
    return (
        assignment.round_id,
        subject,
        name,
        ASSIGNMENT_ROLE_LABELS[assignment.role],
        ASSIGNMENT_STATE_LABELS[assignment.state],
        assignment.assigned_at,
        assignment.due_on,
        reason,
        assignment.agency_interest_reason,
    )


PERSONNES = Sheet(
    "personnes",
    N_("Personnes"),
    (
        ROUND,
        (N_("Objet"), 50),
        PERSON,
        (N_("Rôle"), 14),
        (N_("État"), 14),
        (N_("Invitée le"), 12),
        (N_("Échéance"), 12),
        (N_("Motif du refus"), 40),
        (N_("Acceptée malgré son organisation"), 40),
    ),
    _assignments,
    ReviewRound.opened_at,
    _assignment_cells,
)


def _interests(actor: Actor) -> Query:
    return (
        sa.select(InterestDeclaration, Assignment.round_id, Account.name)
        .join(Assignment, Assignment.id == InterestDeclaration.assignment_id)
        .join(Account, Account.id == Assignment.account_id)
        .where(visible_assignments.where(actor))
        .order_by(InterestDeclaration.id)
    )


def _interest_cells(row: Any) -> Row:
    declared, round_id, name = row
    said = N_("Un intérêt") if declared.has_interest else N_("Aucun intérêt")
    return (round_id, name, said, declared.detail, declared.declared_at)


INTERETS = Sheet(
    "interets",
    N_("Intérêts"),
    (
        ROUND,
        PERSON,
        (N_("Déclaration"), 16),
        (N_("Précision"), 50),
        (N_("Déclarée le"), 12),
    ),
    _interests,
    InterestDeclaration.declared_at,
    _interest_cells,
)
