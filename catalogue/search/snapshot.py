"""The index as it stands at one moment, held ready in memory for searching.

Segments are written once and never change, so what is read from one is kept; a snapshot lays the
segments end to end and hides the records deleted since.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import TypeVar

from catalogue.search import bitmaps
from catalogue.search.contract import IndexDamaged
from catalogue.search.documents import FacetName, SearchDocument, from_bytes, key_of, titles_of
from catalogue.search.filing import BETWEEN
from catalogue.search.spelling import Spelling, WordList

_KEPT_TERMS = 4096  # the records of this many terms are kept per segment, 7 kB each at 55,000
_MOST_TERMS = 1000
_LENGTHS = 8  # groups of titles by length

_Value = TypeVar("_Value")


class Segment:
    """What one segment of the index holds, record by record and term by term.

    ``titles_fr`` and ``titles_en`` are titles as terms with a space around each, so that looking
    for words or for a run of words is looking for bytes.  ``facets`` gives the records of each
    value, ``facet_values`` the values of each record.  ``by_length`` groups the records, those
    with the shortest titles first.
    """

    def __init__(
        self,
        columns: Mapping[str, Iterable[bytes]],
        read_document: Callable[[int], bytes],
        read_postings: Callable[[str], Iterable[int]],
        read_terms: Callable[[str], Iterable[str]],
    ) -> None:
        self.titles_fr = [bytes(value) for value in columns["title_fr"]]
        self.titles_en = [bytes(value) for value in columns["title_en"]]
        self.sort_keys = [bytes(value).decode() for value in columns["sort_key"]]
        self.dates = [bytes(value).decode() for value in columns["date"]]
        self.facet_values = [bytes(value) for value in columns["facets"]]
        self.size = len(self.titles_fr)
        self.facets = self._read_facets()
        self.by_length = self._read_lengths()
        self._read_document = read_document
        self._read_postings = read_postings
        self._read_terms = read_terms
        self._records: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def records_with(self, term: str) -> int:
        """Give the set of records that have a term, deleted ones included."""
        with self._lock:
            known = self._records.get(term)
            if known is None:
                known = bitmaps.from_positions(self._read_postings(term), self.size)
                self._records[term] = known
                if len(self._records) > _KEPT_TERMS:
                    self._records.popitem(last=False)
            else:
                self._records.move_to_end(term)
            return known

    def terms_starting(self, prefix: str) -> list[str]:
        """Give the first terms that begin so."""
        with self._lock:
            return list(islice(self._read_terms(prefix), _MOST_TERMS))

    def stored(self, record: int) -> bytes:
        """Give the bytes of a record."""
        with self._lock:
            return self._read_document(record)

    @cached_property
    def positions_of_keys(self) -> Mapping[str, int]:
        """Where the record of each key stands."""
        return {key_of(self.stored(record)): record for record in range(self.size)}

    @cached_property
    def word_list(self) -> WordList:
        """The words of the titles, as written."""
        words = WordList()
        words.add(title for record in range(self.size) for title in titles_of(self.stored(record)))
        return words

    def _read_facets(self) -> dict[FacetName, dict[str, int]]:
        records: dict[bytes, list[int]] = defaultdict(list)
        for record, values in enumerate(self.facet_values):
            for value in values.split(BETWEEN):
                records[value].append(record)
        facets: dict[FacetName, dict[str, int]] = {name: {} for name in FacetName}
        for value, own in records.items():
            name, _, shown = value.decode().partition("=")
            facets[FacetName(name)][shown] = bitmaps.from_positions(own, self.size)
        return facets

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
        self.facets: dict[FacetName, dict[str, int]] = {name: {} for name in FacetName}
        for segment, deleted in segments:
            start = self.size
            self._segments.append((start, segment))
            self.live |= ((1 << segment.size) - 1 & ~deleted) << start
            self.size += segment.size
            for group, records in enumerate(segment.by_length):
                self.by_length[group] |= records << start
            for name, values in segment.facets.items():
                table = self.facets[name]
                for value, records in values.items():
                    table[value] = table.get(value, 0) | records << start
        self.titles_fr = self._laid(lambda segment: segment.titles_fr)
        self.titles_en = self._laid(lambda segment: segment.titles_en)
        self.sort_keys = self._laid(lambda segment: segment.sort_keys)
        self.dates = self._laid(lambda segment: segment.dates)
        self.facet_values = self._laid(lambda segment: segment.facet_values)

    def _laid(self, column: Callable[[Segment], Sequence[_Value]]) -> Sequence[_Value]:
        if len(self._segments) == 1:
            return column(self._segments[0][1])
        return [value for _, segment in self._segments for value in column(segment)]

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
