"""The forms of the register: a standard's facts, its withdrawal, its links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.committees.models import Committee
from catalogue.forms import (
    ChoiceField,
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from catalogue.records.facts import FACT_NAMES, EditionFacts, codes_in
from catalogue.records.models import SourceBody
from catalogue.records.vocabulary import (
    ADOPTION_METHOD_LABELS,
    CORRESPONDENCE_LABELS,
    DOCUMENT_KIND_LABELS,
    NATURE_LABELS,
    RELATION_KIND_LABELS,
    AdoptionMethod,
    Correspondence,
    DocumentKind,
    Nature,
    RelationKind,
)

_UNKNOWN = _l("Non connu")
_YES_NO = {"oui": True, "non": False}


class EditionForm(Form):
    """Every fact of a standard; only the reference, the body and the title are necessary."""

    reference = TextField(
        _l("Référence"),
        [Required()],
        maximum=200,
        description=_l("Comme elle est imprimée sur la norme, avec son année."),
    )
    body_code = ChoiceField(_l("Organisme qui publie le document"), [Required()])
    title_fr = TextField(_l("Titre français"), maximum=600)
    title_en = TextField(_l("Titre anglais"), maximum=600)
    scope = LongTextField(_l("Domaine d’application"), maximum=4000)
    kind = ChoiceField(
        _l("Type de document"),
        [Required()],
        choices=choices(DOCUMENT_KIND_LABELS),
        coerce=DocumentKind,
        blank="",
    )
    nature = ChoiceField(
        _l("Nature du texte"),
        choices=choices(NATURE_LABELS),
        coerce=Nature,
        blank=_UNKNOWN,
        description=_l(
            "L’indicateur 5.3 ne compte que les normes nouvelles et les révisions techniques."
        ),
    )
    edition_number = IntegerField(_l("Numéro d’édition"), smallest=1, largest=99)
    mandatory = ChoiceField(
        _l("Rendue d’application obligatoire par un règlement"),
        choices=[SelectChoice("oui", _l("Oui")), SelectChoice("non", _l("Non"))],
        blank=_UNKNOWN,
    )
    committee_id = ChoiceField(_l("Comité"), coerce=int, blank=_UNKNOWN)
    committee_reference = TextField(
        _l("Comité d’un autre organisme"),
        maximum=160,
        description=_l("Comme cet organisme l’écrit : par exemple ISO/TC 133."),
    )
    ics = TextField(
        _l("Codes ICS"),
        description=_l("Un ou plusieurs codes, séparés par des virgules : 13.340.20, 61.020."),
    )
    base_reference = TextField(
        _l("Norme de base"),
        maximum=200,
        description=_l("La norme d’un autre organisme que ce texte reprend ou suit, avec l’année."),
    )
    correspondence = ChoiceField(
        _l("Degré de correspondance"),
        choices=choices(CORRESPONDENCE_LABELS),
        coerce=Correspondence,
        blank=_UNKNOWN,
        description=_l("Avec la norme de base, selon le Guide 21-1 de l’ISO et de l’IEC."),
    )
    adoption_method = ChoiceField(
        _l("Mode de reprise"),
        choices=choices(ADOPTION_METHOD_LABELS),
        coerce=AdoptionMethod,
        blank=_UNKNOWN,
        description=_l("Pour une reprise (IDT ou MOD), selon le Guide 21-1."),
    )
    cnncq_adopted_on = FrenchDateField(_l("Adoption par le CNNCQ"))
    homologated_on = FrenchDateField(_l("Homologation"))
    homologation_act = TextField(
        _l("Référence de l’acte d’homologation"), maximum=200, description=_l("Si elle est connue.")
    )
    published_on = FrenchDateField(_l("Publication"))
    national_text = LongTextField(
        _l("Avant-propos ou annexe nationale qui prend le genre en compte"),
        maximum=2000,
        description=_l("Pour une adoption : où se trouve ce texte et ce qu’il dit."),
    )
    upstream_assessment = LongTextField(
        _l("Évaluation du genre faite par l’organisme d’origine"),
        maximum=2000,
        description=_l("Pour une adoption : la référence de cette évaluation."),
    )
    source = TextField(
        _l("Comment cette norme est connue"),
        maximum=600,
        description=_l("Par exemple : registre de l’Agence, recueil 2019, page du catalogue."),
    )
    source_url = TextField(_l("Adresse de la source"), maximum=600)
    source_on = FrenchDateField(_l("Date à laquelle la source a été lue"))

    def __init__(
        self, *args: Any, bodies: Sequence[SourceBody], committees: Sequence[Committee], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.body_code.choices = [SelectChoice(one.code, one.display_fr) for one in bodies]
        self.committee_id.choices = [
            SelectChoice(one.id, f"{one.code}, {one.title_fr}") for one in committees
        ]

    def facts(self) -> EditionFacts:
        """Read what was typed as facts; an empty answer is unknown."""
        given: dict[str, Any] = {name: self[name].data or None for name in FACT_NAMES}
        given["reference"] = self.reference.data or ""
        given["mandatory"] = _YES_NO.get(self.mandatory.data)
        given["ics"] = codes_in(self.ics.data or "")
        return EditionFacts(**given)


class EditionChangeForm(EditionForm, VersionedForm):
    """The same facts, for an edition that others may change meanwhile."""

    reason = LongTextField(
        _l("Raison de la modification"),
        maximum=600,
        description=_l(
            "Nécessaire si vous changez la référence, la nature, la base, le degré, une date de "
            "décision ou un texte national."
        ),
    )


class WithdrawalForm(VersionedForm):
    """The day a standard was withdrawn, and why."""

    withdrawn_on = FrenchDateField(_l("Date d’annulation"), [Required()])
    reason = LongTextField(
        _l("Raison de l’annulation"),
        [Required()],
        maximum=600,
        description=_l("Elle est lue par tout le monde sur la fiche de la norme."),
    )
    decision = TextField(
        _l("Décision d’annulation"),
        maximum=300,
        description=_l("Qui l’a prise et par quel acte, par exemple la session du CNNCQ."),
    )
    successor = TextField(
        _l("Référence de la norme qui la remplace"),
        maximum=200,
        description=_l("Si elle est au registre, le lien « Remplace » est posé sur sa fiche."),
    )


class ReinstatementForm(VersionedForm):
    """Why a withdrawal is taken back."""

    reason = LongTextField(
        _l("Raison"),
        [Required()],
        maximum=600,
        description=_l("Par exemple : annulation saisie sur la mauvaise norme."),
    )


class RelationForm(Form):
    """What a standard is to another document."""

    kind = OneOfField(
        _l("Cette norme…"),
        [Required()],
        choices=choices(RELATION_KIND_LABELS),
        coerce=RelationKind,
    )
    target_reference = TextField(_l("Référence de l’autre document"), [Required()], maximum=200)
    effective_on = FrenchDateField(_l("À partir du"), description=_l("Si la date est connue."))


def answers_from(facts: EditionFacts) -> dict[str, Any]:
    """Give the facts of an edition as the form's fields hold them."""
    given = {name: getattr(facts, name) for name in FACT_NAMES}
    given["ics"] = ", ".join(facts.ics)
    given["mandatory"] = None if facts.mandatory is None else ("oui" if facts.mandatory else "non")
    return given
