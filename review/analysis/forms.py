"""What a reviewer says of a hint."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import ChoiceField, Form, TextField, TickField
from review.analysis.services import LONGEST_WORD

# The criteria that a hint may be evidence for: those with a clause and a quotation.
CRITERIA = ("T1", *(f"A{number}" for number in range(2, 13)))


class ActForm(Form):
    """One act on a hint, or on all those equal to it that are still open."""

    word = TextField(_l("En un mot"), maximum=LONGEST_WORD)
    criterion = ChoiceField(_l("Garder pour le critère"), choices=[(one, one) for one in CRITERIA])
    together = TickField(_l("Aussi pour les pistes égales encore à regarder"))
