"""The objects of the review whose journal is read on the object, each under its own read rule.

While a round is sealed, who reads in it finds their own acts only: what another reader does shows
neither by its acts, nor by its dates, nor by a count (product_rules §3). The composition root puts
these in ``catalogue.journal.objects``.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.errors import NotFound
from catalogue.journal.objects import Finder, Journalled, about
from catalogue.permissions import Actor, Permission
from review.action_plan.models import ActionPlan, PlanLine, PlanObjective
from review.analysis_reports.models import AnalysisReport
from review.analysis_reports.rules import reads_in_full
from review.answers.models import Review
from review.answers.queries import visible_review
from review.answers.rules import visible_reviews
from review.assignments.models import Assignment, ReviewRound
from review.assignments.queries import label_of, visible_round
from review.assignments.rules import arranges, kept_apart, visible_assignments, visible_rounds
from review.assignments.vocabulary import SEALED_ROUND_STATES, ReviewMode
from review.brought_files.models import BroughtFile
from review.checklists.models import ChecklistVersion
from review.checklists.rules import readable
from review.decisions import queries as decisions
from review.deliverables.models import Material, PlanDeliverable
from review.directory.models import DeclaredUniverse, GenderBody, Structure
from review.monitoring.models import MonitoringMeeting, Recommendation
from review.needs.queries import find_readable
from review.nominations.models import Call, ParticipationText, Proposal
from review.nominations.rules import reads_nominations
from review.reference_data.models import Series
from review.restitution.models import RestitutionDraft, RestitutionSheet
from review.training.models import (
    PlannedTraining,
    TrainingEvent,
    TrainingModule,
    TrainingParticipant,
)

# The blueprint whose pages show the files of a kind.
BROUGHT_BY = {"series": "reference_data", "structures": "directory"}
# All that who reads in a sealed round may know of the round itself.
OPENING = frozenset({"round:opened"})


def needs(session: Session, actor: Actor, needs_id: int) -> Journalled | None:
    """Find a fiche, for those who may read it."""
    if not (actor.may(Permission.NEEDS_READ) or actor.may(Permission.NEEDS_DRAFT)):
        return None
    try:
        found = find_readable(session, actor, needs_id)
    except NotFound:
        return None
    title = found.title_fr or _("fiche n° %(n)s", n=found.id)
    address = url_for("needs.page", needs_id=found.id)
    return Journalled(title, address, (about("needs_expression", [found.id]),))


def review_round(session: Session, actor: Actor, round_id: int) -> Journalled | None:
    """Find a round, with the assignments and the reviews this person may see."""
    found = visible_round(session, actor, round_id)
    if found is None:
        return None
    sealed = found.state in SEALED_ROUND_STATES and not arranges(actor, found)
    # By sampling, an old round would tell its reader that somebody has read before.
    opening = OPENING if found.mode is not ReviewMode.SAMPLING else frozenset[str]()
    assignments = session.scalars(
        sa.select(Assignment.id).where(
            Assignment.round_id == found.id, visible_assignments.where(actor)
        )
    )
    reviews = session.scalars(
        sa.select(Review.id)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .where(Assignment.round_id == found.id, visible_reviews.where(actor))
    )
    return Journalled(
        label_of(found),
        url_for("assignments.round_page", round_id=found.id),
        (
            about("review_round", [found.id], opening if sealed else None),
            about("assignment", assignments),
            about("review", reviews),
        ),
        own_rule=True,
    )


def review(session: Session, actor: Actor, review_id: int) -> Journalled | None:
    """Find a filled checklist this person may see: their own, or another's once it is open."""
    found = visible_review(session, actor, review_id)
    if found is None:
        return None
    return Journalled(
        _("relecture de %(name)s", name=found.assignment.account.name),
        url_for("answers.read_page", review_id=found.id),
        (about("review", [found.id]),),
        own_rule=True,
    )


def decision(session: Session, actor: Actor, decision_id: int) -> Journalled | None:
    """Find a decision: everybody's once it marks a standard, before that of those who follow."""
    found = decisions.decision_of(session, decision_id)
    if found is None:
        return None
    if not (
        decisions.tagged_edition_ids(session, found) or visible_rounds.allows(actor, found.round)
    ):
        return None
    address = url_for("decisions.show", decision_id=found.id)
    title = _("décision sur %(title)s", title=label_of(found.round))
    return Journalled(title, address, (about("decision", [found.id]),))


def checklist(session: Session, actor: Actor, version_id: int) -> Journalled | None:
    """Find a version of the checklist, published or in draft."""
    found = session.get(ChecklistVersion, version_id)
    if found is None or not readable.allows(actor, found):
        return None
    address = (
        url_for("checklists.version", number=found.number)
        if found.published_at is not None
        else url_for("checklists.index")
    )
    return Journalled(found.title_fr, address, (about("checklist_version", [found.id]),))


