"""Other words, fitted to the article and the number where that is safe; else alternatives only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from catalogue.shipped_lists import rows_of
from review.analysis.person_nouns import PersonNoun, plural_of

MOST = 5
_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"
_ASPIRATED = ("handicap", "handball", "haut", "héros")
# A masculine agreement further on would be broken by a feminine noun.
_MASCULINE = re.compile(
    r"\b(?:il|ils|lui|celui|ceux|seul|muni|assis|inscrit|tenu|prêt|apte|\w{2,}é|\w+eux|\w+if)\b",
    re.IGNORECASE,
)
_FEMININE_HEADS = ("personne", "partie", "unité", "entreprise", "aide")
# Said alike of women and men: only the article tells, so both articles stand.
_EPICENE_HEADS = (
    "responsable",
    "fonctionnaire",
    "collègue",
    "partenaire",
    "novice",
    "spécialiste",
    "porte-parole",
)
# Masculine article: the feminine one, and how each reads when nothing is elided.
_SINGULAR: Mapping[str, tuple[str, str]] = {
    "le": ("la", "le"), "l": ("la", "le"), "un": ("une", "un"), "du": ("de la", "du"),
    "au": ("à la", "au"), "ce": ("cette", "ce"), "cet": ("cette", "ce"), "son": ("sa", "son"),
    "tout": ("toute", "tout"), "chaque": ("chaque", "chaque"), "aucun": ("aucune", "aucun"),
    "notre": ("notre", "notre"), "leur": ("leur", "leur"), "votre": ("votre", "votre"),
    "de": ("de", "de"), "d": ("de", "de"),
}  # fmt: skip
_PLURAL = frozenset("les des aux ces ses leurs nos vos de d".split())


@cache
def lexicon_alternatives(code: str) -> tuple[str, ...]:
    """Give the alternatives of one entry of the shipped lexicons, as their sources word them."""
    for language in ("fr", "en"):
        for row in rows_of(f"lexicon_{language}.csv"):
            if row["id"] == code:
                several = re.split(r"\s*;\s*|\s+/\s+", row["alternatives"])
                return tuple(one.strip() for one in several if one.strip())
    return ()


def for_noun(noun: PersonNoun, *, plural: bool, article: str, after: str) -> tuple[str, ...]:
    """Give other words for a noun of people standing after this article, best first.

    A pair keeps the masculine last, so that agreements further on still hold.
    """
    heeded = not plural and noun.neutral_singular.startswith(_FEMININE_HEADS)
    agreed = heeded and _MASCULINE.search(after) is not None
    return _for_noun(noun, plural, article, agreed)


@lru_cache(maxsize=4096)
def _for_noun(noun: PersonNoun, plural: bool, article: str, agreed: bool) -> tuple[str, ...]:
    feminine = plural_of(noun.feminine) if plural else noun.feminine
    masculine = plural_of(noun.noun) if plural else noun.noun
    neutral = noun.neutral_plural if plural else noun.neutral_singular
    found: list[str] = []
    if plural:
        known = article if article in _PLURAL else ""
        if neutral:
            found.append(_with(known, neutral))
        if feminine != masculine:
            found.append(f"{_with(known, feminine)} et {_with(known, masculine)}")
    else:
        articles = _SINGULAR.get(article)
        if neutral:
            found.append(_fitted(articles, neutral, agreed=agreed))
        if feminine != masculine:
            her, his = articles or ("", "")
            found.append(f"{_with(her, feminine)} ou {_with(his, masculine)}")
    if noun.lexicon:
        several = (in_number(one, plural=plural) for one in lexicon_alternatives(noun.lexicon))
        found += [one for one in several if not any(known.endswith(one) for known in found)]
    return tuple(dict.fromkeys(found))[:MOST]


def in_number(words: str, *, plural: bool) -> str:
    """Put an alternative written «personne(s) qui travaille(nt)» in the singular or the plural."""
    return re.sub(r"\((s|x|nt)\)", r"\1" if plural else "", words)


def _fitted(articles: tuple[str, str] | None, neutral: str, *, agreed: bool) -> str:
    """Put the right article before a singular neutral term, if no later agreement breaks."""
    if articles is None:
        return neutral
    her, his = (_with(article, neutral) for article in articles)
    if neutral.startswith(_FEMININE_HEADS):
        return neutral if agreed else her
    if neutral.startswith(_EPICENE_HEADS) and her != his:
        return f"{articles[0]} ou {his}"
    return his


def _with(article: str, words: str) -> str:
    """Write an article before a word, elided where French elides it."""
    if not article:
        return words
    vowel = words[0].lower() in _VOWELS and not words.lower().startswith(_ASPIRATED)
    if vowel:
        elided = {
            "le": "l’", "la": "l’", "de": "d’", "d": "d’", "de la": "de l’", "du": "de l’",
            "à la": "à l’", "au": "à l’", "ce": "cet ", "sa": "son ",
        }.get(article)  # fmt: skip
        if elided is not None:
            return f"{elided}{words}"
    return f"{'de' if article == 'd' else article} {words}"
