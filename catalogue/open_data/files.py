"""Open a file of ISO Open Data and give its records one by one, whatever its form.

The kind is told from the content: CSV, JSON lines or XML, plain or compressed by gzip, UTF-8 with
or without BOM.  Nothing is held whole in memory, and a file made to harm (a bomb, a line without
end, a document type in XML) is stopped or its record left out.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self
from xml.parsers import expat

from catalogue.messages import N_, Message
from catalogue.open_data.cells import Refused
from catalogue.open_data.vocabulary import Dataset

MEBIBYTE = 1024 * 1024
LARGEST_TEXT = 1024 * MEBIBYTE  # once decompressed; the whole catalogue takes some 100
LONGEST_LINE = MEBIBYTE
_LARGEST_XML = 32 * MEBIBYTE
_HEAD = 256 * 1024
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_CODE_DEPTH = 2  # of the XML elements: the root, then the codes

_DELIVERABLE_KEYS = ("deliverableType", "currentStage", "ownerCommittee")
_COMMITTEE_KEYS = ("pMembers", "secretariat", "sortKey")
_DELIVERABLE_HEADINGS = frozenset({"id", "reference", "currentStage"})
_ICS_HEADINGS = frozenset({"identifier", "titleEn", "titleFr"})


class Unreadable(Exception):  # noqa: N818 - said to a person, the whole file refused
    """The file cannot be read, or not to its end; the message says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it begins on, its values by name, or why it cannot be read."""

    line: int
    values: Mapping[str, Any]
    refused: Refused | None = None


class OpenDataFile:
    """A file being read: what it describes, its records, and how far reading has come."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("rb")
        try:
            start = self._file.read(2)
            self._file.seek(0)
            packed = start == _GZIP
            self._text = io.BufferedReader(
                _Bounded(gzip.GzipFile(fileobj=self._file) if packed else self._file), _HEAD
            )
            with _trouble_told():
                head = self._text.peek(_HEAD)
            self.dataset, self.form = _kind_of(head)
            if head.startswith(_BOM):
                self._text.read(len(_BOM))
        except BaseException:
            self._file.close()
            raise

    @property
    def bytes_read(self) -> int:
        """How much of the file as received has been read."""
        return self._file.tell()

    def records(self) -> Iterator[Record]:
        """Give each record once; raises Unreadable when the file ends too soon or is damaged."""
        readers = {"csv": _csv_records, "json": _json_records, "xml": _xml_records}
        with _trouble_told():
            yield from readers[self.form](self._text)

    def __enter__(self) -> Self:
        """Keep the file open for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()


class _Bounded(io.RawIOBase):
    """Passes a stream on, up to a size that no file of ISO comes near."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._left = LARGEST_TEXT

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._inner.read(len(buffer))
        self._left -= len(found)
        if self._left < 0:
            raise Unreadable(
                N_(
                    "Une fois décompressé, ce fichier dépasse %(size)d Mo : ce n’est pas un "
                    "fichier de l’ISO.",
                    size=LARGEST_TEXT // MEBIBYTE,
                )
            )
        buffer[: len(found)] = found
        return len(found)


