"""Rank records by likely interest for gender: what to open first, never a judgement.

Pure. The score is a sum of points, each with its reason: what the title says, the ICS prior, the
committee, nearness to the reference list. Nobody's reading of a text is replaced by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.triage.nearness import Nearest, Neighbourhood
from catalogue.triage.phrases import Title
from catalogue.triage.terms import Signal, Terms
from catalogue.triage.vocabulary import Level, ReasonKind

# Points. Terms of one title: the strongest in full, the next by half, the third by a quarter.
TERM_POINTS: Mapping[Level, float] = {
    Level.DIRECT: 50,
    Level.HIGH: 30,
    Level.MEDIUM: 15,
    Level.LOW: 6,
}
TERM_SHARES = (1.0, 0.5, 0.25)
SCOPE_POINTS = 25.0  # women, pregnancy or gender named in the scope only
ICS_POINTS: Mapping[str, float] = {"H": 12, "M": 6, "L": 2}
COMMITTEE_POINTS: Mapping[str, float] = {"H": 15, "M": 7}
NEAR_POINTS = 20  # for an entry wholly alike and firmly known
OTHER_EDITION_POINTS = 25  # another edition of the same document is already in the list
# What is left where the title is about a material, a file or words: of direct terms, of the rest.
LOWERED_DIRECT, LOWERED_SHARE = 0.6, 0.4
SUPPLEMENT_SHARE = 0.6  # an amendment changes a part of a text


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a document when it is ranked."""

    key: str
    identifier: str
    ics: tuple[str, ...]
    committee: str | None
    supplement: bool = False
    scope_fr: str | None = None
    scope_en: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """An ICS prior: prefix, level, the question to ask."""

    prefix: str
    level: str
    question: str


