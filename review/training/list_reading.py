"""An attendance list read from a spreadsheet: which columns, which rows, what cannot be read. Pure.

A declared sex is read by the reader of the register's imports (:func:`sex_written`): «F», «H»,
«M», «Féminin», «♀» are declarations, a title is not, and an empty cell is nothing declared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from catalogue.committees.vocabulary import Sex
from catalogue.errors import DomainError
from catalogue.exchange.cells import Unreadable
from catalogue.exchange.columns import Column
from catalogue.exchange.headings import Names
from catalogue.exchange.mandate_columns import sex_written
from catalogue.exchange.workbook import Sheet
from catalogue.messages import N_, Message
from review.brought_files.tables import Laid, under_headings

MOST_PEOPLE = 500
LONGEST_NAME, LONGEST_ORGANISATION, LONGEST_ANSWER = 240, 300, 60
FILE = "file"

COLUMNS: tuple[Column, ...] = (
    Column(
        code="name",
        heading=N_("Prénom et nom"),
        english="Full name",
        help=N_("La personne présente, une par ligne."),
        also=("Nom et prénom", "Nom et prénoms", "Prénoms et nom", "Nom complet", "Participant"),
        width=30,
    ),
    Column(
        code="organisation",
        heading=N_("Organisme"),
        english="Organisation",
        help=N_("D’où elle vient ; peut rester vide."),
        also=("Organisation", "Structure", "Service", "Institution", "Provenance"),
        width=30,
    ),
    Column(
        code="sex",
        heading=N_("Sexe déclaré"),
        english="Declared sex",
        help=N_("Ce que la personne a déclaré : Femme ou Homme ; vide si elle n’a rien déclaré."),
        also=("Sexe", "Genre", "Sexe (F/H)", "F/M", "H/F", "F/H"),
    ),
    Column(
        code="family_name",
        heading=N_("Nom"),
        english="Family name",
        help=N_("Si le fichier met le prénom à part."),
        also=("Nom de famille", "Noms"),
    ),
    Column(
        code="given_names",
        heading=N_("Prénom"),
        english="Given names",
        help=N_("Si le fichier met le prénom à part."),
        also=("Prénoms",),
    ),
)
TEMPLATE = COLUMNS[:3]
_NAMES = Names(COLUMNS)
_NAMING = ("name", "family_name", "given_names")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of the list; ``sex`` is None where its answer cannot be read: it is asked then."""

    number: int
    name: str
    organisation: str
    sex: Sex | None
    answer: str

    def as_plain(self) -> dict[str, Any]:
        """Give the row as it waits in the database."""
        return asdict(self) | {"sex": self.sex.value if self.sex is not None else None}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ReadRow:
        """Take the row back."""
        return cls(**{**plain, "sex": Sex(plain["sex"]) if plain["sex"] else None})


@dataclass(frozen=True, slots=True)
class ReadList:
    """The rows of a list, and the headings of the file that were left aside."""

    rows: tuple[ReadRow, ...]
    aside: tuple[str, ...]


def read_list(sheets: Sequence[Sheet]) -> ReadList:
    """Read the first sheet that has a column of names. Raises :class:`DomainError` on the file."""
    if found := under_headings(sheets, _NAMES, any_of=_NAMING):
        laid, _doubtful = found
        rows = tuple(_rows(laid))
        _refuse_size(rows)
        return ReadList(rows, tuple(laid.aside))
    raise DomainError(
        N_(
            "Aucune colonne de noms n’est trouvée. Donnez un titre à chaque colonne, comme dans le "
            "modèle à télécharger : « Prénom et nom », « Organisme », « Sexe déclaré »."
        ),
        field=FILE,
    )


def sex_of(answer: str) -> Sex | None:
    """Read an answer; None where it is no declaration, and must be asked."""
    if not answer.strip():
        return Sex.NOT_ASKED
    try:
        return sex_written(answer)
    except Unreadable:
        return None


def why_unread(answer: str) -> Message | None:
    """Say why an answer is no declaration; None for one that is, or for no answer."""
    if not answer.strip():
        return None
    try:
        sex_written(answer)
    except Unreadable as error:
        return error.message
    return None


def _rows(laid: Laid) -> list[ReadRow]:
    found = []
    for number, told in laid.rows:
        split = f"{told.get('given_names', '')} {told.get('family_name', '')}".strip()
        name = told.get("name") or split
        answer, organisation = told.get("sex", ""), told.get("organisation", "")
        if not (name or answer or organisation):
            continue
        found.append(
            ReadRow(
                number,
                name[:LONGEST_NAME],
                organisation[:LONGEST_ORGANISATION],
                sex_of(answer),
                answer[:LONGEST_ANSWER],
            )
        )
    return found


def _refuse_size(rows: Sequence[ReadRow]) -> None:
    if not rows:
        raise DomainError(
            N_("Aucune personne n’est écrite sous les titres des colonnes."), field=FILE
        )
    if len(rows) > MOST_PEOPLE:
        raise DomainError(
            N_(
                "Une liste a au plus %(most)d personnes : faites-en deux fichiers.",
                most=MOST_PEOPLE,
            ),
            field=FILE,
        )
