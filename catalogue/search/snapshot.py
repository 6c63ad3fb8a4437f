"""The index as it stands at one moment, held ready in memory for searching.

Segments are written once and never change, so what is read from one is kept; a snapshot lays the
segments end to end and hides the records deleted since.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice
from sys import intern
from threading import Lock
from typing import Protocol, TypeVar

from catalogue import bitmaps
from catalogue.search.contract import IndexDamaged
from catalogue.search.documents import (
    ICS_DEPTHS,
    FacetName,
    RecordStatus,
    SearchDocument,
    from_bytes,
    key_of,
    titles_of,
)
from catalogue.search.filing import BETWEEN_FACETS, BETWEEN_VALUES, FACETS
from catalogue.search.spelling import Spelling, WordList

_KEPT_TERMS = 4096  # the records of this many terms are kept per segment, 7 kB each at 55,000
_MOST_TERMS = 1000
_KEPT_VALUES = 512  # likewise, of facets
_READ_AT_ONCE = 500  # documents, while those who search wait
_LENGTHS = 24  # groups of titles by length

_Value = TypeVar("_Value")


@lru_cache(maxsize=65536)
def values_in(name: FacetName, written: str) -> tuple[str, ...]:
    """Read the values a record has of a facet, none twice: its ICS codes down to that depth."""
    if name in ICS_DEPTHS:
        depth = ICS_DEPTHS.index(name) + 1
        codes = (code.split(".") for code in written.split(BETWEEN_VALUES) if code)
        return tuple(dict.fromkeys(".".join(c[:depth]) for c in codes if len(c) >= depth))
    if name is FacetName.LANGUAGE:
        return tuple(value for value in written.split(BETWEEN_VALUES) if value)
    return (written,) if written else ()


def _kept_as(name: FacetName) -> FacetName:
    return FacetName.ICS_SUBGROUP if name in ICS_DEPTHS else name


class Source(Protocol):
    """Where what a segment holds is read from, as it is needed; raises IndexDamaged."""

    def searched(self) -> Iterable[Sequence[bytes]]:
        """Give the columns of :data:`COLUMNS` but the document, record by record."""

    def document(self, record: int) -> bytes:
        """Give the bytes of a record."""

    def documents(self) -> Iterable[bytes]:
        """Give the bytes of every record, in order."""

    def records_with(self, term: str) -> int:
        """Give the set of records that have a term."""

    def terms_starting(self, prefix: str) -> Iterator[str]:
        """Give terms that begin so, in order."""


class Segment:
    """What one segment of the index holds, record by record and term by term.

    ``titles_fr`` and ``titles_en`` are titles as terms with a space around each, so that looking
    for words or for a run of words is looking for bytes.  ``facets`` gives what is written of each
    facet for each record.  ``by_length`` groups the records, those with the shortest titles first.
    """

    def __init__(self, source: Source) -> None:
        self.titles_fr: list[bytes] = []
        self.titles_en: list[bytes] = []
        self.sort_keys: list[str] = []
        self.dates: list[str] = []
        columns: list[list[str]] = [[] for _ in FACETS]
        for title_fr, title_en, sort_key, date, facets in source.searched():
            self.titles_fr.append(title_fr)
            self.titles_en.append(title_en)
            self.sort_keys.append(sort_key.decode())
            self.dates.append(intern(date.decode()))
            written = facets.decode().split(BETWEEN_FACETS)
            for column, value in zip(columns, written, strict=True):
                column.append(intern(value))
        self.facets = dict(zip(FACETS, columns, strict=True))
        self.size = len(self.titles_fr)
        self.by_length = self._read_lengths()
        self._source = source
        self._records: OrderedDict[str, int] = OrderedDict()
        self._with_value: dict[tuple[FacetName, str], int] = {}
        self._lock = Lock()

    def records_with(self, term: str) -> int:
        """Give the set of records that have a term, deleted ones included."""
        with self._lock:
            known = self._records.get(term)
            if known is None:
                known = self._source.records_with(term)
                self._records[term] = known
                if len(self._records) > _KEPT_TERMS:
                    self._records.popitem(last=False)
            else:
                self._records.move_to_end(term)
            return known

    def with_value(self, name: FacetName, value: str) -> int:
        """Give the set of records under a value of a facet, deleted ones included."""
        known = self._with_value.get((name, value))
        if known is None:
            column = self.facets[_kept_as(name)]
            written = {one for one in set(column) if value in values_in(name, one)}
            records = [at for at, one in enumerate(column) if one in written] if written else ()
            known = bitmaps.from_positions(records, self.size)
            if len(self._with_value) < _KEPT_VALUES:
                self._with_value[name, value] = known
        return known

    def terms_starting(self, prefix: str) -> list[str]:
        """Give the first terms that begin so."""
        with self._lock:
            return list(islice(self._source.terms_starting(prefix), _MOST_TERMS))

    def stored(self, record: int) -> bytes:
        """Give the bytes of a record."""
        with self._lock:
            return self._source.document(record)

    @cached_property
    def positions_of_keys(self) -> Mapping[str, int]:
        """Where the record of each key stands."""
        return {key_of(stored): at for at, stored in enumerate(self._documents())}

    @cached_property
    def word_list(self) -> WordList:
        """The words of the titles, as written."""
        words = WordList()
        words.add(title for one in self._documents() for title in titles_of(one))
        return words

    def _documents(self) -> Iterator[bytes]:
        """Give the bytes of every record, letting those who search in between."""
        documents = iter(self._source.documents())
        while together := self._some(documents):
            yield from together

    def _some(self, documents: Iterator[bytes]) -> list[bytes]:
        with self._lock:
            return list(islice(documents, _READ_AT_ONCE))

    def _read_lengths(self) -> list[int]:
        lengths = [
            min(len(french) or len(english), len(english) or len(french))
            for french, english in zip(self.titles_fr, self.titles_en, strict=True)
        ]
        order = sorted(range(self.size), key=lengths.__getitem__)
        cuts = [self.size * group // _LENGTHS for group in range(_LENGTHS + 1)]
        return [
            bitmaps.from_positions(order[cuts[group] : cuts[group + 1]], self.size)
            for group in range(_LENGTHS)
        ]


class Snapshot:
    """Every record that can be found, numbered from 0 through all segments."""

    def __init__(self, segments: Sequence[tuple[Segment, int]]) -> None:
        """Lay segments end to end, each with the set of its deleted records."""
        self._segments: list[tuple[int, Segment]] = []
        self.live = 0
        self.size = 0
        self.by_length = [0] * _LENGTHS
        for segment, deleted in segments:
            start = self.size
            self._segments.append((start, segment))
            self.live |= ((1 << segment.size) - 1 & ~deleted) << start
            self.size += segment.size
            for group, records in enumerate(segment.by_length):
                self.by_length[group] |= records << start
        self.titles_fr = self._laid(lambda segment: segment.titles_fr)
        self.titles_en = self._laid(lambda segment: segment.titles_en)
        self.sort_keys = self._laid(lambda segment: segment.sort_keys)
        self.dates = self._laid(lambda segment: segment.dates)
        self._facets: dict[FacetName, Sequence[str]] = {}

    def _laid(self, column: Callable[[Segment], Sequence[_Value]]) -> Sequence[_Value]:
        if len(self._segments) == 1:
            return column(self._segments[0][1])
        return list(chain.from_iterable(column(segment) for _, segment in self._segments))

    def facet_column(self, name: FacetName) -> Sequence[str]:
        """Give what is written of a facet for each record; see :func:`values_in`."""
        kept = _kept_as(name)
        known = self._facets.get(kept)
        if known is None:
            known = self._facets[kept] = self._laid(lambda segment: segment.facets[kept])
        return known

    def with_value(self, name: FacetName, value: str) -> int:
        """Give the live records that stand under a value of a facet."""
        found = 0
        for start, segment in self._segments:
            found |= segment.with_value(name, value) << start
        return found & self.live

    @cached_property
    def withdrawn(self) -> int:
        """The live records that are withdrawn."""
        return self.with_value(FacetName.STATUS, RecordStatus.WITHDRAWN)

    def records_with(self, *terms: str) -> int:
        """Give the set of records that have any of these terms."""
        found = 0
        for start, segment in self._segments:
            for term in terms:
                found |= segment.records_with(term) << start
        return found & self.live

    def terms_starting(self, prefix: str) -> set[str]:
        """Give terms that begin so; the first of them, where there are many."""
        return {term for _, segment in self._segments for term in segment.terms_starting(prefix)}

    def stored(self, record: int) -> bytes:
        """Give the bytes of a record."""
        start, segment = next(laid for laid in reversed(self._segments) if laid[0] <= record)
        return segment.stored(record - start)

    def document(self, record: int) -> SearchDocument:
        """Give a record; raises IndexDamaged."""
        try:
            return from_bytes(self.stored(record))
        except ValueError as error:
            raise IndexDamaged(str(error)) from error

    def positions_of(self, keys: Iterable[str]) -> list[int]:
        """Give where the live records of these keys stand; unknown keys give nothing."""
        wanted = list(keys)
        found = [
            start + segment.positions_of_keys[key]
            for start, segment in self._segments
            for key in wanted
            if key in segment.positions_of_keys
        ]
        return [position for position in found if self.live >> position & 1]

    def corrections(self, word: str) -> list[Spelling]:
        """Give the known words near a folded word."""
        return self.word_list.corrections(word)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The key of every record that can be found."""
        return frozenset(
            key
            for start, segment in self._segments
            for key, position in segment.positions_of_keys.items()
            if self.live >> (start + position) & 1
        )

    @cached_property
    def word_list(self) -> WordList:
        """The words of all titles, to mend typing errors and complete what is typed."""
        lists = [segment.word_list for _, segment in self._segments]
        return lists[0] if len(lists) == 1 else WordList.merged(lists)
