"""Indicator 5.3: national standards developed with gender taken into account."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from catalogue.messages import N_, Message
from review.indicators.membership import EditionFact, Excluded, Homologated, MarkerTag, membership
from review.indicators.vocabulary import (
    COUNTED_MARKERS,
    PILOT_RULE,
    RELEVANT_MARKERS,
    STRICT_RULE,
    HomologationBasis,
    RecordStatus,
    Window,
    french_date,
    parse_window,
    reading_day,
)

DEFAULT_TARGET = Fraction(1, 10)
DEFAULT_COVERAGE_THRESHOLD = Fraction(9, 10)
PORTFOLIO_FROM_STAGE = "40.60"
_ABANDONED_SUBSTAGE = "98"
_NOT_EXAMINED = "NE"


# --- What goes in --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PortfolioItem:
    """A work item with the stage and the provisional marker it has on the day of the reading."""

    work_item_id: int
    title_fr: str
    stage_code: str
    provisional_marker: str | None = None
    homologated_on: date | None = None


# --- What comes out ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """Two counts and their ratio, None («sans objet») when there is nothing to divide by."""

    numerator: int
    denominator: int

    @property
    def ratio(self) -> Fraction | None:
        """Give the exact ratio."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Pending:
    """Standards without a final marker: nobody reads them yet, or somebody does."""

    not_examined: int
    in_progress: int

    @property
    def total(self) -> int:
        """Give both together."""
        return self.not_examined + self.in_progress


