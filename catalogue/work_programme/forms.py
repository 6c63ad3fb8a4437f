"""The forms of the work programme: an item, its stages, its texts, an act on many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from catalogue.forms import (
    ChoiceField,
    FileField,
    Form,
    FrenchDateField,
    IntegerField,
    LongTextField,
    ManyOfField,
    OnceForm,
    OneOfField,
    Required,
    TextField,
    TickField,
    VersionedForm,
    choices,
)
from catalogue.records.vocabulary import (
    ADOPTION_METHOD_LABELS,
    CORRESPONDENCE_LABELS,
    DOCUMENT_KIND_LABELS,
    NATURE_LABELS,
    AdoptionMethod,
    Correspondence,
    DocumentKind,
    Nature,
)
from catalogue.work_programme.facts import MOST_FURTHER_BASES, BaseFacts
from catalogue.work_programme.vocabulary import (
    ACT_LABELS,
    FORECAST_LABELS,
    LAST_YEAR,
    LONGEST_VIEW_NAME,
    TEXT_KIND_LABELS,
    Act,
    Forecast,
    TextKind,
)

FAMILIES = ("PDF", "Word", "LibreOffice", "JPEG", "PNG")
_WHY = _l("Écrivez le motif.")
_FILED = _l("Inscrit au journal.")


class IcsField(TextField):
    """Classification codes, separated by commas, semicolons or spaces."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes typed, each once, in their order."""
        return tuple(dict.fromkeys(re.split(r"[\s,;]+", self.data.strip()))) if self.data else ()


class VersionsField(HiddenField):  # type: ignore[misc]
    """The version of each item as the page showed it: «12:5 13:1»."""

    @property
    def versions(self) -> dict[int, int]:
        """The versions by item; what cannot be read is left out."""
        found = re.findall(r"\b(\d{1,15}):(\d{1,9})\b", self.data or "", re.ASCII)
        return {int(item): int(version) for item, version in found}


