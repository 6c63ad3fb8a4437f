"""The forms of public enquiries: opening and its acts, one comment of the public, answers."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from catalogue.enquiry.facts import WHO
from catalogue.enquiry.vocabulary import (
    COMMENT_KIND_LABELS,
    GROUND_LABELS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    OUTCOME_LABELS,
    CommentKind,
    Ground,
    Outcome,
)
from catalogue.forms import (
    ChoiceField,
    EmailField,
    FileField,
    Form,
    FrenchDateField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    TickField,
    VersionedForm,
    choices,
)

_WHY = _l("Écrivez le motif.")
_PUBLIC = _l("Publié sur la page de l’enquête.")


class DraftFields(Form):
    """Which text the enquiry is on, and how the public gets it."""

    text_version_id = ChoiceField(
        _l("Texte soumis à l’enquête"),
        choices=(),
        coerce=int,
        blank=_l("Aucun texte joint au sujet"),
    )
    draft_published = TickField(
        _l("Le projet se télécharge sur la page publique"),
        description=_l("Seulement le texte choisi, et seulement s’il est joint comme fichier."),
    )
    draft_note = LongTextField(
        _l("Si le projet n’est pas en ligne : pourquoi, et où le demander"),
        maximum=1000,
        description=_l("Par exemple le bureau, le téléphone, le prix s’il y en a un. Publié."),
    )


class OpeningForm(DraftFields, VersionedForm):
    """What is decided when an enquiry opens."""

    opens_on = FrenchDateField(_l("Premier jour"))
    closes_on = FrenchDateField(_l("Dernier jour pour les remarques"), [Required()])
    ground = ChoiceField(
        _l("Urgence qui permet une enquête plus courte"),
        choices=choices(GROUND_LABELS),
        coerce=Ground,
        blank=_l("Aucune"),
    )
    short_reason = LongTextField(
        _l("En quoi consiste l’urgence"), maximum=1000, description=_PUBLIC
    )
    stage_reason = LongTextField(
        _l("Motif du passage au stade 40.20"),
        maximum=1000,
        description=_l("Nécessaire si le sujet saute des étapes ou y revient."),
    )


class DraftForm(DraftFields, VersionedForm):
    """The same choice, changed later."""


class ExtensionForm(VersionedForm):
    """A later last day."""

    closes_on = FrenchDateField(_l("Nouveau dernier jour"), [Required()])
    reason = LongTextField(
        _l("Motif de la prolongation"), [Required(_WHY)], maximum=1000, description=_PUBLIC
    )


class ClosingForm(VersionedForm):
    """The day the enquiry was closed."""

    closed_on = FrenchDateField(_l("Date de clôture"), [Required()])
    reason = LongTextField(
        _l("Motif"),
        maximum=1000,
        description=_l("Nécessaire avant le dernier jour annoncé. Inscrit au journal."),
    )


class ReasonForm(VersionedForm):
    """Why something is taken back."""

    reason = LongTextField(
        _l("Motif"), [Required(_WHY)], maximum=1000, description=_l("Inscrit au journal.")
    )


class ConfirmForm(VersionedForm):
    """An act with nothing to fill in."""


class SealField(HiddenField):  # type: ignore[misc]
    """When the page was given, signed: a form that was never opened cannot be sent."""


class CommentForm(OnceForm):
    """What somebody says of a draft. ``website`` is a trap: people never see it."""

    seal = SealField()
    organisation = TextField(
        _l("Votre organisation"),
        maximum=LONGEST_NAME,
        description=_l("Elle peut être publiée avec la remarque. Sans organisation, votre nom."),
    )
    author_name = TextField(
        _l("Votre nom"), maximum=LONGEST_NAME, description=_l("Il n’est jamais publié.")
    )
    email = EmailField(
        _l("Votre adresse électronique"),
        description=_l("Pour recevoir la réponse. Elle n’est jamais publiée."),
    )
    clause = TextField(
        _l("Article ou paragraphe du projet"),
        maximum=LONGEST_PLACE,
        description=_l("Par exemple 5.2, annexe A, tableau 3."),
    )
    kind = OneOfField(
        _l("De quelle sorte est votre remarque ?"),
        [Required()],
        choices=choices(COMMENT_KIND_LABELS),
        coerce=CommentKind,
    )
    comment = LongTextField(
        _l("Votre remarque"), [Required(_l("Écrivez la remarque."))], maximum=LONGEST_TEXT
    )
    proposed_change = LongTextField(
        _l("Ce que vous proposez d’écrire à la place"), maximum=LONGEST_TEXT
    )
    about_gender = TickField(
        _l("Ma remarque touche aux différences entre femmes et hommes"),
        description=_l("Par exemple un gabarit, une taille, une tâche, un risque."),
    )
    website = TextField(_l("Laissez ce champ vide"), maximum=LONGEST_TEXT)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for an organisation or a name with the other questions, all at once."""
        valid = bool(super().validate(extra_validators))
        if self.organisation.data or self.author_name.data:
            return valid
        self.point_out({"organisation": WHO})
        return False

    def hidden_names(self) -> set[str]:
        """Leave the trap out of the error summary: nobody sees it."""
        return super().hidden_names() | {"website"}


class AnswerFields(Form):
    """One answer."""

    outcome = OneOfField(
        _l("Réponse"), [Required()], choices=choices(OUTCOME_LABELS), coerce=Outcome
    )
    answer = LongTextField(
        _l("Motif, ou ce qui est fait"),
        maximum=LONGEST_TEXT,
        description=_l("Nécessaire sauf si la remarque est acceptée telle quelle."),
    )


class AnswerForm(AnswerFields, VersionedForm):
    """The answer to one comment."""


class ManyAnswersForm(AnswerFields):
    """One answer to several comments, ticked in the table above it."""


class SheetForm(Form):
    """A commenting table to take in."""

    file = FileField(
        _l("Tableau de remarques"),
        [Required(_l("Choisissez le tableau."))],
        families=("Excel", "LibreOffice", "CSV"),
    )
    organisation = TextField(
        _l("Organisation qui l’envoie"),
        [Required(_l("Donnez l’organisation qui envoie ce tableau."))],
        maximum=LONGEST_NAME,
        description=_l("Pour les lignes où la colonne MB/NC ne dit rien de plus."),
    )
