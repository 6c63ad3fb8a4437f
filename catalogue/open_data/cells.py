"""Read the facts of one record, whether they come as JSON values or as the cells of a CSV file.

ISO writes lists in a CSV cell as Python does: ['49.140'], ['en','fr'], [12346].  They are read as
literals, never run, and only when they are flat and short.
"""

import ast
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from catalogue.messages import N_, Message
from catalogue.open_data.markup import one_line, plain_text

Raw = Mapping[str, Any]

_LONGEST_CELL = 20_000  # characters of a list
_MOST_ITEMS = 500
_LARGEST = 2_147_483_647
_FLAT_LIST = re.compile(r"\[[^\[\](){}]*\]")
_WHOLE = re.compile(r"(\d{1,10})(?:\.0)?")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.]*Z?)?)?)?")
_NOTHING = frozenset({"", "null", "None", "nan", "NaN"})


class Refused(Exception):  # noqa: N818 - said to a person, one record left out
    """One record cannot be taken; the message says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def text(raw: Raw, name: str, longest: int, *, several_lines: bool = False) -> str | None:
    """Give a clean text, or None where there is none; raises Refused."""
    value = _value(raw, name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused(N_("Le champ « %(name)s » n’est pas un texte.", name=name))
    if not value.isprintable():
        _refuse_unreadable(value, name)
    clean = plain_text(value) if several_lines else one_line(value)
    if len(clean) > longest:
        raise Refused(
            N_(
                "Le champ « %(name)s » a %(count)d caractères ; %(most)d au plus sont gardés.",
                name=name,
                count=len(clean),
                most=longest,
            )
        )
    return clean or None


def _refuse_unreadable(value: str, name: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Refused(
            N_(
                "Le champ « %(name)s » a des caractères illisibles : le fichier doit être en "
                "UTF-8.",
                name=name,
            )
        ) from error


def whole(raw: Raw, name: str, *, least: int = 0, most: int = _LARGEST) -> int | None:
    """Give a whole number, or None; raises Refused."""
    value = _value(raw, name)
    if value is None:
        return None
    number = _whole(value)
    if number is None or not least <= number <= most:
        raise Refused(
            N_(
                "Le champ « %(name)s » (%(value)s) n’est pas un nombre entier de %(least)d à "
                "%(most)d.",
                name=name,
                value=shown(value),
                least=least,
                most=most,
            )
        )
    return number


def day(raw: Raw, name: str) -> str | None:
    """Give a date as ISO writes it, AAAA, AAAA-MM or AAAA-MM-JJ, or None; raises Refused."""
    value = _value(raw, name)
    if value is None:
        return None
    found = _DAY.fullmatch(str(value).strip())
    if found and _exists(found):
        return "-".join(part for part in found.groups() if part)
    raise Refused(
        N_(
            "Le champ « %(name)s » (%(value)s) n’est pas une date AAAA, AAAA-MM ou AAAA-MM-JJ.",
            name=name,
            value=shown(value),
        )
    )


def texts(raw: Raw, name: str, longest: int = 60) -> list[str]:
    """Give a list of short texts, empty where there is none; raises Refused."""
    items = _list(raw, name)
    if all(isinstance(one, str) and len(one) <= longest and one.isprintable() for one in items):
        return [one.strip() for one in items if one.strip()]
    raise Refused(N_("Le champ « %(name)s » n’est pas une liste de textes.", name=name))


def numbers(raw: Raw, name: str) -> list[int]:
    """Give a list of the numbers ISO gives documents, empty where there is none; raises Refused."""
    found = [_whole(one) for one in _list(raw, name)]
    kept = [one for one in found if one is not None and 0 < one <= _LARGEST]
    if len(kept) == len(found):
        return kept
    raise Refused(N_("Le champ « %(name)s » n’est pas une liste de numéros.", name=name))


def typed(raw: Raw, lists: Collection[str], whole_numbers: Collection[str]) -> dict[str, Any]:
    """Bring the cells of a CSV line to the values a JSON line has, as far as they can be read."""
    values: dict[str, Any] = {name: _value(raw, name) for name in raw}
    for name in lists:
        if isinstance(written := values.get(name), str):
            read = _literal(written.strip())
            values[name] = written if read is None else read
    for name in whole_numbers:
        if (read := _whole(values.get(name))) is not None:
            values[name] = read
    return values


def shown(value: object) -> str:
    """Show a wrong value in a sentence, shortened."""
    written = one_line(str(value)[:200])
    return written if len(written) <= 40 else f"{written[:39]}…"  # noqa: PLR2004


def _value(raw: Raw, name: str) -> Any:
    value = raw.get(name)
    if isinstance(value, str) and value.strip() in _NOTHING:
        return None
    return value


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    found = _WHOLE.fullmatch(str(value).strip()) if isinstance(value, str | float) else None
    return int(found[1]) if found and found[1].isascii() else None


def _exists(found: re.Match[str]) -> bool:
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def _list(raw: Raw, name: str) -> list[Any]:
    value = _value(raw, name)
    if value is None:
        return []
    if isinstance(value, str):
        value = _literal(value.strip())
    if not isinstance(value, list) or len(value) > _MOST_ITEMS:
        raise Refused(
            N_(
                "Le champ « %(name)s » (%(value)s) n’est pas une liste entre crochets de "
                "%(most)d valeurs au plus.",
                name=name,
                value=shown(raw.get(name)),
                most=_MOST_ITEMS,
            )
        )
    return value


def _literal(written: str) -> object:
    if len(written) > _LONGEST_CELL or not _FLAT_LIST.fullmatch(written):
        return None
    try:
        return ast.literal_eval(written)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
