"""The forms of the plan: words of a line, slots of an objective, versions, validation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    FileField,
    FrenchDateField,
    LongTextField,
    OnceForm,
    Required,
    TextField,
    VersionedForm,
)
from catalogue.work_programme.forms import FAMILIES

_LONG = 4000
_DAY = _l("JJ/MM/AAAA. Laissez vide si la date n’est pas connue.")
_WHY = _l("Écrivez le motif.")


class LineForm(VersionedForm):
    """The corrected words of a line."""

    activity = LongTextField(_l("Activité ou extrant"), [Required()], maximum=_LONG)
    measures = LongTextField(_l("Mesures et actions"), maximum=_LONG)
    indicator = LongTextField(_l("Indicateur"), maximum=_LONG)
    target = LongTextField(_l("Valeur cible"), maximum=_LONG)
    schedule = LongTextField(_l("Calendrier"), maximum=_LONG)
    owners = LongTextField(
        _l("Responsables"),
        maximum=_LONG,
        description=_l("Séparez-les par une barre : AMANORM|INSTAT."),
    )
    comments = LongTextField(_l("Commentaires"), maximum=_LONG)


class ObjectiveForm(VersionedForm):
    """The corrected words of an objective and its slots; each may be left empty."""

    text = LongTextField(_l("Texte de l’objectif"), maximum=_LONG)
    indicator_code = TextField(
        _l("Indicateur"), maximum=100, description=_l("Son code, par exemple 5.3.")
    )
    baseline_value = TextField(
        _l("Base (valeur de départ)"),
        maximum=300,
        description=_l("De combien sur combien, par exemple : 12 sièges sur 40."),
    )
    baseline_on = FrenchDateField(_l("Date de la base"), description=_DAY)
    target = LongTextField(_l("Cible"), maximum=_LONG)
    due_on = FrenchDateField(_l("Échéance"), description=_DAY)
    population = TextField(
        _l("Population"), maximum=500, description=_l("Qui, ou quoi, est compté.")
    )
    measured_by = TextField(
        _l("Source de la mesure"), maximum=500, description=_l("D’où vient le chiffre.")
    )
    owner = LongTextField(
        _l("Responsable"), maximum=_LONG, description=_l("Un service ou une fonction.")
    )


class VersionForm(OnceForm):
    """Since when the text holds, and why it is published."""

    effective_on = FrenchDateField(_l("En vigueur depuis le"), [Required()])
    reason = LongTextField(
        _l("Motif"), [Required(_WHY)], maximum=1000, description=_l("Il se lit avec la version.")
    )


class ValidationForm(OnceForm):
    """Who validated the plan, by which act, and when."""

    validated_by = TextField(
        _l("Validé par"),
        [Required()],
        maximum=300,
        description=_l(
            "L’instance ou la fonction, sans nom de personne : cette page est publique."
        ),
    )
    reference = TextField(_l("Référence de la décision"), [Required()], maximum=300)
    validated_on = FrenchDateField(_l("Date de la validation"), [Required()])
    document = FileField(_l("Document de la décision"), families=FAMILIES)


class CorrectionForm(ValidationForm):
    """A validation recorded, corrected beside."""

    reason = LongTextField(_l("Motif de la correction"), [Required(_WHY)], maximum=1000)
