"""The published programme for programs: GET /api/v1/publications."""

from __future__ import annotations

from typing import Any

from flask import url_for
from marshmallow import Schema, fields

from catalogue.api import PREFIX, ApiBlueprint, PageParameters, one_of
from catalogue.database import db
from catalogue.permissions import public
from catalogue.publication import files
from catalogue.publication.queries import editions_page, lines_of
from catalogue.publication.views.blueprint import edition_or_404
from catalogue.publication.vocabulary import Part

api_blueprint = ApiBlueprint(
    "api_publications", __name__, url_prefix=PREFIX, description="Éditions publiées du programme"
)


class LineParameters(PageParameters):
    """Which list of an edition, which page of it."""

    list = fields.String(
        load_default=Part.IN_PREPARATION.value,
        validate=one_of(Part),
        metadata={"description": "Liste : preparation, adoptees, sorties, culture ou travail."},
    )


def _numbers(description: str, example: dict[str, int]) -> fields.Dict:
    return fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata={"description": description, "example": example},
    )


class GenderTotals(Schema):
    """What the subjects in preparation say of gender; what nobody assessed is `non_evalue`."""

    total = fields.Integer(metadata={"description": "Sujets en préparation", "example": 60})
    complete = fields.Integer(
        metadata={"description": "Dont les champs 34 à 41b sont complets (5.2)", "example": 42}
    )
    forecast = _numbers(
        "Par prévision : 2, 1, 0, NP, ne_sait_pas, non_evalue",
        {"2": 3, "1": 12, "0": 20, "NP": 5, "ne_sait_pas": 2, "non_evalue": 18},
    )
    culture = _numbers(
        "Culture et mœurs nationales (41a, 5.4)", {"oui": 4, "non": 38, "non_evalue": 18}
    )
    labour = _numbers("Travail, OIT (41b)", {"oui": 2, "non": 40, "non_evalue": 18})
    waiting = _numbers("Besoins sans projet qui répondent oui", {"culture": 1, "labour": 0})


class PublicationItem(Schema):
    """One edition."""

    code = fields.String()
    half_year = fields.String(metadata={"description": "Semestre, ainsi : 2026-S2"})
    revision = fields.Integer()
    dated_on = fields.String()
    published_at = fields.String()
    correction_reason = fields.String(allow_none=True)
    agency = fields.Dict(keys=fields.String(), values=fields.String())
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    gender = fields.Nested(
        GenderTotals,
        allow_none=True,
        metadata={"description": "Totaux 5.2 et 5.4 ; vide pour une édition plus ancienne"},
    )
    sha256 = fields.String(metadata={"description": "Empreinte du contenu"})
    pdf_sha256 = fields.String(
        allow_none=True, metadata={"description": "Empreinte du PDF, une fois fait"}
    )
    url = fields.Url()


class PublicationsAnswer(Schema):
    """One page of the editions, latest first."""

    total = fields.Integer()
    page = fields.Integer()
    size = fields.Integer()
    items = fields.List(fields.Nested(PublicationItem))


class LinesAnswer(Schema):
    """One page of a list of an edition, in its order."""

    total = fields.Integer()
    page = fields.Integer()
    size = fields.Integer()
    items = fields.List(
        fields.Dict(
            keys=fields.String(),
            metadata={"description": "Par colonne ; ce qui n’est pas connu manque"},
        )
    )


@api_blueprint.route("/publications")  # type: ignore[untyped-decorator]
@public
@api_blueprint.arguments(  # type: ignore[untyped-decorator]
    PageParameters, location="query"
)
@api_blueprint.response(200, PublicationsAnswer)  # type: ignore[untyped-decorator]
def publications(asked: dict[str, Any]) -> dict[str, Any]:
    """Lister les éditions publiées du programme."""
    rows, total = editions_page(db.session, number=asked["page"], size=asked["size"])
    return {
        "total": total,
        "page": asked["page"],
        "size": asked["size"],
        "items": [files.facts(one, address=_address(one.code)) for one in rows],
    }


@api_blueprint.route("/publications/<code>")  # type: ignore[untyped-decorator]
@public
@api_blueprint.response(200, PublicationItem)  # type: ignore[untyped-decorator]
def publication(code: str) -> dict[str, Any]:
    """Donner une édition ; ses listes sont sous /lines."""
    return files.facts(edition_or_404(code), address=_address(code))


@api_blueprint.route("/publications/<code>/lines")  # type: ignore[untyped-decorator]
@public
@api_blueprint.arguments(  # type: ignore[untyped-decorator]
    LineParameters, location="query"
)
@api_blueprint.response(200, LinesAnswer)  # type: ignore[untyped-decorator]
def publication_lines(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """Donner une page d’une liste d’une édition."""
    found, part = edition_or_404(code), Part(asked["list"] or Part.IN_PREPARATION)
    kept = lines_of(db.session, found.id, part, number=asked["page"], size=asked["size"])
    return {
        "total": found.counts.get(part.value, 0),
        "page": asked["page"],
        "size": asked["size"],
        "items": [files.line_facts(line.cells) for line in kept],
    }


def _address(code: str) -> str:
    return url_for("publication.edition", code=code, _external=True)
