"""What is not the draft's own words: quoted titles, cited standards, treaties, names of bodies."""

from __future__ import annotations

import re
from bisect import bisect_right

from review.analysis.clauses import Clauses

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
    r"«[^«»\n]{0,400}(?:\n[^«»\n]+){0,4}?»|“[^“”\n]{2,300}”|\"[^\"\n]{2,300}\""
    r"|(?<![\w*])\*(?=\S)[^*\n]{2,200}(?<=\S)\*(?![\w*])|(?<!\w)_(?=[A-ZÀ-Ý])[^_\n]{4,200}_(?!\w)"
)
# «ISO 45001:2018, Systèmes de management …»: the title runs to the end of the line or sentence.
_CITED = re.compile(
    r"\b(?:ISO|IEC|CEI|EN|NF|NM|ARS|BS|ASTM|CODEX|CXS|NTE|IWA|DIN|OIML|UIT|ITU|CISPR|OHSAS|SA)"
    r"(?:[/ \u00a0-](?:[A-Z]{1,6}|Guide|Directives?))*[ \u00a0][A-Z]{0,3}[ \u00a0]?\d[\w.-]*(?::\d{4}(?:-\d{2})?)?"
    r"(?:/A\w+:\d{4})?(?:\s?\([^)\n]{1,40}\))?,[ \u00a0\n](?=[A-ZÀ-Ý][a-zà-ÿ])[^;\n]{4,160}?"
    r"(?=\.(?:\s|$)|;|\n|$)"
)
_BODY = re.compile(rf"(?<![.!?]\s)(?<!^)\b(?:{_NAMES})(?={_WORDS}){_WORDS}", re.MULTILINE)
_NATIONAL = re.compile(
    rf"\b(?:{_NAMES})[ \u00a0](?:[a-zé]+[ \u00a0])?(?:nationale?|internationale?|africaine?|malienne?|"
    rf"européenne?|mondiale?|générale?|national|international)\b(?:{_WORDS})?",
    re.IGNORECASE,
)
_ACT = re.compile(
    rf"\b(?:{_ACTS})\b(?=[ \u00a0](?:\(?n[°o]|\d|universelle|africaine|internationale|européenne|"
    rf"relative?s?|sur|de[s ]|du|concernant|portant|on|of|No\b|concerning|[Cc]ollective))(?:{_WORDS})"
)
_LABELS = re.compile(
    r"\b(?:ISBN|ICS|https?://)\S*(?:[ \t][\d.]+)*|\b\S+@\S+\.\w+\b|\b[\w.-]+\.(?:org|com|net|ml|fr|int)\b\S*"
)
_CODE = re.compile(r"`[^`\n]+`|\$[^$\n]+\$|\b\w+\([\w, ]*\)\s*[;{]")

_PATTERNS = (_QUOTED, _CITED, _NATIONAL, _LABELS, _CODE)
_NUMBERED = re.compile(
    r"\w+[ \u00a0](?:\(?n[°o]|\d|No\b|universelle|africaine|internationale|européenne)"
)


class Zones:
    """The parts of a page where the words are somebody else's; ``covers`` asks about a place."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str, clauses: Clauses) -> None:
        spans = [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
        spans += [match.span() for match in _BODY.finditer(text) if _is_name(text, match)]
        spans += [
            match.span()
            for match in _ACT.finditer(text)
            if _is_name(text, match) or _NUMBERED.match(match.group())
        ]
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


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Tell a body's name from a sentence that merely starts with such a word."""
    before = text[max(0, match.start() - 3) : match.start()]
    return bool(re.search(r"[a-zà-ÿ’'][ \u00a0\n]?$", before))
