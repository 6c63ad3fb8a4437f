"""People and texts to read, made through the product's services, and a checklist to fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_security.utils import hash_password
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.accounts.models import Account, AccountRole
from catalogue.committees.models import Person
from catalogue.committees.vocabulary import Sex
from catalogue.database import begin_write
from catalogue.documents.models import Document
from catalogue.permissions import Actor, Role
from catalogue.work_programme.models import StageEvent, TextVersion, WorkItem
from catalogue.work_programme.vocabulary import TextKind
from review.answers.criteria import SHIPPED, TEXTS, Criterion, Field
from review.answers.sections import STATEMENTS, Section
from review.assignments import queries, rounds, services

PASSWORD = "un mot de passe pour mesurer"

# What everybody answers beside their own mark: complete, marker 1.
_VALUES: Mapping[str, Sequence[tuple[str, str]]] = {
    "F1": [("value", "oui")],
    "F2": [("value", "estimation"), ("source", "Enquête 2023")],
    "F3": [("value", "physique"), ("value", "sociale")],
    "A1": [("value", "1"), ("source", "Institut de la statistique, mars 2026")],
    "A3": [("value", "2"), ("material", "oui"), ("clause", "5.2"), ("quotation", "« convient »")],
    "A13": [("value", "ok")],
    "T1": [("value", "ok")],
    "T2": [("value", "SO")],
    "P1": [("value", "inconnu")],
    "P2": [("women", "3"), ("men", "9")],
    "P3": [("value", "inconnu")],
    "P4": [("value", "inconnu")],
    "P5": [("value", "non")],
}
_NOT_APPLICABLE = [("value", "SO")]


@dataclass(frozen=True, slots=True)
class Task:
    """One text one person has begun to read."""

    assignment_id: int
    criteria: tuple[Criterion, ...]


def answers_of(section: Section, mark: str) -> Iterator[tuple[str, str]]:
    """Give the inputs of a section, each criterion's note holding the mark."""
    for code in section.codes:
        if code in STATEMENTS:  # not claimed
            continue
        for name, value in _VALUES.get(code, _NOT_APPLICABLE):
            yield f"{code}_{name}", value
        if code in noted(section):
            yield f"{code}_note", f"Ce que j’en dis : {mark}. " + "Une phrase de plus. " * 10


def noted(section: Section) -> list[str]:
    """Name the criteria of a section that take a note."""
    return [code for code in section.codes if Field.NOTE in TEXTS.get(code, {})]


def furnish(session: Session, *, people: int, each: int) -> Mapping[str, Sequence[Task]]:
    """Give each of an even number of readers as many texts, two readers a text; commits."""
    at, on = clock.now(), clock.today()
    begin_write(session)
    kept = hash_password(PASSWORD)
    by = _account(session, "secretariat", Role.SECRETARIAT, kept, on)
    secretariat = Actor(by.id, by.name, frozenset({Role.SECRETARIAT}))
    readers = [_account(session, f"lecture{one}", Role.REVIEWER, kept, on) for one in range(people)]
    tasks: dict[str, list[Task]] = {one.username: [] for one in readers}
    for turn in range(each):
        for first in range(0, people, 2):
            text = _text(session, f"Projet {turn}-{first}", on)
            opened = rounds.open_round(session, text, actor=secretariat, due_on=None, at=at, on=on)
            session.flush()
            # Another companion each turn.
            for reader in (readers[first], readers[(first + 1 + 2 * turn) % people]):
                found = queries.round_of(session, opened.id)
                assert found is not None
                made = services.assign(
                    session, found, reader.id, actor=secretariat, due_on=None, at=at, on=on
                )
                session.flush()
                asked = queries.assignment_of(session, made.id)
                assert asked is not None
                services.declare_interests(
                    session,
                    asked,
                    actor=Actor(reader.id, reader.name, frozenset({Role.REVIEWER})),
                    has_interest=False,
                    detail="",
                    seen_version=asked.version,
                    at=at,
                    on=on,
                )
                session.flush()
                tasks[reader.username].append(Task(made.id, SHIPPED))
    session.commit()
    return tasks


def _account(session: Session, name: str, role: Role, kept: str, on: date) -> Account:
    person = Person(family_name=name, given_names="Mesure", sex=Sex.UNDECLARED)
    person.gender_trained_on = on
    session.add(person)
    session.flush()
    row = Account(
        username=name,
        name=f"Personne {name}",
        fs_uniquifier=f"mesure-{name}",
        created_at=clock.now(),
        active=True,
        password=kept,
        person_id=person.id,
    )
    row.roles = [AccountRole(role=role, valid_from=on)]
    session.add(row)
    session.flush()
    return row


def _text(session: Session, title: str, on: date) -> TextVersion:
    at = clock.now()
    item = WorkItem(
        number=f"M-{title}", title_fr=title, stage_code="50.20", stage_on=on, registered_on=on
    )
    item.stage_events = [StageEvent(code="50.20", reached_on=on, recorded_at=at)]
    document = Document(title=title, dated_on=on, uploaded_at=at)
    session.add_all([item, document])
    session.flush()
    text = TextVersion(
        work_item_id=item.id, document_id=document.id, kind=TextKind.COUNCIL, attached_at=at
    )
    session.add(text)
    session.flush()
    found = queries.text_of(session, text.id)
    assert found is not None
    return found
