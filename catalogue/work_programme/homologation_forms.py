"""The forms of an act of homologation: its facts, a line per item, and undoing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    ChoiceField,
    Form,
    FrenchDateField,
    LongTextField,
    Required,
    TextField,
    TickField,
    choices,
)
from catalogue.records.vocabulary import NATURE_LABELS, Nature

_WHY = _l("Écrivez le motif.")
_FILED = _l("Inscrit au journal.")


class ActFields(Form):
    """The council's session and the act; lines are added by :func:`act_form`."""

    session_label = TextField(
        _l("Session du CNNCQ"),
        [Required(_l("Nommez la session du CNNCQ, par exemple « 11e session »."))],
        maximum=200,
        description=_l("Comme on l’appelle, par exemple « 11e session »."),
    )
    cnncq_on = FrenchDateField(_l("Date de l’adoption par le CNNCQ"), [Required()])
    homologated_on = FrenchDateField(
        _l("Date de l’homologation"),
        description=_l("JJ/MM/AAAA. Sans date, celle du CNNCQ vaut, et la norme le dit."),
    )
    act_reference = TextField(_l("Référence de l’acte d’homologation"), maximum=200)
    published_on = FrenchDateField(
        _l("Date de publication"), description=_l("JJ/MM/AAAA, si la publication a eu lieu.")
    )
    common_nature = ChoiceField(
        _l("Nature des lignes où elle n’est pas choisie"),
        choices=choices(NATURE_LABELS),
        coerce=Nature,
        blank=_l("La choisir ligne par ligne"),
    )


class UndoForm(Form):
    """Why a whole act is taken back."""

    reason = LongTextField(
        _l("Pourquoi défaire cet acte ?"), [Required(_WHY)], maximum=1000, description=_FILED
    )


class SeenField(TextField):
    """The version of an item as the person saw it, carried on unseen."""

    component = "hidden"


LINE_FIELD = re.compile(r"s([0-9]{1,9})_seen")


def line_fields(item_id: int) -> dict[str, str]:
    """Name the fields of one line of an act: «s12_reference»."""
    return {
        name: f"s{item_id}_{name}"
        for name in ("seen", "chosen", "reference", "nature", "withdraws", "reason", "text")
    }


@dataclass(frozen=True, slots=True)
class LineChoice:
    """What one line of an act is called by, and the texts it can be given (id, words)."""

    number: str
    texts: tuple[tuple[int, str], ...]


def act_form(lines: Mapping[int, LineChoice]) -> type[ActFields]:
    """Make the form of an act for these items, by item; every label names its item."""
    fields: dict[str, Any] = {}
    for item_id, line in lines.items():
        names, number = line_fields(item_id), line.number
        fields[names["seen"]] = SeenField()
        fields[names["chosen"]] = TickField(_l("Homologuer le sujet %(number)s", number=number))
        fields[names["reference"]] = TextField(
            _l("Référence de la norme (%(number)s)", number=number), maximum=200
        )
        fields[names["nature"]] = ChoiceField(
            _l("Nature du texte homologué (%(number)s)", number=number),
            choices=choices(NATURE_LABELS),
            coerce=Nature,
        )
        fields[names["text"]] = ChoiceField(
            _l("Texte homologué (%(number)s)", number=number),
            choices=list(line.texts),
            coerce=int,
            blank=_l("Le dernier texte final"),
        )
        fields[names["withdraws"]] = TickField(
            _l("Annuler l’édition remplacée à la date d’homologation (%(number)s)", number=number)
        )
        fields[names["reason"]] = LongTextField(
            _l("Pourquoi homologuer malgré l’objection ? (%(number)s)", number=number),
            maximum=1000,
        )
    return type("ActForm", (ActFields,), fields)
