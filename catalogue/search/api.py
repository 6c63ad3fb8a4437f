"""Search for programs: GET /api/v1/standards."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from catalogue import clock
from catalogue.api import PREFIX, ApiBlueprint, one_of, several, whole
from catalogue.database import db
from catalogue.paging import LAST_PAGE
from catalogue.permissions import Permission, requires
from catalogue.records.vocabulary import NOT_EXAMINED, TagMarker
from catalogue.reference_list.vocabulary import Relevance
from catalogue.search import services, shown, upkeep
from catalogue.search.asking import FIRST_YEAR, LAST_YEAR
from catalogue.search.contract import Query, Sort
from catalogue.search.documents import (
    FacetName,
    Kind,
    RecordStatus,
    ics_depth,
)
from catalogue.search.names import names_of

LARGEST_PAGE = 100
LONGEST_TEXT = 1000
MOST_VALUES = 100  # values of a facet, unless more are asked for
LARGEST_FACET = 1000

api_blueprint = ApiBlueprint(
    "api_standards",
    __name__,
    url_prefix=PREFIX,
    description="Normes, programme de travail et liste de référence",
)


_MARKERS = (*(one.value for one in TagMarker), NOT_EXAMINED)


def _year(description: str) -> fields.Integer:
    sentence = _l("écrivez une année de %(first)d à %(last)d.", first=FIRST_YEAR, last=LAST_YEAR)
    return fields.Integer(
        load_default=None,
        validate=validate.Range(min=FIRST_YEAR, max=LAST_YEAR, error=sentence),
        error_messages={"invalid": sentence, "too_large": sentence},
        metadata={"description": description},
    )


class SearchParameters(Schema):
    """What a program may ask."""

    q = fields.String(
        load_default="",
        validate=validate.Length(
            max=LONGEST_TEXT, error=_l("raccourcissez le texte à 1000 caractères au plus.")
        ),
        metadata={"description": "Mots, référence ou « expression exacte », comme on les tape."},
    )
    page = whole(1, 1, LAST_PAGE, "Page, à partir de 1.")
    size = whole(20, 1, LARGEST_PAGE, "Nombre d’éléments par page.")
    sort = fields.String(
        load_default=Sort.RELEVANCE.value,
        validate=one_of(Sort),
        metadata={"description": "Ordre : relevance, date (la plus récente d’abord) ou reference."},
    )
    kind = several("Type de fiche, répétable.", Kind)
    body = several("Code d’organisme (ISO, IEC, AMANORM…), répétable.")
    ics = several("Code ICS : domaine, groupe ou sous-groupe, répétable.")
    committee = several("Comité, comme dans `facets.committee`, répétable.")
    status = several(
        "Statut, répétable. Les documents annulés ne viennent que si on les demande.", RecordStatus
    )
    year = fields.List(
        _year("Année, répétable."),
        load_default=list,
        metadata={"description": "Année, répétable."},
    )
    year_from = _year("Première année voulue.")
    year_to = _year("Dernière année voulue.")
    relevance = several("Intérêt pour le genre, répétable.", Relevance)
    marker = several("Marqueur final, répétable ; NE : non examinée.", _MARKERS)
    language = several("Langue du document (fr, en…), répétable.")
    withdrawn = fields.Boolean(
        load_default=False,
        error_messages={"invalid": _l("écrivez true ou false.")},
        metadata={"description": "`true` : les documents annulés répondent aussi."},
    )
    facet_size = whole(
        MOST_VALUES, 1, LARGEST_FACET, "Valeurs données par facette, les plus nombreuses d’abord."
    )


class StandardItem(Schema):
    """One result."""

    kind = fields.String(metadata={"enum": [one.value for one in Kind]})
    reference = fields.String(allow_none=True)
    title_fr = fields.String(allow_none=True)
    title_en = fields.String(allow_none=True)
    body = fields.String(allow_none=True)
    ics = fields.List(fields.String())
    committee = fields.String(allow_none=True)
    status = fields.String(metadata={"enum": [one.value for one in RecordStatus]})
    year = fields.Integer(allow_none=True)
    relevance = fields.String(
        allow_none=True, metadata={"description": "Intérêt pour le genre, de la liste de référence"}
    )
    marker = fields.String(
        allow_none=True,
        metadata={"description": "Marqueur final : 2, 1, 0, NP ; NE tant qu’il n’y en a pas"},
    )
    url = fields.Url()


class FacetCount(Schema):
    """A value to filter by and the number of results it leaves."""

    value = fields.String()
    label = fields.String()
    count = fields.Integer()


class SearchAnswer(Schema):
    """One page of results."""

    total = fields.Integer()
    page = fields.Integer()
    size = fields.Integer()
    items = fields.List(fields.Nested(StandardItem))
    facets = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(FacetCount)))
    did_you_mean = fields.String(allow_none=True)
    attribution = fields.String(
        allow_none=True,
        metadata={"description": "À citer avec ces fiches, si l’une vient de l’ISO"},
    )
    from_index = fields.Boolean(
        metadata={"description": "Faux pendant que l’index se reconstruit : réponse de la base"}
    )


@api_blueprint.route("/standards")  # type: ignore[untyped-decorator]
@requires(Permission.CATALOGUE_READ)
@api_blueprint.arguments(  # type: ignore[untyped-decorator]
    SearchParameters, location="query"
)
@api_blueprint.response(200, SearchAnswer)  # type: ignore[untyped-decorator]
def standards(asked: dict[str, Any]) -> dict[str, Any]:
    """Chercher dans les normes, le programme de travail et la liste de référence."""
    query = Query(
        text=asked["q"],
        filters=_filters(asked),
        page=asked["page"],
        page_size=asked["size"],
        sort=Sort(asked["sort"] or Sort.RELEVANCE),
        include_withdrawn=asked["withdrawn"],
        facets=tuple(FacetName),
    )
    found = services.find(db.session, services.the_index(current_app), query)
    if not found.from_index:
        upkeep.ask_for_repair()
    most = asked["facet_size"]
    facets = {
        name: [
            one
            for place, one in enumerate(values)
            # A chosen value that nothing has is said; not each empty year of a range.
            if (place < most or one.chosen) and (one.count or name is not FacetName.YEAR)
        ]
        for name, values in sorted(found.page.facets.items())
    }
    names = names_of(current_app, db.session, at=clock.now())
    languages = (one.value for one in facets.get(FacetName.LANGUAGE, ()))
    words = shown.named(names, languages=languages)
    return {
        "total": found.page.total,
        "page": query.page,
        "size": query.page_size,
        "items": [shown.as_facts(hit.document) for hit in found.page.hits],
        "facets": {
            name.value: [
                {
                    "value": one.value,
                    "label": words.get(name, {}).get(one.value, one.value),
                    "count": one.count,
                }
                for one in shown.in_order(name, values)
            ]
            for name, values in facets.items()
        },
        "did_you_mean": found.page.did_you_mean,
        "from_index": found.from_index,
        "attribution": next(
            filter(None, (shown.attribution_of(hit.document) for hit in found.page.hits)), None
        ),
    }


def _filters(asked: dict[str, Any]) -> dict[FacetName, list[str]]:
    filters: dict[FacetName, list[str]] = {}
    for facet in FacetName:
        chosen = asked.get(facet.value)
        if values := [text for one in chosen or () if (text := str(one).strip())]:
            filters[facet] = values
    if asked["year_from"] or asked["year_to"]:
        low, high = sorted((asked["year_from"] or FIRST_YEAR, asked["year_to"] or LAST_YEAR))
        wanted = [str(year) for year in range(low, high + 1)]
        filters[FacetName.YEAR] = [*filters.get(FacetName.YEAR, ()), *wanted]
    for code in asked["ics"]:
        if pieces := code.strip():
            filters.setdefault(ics_depth(pieces), []).append(pieces)
    return filters
