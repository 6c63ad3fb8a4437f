"""The forms of the draft: a criterion, what a version changes, why it is given up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    ChoiceField,
    Form,
    FrenchDateField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    TickField,
    VersionedForm,
    choices,
)
from catalogue.messages import N_
from review.checklists.vocabulary import ANSWER_KIND_LABELS, EXTRA_KINDS, AnswerKind
from review.checklists.wording import TEXTS

BLOCK_LENGTH = 200
QUESTION_LENGTH = 1000
TEXT_LENGTH = 4000
NOTE_LENGTH = 2000

_ADDRESS = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+")
_BETWEEN = re.compile(r"[\n;]|,\s+")


class StartForm(Form):
    """Start a draft."""


class RestoreForm(Form):
    """Take a withdrawn criterion back."""


class WithdrawForm(VersionedForm):
    """Leave a criterion out."""


class PublishForm(VersionedForm):
    """Publish the draft, with what changes and since when."""

    title = TextField(_l("Titre de la version"), validators=[Required()], maximum=BLOCK_LENGTH)
    note = LongTextField(
        _l("Ce qui change et pourquoi"), validators=[Required()], maximum=NOTE_LENGTH
    )
    dated_on = FrenchDateField(_l("Date de la version"), validators=[Required()])


class AbandonForm(VersionedForm):
    """Give the draft up, with the reason."""

    reason = LongTextField(
        _l("Pourquoi abandonnez-vous ce brouillon ?"), validators=[Required()], maximum=1000
    )


def sources_in(text: str) -> tuple[str, ...]:
    """Read sources written one a line, or separated by semicolons, each once, in order."""
    named = (one.strip() for one in _BETWEEN.split(text))
    return tuple(dict.fromkeys(one for one in named if one))


def criterion_form(
    *, places: Iterable[tuple[str, str]], known: Collection[str], adds: bool, optional: bool
) -> type[Form]:
    """Build the form of one criterion; ``adds`` asks its kind of answer, ``optional`` whether it
    may stay without an answer. ``known`` are the codes of the shipped sources.
    """  # noqa: D205
    fields: dict[str, Any] = {}
    if adds:
        fields["kind"] = OneOfField(
            _l("Ce que la personne qui relit répond"),
            validators=[Required()],
            choices=choices({one: ANSWER_KIND_LABELS[one] for one in EXTRA_KINDS}),
            coerce=AnswerKind,
        )
    for name, label in TEXTS.items():
        asked = name in {"block_fr", "question_fr"}
        made = TextField if name.startswith("block") else LongTextField
        fields[name] = made(
            _l(label.msgid),
            validators=[Required()] if asked else [],
            maximum=_longest(name),
        )
    fields["sources"] = LongTextField(_l("Sources"), maximum=TEXT_LENGTH)
    if optional:
        fields["required"] = TickField(_l("Obligatoire : la relecture attend une réponse"))
    fields["place"] = ChoiceField(
        _l("Place dans la grille"), validators=[Required()], choices=list(places)
    )
    base = _NewCriterionForm if adds else _CriterionForm
    return type("CriterionForm", (base,), {**fields, "known": frozenset(known)})


def _longest(name: str) -> int:
    if name.startswith("block"):
        return BLOCK_LENGTH
    return QUESTION_LENGTH if name.startswith("question") else TEXT_LENGTH


class _Sourced(Form):
    """A criterion whose sources must lead somewhere."""

    known: frozenset[str] = frozenset()

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a source that is neither a code of the list nor an address."""
        valid = bool(super().validate(extra_validators))
        unknown = [
            one
            for one in sources_in(self["sources"].data or "")
            if one not in self.known and not _ADDRESS.fullmatch(one)
        ]
        if unknown:
            self.point_out(
                {
                    "sources": N_(
                        "« %(source)s » n’est ni un code de la liste des sources ni une adresse "
                        "en https:// : corrigez-la, ou donnez son adresse.",
                        source=unknown[0][:60],
                    )
                }
            )
        return valid and not unknown


class _CriterionForm(_Sourced, VersionedForm):
    pass


class _NewCriterionForm(_Sourced, OnceForm):
    pass
