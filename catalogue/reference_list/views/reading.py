"""Reading the reference list: with its filters, as a page and as a file; one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import Coded, Column, in_three_files, table_response
from catalogue.errors import NotFound
from catalogue.i18n import say
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.records.bibliography import BibliographicItem
from catalogue.records.family_queries import stands
from catalogue.records.models import IcsCode
from catalogue.records.queries import bodies, ics_fields, ics_named
from catalogue.records.subject import Subject
from catalogue.records.views.blueprint import panels_about
from catalogue.records.views.citing import citation_text, relaton_response
from catalogue.reference_list.cited_entry import item_of_entry
from catalogue.reference_list.facts import verification_of
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.queries import (
    FACETS,
    ListFilter,
    by_relevance,
    edition_shown_with,
    entries_about,
    entry_of,
    entry_page,
    nearest,
    whole_list,
)
from catalogue.reference_list.rules import adds_entries, verifies_entries
from catalogue.reference_list.views.blueprint import blueprint
from catalogue.reference_list.vocabulary import (
    EVIDENCE_KIND_LABELS,
    RELEVANCE_LABELS,
    VERIFICATION_LABELS,
    Relevance,
)

NEAREST = 5
_COLUMNS = (
    Column("reference", _l("Référence"), 24),
    Column("body", _l("Organisme"), 14),
    Column("title_fr", _l("Titre français"), 60),
    Column("title_fr_official", _l("Titre français officiel"), 12),
    Column("title_en", _l("Titre anglais"), 60),
    Column("relevance", _l("Intérêt pour le genre"), 18),
    Column("rationale_fr", _l("Raison"), 60),
    Column("evidence_kind", _l("Comment c’est connu"), 22),
    Column("evidence_url", _l("Source"), 40),
    Column("verification", _l("Vérification"), 18),
    Column("verified_on", _l("Vérifiée le"), 14),
    Column("ics", _l("ICS"), 18),
    Column("committee", _l("Comité"), 16),
    Column("stage_or_status", _l("État du document"), 18),
    Column("published_on", _l("Publication"), 14),
    Column("note", _l("Note"), 40),
    Column("url", _l("Adresse"), 40),
)


@blueprint.get("/liste-de-reference")
@requires(Permission.CATALOGUE_READ)
def entries() -> str:
    """List the entries with their filters, and count them by interest."""
    state = UrlState.read(request.args.items(multi=True), ("q", *FACETS, "page"))
    page, counts = entry_page(
        db.session, _wanted(state), page=page_number(state.value("page")), size=PAGE_SIZE
    )
    return render_template(
        "catalogue/reference_list/entries.html",
        page=page,
        state=state,
        facets=_facets(counts, state),
        totals=by_relevance(db.session),
        verification_of=verification_of,
        relevances=RELEVANCE_LABELS,
        verifications=VERIFICATION_LABELS,
        may_add=adds_entries(current_actor()),
        may_verify=verifies_entries(current_actor()),
    )


@in_three_files(blueprint, "/liste-de-reference")
@requires(Permission.CATALOGUE_READ)
def entries_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), ("q", *FACETS))
    found = whole_list(db.session, _wanted(state))
    return table_response(ending, "liste-de-reference", _COLUMNS, (_line(one) for one in found))


@blueprint.get("/liste-de-reference/<int:entry_id>")
@requires(Permission.CATALOGUE_READ)
def entry(entry_id: int) -> str:
    """Show an entry, and how what it says is known."""
    found = entry_of(db.session, entry_id)
    if found is None:
        raise NotFound
    actor = current_actor()
    ics = ics_named(db.session, found.ics)
    return render_template(
        "catalogue/reference_list/entry.html",
        entry=found,
        verification=verification_of(found),
        edition=edition_shown_with(db.session, found),
        ics=ics,
        citation=citation_text(_bibliographic(found, ics)),
        stand=stands(db.session, actor, [found.reference], on=clock.today()).get(found.reference),
        about=panels_about(db.session, subject_of(found), actor),
        relevances=RELEVANCE_LABELS,
        verifications=VERIFICATION_LABELS,
        evidence_kinds=EVIDENCE_KIND_LABELS,
        may_verify=verifies_entries(actor),
        names_shown=actor.signed_in,
    )


@blueprint.get("/liste-de-reference/<int:entry_id>/relaton.yaml")
@requires(Permission.CATALOGUE_READ)
def relaton(entry_id: int) -> Response:
    """Give an entry as a Relaton file, for those who keep bibliographies."""
    found = entry_of(db.session, entry_id)
    if found is None:
        raise NotFound
    return relaton_response(_bibliographic(found, ics_named(db.session, found.ics)))


def _bibliographic(entry: ReferenceEntry, ics: Mapping[str, IcsCode]) -> BibliographicItem:
    address = url_for("reference_list.entry", entry_id=entry.id, _external=True)
    return item_of_entry(entry, address=address, ics=ics)


def subject_of(entry: ReferenceEntry) -> Subject:
    """Give an entry as the panels of its page know it."""
    return Subject(
        key=f"reference_entry:{entry.id}",
        reference=entry.reference,
        title_fr=entry.title_fr or "",
        title_en=entry.title_en or "",
        ics=tuple(entry.ics),
        committee=entry.committee_reference or "",
        edition_id=entry.edition_id,
        entry_ids=(entry.id,),
    )


def entries_panel(session: Session, subject: Subject, actor: Actor) -> Markup:
    """Show on a document's page the entries that speak of it, and the nearest ones."""
    own = entries_about(session, subject)
    near = nearest(
        session,
        title=f"{subject.title_fr} {subject.title_en}",
        ics=subject.ics,
        limit=NEAREST,
        but=[one.id for one in own],
    )
    return Markup(  # noqa: S704 - our own template, escaped
        render_template(
            "catalogue/reference_list/_entries_panel.html",
            subject=subject,
            own=[one for one in own if one.id not in subject.entry_ids],
            near=near,
            relevances=RELEVANCE_LABELS,
            may_add=adds_entries(actor) and not own,
        )
    )


