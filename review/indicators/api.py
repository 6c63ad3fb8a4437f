"""The indicators for programs: every sheet, and every figure over any period on any day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for
from marshmallow import EXCLUDE, Schema, fields

from catalogue import clock
from catalogue.api import PREFIX, ApiBlueprint
from catalogue.database import db
from catalogue.errors import Invalid, NotAllowed, NotFound
from catalogue.messages import N_
from catalogue.permissions import current_actor, public
from review.indicators import queries, services
from review.indicators.models import IndicatorSheet
from review.indicators.plain_data import CODE
from review.indicators.publishing import told
from review.indicators.registry import INDICATORS
from review.indicators.rules import asks_freely, live_figures, sees_records
from review.indicators.vocabulary import HEADLINE_WINDOW, PeriodError, parse_day

api_blueprint = ApiBlueprint(
    "api_indicators",
    __name__,
    url_prefix=f"{PREFIX}/indicators",
    description="Indicateurs du plan d’action, avec ce que chacun compte.",
)


class AskSchema(Schema):
    """What a caller may ask; read as text, so that refusals are sentences of ours."""

    class Meta:
        """Leave other parameters alone."""

        unknown = EXCLUDE

    window = fields.String(
        load_default=HEADLINE_WINDOW,
        metadata={"description": "Période : 2024-2026, 2025 ou rolling-3y. Bornes incluses."},
    )
    at = fields.String(
        load_default="",
        metadata={"description": "Date de lecture, AAAA-MM-JJ. Sans elle : aujourd’hui."},
    )


class PendingSchema(Schema):
    """Standards of E without a final marker."""

    total = fields.Integer()
    not_examined = fields.Integer()
    in_progress = fields.Integer()


class ShareSchema(Schema):
    """Two counts and their ratio, as a decimal number and as an exact fraction."""

    numerator = fields.Integer()
    denominator = fields.Integer()
    ratio = fields.Float(allow_none=True)
    ratio_exact = fields.String(allow_none=True)


class RecordSchema(Schema):
    """One standard; ``marker`` is null until it is final."""

    edition_id = fields.Integer()
    url = fields.String()
    reference = fields.String()
    title_fr = fields.String(allow_none=True)
    homologated_on = fields.String()
    basis = fields.String(metadata={"description": "act, ou council : date d’adoption CNNCQ"})
    marker = fields.String(allow_none=True, metadata={"description": "2, 1, 0 ou NP"})
    status = fields.String(metadata={"description": "final, in_progress ou not_examined"})
    decided_on = fields.String(allow_none=True)
    effective_on = fields.String(
        allow_none=True,
        metadata={
            "description": "Jour depuis lequel le marqueur vaut : celui de la décision, ou celui "
            "où le point focal a constaté l’équivalence des textes"
        },
    )
    rule = fields.String(allow_none=True)
    counted = fields.Boolean()


class AdoptionsSchema(Schema):
    """Adoptions of the window, outside the indicator."""

    homologated = fields.Integer()
    counted = fields.Integer()
    records = fields.List(fields.Nested(RecordSchema))


class PortfolioSchema(Schema):
    """Texts past the enquiry and not homologated, by provisional marker; no indicator."""

    total = fields.Integer()
    by_marker = fields.Dict(keys=fields.String(), values=fields.Integer())


class OtherRuleSchema(Schema):
    """The numerator had the strict rule been in force throughout."""

    rule = fields.String()
    numerator = fields.Integer()
    not_kept = fields.Integer(
        metadata={"description": "Décisions pilotes dont le résultat strict n’a pas été gardé"}
    )


class ExcludedSchema(Schema):
    """A text homologated in the window that no line counts, and why."""

    edition_id = fields.Integer()
    url = fields.String()
    reference = fields.String()
    homologated_on = fields.String()
    reason = fields.String()


class StandardsDevelopedSchema(Schema):
    """Indicator 5.3 with all that stands beside it."""

    code = fields.String()
    window = fields.String()
    window_start = fields.String()
    window_end = fields.String()
    at = fields.String()
    not_applicable = fields.String(allow_none=True)
    numerator = fields.Integer()
    denominator = fields.Integer()
    ratio = fields.Float(allow_none=True)
    ratio_exact = fields.String(allow_none=True)
    target = fields.Float()
    target_exact = fields.String()
    needed = fields.Integer()
    missing = fields.Integer()
    met = fields.Boolean(allow_none=True)
    examined = fields.Integer()
    coverage = fields.Float(allow_none=True)
    coverage_exact = fields.String(allow_none=True)
    provisional = fields.Boolean()
    pending = fields.Nested(PendingSchema)
    interval = fields.List(fields.Float(), allow_none=True)
    interval_exact = fields.List(fields.String(), allow_none=True)
    examined_only = fields.Nested(ShareSchema)
    relevant_only = fields.Nested(ShareSchema)
    adoptions = fields.Nested(AdoptionsSchema)
    portfolio = fields.Nested(PortfolioSchema)
    rule = fields.String()
    other_rule = fields.Nested(OtherRuleSchema, allow_none=True)
    records = fields.List(fields.Nested(RecordSchema))
    excluded = fields.List(fields.Nested(ExcludedSchema))


class LineSchema(ShareSchema):
    """One count, alone (``denominator`` null) or over another; null where it is kept back."""

    label_fr = fields.String()
    numerator = fields.Integer(allow_none=True)
    denominator = fields.Integer(allow_none=True)
    withheld_fr = fields.String(
        allow_none=True, metadata={"description": "Pourquoi aucun pourcentage n’est donné"}
    )


class CrossingRowSchema(Schema):
    """Women and men of one place; null where they are kept back (fewer than five, or cover)."""

    key = fields.String()
    label = fields.String()
    women = fields.Integer(allow_none=True)
    men = fields.Integer(allow_none=True)
    undeclared = fields.Integer()
    vacant = fields.Integer()
    group = fields.String(metadata={"description": "Clé de la ligne qui contient celle-ci"})
    share_withheld = fields.Boolean(
        metadata={"description": "true : trop peu ont déclaré leur sexe pour donner une part"}
    )


class CrossingSchema(Schema):
    """Women and men by something."""

    name = fields.String()
    caption_fr = fields.String()
    heading_fr = fields.String()
    withheld = fields.Boolean()
    rows = fields.List(fields.Nested(CrossingRowSchema))


class TableSchema(Schema):
    """A breakdown that is not about people."""

    caption_fr = fields.String()
    headings_fr = fields.List(fields.String())
    rows = fields.List(fields.List(fields.Raw(allow_none=True)))


class FigureSchema(Schema):
    """An indicator other than 5.3, with all that stands beside it."""

    code = fields.String()
    formula = fields.String(metadata={"description": "Version de la formule"})
    window = fields.String()
    window_start = fields.String()
    window_end = fields.String()
    at = fields.String()
    closed_on = fields.String(
        metadata={"description": "Jour où le relevé a été clos ; absent d’un chiffre du jour"}
    )
    not_applicable = fields.String(allow_none=True)
    withheld = fields.String(allow_none=True)
    withheld_for_privacy = fields.Boolean()
    numerator = fields.Integer(allow_none=True)
    denominator = fields.Integer(allow_none=True)
    ratio = fields.Float(allow_none=True)
    ratio_exact = fields.String(allow_none=True)
    target = fields.Float(allow_none=True)
    target_exact = fields.String(allow_none=True)
    needed = fields.Integer(allow_none=True)
    missing = fields.Integer(allow_none=True)
    missing_among_new = fields.Integer(allow_none=True)
    met = fields.Boolean(allow_none=True)
    said_fr = fields.List(fields.String())
    coverage = fields.Float(allow_none=True)
    coverage_exact = fields.String(allow_none=True)
    interval = fields.List(fields.Float(), allow_none=True)
    interval_exact = fields.List(fields.String(), allow_none=True)
    lines = fields.List(fields.Nested(LineSchema))
    beside = fields.List(fields.Nested(LineSchema))
    crossings = fields.List(fields.Nested(CrossingSchema))
    tables = fields.List(fields.Nested(TableSchema))
    records = fields.List(
        fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True)),
        metadata={
            "description": "Ce que le chiffre compte, fiche par fiche, pour qui peut le lire : "
            "mandats, livrables, structures, entrées, sujets… selon l’indicateur"
        },
    )


class SheetSchema(Schema):
    """One indicator as people read it. ``computed`` tells whether this version counts it."""

    code = fields.String()
    plan_line = fields.String()
    title_fr = fields.String()
    title_en = fields.String()
    definition_fr = fields.String()
    definition_en = fields.String()
    numerator_fr = fields.String()
    denominator_fr = fields.String()
    unit = fields.String()
    disaggregation_fr = fields.String()
    source_fr = fields.String()
    period_kind = fields.String()
    target_fr = fields.String()
    target_on = fields.Date(allow_none=True)
    owner_fr = fields.String()
    method_version = fields.String()
    public = fields.Boolean(
        metadata={"description": "false : chiffres publiés par relevés clos seulement"}
    )
    computed = fields.Boolean()
    url = fields.String()


class SheetsSchema(Schema):
    """Every indicator of the plan, in its order."""

    total = fields.Integer()
    items = fields.List(fields.Nested(SheetSchema))


@api_blueprint.get("")  # type: ignore[untyped-decorator]
@public
@api_blueprint.response(200, SheetsSchema)  # type: ignore[untyped-decorator]
def sheets() -> dict[str, Any]:
    """Fiches des indicateurs du plan d’action."""
    found = queries.sheets(db.session)
    return {"total": len(found), "items": _described(found)}


@api_blueprint.get("/5.3")  # type: ignore[untyped-decorator]
@public
@api_blueprint.arguments(AskSchema, location="query")  # type: ignore[untyped-decorator]
@api_blueprint.response(200, StandardsDevelopedSchema)  # type: ignore[untyped-decorator]
def standards_developed(asked: dict[str, str]) -> dict[str, Any]:
    """Indicateur 5.3 : normes élaborées en tenant compte du genre."""
    plain = services.standards_developed(
        db.session,
        window=asked["window"].strip() or HEADLINE_WINDOW,
        at=_day(asked),
        today=clock.today(),
        local_date=clock.local_date,
    ).plain
    for record in (*plain["records"], *plain["adoptions"]["records"], *plain["excluded"]):
        record["url"] = url_for("records.edition", edition_id=record["edition_id"])
    return plain


@api_blueprint.get("/<code>")  # type: ignore[untyped-decorator]
@public
@api_blueprint.arguments(AskSchema, location="query")  # type: ignore[untyped-decorator]
@api_blueprint.response(200, FigureSchema)  # type: ignore[untyped-decorator]
def figure(asked: dict[str, str], code: str) -> dict[str, Any]:
    """Un indicateur à une date ; sur les personnes, sans compte, le dernier relevé clos."""
    session, actor = db.session, current_actor()
    sheet = queries.sheet_of(session, code)
    indicator = INDICATORS.get(code)
    if indicator is None:
        raise NotFound(N_("Cette version ne calcule pas encore cet indicateur."))
    chosen = asked["at"].strip() or asked["window"].strip() not in {"", HEADLINE_WINDOW}
    if chosen and not asks_freely(actor, sheet, people=indicator.holders is not None):
        raise NotAllowed(
            N_(
                "À une autre date, les chiffres sur les personnes se lisent dans les relevés clos. "
                "Connectez-vous pour en demander d’autres."
            )
        )
    if not live_figures.allows(actor, sheet):
        reading = queries.last_reading(session, sheet.id)
        if reading is None or "published" not in reading.companions:
            raise NotFound(N_("Aucun relevé de cet indicateur n’est encore clos."))
        closed_on = clock.local_date(reading.closed_at).isoformat()
        return {**told(reading.companions["published"]), "closed_on": closed_on}
    put = services.question(
        session,
        window=asked["window"].strip() or HEADLINE_WINDOW,
        at=_day(asked),
        today=clock.today(),
    )
    plain = services.plain_of(session, sheet, put, local_date=clock.local_date)
    if not sees_records(actor):
        return {**plain, "crossings": []}
    if indicator.records is not None:
        plain["records"] = indicator.records(session, put)
    return plain


def _day(asked: dict[str, str]) -> date | None:
    try:
        return parse_day(asked["at"]) if asked["at"].strip() else None
    except PeriodError as error:
        raise Invalid(error.message, {error.field: error.message}) from error


def _described(found: Sequence[IndicatorSheet]) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(sheet, name) for name in _SHEET_COLUMNS},
            "plan_line": sheet.plan_line_code,
            "target_fr": sheet.target_text_fr,
            "computed": sheet.code in services.COMPUTED,
            "url": url_for("indicators.standards_developed")
            if sheet.code == CODE
            else url_for("indicators.sheet", code=sheet.code),
        }
        for sheet in found
    ]


_SHEET_COLUMNS = tuple(
    name
    for name in SheetSchema._declared_fields  # noqa: SLF001 - the schema is the list
    if name not in {"plan_line", "target_fr", "computed", "url"}
)