def restitution_draft(session: Session, actor: Actor, draft_id: int) -> Journalled | None:
    """Find the restitution sheet being written, for those who keep the plan."""
    found = session.get(RestitutionDraft, draft_id)
    if found is None or not actor.may(Permission.PLAN_KEEP):
        return None
    title = _("projet de fiche de restitution")
    return Journalled(title, url_for("restitution.draft"), (about("restitution_draft", [1]),))


def restitution_sheet(session: Session, actor: Actor, sheet_id: int) -> Journalled | None:
    """Find a published restitution sheet, for those who follow the plan."""
    found = session.get(RestitutionSheet, sheet_id)
    if found is None or not actor.may(Permission.PLAN_READ_INTERNAL):
        return None
    return Journalled(
        _("fiche de restitution n° %(number)s", number=found.number),
        url_for("restitution.sheet", number=found.number),
        (about("restitution_sheet", [found.id]),),
    )


def training_event(session: Session, actor: Actor, event_id: int) -> Journalled | None:
    """Find a training, for those who follow the plan."""
    found = session.get(TrainingEvent, event_id)
    if found is None or not actor.may(Permission.PLAN_READ_INTERNAL):
        return None
    address = url_for("training.event", event_id=found.id)
    return Journalled(found.title, address, (about("training_event", [found.id]),))


def planned_training(session: Session, actor: Actor, line_id: int) -> Journalled | None:
    """Find a line of the training plan, for those who follow the plan."""
    found = session.get(PlannedTraining, line_id)
    if found is None or not actor.may(Permission.PLAN_READ_INTERNAL):
        return None
    address = url_for("training.plan", annee=found.year)
    return Journalled(
        _("plan de formation de %(year)d", year=found.year),
        address,
        (about("planned_training", [found.id]),),
    )


def training_module(session: Session, actor: Actor, module_id: int) -> Journalled | None:
    """Find a module of training, for those who follow the plan."""
    found = session.get(TrainingModule, module_id)
    if found is None or not actor.may(Permission.PLAN_READ_INTERNAL):
        return None
    return Journalled(
        found.title, url_for("training.modules"), (about("training_module", [found.id]),)
    )


def training_participant(session: Session, actor: Actor, participant_id: int) -> Journalled | None:
    """Find somebody named on attendance lists, for those who may read names."""
    found = session.get(TrainingParticipant, participant_id)
    if found is None or not actor.may(Permission.PERSON_READ):
        return None
    address = url_for("training.participant", participant_id=found.id)
    return Journalled(found.name, address, (about("training_participant", [found.id]),))


def deliverable(session: Session, actor: Actor, deliverable_id: int) -> Journalled | None:
    """Find a deliverable of the plan, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(PlanDeliverable, deliverable_id) if allowed else None
    if found is None:
        return None
    address = url_for("deliverables.deliverable", deliverable_id=found.id)
    return Journalled(found.title, address, (about("plan_deliverable", [found.id]),))


def material(session: Session, actor: Actor, material_id: int) -> Journalled | None:
    """Find a material that is distributed, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(Material, material_id) if allowed else None
    if found is None:
        return None
    address = url_for("deliverables.material", material_id=found.id)
    return Journalled(found.title, address, (about("material", [found.id]),))


def monitoring_meeting(session: Session, actor: Actor, meeting_id: int) -> Journalled | None:
    """Find a meeting of the monitoring committee, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(MonitoringMeeting, meeting_id) if allowed else None
    if found is None:
        return None
    title = _("réunion n° %(n)d du comité de suivi", n=found.number)
    address = url_for("monitoring.meeting", meeting_id=found.id)
    return Journalled(title, address, (about("monitoring_meeting", [found.id]),))


def recommendation(session: Session, actor: Actor, found_id: int) -> Journalled | None:
    """Find a recommendation of the monitoring committee, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(Recommendation, found_id) if allowed else None
    if found is None:
        return None
    title = _("recommandation %(number)s", number=found.number)
    address = url_for("monitoring.recommendation", recommendation_id=found.id)
    return Journalled(title, address, (about("monitoring_recommendation", [found.id]),))


def analysis_report(session: Session, actor: Actor, report_id: int) -> Journalled | None:
    """Find an analysis report, for those who read drafts."""
    found = session.get(AnalysisReport, report_id) if reads_in_full(actor) else None
    if found is None:
        return None
    address = url_for("analysis_reports.report", report_id=found.id)
    title = _("rapport d’analyse %(line)s", line=found.line_code)
    return Journalled(title, address, (about("analysis_report", [found.id]),))