class ItemFields(Form):
    """What the secretariat writes about an item."""

    title_fr = LongTextField(_l("Titre en français"), [Required()], maximum=1000)
    title_en = LongTextField(_l("Titre en anglais"), maximum=1000)
    scope = LongTextField(_l("Domaine d’application"))
    committee_id = ChoiceField(
        _l("Comité"), coerce=int, choices=(), blank=_l("Pas encore attribué")
    )
    nature = OneOfField(
        _l("Nature des travaux"), [Required()], choices=choices(NATURE_LABELS), coerce=Nature
    )
    kind = ChoiceField(
        _l("Type de document"),
        [Required()],
        choices=choices(DOCUMENT_KIND_LABELS),
        coerce=DocumentKind,
    )
    base_reference = TextField(
        _l("Norme de base"),
        maximum=200,
        description=_l("Référence de la norme internationale, régionale ou étrangère reprise."),
    )
    correspondence = ChoiceField(
        _l("Degré de correspondance avec la norme de base"),
        choices=choices(CORRESPONDENCE_LABELS),
        coerce=Correspondence,
        blank=_l("Sans norme de base, ou degré inconnu"),
    )
    adoption_method = ChoiceField(
        _l("Mode de reprise de la norme de base"),
        choices=choices(ADOPTION_METHOD_LABELS),
        coerce=AdoptionMethod,
        blank=_l("Sans objet, ou pas encore choisi"),
        description=_l("Pour une reprise (IDT ou MOD), selon le Guide 21-1 de l’ISO et de l’IEC."),
    )
    revises = TextField(
        _l("Norme nationale révisée ou modifiée"),
        maximum=200,
        description=_l("Sa référence, telle qu’elle est au catalogue."),
    )
    ics = IcsField(
        _l("Codes ICS"), description=_l("Séparés par des virgules, par exemple 67.060, 01.040.67.")
    )
    planned_reference = TextField(
        _l("Référence réservée"),
        maximum=200,
        description=_l("Seulement si l’agence l’a déjà donnée : le logiciel n’en propose aucune."),
    )
    forecast = ChoiceField(
        _l("Prévision"),
        choices=choices(FORECAST_LABELS),
        coerce=Forecast,
        blank=_l("Non renseignée"),
        description=_l("Champ 35 de la fiche d’expression des besoins."),
    )
    contact = TextField(_l("Contact"), maximum=300, description=_l("Publié dans le programme."))
    project_leader = TextField(_l("Responsable du projet"), maximum=200)

    further_places = tuple(range(2, 2 + MOST_FURTHER_BASES))

    def __init__(self, *args: Any, committees: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee_id.choices = list(committees)

    @property
    def further_bases(self) -> tuple[BaseFacts, ...]:
        """The base standards beside the first, those with anything typed."""
        typed = [
            BaseFacts(
                reference=self[f"base{place}_reference"].data or "",
                correspondence=self[f"base{place}_correspondence"].data,
                adoption_method=self[f"base{place}_adoption_method"].data,
            )
            for place in self.further_places
        ]
        return tuple(one for one in typed if one != BaseFacts(""))


def _further_fields(place: int) -> dict[str, Any]:
    """Make the fields of one further base standard; every label says which."""
    return {
        f"base{place}_reference": TextField(
            _l("Référence de la norme de base n° %(place)d", place=place), maximum=200
        ),
        f"base{place}_correspondence": ChoiceField(
            _l("Degré de correspondance avec la norme n° %(place)d", place=place),
            choices=choices(CORRESPONDENCE_LABELS),
            coerce=Correspondence,
            blank=_l("Inconnu"),
        ),
        f"base{place}_adoption_method": ChoiceField(
            _l("Mode de reprise de la norme n° %(place)d", place=place),
            choices=choices(ADOPTION_METHOD_LABELS),
            coerce=AdoptionMethod,
            blank=_l("Sans objet, ou pas encore choisi"),
        ),
    }


for _place in ItemFields.further_places:
    for _name, _field in _further_fields(_place).items():
        setattr(ItemFields, _name, _field)


class NewItemForm(ItemFields, OnceForm):
    """An item registered by hand."""

    number = TextField(
        _l("Numéro de projet"),
        maximum=60,
        description=_l("Laissez vide pour recevoir le numéro suivant de l’année."),
    )
    registered_on = FrenchDateField(_l("Date d’inscription au programme"), [Required()])


class EditItemForm(ItemFields, VersionedForm):
    """The same facts, corrected or completed."""

    number = TextField(_l("Numéro de projet"), [Required()], maximum=60)
    enquiry_from = FrenchDateField(_l("Début de l’enquête publique"))
    enquiry_to = FrenchDateField(_l("Fin de l’enquête publique"))
    reason = LongTextField(_l("Motif de la modification"), maximum=1000, description=_FILED)


class StageForm(VersionedForm):
    """The stage an item has reached."""

    code = ChoiceField(_l("Stade atteint"), [Required()], choices=())
    reached_on = FrenchDateField(_l("Date à laquelle il a été atteint"), [Required()])
    reason = LongTextField(
        _l("Motif"),
        maximum=1000,
        description=_l("Nécessaire pour les stades marqués « motif demandé ». Inscrit au journal."),
    )
    evidence = FileField(_l("Pièce justificative"), families=FAMILIES)


class CorrectionForm(VersionedForm):
    """What should have been recorded instead."""

    annuls = TickField(
        _l("Ce stade n’a pas eu lieu"),
        description=_l(
            "Il reste lisible dans l’historique ; le stade d’avant redevient le dernier."
        ),
    )
    code = ChoiceField(_l("Stade exact"), [Required()], choices=())
    reached_on = FrenchDateField(_l("Date exacte"), [Required()])
    reason = LongTextField(
        _l("Motif de la correction"), [Required(_WHY)], maximum=1000, description=_FILED
    )


class StatusForm(VersionedForm):
    """An act on the status, with its reason."""

    on = FrenchDateField(_l("Date de la décision"), [Required()])
    reason = LongTextField(_l("Motif"), [Required(_WHY)], maximum=1000, description=_FILED)


class TextForm(VersionedForm):
    """One version of the text, as a file or as a paper."""

    kind = OneOfField(
        _l("Quel texte ?"), [Required()], choices=choices(TEXT_KIND_LABELS), coerce=TextKind
    )
    upload = FileField(_l("Fichier"), families=FAMILIES)
    title = TextField(
        _l("Titre du texte"),
        maximum=200,
        description=_l("Nécessaire si le texte existe seulement sur papier."),
    )
    dated_on = FrenchDateField(
        _l("Date que porte le texte"),
        description=_l("JJ/MM/AAAA ; nécessaire si le texte existe seulement sur papier."),
    )


class BulkForm(OnceForm):
    """One act on several items, and what it needs; ``seen`` says which versions were shown."""

    items = ManyOfField(
        _l("Sujets"), [Required(_l("Cochez au moins un sujet."))], choices=[], coerce=int
    )
    act = ChoiceField(
        _l("Que faire de ces sujets ?"),
        [Required(_l("Choisissez ce qu’il faut faire."))],
        choices=choices(ACT_LABELS),
        coerce=Act,
        blank=_l("Choisir un acte"),
    )
    committee_id = ChoiceField(
        _l("Comité"),
        coerce=int,
        choices=(),
        blank=_l("Aucun"),
        description=_l("Pour confier les sujets à un comité."),
    )
    exercise = IntegerField(
        _l("Exercice"),
        largest=LAST_YEAR,
        description=_l("Pour les porter à un autre exercice : l’année, par exemple 2027."),
    )
    code = ChoiceField(
        _l("Stade"),
        choices=(),
        blank=_l("Aucun"),
        description=_l("Pour fixer la date prévue d’un stade, ou enregistrer un stade atteint."),
    )
    on = FrenchDateField(
        _l("Date"),
        description=_l(
            "JJ/MM/AAAA : date prévue, date où le stade est atteint, ou date de la décision."
        ),
    )
    reason = LongTextField(
        _l("Motif"),
        maximum=1000,
        description=_l(
            "Nécessaire pour suspendre, reprendre, mettre en attente ou abandonner. "
            "Inscrit au journal de chaque sujet."
        ),
    )
    seen = VersionsField()


class ViewForm(Form):
    """The name of a kept view, and whether everybody in the house sees it."""

    name = TextField(
        _l("Nom de la vue"),
        [Required(_l("Donnez un nom à cette vue."))],
        maximum=LONGEST_VIEW_NAME,
    )
    shared = TickField(
        _l("La partager avec toute la maison"),
        description=_l("Chaque personne qui se connecte la voit alors au-dessus de la liste."),
    )


def plan_form(fields: Mapping[str, str]) -> type[VersionedForm]:
    """Make the form of planned days, one field per stage; ``fields`` maps names to labels."""
    return type(
        "PlanForm",
        (VersionedForm,),
        {name: FrenchDateField(label) for name, label in fields.items()},
    )
