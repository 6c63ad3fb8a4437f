"""Reading a text with its hints: page by page, in a list, as a file; what the item's page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.documents.texts import refusal
from catalogue.downloads import Coded, Column, in_three_files, table_response
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.paging import Facet, FacetValue, Page, page_number
from catalogue.permissions import Actor, Permission, requires
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.rules import internal_facts
from review.analysis import hint_queries, queries
from review.analysis.hint_queries import Counts, Standing, View
from review.analysis.models import TextAnalysis
from review.analysis.shown import pieces
from review.analysis.upkeep import readable
from review.analysis.views.blueprint import blueprint, choice_of, chosen, view_of
from review.analysis.vocabulary import (
    CLASS_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    AnalysisState,
    HintKind,
    HintState,
    WordingClass,
)
from review.assignments.queries import texts_of_item

_MISSING_FILE = N_(
    "Ce fichier manque dans le dossier de données. Dites-le à l’administration du service."
)

_COLUMNS = (
    ("page", N_("Page"), 8),
    ("clause", N_("Article"), 12),
    ("text", N_("Mots"), 30),
    ("kind", N_("Nature"), 24),
    ("class", N_("Classe"), 18),
    ("state", N_("État"), 14),
    ("word", N_("Mot de la personne qui relit"), 40),
    ("rule", N_("Règle"), 20),
    ("suggestions", N_("Propositions"), 40),
    ("context", N_("Phrase"), 80),
)


@blueprint.get("/<int:text_id>")
@requires(Permission.DOCUMENT_READ)
def reading(text_id: int) -> str:
    """Show one page of a text with its hints in place and beside it."""
    return reading_page(view_of(text_id), page_number(request.args.get("page")))


def reading_page(view: View, number: int, **names: Any) -> str:
    """Render one page of a text; ``names`` are what an act has to say about it."""
    session, state = db.session, chosen()
    choice = choice_of(state)
    analysis = queries.analysis_of(session, view.text.id)
    total = (analysis.pages if analysis is not None else None) or 1
    number = min(number, total)
    page = queries.page_of_text(session, view.text.id, number)
    standing = hint_queries.on_page(session, view, choice, number)
    counted = hint_queries.counts(session, view)
    with_hints = hint_queries.pages_with_hints(session, view, choice)
    return render_template(
        "review/analysis/reading.html",
        **_above(view, analysis),
        page=page,
        pages=Page([number], total, number, 1),
        pieces=pieces(page.text, [one.hint for one in standing]) if page is not None else (),
        standing=standing,
        following=next((one for one in with_hints if one > number), None),
        preceding=next((one for one in reversed(with_hints) if one < number), None),
        counted=sum(counted.values()),
        facets=_facets(counted, view),
        state=state,
        **_beside(view, standing),
        **names,
    )


@blueprint.get("/<int:text_id>/pistes")
@requires(Permission.DOCUMENT_READ)
def hints(text_id: int) -> str:
    """List the hints of a text, some at a time."""
    return hints_page(view_of(text_id))


def hints_page(view: View, **names: Any) -> str:
    """Render the list of the hints of a text."""
    session, state = db.session, chosen()
    analysis = queries.analysis_of(session, view.text.id)
    counted = hint_queries.counts(session, view)
    page = hint_queries.in_list(session, view, choice_of(state), page_number(state.value("page")))
    return render_template(
        "review/analysis/hints.html",
        **_above(view, analysis),
        page=page,
        counted=sum(counted.values()),
        facets=_facets(counted, view),
        state=state,
        **_beside(view, page.items),
        **names,
    )


def _above(view: View, analysis: TextAnalysis | None) -> dict[str, object]:
    """Give what stands above the hints: the text, how far it is read, what cannot be read of it."""
    return {
        "view": view,
        "text": view.text,
        "analysis": analysis,
        "refused": _refusal(view.text, analysis),
        "scanned": queries.scanned_by_text(db.session, [view.text.id]).get(view.text.id, 0),
    }


def _beside(view: View, standing: Sequence[Standing]) -> dict[str, object]:
    """Give what a page of hints needs beside them: what others did, how many are equal."""
    found = [one.hint for one in standing]
    equal = hint_queries.open_equals(db.session, view, found) if view.writable else {}
    return {"told": hint_queries.acts_on(db.session, view, found), "equal": equal}


@in_three_files(blueprint, "/<int:text_id>/pistes")
@requires(Permission.DOCUMENT_READ)
def hints_file(text_id: int, ending: str) -> Response:
    """Give the chosen hints of a text as a file; states and words are those the person may see."""
    found = hint_queries.all_of(db.session, view_of(text_id), choice_of(chosen()))
    rows = [
        (
            one.hint.page,
            one.hint.clause or None,
            one.hint.text,
            Coded(one.hint.kind.value, say(KIND_LABELS[one.hint.kind])),
            Coded(one.hint.wording_class.value, _class_words(one.hint.wording_class))
            if one.hint.wording_class
            else None,
            Coded(one.state.value, say(STATE_LABELS[one.state])),
            one.word or None,
            one.hint.rule,
            tuple(one.hint.suggestions),
            one.hint.context,
        )
        for one in found
    ]
    columns = [Column(key, say(heading), width) for key, heading, width in _COLUMNS]
    return table_response(ending, f"pistes-texte-{text_id}", columns, rows)


def work_item_panel(session: Session, item: WorkItem, actor: Actor) -> Markup | None:
    """Show on a work item's page which of its texts are read, and the way to their hints."""
    if not internal_facts.allows(actor, item):
        return None
    texts = [one for one in texts_of_item(session, item) if readable(one.document)]
    if not texts:
        return None
    part = render_template(
        "review/analysis/_item_panel.html",
        texts=texts,
        analyses=queries.analyses_of(session, texts),
        counted=queries.hints_by_text(session, texts),
        scanned=queries.scanned_by_text(session, [one.id for one in texts]),
    )
    return Markup(part)  # noqa: S704 - our own template, which escapes what people wrote


