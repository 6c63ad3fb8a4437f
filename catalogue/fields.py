"""Form fields: what people type, kept as typed when refused, with sentences that say what to do.

Every field knows its longest answer, so that no route has to. ``component`` names the macro that
draws it in ``templates/components/fields.html``. Slices import these names from
:mod:`catalogue.forms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from babel.support import Translations
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.i18n import messages_path
from wtforms.validators import StopValidation, ValidationError

from catalogue.i18n import number
from catalogue.messages import Message

LINE_LENGTH = 255
TEXT_LENGTH = 4000
QUERY_LENGTH = 200
LARGEST_NUMBER = 2_147_483_647
EXAMPLE = 12  # of a whole number, where it is allowed
GROUPED_FROM = 10_000

# WTForms' own sentences, said our way: what to do rather than what is wrong. Anything not listed
# here is said as the library's French catalogue says it.
_CHOOSE = _l("Choisissez une des réponses proposées.")
SENTENCES: dict[str, Any] = {
    "This field is required.": _l("Complétez cette réponse : elle est nécessaire."),
    "Not a valid choice.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "Invalid email address.": _l(
        "Écrivez une adresse électronique entière, comme nom@exemple.org."
    ),
    "Invalid URL.": _l("Écrivez l’adresse entière de la page, depuis https://."),
    "Invalid input.": _l("Corrigez cette réponse : elle n’a pas la forme attendue."),
    "Field must be equal to %(other_name)s.": _l(
        "Écrivez exactement la même chose que dans « %(other_label)s »."
    ),
    "Number must be at least %(min)s.": _l("Écrivez un nombre d’au moins %(min)s."),
    "Number must be at most %(max)s.": _l("Écrivez un nombre d’au plus %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l(
        "Écrivez un nombre compris entre %(min)s et %(max)s."
    ),
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Field must be at least %(min)d character long.": _l(
        "Écrivez au moins %(min)d caractères : il y en a %(length)d."
    ),
    "Field cannot be longer than %(max)d character.": _l(
        "Raccourcissez ce texte à %(max)d caractères au plus : il en compte %(length)d."
    ),
    "Field must be exactly %(max)d character long.": _l(
        "Écrivez exactement %(max)d caractères : il y en a %(length)d."
    ),
    "Field must be between %(min)d and %(max)d characters long.": _l(
        "Écrivez entre %(min)d et %(max)d caractères : il y en a %(length)d."
    ),
}


class Sentences:
    """The library's messages in our words, in the reader's language."""

    def gettext(self, string: str) -> str:
        """Say one of the library's sentences."""
        ours = SENTENCES.get(string)
        return str(ours) if ours is not None else str(_library().ugettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Say one of the library's counted sentences; no limit of ours is one character."""
        ours = SENTENCES.get(singular)
        if ours is not None:
            return str(ours)
        return str(_library().ungettext(singular, plural, n))


def _library() -> Any:
    return _catalogue(str(get_locale() or "fr"))


@cache
def _catalogue(language: str) -> Any:
    """Give the library's own catalogue, read once and not at each form."""
    return Translations.load(messages_path(), [language], domain="wtforms")


def choices(labels: Mapping[Any, Message]) -> list[SelectChoice]:
    """Turn a vocabulary's labels (code → message) into choices, in the vocabulary's order."""
    return [
        SelectChoice(value=str(code), label=_l(label.msgid, **label.params))
        for code, label in labels.items()
    ]


# Control characters but line ends and tabs, and halves of characters: categories Cc and Cs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """Give the text as it is kept: accents composed, one kind of line end, trimmed, printable.

    A line end counts for one character, as the counter on the page says.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNPRINTABLE.sub("", text).strip()


_REQUIRED = "This field is required."


class Required:
    """The answer must be given; blanks are no answer. The sentence may be the field's own."""

    field_flags: Mapping[str, bool] = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop with the sentence when nothing was given."""
        given = field.raw_data or ()
        if any(not isinstance(value, str) or clean(value) for value in given):
            return
        field.errors = []
        raise StopValidation(
            str(self.message or getattr(field, "required_message", SENTENCES[_REQUIRED]))
        )


class TextField(StringField):  # type: ignore[misc]
    """One line of text; longer than ``maximum`` is refused with the count, never cut."""

    component = "input"
    data: Any
    input_type = "text"
    several_lines = False
    default_maximum = LINE_LENGTH

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        maximum: int | None = None,
        minimum: int = 0,
        **kwargs: Any,
    ) -> None:
        self.maximum = maximum or self.default_maximum
        self.minimum = minimum
        super().__init__(label, validators, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, trimmed; a line break in a one-line answer becomes a space."""
        if valuelist:
            text = clean(str(valuelist[0]))
            self.data = text if self.several_lines else re.sub(r"\s*[\n\t]\s*", " ", text)

    def pre_validate(self, _form: Any) -> None:
        """Refuse a text too long or too short."""
        length = len(self.data or "")
        if length > self.maximum:
            raise ValidationError(
                _(
                    "Raccourcissez ce texte à %(maximum)d caractères au plus : il en compte"
                    " %(length)s.",
                    maximum=self.maximum,
                    length=number(length),
                )
            )
        if 0 < length < self.minimum:
            raise ValidationError(
                _(
                    "Écrivez au moins %(minimum)d caractères : il y en a %(length)d.",
                    minimum=self.minimum,
                    length=length,
                )
            )


class LongTextField(TextField):
    """Several lines of text, with a counter under the box."""

    component = "textarea"
    several_lines = True
    default_maximum = TEXT_LENGTH


class SearchField(TextField):
    """What somebody looks for."""

    input_type = "search"
    default_maximum = QUERY_LENGTH


class EmailField(TextField):
    """An e-mail address; only its shape is checked, since only a sent mail proves more."""

    input_type = "email"
    default_maximum = 254

    def pre_validate(self, _form: Any) -> None:
        """Refuse what cannot be an address."""
        super().pre_validate(_form)
        if self.data and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}", self.data):
            raise ValidationError(SENTENCES["Invalid email address."])