@dataclass(frozen=True, slots=True)
class Record:
    """One standard behind the figure; ``marker`` is None until it is final.

    ``counted`` says that it is in the numerator of its line. ``effective_on`` is the day the marker
    came to stand on it: that of the decision, or later that of the equivalence of texts.
    """

    edition_id: int
    reference: str
    title_fr: str | None
    homologated_on: date
    homologation_basis: HomologationBasis
    marker: str | None
    status: RecordStatus
    decided_on: date | None
    effective_on: date | None
    rule: str | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Adoptions:
    """Adoptions (IDT, MOD) homologated in the window, outside the indicator."""

    share: Share
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Texts near their end, by provisional marker; no indicator. NE: no marker yet."""

    by_marker: Mapping[str, int]
    items: tuple[PortfolioItem, ...]


@dataclass(frozen=True, slots=True)
class OtherRule:
    """The numerator had the strict rule been in force throughout.

    ``unknown`` counts the pilot decisions that no strict marker was kept for.
    """

    rule: str
    numerator: int
    unknown: int


@dataclass(frozen=True, slots=True)
class StandardsDeveloped:
    """Indicator 5.3 and all that always stands beside it (product_rules §4).

    ``missing`` is the n of «il manque n». When ``not_applicable`` holds a sentence the indicator is
    «sans objet»: there is no ratio, no interval, no coverage, and ``met`` is None.
    """

    window: Window
    at: date
    target: Fraction
    not_applicable: Message | None
    headline: Share
    needed: int
    missing: int
    met: bool | None
    coverage: Share
    provisional: bool
    pending: Pending
    interval: tuple[Fraction, Fraction] | None
    examined_only: Share
    relevant_only: Share
    other_rule: OtherRule | None
    adoptions: Adoptions
    portfolio: Portfolio
    records: tuple[Record, ...]
    excluded: tuple[Excluded, ...]

    @property
    def numerator(self) -> int:
        """Give N, the standards whose final marker is 1 or 2."""
        return self.headline.numerator

    @property
    def denominator(self) -> int:
        """Give E, the national standards homologated in the window."""
        return self.headline.denominator


def compute(
    facts: Iterable[EditionFact],
    *,
    window: str,
    today: date,
    at: date | None = None,
    portfolio: Iterable[PortfolioItem] = (),
    target: Fraction = DEFAULT_TARGET,
    coverage_threshold: Fraction = DEFAULT_COVERAGE_THRESHOLD,
) -> StandardsDeveloped:
    """Compute indicator 5.3 as product_rules §4 says it, from today's records.

    ``at`` (today by default) selects the facts: editions and withdrawals dated by min(at, window
    end), decisions by ``at``. What was believed at the time is a closed reading, not this.

    Raises PeriodError for a window that cannot be read or a day to come.
    """
    day = reading_day(at, today=today)
    span = parse_window(window, at=day)
    members = membership(facts, span, cutoff=min(day, span.end))
    records = tuple(_record(seen, day) for seen in members.national)
    numerator = sum(record.counted for record in records)
    headline = Share(numerator, len(records))
    statuses = Counter(record.status for record in records)
    examined = statuses[RecordStatus.FINAL]
    pending = Pending(statuses[RecordStatus.NOT_EXAMINED], statuses[RecordStatus.IN_PROGRESS])
    relevant = sum(record.marker in RELEVANT_MARKERS for record in records)
    needed = math.ceil(target * headline.denominator)
    coverage = Share(examined, headline.denominator)
    return StandardsDeveloped(
        window=span,
        at=day,
        target=target,
        not_applicable=_why_not_applicable(span, day, headline.denominator),
        headline=headline,
        needed=needed,
        missing=max(0, needed - numerator),
        met=numerator >= needed if records else None,
        coverage=coverage,
        provisional=coverage.ratio is not None and coverage.ratio < coverage_threshold,
        pending=pending,
        interval=_interval(headline, pending),
        examined_only=Share(numerator, examined),
        relevant_only=Share(numerator, relevant),
        other_rule=_other_rule(members.national, day),
        adoptions=_adoptions(members.adopted, day),
        portfolio=_portfolio(portfolio, day),
        records=records,
        excluded=members.excluded,
    )


# --- What is known of one standard ---------------------------------------------------------------


def _standing_tag(fact: EditionFact, day: date) -> MarkerTag | None:
    """Give the tag put last by the day; of two on one day, the one recorded last."""
    standing = [tag for tag in fact.tags if tag.effective_on <= day]
    latest = max((tag.effective_on for tag in standing), default=None)
    return next((tag for tag in reversed(standing) if tag.effective_on == latest), None)


def _record(seen: Homologated, day: date, *, may_count: bool = True) -> Record:
    fact = seen.fact
    tag = _standing_tag(fact, day)
    if tag is not None:
        status = RecordStatus.FINAL
    elif fact.in_review_since is not None and fact.in_review_since <= day:
        status = RecordStatus.IN_PROGRESS
    else:
        status = RecordStatus.NOT_EXAMINED
    return Record(
        edition_id=fact.edition_id,
        reference=fact.reference,
        title_fr=fact.title_fr,
        homologated_on=seen.on,
        homologation_basis=seen.basis,
        marker=tag.marker if tag else None,
        status=status,
        decided_on=tag.decided_on if tag else None,
        effective_on=tag.effective_on if tag else None,
        rule=tag.rule if tag else None,
        counted=may_count and tag is not None and tag.marker in COUNTED_MARKERS,
    )


# --- What stands beside the figure ---------------------------------------------------------------


def _why_not_applicable(span: Window, day: date, denominator: int) -> Message | None:
    if day < span.start:
        return N_("Sans objet : la période commence le %(start)s.", start=french_date(span.start))
    if not denominator:
        return N_("Sans objet : aucune norme nationale homologuée dans la période.")
    return None


def _interval(headline: Share, pending: Pending) -> tuple[Fraction, Fraction] | None:
    lowest = headline.ratio
    highest = Share(headline.numerator + pending.total, headline.denominator).ratio
    return None if lowest is None or highest is None else (lowest, highest)


def _other_rule(national: Iterable[Homologated], day: date) -> OtherRule | None:
    """Give N under the strict rule when a pilot decision stands on a standard of the window.

    Under the strict rule a pilot 0 stays 0 and NP stays NP; only a pilot 1 or 2 may fall.
    """
    tags = [tag for seen in national if (tag := _standing_tag(seen.fact, day)) is not None]
    if all(tag.rule != PILOT_RULE for tag in tags):
        return None
    strict = [
        tag.other_marker if tag.rule == PILOT_RULE else tag.marker
        for tag in tags
        if tag.marker in COUNTED_MARKERS
    ]
    return OtherRule(
        rule=STRICT_RULE,
        numerator=sum(marker in COUNTED_MARKERS for marker in strict),
        unknown=strict.count(None),
    )


def _adoptions(adopted: Iterable[Homologated], day: date) -> Adoptions:
    records = tuple(_record(seen, day, may_count=_takes_gender_up(seen.fact)) for seen in adopted)
    return Adoptions(Share(sum(record.counted for record in records), len(records)), records)


def _takes_gender_up(adoption: EditionFact) -> bool:
    return any(
        text and text.strip() for text in (adoption.national_text, adoption.upstream_assessment)
    )


def _portfolio(items: Iterable[PortfolioItem], day: date) -> Portfolio:
    near = tuple(
        item
        for item in items
        if item.stage_code >= PORTFOLIO_FROM_STAGE
        and not item.stage_code.endswith(_ABANDONED_SUBSTAGE)
        and (item.homologated_on is None or item.homologated_on > day)
    )
    found = Counter(item.provisional_marker or _NOT_EXAMINED for item in near)
    return Portfolio({code: found[code] for code in ("2", "1", "0", "NP", "NE")}, near)
