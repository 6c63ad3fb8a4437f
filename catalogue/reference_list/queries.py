"""Reading the reference list: its entries, what 5.1 counts, the nearest to a standard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.faceting import narrow
from catalogue.folding import fold, has_every_word
from catalogue.paging import Page, offset
from catalogue.records.designation import key
from catalogue.records.models import Edition
from catalogue.records.subject import Subject
from catalogue.records.vocabulary import EditionStatus
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import Relevance, Verification

FACETS = ("interet", "verification", "organisme", "ics")
COUNTED = frozenset({Relevance.PRINCIPAL, Relevance.SIGNIFICANT})
_RELEVANCE_ORDER = {relevance: rank for rank, relevance in enumerate(Relevance)}
_SHORTEST_WORD = 5  # letters; shorter words of a title say little about its subject
_CODE_SCORES = (0.0, 0.5, 3.0, 6.0)  # by levels of the classification shared: none to subgroup
_NEAR = 3.0

# The same three states as facts.verification_of gives one entry.
_VERIFICATION = sa.case(
    (ReferenceEntry.verified_on.is_not(None), Verification.CONFIRMED.value),
    (ReferenceEntry.verified_in_source, Verification.FOUND.value),
    else_=Verification.TO_VERIFY.value,
)


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What somebody chose to see of the list; empty means everything.

    ``text`` is looked for in references, titles and reasons, word by word; ``chosen`` maps a name
    of :data:`FACETS` to relevances, verification states, body codes, two digits of an ICS field.
    """

    text: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How many entries share a relevance, a body and a state of verification (5.1)."""

    relevance: Relevance
    body_code: str
    verification: Verification
    entries: int

    @property
    def counted(self) -> bool:
        """Tell whether 5.1 counts them: principal and significant only, never potential."""
        return self.relevance in COUNTED


@dataclass(frozen=True, slots=True)
class _Light:
    id: int
    values: Mapping[str, Collection[str]]
    order: tuple[object, ...]


def entry_of(session: Session, entry_id: int) -> ReferenceEntry | None:
    """Give an entry with its body, the standard it is linked to and who verified it."""
    return session.scalars(
        sa.select(ReferenceEntry)
        .where(ReferenceEntry.id == entry_id)
        .options(
            joinedload(ReferenceEntry.body),
            joinedload(ReferenceEntry.edition),
            joinedload(ReferenceEntry.verified_by),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def entry_with_key(session: Session, reference_key: str) -> ReferenceEntry | None:
    """Give the entry under a reference, by its key."""
    return session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference_key == reference_key)
    ).one_or_none()


def edition_shown_with(session: Session, entry: ReferenceEntry) -> Edition | None:
    """Give the recorded standard an entry speaks of: linked to it, or of the same reference."""
    condition = Edition.id == entry.edition_id
    if entry.edition_id is None:
        if entry.reference_key is None:
            return None
        condition = Edition.reference_key == entry.reference_key
    return session.scalars(
        sa.select(Edition).where(condition, Edition.status != EditionStatus.VOID)
    ).one_or_none()


def entries_about(session: Session, subject: Subject) -> Sequence[ReferenceEntry]:
    """Give the entries that speak of a document itself: linked to it, or of the same reference."""
    about: list[sa.ColumnElement[bool]] = []
    if subject.entry_ids:
        about.append(ReferenceEntry.id.in_(subject.entry_ids))
    if subject.reference:
        unlinked = ReferenceEntry.edition_id.is_(None)
        about.append(sa.and_(unlinked, ReferenceEntry.reference_key == key(subject.reference)))
    if subject.edition_id is not None:
        about.append(ReferenceEntry.edition_id == subject.edition_id)
    if not about:
        return []
    return session.scalars(
        sa.select(ReferenceEntry)
        .where(sa.or_(*about))
        .options(joinedload(ReferenceEntry.body))
        .order_by(ReferenceEntry.id)
    ).all()


def entry_page(
    session: Session, wanted: ListFilter, *, page: int, size: int
) -> tuple[Page[ReferenceEntry], dict[str, Counter[str]]]:
    """Give one page of the list, principal first, and what each further choice would leave."""
    rows = _light_rows(session, wanted)
    kept, counts = narrow(rows, wanted.chosen, lambda row: row.values)
    kept.sort(key=lambda row: row.order)
    start = offset(page, size)
    shown = [row.id for row in kept[start : start + size]]
    return Page(_entries(session, shown), len(kept), page, size), counts


def whole_list(session: Session, wanted: ListFilter) -> Sequence[ReferenceEntry]:
    """Give every entry that answers a filter, for a file."""
    return entry_page(session, wanted, page=1, size=1_000_000)[0].items


def counts(session: Session) -> Sequence[EntryCount]:
    """Count the list by relevance, body and state of verification, as indicator 5.1 shows it."""
    each = sa.select(
        ReferenceEntry.relevance, ReferenceEntry.body_code, _VERIFICATION.label("verification")
    ).subquery()
    rows = session.execute(
        sa.select(*each.c, sa.func.count()).group_by(*each.c)  # one expression, grouped by name
    )
    found = [EntryCount(row[0], row[1], Verification(row[2]), row[3]) for row in rows]
    return sorted(
        found, key=lambda one: (_RELEVANCE_ORDER[one.relevance], one.body_code, one.verification)
    )


def counted_entries(session: Session) -> Sequence[ReferenceEntry]:
    """Give the entries that 5.1 counts: principal and significant, in the order of the list."""
    return session.scalars(
        sa.select(ReferenceEntry)
        .where(ReferenceEntry.relevance.in_(COUNTED))
        .order_by(ReferenceEntry.sort_key, ReferenceEntry.id)
    ).all()


def by_relevance(session: Session) -> dict[Relevance, int]:
    """Count the entries of each relevance, none left out."""
    found = dict.fromkeys(Relevance, 0)
    for one in counts(session):
        found[one.relevance] += one.entries
    return found


def nearest(
    session: Session, *, title: str, ics: Iterable[str], limit: int, but: Collection[int] = ()
) -> Sequence[ReferenceEntry]:
    """Give the entries nearest to a subject, the nearest first.

    Sharing an ICS subgroup, then a group, brings near; so does each word of the titles, the rarer
    in the list the more. A shared field of the classification alone is not enough.
    """
    codes, asked = set(ics), _subject_words(title)
    rows = session.execute(
        sa.select(
            ReferenceEntry.id,
            ReferenceEntry.ics,
            ReferenceEntry.relevance,
            ReferenceEntry.title_fr,
            ReferenceEntry.title_en,
        )
    ).all()
    own = {row.id: _subject_words(f"{row.title_fr or ''} {row.title_en or ''}") for row in rows}
    users = Counter(word for words in own.values() for word in words)
    scored: list[tuple[tuple[object, ...], int]] = []
    for row in rows:
        shared = sum(log(len(rows) / users[word]) for word in asked & own[row.id])
        score = _CODE_SCORES[_closest_code(codes, row.ics)] + shared
        if score >= _NEAR and row.id not in but:
            scored.append(((-score, _RELEVANCE_ORDER[row.relevance], row.id), row.id))
    return _entries(session, [found for _order, found in sorted(scored)[:limit]])


@lru_cache(maxsize=4096)
def _subject_words(title: str) -> frozenset[str]:
    """Give the words of a title that say something, in one form for singular and plural."""
    words = re.findall(r"[^\W\d_]+", fold(title))
    return frozenset(word.rstrip("sx") for word in words if len(word) >= _SHORTEST_WORD)


def _closest_code(wanted: Collection[str], given: Iterable[str]) -> int:
    """Count the levels of the classification two records share at best: field, group, subgroup."""
    best = 0
    for code in given:
        pieces = code.split(".")
        for other in wanted:
            shared = 0
            for mine, theirs in zip(pieces, other.split("."), strict=False):
                if mine != theirs:
                    break
                shared += 1
            best = max(best, shared)
    return best


def _entries(session: Session, ids: Sequence[int]) -> Sequence[ReferenceEntry]:
    found: dict[int, ReferenceEntry] = {}
    for start in range(0, len(ids), 500):
        block = (
            sa.select(ReferenceEntry)
            .where(ReferenceEntry.id.in_(ids[start : start + 500]))
            .options(joinedload(ReferenceEntry.body), joinedload(ReferenceEntry.verified_by))
        )
        found.update((one.id, one) for one in session.scalars(block))
    return [found[one] for one in ids]


def _light_rows(session: Session, wanted: ListFilter) -> list[_Light]:
    rows = session.execute(
        sa.select(
            ReferenceEntry.id,
            ReferenceEntry.relevance,
            ReferenceEntry.body_code,
            ReferenceEntry.ics,
            ReferenceEntry.reference,
            ReferenceEntry.sort_key,
            _VERIFICATION.label("verification"),
        ).where(*has_every_word(ReferenceEntry.folded_text, wanted.text))
    )
    return [
        _Light(
            row.id,
            {
                "interet": (row.relevance.value,),
                "verification": (row.verification,),
                "organisme": (row.body_code,),
                "ics": {code[:2] for code in row.ics},
            },
            (_RELEVANCE_ORDER[row.relevance], not row.reference, row.sort_key, row.id),
        )
        for row in rows
    ]
