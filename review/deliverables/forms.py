"""The forms of deliverables, their steps and decisions, of materials and their distribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    ChoiceField,
    FileField,
    FrenchDateField,
    IntegerField,
    LongTextField,
    OnceForm,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from catalogue.work_programme.forms import FAMILIES
from review.deliverables.vocabulary import (
    KIND_LABELS,
    MATERIAL_LABELS,
    DeliverableKind,
    MaterialKind,
)

_WHY = _l("Écrivez le motif.")
_FILED = _l("Inscrit au journal.")


class _DeliverableFields:
    line_code = ChoiceField(_l("Ligne du plan"), [Required()], choices=())
    kind = ChoiceField(
        _l("Sorte de livrable"), [Required()], choices=choices(KIND_LABELS), coerce=DeliverableKind
    )
    title = TextField(_l("Intitulé"), [Required()], maximum=300)
    owner = TextField(
        _l("Responsable"), maximum=300, description=_l("Le service ou la fonction qui s’en charge.")
    )
    due_on = FrenchDateField(
        _l("Attendu pour le"),
        description=_l("JJ/MM/AAAA. Laissez vide si aucune date n’est fixée."),
    )


class DeliverableForm(_DeliverableFields, OnceForm):
    """A deliverable that the agency adds to those of the plan."""

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_code.choices = list(lines)


class DeliverableEditForm(_DeliverableFields, VersionedForm):
    """What is written of a deliverable, changed."""

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_code.choices = list(lines)


class _StepFields:
    title = TextField(_l("Ce qui est à faire"), [Required()], maximum=300)
    planned_on = FrenchDateField(
        _l("Prévu pour le"), description=_l("JJ/MM/AAAA. Laissez vide si aucune date n’est fixée.")
    )


class StepForm(_StepFields, OnceForm):
    """A step that is added."""


class StepEditForm(_StepFields, VersionedForm):
    """A step still to do, changed."""


class _DoneFields:
    done_on = FrenchDateField(_l("Fait le"), [Required()])
    evidence_note = LongTextField(
        _l("Ce qui le montre"),
        maximum=1000,
        description=_l("Par exemple la référence d’un courrier ou d’un rapport."),
    )
    evidence = FileField(_l("Document qui le montre"), families=FAMILIES)


class StepDoneForm(_DoneFields, VersionedForm):
    """When a step was done, and what shows it."""


class StepCorrectionForm(_DoneFields, VersionedForm):
    """A step done, corrected."""

    reason = LongTextField(
        _l("Motif de la correction"), [Required(_WHY)], maximum=1000, description=_FILED
    )


class ReasonForm(VersionedForm):
    """Why something recorded is taken back."""

    reason = LongTextField(_l("Motif"), [Required(_WHY)], maximum=1000, description=_FILED)


class VersionForm(VersionedForm):
    """An act that asks nothing but to be confirmed."""


class DecisionForm(VersionedForm):
    """Who decided, by which act, and when."""

    body = TextField(
        _l("Qui a décidé"), [Required()], maximum=300, description=_l("Par exemple la direction.")
    )
    reference = TextField(_l("Référence de l’acte"), maximum=300)
    decided_on = FrenchDateField(_l("Date de la décision"), [Required()])
    document = FileField(_l("Document de la décision"), families=FAMILIES)
    reason = LongTextField(
        _l("Motif du changement"),
        maximum=1000,
        description=_l("Demandé quand une décision est déjà enregistrée. Inscrit au journal."),
    )


class CompletionForm(VersionedForm):
    """The day a deliverable was done."""

    completed_on = FrenchDateField(_l("Terminé le"), [Required()])


class DroppingForm(ReasonForm):
    """Since when, and why, a deliverable is given up."""

    dropped_on = FrenchDateField(_l("Abandonné le"), [Required()])


class _MaterialFields:
    title = TextField(_l("Titre du support"), [Required()], maximum=300)
    kind = ChoiceField(
        _l("Sorte de support"), [Required()], choices=choices(MATERIAL_LABELS), coerce=MaterialKind
    )
    gender_theme = TextField(
        _l("Ce qu’il dit du genre"),
        maximum=300,
        description=_l("Par exemple : équipements de protection à la taille des femmes."),
    )
    note = LongTextField(_l("Remarque"), maximum=1000)


class MaterialForm(_MaterialFields, OnceForm):
    """A material that is added."""


class MaterialEditForm(_MaterialFields, VersionedForm):
    """A material, changed."""


class DistributionForm(OnceForm):
    """How many were distributed, when, where and by which means."""

    distributed_on = FrenchDateField(_l("Date de la diffusion"), [Required()])
    copies = IntegerField(
        _l("Combien"),
        [Required()],
        smallest=1,
        largest=10_000_000,
        description=_l("Exemplaires remis ; pour une émission, le nombre de passages."),
    )
    audience = TextField(
        _l("Où, ou à qui"),
        [Required()],
        maximum=300,
        description=_l("Le lieu ou le public, sans nommer de personne."),
    )
    medium = TextField(
        _l("Par quel moyen"), maximum=300, description=_l("Par exemple une foire ou une radio.")
    )


class CancellingForm(OnceForm):
    """Why a distribution recorded is cancelled."""

    reason = LongTextField(_l("Motif"), [Required(_WHY)], maximum=1000, description=_FILED)
