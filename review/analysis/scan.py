"""Reading the pages of a draft: the one function behind the page and the command."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress

from review.analysis import english, english_body, english_pronouns, french, language
from review.analysis.clauses import Clause, Clauses
from review.analysis.english import read_occupation
from review.analysis.french_nouns import SUFFIXES, read_unknown
from review.analysis.reading import SENTENCE_REACH, Found, Page, Rule, Rules, joined
from review.analysis.sentences import Sentences
from review.analysis.vocabulary import Hint, HintKind, WordingClass

_OTHER_ENOUGH = 3
# Words remembered with their rules: the vocabulary of many documents, yet bounded.
_MOST_WORDS = 100_000


class _Table(dict[str, tuple[Rule, ...]]):
    """The rules of one language for each word met: those it calls, or the one for its ending."""

    def __init__(self, by_word: Rules, by_ending: Rule, endings: tuple[str, ...]) -> None:
        super().__init__(by_word)
        self._by_ending = (by_ending,)
        self._endings = endings

    def __missing__(self, word: str) -> tuple[Rule, ...]:
        rules = self._by_ending if word.endswith(self._endings) else ()
        if len(self) < _MOST_WORDS:
            self[word] = rules
        return rules


@cache
def _rules(code: str) -> _Table:
    if code == "fr":
        return _Table(french.rules(), read_unknown, SUFFIXES)
    tables = (english.TABLE, english_pronouns.TABLE, english_body.TABLE)
    return _Table(joined(*tables), read_occupation, ("man", "men"))


def scan(pages: Sequence[str], language_code: str = "auto") -> list[Hint]:
    """Read the repaired text of a draft, page by page, and give what deserves a look.

    ``language_code`` is ``fr``, ``en`` or ``auto`` (told page by page). Hints are never verdicts:
    they stand in the order of the text, page numbers start at 1, and each ``text`` is exactly what
    the page holds from ``start`` to ``end``.
    """
    sentences = [Sentences(text) for text in pages]
    hints: list[Hint] = []
    running: Clause | None = None
    known = language_code != "auto"
    weights = [(0, 0) if known else language.weigh(one.words) for one in sentences]
    codes = [language_code] * len(pages) if known else language.of_pages(weights)
    for number, (cut, code, weight) in enumerate(
        zip(sentences, codes, weights, strict=True), start=1
    ):
        clauses = Clauses(cut.text, running)
        running = clauses.last
        page = Page(cut.text, cut, clauses)
        found = list(_read(page, code))
        if min(weight) >= _OTHER_ENOUGH:
            found = _in_their_language(page, code, found)
        hints += [_hint(page, number, one) for one in _apart(found)]
    return hints


def _read(page: Page, code: str) -> Iterator[Found]:
    table = _rules(code)
    called = list(map(table.__getitem__, page.words))
    for index, rules in compress(enumerate(called), called):
        for rule in rules:
            yield from rule(page, index)


def _in_their_language(page: Page, code: str, found: list[Found]) -> list[Found]:
    """On a page in two languages, read each paragraph by the rules of its own."""
    other = "en" if code == "fr" else "fr"
    both = [(code, one) for one in found] + [(other, one) for one in _read(page, other)]
    return [one for told, one in both if _paragraph_language(page, one.start, code) == told]


def _paragraph_language(page: Page, place: int, usual: str) -> str:
    first, last = page.sentences.bounds(place)
    first, last = max(first, place - SENTENCE_REACH), min(last, place + SENTENCE_REACH)
    words = page.words[bisect_left(page.starts, first) : bisect_left(page.starts, last)]
    french_words, english_words = language.weigh(words)
    if french_words == english_words:
        return usual
    return "fr" if french_words > english_words else "en"


def _apart(found: Iterable[Found]) -> list[Found]:
    """Keep one hint per place and family: the longest where several overlap."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        before = next((each for each in reversed(kept[-3:]) if _same_place(each, one)), None)
        if before is None:
            kept.append(one)
        elif one.end - one.start > before.end - before.start:
            kept[kept.index(before)] = one
    persons = [each for each in kept if each.kind is HintKind.REFERENCE_PERSON]
    starts = [each.start for each in persons]
    return sorted(
        (each for each in kept if not _within(each, persons, starts)),
        key=lambda each: (each.start, each.end),
    )


def _within(one: Found, persons: Sequence[Found], starts: Sequence[int]) -> bool:
    """Tell a noun to be judged inside a reference person: one look at the place is enough."""
    if one.kind is not HintKind.WORDING or one.wording_class is WordingClass.A:
        return False
    at = bisect_right(starts, one.start) - 1
    return at >= 0 and one.end <= persons[at].end


def _same_place(one: Found, other: Found) -> bool:
    wording = HintKind.WORDING
    return other.start < one.end and (one.kind is wording) == (other.kind is wording)


def _hint(page: Page, number: int, found: Found) -> Hint:
    clause = page.clauses.at(found.start)
    wording_class, rule = found.wording_class, found.rule
    if found.kind is HintKind.WORDING and clause.role == "terms" and _is_term(page, found, clause):
        wording_class, rule = WordingClass.C, "defined_term"
    return Hint(
        page=number,
        clause=clause.number,
        start=found.start,
        end=found.end,
        text=page.text[found.start : found.end],
        kind=found.kind,
        wording_class=wording_class,
        rule=rule,
        suggestions=found.suggestions,
        context=page.sentences.around(found.start, found.end),
    )


_LONGEST_TERM = 80
_ARTICLE_AND_NUMBER = 2


def _is_term(page: Page, found: Found, clause: Clause) -> bool:
    """Tell whether the words are the term being defined: alone on its line, or before its colon."""
    first = page.text.rfind("\n", 0, found.start) + 1
    last = page.text.find("\n", found.end)
    line = page.text[first : last if last >= 0 else len(page.text)]
    head = line[: found.start - first]
    rest = line[found.end - first :]
    if len(head) > _LONGEST_TERM or any(mark in head for mark in (":", ". ", "–", ",")):
        return False
    colon = rest.find(":")
    if 0 <= colon < _LONGEST_TERM:
        return True
    short = len(line) <= _LONGEST_TERM and not line.rstrip().endswith((".", ";", ","))
    lead = head.split()
    opens = not lead or lead[0][0].isdigit() or len(lead) <= _ARTICLE_AND_NUMBER
    return (
        short and opens and found.start > clause.start and _above_is_number(page.text, first, head)
    )


def _above_is_number(text: str, first: int, head: str) -> bool:
    """Tell whether a term's number stands before it or on the line above."""
    if head.strip()[:1].isdigit():
        return True
    above = text[:first].rstrip().rpartition("\n")[2].strip()
    return (bool(above) and (above[0].isdigit() or above.isupper())) or not above
