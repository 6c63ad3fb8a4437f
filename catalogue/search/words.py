"""Cut a French or English text into words, and name those that say nothing by themselves."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Letters that decomposition leaves as they are (libraries that fold accents forget œ).
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "đ": "d"},
)
APOSTROPHES = "'’ʼ`´"
# «l’égalité», «jusqu’à»: the little word goes; «aujourd’hui», «women’s» are looked after below.
_ELIDED = re.compile(
    rf"\b(?:l|d|n|s|c|j|m|t|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)[{APOSTROPHES}](?=\w)"
    rf"|(?<=\w)[{APOSTROPHES}](?:s|t|ll|re|ve)\b"
    r"|(?<=\w)[·•‧]\w+",  # «travailleur·se·s» is read as «travailleur»
    re.IGNORECASE,
)
_CUT_WITHIN = re.compile(rf"[{APOSTROPHES}·•‧]")
_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})+")
_SHORTEST_HYPHENATED = 4
_GLUED_BODY = re.compile(r"(iso|iec|cei|en|nf|nm|bs|din|ars|cxs|iwa|ecostand)(?=\d)", re.IGNORECASE)

# fmt: off
# Our own lists, folded.  «sans», «pas», «son», «not», «without» are kept: in a title they say
# something (pas de vis, son, sans plomb).  «en» is left out of running text only: references are
# filed apart, word for word, so that NF EN ISO 20345 keeps its EN.
FRENCH_STOP_WORDS = frozenset({
    "le", "la", "les", "un", "une", "des", "du", "de", "au", "aux", "et", "ou", "en", "dans",
    "par", "pour", "sur", "avec", "ce", "cet", "cette", "ces", "se", "sa", "ses", "leur", "leurs",
    "que", "qui", "dont", "est", "sont", "etre", "il", "elle", "ils", "elles", "on", "ne", "y",
    "nous", "vous", "je", "tu", "lors", "ainsi", "a", "entre", "selon",
})
ENGLISH_STOP_WORDS = frozenset({
    "a", "an", "the", "of", "for", "and", "or", "in", "on", "to", "with", "by", "from", "at",
    "as", "is", "are", "be", "this", "that", "these", "those", "it", "its", "into", "their",
})


# What a word may begin with and be written apart from: «électro-technique», «micro ondes».
JOINED_PREFIXES = frozenset({
    "aero", "agro", "anti", "audio", "auto", "bio", "cardio", "chrono", "co", "contre", "cyber",
    "dermo", "eco", "electro", "ergo", "extra", "geo", "hydro", "hyper", "hypo", "infra", "inter",
    "intra", "macro", "magneto", "meta", "micro", "mini", "mono", "moto", "multi", "nano", "neuro",
    "non", "opto", "para", "photo", "physico", "piezo", "pneumo", "poly", "post", "pre", "psycho",
    "radio", "re", "semi", "servo", "socio", "sous", "spectro", "stereo", "sub", "super", "sur",
    "tele", "thermo", "trans", "ultra", "uni", "video", "work", "foot", "off", "on", "down", "up",
})
# fmt: on


class Word(NamedTuple):
    """A word of a text, as written, and where it stands in it."""

    written: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Drop case and accents: «Œuvre» and «oeuvre», «ÉGALITÉ» and «egalite» are one word."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_LIGATURES).casefold())
    return "".join(char for char in decomposed if char.isalnum())


def words(text: str) -> Iterator[Word]:
    """Give the words of a text in order, elided articles left out, hyphens and apostrophes cut.

    Positions are those of the text given, which must be in composed form (NFC) for accents written
    apart to stay with their letter.
    """
    for start, written in written_spans(text):
        at = start
        for piece in pieces(written):
            yield Word(piece, at, at + len(piece))
            at += len(piece)


def written_words(text: str) -> list[str]:
    """Give the words of a text without their positions, quicker; «iso9001» is not cut yet."""
    return _WORD.findall(_bare(text))


def written_spans(text: str) -> Iterator[tuple[int, str]]:
    """Give where each word of a text starts and how it is written; «iso9001» is not cut yet."""
    return ((found.start(), found[0]) for found in _WORD.finditer(_bare(text)))


def closed_up(text: str) -> Iterator[str]:
    """Give the hyphenated words of a text without their hyphens: «micro-ondes», «microondes»."""
    if "‑" in text or "‐" in text:
        text = text.replace("‑", "-").replace("‐", "-")
    for piece in text.split() if "-" in text else ():
        if "-" in piece and len(piece) > _SHORTEST_HYPHENATED:
            for found in _HYPHENATED.findall(_bare(piece)):
                yield found.replace("-", "")


def pieces(word: str) -> tuple[str, ...]:
    """Cut the name of a body from the number glued to it: «iso9001» is two words."""
    if word.isalpha():
        return (word,)
    body = _GLUED_BODY.match(word)
    return (body[0], word[body.end() :]) if body else (word,)


def _bare(text: str) -> str:
    """Blank out what is cut off words, letting every other letter stand where it is."""
    if not _CUT_WITHIN.search(text):
        return text
    return _ELIDED.sub(lambda found: " " * len(found[0]), text)
