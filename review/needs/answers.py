"""The answers of one fiche as plain values: read, compared, and shown in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from catalogue.messages import N_, Message
from review.needs.field_kinds import Kind, Part
from review.needs.field_list import CHAIR_FIELDS, answered_attributes

Answers = Mapping[str, Any]


def answers_of(needs: object, attributes: tuple[str, ...] = ()) -> dict[str, Any]:
    """Give the answers a fiche holds, by column; those of the chair unless told which."""
    names = attributes or answered_attributes(CHAIR_FIELDS)
    return {name: getattr(needs, name) for name in names}


def is_given(value: Any) -> bool:
    """Tell whether an answer was given; «non» is one, an empty text or list is none."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, (list, dict)):
        return bool(value)
    return value is not None


def code_of(choice: Any) -> str:
    """Give the code that a form and a spreadsheet write for a closed answer."""
    if isinstance(choice, bool):
        return "oui" if choice else "non"
    return str(choice)


def choice_of(part: Part, code: str) -> Any:
    """Give the closed answer behind a code; None when there is none."""
    return next((choice for choice in part.choices if code_of(choice) == code), None)


def in_words(part: Part, value: Any) -> list[Message | str]:
    """Give an answer as people read it, one line each; nothing when it was not given."""
    if not is_given(value):
        return []
    if part.kind is Kind.TICKS_WITH_TEXT:
        return [_tick_in_words(part, code, text) for code, text in _ticks(part, value)]
    if part.kind is Kind.DATES:
        return [
            N_("%(stage)s : %(day)s", stage=label, day=_day(value[code]))
            for code, label in part.choices.items()
            if code in value
        ]
    several = value if isinstance(value, list) else [value]
    return [_one_in_words(part, one) for one in several]


def _one_in_words(part: Part, value: Any) -> Message | str:
    if part.choices:
        return part.choices.get(choice_of(part, code_of(value)), str(value))
    if isinstance(value, (date, datetime)):
        return _day(value.isoformat())
    return str(value)


def as_typed(part: Part, value: Any) -> dict[str, str]:
    """Give an answer as its form fields would send it, by field name, to compare two versions."""
    if part.kind is Kind.TICKS_WITH_TEXT:
        ticks = dict(_ticks(part, value or {}))
        texts = {text_name(part, choice): ticks.get(code_of(choice), "") for choice in part.choices}
        return {part.attribute: _labels(part, ticks), **texts}
    if part.kind is Kind.DATES:
        return {
            date_name(code): _day(value[code]) if code in (value or {}) else ""
            for code in part.choices
        }
    if part.kind is Kind.CODES:
        return {part.attribute: ", ".join(value or [])}
    if part.kind is Kind.MANY:
        return {part.attribute: _labels(part, value or [])}
    return {part.attribute: "" if value is None else code_of(value)}


def _labels(part: Part, codes: Iterable[str]) -> str:
    """Write several closed answers as the page on a conflict reads them back."""
    given = set(codes)
    return ", ".join(
        str(label) for choice, label in part.choices.items() if code_of(choice) in given
    )


def text_name(part: Part, choice: Any) -> str:
    """Name the form field of the text beside one tick (field 19)."""
    return f"{part.attribute}_{code_of(choice)}"


def date_name(stage_code: str) -> str:
    """Name the form field of one target date (field 43)."""
    return f"target_{stage_code.replace('.', '_')}"


def _ticks(part: Part, value: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for choice in part.choices:
        code = code_of(choice)
        if code in value:
            yield code, value[code] or ""


def _tick_in_words(part: Part, code: str, text: str) -> Message | str:
    label = part.choices[choice_of(part, code)]
    return N_("%(kind)s : %(text)s", kind=label, text=text) if text else label


def _day(iso: str) -> str:
    return date.fromisoformat(iso[:10]).strftime("%d/%m/%Y")