class _trouble_told:  # noqa: N801 - reads as a sentence where it is used
    """Turns what a damaged compressed file raises into Unreadable."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, EOFError):
            raise Unreadable(
                N_("Ce fichier compressé est coupé avant sa fin : téléchargez-le de nouveau.")
            ) from error
        if isinstance(error, gzip.BadGzipFile | zlib.error):
            raise Unreadable(
                N_("Ce fichier compressé est abîmé : téléchargez-le de nouveau.")
            ) from error


def _kind_of(head: bytes) -> tuple[Dataset, str]:
    """Tell what a file describes and its form from its beginning; raises Unreadable."""
    _refuse_other_kinds(head)
    text = head.removeprefix(_BOM).decode("utf-8", "replace").lstrip()
    if not text:
        raise Unreadable(N_("Ce fichier est vide : choisissez-en un autre."))
    if text.startswith("<"):
        found = (Dataset.ICS, "xml") if "<fields" in text else None
    elif text.startswith("{"):
        found = _kind_of_lines(text)
    else:
        found = _kind_of_headings(text.splitlines()[0])
    if found is not None:
        return found
    raise Unreadable(
        N_(
            "Ce fichier n’est pas un de ceux de l’ISO : documents (CSV ou JSON lines), comités "
            "(JSON lines) ou classification ICS (CSV ou XML). Choisissez le fichier tel que "
            "l’ISO le publie."
        )
    )


def _refuse_other_kinds(head: bytes) -> None:
    for start, name in ((b"PK", "ZIP ou Excel"), (b"PAR1", "Parquet"), (b"%PDF", "PDF")):
        if head.startswith(start):
            raise Unreadable(
                N_(
                    "C’est un fichier %(name)s. Choisissez le fichier CSV, JSON lines (.jsonl) ou "
                    "XML de l’ISO, tel quel ou compressé en .gz.",
                    name=name,
                )
            )
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(N_("Ce fichier est en UTF-16 : enregistrez-le en UTF-8."))


def _kind_of_headings(line: str) -> tuple[Dataset, str] | None:
    headings = set(_headings(line))
    if headings >= _ICS_HEADINGS:
        return Dataset.ICS, "csv"
    return (Dataset.DELIVERABLES, "csv") if headings >= _DELIVERABLE_HEADINGS else None


def _kind_of_lines(text: str) -> tuple[Dataset, str] | None:
    """Tell by the names in the first lines, whole or not: a scope may be longer than a page."""
    if any(f'"{name}"' in text for name in _DELIVERABLE_KEYS):
        return Dataset.DELIVERABLES, "json"
    if any(f'"{name}"' in text for name in _COMMITTEE_KEYS):
        return Dataset.COMMITTEES, "json"
    return None


def _headings(line: str) -> list[str]:
    delimiter = ";" if line.count(";") > line.count(",") else ","
    return [cell.strip() for cell in next(csv.reader([line[:10_000]], delimiter=delimiter), [])]


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Give each line with its number; None for one that is too long, skipped without being held."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def _json_records(stream: IO[bytes]) -> Iterator[Record]:
    for number, line in _lines(stream):
        if line is None:
            yield Record(number, {}, _too_long())
        elif line.strip():
            yield _json_record(number, line)


def _json_record(number: int, line: bytes) -> Record:
    try:
        found = json.loads(line.decode())
    except UnicodeDecodeError:
        refusal = Refused(N_("La ligne n’est pas en UTF-8."))
    except (ValueError, RecursionError):
        refusal = Refused(N_("La ligne n’est pas un objet JSON complet."))
    else:
        if isinstance(found, dict):
            return Record(number, _flat(found))
        refusal = Refused(N_("La ligne n’est pas un objet JSON complet."))
    return Record(number, {}, refusal)


def _flat(found: dict[str, Any]) -> dict[str, Any]:
    """Bring «title: {en, fr}» to «title.en» and «title.fr», the headings of the CSV file."""
    for name in ("title", "scope", "pages"):
        inner = found.pop(name, None)
        if isinstance(inner, dict):
            for language in ("en", "fr"):
                if language in inner:
                    found[f"{name}.{language}"] = inner[language]
    return found


def _csv_records(stream: IO[bytes]) -> Iterator[Record]:
    """Give each row under the headings of the first line; a cell may hold line breaks."""
    source = _CsvLines(stream)
    headings = _headings(source.first)
    rows = csv.reader(source, delimiter=";" if source.semicolons else ",")
    while True:
        begins = source.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Record(begins, {}, _too_long())
            continue
        if source.too_long:
            source.too_long = False
            yield Record(begins, {}, _too_long())
        elif len(row) == len(headings):
            yield Record(begins, dict(zip(headings, row, strict=True)))
        elif row:
            refusal = N_(
                "La ligne a %(count)d cellules ; la ligne de titres en annonce %(most)d.",
                count=len(row),
                most=len(headings),
            )
            yield Record(begins, {}, Refused(refusal))


class _CsvLines:
    """The lines of a CSV file as text, for the reader, counted on the way."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._lines = _lines(stream)
        self.number = 0
        self.too_long = False
        self.first = self._next() or ""
        self.semicolons = self.first.count(";") > self.first.count(",")

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._next()
        if line is None:
            raise StopIteration
        return line

    def _next(self) -> str | None:
        self.number, line = next(self._lines, (self.number, b""))
        if line is None:
            self.too_long = True
            return "\n"
        # What is not UTF-8 is kept as such: the record that holds it is refused by its cell.
        return line.decode("utf-8", "surrogateescape").replace("\0", "") or None


def _xml_records(stream: IO[bytes]) -> Iterator[Record]:
    """Give the codes of the classification; a document type, the way to entities, is refused."""
    reader = _IcsReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    reader.line_of = lambda: parser.CurrentLineNumber
    left = _LARGEST_XML
    try:
        while block := stream.read(64 * 1024):
            left -= len(block)
            if left < 0:
                raise Unreadable(
                    N_("Ce fichier XML est bien plus grand que la classification ICS de l’ISO.")
                )
            parser.Parse(block, False)  # noqa: FBT003 - the library's own signature
            yield from reader.taken()
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise Unreadable(
            N_("Ce fichier XML est abîmé, à la ligne %(line)d.", line=error.lineno)
        ) from error
    yield from reader.taken()


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(N_("Ce fichier XML déclare un type de document : celui de l’ISO n’en a pas."))


class _IcsReader:
    """Gathers the codes: each element under the root, its values the elements inside it."""

    def __init__(self) -> None:
        self._found: list[Record] = []
        self._values: dict[str, str] = {}
        self._depth = 0
        self._name = ""
        self._text: list[str] = []
        self._line = 0
        self.line_of: Callable[[], int] = int

    def taken(self) -> list[Record]:
        """Give what was gathered since the last time."""
        found, self._found = self._found, []
        return found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a code, or one of its values: «title» in «fr» is «titleFr», as in the CSV file."""
        self._depth += 1
        if self._depth == _CODE_DEPTH:
            self._values, self._line = {}, self.line_of()
        elif self._depth == _CODE_DEPTH + 1:
            self._name = name + attributes.get("xml:lang", "").capitalize()
            self._text = []

    def end(self, _name: str) -> None:
        """End a code, or one of its values."""
        if self._depth == _CODE_DEPTH:
            self._found.append(Record(self._line, self._values))
        elif self._depth == _CODE_DEPTH + 1:
            self._values[self._name] = "".join(self._text)
        self._depth -= 1

    def characters(self, data: str) -> None:
        """Gather text."""
        self._text.append(data)


def _too_long() -> Refused:
    return Refused(
        N_(
            "La ligne dépasse %(size)d Mo ou un guillemet n’y est pas fermé.",
            size=LONGEST_LINE // MEBIBYTE,
        )
    )