def _wanted(state: UrlState) -> ListFilter:
    return ListFilter(
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS if state.values(name)},
    )


def _facets(counts: Mapping[str, Counter[str]], state: UrlState) -> list[Facet]:
    words = {
        "interet": {code.value: say(label) for code, label in RELEVANCE_LABELS.items()},
        "verification": {code.value: say(label) for code, label in VERIFICATION_LABELS.items()},
        "organisme": {one.code: one.display_fr for one in bodies(db.session)},
        "ics": {one.code: f"{one.code} {one.title_fr}" for one in ics_fields(db.session)},
    }
    headings = {
        "interet": _("Intérêt pour le genre"),
        "verification": _("Vérification"),
        "organisme": _("Organisme"),
        "ics": _("Thème (domaine ICS)"),
    }
    scale = [one.value for one in Relevance]
    shown: list[Facet] = []
    for name in FACETS:
        found = counts.get(name, Counter())
        if not found or (len(found) == 1 and not state.values(name)):
            continue
        ordered = sorted(
            found.items(),
            key=lambda pair: (scale.index(pair[0]) if pair[0] in scale else -pair[1], pair[0]),
        )
        values = [FacetValue(one, words[name].get(one, one), count) for one, count in ordered]
        shown.append(Facet(name, headings[name], tuple(values)))
    return shown


def _line(entry: ReferenceEntry) -> tuple[object, ...]:
    verification = verification_of(entry)
    return (
        Coded(entry.reference, entry.reference or _("numéro à compléter")),
        Coded(entry.body_code, entry.body.display_fr),
        entry.title_fr,
        entry.title_fr_official if entry.title_fr else None,
        entry.title_en,
        Coded(entry.relevance.value, say(RELEVANCE_LABELS[entry.relevance])),
        entry.rationale_fr,
        Coded(entry.evidence_kind.value, say(EVIDENCE_KIND_LABELS[entry.evidence_kind])),
        entry.evidence_url,
        Coded(verification.value, say(VERIFICATION_LABELS[verification])),
        entry.verified_on,
        tuple(entry.ics),
        entry.committee_reference,
        entry.stage_or_status,
        entry.published_on,
        entry.note,
        url_for("reference_list.entry", entry_id=entry.id, _external=True),
    )
