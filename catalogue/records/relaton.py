"""Write a document as a bibliographic item of Relaton, in YAML.

The keys are those of Relaton's own records of ISO and IEC documents, schema 1.2.9
(https://www.relaton.org, relaton-data-iso and relaton-data-iec): ``docid``, ``docstatus``,
``ext.structuredidentifier``. A fact that is not known has no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from catalogue.records.bibliography import BibliographicItem, RelatedItem
from catalogue.records.designation import parse
from catalogue.records.vocabulary import DocumentKind, RelationKind

SCHEMA = "v1.2.9"
EXTENSION_SCHEMA = "v1.0.0"
MEDIA_TYPE = "application/yaml"

_LATIN = "Latn"
_SCRIPTS = {"ar": "Arab", "ru": "Cyrl", "zh": "Hans"}
_BETWEEN = re.compile(r"\s+[-–—]\s+")
_PART = re.compile(r"part(?:ie)?\b", re.IGNORECASE)
_INTRO_MAIN_PART = 3
_GROUP = re.compile(r"\b(TC|PC|SC|WG|JTC|TMBG|CTN|GT)\s?(\d+)?\b")
_DOCTYPES = {
    DocumentKind.TECHNICAL_SPECIFICATION: "technical-specification",
    DocumentKind.TECHNICAL_REPORT: "technical-report",
    DocumentKind.PUBLICLY_AVAILABLE_SPECIFICATION: "publicly-available-specification",
    DocumentKind.WORKSHOP_AGREEMENT: "international-workshop-agreement",
    DocumentKind.GUIDE: "guide",
    DocumentKind.RECOMMENDATION: "recommendation",
}
_SUPPLEMENTS = {"amd": "amendment", "cor": "technical-corrigendum", "add": "addendum"}
_RELATIONS = {
    (RelationKind.REPLACES, False): "obsoletes",
    (RelationKind.REPLACES, True): "obsoletedBy",
    (RelationKind.AMENDS, False): "updates",
    (RelationKind.AMENDS, True): "updatedBy",
    (RelationKind.ADOPTS, False): "adoptedFrom",
    (RelationKind.ADOPTS, True): "adoptedAs",
    (RelationKind.CITES, False): "cites",
    (RelationKind.CITES, True): "isCitedIn",
}
_OTHER_LINE_ENDS = ("\x85", "\u2028", "\u2029")
_INTERNATIONAL = frozenset({"ISO", "IEC", "ISO/IEC", "IWA", "ITU"})


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]  # the library ships no types
    """Writes every text so that it is read back as it was."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # A reader takes these for ends of lines, and folds them, unless they are written as escapes.
    style = '"' if any(end in text for end in _OTHER_LINE_ENDS) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def to_yaml(item: BibliographicItem) -> str:
    """Write an item as a YAML document."""
    written: str = yaml.dump(
        to_relaton(item),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        explicit_start=True,
        width=1000,
    )
    return written


def to_relaton(item: BibliographicItem) -> dict[str, Any]:
    """Give an item as Relaton's hash: texts, lists and hashes, in the order of Relaton's files."""
    designation = parse(item.reference) if item.reference and not item.project else None
    languages = list(item.languages)
    scripts = [_SCRIPTS.get(code, _LATIN) for code in languages]
    whole: dict[str, Any] = {
        "schema-version": SCHEMA,
        "id": _anchor(item),
        "fetched": str(item.fetched) if item.fetched else None,
        "title": [*_titles(item.title_en, "en"), *_titles(item.title_fr, "fr")],
        "link": list(_links(item)),
        "type": "standard",
        "docid": list(_identifiers(item)),
        "docnumber": designation.number if designation else None,
        "date": list(_dates(item)),
        "contributor": [_publisher(item)],
        "edition": {"content": str(item.edition_number)} if item.edition_number else None,
        "language": languages,
        "script": list(dict.fromkeys(scripts)),
        "abstract": [*_texts(item.scope_en, "en"), *_texts(item.scope_fr, "fr")],
        "docstatus": _status(item),
        "relation": [_relation(one, item) for one in item.relations],
        "ext": _without_unknown(
            {
                "schema-version": EXTENSION_SCHEMA,
                "doctype": _doctype(item),
                "editorialgroup": _editorial_group(item),
                "ics": [
                    _without_unknown({"code": one.code, "text": one.title_en}) for one in item.ics
                ],
                "structuredidentifier": _structured(
                    item,
                    designation.number if designation else "",
                    designation.part if designation else "",
                ),
            }
        ),
    }
    return _without_unknown(whole)


def file_name(item: BibliographicItem) -> str:
    """Name the file after the document: «iso-9001-2015.yaml»; plain letters, digits and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", (item.reference or item.anchor).casefold()).strip("-")
    return f"{plain or item.anchor}.yaml"


def _without_unknown(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in (None, "", [], {})}


def _anchor(item: BibliographicItem) -> str:
    """Give the item's id in a document: an XML name, made of the reference."""
    name = re.sub(r"[^\w.-]+", "-", item.reference.replace(" ", "")).strip("-.")
    if item.project or not name:
        return item.anchor
    return name if name[0].isalpha() else f"_{name}"


