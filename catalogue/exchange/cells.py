"""Reading one cell: what people type for a day, a code or a choice, and what to say otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any

from catalogue.folding import fold
from catalogue.messages import N_, Message

FIRST_YEAR, LAST_YEAR = 1900, 2199
_SHORT_YEAR_DIGITS = 2
_SHOWN_CODES = 15
_QUOTED = 60

_DAY_SHAPES = (
    re.compile(
        r"(?P<day>\d{1,2})[/.\- ](?P<month>\d{1,2})[/.\- ](?P<year>\d{4})"
        r"(?:[ T]0{1,2}:00(?::00)?)?"
    ),
    re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?:[ T]00:00(?::00)?)?"),
)
_SHORT_YEAR = re.compile(r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{2})")
# A day as a spreadsheet counts it, from 1990 to 2099: its cell has lost its format.
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?")
_SERIAL_FROM, _SERIAL_TO = 32_874, 73_050
_SERIAL_EPOCH = date(1899, 12, 30)
_PARTIAL_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_SHORT_MONTHS = (
    "janv", "fevr", "mars", "avr", "mai", "juin",
    "juil", "aout", "sept", "oct", "nov", "dec",
)  # fmt: skip
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(_MONTHS, start=1)},
    **{name: number for number, name in enumerate(_SHORT_MONTHS, start=1)},
    "jan": 1,
    "fev": 2,
    "mar": 3,
    "jun": 6,
    "jul": 7,
    "aou": 8,
    "sep": 9,
}
_DAY_IN_WORDS = re.compile(
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
    rf"(?P<day>\d{{1,2}})(?:er)? (?P<month>{'|'.join(_MONTH_NUMBERS)}) (?P<year>\d{{4}}|\d{{2}})"
)
_YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "x", "1"})
_NO = frozenset({"non", "n", "no", "faux", "false", "0"})


class Unreadable(Exception):  # noqa: N818 - said to a person, not raised to a programmer
    """A cell that cannot be taken as it is; the message says what to write.

    ``likely`` is the one writing it can be taken for, once a person has confirmed it.
    """

    def __init__(self, message: Message, *, likely: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.likely = likely


@dataclass(frozen=True, slots=True)
class Lists:
    """The closed lists that cells are read against, as the database holds them that day.

    ``stage_names`` goes from the name of a stage to the code, where it names one only;
    ``committees`` and ``bodies`` go from every writing people use to the code; ``committee_ids``
    from the code to the row. ``held`` keeps the rows themselves, so that the session finds them
    again without asking the database for each row of a file.
    """

    today: date
    agency: str
    ics: frozenset[str]
    stages: frozenset[str]
    committees: Mapping[str, str]
    committee_ids: Mapping[str, int]
    bodies: Mapping[str, str]
    held: tuple[object, ...] = ()
    stage_names: Mapping[str, str] = field(default_factory=dict)


Reader = Callable[[str, Lists], Any]


def wording(text: str) -> str:
    """Give a heading or label as it is compared: folded, without punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def code_key(text: str) -> str:
    """Give a code without spaces, dashes nor the zeros people add: «CTN 01» is «ctn1»."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", wording(text).replace(" ", ""))


def canonical(value: Any) -> str:
    """Write a value as any reader of this module reads it again; nothing is an empty text."""
    match value:
        case None:
            written = ""
        case bool():
            written = "oui" if value else "non"
        case Enum():
            written = str(value.value)
        case date():
            written = value.isoformat()
        case tuple() | list():
            written = " ; ".join(str(one) for one in value)
        case _:
            written = str(value)
    return written


def plain_text(text: str, _lists: Lists) -> str:
    """Take any text; its length is the column's affair."""
    return text