def _refusal(text: TextVersion, analysis: TextAnalysis | None) -> Message | None:
    """Say why a text cannot be read here, and what to do; nothing when it can."""
    if text.document.sha256 is None:
        return N_("Ce texte existe sur papier\u00a0: demandez-le au secrétariat.")
    if not readable(text.document):
        return N_(
            "Ce type de fichier ne se lit pas ici\u00a0: ouvrez-le. Joint en PDF ou en .docx, "
            "le texte serait lu et ses pistes montrées."
        )
    if analysis is None or analysis.state is not AnalysisState.REFUSED:
        return None
    if analysis.fault == "missing":
        return _MISSING_FILE
    return refusal(text.document.file_name or "", analysis.fault or "")


def _class_words(wording_class: WordingClass) -> str:
    return f"{wording_class.value} ({say(CLASS_LABELS[wording_class]).lower()})"


def _facets(counted: Counts, view: View) -> list[Facet]:
    by_kind: Counter[HintKind] = Counter()
    by_class: Counter[WordingClass] = Counter()
    by_state: Counter[HintState] = Counter()
    for (kind, wording_class, state), count in counted.items():
        by_kind[kind] += count
        by_state[state] += count
        if wording_class is not None:
            by_class[wording_class] += count
    facets = [
        Facet("nature", _("Nature"), _values(KIND_LABELS, by_kind)),
        Facet(
            "classe",
            _("Classe"),
            tuple(
                FacetValue(one.value, _class_words(one), by_class[one])
                for one in WordingClass
                if by_class[one]
            ),
        ),
    ]
    if view.assignment is not None or len(by_state) > 1:
        facets.append(Facet("etat", _("État"), _values(STATE_LABELS, by_state)))
    return facets


def _values(labels: Mapping[Any, Message], counted: Mapping[Any, int]) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(one.value, say(label), counted[one])
        for one, label in labels.items()
        if counted[one]
    )
