"""Who issued a document and of what kind, read from the letters before its number."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SAME_BODY = {
    "CEI": "IEC",
    "UIT": "ITU",
    "ARSO": "ARS",
    "ECOSHAM": "ECOSTAND",
    "CODEX": "CXS",
    "CAC": "CXS",
}
# fmt: off
BODIES = frozenset({
    "ISO", "IEC", "ITU", "IWA", "IEEE", "ASTM", "ASME", "CIE", "SAE", "HL7", "OECD", "UNDP",
    "CXS", "ARS", "AES", "ECOSTAND", "EN", "CEN", "CLC", "CENELEC", "ETSI", "NF", "AFNOR", "BS",
    "BSI", "DIN", "NM", "NI", "NS", "NBF", "ES", "KS", "US", "SANS", "NIS", "IS", "GS", "TZS",
    "RS", "SN", "SNI", "MS", "AS", "NZS", "NT", "NA", "NMX", "NCH", "INTE", "UNE", "UNI", "SIST",
    "IST", "CAN", "CSA", "ANSI", "UL", "API", "GB", "JIS", "GOST", "NBN", "NEN", "DS", "SS",
    "SFS", "OENORM", "PN", "ABNT", "NBR", "IRAM", "NTC",
})
# In these families a year after a hyphen is a year: no part of theirs is numbered 1900 to 2099.
HYPHEN_YEAR = frozenset({
    "ISO", "IEC", "IWA", "ITU", "EN", "NF", "CXS", "ECOSTAND", "ARS", "ASTM", "ASME", "ANSI",
    "IEEE", "GB", "HL7",
})
_STAGES = frozenset({"PWI", "NP", "AWI", "WD", "CD", "CDV", "DIS", "FDIS", "PRF"})
_NOT_A_REFERENCE = frozenset({
    "TC", "SC", "WG", "PC", "JTC", "CTN", "TMB", "TMBG", "ICS", "ODD", "SDG", "ART",
})
# fmt: on
TYPES = {
    "TR": "TR",
    "TS": "TS",
    "PAS": "PAS",
    "ISP": "ISP",
    "TTA": "TTA",
    "DATA": "DATA",
    "SPEC": "SPEC",
    "PDR": "PdR",
    "GUIDE": "Guide",
}
BEFORE_BODY = {"D": "D", "PR": "pr", "FPR": "Fpr"}  # «DARS», «prEN», «FprEN»
LETTERS = r"(?:HL7|[^\W\d_]+)"
_WORD = re.compile(rf"({LETTERS})([^\w]*)", re.IGNORECASE)
# «ISO/IECTR20943», a reference whose spaces were left out
_GLUED = re.compile(rf"\b(ISO|IEC|CEI|IEEE|CEN)({'|'.join(TYPES)})\b", re.IGNORECASE)
_UNKNOWN_BODY = range(2, 9)  # letters in the acronym of a body we have never met


@dataclass(frozen=True, slots=True)
class Head:
    """The letters of a reference: adopting bodies, issuing body, type, stage.

    ``letter`` belongs to the number that follows («X» in «AFNOR SPEC X30-020»).
    """

    prefixes: tuple[str, ...] = ()
    body: str = ""
    doc_type: str = ""
    stage: str = ""
    letter: str = ""


@lru_cache(maxsize=1024)
def read_head(text: str) -> Head | None:
    """Tell the bodies, the document type and the stage apart; None when this is not a reference.

    A body never met is believed when it is written in capitals, as bodies are.
    """
    groups: list[list[str]] = []
    doc_type = stage = letter = ""
    joined = False
    words = _WORD.findall(_GLUED.sub(r"\1 \2", text))
    for position, (word, separator) in enumerate(words):
        name = SAME_BODY.get(word.upper(), word.upper())
        latest = groups[-1] if groups else []
        if name in _NOT_A_REFERENCE:
            return None
        if kind := _document(name, latest):
            doc_type, stage = kind[0] or doc_type, kind[1] or stage
        elif len(name) == 1 and latest and position == len(words) - 1:
            letter = name + ("." if "." in separator else "")
        elif not (name == "STAN" and latest == ["CXS"]):  # «CODEX STAN», the older name of CXS
            draft, body = _body(name, word)
            if not body:
                return None
            stage = stage or draft
            groups[-1:] = [[*latest, body]] if joined and latest else [*groups[-1:], [body]]
        joined = "/" in separator
    *adopters, issuer = ["/".join(group) for group in groups] or [""]
    if not issuer and (doc_type or stage):
        return None
    return Head(tuple(adopters), issuer, doc_type, stage, letter)


def _document(name: str, issuers: list[str]) -> tuple[str, str] | None:
    """Give the document type and stage a word stands for, either of them empty."""
    if name in TYPES:
        return TYPES[name], ""
    if name in _STAGES:
        return "", name
    if name == "R" and "ISO" in issuers:  # the Recommendations ISO issued before 1972
        return "R", ""
    if name[:1] == "D" and name[1:] in TYPES:
        return TYPES[name[1:]], "D"
    return None


def _body(name: str, written: str) -> tuple[str, str]:
    """Give the draft mark glued to a body and the body («DARS»: "D", "ARS"); empty if none."""
    if name in BODIES:
        return "", name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if plain in BODIES:  # «ÍST»
        return "", plain
    for mark in ("FPR", "PR", "D"):
        if name.startswith(mark) and name.removeprefix(mark) in BODIES:
            return mark, name.removeprefix(mark)
    return "", name if written.isupper() and len(name) in _UNKNOWN_BODY else ""
