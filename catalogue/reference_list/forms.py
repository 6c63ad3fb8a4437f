"""The forms of the reference list: an entry's facts, and what was opened to verify it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.forms import (
    ChoiceField,
    Form,
    IntegerField,
    LongTextField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    TickField,
    VersionedForm,
    choices,
)
from catalogue.records.facts import codes_in
from catalogue.records.models import SourceBody
from catalogue.reference_list.facts import EntryFacts
from catalogue.reference_list.vocabulary import (
    EVIDENCE_KIND_LABELS,
    RELEVANCE_LABELS,
    EvidenceKind,
    Relevance,
)


class EntryForm(Form):
    """Every fact of an entry; without a known number the reference stays empty."""

    reference = TextField(
        _l("Référence"),
        maximum=200,
        description=_l("Laissez vide si le numéro n’est pas connu : il sera dit « à compléter »."),
    )
    body_code = ChoiceField(_l("Organisme qui publie le document"), [Required()])
    title_fr = TextField(_l("Titre français, ou description"), maximum=600)
    title_fr_official = TickField(_l("Ce titre français est celui de l’organisme"))
    title_en = TextField(_l("Titre anglais"), maximum=600)
    relevance = OneOfField(
        _l("Intérêt pour le genre"),
        [Required()],
        choices=choices(RELEVANCE_LABELS),
        coerce=Relevance,
    )
    rationale_fr = LongTextField(
        _l("Ce que ce document a à voir avec le genre"), [Required()], maximum=1000
    )
    rationale_en = LongTextField(_l("La même phrase en anglais"), maximum=1000)
    evidence_kind = OneOfField(
        _l("Sur quoi repose cette affirmation"),
        [Required()],
        choices=choices(EVIDENCE_KIND_LABELS),
        coerce=EvidenceKind,
    )
    evidence_url = TextField(_l("Adresse de la source"), maximum=600)
    catalogue_url = TextField(_l("Adresse dans le catalogue de l’organisme"), maximum=600)
    ics = TextField(
        _l("Codes ICS"),
        description=_l("Un ou plusieurs codes, séparés par des virgules : 13.340.20, 61.020."),
    )
    committee_reference = TextField(
        _l("Comité"), maximum=200, description=_l("Comme l’organisme l’écrit : ISO/TC 133.")
    )
    edition_year = IntegerField(_l("Année de l’édition"), smallest=1900, largest=2199)
    published_on = TextField(
        _l("Date de publication"),
        maximum=10,
        description=_l("Comme la source la donne : 2024, 2024-05 ou 2024-05-17."),
    )
    stage_or_status = TextField(
        _l("État du document"),
        maximum=300,
        description=_l("Avec la source et sa date : publiée, catalogue de l’ISO du 2 juin 2025."),
    )
    note = LongTextField(_l("Note"), maximum=1000)

    def __init__(self, *args: Any, bodies: Sequence[SourceBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body_code.choices = [SelectChoice(one.code, one.display_fr) for one in bodies]

    def facts(self, *, edition_id: int | None = None, stage_code: str | None = None) -> EntryFacts:
        """Read what was typed as facts.

        ``edition_id`` is the standard the entry is linked to, ``stage_code`` the stage its body
        gives the document: neither is typed.
        """
        return EntryFacts(
            body_code=self.body_code.data or "",
            relevance=self.relevance.data,
            evidence_kind=self.evidence_kind.data,
            reference=self.reference.data or "",
            title_fr=self.title_fr.data or None,
            title_fr_official=bool(self.title_fr_official.data),
            title_en=self.title_en.data or None,
            edition_year=self.edition_year.data,
            stage_or_status=self.stage_or_status.data or None,
            ics=codes_in(self.ics.data or ""),
            committee_reference=self.committee_reference.data or None,
            rationale_fr=self.rationale_fr.data or None,
            rationale_en=self.rationale_en.data or None,
            evidence_url=self.evidence_url.data or None,
            catalogue_url=self.catalogue_url.data or None,
            published_on=self.published_on.data or None,
            note=self.note.data or None,
            edition_id=edition_id,
            stage_code=stage_code,
        )


class NewEntryForm(EntryForm, OnceForm):
    """The facts of an entry that is not there yet."""


class EntryCorrectionForm(EntryForm, VersionedForm):
    """The same facts, corrected; naming a source confirms the entry at once."""

    source = TextField(
        _l("Source que vous avez ouverte"),
        maximum=600,
        description=_l(
            "Si vous l’indiquez, l’entrée est aussi vérifiée par vous, ce jour. Sinon, une "
            "vérification plus ancienne ne vaut plus pour le texte corrigé."
        ),
    )


class ConfirmationForm(VersionedForm):
    """What was opened before saying that an entry says true."""

    source = TextField(
        _l("Source que vous avez ouverte"),
        [Required()],
        maximum=600,
        description=_l("Par exemple : texte de la norme, édition 2024 ; page du catalogue."),
    )
