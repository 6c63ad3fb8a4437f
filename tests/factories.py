"""One plain function per record: unsurprising defaults, every fact can be given."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.vocabulary import CommitteeKind, MandateRole, Sex
from catalogue.documents.models import Document
from catalogue.folding import fold_all
from catalogue.open_data.models import Deliverable, IsoCommittee, Release
from catalogue.open_data.vocabulary import Dataset, ReleaseState
from catalogue.permissions import Actor, Role
from catalogue.records.designation import identifier, sort_key, year
from catalogue.records.designation import key as reference_key
from catalogue.records.models import Edition, Standard
from catalogue.records.vocabulary import DocumentKind, Nature
from catalogue.work_programme.models import StageEvent, TextVersion, WorkItem
from catalogue.work_programme.vocabulary import TextKind

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_count = itertools.count(1)


def committee(session: Session, code: str = "CTN1", **facts: Any) -> Committee:
    found = session.scalar(sa.select(Committee).where(Committee.code == code))
    if found is None:
        found = Committee(code=code, kind=CommitteeKind.TECHNICAL, title_fr=f"Comité {code}")
        session.add(found)
    for name, value in facts.items():
        setattr(found, name, value)
    session.flush()
    return found


def organisation(session: Session, **facts: Any) -> Organisation:
    row = Organisation(**{"name": f"Organisation {next(_count)}", **facts})
    session.add(row)
    session.flush()
    return row


def person(session: Session, **facts: Any) -> Person:
    number = next(_count)
    values: dict[str, Any] = {"family_name": f"Nom{number}", "given_names": "Prénom", **facts}
    row = Person(**{"sex": Sex.UNDECLARED, **values})
    session.add(row)
    session.flush()
    return row


def mandate(session: Session, holder: Person | None, place: Committee, **facts: Any) -> Mandate:
    values: dict[str, Any] = {"role": MandateRole.MEMBER, "valid_from": date(2024, 1, 1), **facts}
    row = Mandate(person_id=holder.id if holder else None, committee_id=place.id, **values)
    session.add(row)
    session.flush()
    return row


def account(
    session: Session,
    *roles: Role,
    chairs: Committee | None = None,
    since: date = date(2024, 1, 1),
    **facts: Any,
) -> Account:
    """Make an account; ``chairs`` gives it the chair role of that committee."""
    number = next(_count)
    values: dict[str, Any] = {
        "username": f"compte{number}",
        "name": f"Compte {number}",
        "fs_uniquifier": f"uniquifier-{number}",
        "created_at": AT,
        "active": True,
        **facts,
    }
    row = Account(**values)
    row.roles = [AccountRole(role=role, valid_from=since) for role in roles]
    if chairs is not None:
        row.roles.append(AccountRole(role=Role.CHAIR, committee_id=chairs.id, valid_from=since))
    session.add(row)
    session.flush()
    return row


def actor(row: Account) -> Actor:
    """Give the domain's view of an account just made."""
    return Actor(
        account_id=row.id,
        name=row.name,
        roles=frozenset(role.role for role in row.roles),
        committee_ids=frozenset(r.committee_id for r in row.roles if r.committee_id is not None),
        person_id=row.person_id,
    )


def document(session: Session, **facts: Any) -> Document:
    number = next(_count)
    values: dict[str, Any] = {
        "title": f"Document {number}",
        "dated_on": date(2026, 1, 5),
        "sha256": f"{number:064x}",
        "file_name": f"document-{number}.pdf",
        "media_type": "application/pdf",
        "size": 1000,
        "uploaded_at": AT,
        **facts,
    }
    row = Document(**values)
    session.add(row)
    session.flush()
    return row


