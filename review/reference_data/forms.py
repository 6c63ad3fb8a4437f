"""The forms of the reference series and of their values."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    ChoiceField,
    FrenchDateField,
    IntegerField,
    LongTextField,
    OnceForm,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from review.reference_data.vocabulary import (
    TERRITORY_LABELS,
    THEME_LABELS,
    TOPIC_LABELS,
    Territory,
    Theme,
)


class _SeriesFields:
    title = TextField(_l("Titre de la série"), [Required()], maximum=300)
    theme = ChoiceField(_l("Thème"), [Required()], choices=choices(THEME_LABELS), coerce=Theme)
    territory = ChoiceField(
        _l("Territoire"), [Required()], choices=choices(TERRITORY_LABELS), coerce=Territory
    )
    place = TextField(_l("Pays ou organisme"), [Required()], maximum=200)
    topic = ChoiceField(
        _l("À comparer avec"),
        choices=[("", _l("Rien")), *choices(TOPIC_LABELS)],
        description=_l("Le chiffre de l’Agence à côté duquel cette série se lit."),
    )
    unit = TextField(
        _l("Unité"), [Required()], maximum=100, description=_l("Par exemple : personnes.")
    )
    definition = LongTextField(
        _l("Définition"), maximum=2000, description=_l("Qui est compté, et comment.")
    )
    publisher = TextField(_l("Qui publie"), [Required()], maximum=300)
    source_link = TextField(_l("Adresse de la source"), maximum=500)
    source_date = FrenchDateField(
        _l("Date de la source"),
        description=_l(
            "JJ/MM/AAAA. Sans date, la série est gardée mais l’indicateur 1.3 ne la compte pas."
        ),
    )
    available_on = FrenchDateField(_l("Disponible depuis le"), [Required()])


class SeriesForm(_SeriesFields, OnceForm):
    """A series that is added."""


class SeriesEditForm(_SeriesFields, VersionedForm):
    """A series, changed."""


class WithdrawingForm(VersionedForm):
    """Why a series is no longer used."""

    reason = LongTextField(_l("Motif"), [Required(_l("Écrivez le motif."))], maximum=1000)


class ValueForm(OnceForm):
    """One value of a series."""

    year = IntegerField(
        _l("Année"),
        smallest=0,
        largest=9999,
        description=_l("Laissez vide si la source ne la dit pas."),
    )
    women = TextField(_l("Femmes"), maximum=30)
    men = TextField(_l("Hommes"), maximum=30)
    total = TextField(_l("Total"), maximum=30)
    published_share = TextField(
        _l("Part publiée (% de femmes)"),
        maximum=20,
        description=_l(
            "Seulement quand la source n’imprime qu’un pourcentage : il est gardé tel quel et "
            "ne se recalcule pas."
        ),
    )
    note = LongTextField(_l("Remarque"), maximum=1000)


class ValueWithdrawingForm(OnceForm):
    """Why a value is taken back."""

    reason = LongTextField(_l("Motif"), [Required(_l("Écrivez le motif."))], maximum=1000)
