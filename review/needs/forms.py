"""The chair’s forms, built from the list of fields: one per section, and what is joined to it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from catalogue.committees.models import Committee
from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    FrenchDateField,
    LongTextField,
    ManyOfField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
)
from catalogue.messages import Message
from catalogue.uploads import MEBIBYTE
from review.needs.answers import choice_of, code_of, date_name, text_name
from review.needs.field_kinds import Duty, Field, Kind, Part
from review.needs.field_list import BY_NUMBER, COMPLETABLE, PART_OF, fields_of
from review.needs.vocabulary import Section

ICS_CODE = re.compile(r"[0-9]{2}(\.[0-9]{3}(\.[0-9]{2})?)?")
ATTACHMENT_FAMILIES = ("PDF", "Word", "Excel", "LibreOffice", "JPEG", "PNG")
ATTACHMENT_LARGEST = 10 * MEBIBYTE
NEW = 0  # the version of a fiche that has no row yet


class CodesField(LongTextField):
    """ICS codes, separated by commas, semicolons, spaces or lines."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not written like a code; whether it exists is the service’s to say."""
        super().pre_validate(form)
        odd = [code for code in self.codes if not ICS_CODE.fullmatch(code)]
        if odd:
            raise ValidationError(
                _(
                    "« %(code)s » n’est pas un code ICS. Écrivez par exemple 67, 67.200 ou"
                    " 67.200.10.",
                    code=odd[0][:40],
                )
            )

    @property
    def codes(self) -> list[str]:
        """The codes written, each once, in their order."""
        return list(dict.fromkeys(code for code in re.split(r"[\s,;]+", self.data or "") if code))


class AttachmentForm(Form):
    """A file to join, and the field it belongs to."""

    field_number = ChoiceField(_l("Champ auquel joindre le fichier"), [Required()])
    attachment = FileField(
        _l("Fichier"), [Required()], families=ATTACHMENT_FAMILIES, largest=ATTACHMENT_LARGEST
    )

    def offer(self, section: Section, chosen: str | None = None) -> None:
        """Offer the fields of one section."""
        self.field_number.choices = [
            SelectChoice(field.number, str(heading(field))) for field in fields_of(section)
        ]
        if chosen in BY_NUMBER and self.field_number.data is None:
            self.field_number.data = chosen


class ReasonForm(VersionedForm):
    """An act that asks why."""

    reason = LongTextField(
        _l("Motif"), [Required(_l("Écrivez le motif en une phrase."))], maximum=2000
    )


class SubmitForm(VersionedForm):
    """Filing: nothing to fill in, but the version that was checked."""


class PaperForm(OnceForm):
    """In whose name a signed paper is typed."""

    account_id = ChoiceField(
        _l("Qui a signé la fiche"), [Required(_l("Choisissez la personne qui a signé."))]
    )


def lazy(message: Message) -> Any:
    """Translate a sentence when it is shown."""
    return _l(message.msgid, **message.params)


def heading(field: Field, part: Part | None = None) -> Any:
    """Name a field by its number, and one of its parts: «41a. Si oui, lequel»."""
    label = part.label if part is not None and part.label is not None else field.label
    return _l("%(number)s. %(label)s", number=field.number, label=lazy(label))


@functools.cache
def section_form(section: Section, numbers: frozenset[str] | None = None) -> type[VersionedForm]:
    """Make the form of a section, or of those of its fields among ``numbers``."""
    body: dict[str, Any] = {}
    for field in fields_of(section, numbers):
        for part in field.parts:
            body |= _inputs(field, part, for_chair=numbers is None)
    return type(f"Section{section}Form", (VersionedForm,), body)


@functools.cache
def new_fiche_form() -> type[VersionedForm]:
    """Make the form of the first section before the draft exists: it is made once."""
    return type("NewFicheForm", (section_form(Section.A), OnceForm), {})


def _hint(field: Field, part: Part, *, for_chair: bool) -> Any:
    hint = lazy(part.hint) if part.hint else ""
    may_wait = field.duty is Duty.REGISTER and field.number in COMPLETABLE
    if not (for_chair and may_wait):
        return hint
    later = _l("Peut attendre : le secrétariat complétera avec vous.")
    return _l("%(hint)s %(later)s", hint=hint, later=later) if part.hint else later


