"""Search for programs: GET /api/v1/standards."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from catalogue.api import PREFIX, ApiBlueprint
from catalogue.database import db
from catalogue.paging import LAST_PAGE
from catalogue.permissions import Permission, requires
from catalogue.reference_list.vocabulary import Relevance
from catalogue.search import services, shown, upkeep
from catalogue.search.contract import Query
from catalogue.search.documents import FacetName, Kind, RecordStatus, ics_depth

LARGEST_PAGE = 100
LONGEST_TEXT = 1000

api_blueprint = ApiBlueprint(
    "api_standards",
    __name__,
    url_prefix=PREFIX,
    description="Normes, programme de travail et liste de référence",
)


def _whole(default: int, largest: int, description: str) -> fields.Integer:
    sentence = _l("écrivez un nombre entier de 1 à %(largest)d.", largest=largest)
    return fields.Integer(
        load_default=default,
        validate=validate.Range(min=1, max=largest, error=sentence),
        error_messages={"invalid": sentence, "too_large": sentence},
        metadata={"description": description},
    )


def _several(description: str, among: type[StrEnum] | None = None) -> fields.List[str]:
    """Give a parameter that may be repeated; values widen each other."""
    accepted = [str(one.value) for one in among or ()]
    check = (
        validate.OneOf(
            ["", *accepted],
            error=_l("écrivez l’une de ces valeurs : %(values)s.", values=", ".join(accepted)),
        )
        if accepted
        else validate.Length(max=200)
    )
    return fields.List(
        fields.String(validate=check), load_default=list, metadata={"description": description}
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
    page = _whole(1, LAST_PAGE, "Page, à partir de 1.")
    size = _whole(20, LARGEST_PAGE, "Nombre d’éléments par page.")
    body = _several("Code d’organisme (ISO, IEC, AMANORM…), répétable.")
    ics = _several("Code ICS : domaine, groupe ou sous-groupe, répétable.")
    relevance = _several("Intérêt pour le genre, répétable.", Relevance)
    kind = _several("Type de fiche, répétable.", Kind)
    status = _several(
        "Statut, répétable. Les documents annulés ne viennent que si on les demande.", RecordStatus
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
        text=asked["q"], filters=_filters(asked), page=asked["page"], page_size=asked["size"]
    )
    found = services.find(db.session, services.the_index(current_app), query)
    if not found.from_index:
        upkeep.ask_for_repair()
    words = shown.named(db.session, found.page.facets)
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
            for name, values in sorted(found.page.facets.items())
        },
        "did_you_mean": found.page.did_you_mean,
        "from_index": found.from_index,
    }


def _filters(asked: dict[str, Any]) -> dict[FacetName, list[str]]:
    filters: dict[FacetName, list[str]] = {}
    direct = {
        "body": FacetName.BODY,
        "relevance": FacetName.RELEVANCE,
        "kind": FacetName.KIND,
        "status": FacetName.STATUS,
    }
    for name, facet in direct.items():
        if values := [one.strip() for one in asked[name] if one.strip()]:
            filters[facet] = values
    for code in asked["ics"]:
        if pieces := code.strip():
            filters.setdefault(ics_depth(pieces), []).append(pieces)
    return filters
