"""A figure in words, in both languages of the sheet: its counts, then what qualifies them. Pure.

It reads a figure as plain data, as the API gives it to whoever asks without an account.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from review.indicators.plain_data import CODE as DEVELOPED
from review.restitution.vocabulary import BESIDE, COUNTS, WORDS

Plain = Mapping[str, Any]
_AND = {"fr": " ; ", "en": "; "}
_IS = {"fr": "\N{NO-BREAK SPACE}: ", "en": ": "}
_OF = {"fr": " sur ", "en": " of "}


def figure_in_words(plain: Plain | None, language: str) -> str:
    """Write a figure in full: «31 sur 103 (30,1 %) ; femmes, personnes distinctes : 27 sur 91 …».

    ``plain`` is None for a figure about people of which no reading is closed.
    """
    if plain is None:
        return f"{WORDS['unknown'][language]} ({WORDS['not_closed'][language]})"
    return _AND[language].join(_parts(plain, language))


def examined_in_words(plain: Plain | None, language: str) -> str:
    """Write how many of the standards of 5.3 have a final marker, over all of them."""
    if plain is None:
        return WORDS["unknown"][language]
    return count_in_words(plain["examined"], plain["denominator"], language)


def counted_in_words(plain: Plain | None, language: str) -> str:
    """Write the first count of a figure alone, without what it is read with."""
    if plain is None:
        return figure_in_words(None, language)
    if plain.get("withheld_for_privacy"):
        return f"{WORDS['unknown'][language]} ({WORDS['hidden'][language]})"
    return count_in_words(plain["numerator"], plain["denominator"], language)


def count_in_words(
    numerator: int | None, denominator: int | None, language: str, *, withheld: bool = False
) -> str:
    """Write a count, alone or over another: «6», «6 sur 20 (30,0 %)», «sans objet»."""
    if numerator is None:
        return WORDS["hidden"][language]
    if denominator is None:
        return str(numerator)
    if not denominator:
        return WORDS["not_applicable"][language]
    share = WORDS["thin"][language] if withheld else _percent(numerator, denominator, language)
    return f"{numerator}{_OF[language]}{denominator} ({share})"


def _parts(plain: Plain, language: str) -> Iterator[str]:
    if plain["code"] == DEVELOPED:
        yield count_in_words(plain["numerator"], plain["denominator"], language)
        if plain["denominator"]:
            yield (
                WORDS["examined"][language].lower()
                + _IS[language]
                + examined_in_words(plain, language)
            )
    elif plain["withheld_for_privacy"]:
        yield f"{WORDS['unknown'][language]} ({WORDS['hidden'][language]})"
    else:
        yield from _lines(plain, language)
    yield from _certainty(plain, language)
    for line in plain.get("beside", ()):
        name = named(line["label_fr"], BESIDE)
        if name is not None and line["denominator"] != 0:
            yield name[language] + _IS[language] + _line(line, language)


def _lines(plain: Plain, language: str) -> Iterator[str]:
    lines = plain["lines"]
    for line in lines:
        told = _line(line, language)
        if len(lines) > 1:
            name = named(line["label_fr"], COUNTS)
            told = (line["label_fr"] if name is None else name[language]) + _IS[language] + told
        elif plain["not_applicable"] and line["denominator"] is None:
            told += f" ({WORDS['no_universe'][language]})"
        yield told


def _line(line: Plain, language: str) -> str:
    withheld = line["withheld_fr"] is not None
    return count_in_words(line["numerator"], line["denominator"], language, withheld=withheld)


def _certainty(plain: Plain, language: str) -> Iterator[str]:
    """Say how much of the figure is known, and between which bounds it lies."""
    exact = plain.get("coverage_exact")
    if exact is None:
        return
    told = []
    if plain["code"] != DEVELOPED:
        told.append(WORDS["declared"][language] + _IS[language] + _rate(Fraction(exact), language))
    bounds = [_rate(Fraction(one), language) for one in plain["interval_exact"] or ()]
    if len(set(bounds)) > 1:
        told.append(WORDS["between"][language].format(*bounds))
    if told:
        yield ", ".join(told)


def named(label: str, names: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    """Give the words of a count; some labels end with a day or a name, which ours leave out."""
    told = label.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return next((words for start, words in names.items() if told.startswith(start)), None)


def _percent(numerator: int, denominator: int, language: str) -> str:
    return _rate(Fraction(numerator, denominator), language)


def _rate(value: Fraction, language: str) -> str:
    """Write a ratio in percent, half up as everywhere: «31,3 %», «31.3%»."""
    tenths = floor(value * 1000 + Fraction(1, 2))
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth}\N{NO-BREAK SPACE}%" if language == "fr" else f"{whole}.{tenth}%"
