"""Answers as people write them in a cell, to and from the codes of product_rules §3."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from catalogue.folding import fold
from review.answers.criteria import Criterion
from review.answers.filled import NO, TICKED, YES
from review.answers.vocabulary import MATERIAL_LABELS
from review.offline.layout import Item

YES_WORD, NO_WORD = "Oui", "Non"
UNKNOWN_WORD = "Inconnu"
SEVERAL = "F3"  # the one criterion that takes several answers
_TICKS = frozenset({"oui", "x", "✓", "✔", "vrai", "affirme", "1", TICKED})
_NO_TICKS = frozenset({"", "non", "faux", "0"})
_BETWEEN = re.compile(r"\s*(?:[,;/\n]|\bet\b)\s*")
_COUNT = re.compile(
    r"(?:(?P<before>[0-9]{1,9})\s*)?(?P<who>femmes?|hommes?|f|h)\s*[:=]?\s*(?P<after>[0-9]{1,9})?"
)


def offered(item: Item) -> tuple[str, ...]:
    """Give the words to choose from in the answer cell of a row; none for two numbers."""
    if item.criterion is None:
        return (YES_WORD, NO_WORD)
    if item.counts:
        return ()
    return tuple(str(label) for label in item.criterion.labels.values())


def written(item: Item, texts: Mapping[str, str]) -> str:
    """Write the recorded answer of a row in words, as its cell is prefilled."""
    if item.counts:
        women, men, unknown = (texts[name] for name in item.count_names)
        parts = [
            *([f"{women} femmes"] if women else []),
            *([f"{men} hommes"] if men else []),
            *([UNKNOWN_WORD] if unknown else []),
        ]
        return ", ".join(parts)
    value = texts[f"{item.code}_value"]
    if item.criterion is None:
        return YES_WORD if value else ""
    labels = item.criterion.labels
    if item.code == SEVERAL:
        return ", ".join(str(labels[one]) if one in labels else one for one in _split(value))
    return str(labels[value]) if value in labels else value


def written_material(value: str) -> str:
    """Write «importante» in a word."""
    return {YES: YES_WORD, NO: NO_WORD}.get(value, "")


def understood(item: Item, text: str) -> dict[str, str] | None:
    """Read the answer cell of a row into the inputs of the screen; None if it says nothing.

    Words and codes are accepted alike, whatever their case and accents; nothing is guessed.
    """
    if item.counts:
        return _counts(item, text)
    found = _value(item, text)
    return None if found is None else {f"{item.code}_value": found}


def _value(item: Item, text: str) -> str | None:
    if item.criterion is None:
        folded = fold(text)
        return "" if folded in _NO_TICKS else TICKED if folded in _TICKS else None
    if not text.strip():
        return ""
    if item.code != SEVERAL:
        return _code(item.criterion, text)
    codes = [_code(item.criterion, part) for part in _split(text)]
    if any(one is None for one in codes):
        return None
    return ",".join(one for one in item.criterion.codes if one in codes)


def understood_material(text: str) -> str | None:
    """Read the cell «Importante ?»: oui, non, or nothing; None for anything else."""
    folded = fold(text)
    if not folded:
        return ""
    words = {True: YES, False: NO}
    for value, label in MATERIAL_LABELS.items():
        if folded in {words[value], fold(str(label))}:
            return words[value]
    return None


def _split(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text.strip()) if part]


def _code(criterion: Criterion, text: str) -> str | None:
    return _names(criterion).get(fold(text).rstrip(" ."))


@cache
def _names(criterion: Criterion) -> Mapping[str, str]:
    """Give every writing of an answer that means one code only."""
    meant: dict[str, set[str]] = {}
    for value in criterion.codes:
        label = fold(str(criterion.labels[value]))
        head, colon, tail = label.partition(" : ")
        ways = {value.casefold(), fold(value.replace("_", " ")), label, label.partition(",")[0]}
        if colon:
            ways |= {head, tail}
        for way in ways:
            meant.setdefault(way.strip(), set()).add(value)
    for value in criterion.codes:  # a code always means itself
        meant[value.casefold()] = {value}
    return {way: values.pop() for way, values in meant.items() if way and len(values) == 1}


def _counts(item: Item, text: str) -> dict[str, str] | None:
    women, men, unknown = item.count_names
    told = {women: "", men: "", unknown: ""}
    for part in _split(fold(text)):
        found = _COUNT.fullmatch(part)
        if part.startswith("inconnu"):
            name, value = unknown, TICKED
        elif found is None or (found["before"] is None) == (found["after"] is None):
            return None
        else:
            name = women if found["who"].startswith("f") else men
            value = str(int(found["before"] or found["after"]))
        if told[name]:
            return None
        told[name] = value
    return told
