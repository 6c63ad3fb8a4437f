"""Numbers of rows in addresses: what no database can hold names nothing, and is no failure."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, Map

# The largest number a row has in either database.
LARGEST_ROW = 2**31 - 1


class RowNumber(IntegerConverter):
    """``<int:…>`` in a route: a longer number is a page that does not exist."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        options.setdefault("max", LARGEST_ROW)
        super().__init__(url_map, *args, **options)


def row_number(text: str) -> int:
    """Read a row's number from ``?name=``, for ``args.get(name, type=row_number)``.

    Raises ``ValueError`` for anything else: the parameter then counts as absent.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST_ROW)):
        raise ValueError(text)
    return min(int(text), LARGEST_ROW)
