"""Forms of discussion, adjudication and equivalence."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    FrenchDateField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
    VersionedForm,
)

REASON_LENGTH = 1000
NOTE_LENGTH = 5000


class PassForm(VersionedForm):
    """Have nothing to add to the discussion."""


class NoteForm(OnceForm):
    """Write to the other reviewer."""

    text = LongTextField(
        _l("Votre message"),
        [Required(_l("Écrivez ce que vous voulez dire à l’autre personne."))],
        maximum=NOTE_LENGTH,
    )


class AdjudicatorForm(VersionedForm):
    """Choose who settles a disagreement."""

    account_id = OneOfField(
        _l("Qui départage ?"),
        [Required(_l("Choisissez la personne qui départage."))],
        choices=[],
        coerce=int,
    )
    agency_interest_reason = LongTextField(
        _l("Pourquoi vous acceptez une personne de l’organisation demandeuse"),
        maximum=REASON_LENGTH,
    )
    due_on = FrenchDateField(_l("Échéance du départage"))


class EquivalenceForm(VersionedForm):
    """Record that the changes between two texts have no effect on the answers."""

    reason = LongTextField(
        _l("Ce qui a changé, et pourquoi les réponses restent les mêmes"),
        [Required(_l("Écrivez ce qui a changé, et pourquoi les réponses restent les mêmes."))],
        maximum=REASON_LENGTH,
    )
