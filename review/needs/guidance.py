"""What the page proposes beside the form: ICS codes, prompts, nearest entries; never an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.records.models import IcsCode
from catalogue.reference_list.models import IcsPrompt, ReferenceEntry
from catalogue.reference_list.vocabulary import Relevance
from review.needs.queries import ics_titles

SHORTEST_WORD = 4
MOST_CANDIDATES = 400
MOST_WORDS = 12
# Words that every title has; they bring no entry nearer.
COMMON_WORDS = frozenset(
    {
        *("avec", "dans", "entre", "leur", "leurs", "pour", "sans", "selon", "sont", "ainsi"),
        *("norme", "normes", "partie", "exigences", "specifications", "lignes", "directrices"),
        *("methode", "methodes", "essai", "essais", "systeme", "systemes", "produit", "produits"),
        *("requirements", "specification", "method", "methods", "test", "guidelines"),
    }
)
FIELD, GROUP = 2, 6


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to ask about one ICS code; no question prepared means «ask», never «not relevant»."""

    code: str
    title: str
    question: str | None


@dataclass(frozen=True, slots=True)
class IcsChoice:
    """One code offered by the picker."""

    code: str
    title: str


def prompts_for(session: Session, codes: Sequence[str]) -> list[Prompt]:
    """Give the prompt of each code: that of the longest listed prefix (product_rules §2)."""
    prefixes = {code: _prefixes(code) for code in codes}
    wanted = {prefix for several in prefixes.values() for prefix in several}
    known = {
        row.ics_prefix: row.prompt_fr
        for row in session.scalars(
            sa.select(IcsPrompt).where(IcsPrompt.ics_prefix.in_(sorted(wanted)))
        )
    }
    titles = ics_titles(session, codes)
    return [
        Prompt(
            code,
            titles.get(code, ""),
            next((known[prefix] for prefix in prefixes[code] if prefix in known), None),
        )
        for code in codes
    ]


def nearest_entries(
    session: Session, ics: Sequence[str], title: str, limit: int = 5
) -> list[ReferenceEntry]:
    """Give the entries of the reference list nearest to a need: by ICS, then by words of the title.

    An entry without anything in common is not given, so the list may be short or empty.
    """
    words = _words(title)
    conditions: list[sa.ColumnElement[bool]] = [
        sa.cast(ReferenceEntry.ics, sa.String).contains(f'"{code[:FIELD]}') for code in ics
    ]
    conditions += [
        column.icontains(_root(word))
        for word in words
        for column in (ReferenceEntry.title_fr, ReferenceEntry.title_en)
    ]
    if not conditions:
        return []
    candidates = session.scalars(
        sa.select(ReferenceEntry)
        .where(sa.or_(*conditions))
        .options(joinedload(ReferenceEntry.body))
        .order_by(ReferenceEntry.id)
        .limit(MOST_CANDIDATES)
    ).all()
    stems = {_stem(word) for word in words}
    scored = [(_nearness(entry, ics, stems), entry) for entry in candidates]
    scored.sort(key=lambda pair: (-pair[0], pair[1].relevance is Relevance.POTENTIAL, pair[1].id))
    return [entry for score, entry in scored if score > 0][:limit]


def search_ics(session: Session, text: str, limit: int = 30) -> list[IcsChoice]:
    """Find ICS codes by the beginning of the code or by words of the French title."""
    wanted = folded(text).split()
    if not wanted:
        return []
    rows = session.execute(sa.select(IcsCode.code, IcsCode.title_fr).order_by(IcsCode.code))
    found = [
        IcsChoice(code, title)
        for code, title in rows
        if all(code.startswith(word) or _stem(word) in folded(title) for word in wanted)
    ]
    return found[:limit]


def folded(text: str) -> str:
    """Give a text without capitals or accents, to compare words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("œ", "oe")


def _prefixes(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _words(title: str) -> list[str]:
    found = re.findall(r"\w+", title.casefold())
    kept = [w for w in found if len(w) >= SHORTEST_WORD and folded(w) not in COMMON_WORDS]
    return list(dict.fromkeys(kept))[:MOST_WORDS]


def _root(word: str) -> str:
    """Drop the last letter, so that a plural finds its singular; accents stay as written."""
    return word[:-1] if len(word) > SHORTEST_WORD else word


def _stem(word: str) -> str:
    plain = folded(word)
    return plain[:-1] if plain.endswith(("s", "x")) and len(plain) > SHORTEST_WORD else plain


def _nearness(entry: ReferenceEntry, ics: Sequence[str], stems: set[str]) -> int:
    by_code = max((_shared(code, other) for code in ics for other in entry.ics), default=0)
    titles = f"{entry.title_fr or ''} {entry.title_en or ''}"
    in_title = {_stem(word) for word in re.findall(r"\w+", titles)}
    return by_code + 3 * len(stems & in_title)


def _shared(code: str, other: str) -> int:
    """Count how near two ICS codes are: same code 4, same group 3, same field 1."""
    if code == other:
        return 4
    if len(code) >= GROUP and code[:GROUP] == other[:GROUP]:
        return 3
    return 1 if code[:FIELD] == other[:FIELD] else 0
