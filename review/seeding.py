"""Loading the shipped lists of the review side: checklist, lexicons, plan, indicator sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.config import package_path
from catalogue.shipped_lists import date_or_none, rows_of, upsert
from review.action_plan.models import ActionPlan, PlanLine, PlanObjective, PlanVersion
from review.action_plan.queries import last_version, lines_content, objectives_content, plan_of
from review.action_plan.vocabulary import CODE_SEPARATOR, OWNER_SEPARATOR
from review.checklists.models import ChecklistVersion, LexiconEntry, Question
from review.checklists.vocabulary import SHIPPED_KINDS, SHIPPED_PARTS
from review.deliverables.models import PlanDeliverable
from review.deliverables.vocabulary import DeliverableKind
from review.directory.models import BodyFigure, GenderBody, Structure
from review.directory.vocabulary import BodyKind, PlanState, Signatory, StructureKind
from review.indicators.models import IndicatorSheet
from review.reference_data.models import Series, SeriesValue
from review.reference_data.vocabulary import Territory, Theme, Topic

PLAN_CODE = "amanorm-2024-2026"
PLAN_START = date(2024, 1, 1)
PLAN_END = date(2026, 12, 31)
SERIES_LISTED_ON = date(2026, 11, 23)


def load(session: Session, *, at: datetime) -> dict[str, int]:
    """Load every review list; give the number of rows added or changed, by list."""
    return {
        "checklist_v1.json": _checklist(session, at=at),
        "lexicon_fr.csv": _lexicon(session, "fr"),
        "lexicon_en.csv": _lexicon(session, "en"),
        "plan.csv": _plan(session, at=at),
        "indicators.csv": _indicators(session),
        "deliverables.csv": _deliverables(session),
        "reference_series.csv": _series(session),
        "structures.csv": _structures(session),
        "gender_bodies.csv": _gender_bodies(session),
        "gender_body_figures.csv": _body_figures(session),
    }


def _checklist(session: Session, *, at: datetime) -> int:
    """Publish version 1 once; a published version is immutable, so it is never loaded again."""
    if session.scalar(sa.select(ChecklistVersion.id).where(ChecklistVersion.number == 1)):
        return 0
    text = Path(package_path("seed_lists"), "checklist_v1.json").read_text(encoding="utf-8")
    shipped: dict[str, Any] = json.loads(text)
    criteria: list[dict[str, Any]] = shipped["criteria"]
    version = ChecklistVersion(
        number=1,
        title_fr=shipped["title_fr"],
        published_at=at,
        source="seed_lists/checklist_v1.json",
    )
    version.questions = [
        Question(position=position, **_question(criterion))
        for position, criterion in enumerate(criteria, start=1)
    ]
    session.add(version)
    session.flush()
    return len(criteria)


def _question(criterion: Mapping[str, Any]) -> dict[str, Any]:
    texts = ("block", "question", "help", "evidence", "rationale")
    return {
        "code": criterion["id"],
        "answer_kind": SHIPPED_KINDS[criterion["id"]],
        "part": SHIPPED_PARTS[criterion["id"]],
        "stages": criterion["stages"],
        "sources": criterion["sources"],
        **{
            f"{text}_{language}": criterion[f"{text}_{language}"]
            for text in texts
            for language in ("fr", "en")
        },
    }


def _lexicon(session: Session, language: str) -> int:
    return upsert(
        session,
        LexiconEntry,
        "code",
        rows_of(f"lexicon_{language}.csv"),
        lambda row: {
            "language": language,
            "code": row["id"],
            "pattern": row["pattern"],
            "alternatives": row["alternatives"],
            "wording_class": row["class"],
            "status": row["status"],
            "source": row["source"],
            "note": row["note"],
        },
    )


def _plan(session: Session, *, at: datetime) -> int:
    plan = session.scalar(sa.select(ActionPlan).where(ActionPlan.code == PLAN_CODE))
    if plan is None:
        plan = ActionPlan(
            code=PLAN_CODE,
            title_fr="Plan d’action pour l’égalité des sexes, AMANORM, 2024-2026",
            starts_on=PLAN_START,
            ends_on=PLAN_END,
            source="seed_lists/plan.csv",
        )
        session.add(plan)
        session.flush()
    plan_id = plan.id
    names = ("activity", "measures", "indicator", "target", "schedule", "owners", "comments")
    counter = iter(range(1, 1000))
    followed: dict[str, list[str]] = {}
    for row in rows_of("indicators.csv"):
        followed.setdefault(row["plan_line"], []).append(row["code"])
    touched = upsert(
        session,
        PlanLine,
        "code",
        rows_of("plan.csv"),
        lambda row: {
            "plan_id": plan_id,
            "code": row["line"],
            "position": next(counter),
            "result": row["result"],
            "result_title": row["result_title"],
            "result_title_source": row["result_title_source"],
            "indicator_code": CODE_SEPARATOR.join(followed.get(row["line"], [])),
            **{name: row[name] for name in names},
            **{f"{name}_source": row[f"{name}_source"] for name in names},
        },
        among=PlanLine.plan_id == plan_id,
    )
    touched += _objectives(session, plan_id)
    _first_version(session, plan_id, at=at)
    return touched


def _objectives(session: Session, plan_id: int) -> int:
    """Load the objective of each result; the plan gives targets and owners, nothing else is known.

    Its targets and owners stand on the lines: the objective takes those of its lines, as written.
    """
    by_result: dict[str, list[dict[str, str]]] = {}
    for row in rows_of("plan.csv"):
        by_result.setdefault(row["result"], []).append(row)
    wanted = {
        f"R{result}": {
            "plan_id": plan_id,
            "code": f"R{result}",
            "position": position,
            "result": result,
            "text_source": rows[0]["objective_source"],
            "text": rows[0]["objective"],
            "target": " ; ".join(
                f"{row['line']} : {row['target']}" for row in rows if row["target"]
            ),
            "owner": " ; ".join(
                dict.fromkeys(
                    owner for row in rows for owner in row["owners"].split(OWNER_SEPARATOR) if owner
                )
            ),
        }
        for position, (result, rows) in enumerate(by_result.items(), start=1)
    }
    return upsert(
        session,
        PlanObjective,
        "code",
        ({"code": code} for code in wanted),
        lambda row: wanted[row["code"]],
        among=PlanObjective.plan_id == plan_id,
    )


def _first_version(session: Session, plan_id: int, *, at: datetime) -> None:
    """Publish the text of the plan once, as its agency wrote it: it holds since the plan began."""
    if last_version(session, plan_id) is not None:
        return
    session.expire_all()
    plan = plan_of(session, plan_id)
    session.add(
        PlanVersion(
            plan_id=plan_id,
            number=1,
            effective_on=plan.starts_on,
            published_at=at,
            reason="Texte du plan de l’agence, tel qu’il est livré avec l’application.",
            objectives=objectives_content(plan),
            lines=lines_content(plan),
        )
    )
    session.flush()


def _indicators(session: Session) -> int:
    counter = iter(range(1, 1000))
    texts = (
        "title_fr", "title_en", "definition_fr", "definition_en", "numerator_fr",
        "denominator_fr", "unit", "disaggregation_fr", "source_fr", "period_kind",
        "target_value", "target_unit", "target_text_fr", "owner_fr", "method_version",
    )  # fmt: skip
    return upsert(
        session,
        IndicatorSheet,
        "code",
        rows_of("indicators.csv"),
        lambda row: {
            "code": row["code"],
            "position": next(counter),
            "plan_line_code": row["plan_line"],
            "target_on": date_or_none(row["target_on"]),
            "public": row["public"] == "yes",
            **{name: row[name] for name in texts},
        },
    )


def _deliverables(session: Session) -> int:
    """Propose what the plan asks to produce; planned since the plan began, with no other date."""
    counter = iter(range(1, 1000))
    plan_id = session.scalar(sa.select(ActionPlan.id).where(ActionPlan.code == PLAN_CODE))
    return upsert(
        session,
        PlanDeliverable,
        "seed_key",
        rows_of("deliverables.csv"),
        lambda row: {
            "seed_key": row["key"],
            "plan_id": plan_id,
            "line_code": row["line"],
            "kind": DeliverableKind(row["kind"]),
            "title": row["title"],
            "plan_words": row["plan_words"],
            "owner": row["owner"],
            "position": next(counter),
            "planned_from": PLAN_START,
        },
    )


def _series(session: Session) -> int:
    """Propose the figures that others publish; each is kept as its source prints it."""
    texts = ("title", "place", "unit", "definition", "publisher", "source_link")
    touched = upsert(
        session,
        Series,
        "seed_key",
        rows_of("reference_series.csv"),
        lambda row: {
            "seed_key": row["key"],
            "theme": Theme(row["theme"]),
            "territory": Territory(row["territory"]),
            "topic": Topic(row["topic"]) if row["topic"] else None,
            "available_on": SERIES_LISTED_ON,
            **{name: row[name] for name in texts},
        },
    )
    known = {one.seed_key: one.id for one in session.scalars(sa.select(Series))}
    upsert(
        session,
        SeriesValue,
        "seed_key",
        rows_of("reference_series.csv"),
        lambda row: {
            "seed_key": row["key"],
            "series_id": known[row["key"]],
            "year": int(row["year"]) if row["year"] else None,
            "published_share": row["published_share"],
            "note": row["note"],
        },
    )
    return touched


def _structures(session: Session) -> int:
    """Begin the directory with the structures that the plan names, known since it began."""
    texts = ("name", "acronym", "domain", "source", "source_date", "note")
    return upsert(
        session,
        Structure,
        "seed_key",
        rows_of("structures.csv"),
        lambda row: {
            "seed_key": row["key"],
            "kind": StructureKind(row["kind"]),
            "identified_on": date.fromisoformat(row["identified_on"]),
            **{name: row[name] for name in texts},
        },
    )


def _gender_bodies(session: Session) -> int:
    """Begin the list of bodies with what public sources say of their gender plans."""
    texts = ("name", "acronym", "country", "plan_title", "plan_source", "plan_link",
             "plan_source_date", "signatory_source", "signatory_link", "note")  # fmt: skip
    return upsert(
        session,
        GenderBody,
        "seed_key",
        rows_of("gender_bodies.csv"),
        lambda row: {
            "seed_key": row["key"],
            "kind": BodyKind(row["kind"]),
            "is_agency": row["is_agency"] == "yes",
            "plan_state": PlanState(row["plan_state"]),
            "plan_from": int(row["plan_from"]) if row["plan_from"] else None,
            "plan_to": int(row["plan_to"]) if row["plan_to"] else None,
            "plan_known_on": date_or_none(row["plan_known_on"]),
            "signatory": Signatory(row["signatory"]),
            **{name: row[name] for name in texts},
        },
    )


def _body_figures(session: Session) -> int:
    """Add the shares that sources print of the listed bodies, once: these rows never change."""
    bodies = {one.seed_key: one.id for one in session.scalars(sa.select(GenderBody))}
    known = set(session.scalars(sa.select(BodyFigure.seed_key)))
    wanted = [row for row in rows_of("gender_body_figures.csv") if row["key"] not in known]
    for row in wanted:
        texts = {name: row[name] for name in ("counted", "published_share", "source")}
        session.add(
            BodyFigure(
                seed_key=row["key"],
                body_id=bodies[row["body"]],
                year=int(row["year"]) if row["year"] else None,
                source_link=row["source_link"],
                source_date=row["source_date"],
                known_on=date.fromisoformat(row["known_on"]),
                **texts,
            )
        )
    session.flush()
    return len(wanted)
