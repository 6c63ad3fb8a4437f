"""The numbers that Word shows before headings and list items: the file keeps them as rules only."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_LONGEST_CHAIN = 20
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts as Word does, paragraph after paragraph; ask in the order of the document."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._styles = {
            style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")
        }
        self._counts: dict[str, list[int]] = {}
        part = next(
            (
                relation.target_part
                for relation in document.part.rels.values()
                if not relation.is_external and relation.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is not None:
            self._load(part.element)

    def _load(self, root: Any) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId")
            self._levels[key] = {
                int(level.get(f"{W}ilvl")): level for level in abstract.iter(f"{W}lvl")
            }
        for num in root.iter(f"{W}num"):
            target = num.find(f"{W}abstractNumId")
            if target is not None:
                self._abstract[num.get(f"{W}numId")] = target.get(f"{W}val")
        for number, abstract in self._abstract.items():
            for depth, level in self._levels.get(abstract, {}).items():
                style = level.find(f"{W}pStyle")
                if style is not None:
                    self._by_style.setdefault(style.get(f"{W}val"), (number, depth))

    def label(self, paragraph: Any) -> str:
        """Give what Word writes before a paragraph, with a blank after it; empty without number."""
        number, depth = self._numbered(paragraph)
        abstract = self._abstract.get(number or "")
        level = self._levels.get(abstract or "", {}).get(depth)
        if abstract is None or level is None:
            return ""
        counts = self._counts.setdefault(abstract, [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else _value(level, "start", 1)
        for deeper in range(depth + 1, _LEVELS):
            counts[deeper] = 0
        text = level.find(f"{W}lvlText")
        pattern = text.get(f"{W}val") or "" if text is not None else ""
        if _kind(level) == "bullet":
            return "• "
        shown = re.sub(r"%([1-9])", lambda found: self._shown(abstract, int(found[1]) - 1), pattern)
        return f"{shown} " if shown.strip() else ""

    def _shown(self, abstract: str, depth: int) -> str:
        count = self._counts[abstract][depth] or 1
        level = self._levels[abstract].get(depth)
        kind = _kind(level) if level is not None else "decimal"
        if kind in {"upperLetter", "lowerLetter"}:
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.upper() if kind == "upperLetter" else letter
        if kind in {"upperRoman", "lowerRoman"}:
            roman, rest = "", count
            for value, sign in _ROMAN:
                roman += sign * (rest // value)
                rest %= value
            return roman.upper() if kind == "upperRoman" else roman
        return "" if kind == "none" else str(count)

    def _numbered(self, paragraph: Any) -> tuple[str | None, int]:
        """Find the number and depth of a paragraph: its own, or those of its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style_tag = paragraph.find(f"{W}pPr/{W}pStyle")
        style = style_tag.get(f"{W}val") if style_tag is not None else None
        if own is not None and own.find(f"{W}numId") is not None:
            return own.find(f"{W}numId").get(f"{W}val"), min(_value(own, "ilvl", 0), _LEVELS - 1)
        for _step in range(_LONGEST_CHAIN):
            if style is None:
                break
            if style in self._by_style:
                return self._by_style[style]
            found = self._styles.get(style)
            properties = found.find(f"{W}pPr/{W}numPr") if found is not None else None
            if properties is not None and properties.find(f"{W}numId") is not None:
                number = properties.find(f"{W}numId").get(f"{W}val")
                return number, min(_value(properties, "ilvl", 0), _LEVELS - 1)
            based = found.find(f"{W}basedOn") if found is not None else None
            style = based.get(f"{W}val") if based is not None else None
        return None, 0


def _kind(level: Any) -> str:
    found = level.find(f"{W}numFmt")
    return str(found.get(f"{W}val")) if found is not None else "decimal"


def _value(element: Any, name: str, usual: int) -> int:
    found = element.find(f"{W}{name}")
    text = found.get(f"{W}val") if found is not None else None
    return int(text) if text is not None and text.isdecimal() else usual
