"""The form of one setting."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.forms import (
    Form,
    FrenchDateField,
    LongTextField,
    OneOfField,
    Required,
    TextField,
)
from catalogue.i18n import say
from catalogue.policy.services import LONGEST_VALUE, Setting


class ChangeForm(Form):
    """A setting's next value: which, from when, why."""

    value = TextField(_l("Nouvelle valeur"), maximum=LONGEST_VALUE)
    valid_from = FrenchDateField(
        _l("À partir du"),
        [Required(_l("Écrivez à partir de quel jour cette valeur compte."))],
        description=_l(
            "Aujourd’hui ou un jour à venir, ainsi : JJ/MM/AAAA. Ce qui est déjà décidé garde sa "
            "règle."
        ),
    )
    reason = LongTextField(
        _l("Motif"),
        [Required(_l("Écrivez le motif : il est publié avec le réglage."))],
        maximum=600,
        description=_l("Publié sur la page Méthode, avec la date."),
    )


class ChoiceChangeForm(ChangeForm):
    """The next value of a setting that takes one of a few."""

    value = OneOfField(_l("Nouvelle valeur"), [Required()])

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.value.choices = [
            SelectChoice(code, say(setting.in_words(code)).capitalize()) for code in setting.allowed
        ]


def form_of(setting: Setting, **data: Any) -> ChangeForm:
    """Give the form that fits a setting's kind."""
    if setting.allowed:
        return ChoiceChangeForm(setting=setting, data=data)
    return ChangeForm(data=data)
