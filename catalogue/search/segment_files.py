"""How the segments of an index are written to Whoosh's files, and read from them.

A segment keeps, beside each document as it is stored, what is searched of it in one column, and
the records of each term.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo, W3TermsReader
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

from catalogue import bitmaps
from catalogue.search.contract import IndexDamaged
from catalogue.search.filing import COLUMNS, Filed

_FIELD = "terms"
_DOCUMENT, *_OTHERS = COLUMNS
_SEARCHED = "searched"  # the other columns, together
_BETWEEN = b"\x1e"
_COLUMN = VarBytesColumn()
_RECORDS = "I"  # four bytes a record number
_MANY_SEGMENTS = 8
_SMALL_SEGMENT = 5000  # records
_WORN = 0.3  # share of deleted records at which a segment is written again


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn whatever broken files make Whoosh raise into IndexDamaged."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        raise IndexDamaged(message) from error


class Leaf:
    """What a segment of Whoosh's holds."""

    def __init__(self, leaf: Any) -> None:
        self._terms = leaf.codec().terms_reader(leaf.storage(), leaf.segment())
        self._searched = self._column(leaf, _SEARCHED)
        self._documents = self._column(leaf, _DOCUMENT)

    @staticmethod
    def _column(leaf: Any, name: str) -> Any:
        return leaf.column_reader(name, column=VarBytesColumn(), translate=False)

    def searched(self) -> Iterator[list[bytes]]:
        """Give the columns but the document, record by record."""
        return (bytes(one).split(_BETWEEN, len(_OTHERS) - 1) for one in self._searched)

    def document(self, record: int) -> bytes:
        """Give the bytes of a record."""
        with damage_told():
            return bytes(self._documents[record])

    def documents(self) -> Iterator[bytes]:
        """Give the bytes of every record."""
        with damage_told():
            yield from map(bytes, self._documents)

    def records_with(self, term: str) -> int:
        """Give the set of records that have a term."""
        with damage_told():
            return int(self._terms.records_with(term.encode("utf-8", "surrogatepass")))

    def terms_starting(self, prefix: str) -> Iterator[str]:
        """Give terms that begin so, in order."""
        start = prefix.encode("utf-8", "surrogatepass")
        with damage_told():
            for _, term in self._terms.terms_from(_FIELD, start):
                if not term.startswith(start):
                    break
                yield bytes(term).decode("utf-8", "surrogatepass")


def write(index: Any, added: Iterable[Filed], deleted: Iterable[int]) -> None:
    """Commit records in and out as one step."""
    writer = _Writer(index, codec=_Codec())
    writer.pool = _Pool()
    try:
        for position in deleted:
            writer.delete_document(position)
        for entry in added:
            writer.add(entry)
        writer.commit(mergetype=_tidy)
    except BaseException:
        writer.cancel()
        raise


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Writes documents ready filed, without asking each field what to do with them."""

    def add(self, entry: Filed) -> None:
        """Take a document in."""
        columns = entry.columns
        self.perdocwriter.start_doc(self.docnum)
        self.perdocwriter.add_column_value(_DOCUMENT, _COLUMN, columns[_DOCUMENT])
        searched = _BETWEEN.join([columns[name] for name in _OTHERS])
        self.perdocwriter.add_column_value(_SEARCHED, _COLUMN, searched)
        self.perdocwriter.finish_doc()
        self.pool.take(self.docnum, entry.terms)
        self._added = True
        self.docnum += 1


def _tidy(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Write again the segments that are mostly deleted, and the small ones when there are many."""
    kept = []
    for segment in segments:
        size = segment.doc_count_all()
        small = len(segments) > _MANY_SEGMENTS and size < _SMALL_SEGMENT
        if small or segment.deleted_count() > _WORN * size:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        else:
            kept.append(segment)
    return kept


def schema() -> Any:
    """Give the fields of an index, as Whoosh knows them."""
    columns = {name: fields.COLUMN(_COLUMN) for name in (_DOCUMENT, _SEARCHED)}
    return fields.Schema(**{_FIELD: _Terms()}, **columns)


