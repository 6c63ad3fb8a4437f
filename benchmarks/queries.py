"""Queries as people type them, made from real titles and references by a seed.

Nothing here looks at the search engine: a query is made from one record, and right answers are
that record, any other of equal title, and for an undated reference the edition in force.
"""

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalogue.records.designation import Designation, parse
from catalogue.search.documents import RecordStatus, SearchDocument

_WORD = re.compile(r"[^\W\d_]+")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_INFLECTED = 5  # letters
_SHORTEST_MISTYPED = 4  # letters
# What an ending becomes in the other number; None where a rule might be wrong.
_FRENCH_NUMBERS = (
    *((word, None) for word in ("tuyaux", "matériaux", "noyaux", "taux", "travaux", "vitraux")),
    ("eaux", "eau"),
    ("aux", "al"),
    *((ending, None) for ending in ("ss", "us", "is", "as", "os", "ès", "ins", "x", "z")),
    ("s", ""),
    ("eau", "eaux"),
    ("eu", "eux"),
    ("al", "aux"),
)
_ENGLISH_NUMBERS = (
    ("ies", "y"),
    *((ending + "es", ending) for ending in ("ch", "sh", "x", "ss")),
    *((ending, None) for ending in ("ss", "us", "is", "ics", "as", "os", "ous")),
    ("s", ""),
    *((vowel + "y", vowel + "ys") for vowel in "aeou"),
    ("y", "ies"),
    *((ending, ending + "es") for ending in ("ch", "sh", "x")),
)
# A plural is only made of what looks like a noun.
_ENGLISH_NOUNS = (*("er", "or", "ion", "ment", "ing", "al", "le", "ne", "re", "st", "el", "em"),)


@dataclass(frozen=True, slots=True)
class Case:
    """A query, the record it was made from, the keys that are right, and how clear it is.

    ``titles`` is the number of different titles that hold what was typed, word for word and little
    words included.  Where they are more than ten, the first ten results cannot hold them all,
    whoever ranks them.
    """

    typed: str
    made_from: SearchDocument
    right: frozenset[str]
    titles: int = 1


