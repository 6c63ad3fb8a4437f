"""The forms of the page of stages: a file to add, a scheme to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import HiddenField
from wtforms.fields.choices import SelectChoice

from catalogue.forms import (
    FileField,
    Form,
    FrenchDateField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
)
from catalogue.stages.queries import SchemeSummary
from catalogue.uploads import MEBIBYTE

BY_ACRONYM = "sigle"  # the choice of the last version under the agency's acronym


class SchemeFileForm(OnceForm):
    """A set of names as a CSV file; ``content`` carries it from the preview to the act."""

    upload = FileField(_l("Fichier CSV des noms"), families=("CSV",), largest=MEBIBYTE)
    content = HiddenField()


class ChooseForm(Form):
    """Which names are shown, from when, why."""

    scheme = OneOfField(_l("Noms à montrer"), [Required(_l("Choisissez un jeu de noms."))])
    valid_from = FrenchDateField(
        _l("À partir du"),
        [Required(_l("Écrivez à partir de quel jour ces noms sont montrés."))],
        description=_l("Aujourd’hui ou un jour à venir, ainsi : JJ/MM/AAAA."),
    )
    reason = LongTextField(
        _l("Motif"),
        [Required(_l("Écrivez le motif : il est publié avec le réglage."))],
        maximum=600,
        description=_l("Publié sur la page Méthode, avec la date."),
    )

    def __init__(self, *args: Any, schemes: Sequence[SchemeSummary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme.choices = [
            SelectChoice(BY_ACRONYM, _("Le jeu du sigle de l’agence, dernière version ajoutée")),
            *(SelectChoice(str(one.scheme.id), one.name) for one in schemes),
        ]
