"""One box over standards, the programme and the reference list: the page of results."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.messages import N_, Message
from catalogue.paging import Page, UrlState
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.search import narrowing, services, shown, upkeep
from catalogue.search.asking import (
    EXACT,
    FACETS,
    FROM,
    LONGEST_TEXT,
    TO,
    WITHDRAWN,
    YES,
    Asked,
    facets_of,
    filtered,
    query_of,
    read,
    sort_of,
    unfiltered,
)
from catalogue.search.contract import Matched
from catalogue.search.documents import FacetName
from catalogue.search.names import names_of
from catalogue.search.views.blueprint import blueprint
from catalogue.search.ways_out import Way, ways_out

PAGE_SIZE = 20
LARGEST_FILE = 5000  # results in a file; the page says so
SORT_LABELS: Mapping[str, object] = {
    "pertinence": _l("pertinence"),
    "date": _l("date"),
    "reference": _l("référence"),
}
_FINISHED = 5  # ways to finish what was typed, offered as links


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a person may do about a standard that search does not know."""

    endpoint: str
    label: Message
    permission: Permission


NEXT_STEPS = (
    NextStep("records.new", N_("Enregistrez la norme nationale"), Permission.STANDARD_MANAGE),
    NextStep(
        "reference_list.new",
        N_("Ajoutez le document à la liste de référence"),
        Permission.STANDARD_MANAGE,
    ),
    NextStep("needs.new", N_("Exprimez le besoin d’une norme"), Permission.NEEDS_DRAFT),
)


@blueprint.get("/recherche")
@requires(Permission.CATALOGUE_READ)
def results() -> str:
    """Show what answers, with filters, corrections and the next best step when nothing does."""
    session = db.session
    asked = read(request.args.items(multi=True))
    state, number = asked.state, asked.page
    facets = facets_of(state)
    found = find(session, asked, page=number, facets=facets)
    last = max(1, -(-found.page.total // PAGE_SIZE))
    past_the_end = number > last
    if past_the_end:
        number, state = last, state.at_page(last)
        found = find(session, asked, page=number, facets=facets)
    page, path = found.page, request.path
    words = words_for(page.facets, state)
    nothing = not page.total
    return render_template(
        "catalogue/search/results.html",
        state=state,
        asked=asked,
        found=page,
        shortened=asked.shortened or page.shortened,
        page=Page(shown.lines(page.hits, words), page.total, number, PAGE_SIZE),
        past_the_end=past_the_end,
        fault_sentences=fault_sentences(asked),
        from_index=found.from_index,
        groups=narrowing.groups(path, state, page.facets, words),
        chips=narrowing.chips(path, state, words),
        clear=path + unfiltered(state).query,
        filtered=filtered(state),
        unfiltered=unfiltered(state),
        sorts=SORT_LABELS,
        sort=sort_of(state),
        ways=_ways(session, state, words) if nothing and found.from_index else (),
        most_in_file=LARGEST_FILE,
        years=[dict((*asked.faults, *state.pairs)).get(name, "") for name in (FROM, TO)],
        finished=_finished(asked, page.matched) if found.from_index else (),
        Matched=Matched,
        names={"from": FROM, "to": TO, "withdrawn": WITHDRAWN, "exact": EXACT, "yes": YES},
        longest=LONGEST_TEXT,
        iso_shown=any(shown.attribution_of(hit.document) for hit in page.hits),
        next_steps=next_steps(current_actor()) if nothing else (),
        may_save=current_actor().may(Permission.PROFILE_OWN),
    )


def _ways(session: Session, state: UrlState, words: shown.Words) -> list[tuple[str, Way]]:
    """Give the ways out of a search that finds nothing, each in a sentence."""
    found = ways_out(session, services.the_index(current_app), state)
    headings = shown.headings()
    made: list[tuple[str, Way]] = []
    for way in found.without_filter:
        facet = FACETS[way.name]
        label = words.get(facet, {}).get(way.value, way.value)
        named = _("%(name)s : %(value)s", name=headings[facet], value=label) if label else ""
        made.append((_("Retirez le filtre « %(name)s »", name=named or headings[facet]), way))
    for way in found.wider:
        label = words[FacetName.ICS_FIELD].get(way.value, way.value)
        made.append((_("Élargissez à « %(name)s »", name=label), way))
    if (way_free := found.without_any) is not None:
        same = bool(state.value("q"))
        text = _("Cherchez les mêmes mots sans filtre") if same else _("Retirez tous les filtres")
        made.append((text, way_free))
    made += [
        (_("Cherchez sans le mot «\u00a0%(word)s\u00a0»", word=way.value), way)
        for way in found.without_word
    ]
    made += [
        (_("Cherchez «\u00a0%(reference)s\u00a0»", reference=way.value), way)
        for way in found.as_reference
    ]
    return made


def find(
    session: Session,
    asked: Asked,
    *,
    page: int,
    size: int = PAGE_SIZE,
    facets: Collection[FacetName] = (),
) -> services.Found:
    """Search, and have a broken index mended beside."""
    query = query_of(asked.state, page=page, size=size, facets=facets)
    found = services.find(session, services.the_index(current_app), query)
    if not found.from_index:
        upkeep.ask_for_repair()
    return found


def words_for(counted: narrowing.Counted, *states: UrlState) -> shown.Words:
    """Give the words of all that a page counts and some searches choose."""
    names = names_of(current_app, db.session, at=clock.now())
    languages = {code for state in states for code in narrowing.languages_of(counted, state)}
    return shown.named(names, languages=languages)


def fault_sentences(asked: Asked) -> list[str]:
    """Say of each parameter that means nothing what was done without it."""
    headings = shown.headings()
    made = []
    for name, value in asked.faults:
        if name == "page":
            made.append(
                _("« %(value)s » n’est pas un numéro de page : voici la première.", value=value)
            )
        elif name == "tri":
            made.append(
                _("L’ordre « %(value)s » n’existe pas : rangés par pertinence.", value=value)
            )
        elif name in {FROM, TO}:
            made.append(
                _(
                    "« %(value)s » n’est pas une année : tapez quatre chiffres, par exemple 2015.",
                    value=value,
                )
            )
        elif name in FACETS:
            made.append(
                _(
                    "« %(value)s » n’est pas une valeur du filtre « %(name)s » : il est laissé de "
                    "côté.",
                    value=value,
                    name=headings[FACETS[name]],
                )
            )
    return made


def next_steps(actor: Actor) -> list[NextStep]:
    """Give what this person may do when nothing is found."""
    return [
        one
        for one in NEXT_STEPS
        if one.endpoint in current_app.view_functions and actor.may(one.permission)
    ]


def _finished(asked: Asked, matched: Matched) -> list[tuple[str, UrlState]]:
    """Offer ways to finish a text that nothing has whole: what the box does as one types."""
    if matched in {Matched.ALL_WORDS, Matched.EVERYTHING}:
        return []
    text = asked.state.value("q")
    found = services.the_index(current_app).suggest(text, _FINISHED)
    return [
        (one.text, asked.state.removed(EXACT).changed("q", one.text))
        for one in found
        if one.text != text
    ]
