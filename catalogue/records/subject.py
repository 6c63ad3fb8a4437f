"""A document as the panels of its page know it, whichever kind of record the page is of."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.records.designation import identifier, key


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What other slices look things up by: how the document is named, and what it is about.

    ``key`` names the record («edition:12»); ``entry_ids`` are the entries of the reference list
    that speak of it; ``edition_id`` is its row in the register, if it has one.
    """

    key: str
    reference: str
    title_fr: str = ""
    title_en: str = ""
    ics: tuple[str, ...] = ()
    committee: str = ""
    edition_id: int | None = None
    entry_ids: tuple[int, ...] = ()

    @property
    def reference_keys(self) -> frozenset[str]:
        """The keys under which others speak of it: with its year, and undated."""
        if not self.reference:
            return frozenset()
        return frozenset({key(self.reference), key(identifier(self.reference))})