@dataclass(frozen=True, slots=True)
class CommitteePrior:
    """A committee whose texts often bear on gender, and why."""

    committee: str
    level: str
    why: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with the points it gave (rounded to one decimal) and the facts it states."""

    kind: ReasonKind
    points: float
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A record with its score and what it is made of, strongest reason first."""

    record: Record
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that ranking leans on besides the record itself."""

    terms: Terms
    prompts: Mapping[str, Prompt]
    committees: Mapping[str, CommitteePrior]
    neighbourhood: Neighbourhood
    listed: Mapping[str, str]
    """Identifiers in the reference list, with the reference listed."""
    ics_names: Mapping[str, str] = field(default_factory=dict)


def rank(record: Record, title: Title, words: frozenset[str], knowledge: Knowledge) -> Ranked:
    """Score one record; its title and subject words are cut once for all that reads them."""
    reading = knowledge.terms.read(title)
    share = LOWERED_SHARE if reading.lowered else 1.0
    if record.supplement:
        share *= SUPPLEMENT_SHARE
    direct = LOWERED_DIRECT if reading.lowered else 1.0
    reasons = _term_reasons(reading.raised, share, direct)
    for reason in (
        _scope_reason(record, reading.raised, knowledge.terms),
        _ics_reason(record.ics, knowledge, share),
        _committee_reason(record.committee, knowledge.committees, share),
        _list_reason(record, words, knowledge, share),
    ):
        if reason is not None:
            reasons.append(reason)
    score = round(sum(reason.points for reason in reasons), 1)
    reasons.sort(key=lambda reason: -reason.points)
    if reading.lowered and reasons:
        one = reading.lowered[0]
        reasons.append(
            Reason(ReasonKind.LOWERED, 0.0, {"words": one.words, "why": one.concept.why_fr})
        )
    if record.supplement and reasons:
        reasons.append(Reason(ReasonKind.SUPPLEMENT, 0.0))
    return Ranked(record, score, tuple(reasons))


def _term_reasons(signals: Sequence[Signal], share: float, direct_share: float) -> list[Reason]:
    ordered = sorted(signals, key=lambda one: -_points(one))
    reasons = []
    for part, signal in zip(TERM_SHARES, ordered, strict=False):
        kept = direct_share if signal.concept.level is Level.DIRECT else share
        reasons.append(
            Reason(
                ReasonKind.TERM,
                round(_points(signal) * part * kept, 1),
                {"words": signal.words, "why": signal.concept.why_fr},
            )
        )
    return reasons


def _scope_reason(record: Record, raised: Sequence[Signal], terms: Terms) -> Reason | None:
    if any(signal.concept.level is Level.DIRECT for signal in raised):
        return None  # the title has said it already
    found = terms.read_scope(record.scope_fr, record.scope_en)
    if found is None:
        return None
    return Reason(
        ReasonKind.SCOPE, SCOPE_POINTS, {"words": found.words, "why": found.concept.why_fr}
    )


def _points(signal: Signal) -> float:
    return TERM_POINTS[signal.concept.level] if signal.concept.level else 0.0


def _ics_reason(codes: Sequence[str], knowledge: Knowledge, share: float) -> Reason | None:
    best: tuple[float, str, Prompt] | None = None
    for code in codes:
        prompt = prompt_for(code, knowledge.prompts)
        if prompt is not None and (best is None or ICS_POINTS[prompt.level] > best[0]):
            best = (ICS_POINTS[prompt.level], code, prompt)
    if best is None:
        return None
    points, code, prompt = best
    return Reason(
        ReasonKind.ICS,
        round(points * share, 1),
        {
            "code": code,
            "name": knowledge.ics_names.get(code, ""),
            "level": prompt.level,
            "question": prompt.question,
        },
    )


def prompt_for(code: str, prompts: Mapping[str, Prompt]) -> Prompt | None:
    """Give the prior of the longest prefix of a code (product_rules §2)."""
    pieces = code.split(".")
    for length in range(len(pieces), 0, -1):
        found = prompts.get(".".join(pieces[:length]))
        if found is not None:
            return found
    return None


def _committee_reason(
    committee: str | None, known: Mapping[str, CommitteePrior], share: float
) -> Reason | None:
    prior = known.get(committee or "")
    if prior is None:
        return None
    points = COMMITTEE_POINTS[prior.level] * share
    return Reason(
        ReasonKind.COMMITTEE, round(points, 1), {"committee": prior.committee, "why": prior.why}
    )


def _list_reason(
    record: Record, words: frozenset[str], knowledge: Knowledge, share: float
) -> Reason | None:
    listed = knowledge.listed.get(record.identifier)
    if listed is not None:
        points = OTHER_EDITION_POINTS * share
        return Reason(ReasonKind.EDITION, round(points, 1), {"reference": listed})
    near = knowledge.neighbourhood.nearest(words, committee=record.committee, but=record.identifier)
    return None if near is None else _near_reason(near, share)


def _near_reason(near: Nearest, share: float) -> Reason:
    points = NEAR_POINTS * near.likeness * near.entry.weight * share
    return Reason(
        ReasonKind.NEAR,
        round(points, 1),
        {
            "reference": near.entry.reference,
            "known_as": near.entry.known_as,
            "committee": near.entry.committee or "" if near.same_committee else "",
        },
    )


# The same figures for the page that says how the score is made up.
METHOD_FACTS: Mapping[str, int] = {
    "direct": int(TERM_POINTS[Level.DIRECT]),
    "high": int(TERM_POINTS[Level.HIGH]),
    "medium": int(TERM_POINTS[Level.MEDIUM]),
    "low": int(TERM_POINTS[Level.LOW]),
    "scope": int(SCOPE_POINTS),
    "ics_high": int(ICS_POINTS["H"]),
    "ics_medium": int(ICS_POINTS["M"]),
    "committee_high": int(COMMITTEE_POINTS["H"]),
    "committee_medium": int(COMMITTEE_POINTS["M"]),
    "near": NEAR_POINTS,
    "edition": OTHER_EDITION_POINTS,
}
