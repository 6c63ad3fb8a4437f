"""Stages for programs: GET /api/v1/stages, the codes with every body's names."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from catalogue import clock
from catalogue.api import PREFIX, ApiBlueprint
from catalogue.database import db
from catalogue.permissions import public
from catalogue.stages import queries

api_blueprint = ApiBlueprint(
    "api_stages", __name__, url_prefix=PREFIX, description="Codes de stade et leurs noms"
)


class SchemeNameFacts(Schema):
    """What one body calls one stage."""

    scheme = fields.String(metadata={"description": "Sigle de l’organisme", "example": "ARSO"})
    version = fields.String(metadata={"example": "SHP-01:2024"})
    label_fr = fields.String(metadata={"example": "Stade 4 – enquête (DARS)"})
    label_en = fields.String(allow_none=True, metadata={"example": "Stage 4 – enquiry (DARS)"})
    source = fields.String(allow_none=True)
    to_confirm = fields.Boolean(
        metadata={"description": "Vrai si l’organisme n’a pas confirmé ce nom", "example": False}
    )


class StageFacts(Schema):
    """One harmonized stage."""

    code = fields.String(metadata={"description": "Code harmonisé", "example": "40.20"})
    title_fr = fields.String(
        metadata={"description": "Libellé harmonisé", "example": "Vote sur le DIS ouvert"}
    )
    title_en = fields.String(metadata={"example": "DIS ballot initiated: 12 weeks"})
    label = fields.String(
        metadata={
            "description": "Nom que montre l’agence aujourd’hui",
            "example": "Enquête publique ouverte",
        }
    )
    label_to_confirm = fields.Boolean(
        metadata={"description": "Vrai si l’agence n’a pas confirmé ce nom", "example": True}
    )
    names = fields.List(
        fields.Nested(SchemeNameFacts),
        metadata={"description": "Dernière version de chaque organisme qui nomme ce code"},
    )


class ShownScheme(Schema):
    """The set of names the agency shows."""

    scheme = fields.String(metadata={"example": "AMANORM"})
    version = fields.String(metadata={"example": "proposition-2026-11"})


class StagesAnswer(Schema):
    """Every stage, in the order of the codes."""

    shown = fields.Nested(
        ShownScheme,
        allow_none=True,
        metadata={"description": "Jeu de noms montré ; vide : les libellés harmonisés"},
    )
    total = fields.Integer(metadata={"example": 46})
    items = fields.List(fields.Nested(StageFacts))


@api_blueprint.route("/stages")  # type: ignore[untyped-decorator]
@public
@api_blueprint.response(200, StagesAnswer)  # type: ignore[untyped-decorator]
def stages() -> dict[str, Any]:
    """Lister les codes de stade, avec le nom que montre l’agence et ceux des autres organismes."""
    session, today = db.session, clock.today()
    shown = queries.shown_scheme(session, on=today)
    compared = [one.scheme for one in queries.latest(queries.schemes(session))]
    labels = queries.labels_of(session, compared)
    names = queries.stage_names(session, on=today)
    items = [
        {
            "code": stage.code,
            "title_fr": stage.title_fr,
            "title_en": stage.title_en,
            "label": names[stage.code].label,
            "label_to_confirm": names[stage.code].to_confirm,
            "names": [
                {
                    "scheme": label.scheme,
                    "version": label.scheme_version,
                    "label_fr": label.label_fr,
                    "label_en": label.label_en,
                    "source": label.source,
                    "to_confirm": label.to_confirm,
                }
                for one in compared
                if (label := labels.get((one.scheme, one.version, stage.code))) is not None
            ],
        }
        for stage in queries.stages(session)
    ]
    about = {"scheme": shown.scheme, "version": shown.version} if shown is not None else None
    return {"shown": about, "total": len(items), "items": items}