class Makers:
    """Makes the cases of each class from some records, given all of them."""

    def __init__(self, documents: Sequence[SearchDocument], seed: int) -> None:
        self._rng = random.Random(seed)
        self._by_title: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[str, str] = {}  # folded, one space around each word, by language
        self._editions: dict[tuple[object, ...], list[SearchDocument]] = defaultdict(list)
        for one in documents:
            for title in {one.title_fr, one.title_en} - {""}:
                self._by_title[plain(title)].add(one.key)
            if designation := parse(one.reference):
                self._editions[_undated(designation)].append(one)
        self._all_titles = "\n".join(f" {title} " for title in self._by_title)
        self.classes: dict[str, Callable[[SearchDocument], Case | None]] = {
            "without accents": self._without_accents,
            "inflected, French": self._inflected_french,
            "inflected, English": self._inflected_english,
            "first words, French": self._first_words,
            "one typing error": self._typing_error,
            "references": self._reference,
            "English": self._english,
            "whole titles": self._whole,
        }

    def cases(self, name: str, records: Sequence[SearchDocument], count: int) -> list[Case]:
        """Make so many cases of a class."""
        make = self.classes[name]
        found: list[Case] = []
        while len(found) < count:
            case = make(self._rng.choice(records))
            if case is not None and re.search(r"\w", case.typed):
                found.append(case)
        return found

    def _case(self, typed: str, record: SearchDocument, meant: str | None = None) -> Case:
        right = {record.key}
        for title in {record.title_fr, record.title_en} - {""}:
            right |= self._by_title[plain(title)]
        return Case(typed, record, frozenset(right), self._holding(meant or typed))

    def _holding(self, meant: str) -> int:
        words, titles, at = f" {plain(meant)} ", 0, 0
        while at >= 0 and (at := self._all_titles.find(words, at)) >= 0:
            titles += 1
            at = self._all_titles.find("\n", at)
        return max(1, titles)

    def _run(self, title: str, fewest: int, most: int) -> str:
        """Take some words that follow each other, dashes between them left out."""
        words = [word for word in title.split() if re.search(r"\w", word)]
        count = self._rng.randint(fewest, most)
        start = self._rng.randint(0, max(0, len(words) - count))
        return " ".join(words[start : start + count]).strip(" .,;:()-")

    def _without_accents(self, record: SearchDocument) -> Case | None:
        typed = self._run(record.title_fr, 4, 9)
        bare = without_accents(typed)
        return None if bare == typed else self._case(bare.lower(), record)

    def _inflected_french(self, record: SearchDocument) -> Case | None:
        return self._inflected(record, record.title_fr, french_other_number)

    def _inflected_english(self, record: SearchDocument) -> Case | None:
        return self._inflected(record, record.title_en, english_other_number)

    def _inflected(
        self, record: SearchDocument, title: str, other: Callable[[str], str | None]
    ) -> Case | None:
        meant = self._run(title, 4, 8)
        spots = [spot for spot in _WORD.finditer(meant) if other(spot[0].lower())]
        if not spots:
            return None
        typed = meant
        for spot in sorted(
            self._rng.sample(spots, min(len(spots), self._rng.randint(1, 2))),
            key=lambda spot: -spot.start(),
        ):
            typed = typed[: spot.start()] + (other(spot[0].lower()) or "") + typed[spot.end() :]
        return self._case(typed, record, meant)

    def _first_words(self, record: SearchDocument) -> Case | None:
        words = record.title_fr.split()
        count = self._rng.randint(3, 7)
        if len(words) <= count:
            return None
        return self._case(" ".join(words[:count]), record)

    def _typing_error(self, record: SearchDocument) -> Case | None:
        french = record.title_fr and self._rng.random() < 2 / 3
        meant = self._run(record.title_fr if french else record.title_en, 3, 7)
        spots = [spot for spot in _WORD.finditer(meant) if len(spot[0]) >= _SHORTEST_MISTYPED]
        if not spots:
            return None
        spot = self._rng.choice(spots)
        wrong = self.mistyped(spot[0])
        return self._case(meant[: spot.start()] + wrong + meant[spot.end() :], record, meant)

    def mistyped(self, word: str) -> str:
        """Make one typing error in a word."""
        rng = self._rng
        at = rng.randrange(len(word))
        wrong = word
        while wrong == word:
            letter = rng.choice(_ALPHABET)
            turn = rng.randrange(4)
            before = min(at, len(word) - 2)
            wrong = (
                word[:at] + letter + word[at + 1 :],
                word[:before] + word[before + 1] + word[before] + word[before + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
            )[turn]
            at = rng.randrange(len(word))
        return wrong

    def _english(self, record: SearchDocument) -> Case | None:
        return self._case(self._run(record.title_en, 4, 9).lower(), record)

    def _whole(self, record: SearchDocument) -> Case | None:
        title = (
            record.title_fr if record.title_fr and self._rng.random() < 2 / 3 else (record.title_en)
        )
        return self._case(title, record)

    def _reference(self, record: SearchDocument) -> Case | None:
        designation = parse(record.reference)
        if designation is None:
            return None
        dated = self._rng.random() < 1 / 2 and designation.year is not None
        typed = self.written(designation, dated=dated)
        if dated:
            return Case(typed, record, frozenset({record.key}))
        editions = self._editions[_undated(designation)]
        in_force = [one for one in editions if one.status is RecordStatus.PUBLISHED]
        latest = max(editions, key=lambda one: one.year or 0)
        right = {one.key for one in in_force or [latest]}
        return Case(typed, record, frozenset(right))

    def written(self, designation: Designation, *, dated: bool) -> str:
        """Write a reference in one of the ways people do."""
        rng = self._rng
        body = designation.body
        if rng.random() < 1 / 3:
            body = body.replace("IEC", "CEI")
        kind, number, part = designation.doc_type, designation.number, designation.part
        supplements = "".join(
            f"/{one.kind} {one.number}" + (f":{one.year}" if one.year and dated else "")
            for one in designation.supplements
        )
        stage = designation.stage
        head = " ".join(piece for piece in (body, stage, kind) if piece)
        separator = rng.choice(("-", "-", "-", " ")) if not supplements else "-"
        whole = number + (f"{separator}{part}" if part else "")
        year = f":{designation.year}" if dated else ""
        ways = [
            f"{head} {whole}{year}{supplements}",
            f"{head} {whole}{year}{supplements}".lower(),
            f"{head}{whole}{year}{supplements}",
            f"{head.lower()}{whole}{year}{supplements.lower()}",
        ]
        if not supplements:
            ways += [
                f"NM {head} {whole}{year}",
                f"norme {head} {whole}{year}",
                f"NF EN {head} {whole}{year}",
            ]
            if separator == "-":
                ways.append(f"{head} {whole}".lower().replace(" ", "-") + year.replace(":", "-"))
                ways.append(f"{whole}{year}")
            if dated:
                ways.append(f"{head} {whole}{year}(F)")
        else:
            ways.append(f"{head} {whole}{year}{supplements.replace('/', ' ')}")
            ways.append(f"{head} {whole}{year}{supplements.replace(' ', '')}")
        return rng.choice(ways)


def _undated(designation: Designation) -> tuple[object, ...]:
    supplements = tuple((one.kind, one.number) for one in designation.supplements)
    return (
        designation.body,
        designation.doc_type,
        designation.stage,
        designation.number,
        designation.part,
        supplements,
    )


def plain(text: str) -> str:
    """Drop case, accents and signs: what makes two titles equal."""
    return " ".join(re.findall(r"[^\W_]+", without_accents(text).lower()))


def without_accents(text: str) -> str:
    """Drop accents, as a keyboard without them types."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def french_other_number(word: str) -> str | None:
    """Give the plural of a French singular or the reverse; None where a rule might be wrong."""
    return _other_number(word, _FRENCH_NUMBERS, "s") if word.isalpha() else None


def english_other_number(word: str) -> str | None:
    """Give the plural of an English singular or the reverse; None where a rule might be wrong."""
    if not (word.isalpha() and word.isascii()):
        return None
    plural = "s" if word.endswith(_ENGLISH_NOUNS) else None
    return _other_number(word, _ENGLISH_NUMBERS, plural)


def _other_number(
    word: str, endings: Sequence[tuple[str, str | None]], plural: str | None
) -> str | None:
    if len(word) < _SHORTEST_INFLECTED:
        return None
    for ending, other in endings:
        if word.endswith(ending):
            return None if other is None else word.removesuffix(ending) + other
    return word + plural if plural else None
