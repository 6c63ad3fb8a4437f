"""Forms of rounds and assignments."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.forms import (
    FileField,
    Form,
    FrenchDateField,
    LongTextField,
    ManyOfField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
)

REASON_LENGTH = 1000
FILE = "file"
PAPER = "paper"
RECORDED = "document-"
LATER = "plus_tard"


class OpenRoundForm(Form):
    """Open a reading of a text that is already attached."""

    due_on = FrenchDateField(_l("Échéance des relectures"))


class EditionTextForm(Form):
    """Say which text of an older standard is to be read: one on record, a file, or a paper."""

    origin = OneOfField(
        _l("Quel texte faut-il relire ?"),
        [Required(_l("Choisissez le texte à relire."))],
        choices=[
            (FILE, _l("Un fichier que je joins")),
            (PAPER, _l("Un texte sur papier, connu par son titre et sa date")),
        ],
    )
    file = FileField(_l("Fichier du texte"), families=("PDF", "Word", "LibreOffice"))
    title = TextField(_l("Titre porté sur le papier"), maximum=300)
    dated_on = FrenchDateField(_l("Date portée sur le papier"))
    due_on = FrenchDateField(_l("Échéance des relectures"))

    def offer(self, documents: Mapping[int, str]) -> None:
        """Offer first the texts already on record for this standard."""
        known = [
            SelectChoice(value=f"{RECORDED}{document_id}", label=title)
            for document_id, title in documents.items()
        ]
        self.origin.choices = [*known, *self.origin.choices]

    @property
    def recorded_document_id(self) -> int | None:
        """Give the document chosen among those on record, if one was."""
        chosen = str(self.origin.data or "")
        return int(chosen.removeprefix(RECORDED)) if chosen.startswith(RECORDED) else None


class InviteForm(OnceForm):
    """Ask somebody to read."""

    account_id = OneOfField(
        _l("Qui invitez-vous ?"),
        [Required(_l("Choisissez la personne à inviter."))],
        choices=[],
        coerce=int,
    )
    agency_interest_reason = LongTextField(
        _l("Pourquoi vous acceptez une personne de l’organisation demandeuse"),
        maximum=REASON_LENGTH,
    )
    respond_by = FrenchDateField(_l("Répondre au plus tard le"))
    due_on = FrenchDateField(_l("Échéance de cette relecture"))


class CompetencesForm(Form):
    """Say which ICS domains one knows: whole fields, then more precise ones."""

    fields = ManyOfField(_l("Domaines de la classification ICS"), choices=[])
    codes = LongTextField(
        _l("Groupes et sous-groupes plus précis"),
        maximum=600,
        description=_l("Un code par ligne, comme 65.060 ou 65.060.50."),
    )

    @property
    def written(self) -> list[str]:
        """Give the codes typed, whatever separates them."""
        return [code for code in re.split(r"[\s,;]+", self.codes.data or "") if code]


class AbsenceForm(Form):
    """Note days on which one cannot read."""

    from_on = FrenchDateField(_l("Premier jour"), [Required(_l("Donnez le premier jour."))])
    to_on = FrenchDateField(_l("Dernier jour"), [Required(_l("Donnez le dernier jour."))])
    reason = TextField(_l("Motif"), maximum=300)


class NoReasonForm(VersionedForm):
    """An act on the page as it was seen, with nothing to say."""


class ReasonForm(VersionedForm):
    """An act that needs its reason."""

    reason = LongTextField(_l("Motif"), [Required(_l("Écrivez le motif."))], maximum=REASON_LENGTH)


class InterestForm(VersionedForm):
    """The declaration made before the first answer."""

    has_interest = OneOfField(
        _l("Avez-vous un intérêt dans ce texte ?"),
        [Required(_l("Répondez oui ou non avant de lire."))],
        choices=[
            ("non", _l("Non, je n’ai pas d’intérêt dans ce texte")),
            ("oui", _l("Oui, j’ai un intérêt : je ne relis pas")),
        ],
    )
    detail = LongTextField(_l("Si oui, lequel ?"), maximum=REASON_LENGTH)

    def for_an_invitation(self) -> None:
        """Ask for the answer to the invitation with the declaration."""
        self.has_interest.label.text = _l("Acceptez-vous de relire ce texte ?")
        self.has_interest.validators = [
            Required(_l("Acceptez, ou dites que vous avez un intérêt dans ce texte."))
        ]
        self.detail.label.text = _l("Si vous avez un intérêt, lequel ?")
        self.has_interest.choices = [
            SelectChoice(
                value="non", label=_l("J’accepte, et je n’ai pas d’intérêt dans ce texte")
            ),
            SelectChoice(
                value=LATER,
                label=_l("J’accepte, et je déclarerai mes intérêts après avoir vu le texte"),
            ),
            SelectChoice(value="oui", label=_l("J’ai un intérêt dans ce texte : je ne relis pas")),
        ]
