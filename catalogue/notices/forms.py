"""Forms of the messages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import Form, ManyOfField


class PreferencesForm(Form):
    """Which kinds of messages also come by mail; all of them stand on the page."""

    mailed = ManyOfField(_l("Quels messages voulez-vous aussi par courriel ?"), choices=[])
