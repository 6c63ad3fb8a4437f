"""Read one deliverable of ISO Open Data: what ISO wrote, then the facts kept of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from catalogue.folding import fold
from catalogue.messages import N_
from catalogue.open_data import cells
from catalogue.open_data.cells import Raw, Refused
from catalogue.open_data.stages import stage_code
from catalogue.records.designation import key, parse, sort_key
from catalogue.records.vocabulary import DocumentKind

# What is read of a record, under the headings of ISO's CSV file; JSON lines are brought to these.
FIELDS = (
    "id",
    "deliverableType",
    "supplementType",
    "reference",
    "title.en",
    "title.fr",
    "publicationDate",
    "edition",
    "icsCode",
    "ownerCommittee",
    "currentStage",
    "replaces",
    "replacedBy",
    "languages",
    "pages.en",
    "pages.fr",
    "scope.en",
    "scope.fr",
)
TITLES = ("title.en", "title.fr")

_LISTS = ("icsCode", "replaces", "replacedBy", "languages")
_WHOLE_NUMBERS = ("id", "edition", "currentStage", "pages.en", "pages.fr")
_written = json.JSONEncoder(separators=(",", ":")).encode
_RULES = "1"  # of what is made of a record: changed, every record is read anew
_LONGEST_REFERENCE = 200
_LONGEST_TITLE = 2_000
_LONGEST_SCOPE = 200_000
_KINDS = {
    "IS": DocumentKind.STANDARD,
    "TS": DocumentKind.TECHNICAL_SPECIFICATION,
    "TR": DocumentKind.TECHNICAL_REPORT,
    "PAS": DocumentKind.PUBLICLY_AVAILABLE_SPECIFICATION,
    "IWA": DocumentKind.WORKSHOP_AGREEMENT,
    "GUIDE": DocumentKind.GUIDE,
    "R": DocumentKind.RECOMMENDATION,
}
# «Titre manque», «Titre manquant», «Title missing»: ISO's own way to say that there is none.
_MISSING = re.compile(r"^(?:titre manqu(?:e|ant)|title missing)\b", re.IGNORECASE)
_MISSING_END = re.compile(r"[\s:–—-]*\b(?:titre manqu(?:e|ant)|title missing)\W*$", re.IGNORECASE)
_BEGINNING = 32  # characters
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """The codes a record may carry."""

    stages: Collection[str]
    ics: Collection[str]


def number_of(raw: Raw) -> int:
    """Give the number ISO gives the document; raises Refused."""
    iso_id = cells.whole(raw, "id", least=1)
    if iso_id is None:
        raise Refused(N_("Le champ « id », le numéro que donne l’ISO, est vide."))
    return iso_id


def from_cells(raw: Raw) -> Raw:
    """Bring the cells of a CSV line to what a JSON line holds, so that both give one digest."""
    return cells.typed(raw, _LISTS, _WHOLE_NUMBERS)


def digest_of(raw: Raw) -> str:
    """Sum up what ISO wrote of a document, to see what has changed since the last file."""
    facts: list[Any] = [_RULES, *(raw.get(name) or None for name in FIELDS)]
    if not any(name in raw for name in TITLES):
        facts.append("titles absent")
    return hashlib.blake2b(_written(facts).encode(), digest_size=16).hexdigest()


def facts_of(raw: Raw, known: Known) -> dict[str, Any]:
    """Give what is kept of a deliverable beside its number and digest; raises Refused.

    A title that the record does not mention at all is left out of the answer: what was known of it
    stands (ISO's files of early 2025 hold no titles).
    """
    reference = cells.text(raw, "reference", _LONGEST_REFERENCE)
    if reference is None:
        raise Refused(N_("Le champ « reference » est vide."))
    designation = parse(reference)
    published_on = cells.day(raw, "publicationDate")
    written_type = cells.text(raw, "deliverableType", 20)
    facts: dict[str, Any] = {
        "body": _body(designation.body if designation else reference),
        "reference": reference,
        "reference_key": key(reference),
        "sort_key": sort_key(reference),
        "kind": _kind(written_type, designation.doc_type if designation else ""),
        "deliverable_type": written_type,
        "supplement": cells.text(raw, "supplementType", 20),
        "published_on": published_on,
        "year": (designation.year if designation else None)
        or (int(published_on[:4]) if published_on else None),
        "edition_number": cells.whole(raw, "edition", most=9999),
        "committee": cells.text(raw, "ownerCommittee", 160),
        "stage_code": _stage(raw, known),
        "ics": _ics(raw, known),
        "replaces": cells.numbers(raw, "replaces"),
        "replaced_by": cells.numbers(raw, "replacedBy"),
        "languages": cells.texts(raw, "languages", 20),
        "pages_en": cells.whole(raw, "pages.en"),
        "pages_fr": cells.whole(raw, "pages.fr"),
        "scope_en": cells.text(raw, "scope.en", _LONGEST_SCOPE, several_lines=True),
        "scope_fr": cells.text(raw, "scope.fr", _LONGEST_SCOPE, several_lines=True),
    }
    if any(name in raw for name in TITLES):
        facts.update(
            titles(
                reference,
                cells.text(raw, "title.en", _LONGEST_TITLE),
                cells.text(raw, "title.fr", _LONGEST_TITLE),
            )
        )
    return facts


def titles(reference: str, english: str | None, french: str | None) -> dict[str, str | None]:
    """Give both titles as known, and the text the database is searched by.

    A French title that repeats the English one, or says that it is missing, is none.
    """
    english, french = _present(english), _present(french)
    folded_english, folded_french = fold(english or ""), fold(french or "")
    if french and _same_letters(folded_french, folded_english):
        french, folded_french = None, ""
    parts = (fold(reference), folded_french, folded_english)
    return {
        "title_en": english,
        "title_fr": french,
        "folded_text": " ".join(part for part in parts if part),
    }


def _present(title: str | None) -> str | None:
    if title is None or _MISSING.match(title):
        return None
    return _MISSING_END.sub("", title) or None


def _same_letters(one: str, other: str) -> bool:
    """Tell whether two folded titles differ by their dashes, points and spaces only."""
    begun, begun_too = _letters(one[:_BEGINNING]), _letters(other[:_BEGINNING])
    shared = min(len(begun), len(begun_too))
    if begun[:shared] != begun_too[:shared]:
        return False  # told from the beginning, nearly always
    return _letters(one) == _letters(other)


def _letters(title: str) -> str:
    return _NOT_A_LETTER.sub("", title)


def _body(issuers: str) -> str:
    """Give the body under which the list of bodies knows the issuers of a document."""
    named = issuers.upper().split(" ")[0].split("/")
    if "IWA" in named:
        return "IWA"
    if "IEC" in named:
        return "ISO/IEC" if "ISO" in named else "IEC"
    return "ISO"


def _kind(written: str | None, in_reference: str) -> DocumentKind:
    """Give the kind ISO writes, else the one its reference tells; a bare number is a standard."""
    asked = (written or in_reference or "IS").upper()
    return _KINDS.get(asked, DocumentKind.OTHER)


def _stage(raw: Raw, known: Known) -> str | None:
    value = raw.get("currentStage")
    written = "" if value is None else str(value).strip().removesuffix(".0")
    if not written:
        return None
    code = stage_code(written) or written
    if code in known.stages:
        return code
    raise Refused(
        N_(
            "Le code de stade « %(code)s » n’est pas un code harmonisé connu.",
            code=cells.shown(code),
        )
    )


def _ics(raw: Raw, known: Known) -> list[str]:
    codes = cells.texts(raw, "icsCode")
    unknown = [code for code in codes if code not in known.ics]
    if unknown:
        raise Refused(
            N_(
                "Code ICS inconnu : %(codes)s. Importez d’abord le fichier ICS de l’ISO si la "
                "classification a changé.",
                codes=", ".join(cells.shown(code) for code in unknown[:5]),
            )
        )
    return list(dict.fromkeys(codes))
