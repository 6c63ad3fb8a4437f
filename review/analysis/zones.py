"""What is not the draft's own words: quoted titles, cited standards, treaties, names of bodies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import compress

from review.analysis.clauses import Clauses
from review.analysis.sentences import Sentences

_NAMES = (
    r"Associations?|Ordre|Fédérations?|Confédération|Union|Syndicats?|Conseils?|Chambre|Organisation|"
    r"Comité|Commission|Ministère|Direction|Agence|Office|Institut|Caisse|Fonds|Collège|Groupement|"
    r"Maison|Réseau|Coopérative|Cour|Haut[- ]Commissariat|Journée|Centre|Alliance|Ligue|Mutuelle|"
    r"Association|Federation|Society|Institution|Institute|Board|Bureau|Brotherhood|Committee"
)
_ACTS = (
    r"Conventions?|Déclaration|Charte|Protocole|Pacte|Recommandations?|Lois?|Décrets?|Directives?|"
    r"Règlements?|Arrêtés?|Code|Constitution|Traité|Accord|Ordonnance|Convention|Declaration|Charter|"
    r"Protocol|Covenant|Recommendation|Act|Treaty|Regulations?|Directive"
)
_VERBS = (
    r"(?:est|sont|doit|doivent|peut|peuvent|s['’]appliqu\w+|prévoi\w+|exig\w+|fix\w+|impos\w+|demand\w+|"
    r"interdi\w+|oblig\w+|protèg\w+|reconna\w+|définit|énonce\w*|qui|shall|is|are|applies|apply|requires?|which|that)"
)
_WORDS = rf"(?:[ \t\n\u00a0]+(?!{_VERBS}\b)[^\s,;:.()«»]+){{1,16}}"

_QUOTED = re.compile(
    r"[«“\"*_](?:(?<=«)[^«»\n]{0,400}(?:\n[^«»\n]+){0,4}?»|(?<=“)[^“”\n]{2,300}”|(?<=\")[^\"\n]{2,300}\""
    r"|(?<=\*)(?<![\w*]\*)(?=\S)[^*\n]{2,200}(?<=\S)\*(?![\w*])"
    r"|(?<=_)(?<!\w_)(?=[A-ZÀ-Ý])[^_\n]{4,200}_(?!\w))"
)
# «ISO 45001:2018, Systèmes de management …»: the title runs to the end of the line or sentence.
_CITED = re.compile(
    r"[A-Z]+(?:[/ \u00a0-](?:[A-Z]{1,6}|Guide|Directives?))*[ \u00a0][A-Z]{0,3}[ \u00a0]?\d[\w.-]*(?::\d{4}(?:-\d{2})?)?"
    r"(?:/A\w+:\d{4})?(?:\s?\([^)\n]{1,40}\))?,[ \u00a0\n](?=[A-ZÀ-Ý][a-zà-ÿ])[^;\n]{4,160}?"
    r"(?=\.(?:\s|$)|;|\n|$)"
)
_BODY = re.compile(rf"\w+{_WORDS}")
_NATIONAL = re.compile(
    rf"\w+[ \u00a0](?:[a-zé]+[ \u00a0])?(?:nationale?|internationale?|africaine?|malienne?|"
    rf"européenne?|mondiale?|générale?|national|international)\b(?:{_WORDS})?",
    re.IGNORECASE,
)
_ACT = re.compile(
    rf"\w+(?=[ \u00a0](?:\(?n[°o]|\d|universelle|africaine|internationale|européenne|"
    rf"relative?s?|sur|de[s ]|du|concernant|portant|on|of|No\b|concerning|[Cc]ollective))(?:{_WORDS})"
)
_NUMBERED = re.compile(
    r"\w+[ \u00a0](?:\(?n[°o]|\d|No\b|universelle|africaine|internationale|européenne)"
)
_LABEL = re.compile(r"(?:ISBN|ICS)\S*(?:[ \t][\d.]+)*|https?://\S*", re.IGNORECASE)
_ADDRESS = re.compile(r"[@`$](?:(?<=@)\w+\.\w+|(?<=`)[^`\n]+`|(?<=\$)[^$\n]+\$)")
_SENTENCE_GOES_ON = re.compile(r"[a-zà-ÿ’'][ \u00a0\n]?$")

_STANDARDS = frozenset(
    "iso iec cei en nf nm ars bs astm codex cxs nte iwa din oiml uit itu cispr ohsas sa".split()
)
_LABELS = frozenset("isbn ics http https".split())


def _heads(pattern: str) -> frozenset[str]:
    """Give the first words that a pattern of names can start with, plural forms included."""
    several = set()
    for one in pattern.split("|"):
        word = re.split(r"[ [\]-]", one.lower())[0]
        several |= {word.replace("s?", ""), word.replace("?", "")}
    return frozenset(several)


_NAME_HEADS = _heads(_NAMES)
_ACT_HEADS = _heads(_ACTS)
_OPENERS = _STANDARDS | _LABELS | _NAME_HEADS | _ACT_HEADS


class Zones:
    """The parts of a page where the words are somebody else's; ``covers`` asks about a place."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str, sentences: Sentences, clauses: Clauses) -> None:
        spans = [match.span() for match in _QUOTED.finditer(text)]
        spans += [match.span() for match in _ADDRESS.finditer(text)]
        spans += _named(text, sentences)
        for role in ("references", "bibliography"):
            spans += clauses.spans(role, len(text))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, start: int) -> bool:
        """Tell whether the words at this place are quoted, cited or a name."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._ends[at]


def _named(text: str, sentences: Sentences) -> Iterator[tuple[int, int]]:
    """Find cited standards, acts of law and names of bodies by the word that opens each."""
    opening = map(_OPENERS.__contains__, sentences.words)
    for word, start in compress(zip(sentences.words, sentences.starts, strict=True), opening):
        if word in _STANDARDS:
            match = _CITED.match(text, start) if text[start].isupper() else None
        elif word in _NAME_HEADS:
            match = _NATIONAL.match(text, start) or _name(_BODY, text, start)
        elif word in _LABELS:
            match = _LABEL.match(text, start)
        else:
            match = None
        if match is None and word in _ACT_HEADS:
            match = _name(_ACT, text, start)
        if match is not None:
            yield match.span()


def _name(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Tell a name from a sentence that merely starts with such a word."""
    if not text[start].isupper():
        return None
    match = pattern.match(text, start)
    if match is None:
        return None
    goes_on = _SENTENCE_GOES_ON.search(text, max(0, start - 3), start)
    return match if goes_on or (pattern is _ACT and _NUMBERED.match(match.group())) else None
