"""People who bear the same name: proposed to who keeps the list, never taken for one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.queries import running
from catalogue.committees.vocabulary import Sex
from catalogue.folding import fold
from review.training.models import TrainingParticipant


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody known already: of the register with their committees, or of a former list.

    One of ``person_id`` and ``participant_id`` says who it is.
    """

    name: str
    organisation: str
    sex: Sex
    committees: tuple[str, ...] = ()
    person_id: int | None = None
    participant_id: int | None = None

    @property
    def code(self) -> str:
        """Name this person in a form."""
        return f"p{self.person_id}" if self.person_id is not None else f"l{self.participant_id}"


def key_of(name: str) -> str:
    """Give what two writings of one name share: its words, folded, in whatever order."""
    return " ".join(sorted(fold(name).replace("-", " ").split()))[:240]


def namesakes(session: Session, names: Iterable[str], *, on: date) -> Mapping[str, list[Namesake]]:
    """Give the people known already under each name (by :func:`key_of`), the register's first."""
    wanted = {key_of(name) for name in names} - {""}
    found: dict[str, list[Namesake]] = {key: [] for key in wanted}
    if not wanted:
        return found
    people = {
        row.id: key
        for row in session.execute(
            sa.select(Person.id, Person.given_names, Person.family_name).where(
                Person.erased_at.is_(None)
            )
        )
        if (key := key_of(f"{row.given_names} {row.family_name}")) in wanted
    }
    committees = _committees(session, people, on)
    for person, organisation in session.execute(
        sa.select(Person, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_(people))
        .order_by(Person.id)
    ):
        found[people[person.id]].append(
            Namesake(
                person.full_name,
                organisation or "",
                person.sex,
                tuple(committees.get(person.id, ())),
                person_id=person.id,
            )
        )
    for one in session.scalars(
        sa.select(TrainingParticipant)
        .where(TrainingParticipant.name_key.in_(wanted), TrainingParticipant.erased_at.is_(None))
        .order_by(TrainingParticipant.id)
    ):
        found[one.name_key].append(
            Namesake(one.name, one.organisation, one.sex, participant_id=one.id)
        )
    return found


def _committees(session: Session, people: Iterable[int], on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for person_id, code in session.execute(
        sa.select(Mandate.person_id, Committee.code)
        .join(Committee, Committee.id == Mandate.committee_id)
        .where(Mandate.person_id.in_(list(people)), running(on))
        .order_by(Committee.code)
        .distinct()
    ):
        if person_id is not None:
            found.setdefault(person_id, []).append(code)
    return found