def day(text: str, _lists: Lists) -> date:
    """Read a day: 31/12/2026, 31-12-2026, 2026-12-31, 1er mars 2026, 12-janv.-2026 or 46022.

    The last is what a spreadsheet holds once a cell has lost its format. A year in two digits is
    only proposed.
    """
    for shape in _DAY_SHAPES:
        if found := shape.fullmatch(text):
            return _existing_day(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _DAY_IN_WORDS.fullmatch(wording(text)):
        month = _MONTH_NUMBERS[found["month"]]
        return _with_year(found["year"], month, int(found["day"]), text)
    if found := _SHORT_YEAR.fullmatch(text):
        return _with_year(found["year"], int(found["month"]), int(found["day"]), text)
    if found := _SERIAL.fullmatch(text):
        serial = int(found[1])
        if _SERIAL_FROM <= serial <= _SERIAL_TO:
            return _SERIAL_EPOCH + timedelta(days=serial)
    raise Unreadable(
        N_(
            "« %(text)s » n’est pas une date ; écrivez JJ/MM/AAAA, par exemple 31/12/2026.",
            text=_short(text),
        )
    )


def _with_year(year: str, month: int, number: int, text: str) -> date:
    """Give the day; its year in two digits is a person's to confirm."""
    whole = len(year) > _SHORT_YEAR_DIGITS
    read = _existing_day(int(year) if whole else 2000 + int(year), month, number)
    if whole:
        return read
    raise Unreadable(
        N_(
            "« %(text)s » a une année en deux chiffres ; écrivez %(day)s.",
            text=_short(text),
            day=f"{read:%d/%m/%Y}",
        ),
        likely=f"{read:%d/%m/%Y}",
    )


def past_day(text: str, lists: Lists) -> date:
    """Read the day of something that has happened."""
    read = day(text, lists)
    if read > lists.today:
        raise Unreadable(
            N_("le %(day)s est à venir ; vérifiez l’année.", day=f"{read:%d/%m/%Y}"),
        )
    return read


def _existing_day(year: int, month: int, number: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            N_(
                "vérifiez l’année : elle doit être entre %(first)s et %(last)s.",
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    try:
        return date(year, month, number)
    except ValueError as error:
        raise Unreadable(
            N_(
                "le %(day)02d/%(month)02d/%(year)d n’existe pas : vérifiez le jour et le mois.",
                day=number,
                month=month,
                year=year,
            )
        ) from error


def partial_day(text: str, lists: Lists) -> str:
    """Read a date known to the year or the month only (2020, 2020-05), or to the day."""
    found = _PARTIAL_DAY.fullmatch(text)
    if found and FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return text
    return day(text, lists).isoformat()


def year(text: str, _lists: Lists) -> int:
    """Read a year in four digits."""
    if re.fullmatch(r"\d{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise Unreadable(N_("« %(text)s » n’est pas une année ; écrivez 2026.", text=_short(text)))


def yes_no(text: str, _lists: Lists) -> bool:
    """Read oui or non."""
    word = wording(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable(N_("« %(text)s » : écrivez oui ou non.", text=_short(text)))


def link(text: str, _lists: Lists) -> str:
    """Read the whole address of a page."""
    if re.fullmatch(r"https?://[^\s/]+\S*", text, re.IGNORECASE):
        return text
    raise Unreadable(
        N_(
            "« %(text)s » : écrivez l’adresse entière de la page, depuis https://.",
            text=_short(text),
        )
    )


def listed(text: str, _lists: Lists) -> tuple[str, ...]:
    """Read several texts, separated by semicolons or on a line each."""
    return _parts(text, r"[;\n]")


def ics_codes(text: str, lists: Lists) -> tuple[str, ...]:
    """Read ICS codes, separated by semicolons, commas or spaces; each must exist."""
    codes = _parts(text, r"[;,\s]")
    for code in codes:
        if code in lists.ics:
            continue
        near = _same_number(code, lists.ics)
        if near:
            raise Unreadable(
                N_("%(code)s n’est pas un indice ICS ; écrivez %(near)s.", code=code, near=near),
                likely=" ; ".join(near if one == code else one for one in codes),
            )
        raise Unreadable(
            N_(
                "%(code)s n’est pas un indice ICS ; cherchez-le dans la classification, édition 7.",
                code=_short(code),
            )
        )
    return codes


def stage(text: str, lists: Lists) -> str:
    """Read a harmonized stage code: 40.20, also written 4020, 40,20 or with its name behind."""
    found = re.fullmatch(r"(\d\d)[.,]?(\d\d)(?:\s*[-–—:(].*|\s+[^\d\s].*)?", text)
    code = f"{found[1]}.{found[2]}" if found else text
    if code in lists.stages:
        return code
    near = _near_stage(text, lists.stages) or lists.stage_names.get(wording(text))
    if near:
        raise Unreadable(
            N_("%(code)s n’est pas un code de stade ; écrivez %(near)s.", code=text, near=near),
            likely=near,
        )
    raise Unreadable(
        N_(
            "« %(code)s » n’est pas un code de stade ; écrivez un code de la matrice harmonisée, "
            "par exemple 40.20.",
            code=_short(text),
        )
    )


def committee(text: str, lists: Lists) -> str:
    """Read a committee by its code or its title."""
    return _coded(
        text,
        lists.committees,
        N_("« %(text)s » n’est pas un comité connu ; écrivez un de ces codes : %(codes)s."),
    )


def body(text: str, lists: Lists) -> str:
    """Read the body that issues a document, by its code or its name."""
    named = re.fullmatch(r"national\s*:\s*(?P<name>[^(]+?)\s*(?:\([^)]*\))?", text, re.IGNORECASE)
    return _coded(
        named["name"] if named else text,
        lists.bodies,
        N_("« %(text)s » n’est pas un organisme connu ; écrivez un de ces codes : %(codes)s."),
    )


def choice(labels: Mapping[Any, Message], **also: str) -> Reader:
    """Make the reader of a closed list: takes the code, the French label, or another writing.

    ``also`` gives for a code, by the name of its member, other writings separated by ``|``.
    """
    known = {}
    for member, label in labels.items():
        for writing in (member.value, member.name, str(label), str(label).split(",")[0]):
            known[wording(writing)] = member
        for writing in also.get(member.name, "").split("|"):
            if writing:
                known[wording(writing)] = member
    answers = ", ".join(f"« {label} »" for label in labels.values())

    def read(text: str, _lists: Lists) -> Any:
        member = known.get(wording(text))
        if member is None:
            raise Unreadable(
                N_(
                    "« %(text)s » n’est pas une des réponses : écrivez %(answers)s.",
                    text=_short(text),
                    answers=answers,
                )
            )
        return member

    return read


def _coded(text: str, known: Mapping[str, str], refusal: Message) -> str:
    code = known.get(code_key(text)) or known.get(wording(text))
    if code is not None:
        return code
    codes = sorted(set(known.values()), key=lambda one: (len(one), one))
    shown = ", ".join(codes[:_SHOWN_CODES]) + ("…" if len(codes) > _SHOWN_CODES else "")
    raise Unreadable(Message(refusal.msgid, {"text": _short(text), "codes": shown}))


def _parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in re.split(separator, text) if one.strip()))


def _near_stage(text: str, stages: frozenset[str]) -> str | None:
    found = re.fullmatch(r"(\d{1,2})(?:[.,](\d)?)?", text)
    if not found:
        return None
    near = f"{found[1]:0>2}.{(found[2] or '0'):0<2}"
    return near if near in stages else None


def _same_number(code: str, known: Iterable[str]) -> str | None:
    """Find the code that a spreadsheet has turned into a number: 3.1 was 03.100."""
    if not re.fullmatch(r"\d{1,2}(\.\d{1,3})?", code):
        return None
    numbers = (one for one in sorted(known) if re.fullmatch(r"[\d]+(\.\d+)?", one))
    return next((one for one in numbers if float(one) == float(code)), None)


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"
