"""The forms of a systematic review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    ChoiceField,
    FileField,
    FrenchDateField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from catalogue.maintenance.vocabulary import OPINION_LABELS, OUTCOME_LABELS, Opinion, Outcome
from catalogue.work_programme.forms import FAMILIES


class OpeningForm(OnceForm):
    """The day a review opens, and until when committees answer."""

    opened_on = FrenchDateField(_l("Ouvert le"), [Required()])
    answers_until = FrenchDateField(
        _l("Réponses attendues jusqu’au"),
        description=_l("JJ/MM/AAAA. Le comité de la norme et les autres sont consultés d’ici là."),
    )


class AnswerForm(OnceForm):
    """What a committee or another body answers."""

    committee_id = ChoiceField(
        _l("Comité qui répond"), coerce=int, choices=(), blank=_l("Un autre organisme")
    )
    body = TextField(
        _l("Autre organisme"), maximum=300, description=_l("Si ce n’est pas un comité.")
    )
    opinion = OneOfField(
        _l("Sa réponse"), [Required()], choices=choices(OPINION_LABELS), coerce=Opinion
    )
    comment = LongTextField(_l("Ses raisons"), maximum=2000)
    answered_on = FrenchDateField(_l("Date de la réponse"), [Required()])

    def __init__(self, *args: Any, committees: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee_id.choices = list(committees)


class OutcomeForm(VersionedForm):
    """What the review decides, and on what it rests."""

    outcome = OneOfField(
        _l("Issue de l’examen"), [Required()], choices=choices(OUTCOME_LABELS), coerce=Outcome
    )
    decided_on = FrenchDateField(_l("Date de la décision"), [Required()])
    decided_by = TextField(
        _l("Qui a décidé"), maximum=300, description=_l("Par exemple le comité ou le CNNCQ.")
    )
    reason = LongTextField(
        _l("Motif"), [Required(_l("Écrivez le motif : il est lu avec l’issue."))], maximum=1000
    )
    evidence = FileField(_l("Pièce justificative"), families=FAMILIES)


class UndoingForm(VersionedForm):
    """Why an outcome or an opening is taken back."""

    reason = LongTextField(
        _l("Motif"),
        [Required(_l("Écrivez le motif."))],
        maximum=1000,
        description=_l("Inscrit au journal."),
    )


class SequelForm(OnceForm):
    """The subject that follows an outcome."""

    title_fr = LongTextField(_l("Titre en français"), [Required()], maximum=1000)
    registered_on = FrenchDateField(_l("Date d’inscription au programme"), [Required()])
