"""French nouns of people in the masculine: a productive class, read with what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from review.analysis import french_cues as cues
from review.analysis.person_nouns import (
    Form,
    PersonNoun,
    Sense,
    feminine_heads,
    forms,
    likely_feminine,
    possible_feminines,
)
from review.analysis.reading import Found, Page
from review.analysis.suggestions import for_noun
from review.analysis.vocabulary import HintKind, WordingClass

SUFFIXES = ("eur", "eurs", "ien", "iens", "ier", "iers", "éens")
_SHORTEST = 6
_RECEIPTS = frozenset({"accusé", "accusés"})
_ABROAD = frozenset({"étranger", "étrangers"})
_COMPOUNDS = frozenset({"chef", "chefs", "maître", "maîtres"})
PAIR_WORDS = 7
_LINK = re.compile(r"^[\s\u00a0’'‐‑-]*$")
_HYPHENS = frozenset("‐‑-")
# Nouns built on a verb: the same letters are a participle or an infinitive without their article.
_VERBAL = ("ant", "ants", "é", "és", "u", "us")
_FEMININE_ARTICLES = frozenset({"la", "une"})
_PLURAL_ARTICLES = frozenset({"les", "des", "aux", "ces", "leurs", "plusieurs", "quelques"})
_BEFORE_PLURAL = frozenset({"de", "d", "par", "entre", "pour", "avec", "et", "ou", "chez"})
_VERBS = frozenset(
    {
        "boucher",
        "officier",
        "pâtissier",
        "commis",
        "marin",
        "patient",
        "sapeur",
        "berger",
        "écailler",
    }
)
# Letters that look like a noun of people and never are: devices, qualities, adjectives.
_NEVER = re.compile(
    r"(?:[hv]aleur|longueur|largeur|hauteur|épaisseur|profondeur|grosseur|couleur|odeur|saveur|vapeur|erreur|teneur|"
    r"grandeur|rigueur|vigueur|douceur|fraîcheur|raideur|lenteur|pesanteur|humeur|tumeur|liqueur|sueur|lueur|"
    r"moteur|facteur|vecteur|secteur|capteur|ordinateur|indicateur|inférieur|supérieur|extérieur|intérieur|antérieur|"
    r"postérieur|ultérieur|meilleur|plusieurs|ailleurs|d[ée]nominateur|numérateur|catalyseur|stabilisateur|"
    r"colorateur|isolateur|réacteur|tracteur|compresseur|condenseur|évaporateur|congélateur|réfrigérateur|ascenseur|"
    r"interrupteur|disjoncteur|sectionneur|contacteur|connecteur|détecteur|amplificateur|oscillateur|"
    r"ventilateur|radiateur|accumulateur|convertisseur|onduleur|redresseur|variateur|actionneur|démarreur|"
    r"premier|dernier|papier|acier|calendrier|dossier|courrier|fichier|clavier|quartier|métier|atelier|"
    r"chantier|escalier|palier|levier|panier|gravier|mortier|cahier|sentier|fumier|janvier|février|entier|"
    r"singulier|régulier|plancher|pilier|quotidien|moyen|lien|maintien|entretien|soutien|ancien|rien|combien|bien)s?$"
)


@cache
def _by_suffix(word: str) -> PersonNoun | None:
    """Make the noun that an unknown word could be, by its ending; None for what cannot be one."""
    if len(word) < _SHORTEST or not word.endswith(SUFFIXES) or _NEVER.match(word):
        return None
    stem = word.removesuffix("s")
    feminine = likely_feminine(stem)
    return PersonNoun(stem, feminine, Sense.UNKNOWN, WordingClass.B, "", "", "")


def read_unknown(page: Page, index: int) -> Iterator[Found]:
    """Read a word that only its ending makes a noun of people: shown if the sentence says so."""
    word = page.words[index]
    noun = _by_suffix(word)
    if noun is not None and _is_people(page, index):
        noun = replace(noun, sense=Sense.PERSON)
    if noun is not None:
        yield from _read(page, index, Form((word,), word.endswith("s"), noun))


def _is_people(page: Page, index: int) -> bool:
    """Tell «les Maliens», «aux Guinéens»: a capital, a plural and an article."""
    plural = page.words[index].endswith("ens") and page.is_capitalised(index)
    return plural and index > 0 and page.words[index - 1] in {"les", "des", "aux"}


def read_known(page: Page, index: int) -> Iterator[Found]:
    """Read a word that starts a known noun of people."""
    following = page.words[index + 1] if index + 1 < len(page.words) else ""
    for form in forms()[page.words[index]]:
        if len(form.words) == 1 or (
            form.words[1] == following and _stands(page, index, form.words)
        ):
            yield from _read(page, index, form)
            return


def _stands(page: Page, index: int, several: tuple[str, ...]) -> bool:
    if tuple(page.words[index : index + len(several)]) != several:
        return False
    return all(_LINK.match(page.gap(index + step)) for step in range(1, len(several)))


def _read(page: Page, index: int, form: Form) -> Iterator[Found]:
    last = index + len(form.words) - 1
    start, end = page.starts[index], page.ends[last]
    if page.zones.covers(start) or not _is_noun(page, index, form):
        return
    if _is_other_word(page, index, form):
        return
    if cues.has_feminine_ending(page.lower, end) or _is_paired(page, index, last, form):
        return
    before, after, written_before, written_after = page.sides(index, last)
    if not _means_person(form, before, after, written_after) and not _is_beside_people(
        page, index, last, form
    ):
        return
    if cues.BOTH_SEXES_AFTER.match(after) or _is_proper(page, index, written_before, written_after):
        return
    article = page.words[index - 1] if index and _LINK.match(page.gap(index)) else ""
    wording = _class_of(form, after)
    rule = form.noun.rule if wording[0] is None else wording[1]
    yield Found(
        start,
        end,
        HintKind.WORDING,
        wording[0] or form.noun.wording_class,
        rule,
        for_noun(form.noun, plural=form.plural, article=article, after=after),
    )


def _is_other_word(page: Page, index: int, form: Form) -> bool:
    """Tell «chef-lieu», «accusé de réception», and «étranger» abroad or as an adjective."""
    word = form.words[0]
    if word in _RECEIPTS:
        return page.words[index + 1 : index + 3] == ["de", "réception"]
    if word in _COMPOUNDS:
        return cues.COMPOUND.match(page.lower, page.starts[index]) is not None
    return word in _ABROAD and not (
        form.plural and index > 0 and page.words[index - 1] in {"les", "des", "aux", "d"}
    )


def _class_of(form: Form, after: str) -> tuple[WordingClass | None, str]:
    if form.words[0] in {"fournisseur", "fournisseurs"} and re.match(r"\s+de\s+services?\b", after):
        return WordingClass.A, "FR06"
    return None, ""


def _is_noun(page: Page, index: int, form: Form) -> bool:
    """Tell a noun from an adjective, a participle or an infinitive by the word before it."""
    word = form.words[0]
    if page.starts_sentence(index):
        verbal = word.endswith(("ant", "é", "u")) and len(form.words) == 1
        return not verbal and (word not in _VERBS or form.plural)
    gap, previous = page.gap(index), page.words[index - 1]
    if gap in _HYPHENS:
        return previous in cues.LINKED_BEFORE and word not in {"marin", "marins"}
    if gap != " " and not _LINK.match(gap):
        verbal = word.endswith(_VERBAL) and len(form.words) == 1
        return not (verbal and not form.plural) and gap.strip() != "."
    verbal = len(form.words) == 1 and (word.endswith(_VERBAL) or word in _VERBS)
    if verbal and not (form.plural and previous in _BEFORE_PLURAL):
        return previous in cues.STRICT and not _is_verb(page, index)
    return previous in cues.OPEN or previous.isdecimal()


def _is_verb(page: Page, index: int) -> bool:
    """Tell «en le remplaçant», «les surveillant», «le son associé»: what precedes is no article."""
    article = page.words[index - 1]
    if article in _FEMININE_ARTICLES or (
        article in _PLURAL_ARTICLES and not page.words[index].endswith("s")
    ):
        return True
    if index < 2:  # noqa: PLR2004 - two words before
        return False
    before = page.words[index - 2]
    sound = article == "son" and before in {"le", "du", "un", "au"}
    return sound or (before == "en" and page.words[index].endswith(("ant", "ants")))


def _is_paired(page: Page, index: int, last: int, form: Form) -> bool:
    """Tell whether the feminine stands near: «les soudeuses et les soudeurs»."""
    feminine = feminine_heads().get(form.words[0]) or possible_feminines(form.words[0])
    first, last = max(0, index - PAIR_WORDS), last + PAIR_WORDS + 1
    if form.noun.feminine == form.noun.noun:
        pairs = pairwise(page.words[first:last])
        return any(word in {"une", "la"} and noun == form.words[0] for word, noun in pairs)
    if feminine.isdisjoint(page.words[first:last]):
        return False
    opens, closes = page.sentences.bounds(page.starts[index])
    return any(
        word in feminine and opens <= place < closes
        for word, place in zip(page.words[first:last], page.starts[first:last], strict=True)
    )


def _means_person(form: Form, before: str, after: str, written: str) -> bool:
    """Tell a person from a thing; ``written`` is what follows with its capitals («OU», «PID»)."""
    noun = form.noun
    if noun.sense is Sense.PERSON:
        return form.plural or not cues.says_product(before)
    if noun.sense is Sense.UNKNOWN:
        return not cues.THING_AFTER.match(written) and cues.says_trade(before, after)
    if noun.sense is Sense.THING_FIRST:
        if cues.THING_AFTER.match(written):
            return False
        return cues.says_person(before, after, device=form.words[0] in cues.DEVICES)
    if form.words[0] in {"manœuvre", "manœuvres"}:
        return _is_labourer(before, after)
    return not cues.says_thing(before, written)


_COUPLED = re.compile(r"\s+(?:et|ou)\s+(?:(?:les?|des|aux?|du|un)\s+|de\s+l['’]|d['’]|l['’])?")


def _is_beside_people(page: Page, index: int, last: int, form: Form) -> bool:
    """Tell «les conducteurs et les mécaniciens»: coupled with a noun that is people only."""
    if form.noun.sense is not Sense.THING_FIRST:
        return False
    for near in (*range(last + 2, last + 5), *range(index - 2, index - 5, -1)):
        if 0 <= near < len(page.words) and page.words[near] in forms():
            left, right = (last, near) if near > last else (near, index)
            between = page.lower[page.ends[left] : page.starts[right]]
            if _COUPLED.fullmatch(between):
                return any(
                    one.words == (page.words[near],)
                    and one.noun.sense is Sense.PERSON
                    and one.plural == form.plural
                    for one in forms()[page.words[near]]
                )
    return False


def _is_labourer(before: str, after: str) -> bool:
    """Tell the labourer from the act: «un manœuvre», «les manœuvres et les ouvriers»."""
    return bool(
        re.search(
            r"\b(?:un|le|du|au|ouvriers?|maçons?|manutentionnaires?),?\s+(?:et\s+|ou\s+)?(?:les?\s+|des\s+)?$",
            before,
        )
        or re.match(
            r",?\s+(?:et|ou)\s+(?:les\s+|des\s+)?(?:ouvriers|maçons|manutentionnaires)\b", after
        )
    )


def _is_proper(page: Page, index: int, before: str, after: str) -> bool:
    """Tell one named person, and a capital that makes it a name: a family, a company."""
    if cues.is_named(before, after):
        return True
    if not page.is_capitalised(index):
        return False
    if cues.COMPANY_BEFORE.search(before.lower()):
        return True
    if cues.COMPANY_AFTER.match(after):
        return True
    if page.starts_sentence(index):
        return False
    follows = after[1:2].isupper() and after[:1].isspace()
    previous = page.words[index - 1]
    return (
        follows
        or previous not in cues.OPEN
        or (page.is_capitalised(index - 1) and not page.starts_sentence(index - 1))
    )
