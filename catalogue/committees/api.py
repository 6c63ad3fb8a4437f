"""Committees for programs: GET /api/v1/committees; who sits there is not told."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from catalogue.api import PREFIX, ApiBlueprint, PageParameters, several
from catalogue.committees.queries import public_committees
from catalogue.committees.vocabulary import CommitteeKind
from catalogue.database import db
from catalogue.permissions import public

api_blueprint = ApiBlueprint(
    "api_committees", __name__, url_prefix=PREFIX, description="Comités de normalisation"
)
_KINDS = (CommitteeKind.TECHNICAL, CommitteeKind.WORKING_GROUP, CommitteeKind.MIRROR)


class CommitteeParameters(PageParameters):
    """Which committees."""

    kind = several("Sorte de comité, répétable.", _KINDS)


class CommitteeFacts(Schema):
    """One committee."""

    code = fields.String()
    kind = fields.String(metadata={"enum": [one.value for one in _KINDS]})
    title_fr = fields.String()
    title_en = fields.String(allow_none=True)
    status = fields.String(metadata={"description": "to_confirm, active ou closed"})
    parent = fields.String(allow_none=True, metadata={"description": "Code du comité au-dessus"})
    mirrors = fields.List(
        fields.String(),
        metadata={
            "description": "Comités internationaux suivis",
            "example": ["ISO/TC 34", "ISO/TC 34/SC 11"],
        },
    )


class CommitteesAnswer(Schema):
    """One page of the committees, by code."""

    total = fields.Integer()
    page = fields.Integer()
    size = fields.Integer()
    items = fields.List(fields.Nested(CommitteeFacts))


@api_blueprint.route("/committees")  # type: ignore[untyped-decorator]
@public
@api_blueprint.arguments(  # type: ignore[untyped-decorator]
    CommitteeParameters, location="query"
)
@api_blueprint.response(200, CommitteesAnswer)  # type: ignore[untyped-decorator]
def committees(asked: dict[str, Any]) -> dict[str, Any]:
    """Lister les comités techniques, groupes de travail et comités miroirs."""
    kinds = [CommitteeKind(value) for value in asked["kind"] if value] or _KINDS
    rows, total = public_committees(db.session, kinds=kinds, page=asked["page"], size=asked["size"])
    return {
        "total": total,
        "page": asked["page"],
        "size": asked["size"],
        "items": [
            {
                "code": one.code,
                "kind": one.kind.value,
                "title_fr": one.title_fr,
                "title_en": one.title_en,
                "status": one.status.value,
                "parent": parent,
                "mirrors": [mirror.reference for mirror in one.mirrors],
            }
            for one, parent in rows
        ],
    }
