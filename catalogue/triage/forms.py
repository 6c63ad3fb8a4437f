"""What a person states when they settle a candidate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from catalogue.forms import (
    Form,
    LongTextField,
    OneOfField,
    Required,
    TextField,
    TickField,
    choices,
)
from catalogue.reference_list.vocabulary import (
    EVIDENCE_KIND_LABELS,
    RELEVANCE_LABELS,
    EvidenceKind,
    Relevance,
)
from catalogue.triage.services import Statement


class AcceptForm(Form):
    """What a person says of the document, beside the facts already known of it."""

    relevance = OneOfField(
        _l("Intérêt pour le genre"),
        [Required()],
        choices=choices(RELEVANCE_LABELS),
        coerce=Relevance,
        description=_l(
            "D’après le titre seul, il est « potentiel » : l’indicateur 5.1 ne le compte pas."
        ),
    )
    rationale_fr = LongTextField(
        _l("Ce que ce document a à voir avec le genre"),
        [Required()],
        maximum=1000,
        description=_l(
            "Avec vos mots : ce qui peut différer entre les femmes et les hommes, et où."
        ),
    )
    evidence_kind = OneOfField(
        _l("Sur quoi repose cette affirmation"),
        [Required()],
        choices=choices(EVIDENCE_KIND_LABELS),
        coerce=EvidenceKind,
    )
    evidence_url = TextField(_l("Adresse de la source"), maximum=600)
    note = LongTextField(_l("Note"), maximum=1000)

    def statement(self) -> Statement:
        """Read what was typed."""
        return Statement(
            relevance=self.relevance.data,
            rationale_fr=self.rationale_fr.data,
            evidence_kind=self.evidence_kind.data,
            evidence_url=self.evidence_url.data or None,
            note=self.note.data or None,
        )


class DismissForm(Form):
    """Why a document is not to be examined."""

    reason = LongTextField(
        _l("Pourquoi ce document n’est pas à examiner"),
        [Required()],
        maximum=600,
        description=_l("Une phrase suffit, par exemple : essai d’un matériau, aucune personne."),
    )
    whole_series = TickField(_l("Écarter aussi les autres documents de la même série"))