class Files(FileStorage):  # type: ignore[misc]  # whoosh has no types
    """The files of one index, which remembers those it opened."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file and remember it."""
        self._opened.append(super().open_file(name, **options))
        return self._opened[-1]

    def close_left_open(self) -> None:
        """Close what Whoosh leaves open when a file is broken."""
        for file in self._opened:
            if not file.is_closed:
                file.close()


class _Terms(fields.FieldType):  # type: ignore[misc]
    """The field of all terms; which records have a term is all that is kept."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own files, with the records of a term as one run of numbers, or as a bitmap.

    Reading and writing them whole takes a tenth of the time of Whoosh's blocks, which carry
    weights and positions that nothing here asks for.  A term that many records have takes fewer
    bytes as a bitmap, which is read as it is.
    """

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _FieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> Any:
        terms = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return _TermsReader(self, storage.open_file(terms), storage.file_length(terms), postings)

    def postings_reader(self, dbfile: Any, terminfo: Any, *__: Any, **___: Any) -> Any:
        records = array(_RECORDS, bitmaps.positions(_records_of(dbfile, terminfo)))
        return ListMatcher(records, all_weights=1.0)


class _TermsReader(W3TermsReader):  # type: ignore[misc]
    def records_with(self, term: bytes) -> int:
        """Give the set of records that have a term."""
        try:
            return _records_of(self._postfile, self.term_info(_FIELD, term))
        except TermNotFound:
            return 0


def _records_of(file: Any, terminfo: Any) -> int:
    count, last = terminfo.doc_frequency(), terminfo.max_id()
    start, _ = terminfo.extent()  # the length beside it is not read back as a number
    if _is_bitmap(count, last):
        return int.from_bytes(file.get(start, (last >> 3) + 1), "little")
    records = array(_RECORDS)
    records.frombytes(file.get(start, records.itemsize * count))
    return bitmaps.from_positions(records, last + 1)


def _is_bitmap(count: int, last: int) -> bool:
    """Tell which way the records of a term are written: bytes are spent to read quickly."""
    return count * 128 > last


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the one field there is, from a :class:`_Pool`."""

    def add_postings(self, schema: Any, _: Any, items: Iterable[tuple[bytes, array[int]]]) -> None:
        self.start_field(_FIELD, schema[_FIELD])
        for term, records in items:
            last = records[-1]
            if _is_bitmap(len(records), last):
                bitmap = bitmaps.from_positions(records, last + 1)
                written = bitmap.to_bytes((last >> 3) + 1, "little")
            else:
                written = records.tobytes()
            info = W3TermInfo(len(records), len(records), minid=records[0], maxid=last)
            info.set_extent(self._postfile.tell(), len(written))
            self._postfile.write(written)
            self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())
        self.finish_field()


class _Pool:
    """The records of each term while a segment is written, in order."""

    def __init__(self) -> None:
        self._records: dict[bytes, array[int]] = {}
        self._new: dict[str, array[int]] = {}

    def take(self, record: int, terms: Iterable[str]) -> None:
        """Add the terms of a new record."""
        new = self._new
        for term in terms:
            known = new.get(term)
            if known is None:
                known = new[term] = array(_RECORDS)
            known.append(record)

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Add a term of a record that is written again; Whoosh calls this."""
        _, term, record, _, _ = item
        known = self._records.get(term)
        if known is None:
            known = self._records[term] = array(_RECORDS)
        known.append(record)

    def iter_postings(self) -> Iterator[tuple[bytes, array[int]]]:
        """Give the records of each term, in the order of the terms."""
        for term, records in self._new.items():
            written = term.encode("utf-8", "surrogatepass")
            known = self._records.get(written)
            self._records[written] = (
                records if known is None else array(_RECORDS, sorted((*known, *records)))
            )
        return ((term, self._records[term]) for term in sorted(self._records))

    def cleanup(self) -> None:
        """Forget them."""
        self._records.clear()
        self._new.clear()
