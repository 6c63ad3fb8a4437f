"""The French nouns of people that we know: their forms, their feminine, what else they can mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from catalogue.shipped_lists import rows_of
from review.analysis.vocabulary import WordingClass

_SPLIT = re.compile(r"[\s’'-]+")
_LINKS = frozenset({"de", "d", "des", "du", "en", "sur", "à", "l", "la"})
_UNCHANGED_PREFIXES = frozenset({"vice", "non", "sous", "technico", "aide", "ex", "co"})


class Sense(StrEnum):
    """What a noun means when the sentence does not say more."""

    PERSON = "person"
    PERSON_FIRST = "person_first"
    THING_FIRST = "thing_first"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"
    """Not in the list: its ending alone makes it a noun of people."""


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """One noun of people in the masculine, as `seed_lists/person_nouns_fr.csv` gives it."""

    noun: str
    feminine: str
    sense: Sense
    wording_class: WordingClass
    neutral_singular: str
    neutral_plural: str
    lexicon: str

    @property
    def rule(self) -> str:
        """Name the rule: the lexicon's code, or the productive pattern."""
        if self.lexicon:
            return self.lexicon
        return "fr.organisation" if self.sense is Sense.ORGANISATION else "fr.person_noun"


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a noun: its words, and whether it is a plural."""

    words: tuple[str, ...]
    plural: bool
    noun: PersonNoun


def plural_of(noun: str) -> str:
    """Put a French noun group in the plural: its first words, up to «de», «en», «sur»."""
    head, link, rest = noun, "", ""
    if found := re.search(r"[\s](?:de\b|d’|des\b|du\b|en\b|sur\b|à\b)", noun):
        head, link, rest = noun[: found.start()], noun[found.start() :], ""
    parts = re.split(r"([\s-])", head)
    several = [
        part if part in _UNCHANGED_PREFIXES or not part.strip(" -") else _plural_word(part)
        for part in parts
    ]
    return "".join(several) + link + rest


def _plural_word(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return f"{word[:-2]}aux"
    return f"{word}s"


@cache
def nouns() -> tuple[PersonNoun, ...]:
    """Give every noun of the shipped list."""
    return tuple(
        PersonNoun(
            noun=row["noun"],
            feminine=row["feminine"],
            sense=Sense(row["sense"]),
            wording_class=WordingClass(row["class"]),
            neutral_singular=row["neutral_singular"],
            neutral_plural=row["neutral_plural"],
            lexicon=row["lexicon"],
        )
        for row in rows_of("person_nouns_fr.csv")
    )


@cache
def forms() -> Mapping[str, tuple[Form, ...]]:
    """Give the written forms by their first word, the longest first."""
    found: dict[str, list[Form]] = {}
    for noun in nouns():
        for written, plural in ((noun.noun, False), (plural_of(noun.noun), True)):
            words = tuple(_SPLIT.split(written))
            known = found.setdefault(words[0], [])
            if all(one.words != words for one in known):
                known.append(Form(words, plural, noun))
    return {
        word: tuple(sorted(several, key=lambda one: -len(one.words)))
        for word, several in found.items()
    }


@cache
def feminine_heads() -> Mapping[str, frozenset[str]]:
    """Give, for the first word of each masculine form, the first words of its feminine forms."""
    heads: dict[str, set[str]] = {}
    for noun in nouns():
        feminine = {_SPLIT.split(one)[0] for one in (noun.feminine, plural_of(noun.feminine))}
        for form in (noun.noun, plural_of(noun.noun)):
            head = _SPLIT.split(form)[0]
            heads.setdefault(head, set()).update(feminine | possible_feminines(head))
    return {word: frozenset(several - {word}) for word, several in heads.items()}


_FEMININES = (
    ("teur", ("trice", "teuse", "teure")),
    ("eur", ("euse", "eure", "eresse")),
    ("ien", ("ienne",)),
    ("éen", ("éenne",)),
    ("yen", ("yenne",)),
    ("on", ("onne",)),
    ("ier", ("ière",)),
    ("er", ("ère",)),
    ("if", ("ive",)),
    ("aux", ("ales",)),
)


def likely_feminine(stem: str) -> str:
    """Give the feminine that an unknown masculine singular most likely has."""
    return _feminines(stem)[0]


@cache
def possible_feminines(word: str) -> frozenset[str]:
    """Give the feminine forms that a masculine word could have, singular and plural."""
    several = _feminines(word.removesuffix("s"))
    return frozenset((*several, *(f"{one}s" for one in several)))


def _feminines(stem: str) -> tuple[str, ...]:
    for ending, feminines in _FEMININES:
        if stem.endswith(ending):
            return tuple(stem[: -len(ending)] + one for one in feminines)
    return (f"{stem}e",)
