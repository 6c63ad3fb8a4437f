"""Forms of the follow-ups."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import LongTextField, OnceForm, Required
from review.reminders.vocabulary import LONGEST_TEXT


class FollowUpForm(OnceForm):
    """A word to somebody whose act is awaited."""

    text = LongTextField(
        _l("Votre message"),
        [Required(_l("Écrivez le message à envoyer."))],
        maximum=LONGEST_TEXT,
    )