class SecretField(PasswordField):  # type: ignore[misc]
    """A password: never trimmed, never shown again."""

    component = "password"


def _asked(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Accept choices as pairs too, and read an empty value as no answer."""
    given = kwargs.get("choices")
    if given is not None and not callable(given):
        kwargs["choices"] = [SelectChoice(*c) if isinstance(c, tuple) else c for c in given]
    coerce: Callable[[Any], Any] = kwargs.get("coerce", str)
    kwargs["coerce"] = lambda value: None if value in ("", None) else coerce(value)
    return kwargs


class ChoiceField(SelectField):  # type: ignore[misc]
    """One answer from a drop-down list, for lists too long to show; its first line is no answer."""

    component = "select"
    required_message = _l("Choisissez une réponse dans la liste.")

    def __init__(
        self, label: Any = None, validators: Any = None, *, blank: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **_asked(kwargs))
        self.blank = _l("Choisir") if blank is None else blank

    def pre_validate(self, _form: Any) -> None:
        """Accept no answer here; :class:`Required` is what asks for one."""
        if self.data is not None:
            super().pre_validate(_form)


class OneOfField(RadioField):  # type: ignore[misc]
    """One answer among a few, all in sight; nothing is preselected."""

    component = "radios"
    required_message = _l("Choisissez une réponse.")

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **_asked(kwargs))

    def pre_validate(self, _form: Any) -> None:
        """Accept no answer here; :class:`Required` is what asks for one."""
        if self.data is not None:
            super().pre_validate(_form)


class ManyOfField(SelectMultipleField):  # type: ignore[misc]
    """Several answers among a few; those in ``alone`` go with no other."""

    component = "checkboxes"
    required_message = _l("Cochez au moins une réponse.")

    def __init__(
        self, label: Any = None, validators: Any = None, *, alone: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **_asked(kwargs))
        self.alone = frozenset(alone)

    def pre_validate(self, _form: Any) -> None:
        """Refuse an exclusive answer beside another."""
        super().pre_validate(_form)
        given = self.data or []
        exclusive = next((value for value in given if value in self.alone), None)
        if exclusive is not None and len(given) > 1:
            label = next(str(c.label) for c in self.iter_choices() if c.value == exclusive)
            raise ValidationError(
                _(
                    "Cochez « %(label)s » seule ou décochez-la : elle ne va avec aucune autre"
                    " réponse.",
                    label=label,
                )
            )


class TickField(BooleanField):  # type: ignore[misc]
    """One box to tick."""

    component = "tick"
    required_message = _l("Cochez cette case pour continuer.")


class FrenchDateField(TextField):
    """A day, written JJ/MM/AAAA (31/12/2026, 31-12-2026, 31.12.2026 or 2026-12-31)."""

    component = "date"
    default_maximum = 40
    _SHAPES = (
        re.compile(r"(?P<day>[0-9]{1,2})[/.\- ](?P<month>[0-9]{1,2})[/.\- ](?P<year>[0-9]{4})"),
        re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    )

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%d/%m/%Y") if self.data else ""

    def pre_validate(self, _form: Any) -> None:
        """Leave the length alone: a date was read or refused already."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say how to write it."""
        self.data = None
        text = clean(str(valuelist[0])) if valuelist else ""
        if not text:
            return
        found = next((m for shape in self._SHAPES if (m := shape.fullmatch(text))), None)
        if found is None:
            raise ValueError(_("Écrivez la date ainsi : JJ/MM/AAAA, par exemple 31/12/2026."))
        year, month, day = (int(found[part]) for part in ("year", "month", "day"))
        if not 1900 <= year <= 2199:  # noqa: PLR2004 - years a person can mean
            raise ValueError(_("Vérifiez l’année : elle doit être entre 1900 et 2199."))
        try:
            self.data = date(year, month, day)
        except ValueError as error:
            raise ValueError(
                _(
                    "Le %(day)02d/%(month)02d/%(year)d n’existe pas : vérifiez le jour et le mois.",
                    day=day,
                    month=month,
                    year=year,
                )
            ) from error


class IntegerField(TextField):
    """A whole number, written with or without spaces (1 250)."""

    component = "number"
    default_maximum = 40

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        smallest: int = 0,
        largest: int = LARGEST_NUMBER,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.smallest = smallest
        self.largest = largest

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def pre_validate(self, _form: Any) -> None:
        """Leave the length alone: a number was read or refused already."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, or say how to write it."""
        self.data = None
        text = re.sub(r"\s", "", clean(str(valuelist[0]))) if valuelist else ""
        if not text:
            return
        number = int(text) if re.fullmatch(r"[+-]?[0-9]{1,15}", text) else None
        if number is None and self.smallest <= EXAMPLE <= self.largest:
            raise ValueError(_("Écrivez un nombre entier, en chiffres, par exemple 12."))
        if number is None or not self.smallest <= number <= self.largest:
            raise ValueError(self._between())
        self.data = number

    def _between(self) -> str:
        """Say the bounds; a year is written without a space, ten thousand with one."""
        low, high = (
            format_decimal(bound) if bound >= GROUPED_FROM else str(bound)
            for bound in (self.smallest, self.largest)
        )
        return str(_("Écrivez un nombre compris entre %(low)s et %(high)s.", low=low, high=high))
