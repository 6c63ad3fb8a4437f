"""Loading the shipped lists of the catalogue: again at will, never over what a person edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus
from catalogue.records.designation import key as reference_key
from catalogue.records.models import IcsCode, SourceBody
from catalogue.reference_list.models import IcsPrompt, ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from catalogue.shipped_lists import rows_of, upsert
from catalogue.stages.models import Stage, StageLabel, StageScheme

Row = Mapping[str, str]
AGENCY_BODY = "AMANORM"


def load(session: Session, *, at: datetime) -> dict[str, int]:
    """Load every catalogue list; give the number of rows added or changed, by list.

    Idempotent: a second run on unchanged lists changes nothing.
    """
    return {
        "bodies.csv": upsert(session, SourceBody, "code", rows_of("bodies.csv"), _body),
        "ics.csv": upsert(session, IcsCode, "code", rows_of("ics.csv"), _ics),
        "stages.csv": upsert(session, Stage, "code", rows_of("stages.csv"), _stage),
        "stage_labels.csv": _stage_labels(session, at=at),
        "committees.csv": upsert(session, Committee, "code", rows_of("committees.csv"), _committee),
        "reference_list.csv": upsert(
            session, ReferenceEntry, "seed_key", rows_of("reference_list.csv"), _reference_entry
        ),
        "ics_prompts.csv": upsert(
            session, IcsPrompt, "ics_prefix", rows_of("ics_prompts.csv"), _ics_prompt
        ),
    }


def _body(row: Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "kind": row["kind"],
        "name_fr": row["name_fr"],
        "name_en": row["name_en"] or None,
        "display_fr": row["display_fr"] or row["code"],
        "note": row["note"] or None,
        "is_agency": row["code"] == AGENCY_BODY,
    }


def _ics(row: Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "parent_code": row["parent"] or None,
        "title_fr": row["title_fr"],
        "title_en": row["title_en"],
    }


def _stage(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("code", "stage", "substage", "title_fr", "title_en")}


def _stage_labels(session: Session, *, at: datetime) -> int:
    schemes = {(one.scheme, one.version) for one in session.scalars(sa.select(StageScheme))}
    known = {
        (label.scheme, label.scheme_version, label.code): label
        for label in session.scalars(sa.select(StageLabel))
    }
    touched = 0
    for row in rows_of("stage_labels.csv"):
        place = (row["scheme"], row["scheme_version"], row["code"])
        if place[:2] not in schemes:
            session.add(StageScheme(scheme=place[0], version=place[1], added_at=at))
            session.flush()
            schemes.add(place[:2])
        words = {
            "label_fr": row["label_fr"],
            "label_en": row["label_en"] or None,
            "source": row["source"] or None,
            "to_confirm": row["to_confirm"] == "yes",
        }
        label = known.get(place)
        if label is None:
            label = StageLabel(scheme=place[0], scheme_version=place[1], code=place[2], **words)
            session.add(label)
            touched += 1
            continue
        for name, value in words.items():
            if getattr(label, name) != value:
                setattr(label, name, value)
                touched += 1
    session.flush()
    return touched


def _committee(row: Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "kind": CommitteeKind(row["kind"]),
        "title_fr": row["title_fr"],
        "title_en": row["title_en"] or None,
        "status": CommitteeStatus(row["status"]),
        "source": row["source"] or None,
    }


def _reference_entry(row: Row) -> dict[str, Any]:
    return {
        "seed_key": row["key"],
        "body_code": row["body"],
        "reference": row["reference"],
        "reference_key": reference_key(row["reference"]) if row["reference"] else None,
        "title_fr": row["title_fr"] or None,
        "title_fr_official": row["title_fr_official"] == "yes",
        "title_en": row["title_en"] or None,
        "edition_year": int(row["edition_year"]) if row["edition_year"] else None,
        "stage_or_status": row["stage_or_status"] or None,
        "stage_code": row["stage_code"] or None,
        "ics": [code for code in row["ics"].split(";") if code],
        "committee_reference": row["committee"] or None,
        "relevance": Relevance(row["relevance"]),
        "rationale_fr": row["rationale_fr"] or None,
        "rationale_en": row["rationale_en"] or None,
        "evidence_kind": EvidenceKind(row["evidence_kind"]),
        "evidence_url": row["evidence_url"] or None,
        "catalogue_url": row["catalogue_url"] or None,
        "urn": row["urn"] or None,
        "published_on": row["published_on"] or None,
        "verified_in_source": row["verified_in_source"] == "yes",
        "note": row["note"] or None,
    }


def _ics_prompt(row: Row) -> dict[str, Any]:
    return {
        "ics_prefix": row["ics"],
        "kinds": row["kinds"],
        "level": row["level"],
        "prompt_fr": row["prompt_fr"],
        "prompt_en": row["prompt_en"] or None,
        "source": row["source"],
    }
