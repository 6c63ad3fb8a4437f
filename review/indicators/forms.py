"""What people ask of an indicator: a period, a day; and the reason of a correction."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from catalogue.forms import (
    ChoiceField,
    Form,
    FrenchDateField,
    LongTextField,
    QueryForm,
    Required,
)
from catalogue.i18n import say
from review.indicators.vocabulary import (
    HEADLINE_WINDOW,
    ROLLING_WINDOW,
    ROLLING_YEARS,
    PeriodError,
    parse_window,
)

FIRST_YEAR = 2024


class WindowField(ChoiceField):
    """A period: the plan's, a year, the last three years, or any other an address may name."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is no period, with the sentence that says how to write one."""
        try:
            if self.data:
                parse_window(self.data, at=date.max)
        except PeriodError as error:
            raise ValidationError(say(error.message)) from error

    def offer(self, *, today: date) -> None:
        """Offer the usual periods, and the one asked for when it is another that can be read."""
        self.choices = [
            SelectChoice(HEADLINE_WINDOW, _("%(window)s, période du plan", window=HEADLINE_WINDOW)),
            *(SelectChoice(str(year), str(year)) for year in range(FIRST_YEAR, today.year + 1)),
            SelectChoice(
                ROLLING_WINDOW, _("Les %(years)d années jusqu’à la date", years=ROLLING_YEARS)
            ),
        ]
        asked = self.data
        if asked and asked not in {choice.value for choice in self.choices} and _readable(asked):
            self.choices.append(SelectChoice(asked, asked))


def _readable(window: str) -> bool:
    try:
        parse_window(window, at=date.max)
    except PeriodError:
        return False
    return True


class AskForm(QueryForm):
    """Which period, read on which day; sent in the address, so that it can be kept and shared."""

    window = WindowField(_l("Période"), choices=[], blank="", default=HEADLINE_WINDOW)
    at = FrenchDateField(
        _l("À la date du"),
        description=_l("JJ/MM/AAAA. Sans date, c’est aujourd’hui."),
    )


class DayForm(QueryForm):
    """Which day the figures are read on; sent in the address."""

    at = FrenchDateField(
        _l("À la date du"), description=_l("JJ/MM/AAAA. Sans date, c’est aujourd’hui.")
    )


class CloseForm(Form):
    """The period to close and the day it is read for."""

    window = WindowField(_l("Période"), [Required()], choices=[], blank="", default=HEADLINE_WINDOW)
    at = FrenchDateField(_l("À la date du"), [Required(_l("Écrivez la date du relevé."))])


class CorrectionForm(Form):
    """Why a period is closed again."""

    reason = LongTextField(
        _l("Motif de la correction"),
        [Required(_l("Écrivez le motif : il sera publié avec le relevé."))],
        maximum=600,
        minimum=10,
        description=_l("Ce qui manquait ou était faux, et comment on l’a su."),
    )
