"""The forms of the plan: words of a line, slots of an objective, versions, validation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.exchange.workbook import LARGEST_FILE
from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    FrenchDateField,
    LongTextField,
    OnceForm,
    Required,
    TextField,
    VersionedForm,
)
from catalogue.work_programme.forms import FAMILIES

_LONG = 4000
_TABLES = ("Excel", "LibreOffice", "CSV")
_DAY = _l("JJ/MM/AAAA. Laissez vide si la date n’est pas connue.")
_WHY = _l("Écrivez le motif.")


class PlanFactsFields:
    """What a plan is called, and its days."""

    code = TextField(
        _l("Code du plan"),
        [Required()],
        maximum=40,
        description=_l("Lettres sans accent, chiffres et tirets : amanorm-2027-2029."),
    )
    title = TextField(_l("Titre du plan"), [Required()], maximum=300)
    starts_on = FrenchDateField(_l("Premier jour du plan"), [Required()])
    ends_on = FrenchDateField(_l("Dernier jour du plan"), [Required()])


class PlanForm(PlanFactsFields, OnceForm):
    """A plan written at the screen."""


class PlanEditForm(PlanFactsFields, VersionedForm):
    """The title and period of a draft."""


class PlanFileForm(PlanFactsFields, Form):
    """A plan brought in a file."""

    file = FileField(
        _l("Fichier du plan"),
        [Required(_l("Choisissez un fichier."))],
        families=_TABLES,
        largest=LARGEST_FILE,
    )


class PlanFileEditForm(PlanFactsFields, VersionedForm):
    """A plan brought in a file, with a corrected file in its place."""

    file = FileField(
        _l("Fichier corrigé"),
        families=_TABLES,
        largest=LARGEST_FILE,
        description=_l("Sans autre fichier, le premier reste."),
    )


class ConfirmForm(VersionedForm):
    """Nothing is asked: the act is confirmed."""


class _LineWords:
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
    indicator_code = TextField(
        _l("Indicateur calculé"),
        maximum=100,
        description=_l(
            "Le code de l’indicateur qui suit cette ligne, par exemple 5.3 ; plusieurs : 1.1|1.1b. "
            "Laissez vide si la ligne se suit à la main."
        ),
    )


class LineForm(_LineWords, VersionedForm):
    """The corrected words of a line."""


class _LinePlace:
    result = TextField(
        _l("Numéro du résultat"), [Required()], maximum=4, description=_l("Par exemple 1.")
    )
    result_title = TextField(
        _l("Titre du résultat"),
        maximum=1000,
        description=_l("Il vaut pour toutes les lignes de ce résultat. Vide : celui déjà écrit."),
    )
    code = TextField(
        _l("Code de la ligne"), [Required()], maximum=10, description=_l("Par exemple 1.1.")
    )


class NewLineForm(_LinePlace, _LineWords, OnceForm):
    """A line added to a draft."""


class DraftLineForm(_LinePlace, _LineWords, VersionedForm):
    """A line of a draft, changed whole."""


class _ObjectiveSlots:
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


class ObjectiveForm(_ObjectiveSlots, VersionedForm):
    """The corrected words of an objective and its slots; each may be left empty."""


class NewObjectiveForm(_ObjectiveSlots, OnceForm):
    """The objective of a result of a draft."""

    result = ChoiceField(_l("Résultat"), [Required()], choices=())

    def __init__(self, *args: Any, results: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result.choices = list(results)


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
