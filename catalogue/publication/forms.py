"""The form that publishes the programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields import HiddenField
from wtforms.fields.choices import SelectChoice

from catalogue.forms import LongTextField, OnceForm, OneOfField, Required
from catalogue.i18n import say
from catalogue.publication.half_years import HalfYear


class PublishForm(OnceForm):
    """Which half-year, and why again if it has an edition; ``seen`` is the preview's digest."""

    half_year = OneOfField(_l("Semestre"), [Required(_l("Choisissez le semestre."))])
    correction_reason = LongTextField(
        _l("Pourquoi une édition corrigée"),
        maximum=600,
        description=_l(
            "Seulement si ce semestre a déjà une édition. Le motif est publié avec la nouvelle."
        ),
    )
    seen = HiddenField()

    def __init__(self, *args: Any, half_years: Sequence[HalfYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.half_year.choices = [
            SelectChoice(one.code, say(one.label).capitalize()) for one in half_years
        ]
