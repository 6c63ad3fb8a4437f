"""The form that confides several readings at once."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    FrenchDateField,
    ManyOfField,
    OnceForm,
    OneOfField,
    Required,
    choices,
)
from review.assignments.bulk import SHARING_LABELS, Sharing


class BulkForm(OnceForm):
    """Which texts, which people, how they meet, by when."""

    rounds = ManyOfField(
        _l("Textes à confier"),
        [Required(_l("Cochez au moins un texte."))],
        choices=[],
        coerce=int,
    )
    people = ManyOfField(
        _l("Personnes"),
        [Required(_l("Cochez au moins une personne."))],
        choices=[],
        coerce=int,
    )
    sharing = OneOfField(
        _l("Qui relit quoi ?"),
        [Required(_l("Dites si chaque personne relit chaque texte, ou s’ils se répartissent."))],
        choices=choices(SHARING_LABELS),
        coerce=Sharing,
    )
    respond_by = FrenchDateField(_l("Répondre au plus tard le"))
    due_on = FrenchDateField(_l("Échéance des relectures"))
