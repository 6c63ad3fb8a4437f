"""The filter of the journal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    ChoiceField,
    FrenchDateField,
    IntegerField,
    LongTextField,
    QueryForm,
    Required,
    TextField,
    TickField,
    VersionedForm,
)


class JournalForm(QueryForm):
    """What to show of the journal; nothing chosen shows everything."""

    acte = ChoiceField(_l("Acte"), blank=_l("Tous les actes"))
    objet = ChoiceField(_l("Sorte d’objet"), blank=_l("Tous les objets"))
    numero = IntegerField(_l("Numéro interne de l’objet"))
    personne = ChoiceField(_l("Personne"), blank=_l("Tout le monde"), coerce=int)
    du = FrenchDateField(_l("Du"))
    au = FrenchDateField(_l("Au"))


class ErasureForm(VersionedForm):
    """Erase the content of acts: who asked, why, and a box that says it is final."""

    reason = LongTextField(_l("Qui le demande, et pourquoi"), validators=[Required()], maximum=1000)
    final = TickField(
        _l("J’ai compris qu’un contenu effacé ne revient pas"), validators=[Required()]
    )


class MentionForm(QueryForm):
    """Search where a name still stands."""

    nom = TextField(_l("Nom cherché"), maximum=100)