def _titles(title: str, language: str) -> Iterator[dict[str, Any]]:
    """Cut a title into the elements its body gave it, then give it whole."""
    if not title:
        return
    pieces = [piece for piece in _BETWEEN.split(title) if piece]
    kinds = ["title-main"]
    if len(pieces) == 2:  # noqa: PLR2004 - «intro - main», or «main - Part 1: …»
        kinds = (
            ["title-main", "title-part"]
            if _PART.match(pieces[1])
            else ["title-intro", "title-main"]
        )
    elif len(pieces) >= _INTRO_MAIN_PART:
        pieces = [pieces[0], pieces[1], " - ".join(pieces[2:])]
        kinds = ["title-intro", "title-main", "title-part"]
    for kind, piece in zip(kinds, pieces, strict=False):
        yield _title(piece, language, kind)
    yield _title(title, language, "main")


def _title(content: str, language: str, kind: str) -> dict[str, Any]:
    return {
        "content": content,
        "language": [language],
        "script": [_LATIN],
        "format": "text/plain",
        "type": kind,
    }


def _texts(content: str, language: str) -> Iterator[dict[str, Any]]:
    if content:
        yield {
            "content": content,
            "language": [language],
            "script": [_LATIN],
            "format": "text/plain",
        }


def _links(item: BibliographicItem) -> Iterator[dict[str, str]]:
    if item.source_address:
        yield {"content": item.source_address, "type": "src"}
    yield {"content": item.address, "type": "site"}


def _identifiers(item: BibliographicItem) -> Iterator[dict[str, Any]]:
    if item.reference:
        kind = f"{item.publisher.code}-project" if item.project else _scheme(item)
        yield {"id": item.reference, "type": kind, "primary": True}
    if item.urn:
        yield {"id": item.urn, "type": "URN"}


def _scheme(item: BibliographicItem) -> str:
    """Name an identifier's scheme, as Relaton does: joint and IWA documents are ISO's."""
    return "ISO" if item.publisher.code in {"ISO/IEC", "IWA"} else item.publisher.code


def _dates(item: BibliographicItem) -> Iterator[dict[str, str]]:
    dated = (
        ("adopted", item.adopted_on),
        ("issued", item.homologated_on),
        ("published", item.published),
        ("obsoleted", item.withdrawn_on),
    )
    yield from ({"type": kind, "value": str(day)} for kind, day in dated if day)


def _publisher(item: BibliographicItem) -> dict[str, Any]:
    body = item.publisher
    return {
        "organization": {
            "name": [{"content": body.name}],
            "abbreviation": {"content": body.code},
        },
        "role": [{"type": "publisher"}],
    }


def _status(item: BibliographicItem) -> dict[str, Any]:
    """Give the harmonized stage and substage, or the state in a word when no stage is known."""
    stage, _, substage = item.stage_code.partition(".")
    if not stage:
        return {"stage": {"value": item.state.value}}
    found: dict[str, Any] = {"stage": {"value": stage}}
    if substage:
        found["substage"] = {"value": substage}
    return found


def _relation(one: RelatedItem, item: BibliographicItem) -> dict[str, Any]:
    bibitem: dict[str, Any] = {
        "type": "standard",
        "formattedref": {"content": one.reference, "format": "text/plain"},
        "docid": [{"id": one.reference, "type": _issuer(one, item), "primary": True}],
    }
    if one.published:
        bibitem["date"] = [{"type": "published", "value": str(one.published)}]
    return {"type": _RELATIONS[one.kind, one.inward], "bibitem": bibitem}


def _issuer(one: RelatedItem, item: BibliographicItem) -> str:
    """Tell whose identifier a related reference is: read from it, else the item's own body's."""
    designation = parse(one.reference)
    named = [*designation.prefixes, *designation.body.split("/")] if designation else []
    return next((name for name in named if name), "") or _scheme(item)


def _doctype(item: BibliographicItem) -> dict[str, str] | None:
    if item.supplement:
        return {"type": _SUPPLEMENTS.get(item.supplement.casefold(), item.supplement.casefold())}
    if item.kind is DocumentKind.STANDARD:
        international = item.publisher.code in _INTERNATIONAL
        return {"type": "international-standard" if international else "standard"}
    return {"type": _DOCTYPES[item.kind]} if item.kind in _DOCTYPES else None


def _editorial_group(item: BibliographicItem) -> dict[str, Any] | None:
    """Give the committee under its kind, with its number where its code has one."""
    if not item.committee:
        return None
    groups = _GROUP.findall(item.committee)
    kind, number = groups[0] if groups else ("", "")
    return {
        "technical_committee": [
            _without_unknown(
                {
                    "name": item.committee_title or item.committee,
                    "type": kind,
                    "number": int(number) if number else None,
                    "identifier": item.committee,
                }
            )
        ]
    }


def _structured(item: BibliographicItem, number: str, part: str) -> dict[str, Any] | None:
    project = item.project_number or number
    if not project:
        return None
    return _without_unknown({"project_number": project, "part": part, "type": _scheme(item)})
