"""Who of the register bears which name, however it is written: «TRAORÉ Awa» is «Traore Awa»."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.queries import running
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, Sex
from catalogue.folding import fold
from catalogue.messages import N_


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody of the register, by name."""

    id: int
    full_name: str
    sex: Sex


def name_key(given_names: str, family_name: str) -> str:
    """Give what every writing of one name shares: no case, no accents."""
    return fold(f"{given_names} {family_name}")


def bearers_of_names(session: Session) -> Mapping[str, list[Bearer]]:
    """Give everybody of the register by :func:`name_key`, the first entered first.

    One query for the whole register: no database folds accents as :func:`fold` does.
    """
    found: dict[str, list[Bearer]] = defaultdict(list)
    for row in session.execute(
        sa.select(Person.id, Person.given_names, Person.family_name, Person.sex)
        .where(Person.erased_at.is_(None))
        .order_by(Person.id)
    ):
        full_name = f"{row.given_names} {row.family_name}".strip()
        found[name_key(row.given_names, row.family_name)].append(Bearer(row.id, full_name, row.sex))
    return found


def person_choices(
    session: Session, *, on: date, where: Sequence[sa.ColumnElement[bool]] = ()
) -> list[tuple[int, str]]:
    """Name everybody of the register for a choice, by family name: never two the same.

    ``where`` narrows to some of them; ``on`` is the day of the seats that tell namesakes apart.
    """
    rows = session.execute(
        sa.select(Person.id, Person.family_name, Person.given_names, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.erased_at.is_(None), *where)
    ).all()
    labels = {
        row.id: ", ".join(
            part for part in (f"{row.family_name} {row.given_names}".strip(), row.name) if part
        )
        for row in sorted(
            rows, key=lambda row: (fold(row.family_name), fold(row.given_names), row.id)
        )
    }
    return list(told_apart(session, labels, on=on).items())


def told_apart(session: Session, labels: Mapping[int, str], *, on: date) -> dict[int, str]:
    """Add to the labels that several people share the seats they hold, and their number if need be.

    ``labels`` go by the person's id, which is the number that their page shows.
    """
    found = dict(labels)
    alike = _shared(found)
    if not alike:
        return found
    seats: dict[int, list[str]] = defaultdict(list)
    for row in session.execute(
        sa.select(Mandate.person_id, Committee.code, Mandate.role)
        .join(Committee, Committee.id == Mandate.committee_id)
        .where(Mandate.person_id.in_(alike), running(on))
        .order_by(Committee.code, Mandate.id)
    ):
        seats[row.person_id].append(f"{row.code} ({MANDATE_ROLE_LABELS[row.role]})")
    for one in alike:
        found[one] = ", ".join((found[one], *seats[one]))
    for one in _shared(found) | {one for one in alike if not seats[one]}:
        found[one] = str(N_("%(name)s, fiche n° %(number)d", name=found[one], number=one))
    return found


def _shared(labels: Mapping[int, str]) -> set[int]:
    times = Counter(fold(label) for label in labels.values())
    return {one for one, label in labels.items() if times[fold(label)] > 1}
