"""The rows of a file of series, each judged by the checks that will write it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from catalogue.folding import fold
from catalogue.messages import N_, Message
from review.brought_files.cells import read_cells
from review.brought_files.kinds import JudgedRow
from review.brought_files.tables import Laid
from review.brought_files.vocabulary import SKIPPED
from review.reference_data.file_columns import COLUMNS
from review.reference_data.models import Series, SeriesValue
from review.reference_data.numbers import UnreadableError, read_count
from review.reference_data.services import (
    SeriesFacts,
    TypedValue,
    series_problems,
    value_problems,
)

NEW, KEPT = "new", "kept"
_AMBIGUOUS = N_(
    "Un tableur garde 30 %% ainsi : on ne sait pas s’il faut lire %(percent)s %% ou %(part)s %%. "
    "Écrivez la part avec son signe, dans une case de texte."
)
_DECIMAL_PART = re.compile(r"0?[.,]\d+|1(?:[.,]0+)?", re.ASCII)
_TYPED = ("women", "men", "total", "published_share", "note")


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """What a row will write: a series, unless it joins one, and one of its values."""

    facts: SeriesFacts
    typed: TypedValue

    @property
    def key(self) -> tuple[str, str]:
        """Give what makes rows one series: the title and the place, however written."""
        return fold(self.facts.title), fold(self.facts.place)


def judged(laid: Laid, today: date, known: Mapping[str, Sequence[Series]]) -> list[JudgedRow]:
    """Judge every row; ``known`` gives the series in use by folded title.

    Of rows that make one series, the first asks what is done with all where it exists already.
    """
    first: dict[tuple[str, str], tuple[int, SeriesFacts]] = {}
    years: dict[tuple[tuple[str, str], int | None], int] = {}
    found: list[JudgedRow] = []
    for number, cells in laid.rows:
        read, faults = _read(cells, today)
        if read is None or faults:
            found.append(JudgedRow(number, cells, faults=faults))
            continue
        lead = first.setdefault(read.key, (number, read.facts))
        if differing := _differing(lead[1], read.facts):
            why = N_(
                "La ligne %(number)d, de la même série, dit autre chose : accordez-les.",
                number=lead[0],
            )
            found.append(JudgedRow(number, cells, faults=dict.fromkeys(differing, why)))
            continue
        twin = years.setdefault((read.key, read.typed.year), number)
        there = [one for one in known.get(read.key[0], ()) if fold(one.place) == read.key[1]]
        found.append(_asked(number, cells, read, lead=lead[0], twin=twin, there=there))
    return found


def same_value(typed: TypedValue, year: int | None, values: Sequence[SeriesValue]) -> bool:
    """Tell whether a series in use gives this very value already."""
    counts = tuple(_count(getattr(typed, name)) for name in ("women", "men", "total"))
    share = typed.published_share.replace("%", "").strip().replace(",", ".") or None
    return any(
        one.withdrawn_at is None
        and one.year == year
        and (one.women, one.men, one.total) == counts
        and (one.published_share.replace(",", ".") if one.published_share else None) == share
        for one in values
    )


def _count(text: str) -> int | None:
    try:
        return read_count(text)
    except UnreadableError:
        return None


def _asked(
    number: int,
    cells: Mapping[str, str],
    read: SeriesRow,
    *,
    lead: int,
    twin: int,
    there: Sequence[Series],
) -> JudgedRow:
    if twin != number:
        return JudgedRow(
            number,
            cells,
            read,
            asks=(
                (KEPT, N_("Garder aussi cette valeur, à côté de l’autre")),
                (SKIPPED, N_("Ne pas reprendre cette ligne")),
            ),
            about=N_("La ligne %(number)d donne déjà cette année.", number=twin),
        )
    if not there:
        return JudgedRow(number, cells, read)
    if lead != number:
        return JudgedRow(
            number,
            cells,
            read,
            note=_beside(read.typed, there)
            or N_("Comme la ligne %(number)d, de la même série.", number=lead),
        )
    joins = [
        (
            f"s{one.id}",
            N_(
                "Ajouter les valeurs à la série qui existe (%(publisher)s, %(unit)s)",
                publisher=one.publisher,
                unit=one.unit,
            ),
        )
        for one in there
    ]
    return JudgedRow(
        number,
        cells,
        read,
        asks=(
            *joins,
            (NEW, N_("En faire une autre série, du même titre")),
            (SKIPPED, N_("Ne rien reprendre de cette série")),
        ),
        about=_beside(read.typed, there) or N_("Une série de ce titre et de ce lieu existe déjà."),
    )


def _beside(typed: TypedValue, there: Sequence[Series]) -> Message | None:
    """Say what a series in use gives for the year of a row."""
    for series in there:
        if same_value(typed, typed.year, series.values):
            return N_("Cette valeur est déjà dans la série : elle n’y sera pas ajoutée deux fois.")
        for one in series.values:
            if one.withdrawn_at is None and one.year == typed.year:
                return N_(
                    "La série donne déjà, pour cette année : %(value)s. L’autre se lira à côté.",
                    value=_told(one),
                )
    return None


def _told(one: SeriesValue) -> Message:
    if one.published_share is not None:
        return N_("%(share)s %%, part publiée", share=one.published_share.replace(".", ","))
    unknown = N_("inconnu")
    return N_(
        "femmes %(women)s, hommes %(men)s, total %(total)s",
        women=unknown if one.women is None else one.women,
        men=unknown if one.men is None else one.men,
        total=unknown if one.total is None else one.total,
    )


def _read(cells: Mapping[str, str], today: date) -> tuple[SeriesRow | None, dict[str, Message]]:
    told, faults = read_cells(COLUMNS, cells, today)
    typed = TypedValue(told.get("year"), **{name: cells.get(name, "") for name in _TYPED})
    _numbers, of_value = value_problems(typed, cells.get("unit", ""), today)
    faults = of_value | faults
    written = typed.published_share
    if "published_share" not in faults and _DECIMAL_PART.fullmatch(written):
        part = written.replace(",", ".")
        percent = f"{float(part) * 100:g}".replace(".", ",")
        faults["published_share"] = Message(
            _AMBIGUOUS.msgid, {"percent": percent, "part": f"{float(part):g}".replace(".", ",")}
        )
    if faults:
        return None, faults
    facts = SeriesFacts(
        **{one.name: told[one.name] for one in fields(SeriesFacts)}
        | {"available_on": told["available_on"] or today}
    )
    return SeriesRow(facts, typed), series_problems(facts, today)


def _differing(one: SeriesFacts, other: SeriesFacts) -> list[str]:
    return [
        each.name
        for each in fields(SeriesFacts)
        if each.name not in {"title", "place"}
        and getattr(one, each.name) != getattr(other, each.name)
    ]
