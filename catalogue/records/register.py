"""What the rules of the register look up: asked one by one, or loaded once for a whole file."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.records.designation import identifier, key
from catalogue.records.facts import EditionFacts
from catalogue.records.models import Edition, Relation, Standard

_CHUNK = 500  # keys in one query


class Register:
    """The register as it stands; each question is one query."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def edition(self, reference: str) -> Edition | None:
        """Give the edition recorded under a reference, however it is written."""
        return self.session.scalars(
            sa.select(Edition).where(Edition.reference_key == key(reference))
        ).one_or_none()

    def standard(self, reference: str) -> Standard | None:
        """Give the standard a reference is an edition of, if it is known."""
        return self.session.scalars(
            sa.select(Standard).where(Standard.identifier_key == key(identifier(reference)))
        ).one_or_none()

    def mentions(self, reference: str) -> bool:
        """Tell whether a recorded link or base may name this reference and nothing recorded yet."""
        del reference
        return True

    def add(self, edition: Edition) -> None:
        """Learn of an edition just made, before it is in the database."""

    def name(self, reference: str) -> None:
        """Learn that a link or a base just recorded names a reference."""


class LoadedRegister(Register):
    """The same for many editions at once: loaded in a few queries, then kept in step.

    It answers about the editions and bases that ``facts`` name and the ``others`` named, and asks
    the database about any more.
    """

    def __init__(
        self, session: Session, facts: Iterable[EditionFacts], others: Iterable[str] = ()
    ) -> None:
        super().__init__(session)
        named = {key(text) for text in others}
        parents: set[str] = set()
        for one in facts:
            named.update(key(text) for text in (one.reference, one.base_reference) if text)
            parents.add(key(identifier(one.reference)))
        self._editions: dict[str, Edition | None] = dict.fromkeys(named)
        self._standards: dict[str, Standard | None] = dict.fromkeys(parents)
        for some in _chunks(named):
            for edition in session.scalars(
                sa.select(Edition).where(Edition.reference_key.in_(some))
            ):
                self._editions[edition.reference_key] = edition
        for some in _chunks(parents):
            for standard in session.scalars(
                sa.select(Standard).where(Standard.identifier_key.in_(some))
            ):
                self._standards[standard.identifier_key] = standard
        self._mentioned = {
            *session.scalars(
                sa.select(Relation.target_reference).where(Relation.target_edition_id.is_(None))
            ),
            *session.scalars(
                sa.select(Edition.base_reference).where(
                    Edition.base_reference.is_not(None), Edition.base_edition_id.is_(None)
                )
            ),
        }

    def edition(self, reference: str) -> Edition | None:
        """Give the edition recorded under a reference, this file's own included."""
        named = key(reference)
        if named in self._editions:
            return self._editions[named]
        return super().edition(reference)

    def standard(self, reference: str) -> Standard | None:
        """Give the standard a reference is an edition of, this file's own included."""
        named = key(identifier(reference))
        if named in self._standards:
            return self._standards[named]
        return super().standard(reference)

    def mentions(self, reference: str) -> bool:
        """Tell whether something recorded names this reference as its target or its base."""
        return reference in self._mentioned

    def add(self, edition: Edition) -> None:
        """Learn of an edition just made, with its standard."""
        self._editions[edition.reference_key] = edition
        self._standards[edition.standard.identifier_key] = edition.standard
        if edition.base_reference:
            self.name(edition.base_reference)

    def name(self, reference: str) -> None:
        """Learn that a link or a base just recorded names a reference."""
        self._mentioned.add(reference)


def _chunks(keys: Iterable[str]) -> Iterable[list[str]]:
    every = list(keys)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