def _inputs(field: Field, part: Part, *, for_chair: bool) -> dict[str, Any]:
    label, hint = heading(field, part), _hint(field, part, for_chair=for_chair)
    if part.kind is Kind.TICKS_WITH_TEXT:
        texts = {
            text_name(part, choice): TextField(
                _l("%(number)s. Précision : %(kind)s", number=field.number, kind=lazy(kind)),
                maximum=part.maximum,
            )
            for choice, kind in part.choices.items()
        }
        ticks = ManyOfField(label, description=hint, choices=_choices(part.choices))
        return {part.attribute: ticks, **texts}
    if part.kind is Kind.DATES:
        return {
            date_name(code): FrenchDateField(
                _l("%(number)s. %(label)s", number=field.number, label=lazy(stage))
            )
            for code, stage in part.choices.items()
        }
    return {part.attribute: _one_input(part, label, hint)}


def _one_input(part: Part, label: Any, hint: Any) -> Any:
    if part.kind in _WRITTEN:
        return _WRITTEN[part.kind](label, description=hint, maximum=part.maximum)
    choices = _choices(part.choices)
    if part.kind is Kind.MANY:
        return ManyOfField(label, description=hint, choices=choices, alone=part.alone)
    drawn = ChoiceField if part.kind is Kind.ONE_OF_LIST else OneOfField
    return drawn(label, description=hint, choices=choices)


_WRITTEN = {Kind.LINE: TextField, Kind.TEXT: LongTextField, Kind.CODES: CodesField}


def _choices(labels: Mapping[Any, Message]) -> list[SelectChoice]:
    return [SelectChoice(code_of(choice), lazy(label)) for choice, label in labels.items()]


def offer_committees(form: VersionedForm, committees: Iterable[Committee]) -> None:
    """Offer the committees that the fiche may name (field 6)."""
    if "committee_id" in form:
        form["committee_id"].choices = [
            SelectChoice(str(one.id), f"{one.code} – {one.title_fr}") for one in committees
        ]


def as_form_data(answers: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """Give what the form shows for recorded answers."""
    data: dict[str, Any] = {}
    for part in _parts(fields):
        value = answers.get(part.attribute)
        if part.kind is Kind.TICKS_WITH_TEXT:
            ticks: Mapping[str, str] = value or {}
            data[part.attribute] = list(ticks)
            data |= {
                text_name(part, choice): ticks.get(code_of(choice), "") for choice in part.choices
            }
        elif part.kind is Kind.DATES:
            days: Mapping[str, str] = value or {}
            data |= {date_name(code): date.fromisoformat(day) for code, day in days.items()}
        elif part.kind is Kind.CODES:
            data[part.attribute] = ", ".join(value or [])
        elif isinstance(value, list) or value is None:
            data[part.attribute] = value
        else:
            data[part.attribute] = code_of(value)
    return data


def answers_in(form: VersionedForm, fields: Iterable[Field]) -> dict[str, Any]:
    """Give the answers of a valid form, by column; an empty answer is none."""
    return {part.attribute: _answer(form, part) for part in _parts(fields)}


def _answer(form: VersionedForm, part: Part) -> Any:
    if part.kind is Kind.TICKS_WITH_TEXT:
        ticked = set(form[part.attribute].data or [])
        texts = {code_of(one): form[text_name(part, one)].data or "" for one in part.choices}
        return {code: text for code, text in texts.items() if code in ticked or text}
    if part.kind is Kind.DATES:
        days = {code: form[date_name(code)].data for code in part.choices}
        return {code: day.isoformat() for code, day in days.items() if day is not None}
    field = form[part.attribute]
    if isinstance(field, CodesField):
        return field.codes
    if part.kind is Kind.MANY:
        return list(field.data or [])
    return _single(part, field.data) if field.data else None


def _single(part: Part, given: str) -> Any:
    if part.kind is Kind.COMMITTEE:
        return int(given)
    return choice_of(part, given) if part.choices else given


def optional_names(fields: Iterable[Field]) -> set[str]:
    """Name the questions that may stay open at both thresholds, or are asked in some cases only."""
    return {
        part.attribute
        for field in fields
        for part in field.parts
        if field.duty in {Duty.OPTIONAL, Duty.CONDITIONAL} or part.missing is None
    }


def input_name(attribute: str) -> str:
    """Name the input that stands first for a column: where an error’s link leads."""
    part = PART_OF[attribute][1]
    if part.kind is Kind.DATES:
        return date_name(next(iter(part.choices)))
    return attribute


def _parts(fields: Iterable[Field]) -> Iterator[Part]:
    for field in fields:
        yield from field.parts
