"""Clause numbers and titles: where in the standard a hint stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# «4 Titre», «4.1.2», «A.2 Titre», «Annexe B», «Annex B», «Article 3», «Bibliographie».
_HEADING = re.compile(
    r"^[ \t]*(?:#+[ \t]*)?(?:"
    r"(?P<word>annexe?|article|clause|section)[ \t]+(?P<mark>[A-Z]|[IVX]{1,5}|\d{1,3})\b"
    r"(?P<rest>(?:[.:)]?[ \t]*(?:[–—-]|\(|[.:]|[^\W\d_])[^\n]{0,120})?)"
    r"|(?P<number>(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3}){0,5})[.)]?(?:[ \t]+(?P<title>[^\W\d_][^\n]*))?"
    r"|(?P<alone>bibliographie|bibliography|références[ \t]+normatives|normative[ \t]+references"
    r"|termes[ \t]+et[ \t]+définitions|terms[ \t]+and[ \t]+definitions|avant-propos|foreword|introduction)"
    r")[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NORMATIVE = re.compile(
    r"\b(?:références normatives|normative references|documents de référence)", re.IGNORECASE
)
_BIBLIOGRAPHY = re.compile(
    r"\b(?:bibliograph(?:ie|y)|références bibliographiques)\b", re.IGNORECASE
)
_TERMS = re.compile(
    r"\b(?:termes|terms)\b.{0,12}\b(?:définitions|definitions)\b|^\s*(?:définitions|definitions)\b",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.;,]\s*$")
_CONTENTS = re.compile(r"(?:\.[ \t]?){4,}|…{2,}|\t[ \t]*\d+[ \t]*$")
_UNIT = re.compile(
    r"(?:[mckµn]?m[²³]?|k?g|mg|d?a?N|[kM]?Pa|[mkµ]?[VAWJ]|m?[sl]|min|h|°|Hz|dB|ans|met|clo)\b",
    re.IGNORECASE,
)
_MOST_NUMBER = 60
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause from where its heading starts; ``role`` is terms, references or bibliography."""

    start: int
    number: str
    role: str = ""
    body: int = 0


class Clauses:
    """The clauses of one page, the one in course from the page before included."""

    __slots__ = ("_list", "_starts")

    def __init__(self, text: str, running: Clause | None = None) -> None:
        first = Clause(-1, running.number, running.role) if running else Clause(-1, "")
        self._list = [first]
        for match in _HEADING.finditer(text):
            found = _clause(match, self._list[-1])
            if found is not None:
                self._list.append(found)
        self._starts = [one.start for one in self._list]

    def at(self, place: int) -> Clause:
        """Give the clause that a place of the page belongs to."""
        return self._list[bisect_right(self._starts, place) - 1]

    @property
    def last(self) -> Clause:
        """Give the clause that the next page continues."""
        return self._list[-1]

    def spans(self, role: str, length: int) -> list[tuple[int, int]]:
        """Give the parts of the page whose clause has this role."""
        edges = [*self._starts[1:], length]
        return [
            (max(one.start, 0), edge)
            for one, edge in zip(self._list, edges, strict=True)
            if one.role == role
        ]


def _clause(match: re.Match[str], before: Clause) -> Clause | None:
    line = match.group()
    if match["number"]:
        title = match["title"] or ""
        if not _is_heading(match["number"], title, before.number):
            return None
        number = match["number"].upper()
    elif match["word"]:
        if _ENDS_SENTENCE.search(match["rest"]) or not match["word"][0].isupper():
            return None
        number, title = f"{match['word'].capitalize()} {match['mark'].upper()}", match["rest"]
    else:
        if not match["alone"][0].isupper():
            return None
        number, title = match["alone"].capitalize(), match["alone"]
    role = _role(title)
    if not role and before.role == "terms" and _inside(number, before.number):
        role = "terms"
    return Clause(match.start(), number, role, match.start() + len(line))


def _is_heading(number: str, title: str, running: str) -> bool:
    """Tell a clause number from a list number, a quantity, a table cell or a line of contents."""
    if _CONTENTS.search(title):
        return False
    if "." in number:
        if title[:1].isupper():
            return True
        # «3.1» above its term, or «3.1 term»: only inside the clause in course.
        return _inside(number, running) and not _UNIT.match(title)
    short = bool(title) and title[0].isupper() and int(number) <= _MOST_NUMBER
    return short and len(title) <= _LONGEST_TITLE and not _ENDS_SENTENCE.search(title)


def _inside(number: str, parent: str) -> bool:
    return number.partition(".")[0] == parent.partition(".")[0]


def _role(title: str) -> str:
    if _NORMATIVE.search(title):
        return "references"
    if _BIBLIOGRAPHY.search(title):
        return "bibliography"
    return "terms" if _TERMS.search(title) else ""
