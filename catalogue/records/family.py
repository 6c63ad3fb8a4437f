"""The documents of one identifier: its editions, their amendments, the drafts of the next one.

An undated reference means the edition in force (ISO/IEC Directives, Part 2, 10.4); which one that
is follows from the facts, on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.messages import N_, Message
from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import State
from catalogue.records.designation import identifier, key, parse, sort_key, year

_FIELDS_OF_A_FAMILY = 4  # of a sort key: issuer, number, part, type of document


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a family, whichever part of the catalogue knows it.

    ``key`` names the record («edition:12», «deliverable:62085»); ``as_of`` is the day its facts
    were read at its source, none when they are kept here.
    """

    key: str
    reference: str
    title: str
    state: State
    published: PartialDate | None = None
    withdrawn_on: date | None = None
    as_of: date | None = None

    @property
    def reference_key(self) -> str:
        """The reference however it is written."""
        return key(self.reference)

    @property
    def is_edition(self) -> bool:
        """Whether it is an edition: no amendment or corrigendum, and no draft of one."""
        designation = parse(self.reference)
        if designation is None:
            return True
        return not designation.stage and all(one.joined == "+" for one in designation.supplements)

    @property
    def order(self) -> tuple[int, str]:
        """Latest first, an amendment after the edition it changes."""
        return (-(year(self.reference) or 0), sort_key(self.reference))


def family_bounds(reference: str) -> tuple[str, str] | None:
    """Give the sort keys between which the family of a reference lies; None when it cannot be read.

    Every edition, amendment and draft of a number and part, by one body, lies between them.
    """
    if parse(reference) is None:
        return None
    start = "\t".join(sort_key(reference).split("\t")[:_FIELDS_OF_A_FAMILY])
    return f"{start}\t", f"{start}\n"


def in_order(members: Iterable[Member]) -> list[Member]:
    """Give a family latest first, each reference once: what the register says stands first."""
    known: dict[str, Member] = {}
    for one in members:
        known.setdefault(one.reference_key, one)
    return sorted(known.values(), key=lambda one: one.order)


def edition_on(members: Iterable[Member], on: date) -> Member | None:
    """Give the edition in force on a day: what an undated reference meant that day.

    The latest edition published by then and not withdrawn by then. An edition withdrawn on an
    unknown day is taken to have stood until its successor was published.
    """
    editions = [one for one in members if one.is_edition]
    issued = [one for one in editions if _issued_by(one, on)]
    standing = [one for one in issued if _stood(one, editions, on)]
    return min(standing, key=lambda one: one.order, default=None)


def _issued_by(one: Member, on: date) -> bool:
    if one.state not in {State.PUBLISHED, State.WITHDRAWN}:
        return False
    named = year(one.reference)
    first = one.published.first_day if one.published else (date(named, 1, 1) if named else None)
    return first is None or first <= on


def _stood(one: Member, editions: Iterable[Member], on: date) -> bool:
    if one.state is State.PUBLISHED:
        return True
    if one.withdrawn_on is not None:
        return one.withdrawn_on > on
    return any(
        other.published is not None and other.published.first_day > on
        for other in editions
        if other.order < one.order
    )


@dataclass(frozen=True, slots=True)
class Stand:
    """How a reference stands: the record it names, if known, and the edition in force."""

    reference: str
    named: Member | None
    current: Member | None

    @property
    def target(self) -> Member | None:
        """The record a reader is led to: the one named, else the edition in force."""
        return self.named or self.current

    @property
    def leads_undated(self) -> Member | None:
        """The edition in force, where the reference is undated and so means it."""
        return self.current if year(self.reference) is None else None

    @property
    def warning(self) -> Message | None:
        """What is to be known before relying on it; None when the edition in force is named."""
        said = self._said()
        source = self.named or self.current
        if said is None or source is None or source.as_of is None:
            return said
        return N_(
            "%(said)s (données de l’ISO publiées ici le %(day)s)", said=said, day=source.as_of
        )

    def _said(self) -> Message | None:
        named, current = self.named, self.current
        if named is None:
            return self._unnamed()
        if named.state is State.WITHDRAWN:
            return _with_current(_withdrawn(named), current)
        if named.state is State.ABANDONED:
            return _with_current(
                N_("%(reference)s est un projet abandonné", reference=named.reference), current
            )
        if named.state is State.IN_PREPARATION:
            return _with_current(
                N_("%(reference)s est en préparation", reference=named.reference), current
            )
        if current is not None and current.key != named.key and current.order < named.order:
            return N_(
                "Une édition plus récente que %(reference)s est en vigueur : %(current)s",
                reference=named.reference,
                current=current.reference,
            )
        return None

    def _unnamed(self) -> Message | None:
        if self.current is None:
            return None
        if year(self.reference) is None:
            return N_(
                "Référence non datée ; édition en vigueur : %(current)s",
                current=self.current.reference,
            )
        return N_(
            "%(reference)s n’est pas connue ici ; édition en vigueur : %(current)s",
            reference=self.reference,
            current=self.current.reference,
        )


def stand_of(reference: str, members: Sequence[Member], on: date) -> Stand:
    """Tell how a reference stands among the documents of its family, on a day."""
    own, undated = key(reference), year(reference) is None
    named = next((one for one in members if one.reference_key == own), None)
    if undated and named is None:
        family = key(identifier(reference))
        members = [one for one in members if key(identifier(one.reference)) == family]
    return Stand(reference, named, edition_on(members, on))


def _withdrawn(named: Member) -> Message:
    if named.withdrawn_on is None:
        return N_("%(reference)s est annulée", reference=named.reference)
    return N_(
        "%(reference)s est annulée depuis le %(day)s",
        reference=named.reference,
        day=named.withdrawn_on,
    )


def _with_current(said: Message, current: Member | None) -> Message:
    if current is None:
        return N_("%(said)s ; aucune édition en vigueur n’est connue ici", said=said)
    return N_("%(said)s ; édition en vigueur : %(current)s", said=said, current=current.reference)