def series(session: Session, actor: Actor, series_id: int) -> Journalled | None:
    """Find a reference series, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(Series, series_id) if allowed else None
    if found is None:
        return None
    address = url_for("reference_data.series", series_id=found.id)
    return Journalled(found.title, address, (about("series", [found.id]),))


def participation_text(session: Session, actor: Actor, text_id: int) -> Journalled | None:
    """Find a participation text, for those who follow the plan."""
    found = session.get(ParticipationText, text_id) if reads_nominations(actor) else None
    if found is None:
        return None
    address = url_for("nominations.text", text_id=found.id)
    return Journalled(found.title, address, (about("participation_text", [found.id]),))


def call(session: Session, actor: Actor, call_id: int) -> Journalled | None:
    """Find a call for nomination with what was proposed; no name stands in its journal."""
    found = session.get(Call, call_id) if reads_nominations(actor) else None
    if found is None:
        return None
    proposals = session.scalars(sa.select(Proposal.id).where(Proposal.call_id == found.id))
    return Journalled(
        found.title,
        url_for("nominations.call", call_id=found.id),
        (about("nomination_call", [found.id]), about("nomination_proposal", proposals)),
    )


def action_plan(session: Session, actor: Actor, plan_id: int) -> Journalled | None:
    """Find a plan with its lines and objectives, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(ActionPlan, plan_id) if allowed else None
    if found is None:
        return None
    lines, objectives = (
        session.scalars(sa.select(model.id).where(model.plan_id == plan_id))
        for model in (PlanLine, PlanObjective)
    )
    return Journalled(
        found.title_fr,
        url_for("action_plan.plan", plan_id=found.id),
        (
            about("action_plan", [found.id]),
            about("plan_line", lines),
            about("plan_objective", objectives),
        ),
    )


def brought_file(session: Session, actor: Actor, file_id: int) -> Journalled | None:
    """Find a file brought to fill a list, for those who keep the plan."""
    allowed = actor.may(Permission.PLAN_KEEP)
    found = session.get(BroughtFile, file_id) if allowed else None
    if found is None:
        return None
    address = url_for(f"{BROUGHT_BY[found.kind]}.brought_file", file_id=found.id)
    return Journalled(found.name, address, (about("brought_file", [found.id]),))


def structure(session: Session, actor: Actor, structure_id: int) -> Journalled | None:
    """Find a structure of the directory, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(Structure, structure_id) if allowed else None
    if found is None:
        return None
    address = url_for("directory.structure", structure_id=found.id)
    return Journalled(found.name, address, (about("gender_structure", [found.id]),))


def universe(session: Session, actor: Actor, universe_id: int) -> Journalled | None:
    """Find a declared universe, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(DeclaredUniverse, universe_id) if allowed else None
    if found is None:
        return None
    address = url_for("directory.universes")
    return Journalled(found.scope, address, (about("declared_universe", [found.id]),))


def gender_body(session: Session, actor: Actor, body_id: int) -> Journalled | None:
    """Find a body and its gender plan, for those who follow the plan."""
    allowed = actor.may(Permission.PLAN_READ_INTERNAL)
    found = session.get(GenderBody, body_id) if allowed else None
    if found is None:
        return None
    address = url_for("directory.body", body_id=found.id)
    return Journalled(found.name, address, (about("gender_body", [found.id]),))


OBJECTS: Mapping[str, Finder] = {
    "texte-de-participation": participation_text,
    "appel": call,
    "besoin": needs,
    "tour": review_round,
    "relecture": review,
    "decision": decision,
    "grille": checklist,
    "formation": training_event,
    "plan-formation": planned_training,
    "module-formation": training_module,
    "personne-formee": training_participant,
    "plan": action_plan,
    "livrable": deliverable,
    "rapport": analysis_report,
    "projet-de-restitution": restitution_draft,
    "restitution": restitution_sheet,
    "support": material,
    "reunion-de-suivi": monitoring_meeting,
    "recommandation": recommendation,
    "fichier-repris": brought_file,
    "serie": series,
    "structure": structure,
    "total-structures": universe,
    "organisme-genre": gender_body,
}


# Where a name may stand in others' words: nothing of what reviewers write.
SEARCHED: Mapping[str, tuple[str, str] | None] = {
    "decision": ("decisions.show", "decision_id"),
    "monitoring_meeting": ("monitoring.meeting", "meeting_id"),
    "monitoring_recommendation": ("monitoring.recommendation", "recommendation_id"),
    "needs_expression": ("needs.page", "needs_id"),
}


def gaps_teach(session: Session, actor: Actor) -> bool:
    """Tell whether a hole in the numbers of the acts would teach this person something.

    It would tell that somebody reads, when and how much. Only the secretariat follows that, unless
    it reads in a round whose readings are still apart.
    """
    if not actor.may(Permission.REVIEW_ASSIGN):
        return True
    apart = (
        sa.select(ReviewRound.id)
        .where(ReviewRound.id.in_(kept_apart(actor)), ReviewRound.state.in_(SEALED_ROUND_STATES))
        .limit(1)
    )
    return session.scalar(apart) is not None
