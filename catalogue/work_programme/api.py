"""The programme for programs: GET /api/v1/work-items, as anybody reads it."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from catalogue import clock
from catalogue.api import PREFIX, ApiBlueprint, PageParameters, one_of, several
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import ANONYMOUS, public
from catalogue.stages.queries import stage_names
from catalogue.work_programme.facts import BaseFacts, bases_of
from catalogue.work_programme.listing import ItemFilter, how_many, page_of_items
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.presentation import Names, line_of
from catalogue.work_programme.queries import lines, visible_ids
from catalogue.work_programme.vocabulary import (
    STAGE_GROUP_LABELS,
    Forecast,
    LatenessFilter,
    ProgrammeList,
)

LONGEST_TEXT = 200
_LISTS = (ProgrammeList.IN_PREPARATION, ProgrammeList.HOMOLOGATED)

api_blueprint = ApiBlueprint(
    "api_work_items", __name__, url_prefix=PREFIX, description="Sujets du programme de travail"
)


class WorkItemParameters(PageParameters):
    """Which items."""

    list = fields.String(
        load_default=ProgrammeList.IN_PREPARATION.value,
        validate=one_of(_LISTS),
        metadata={"description": "Liste : preparation ou homologues."},
    )
    q = fields.String(
        load_default="",
        validate=validate.Length(
            max=LONGEST_TEXT, error=_l("raccourcissez le texte à 200 caractères au plus.")
        ),
        metadata={"description": "Mots du titre, numéro de projet ou norme de base."},
    )
    committee = several("Code d’un comité, répétable ; `sans` : sans comité.")
    stage = several("Deux chiffres d’un stade, répétable.", STAGE_GROUP_LABELS)
    ics = several("Deux chiffres d’un domaine ICS, répétable.")
    forecast = several("Prévision, répétable ; `sans` : non renseignée.", [*Forecast, "sans"])
    exercise = several("Exercice (année du programme), répétable.")
    late = several("Dates prévues, répétable : oui (en retard), non, sans-date.", [*LatenessFilter])


class BaseStandardFacts(Schema):
    """One base standard of an item."""

    reference = fields.String(metadata={"example": "ISO 9001:2015"})
    correspondence = fields.String(
        allow_none=True, metadata={"description": "IDT, MOD ou NEQ", "example": "IDT"}
    )
    adoption_method = fields.String(allow_none=True, metadata={"example": "translation"})


class WorkItemFacts(Schema):
    """One item as the public programme shows it."""

    id = fields.Integer()
    number = fields.String(metadata={"description": "Numéro de projet, jamais celui d’une norme"})
    title_fr = fields.String(metadata={"example": "Beurre de karité – Spécifications"})
    title_en = fields.String(allow_none=True)
    committee = fields.String(
        allow_none=True, metadata={"description": "Code du comité", "example": "CTN4"}
    )
    ics = fields.List(fields.String(), metadata={"example": ["67.200.10"]})
    nature = fields.String()
    kind = fields.String()
    base_reference = fields.String(
        allow_none=True,
        metadata={
            "description": "Norme de base que le texte suit de plus près",
            "example": "CXS 325-2017",
        },
    )
    correspondence = fields.String(
        allow_none=True, metadata={"description": "IDT, MOD ou NEQ ; vide si inconnu"}
    )
    adoption_method = fields.String(
        allow_none=True,
        metadata={
            "description": "Mode de reprise (Guide 21-1) : endorsement, cover_sheet, "
            "reprinting, translation ou redrafting",
            "example": "translation",
        },
    )
    base_standards = fields.List(
        fields.Nested(BaseStandardFacts),
        metadata={"description": "Toutes les normes de base, celle que l’on compte d’abord"},
    )
    stage_code = fields.String(metadata={"description": "Code harmonisé", "example": "40.20"})
    stage = fields.String(metadata={"description": "Libellé du stade chez l’agence"})
    stage_on = fields.Date()
    exercise = fields.Integer(metadata={"description": "Année du programme"})
    next_stage_code = fields.String(allow_none=True, metadata={"example": "50.00"})
    planned_on = fields.Date(allow_none=True)
    days_late = fields.Integer(
        metadata={"description": "Jours écoulés depuis la date prévue d’un stade non atteint"}
    )
    enquiry_from = fields.Date(allow_none=True)
    enquiry_to = fields.Date(allow_none=True)
    contact = fields.String(allow_none=True)
    forecast = fields.String(
        allow_none=True, metadata={"description": "Champ 35 de la fiche ; ce n’est pas un marqueur"}
    )
    standard = fields.String(allow_none=True, metadata={"description": "Norme homologuée"})
    homologated_on = fields.Date(allow_none=True)
    url = fields.Url()


class WorkItemsAnswer(Schema):
    """One page of the programme."""

    total = fields.Integer()
    page = fields.Integer()
    size = fields.Integer()
    items = fields.List(fields.Nested(WorkItemFacts))


@api_blueprint.route("/work-items")  # type: ignore[untyped-decorator]
@public
@api_blueprint.arguments(  # type: ignore[untyped-decorator]
    WorkItemParameters, location="query"
)
@api_blueprint.response(200, WorkItemsAnswer)  # type: ignore[untyped-decorator]
def work_items(asked: dict[str, Any]) -> dict[str, Any]:
    """Lister le programme de travail, tel que tout le monde le lit."""
    wanted = ItemFilter(
        listing=ProgrammeList(asked["list"] or ProgrammeList.IN_PREPARATION),
        text=asked["q"],
        chosen={
            name: [value for value in asked[parameter] if value]
            for name, parameter in (
                ("comite", "committee"),
                ("stade", "stage"),
                ("ics", "ics"),
                ("prevision", "forecast"),
                ("exercice", "exercise"),
                ("retard", "late"),
            )
        },
    )
    session, today = db.session, clock.today()
    page, size = asked["page"], asked["size"]
    shown = page_of_items(session, ANONYMOUS, wanted, today=today, page=page, size=size)
    names = stage_names(session, on=today)
    return {
        "total": how_many(session, ANONYMOUS, wanted, today=today),
        "page": page,
        "size": size,
        "items": [_facts(item, names) for item in shown],
    }


@api_blueprint.route("/work-items/<int:item_id>")  # type: ignore[untyped-decorator]
@public
@api_blueprint.response(200, WorkItemFacts)  # type: ignore[untyped-decorator]
def work_item(item_id: int) -> dict[str, Any]:
    """Donner un sujet du programme."""
    if not visible_ids(db.session, ANONYMOUS, [item_id]):
        raise NotFound
    item = lines(db.session, [item_id])[0]
    return _facts(item, stage_names(db.session, on=clock.today()))


def _facts(item: WorkItem, names: Names) -> dict[str, Any]:
    line = line_of(item, ANONYMOUS, names, today=clock.today())
    edition, following = item.edition, line.following
    return {
        "id": item.id,
        "number": item.number,
        "title_fr": item.title_fr,
        "title_en": item.title_en,
        "committee": item.committee.code if item.committee else None,
        "ics": [code.code for code in item.ics_codes],
        "nature": item.nature.value,
        "kind": item.kind.value,
        "base_reference": item.base_reference,
        "correspondence": item.correspondence.value if item.correspondence else None,
        "adoption_method": item.adoption_method.value if item.adoption_method else None,
        "base_standards": [_base(one) for one in bases_of(item)],
        "stage_code": item.stage_code,
        "stage": names[item.stage_code].label if item.stage_code in names else "",
        "stage_on": item.stage_on,
        "exercise": item.exercise,
        "next_stage_code": following.code if following else None,
        "planned_on": following.planned_on if following else None,
        "days_late": line.late,
        "enquiry_from": item.enquiry_from,
        "enquiry_to": item.enquiry_to,
        "contact": item.contact,
        "forecast": item.forecast.value if item.forecast else None,
        "standard": edition.reference if edition else None,
        "homologated_on": (edition.homologated_on or edition.cnncq_adopted_on) if edition else None,
        "url": url_for("work_programme.item", item_id=item.id, _external=True),
    }


def _base(one: BaseFacts) -> dict[str, Any]:
    degree, method = one.correspondence, one.adoption_method
    return {
        "reference": one.reference,
        "correspondence": degree.value if degree else None,
        "adoption_method": method.value if method else None,
    }
