"""The composition root: the slices, what they give one another, and the ``normes`` command."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.orm import Session

from catalogue import (
    checks,
    clock,
    retention,
    seeding,
    serve,
)
from catalogue import cli as catalogue_cli
from catalogue import journalled as catalogue_journalled
from catalogue.accounts import cli as accounts_cli
from catalogue.accounts import views as accounts
from catalogue.accounts import vocabulary as accounts_words
from catalogue.accounts.queries import INVITATIONS
from catalogue.application import alembic, build
from catalogue.committees import mirrors as committee_mirrors
from catalogue.committees import queries as committee_queries
from catalogue.committees import views as committees
from catalogue.committees import vocabulary as committees_words
from catalogue.config import Settings, UnsafeSettings, from_environment
from catalogue.council import minutes as council_minutes
from catalogue.council import paper as council_paper
from catalogue.council import views as council
from catalogue.council import vocabulary as council_words
from catalogue.database import begin_write, db
from catalogue.documents import rules as document_rules
from catalogue.documents import views as documents
from catalogue.enquiry import commenting as enquiry_commenting
from catalogue.enquiry import mailing as enquiry_mailing
from catalogue.enquiry import services as enquiry_services
from catalogue.enquiry import views as enquiry
from catalogue.enquiry import vocabulary as enquiry_words
from catalogue.exchange import cli as exchange_cli
from catalogue.exchange import running as exchange_running
from catalogue.exchange import views as exchange
from catalogue.exchange import vocabulary as exchange_words
from catalogue.journal import cli as journal_cli
from catalogue.journal import erasing as journal_erasing
from catalogue.journal import mentions as journal_mentions
from catalogue.journal import objects as journal_objects
from catalogue.journal import queries as journal_queries
from catalogue.journal import views as journal
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.maintenance import rules as maintenance_rules
from catalogue.maintenance import views as maintenance
from catalogue.maintenance import vocabulary as maintenance_words
from catalogue.notices import mailing
from catalogue.notices import views as notices
from catalogue.notices import vocabulary as notices_words
from catalogue.open_data import followed as open_data_followed
from catalogue.open_data import members as open_data_members
from catalogue.open_data import upkeep as open_data_upkeep
from catalogue.open_data import views as open_data
from catalogue.open_data import vocabulary as open_data_words
from catalogue.outbox import worker
from catalogue.outbox.models import Message
from catalogue.pages import views as pages
from catalogue.policy import views as policy
from catalogue.policy import vocabulary as policy_words
from catalogue.publication import cli as publication_cli
from catalogue.publication import paper as publication_paper
from catalogue.publication import services as publication_services
from catalogue.publication import views as publication
from catalogue.publication import vocabulary as publication_words
from catalogue.records import base_lookup, family_queries
from catalogue.records import views as records
from catalogue.records import vocabulary as records_words
from catalogue.reference_list import views as reference_list
from catalogue.reference_list import vocabulary as reference_list_words
from catalogue.search import base_standards as search_base_standards
from catalogue.search import digest as search_digest
from catalogue.search import panels as search_panels
from catalogue.search import stamp as search_stamp
from catalogue.search import upkeep as search_upkeep
from catalogue.search import views as search
from catalogue.search import vocabulary as search_words
from catalogue.stages import cli as stages_cli
from catalogue.stages import views as stages
from catalogue.stages import vocabulary as stages_words
from catalogue.triage import cli as triage_cli
from catalogue.triage import upkeep as triage_upkeep
from catalogue.triage import views as triage
from catalogue.triage import vocabulary as triage_words
from catalogue.work_programme import gender as programme_gender
from catalogue.work_programme import rules as work_programme_rules
from catalogue.work_programme import services as work_programme_services
from catalogue.work_programme import views as work_programme
from catalogue.work_programme import vocabulary as work_programme_words
from review import action_plan_joined, concealment
from review import checks as review_checks
from review import journalled as review_journalled
from review import seeding as review_seeding
from review.agreement import views as agreement
from review.analysis import cli as analysis_cli
from review.analysis import services as analysis_services
from review.analysis import upkeep as analysis_upkeep
from review.analysis import views as analysis
from review.analysis import vocabulary as analysis_words
from review.answers import evidence as answers_evidence
from review.answers import preview as checklist_preview
from review.answers import rules as answers_rules
from review.answers import views as answers
from review.assignments import cli as assignments_cli
from review.assignments import opening as assignment_opening
from review.assignments import rounds as assignment_rounds
from review.assignments import rules as assignment_rules
from review.assignments import seed_upkeep
from review.assignments import views as assignments
from review.assignments import vocabulary as assignments_words
from review.checklists import views as checklists
from review.checklists import vocabulary as checklists_words
from review.decisions import queries as decision_queries
from review.decisions import services as decision_services
from review.decisions import views as decisions
from review.decisions import vocabulary as decisions_words
from review.demonstration import cli as demonstration_cli
from review.desk import views as desk
from review.findings import rules as findings_rules
from review.findings import views as findings
from review.findings import vocabulary as findings_words
from review.indicators import views as indicators
from review.needs import gender_queries as needs_gender
from review.needs import rules as needs_rules
from review.needs import views as needs
from review.needs import vocabulary as needs_words
from review.offline import rules as offline_rules
from review.offline import upkeep as offline_upkeep
from review.offline import views as offline
from review.reminders import daily as daily_reminders
from review.reminders import upkeep as reminders_upkeep
from review.reminders import views as reminders
from review.reminders import vocabulary as reminders_words
from review.reports import views as reports

SLICES = (
    accounts,
    notices,
    pages,
    policy,
    stages,
    committees,
    documents,
    records,
    open_data,
    reference_list,
    work_programme,
    council,
    maintenance,
    publication,
    search,
    triage,
    exchange,
    enquiry,
    journal,
    checklists,
    needs,
    assignments,
    reminders,
    analysis,
    answers,
    offline,
    checklist_preview,
    decisions,
    agreement,
    findings,
    reports,
    desk,
    *action_plan_joined.SLICES,
)

VOCABULARIES = (
    accounts_words,
    committees_words,
    council_words,
    enquiry_words,
    maintenance_words,
    exchange_words,
    notices_words,
    open_data_words,
    policy_words,
    publication_words,
    records_words,
    reference_list_words,
    search_words,
    stages_words,
    triage_words,
    work_programme_words,
    checklists_words,
    needs_words,
    assignments_words,
    reminders_words,
    analysis_words,
    decisions_words,
    findings_words,
    *action_plan_joined.VOCABULARIES,
)

COMMANDS = (
    *catalogue_cli.COMMANDS,
    accounts_cli.group,
    exchange_cli.group,
    journal_cli.group,
    analysis_cli.command,
    triage_cli.triage,
    stages_cli.group,
    publication_cli.group,
    *action_plan_joined.COMMANDS,
    assignments_cli.command,
    serve.run,
    demonstration_cli.group,
)


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """Build the application from its settings; ``overrides`` are Flask configuration for tests."""
    return build(settings or from_environment(), SLICES, COMMANDS, overrides)


def migrate(_app: Flask) -> None:
    """Bring the tables up to date."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    alembic.upgrade()


