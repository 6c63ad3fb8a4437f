"""The menu: which pages each role finds at the top of every page, in the order people need them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request

from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the menu; shown to those who carry one of its permissions, or to all."""

    endpoint: str
    label: Message
    permissions: frozenset[Permission] = frozenset()

    @property
    def active(self) -> bool:
        """Tell whether the page shown belongs under this item."""
        return str(request.endpoint).partition(".")[0] == self.endpoint.partition(".")[0]


ENTRIES: tuple[Entry, ...] = (
    Entry("search.results", N_("Rechercher")),
    Entry("work_programme.items", N_("Programme")),
    Entry("enquiry.index", N_("Enquêtes")),
    Entry("needs.index", N_("Besoins"), frozenset({Permission.NEEDS_READ, Permission.NEEDS_DRAFT})),
    Entry("requests.index", N_("Mes demandes"), frozenset({Permission.NEEDS_DRAFT})),
    Entry("desk.board", N_("Secrétariat"), frozenset({Permission.REVIEW_ASSIGN})),
    Entry(
        "assignments.index",
        N_("Relectures"),
        frozenset({Permission.REVIEW_FILL, Permission.REVIEW_ASSIGN, Permission.REVIEW_READ}),
    ),
    Entry("action_plan.index", N_("Plan")),
    Entry("indicators.index", N_("Indicateurs")),
    Entry("committees.index", N_("Comités"), frozenset({Permission.COMMITTEE_READ})),
    Entry("exchange.index", N_("Imports"), frozenset({Permission.IMPORT_RUN})),
    Entry("journal.index", N_("Journal"), frozenset({Permission.JOURNAL_READ})),
    Entry("accounts.index", N_("Comptes"), frozenset({Permission.ACCOUNT_MANAGE})),
    Entry("policy.index", N_("Réglages"), frozenset({Permission.POLICY_CHANGE})),
)


def navigation_for(actor: Actor) -> list[Entry]:
    """Give the menu of one person: nothing that would answer 403."""
    return [
        entry
        for entry in ENTRIES
        if entry.endpoint in current_app.view_functions
        and (not entry.permissions or any(actor.may(one) for one in entry.permissions))
    ]


FOOTER: tuple[tuple[str, Message], ...] = (
    ("policy.method", N_("Méthode")),
    ("reference_list.entries", N_("Liste de référence")),
    ("pages.sources", N_("Sources et licences")),
    ("pages.privacy", N_("Confidentialité")),
)


def footer_links() -> list[tuple[str, Message]]:
    """Give the links at the foot of every page."""
    return [link for link in FOOTER if link[0] in current_app.view_functions]
