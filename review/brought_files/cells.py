"""The cells of one row read against its columns; every fault is said with what to do. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from catalogue.exchange.cells import Lists, Unreadable, plain_text
from catalogue.exchange.columns import Column
from catalogue.messages import N_, Message

_EMPTY = N_("Remplissez cette case.")
_NO_SOURCE = N_("La source manque : écrivez d’où vient ce que dit cette ligne.")
SOURCES = frozenset({"source", "publisher"})


def read_cells(
    columns: Sequence[Column], cells: Mapping[str, str], today: date
) -> tuple[dict[str, Any], dict[str, Message]]:
    """Give what each cell means by column, nothing where it is empty, and the faults by column."""
    lists = Lists(today, "", frozenset(), frozenset(), {}, {}, {})
    told: dict[str, Any] = {}
    faults: dict[str, Message] = {}
    for column in columns:
        text = cells.get(column.code, "")
        if (fault := _fault(column, text)) is not None:
            faults[column.code] = fault
        elif not text:
            told[column.code] = "" if column.read is plain_text else None
        else:
            try:
                told[column.code] = column.read(text, lists)
            except Unreadable as error:
                faults[column.code] = error.message
    return told, faults


def _fault(column: Column, text: str) -> Message | None:
    if not text and column.obligatory:
        return _NO_SOURCE if column.code in SOURCES else _EMPTY
    if len(text) > column.longest:
        return N_("Raccourcissez : %(most)d caractères au plus.", most=column.longest)
    return None
