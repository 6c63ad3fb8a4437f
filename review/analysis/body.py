"""Reference persons and body dimensions: one engine, the words of each language given to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.analysis.patterns import any_case
from review.analysis.patterns import looks as flexible
from review.analysis.reading import Found, Page, Rule
from review.analysis.vocabulary import HintKind, WordingClass

NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})?(?:[.,]\d+)?"
# One value or a range: «75», «5 à 95», «1,50 m to 1,90».
VALUE = rf"{NUMBER}(?:\s?(?:kg|m|cm|mm|N)?\s?(?:à|-|–|to|et|and|±|\+/-)\s?{NUMBER})?"

# Words that are units only after a number: «n», «m» and «met» are also other things.
UNITS = frozenset("kg lb n dan m cm mm met mets clo ans".split())
_AFTER_NUMBER = re.compile(r"\d[\s-]?$")
# People are a test panel only when they are counted.
COUNTED = frozenset(
    "participants personnes juges consommateurs utilisateurs évaluateurs adultes observateurs travailleurs "
    "opérateurs porteurs persons people users consumers judges adults observers listeners workers operators".split()
)
_COUNT = any_case(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|[dq]ou?[zi]\w+|quinze|seize|vingt|\w+ante|cent|"
    r"t(?:wo|hree|welve|en)|f(?:our|ive|ifteen)|s(?:ix|even)\w*|eight|nine|eleven|\w+ty|hundred|dozen)\b"
)
_COUNT_REACH = 40
# Without any of these, a sentence cannot say that it is for women and men: told before the rest.
_SEXED = (
    "femme",
    "sex",
    "fémin",
    "mixte",
    "parit",
    "travailleuse",
    "woman",
    "women",
    "female",
    "gender",
    "/",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing said of a body or of a person taken as type.

    ``looks`` is searched in the sentence of the calling word; the match must hold that word.
    ``only`` must and ``unless`` must not be in the sentence; ``sexed`` measures pass when the
    sentence gives women and men. ``alternatives`` are questions turned into wording.
    """

    rule: str
    kind: HintKind
    looks: re.Pattern[str]
    only: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    wording_class: WordingClass | None = None
    alternatives: tuple[str, ...] = ()


def loose(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which «{n}» is a value, blanks and apostrophes are of any kind."""
    return flexible(pattern.replace("{n}", VALUE.replace(" ", r"\x20")))


def rules_of(measures: Mapping[str, tuple[Measure, ...]], both: re.Pattern[str]) -> dict[str, Rule]:
    """Make one rule per calling word (several words may share a key, parted by blanks)."""
    by_word: dict[str, list[Measure]] = {}
    for words, several in measures.items():
        for word in words.split():
            by_word.setdefault(word, []).extend(several)
    return {word: _rule(tuple(several), both) for word, several in by_word.items()}


def _rule(measures: tuple[Measure, ...], both: re.Pattern[str]) -> Rule:
    def read(page: Page, index: int) -> Iterator[Found]:
        place = page.starts[index]
        if not _is_counted(page.lower, page.words[index], place):
            return
        if page.zones.covers(place):
            return
        first, last = page.sentence_bounds(index)
        sentence = page.lower[first:last]
        for measure in measures:
            found = _held(measure, sentence, place - first)
            if found is not None:
                if any(sign in sentence for sign in _SEXED) and both.search(sentence):
                    return
                start, end = found
                yield Found(
                    first + start, first + end, measure.kind, measure.wording_class, measure.rule,
                    measure.alternatives,
                )  # fmt: skip
                return

    return read


def _is_counted(lower: str, word: str, place: int) -> bool:
    """Tell whether a unit, or people who may be a panel, stand after a number; others need none."""
    if word in UNITS:
        return _AFTER_NUMBER.search(lower, max(0, place - 2), place) is not None
    if word in COUNTED:
        return _COUNT.search(lower, max(0, place - _COUNT_REACH), place) is not None
    return True


def _held(measure: Measure, sentence: str, place: int) -> tuple[int, int] | None:
    """Give where the measure stands around the calling word, if it does."""
    if measure.only is not None and not measure.only.search(sentence):
        return None
    if measure.unless is not None and measure.unless.search(sentence):
        return None
    for match in measure.looks.finditer(sentence):
        if match.start() <= place < match.end():
            return match.span()
    return None
