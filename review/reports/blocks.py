"""The blocks of a paper, as ``templates/reports/paper.typ`` sets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalogue.typesetting import JSON

Block = Mapping[str, JSON]
COLON = " : "


def heading(told: str, level: int = 2) -> Block:
    """Give a real heading, so that a reader may jump to it."""
    return {"kind": "heading", "level": level, "text": told}


def text(told: str) -> Block:
    """Give a paragraph; its line ends are kept."""
    return {"kind": "text", "text": told}


def facts(rows: Sequence[tuple[str, str]]) -> Block:
    """Set facts beside their names; one that is not known is left out."""
    return {"kind": "facts", "rows": [[name, told] for name, told in rows if told]}


def table(headings: Sequence[str], rows: Sequence[Sequence[JSON]], widths: Sequence[int]) -> Block:
    """Set a table; ``widths`` are the shares of its columns, a cell a text or {strong, text}."""
    return {
        "kind": "table",
        "headings": list(headings),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
    }


def lead(strong: str, told: str) -> Block:
    """Say in a frame what the paper says first."""
    return {"kind": "lead", "strong": strong, "text": told}


def bullets(items: Sequence[str]) -> Block:
    """List texts."""
    return {"kind": "list", "items": list(items)}


def new_page() -> Block:
    """Begin a page."""
    return {"kind": "page"}
