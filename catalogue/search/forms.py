"""The form of a kept search."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import Form, Required, TextField, TickField
from catalogue.search.saved import LONGEST_NAME


class SavedSearchForm(Form):
    """A name, and whether the weekly mail tells of it."""

    name = TextField(
        _l("Nom de la recherche"),
        [Required(_l("Donnez un nom à cette recherche."))],
        maximum=LONGEST_NAME,
    )
    digest = TickField(_l("M’écrire le lundi quand elle trouve du nouveau"))
