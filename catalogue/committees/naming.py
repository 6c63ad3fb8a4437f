"""Who of the register bears which name, however it is written: «TRAORÉ Awa» is «Traore Awa»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Person
from catalogue.committees.vocabulary import Sex
from catalogue.folding import fold


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