def load_lists(app: Flask) -> None:
    """Bring the shipped lists up to date, leaving alone what people edited."""
    begin_write(db.session)
    touched = seeding.load(db.session, at=clock.now())
    review_seeding.load(db.session, at=clock.now())
    db.session.commit()
    if any(touched.values()):
        search_stamp.forget(app)


def ensure_index(app: Flask) -> None:
    """Build the search index if it is missing, damaged or behind."""
    search_upkeep.ensure(app)


def _index(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Bring the search index in step; what changes there may change what is worth examining."""
    failed = search_upkeep.synchronise(session, messages, at)
    triage_upkeep.follow(session, messages, at)
    return failed


def _join() -> None:
    """Give the lower slices what they need from the higher ones. Runs once, at import."""
    document_rules.READERS[:] = [
        needs_rules.may_read_document,
        work_programme_rules.may_read_document,
        maintenance_rules.may_read_document,
        assignment_rules.may_read_document,
        answers_rules.may_read_document,
        findings_rules.may_read_document,
        offline_rules.may_read_document,
    ]
    journal_queries.CONCEALED.append(concealment.of_undecided_rounds)
    journal_objects.OBJECTS.update(catalogue_journalled.OBJECTS)
    journal_objects.OBJECTS.update(review_journalled.OBJECTS)
    journal_objects.GAPS_TEACH.append(review_journalled.gaps_teach)
    journal_erasing.SCOPES.update(catalogue_journalled.SCOPES)
    journal_mentions.SEARCHED.update(catalogue_journalled.SEARCHED)
    journal_mentions.SEARCHED.update(review_journalled.SEARCHED)
    worker.HANDLERS[search_digest.TOPIC] = search_upkeep.send_digests
    worker.HANDLERS[retention.TOPIC] = retention.take_away_if_due
    retention.STEPS.extend([offline_upkeep.forget_rows, enquiry_services.erase_people])
    worker.HANDLERS[daily_reminders.TOPIC] = reminders_upkeep.remind
    worker.HANDLERS.update(
        mail=mailing.send_mail, index=_index, triage=triage_upkeep.reckon_if_asked
    )
    INVITATIONS.append(assignment_rules.invitation)
    worker.HANDLERS[analysis_upkeep.TOPIC] = analysis_upkeep.read_texts
    worker.HANDLERS[seed_upkeep.TOPIC] = seed_upkeep.make_seeds
    worker.HANDLERS[publication_services.PAPER_TOPIC] = publication_paper.make_papers
    worker.HANDLERS[council_minutes.PAPER_TOPIC] = council_paper.make_papers
    worker.HANDLERS[enquiry_commenting.MAIL_TOPIC] = enquiry_mailing.send_mail
    analysis_services.on_kept.append(answers_evidence.record)
    work_programme_services.objections.append(decision_services.objections)
    work_programme_services.standing_on_editions.append(assignment_rounds.standing_on_editions)
    work_programme_services.after_homologation.append(decision_services.on_homologated)
    work_programme_services.stage_objections.append(enquiry_services.stage_objections)
    work_programme_services.after_stage.append(enquiry_services.follow_stage)
    work_programme_services.enquiry_dates_held.append(enquiry_services.dates_held)
    work_programme.panels.extend(
        [
            council.work_item_panel,
            enquiry.work_item_panel,
            needs.work_item_panel,
            analysis.work_item_panel,
            decisions.work_item_panel,
            findings.panels.work_item_panel,
        ]
    )
    family_queries.SOURCES.append(open_data_members.members_between)
    records.PAGES["deliverable"] = ("open_data.deliverable_page", "iso_id")
    assignments.panels.append(reminders.round_panel)
    needs.panels.append(reminders.needs_panel)
    records.panels.extend([decisions.edition_panel, maintenance.edition_panel])
    records.subject_panels.extend(
        [
            open_data.iso_panel,
            reference_list.entries_panel,
            work_programme.items_panel,
            needs.subject_panel,
            search_panels.nearest_panel,
        ]
    )
    records.under_review.append(decision_queries.editions_in_review)
    maintenance.review_address.append(assignment_opening.review_address)
    records.decision_address.append(decisions.decision_address)
    pages.panels.extend(
        [
            notices.home_panel,
            work_programme.home_panel,
            council.home_panel,
            maintenance.home_panel,
            needs.home_panel,
            findings.panels.home_panel,
            assignments.home_panel,
            enquiry.home_panel,
            indicators.pages.home_panel,
        ]
    )
    checks.CHECKS.append(review_checks.faults)
    checks.REMARKS.append(review_checks.remarks)
    for words in VOCABULARIES:
        TAG_LABELS.update(words.TAG_LABELS)
    serve.WORKERS[:] = [worker.Worker, worker.slow_worker, open_data_upkeep.reading_thread]
    serve.WORKERS.append(exchange_running.working_thread)
    serve.BESIDE_PAGES[:] = [search_upkeep.warming_thread]
    serve.LETTING_GO[:] = [search_upkeep.let_go]
    serve.PREPARATIONS[:] = [
        migrate,
        load_lists,
        open_data_upkeep.prepare,
        ensure_index,
        search_upkeep.plan_digest,
        retention.plan_next_night,
        reminders_upkeep.plan_next_morning,
        triage_upkeep.ensure,
        analysis_upkeep.ensure,
        seed_upkeep.prepare,
        publication_paper.ensure,
        council_paper.ensure,
        demonstration_cli.keep_banner,
    ]


def _join_look_ups() -> None:
    """Say who knows base standards, committees of other bodies, and what fiches say of gender."""
    programme_gender.SECTIONS.append(needs_gender.gender_sections)
    programme_gender.WAITING.append(needs_gender.needs_waiting)
    committee_mirrors.FINDERS.append(open_data_followed.find)
    committee_mirrors.DESCRIBERS.append(open_data_followed.describe)
    base_lookup.FOLLOWERS.append(committee_queries.followers_of)
    base_lookup.FINDERS.append(search_base_standards.propose)


_join()
_join_look_ups()
action_plan_joined.join()


class _Command(click.Group):
    """The ``normes`` command; an unsafe setting is said in a sentence, not in a trace."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command, with the application made only if the command needs it."""
        try:
            return super().main(*args, obj=ScriptInfo(create_app=create_app), **kwargs)
        except UnsafeSettings as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(2)


cli = _Command(
    "normes", help="Normes & Genre : programme de normalisation, relecture genre, indicateurs."
)
for command in COMMANDS:
    cli.add_command(command)
