"""The slices of the action plan: what the application registers of them, and what joins them.

A slice that keeps records behind a line of the plan is added here, and nowhere else.
"""

from __future__ import annotations

from catalogue import retention, serve
from catalogue.committees import own_data
from catalogue.documents import rules as document_rules
from catalogue.messages import N_
from catalogue.outbox import worker
from catalogue.pages import views as pages
from catalogue.publication import cli as publication_cli
from review.action_plan import hooks as action_plan_hooks
from review.action_plan import loading as action_plan_loading
from review.action_plan import rules as action_plan_rules
from review.action_plan import views as action_plan
from review.action_plan import vocabulary as action_plan_words
from review.action_plan.views import Room
from review.analysis_reports import paper as analysis_paper
from review.analysis_reports import views as analysis_reports
from review.analysis_reports import vocabulary as analysis_reports_words
from review.brought_files import services as brought_files
from review.brought_files import vocabulary as brought_files_words
from review.dashboard import views as dashboard
from review.deliverables import queries as deliverable_queries
from review.deliverables import rules as deliverable_rules
from review.deliverables import views as deliverables
from review.deliverables import vocabulary as deliverables_words
from review.directory import views as directory
from review.directory import vocabulary as directory_words
from review.indicators import behind as indicators_behind
from review.indicators import cli as indicators_cli
from review.indicators import export_cli as indicators_export_cli
from review.indicators import queries as indicators_queries
from review.indicators import standing as indicators_standing
from review.indicators import views as indicators
from review.indicators import vocabulary as indicators_words
from review.indicators.views import nominations as indicators_nominations
from review.monitoring import agenda as monitoring_agenda
from review.monitoring import behind as monitoring_behind
from review.monitoring import minutes as monitoring_minutes
from review.monitoring import own_data as monitoring_own_data
from review.monitoring import paper as monitoring_paper
from review.monitoring import rules as monitoring_rules
from review.monitoring import services as monitoring_services
from review.monitoring import views as monitoring
from review.monitoring import vocabulary as monitoring_words
from review.nominations import hooks as nominations_hooks
from review.nominations import own_data as nominations_own_data
from review.nominations import rules as nominations_rules
from review.nominations import views as nominations
from review.nominations import vocabulary as nominations_words
from review.reference_data import views as reference_data
from review.reference_data import vocabulary as reference_data_words
from review.reminders import upkeep as reminders_upkeep
from review.restitution import views as restitution
from review.restitution import vocabulary as restitution_words
from review.training import own_data as training_own_data
from review.training import rules as training_rules
from review.training import services as training_services
from review.training import views as training
from review.training import vocabulary as training_words

SLICES = (
    indicators,
    nominations,
    action_plan,
    deliverables,
    analysis_reports,
    training,
    monitoring,
    reference_data,
    dashboard,
    restitution,
    directory,
)

VOCABULARIES = (
    action_plan_words,
    indicators_words,
    nominations_words,
    deliverables_words,
    analysis_reports_words,
    training_words,
    monitoring_words,
    reference_data_words,
    brought_files_words,
    restitution_words,
    directory_words,
)

COMMANDS = (indicators_cli.group,)
EXPORTS = (indicators_export_cli.indicators,)


def join() -> None:
    """Give the lower slices what they need from the higher ones. Runs once, at import."""
    _join_nominations()
    own_data.more.extend(
        (training_own_data.rows, nominations_own_data.rows, monitoring_own_data.rows)
    )
    for command in EXPORTS:
        publication_cli.group.add_command(command)
    retention.STEPS.append(training_services.forget_lists)
    retention.STEPS.append(brought_files.forget)
    brought_files.standing_on.append(indicators_standing.closed_on)
    document_rules.READERS.append(action_plan_rules.may_read_document)
    document_rules.READERS.append(training_rules.may_read_document)
    action_plan.followers.append(indicators.pages.followers_of_lines)
    action_plan_hooks.indicator_titles.append(indicators_queries.titles)
    action_plan_hooks.rests.append(deliverable_queries.rests_on)
    retention.STEPS.append(action_plan_loading.forget_files)
    document_rules.READERS.append(deliverable_rules.may_read_document)
    worker.HANDLERS[analysis_reports_words.PAPER_TOPIC] = analysis_paper.make_papers
    serve.PREPARATIONS.append(analysis_paper.ensure)
    # In the order of the plan's lines.
    action_plan.rooms.extend(
        [
            Room(
                "committees.index",
                N_("Les comités, les personnes et leurs mandats"),
                ("1.1", "2.1", "2.2", "4.1", "4.2"),
            ),
            Room(
                "directory.structures",
                N_("Les structures qui œuvrent pour l’égalité des sexes"),
                ("1.2",),
            ),
            Room(
                "directory.bodies",
                N_("Les organismes de normalisation et leur plan genre"),
                ("1.4", "2.3"),
            ),
            Room(
                "reference_data.index",
                N_("Les séries de référence, avec leur source"),
                ("1.3", "2.3"),
            ),
            Room(
                "indicators.side_by_side",
                N_("La comparaison régionale et internationale"),
                ("2.3",),
            ),
            Room(
                "analysis_reports.index",
                N_("Les rapports d’analyse"),
                ("2.1", "2.2"),
            ),
            Room(
                "deliverables.index",
                N_("Les livrables et leurs étapes"),
                ("2.1", "2.2", "3.1", "3.3", "3.4", "4.1", "6.1", "6.2"),
            ),
            Room(
                "deliverables.materials",
                N_("Les supports diffusés"),
                ("3.3",),
            ),
            Room(
                "training.events",
                N_("Les formations, leurs modules et qui est venu"),
                ("3.1", "3.2"),
            ),
            Room(
                "nominations.calls_list",
                N_("Les appels à candidatures et leurs textes"),
                ("4.1", "4.2"),
            ),
            Room(
                "monitoring.index",
                N_("Le comité de suivi, ses réunions et ses recommandations"),
                ("6.2", "6.3"),
            ),
            Room(
                "restitution.index",
                N_("La restitution à la CEE-ONU"),
                hint=N_("la fiche en français et en anglais, figée à sa publication"),
            ),
        ]
    )
    _join_monitoring()


def _join_monitoring() -> None:
    """Give the monitoring committee its papers, its reminders and its place on the home page."""
    worker.HANDLERS[monitoring_minutes.PAPER_TOPIC] = monitoring_paper.make_papers
    serve.PREPARATIONS.append(monitoring_paper.ensure)
    document_rules.READERS.append(monitoring_rules.may_read_document)
    reminders_upkeep.also_due.append(
        lambda session, at, on: monitoring_services.send_due(session, at=at, on=on)
    )
    pages.panels.append(monitoring.home_panel)
    monitoring_agenda.agenda_sources.extend(
        [
            monitoring_behind.late_deliverables,
            indicators_behind.below_target,
            indicators_behind.without_reading,
        ]
    )


def _join_nominations() -> None:
    """Give the calls for nomination their readers, and their effect on figures."""
    document_rules.READERS.append(nominations_rules.may_read_document)
    nominations_hooks.weighing.append(indicators_nominations.weighing)
