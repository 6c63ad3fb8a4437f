"""Reading the register: the national stock, as a page and as a file, and one standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalogue import clock
from catalogue.committees.queries import committees_by_code
from catalogue.database import db
from catalogue.downloads import Coded, Column, in_three_files, table_response
from catalogue.errors import NotFound
from catalogue.i18n import say
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.bibliography import BibliographicItem
from catalogue.records.cited_edition import item_of_edition
from catalogue.records.family import edition_on, stand_of
from catalogue.records.family_queries import adoptions_of, families, stands
from catalogue.records.models import Edition, Relation
from catalogue.records.queries import (
    current_tag,
    ics_fields,
    relations_from_others,
    supplements_counted,
    titles_of_targets,
    visible_edition,
)
from catalogue.records.rules import keeps_standards, may_change
from catalogue.records.stock import FACETS, StockFilter, national_stock, whole_stock
from catalogue.records.subject import Subject
from catalogue.records.views.blueprint import (
    blueprint,
    decision_address,
    examined_now,
    panels,
    panels_about,
)
from catalogue.records.views.citing import citation_text, relaton_response
from catalogue.records.vocabulary import (
    ADOPTION_METHOD_LABELS,
    CORRESPONDENCE_LABELS,
    DOCUMENT_KIND_LABELS,
    EDITION_STATUS_LABELS,
    NATURE_LABELS,
    NOT_EXAMINED,
    NOT_EXAMINED_LABEL,
    RELATION_KIND_LABELS,
    TAG_MARKER_LABELS,
)

SORTS = {
    "reference": _l("par référence"),
    "date": _l("par date d’homologation, la plus récente d’abord"),
    "titre": _l("par titre"),
}
_COLUMNS = (
    Column("reference", _l("Référence"), 22),
    Column("title_fr", _l("Titre français"), 60),
    Column("title_en", _l("Titre anglais"), 60),
    Column("kind", _l("Type"), 18),
    Column("status", _l("Statut"), 16),
    Column("committee", _l("Comité"), 12),
    Column("ics", _l("ICS"), 18),
    Column("base_reference", _l("Norme de base"), 22),
    Column("correspondence", _l("Degré"), 10),
    Column("nature", _l("Nature"), 18),
    Column("cnncq_adopted_on", _l("Adoption par le CNNCQ"), 14),
    Column("homologated_on", _l("Homologation"), 14),
    Column("homologation_act", _l("Acte"), 24),
    Column("published_on", _l("Publication"), 14),
    Column("withdrawn_on", _l("Annulation"), 14),
    Column("marker", _l("Marqueur"), 10),
    Column("decided_on", _l("Décision du"), 14),
    Column("url", _l("Adresse"), 40),
)


@blueprint.get("/normes")
@requires(Permission.CATALOGUE_READ)
def stock() -> str:
    """List the national standards with their filters."""
    state = UrlState.read(request.args.items(multi=True), ("q", *FACETS, "tri", "page"))
    wanted = _wanted(state)
    page, counts = national_stock(
        db.session,
        current_actor(),
        wanted,
        page=page_number(state.value("page")),
        size=PAGE_SIZE,
    )
    return render_template(
        "catalogue/records/stock.html",
        page=page,
        state=state,
        facets=_facets(counts, state),
        sorts=SORTS,
        sort=wanted.sort,
        current_tag=current_tag,
        examined_now=examined_now(db.session, [one.id for one in page]),
        supplements=supplements_counted(db.session, [one.id for one in page]),
        statuses=EDITION_STATUS_LABELS,
        may_add=keeps_standards(current_actor()),
    )


@in_three_files(blueprint, "/normes")
@requires(Permission.CATALOGUE_READ)
def stock_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), ("q", *FACETS, "tri"))
    editions = whole_stock(db.session, current_actor(), _wanted(state))
    return table_response(ending, "normes", _COLUMNS, (_line(one) for one in editions))


@blueprint.get("/normes/<int:edition_id>")
@requires(Permission.CATALOGUE_READ)
def edition(edition_id: int) -> str:
    """Show everything known of a standard, and how it is known."""
    actor = current_actor()
    found = visible_edition(db.session, actor, edition_id)
    if found is None:
        raise NotFound
    inward = relations_from_others(db.session, found)
    on = clock.today()
    family = families(db.session, actor, [found.reference]).get(found.reference, [])
    base = found.base_reference
    return render_template(
        "catalogue/records/edition.html",
        edition=found,
        tag_now=current_tag(found),
        marker_labels=TAG_MARKER_LABELS,
        not_examined=NOT_EXAMINED_LABEL,
        in_review=found.id in examined_now(db.session, [found.id]),
        decision_href=_decision_href(found),
        family=family,
        own_key=f"edition:{found.id}",
        current=edition_on(family, on),
        stand=stand_of(found.reference, family, on),
        base_stand=stands(db.session, actor, [base], on=on).get(base) if base else None,
        adoptions=adoptions_of(db.session, actor, found.reference),
        inward=inward,
        titles=titles_of_targets(db.session, found.relations),
        citation=citation_text(_bibliographic(found, inward)),
        panels=[one for panel in panels if (one := panel(db.session, found, actor))],
        about=panels_about(db.session, _subject(found), actor),
        may_change=may_change(actor, found),
        kinds=DOCUMENT_KIND_LABELS,
        natures=NATURE_LABELS,
        statuses=EDITION_STATUS_LABELS,
        degrees=CORRESPONDENCE_LABELS,
        methods=ADOPTION_METHOD_LABELS,
        relation_kinds=RELATION_KIND_LABELS,
    )


@blueprint.get("/normes/<int:edition_id>/relaton.yaml")
@requires(Permission.CATALOGUE_READ)
def relaton(edition_id: int) -> Response:
    """Give a standard as a Relaton file, for those who keep bibliographies."""
    found = visible_edition(db.session, current_actor(), edition_id)
    if found is None:
        raise NotFound
    return relaton_response(_bibliographic(found, relations_from_others(db.session, found)))


def _bibliographic(edition: Edition, inward: Sequence[Relation]) -> BibliographicItem:
    address = url_for("records.edition", edition_id=edition.id, _external=True)
    return item_of_edition(edition, address=address, inward=inward)


def _subject(edition: Edition) -> Subject:
    return Subject(
        key=f"edition:{edition.id}",
        reference=edition.reference,
        title_fr=edition.title_fr or "",
        title_en=edition.title_en or "",
        ics=tuple(code.code for code in edition.ics_codes),
        committee=edition.committee.code
        if edition.committee
        else edition.committee_reference or "",
        edition_id=edition.id,
    )


def _decision_href(edition: Edition) -> str | None:
    tag = current_tag(edition)
    if tag is None:
        return None
    return next((href for find in decision_address if (href := find(tag.decision_id))), None)


def _wanted(state: UrlState) -> StockFilter:
    sort = state.value("tri")
    return StockFilter(
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS if state.values(name)},
        sort=sort if sort in SORTS else "reference",
    )


def _facets(counts: Mapping[str, Counter[str]], state: UrlState) -> list[Facet]:
    titles = {one.code: one.title_fr for one in ics_fields(db.session)}
    committees = committees_by_code(db.session, counts.get("comite", ()))
    words = {
        "statut": {code.value: say(label) for code, label in EDITION_STATUS_LABELS.items()},
        "marqueur": {
            **{code.value: say(label) for code, label in TAG_MARKER_LABELS.items()},
            NOT_EXAMINED: say(NOT_EXAMINED_LABEL),
        },
        "ics": {code: f"{code} {title}" for code, title in titles.items()},
        "comite": {code: f"{code} {one.title_fr}" for code, one in committees.items()},
        "type": {code.value: say(label) for code, label in DOCUMENT_KIND_LABELS.items()},
    }
    headings = {
        "statut": _("Statut"),
        "marqueur": _("Marqueur de la relecture"),
        "ics": _("Domaine (ICS)"),
        "comite": _("Comité"),
        "annee": _("Année d’homologation"),
        "type": _("Type de document"),
    }
    return [
        Facet(
            name,
            headings[name],
            tuple(
                FacetValue(value, words.get(name, {}).get(value, value), count)
                for value, count in _ordered(name, counts.get(name, Counter()))
            ),
        )
        for name in FACETS
        if len(counts.get(name, ())) > 1 or state.values(name)
    ]


def _ordered(name: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Order years latest first, the scale of markers from the highest, others by number."""
    if name == "annee":
        return sorted(counts.items(), reverse=True)
    if name == "marqueur":
        scale = [*(one.value for one in TAG_MARKER_LABELS), NOT_EXAMINED]
        return [(value, counts[value]) for value in scale if value in counts]
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _line(edition: Edition) -> tuple[object, ...]:
    tag = current_tag(edition)
    return (
        edition.reference,
        edition.title_fr,
        edition.title_en,
        Coded(edition.kind.value, say(DOCUMENT_KIND_LABELS[edition.kind])),
        Coded(edition.status.value, say(EDITION_STATUS_LABELS[edition.status])),
        edition.committee.code if edition.committee else None,
        tuple(code.code for code in edition.ics_codes),
        edition.base_reference,
        edition.correspondence.value if edition.correspondence else None,
        Coded(edition.nature.value, say(NATURE_LABELS[edition.nature])) if edition.nature else None,
        edition.cnncq_adopted_on,
        edition.homologated_on,
        edition.homologation_act,
        edition.published_on,
        edition.withdrawn_on,
        tag.marker.value if tag else NOT_EXAMINED,
        tag.decided_on if tag else None,
        url_for("records.edition", edition_id=edition.id, _external=True),
    )
