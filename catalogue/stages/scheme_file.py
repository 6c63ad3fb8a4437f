"""Read and write a set of stage names as a CSV file; pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from catalogue.folding import fold
from catalogue.messages import N_, Message

LARGEST = 200_000  # bytes: 46 lines are some ten thousand
LONGEST_LABEL = 200
LONGEST_SCHEME = 40
LONGEST_VERSION = 20
LONGEST_SOURCE = 1000
MOST_FAULTS = 60

# The columns in their order, by the heading the file is written with; others are read too.
HEADINGS = ("jeu", "version", "code", "nom", "nom_en", "source", "à confirmer")
_READ_AS = {
    "jeu": "scheme",
    "scheme": "scheme",
    "version": "version",
    "scheme_version": "version",
    "code": "code",
    "nom": "label_fr",
    "label_fr": "label_fr",
    "nom_en": "label_en",
    "nom en": "label_en",
    "label_en": "label_en",
    "source": "source",
    "a confirmer": "to_confirm",
    "to_confirm": "to_confirm",
}
_NEEDED = {"scheme": "jeu", "version": "version", "code": "code", "label_fr": "nom"}
_YES = frozenset({"oui", "yes", "o", "1", "vrai"})
_NO = frozenset({"non", "no", "n", "0", "faux", ""})
_SCHEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_CODE = re.compile(r"'?(\d{1,2})(?:[.,](\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Name:
    """What the body calls one stage."""

    code: str
    label_fr: str
    label_en: str = ""
    source: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on one line of the file (from 1, the headings being line 1; 0: the whole)."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class SchemeRead:
    """A file as it was understood."""

    scheme: str = ""
    version: str = ""
    names: tuple[Name, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Tell whether it can be kept."""
        return not self.faults


@dataclass(slots=True)
class _Reading:
    known: Collection[str]
    scheme: str = ""
    version: str = ""
    names: dict[str, Name] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, line: int, message: Message) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(line, message))


def text_of(content: bytes) -> str:
    """Give a file's text: UTF-8, or the encoding of old French spreadsheets."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def stage_code(written: str) -> str | None:
    """Read a stage code; a spreadsheet may have made «40,2» or «40» of 40.20 and 40.00."""
    found = _CODE.fullmatch(written.strip())
    if found is None:
        return f"{written[:2]}.{written[2:]}" if re.fullmatch(r"\d{4}", written.strip()) else None
    return f"{int(found[1]):02d}.{(found[2] or '').ljust(2, '0')}"


def read(text: str, known: Collection[str]) -> SchemeRead:
    """Read a set of names; ``known`` are the harmonized codes. Never raises on any text."""
    reading = _Reading(known)
    if len(text.encode()) > LARGEST:
        reading.refuse(0, N_("Ce fichier est trop grand : un jeu de noms tient en 46 lignes."))
        return SchemeRead(faults=tuple(reading.faults))
    rows = list(_rows(text))
    columns = _columns(rows[0][1], reading) if rows else None
    if not rows:
        reading.refuse(0, N_("Ce fichier est vide. Partez du modèle à télécharger."))
    if columns is not None:
        for line, row in rows[1:]:
            _read_row(reading, line, dict(zip(columns, row, strict=False)))
        if not reading.names and not reading.faults:
            reading.refuse(0, N_("Aucune ligne ne donne de nom. Remplissez la colonne « nom »."))
    return SchemeRead(
        reading.scheme,
        reading.version,
        tuple(sorted(reading.names.values(), key=lambda one: one.code)),
        tuple(reading.faults),
    )


def rows_of(scheme: str, version: str, names: Sequence[Name]) -> Iterator[list[object]]:
    """Give the lines of a file under :data:`HEADINGS`."""
    for one in names:
        yield [scheme, version, one.code, one.label_fr, one.label_en, one.source, one.to_confirm]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error:
        return


def _columns(headings: Sequence[str], reading: _Reading) -> list[str] | None:
    columns = [_READ_AS.get(fold(one).strip(), "") for one in headings]
    missing = [heading for name, heading in _NEEDED.items() if name not in columns]
    if missing:
        reading.refuse(
            1,
            N_(
                "Il manque des colonnes : %(columns)s. La première ligne doit les nommer, comme "
                "dans le modèle.",
                columns=", ".join(missing),
            ),
        )
        return None
    return columns


def _read_row(reading: _Reading, line: int, row: dict[str, str]) -> None:
    row = {name: _unguarded(cell) for name, cell in row.items() if name}
    label = row.get("label_fr", "")
    if not label:
        return  # a code without a name takes the harmonized title
    if not _place(reading, line, row.get("scheme", ""), row.get("version", "")):
        return
    code = stage_code(row.get("code", ""))
    unsure = fold(row.get("to_confirm", ""))
    if code is None or code not in reading.known:
        reading.refuse(
            line,
            N_(
                "« %(code)s » n’est pas un code harmonisé. Écrivez-le ainsi : 40.20.",
                code=row.get("code", "")[:LONGEST_VERSION],
            ),
        )
    elif code in reading.names:
        reading.refuse(
            line, N_("Le code %(code)s a déjà un nom plus haut : gardez une ligne.", code=code)
        )
    elif max(len(label), len(row.get("label_en", ""))) > LONGEST_LABEL:
        reading.refuse(line, N_("Raccourcissez ce nom à 200 caractères au plus."))
    elif len(row.get("source", "")) > LONGEST_SOURCE:
        reading.refuse(line, N_("Raccourcissez la source à 1 000 caractères au plus."))
    elif unsure not in _YES | _NO:
        reading.refuse(line, N_("Dans « à confirmer », écrivez oui ou non."))
    else:
        reading.names[code] = Name(
            code, label, row.get("label_en", ""), row.get("source", ""), unsure in _YES
        )


def _place(reading: _Reading, line: int, scheme: str, version: str) -> bool:
    """Check the names of the scheme and of its version, the same on every line."""
    if not _SCHEME.fullmatch(scheme) or len(scheme) > LONGEST_SCHEME:
        reading.refuse(
            line,
            N_("Dans « jeu », écrivez le sigle de l’organisme, sans espace, par exemple ABNORM."),
        )
        return False
    if not version or len(version) > LONGEST_VERSION:
        reading.refuse(
            line, N_("Dans « version », écrivez 20 caractères au plus, par exemple 2027-01.")
        )
        return False
    reading.scheme, reading.version = reading.scheme or scheme, reading.version or version
    if (scheme, version) != (reading.scheme, reading.version):
        reading.refuse(
            line,
            N_("Un fichier porte un seul jeu et une seule version : séparez les autres lignes."),
        )
        return False
    return True


def _unguarded(cell: str) -> str:
    """Take off the apostrophe our own files put before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