def edition(session: Session, reference: str | None = None, **facts: Any) -> Edition:
    """Make a national edition, homologated on 1 June 2025 unless told otherwise."""
    text = reference or f"NM 99.{next(_count):03d}:2025"
    body = facts.pop("body_code", "AMANORM")
    named = identifier(text)
    standard = session.scalar(
        sa.select(Standard).where(Standard.identifier_key == reference_key(named))
    )
    if standard is None:
        standard = Standard(body_code=body, identifier=named, identifier_key=reference_key(named))
        session.add(standard)
        session.flush()
    values: dict[str, Any] = {
        "reference": text,
        "reference_key": reference_key(text),
        "title_fr": f"Titre de {text}",
        "national": body == "AMANORM",
        "nature": Nature.NEW,
        "homologated_on": date(2025, 6, 1),
        "recorded_at": AT,
        **facts,
    }
    row = Edition(standard_id=standard.id, **values)
    session.add(row)
    session.flush()
    return row


def work_item(session: Session, **facts: Any) -> WorkItem:
    """Make an active work item registered (20.00) on 5 January 2026."""
    number = next(_count)
    values: dict[str, Any] = {
        "number": f"2026-{number:03d}",
        "title_fr": f"Sujet {number}",
        "stage_code": "20.00",
        "stage_on": date(2026, 1, 5),
        "registered_on": date(2026, 1, 5),
        **facts,
    }
    row = WorkItem(**values)
    row.stage_events = [StageEvent(code=row.stage_code, reached_on=row.stage_on, recorded_at=AT)]
    session.add(row)
    session.flush()
    return row


def text_version(
    session: Session,
    item: WorkItem | None = None,
    *,
    of_edition: Edition | None = None,
    kind: TextKind = TextKind.COUNCIL,
    **facts: Any,
) -> TextVersion:
    row = TextVersion(
        work_item_id=item.id if item else None,
        edition_id=of_edition.id if of_edition else None,
        document_id=document(session, **facts).id,
        kind=kind,
        attached_at=AT,
    )
    session.add(row)
    session.flush()
    return row


def release(session: Session, **facts: Any) -> Release:
    """Make a file of ISO Open Data, published unless told otherwise."""
    number = next(_count)
    values: dict[str, Any] = {
        "dataset": Dataset.DELIVERABLES,
        "file_name": f"iso_deliverables_{number}.jsonl",
        "sha256": f"{number:064d}",
        "size": 1000,
        "state": ReleaseState.PUBLISHED,
        "begun_at": AT,
        "published_at": AT,
        **facts,
    }
    row = Release(**values)
    session.add(row)
    session.flush()
    return row


def deliverable(session: Session, reference: str | None = None, **facts: Any) -> Deliverable:
    """Make one version of what ISO says of a document, published unless told otherwise."""
    number = next(_count)
    reference = reference or f"ISO {90000 + number}:2020"
    values: dict[str, Any] = {
        "iso_id": number,
        "digest": f"{number:032d}",
        "body": "ISO",
        "title_en": f"Title {number}",
        "kind": DocumentKind.STANDARD,
        "deliverable_type": "IS",
        "year": year(reference),
        "stage_code": "60.60",
        "ics": [],
        "replaces": [],
        "replaced_by": [],
        "languages": [],
        **facts,
    }
    if "first_release_id" not in values:
        values["first_release_id"] = release(session).id
    row = Deliverable(
        reference=reference,
        reference_key=reference_key(reference),
        sort_key=sort_key(reference),
        folded_text=fold_all(reference, values.get("title_fr"), values["title_en"]),
        **values,
    )
    session.add(row)
    session.flush()
    return row


def iso_committee(session: Session, reference: str, **facts: Any) -> IsoCommittee:
    """Make one version of what ISO says of a committee, published unless told otherwise."""
    number = next(_count)
    values: dict[str, Any] = {
        "iso_id": number,
        "digest": f"{number:032d}",
        "sort_key": reference,
        "status": "Active",
        "title_en": f"Committee {number}",
        "p_members": [],
        "o_members": [],
        **facts,
    }
    if "first_release_id" not in values:
        values["first_release_id"] = release(session, dataset=Dataset.COMMITTEES).id
    row = IsoCommittee(reference=reference, **values)
    session.add(row)
    session.flush()
    return row
