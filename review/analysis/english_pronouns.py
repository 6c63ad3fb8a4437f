"""English pronouns said of anybody: «he», «his», «she»; pairs are for the reader to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.analysis.patterns import any_case
from review.analysis.reading import SENTENCE_REACH, Found, Page, Rule
from review.analysis.suggestions import lexicon_alternatives
from review.analysis.vocabulary import HintKind, WordingClass

_NEAR = 30
# Helium, a part of a word, an initial.
_NO_PRONOUN = re.compile(
    r"[-–/(’']|\s+(?:gas|leak|atmosphere|carrier|plasma|flow|mass|purge|II?\b|at\s+\d|\d|and\s+(?:Ar|Ne|N|H)\b)"
    r"|\s*[,=:+]\s*(?:Ar|Ne|N|H|Kr)\b"
)
_HELIUM = re.compile(r"\s+(?:is|was)\s+(?:used|supplied|injected|detected|an?\s+(?:inert|noble))")
_NAMED_MAN = re.compile(
    r"\b(?:Mr|Dr|Prof|Sir|President|Minister|King|Pope)\.?\s+[A-Z]|\b(?:husband|father|son|boy|male|man|king|brother|bull|ram|boar|stallion|cockerel)\b"
)
_WOMAN = re.compile(
    r"\b(?:wom[ae]n|mothers?|pregnan\w+|females?|girls?|Mrs|Ms|Miss|lady|ladies|breast\w*|wife|midwife|daughter|sister|"
    r"queen|ships?|vessels?|cows?|ewes?|sows?|mares?|hens?|goats?|heifers?|dams?|bitch)\b",
    re.IGNORECASE,
)
_OR_SHE = re.compile(r"\s*(?:or|/|and)\s*(?:she|hers?|herself)\b|\s*\(or\s+she\)", re.IGNORECASE)
_OR_HE = re.compile(r"\s*(?:or|/|and)\s*(?:he|his|him|himself)\b|\s*\(or\s+he\)", re.IGNORECASE)
_SHE_OR = any_case(r"\b(?:she|hers?|herself)\s*(?:or|/|and)\s*$|\bs/$|\(s\)$")
_HE_OR = any_case(r"\b(?:he|his|him|himself)\s*(?:or|/|and)\s*$|[(/]$")
_TITLE = re.compile(r"\s+(?:Excellency|Majesty|Highness|Honou?r|Holiness|Eminence)\b")
_BETTER: dict[str, tuple[str, ...]] = {
    "he": ("they",),
    "she": ("they",),
    "his": ("their", "the"),
    "him": ("them",),
    "himself": ("themselves",),
    "herself": ("themselves",),
    "her": ("their", "them", "the"),
    "hers": ("theirs",),
}
_S_HE = any_case(r"s(?:/|\))he\b")


def read_he(page: Page, index: int) -> Iterator[Found]:
    """Read «he», «his», «him» said of anybody (EN41); helium, acronyms and named men pass."""
    yield from _read(page, index, "EN41", pair=_OR_SHE, second=_SHE_OR, owner=_NAMED_MAN)


def read_she(page: Page, index: int) -> Iterator[Found]:
    """Read «she», «her» said of anybody (EN43); women's own matters, ships and names pass."""
    yield from _read(page, index, "EN43", pair=_OR_HE, second=_HE_OR, owner=_WOMAN)


def read_s_he(page: Page, index: int) -> Iterator[Found]:
    """Read «s/he», «(s)he» (EN42)."""
    match = _S_HE.match(page.lower, page.starts[index])
    if match is not None and not page.zones.covers(match.start()):
        yield _found(match.start(), match.end(), "EN42", WordingClass.B)


def _read(
    page: Page,
    index: int,
    code: str,
    *,
    pair: re.Pattern[str],
    second: re.Pattern[str],
    owner: re.Pattern[str],
) -> Iterator[Found]:
    start, end = page.starts[index], page.ends[index]
    after = page.text[end : end + _NEAR]
    both = pair.match(after)
    if page.zones.covers(start):
        return
    if both is not None:
        yield _found(start, end + both.end(), "EN42", WordingClass.B)
    elif not (
        _is_other_word(page, index, after)
        or _TITLE.match(after)
        or second.search(page.before(index))
        or owner.search(_said_before(page, index))
    ):
        words = (*_BETTER[page.words[index]], "plural", "repeat the noun")
        yield Found(start, end, HintKind.WORDING, WordingClass.A, code, words)


def _is_other_word(page: Page, index: int, after: str) -> bool:
    """Tell helium and acronyms from the pronoun."""
    text = page.text[page.starts[index] : page.ends[index]]
    if text.isupper() or _NO_PRONOUN.match(after) or page.gap(index)[-1:] in {"/", "-", "’", "'"}:
        return True
    return text == "He" and (not page.starts_sentence(index) or _HELIUM.match(after) is not None)


def _said_before(page: Page, index: int) -> str:
    """Give what could own the pronoun: its sentence, and the one before when it opens with it."""
    first, last = page.sentences.bounds(page.starts[index])
    if page.starts_sentence(index) and first > 0 and "\n" not in page.text[first - 1 : first]:
        first = page.sentences.bounds(first - 1)[0]
    place = page.starts[index]
    return page.text[max(first, place - SENTENCE_REACH) : min(last, place + SENTENCE_REACH)]


def _found(start: int, end: int, code: str, wording_class: WordingClass) -> Found:
    return Found(start, end, HintKind.WORDING, wording_class, code, lexicon_alternatives(code))


TABLE: dict[str, Rule] = {
    **dict.fromkeys(("he", "his", "him", "himself"), read_he),
    **dict.fromkeys(("she", "her", "hers", "herself"), read_she),
    "s": read_s_he,
}
