"""Forms: the base every page's form stands on, and the fields it is made of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask import g, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.validators import ValidationError

from catalogue.errors import DomainError, Invalid
from catalogue.fields import (
    ChoiceField,
    EmailField,
    FrenchDateField,
    IntegerField,
    LongTextField,
    ManyOfField,
    OneOfField,
    Required,
    SearchField,
    SecretField,
    Sentences,
    TextField,
    TickField,
    choices,
    clean,
)
from catalogue.i18n import say
from catalogue.messages import Message
from catalogue.uploads import FileField

__all__ = [
    "ChoiceField",
    "EmailField",
    "ErrorLine",
    "FileField",
    "Form",
    "FrenchDateField",
    "IntegerField",
    "LongTextField",
    "ManyOfField",
    "OnceForm",
    "OneOfField",
    "QueryForm",
    "Required",
    "SearchField",
    "SecretField",
    "TextField",
    "TickField",
    "VersionedForm",
    "choices",
    "clean",
]

SUMMARY_LABEL_LENGTH = 70
VERSION_DIGITS = 9
_SENTENCES = Sentences()


class ErrorLine(NamedTuple):
    """One line of the error summary: its anchor (``#id``, or none), the question, what to do."""

    href: str | None
    label: str
    message: str


class Form(FlaskForm):  # type: ignore[misc]
    """A page's form: our sentences, an error summary, what the rules refuse beside its field."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Speak with our sentences whatever the library's own would be."""

        def get_translations(self, _form: Any) -> Sentences:
            """Give the sentences the library asks for."""
            return _SENTENCES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Pages that carry answers on (conflict, failure) name the questions as this form does.
        g.setdefault("forms", []).append(self)

    def refuse(self, error: DomainError) -> None:
        """Put what a service refused beside its field, or at the head of the summary."""
        problems = dict(error.problems) if isinstance(error, Invalid) else {}
        if error.field is not None:
            problems[error.field] = error.message
        else:
            self.form_errors.append(say(error.message))
        self.point_out(problems)

    def point_out(self, problems: Mapping[str, Message]) -> None:
        """Say beside each named field what is missing or wrong; others go to the summary's head."""
        for name, message in problems.items():
            if name in self:
                self[name].errors = [*self[name].errors, say(message)]
            else:
                self.form_errors.append(say(message))

    def error_summary(self) -> list[ErrorLine]:
        """List what to correct in the order of the page, one line a field, each with its anchor."""
        lines = [ErrorLine(None, "", str(message)) for message in self.form_errors]
        for field in self:
            if not field.errors:
                continue
            visible = field.name not in self.hidden_names()
            lines.append(
                ErrorLine(
                    f"#{field.id}" if visible else None,
                    short(str(field.label.text)) if visible else "",
                    str(field.errors[0]),
                )
            )
        return lines

    def read_back(self, name: str, texts: Iterable[str]) -> tuple[str, str] | None:
        """Give a posted question and its answer as a person reads them, choices in words.

        ``None`` when the name is not this form's.
        """
        field = next((field for field in self if field.name == name), None)
        if field is None:
            return None
        if hasattr(field, "iter_choices"):
            wording = {str(c.value): str(c.label) for c in field.iter_choices()}
            return str(field.label.text), ", ".join(wording.get(text, text) for text in texts)
        return str(field.label.text), "\n".join(texts)

    def hidden_names(self) -> set[str]:
        """Name the inputs nobody sees: the anti-forgery token and the version."""
        return {field.name for field in self if getattr(field.widget, "input_type", "") == "hidden"}


class VersionField(HiddenField):  # type: ignore[misc]
    """The version of the record as the person saw it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the version; anything else than a number is as good as none."""
        text = valuelist[0] if valuelist else ""
        readable = text.isascii() and text.isdigit() and len(text) <= VERSION_DIGITS
        self.data = int(text) if readable else None

    def pre_validate(self, _form: Any) -> None:
        """Refuse a page that does not say which version it showed."""
        if self.data is None:
            raise ValidationError(
                _("Envoyez de nouveau : la page n’a pas dit quelle version elle montrait.")
            )


class VersionedForm(Form):
    """A form on a record that others may change meanwhile; send ``form.version.data`` on."""

    version = VersionField()


class OnceField(HiddenField):  # type: ignore[misc]
    """A token drawn with the page: it tells a second press from a second record."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=secrets.token_urlsafe, **kwargs)


class OnceForm(Form):
    """A form that makes a record; see :mod:`catalogue.posting` for what a second press does."""

    once = OnceField()


class QueryForm(Form):
    """A form sent in the address (search, filters): no token, nothing is changed by it."""

    class Meta(Form.Meta):
        """No anti-forgery token in an address."""

        csrf = False

    def __init__(self, formdata: MultiDict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(request.args if formdata is None else formdata, **kwargs)


def short(label: str) -> str:
    """Shorten a question for the error summary: cut at a word, without its final punctuation."""
    if len(label) > SUMMARY_LABEL_LENGTH:
        label = label[:SUMMARY_LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:\u00a0") + "…"
    return label.rstrip(" ?:.\u00a0")
