"""What each data set is compared with and written to: deliverables, committees, classification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.open_data import committee_records, deliverable_records, ics_records
from catalogue.open_data.cells import Raw
from catalogue.open_data.models import Deliverable, IcsChange, IsoCommittee
from catalogue.open_data.queries import standing_versions
from catalogue.open_data.stage_words import stage_titles
from catalogue.open_data.vocabulary import Dataset
from catalogue.records.models import IcsCode

Number = int | str
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """The version people see of a record."""

    version_id: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """A record to be written: its facts, and the version it takes the place of."""

    number: Number
    digest: str
    facts: Facts
    held: Held | None


class Mirror(Protocol):
    """One data set: how its records are told apart, read, compared and written."""

    held: dict[Number, Held]

    def number_of(self, raw: Raw) -> Number:
        """Give what ISO numbers a record by; raises Refused."""

    def digest_of(self, raw: Raw) -> str:
        """Sum up what ISO wrote; raises Refused."""

    def facts_of(self, raw: Raw) -> Facts:
        """Give the columns of a record; raises Refused."""

    def write(self, session: Session, release_id: int, fresh: Sequence[Fresh]) -> None:
        """Write records that nobody sees until the release is published."""


class _Versions:
    """Records kept in versions in a table of their own."""

    model: type[Deliverable | IsoCommittee]

    def __init__(self, session: Session) -> None:
        rows = session.execute(
            sa.select(self.model.iso_id, self.model.id, self.model.digest).where(
                standing_versions(self.model)
            )
        )
        self.held: dict[Number, Held] = {
            iso_id: Held(version_id, digest) for iso_id, version_id, digest in rows
        }

    def number_of(self, raw: Raw) -> Number:
        return deliverable_records.number_of(raw)

    def write(self, session: Session, release_id: int, fresh: Sequence[Fresh]) -> None:
        table = cast("sa.Table", self.model.__table__)
        session.execute(
            sa.insert(table),
            [
                {
                    "iso_id": one.number,
                    "digest": one.digest,
                    "first_release_id": release_id,
                    "last_release_id": None,
                    "previous_id": one.held.version_id if one.held else None,
                    **one.facts,
                }
                for one in fresh
            ],
        )
        replaced = [one.held.version_id for one in fresh if one.held]
        if replaced:
            session.execute(
                sa.update(table).where(table.c.id.in_(replaced)).values(last_release_id=release_id)
            )


class _Deliverables(_Versions):
    """ISO's documents."""

    model = Deliverable

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known = deliverable_records.Known(
            stages=frozenset(stage_titles()),
            ics=frozenset(session.scalars(sa.select(IcsCode.code))),
        )

    def digest_of(self, raw: Raw) -> str:
        return deliverable_records.digest_of(raw)

    def facts_of(self, raw: Raw) -> Facts:
        return deliverable_records.facts_of(raw, self._known)

    def write(self, session: Session, release_id: int, fresh: Sequence[Fresh]) -> None:
        untitled = [one for one in fresh if "folded_text" not in one.facts]
        known = {
            row.id: row
            for row in session.execute(
                sa.select(Deliverable.id, Deliverable.title_en, Deliverable.title_fr).where(
                    Deliverable.id.in_([one.held.version_id for one in untitled if one.held])
                )
            )
        }
        for one in untitled:
            before = known.get(one.held.version_id) if one.held else None
            one.facts.update(
                deliverable_records.titles(
                    one.facts["reference"],
                    before.title_en if before else None,
                    before.title_fr if before else None,
                )
            )
        super().write(session, release_id, fresh)


class _Committees(_Versions):
    """ISO's committees."""

    model = IsoCommittee

    def digest_of(self, raw: Raw) -> str:
        return committee_records.digest_of(raw)

    def facts_of(self, raw: Raw) -> Facts:
        return committee_records.facts_of(raw)


class _Classification:
    """The codes of the ICS: only what changes is written, beside the codes themselves."""

    def __init__(self, session: Session) -> None:
        self._before = {
            row.code: row
            for row in session.execute(
                sa.select(IcsCode.code, IcsCode.title_fr, IcsCode.title_en, IcsCode.edited_at)
            )
        }
        self.held: dict[Number, Held] = {
            code: Held(None, ics_records.digest_of(code, row.title_fr, row.title_en))
            for code, row in self._before.items()
        }

    def number_of(self, raw: Raw) -> Number:
        return ics_records.code_of(raw)

    def digest_of(self, raw: Raw) -> str:
        facts = ics_records.facts_of(raw)
        return ics_records.digest_of(facts["code"], facts["title_fr"], facts["title_en"])

    def facts_of(self, raw: Raw) -> Facts:
        return ics_records.facts_of(raw)

    def write(self, session: Session, release_id: int, fresh: Sequence[Fresh]) -> None:
        rows = []
        for one in fresh:
            before = self._before.get(str(one.number))
            rows.append(
                {
                    **one.facts,
                    "release_id": release_id,
                    "before_fr": before.title_fr if before else None,
                    "before_en": before.title_en if before else None,
                    "before_edited_at": before.edited_at if before else None,
                }
            )
        session.execute(sa.insert(IcsChange), rows)


def mirror_of(session: Session, dataset: Dataset) -> Mirror:
    """Give what a data set is compared with, as people see it now."""
    if dataset is Dataset.DELIVERABLES:
        return _Deliverables(session)
    if dataset is Dataset.COMMITTEES:
        return _Committees(session)
    return _Classification(session)
