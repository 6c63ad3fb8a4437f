"""Which editions are the standards of a window: who is counted in 5.3, once, and who is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from review.indicators.vocabulary import (
    ADOPTION_DEGREES,
    EDITORIAL_REVISION,
    ENTERING_NATURES,
    NATIONAL_DEGREE,
    STRICT_RULE,
    ExclusionReason,
    HomologationBasis,
    Window,
)


@dataclass(frozen=True, slots=True)
class MarkerTag:
    """The marker a decision put on an edition; later in the tuple is later recorded.

    ``rule`` was in force at the decision; ``other_marker`` is what the same answers give under the
    other rule, None when it was not kept. ``found_equivalent_on`` is the day the focal point found
    the homologated text equivalent to the one that was read, when it was another version.
    """

    marker: str
    decided_on: date
    rule: str = STRICT_RULE
    other_marker: str | None = None
    found_equivalent_on: date | None = None

    @property
    def effective_on(self) -> date:
        """Give the day from which the marker stands on the standard (product_rules §3 and §4)."""
        return max(self.decided_on, self.found_equivalent_on or self.decided_on)


@dataclass(frozen=True, slots=True)
class EditionFact:
    """One edition of the agency's standards as today's records have it.

    ``identifier`` is the number without its year; a part is an identifier. ``in_review_since`` is
    the day its first final-text round that was not cancelled opened. Only texts that went through
    homologation carry one of the two dates.
    """

    edition_id: int
    identifier: str
    reference: str
    title_fr: str | None = None
    nature: str | None = None
    correspondence: str | None = None
    has_base: bool = False
    cnncq_adopted_on: date | None = None
    homologated_on: date | None = None
    withdrawn_on: date | None = None
    tags: tuple[MarkerTag, ...] = ()
    in_review_since: date | None = None
    national_text: str | None = None
    upstream_assessment: str | None = None


@dataclass(frozen=True, slots=True)
class Homologated:
    """An edition with the day its homologation counts from, and where that day comes from."""

    fact: EditionFact
    on: date
    basis: HomologationBasis


@dataclass(frozen=True, slots=True)
class Excluded:
    """An edition homologated in the window that no line counts, and why."""

    edition_id: int
    reference: str
    homologated_on: date
    reason: ExclusionReason


@dataclass(frozen=True, slots=True)
class Membership:
    """The national standards of a window (E), its adoptions, and what neither counts."""

    national: tuple[Homologated, ...]
    adopted: tuple[Homologated, ...]
    excluded: tuple[Excluded, ...]


def membership(facts: Iterable[EditionFact], window: Window, *, cutoff: date) -> Membership:
    """Sort the editions homologated from the window's start to the cutoff (product_rules §4).

    ``cutoff`` is min(at, window end): nothing dated later is seen. An identifier counts once, by
    its last new edition or technical revision homologated by the cutoff, if that one lies in the
    window. An edition withdrawn by the cutoff is out, unless an editorial revision of the same
    identifier then stands in its place: the standard goes on. A degree decides between national
    and adoption; a base without one is counted nowhere.
    """
    editions: dict[str, list[Homologated]] = defaultdict(list)
    for fact in facts:
        seen = _homologated(fact)
        if seen is not None and seen.on <= cutoff:
            editions[fact.identifier].append(seen)
    national: list[Homologated] = []
    adopted: list[Homologated] = []
    excluded: list[Excluded] = []
    everything = (seen for siblings in editions.values() for seen in siblings)
    for seen in sorted(everything, key=_chronological):
        if seen.on < window.start:
            continue
        fact = seen.fact
        reason = _exclusion(seen, editions[fact.identifier], cutoff)
        if reason is not None:
            excluded.append(Excluded(fact.edition_id, fact.reference, seen.on, reason))
        elif fact.correspondence in ADOPTION_DEGREES:
            adopted.append(seen)
        else:
            national.append(seen)
    return Membership(tuple(national), tuple(adopted), tuple(excluded))


def _homologated(fact: EditionFact) -> Homologated | None:
    """Date an edition by its act, or by the CNNCQ when the act has no date."""
    if fact.homologated_on is not None:
        return Homologated(fact, fact.homologated_on, HomologationBasis.ACT)
    if fact.cnncq_adopted_on is not None:
        return Homologated(fact, fact.cnncq_adopted_on, HomologationBasis.COUNCIL)
    return None


def _chronological(seen: Homologated) -> tuple[date, str, int]:
    return seen.on, seen.fact.reference, seen.fact.edition_id


def _exclusion(
    seen: Homologated, siblings: list[Homologated], cutoff: date
) -> ExclusionReason | None:
    fact = seen.fact
    if not fact.nature:
        return ExclusionReason.NATURE_UNKNOWN
    if fact.nature not in ENTERING_NATURES:
        return ExclusionReason.NATURE_DOES_NOT_ENTER
    entering = (sibling for sibling in siblings if sibling.fact.nature in ENTERING_NATURES)
    if max(entering, key=_chronological) is not seen:
        return ExclusionReason.LATER_EDITION
    if _is_withdrawn(fact, cutoff) and not _goes_on(seen, siblings, cutoff):
        return ExclusionReason.WITHDRAWN
    has_degree = fact.correspondence in {*ADOPTION_DEGREES, NATIONAL_DEGREE}
    if not has_degree and (fact.has_base or fact.correspondence):
        return ExclusionReason.BASE_WITHOUT_DEGREE
    return None


def _is_withdrawn(fact: EditionFact, cutoff: date) -> bool:
    return fact.withdrawn_on is not None and fact.withdrawn_on <= cutoff


def _goes_on(seen: Homologated, siblings: list[Homologated], cutoff: date) -> bool:
    return any(
        sibling.fact.nature == EDITORIAL_REVISION
        and sibling.on >= seen.on
        and not _is_withdrawn(sibling.fact, cutoff)
        for sibling in siblings
    )
