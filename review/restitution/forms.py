"""What the secretariat types for the sheet."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import LongTextField, OnceForm, VersionedForm


class DraftForm(VersionedForm):
    """The texts of the sheet, in both languages."""

    contact = LongTextField(
        _l("Contact"),
        maximum=600,
        description=_l("Une fonction, une adresse : ce texte est public. Pas de nom de personne."),
    )
    commitments_fr = LongTextField(_l("Engagements, en français"), maximum=3000)
    commitments_en = LongTextField(_l("Engagements, en anglais"), maximum=3000)
    story_fr = LongTextField(
        _l("Une réussite, en français"),
        maximum=3000,
        description=_l("Une seule, avec ce qui la montre : la norme, le comité, la date."),
    )
    story_en = LongTextField(_l("La même réussite, en anglais"), maximum=3000)


class PublishForm(VersionedForm, OnceForm):
    """The sheet is published once and for all."""
