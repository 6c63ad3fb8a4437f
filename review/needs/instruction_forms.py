"""The forms of the secretariat and of the focal point (section H)."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from catalogue.committees.models import Committee, Organisation
from catalogue.forms import (
    ChoiceField,
    FrenchDateField,
    IntegerField,
    LongTextField,
    ManyOfField,
    OneOfField,
    Required,
    TextField,
    VersionedForm,
    choices,
)
from catalogue.records.vocabulary import NATURE_LABELS
from catalogue.work_programme.vocabulary import FORECAST_LABELS, Forecast
from review.needs.field_list import CHAIR_FIELDS
from review.needs.forms import heading
from review.needs.vocabulary import (
    ADMISSIBILITY_LABELS,
    FORECAST_OPINION_LABELS,
)

MOST_PRESENT = 5000


class ScreeningForm(VersionedForm):
    """46: can the fiche be examined, and if not, what is the chair to complete."""

    received_on = FrenchDateField(_l("2. Date de réception"), [Required()])
    organisation_id = ChoiceField(
        _l("3. Organisme demandeur dans le registre"),
        blank=_l("Pas au registre"),
        description=_l("Sert à écarter de la relecture les personnes de cet organisme."),
    )
    admissibility = OneOfField(
        _l("46. Recevabilité"), [Required()], choices=choices(ADMISSIBILITY_LABELS)
    )
    on = FrenchDateField(_l("46. Date du constat"), [Required()])
    reason = LongTextField(
        _l("46. Motif"),
        description=_l("Nécessaire si la fiche est à compléter ou hors champ."),
        maximum=2000,
    )
    asked = ManyOfField(
        _l("46. Champs que la présidence doit compléter"),
        description=_l("Seulement si la fiche est à compléter."),
        choices=[SelectChoice(field.number, heading(field)) for field in CHAIR_FIELDS],
    )

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Offer the organisations of the register."""
        self.organisation_id.choices = [
            SelectChoice(str(one.id), one.name) for one in organisations
        ]


class CommitteeOpinionForm(VersionedForm):
    """49: what the committee said, and before whom."""

    on = FrenchDateField(_l("49. Date de la réunion"), [Required()])
    text = LongTextField(_l("49. Avis du comité"), [Required()], maximum=2000)
    quorum = OneOfField(
        _l("49. Quorum atteint"),
        [Required()],
        choices=[SelectChoice("oui", _l("Oui")), SelectChoice("non", _l("Non"))],
    )
    women_present = IntegerField(_l("49. Femmes présentes"), [Required()], largest=MOST_PRESENT)
    men_present = IntegerField(_l("49. Hommes présents"), [Required()], largest=MOST_PRESENT)


class ForecastOpinionForm(VersionedForm):
    """48: the focal point’s opinion on the forecast."""

    kind = OneOfField(
        _l("48. Avis sur la prévision"), [Required()], choices=choices(FORECAST_OPINION_LABELS)
    )
    reclassified_to = OneOfField(
        _l("48. Reclassée en"),
        description=_l("Seulement si vous reclassez la prévision."),
        choices=choices(
            {code: label for code, label in FORECAST_LABELS.items() if code != Forecast.UNKNOWN}
        ),
    )
    reason = LongTextField(_l("48. Motif"), [Required()], maximum=2000)


class VerdictForm(VersionedForm):
    """50: which body decided, when, and why."""

    body = TextField(
        _l("50. Instance"),
        [Required()],
        maximum=200,
        description=_l("Par exemple : direction générale, comité de programmation."),
    )
    decided_on = FrenchDateField(_l("50. Date de la décision"), [Required()])
    reason = LongTextField(_l("50. Motif"), [Required()], maximum=2000)


class MergeForm(VerdictForm):
    """50: joined to which other need."""

    into_number = TextField(
        _l("50. Numéro de la fiche qui reprend ce besoin"),
        [Required()],
        maximum=40,
        description=_l("Par exemple EB-2026-004."),
    )


class RegisterForm(VerdictForm):
    """50: put on the programme, with what the programme needs beside the fiche."""

    nature = OneOfField(
        _l("Nature au programme"),
        [Required()],
        choices=choices(NATURE_LABELS),
        description=_l("Elle sera demandée de nouveau à l’homologation."),
    )
    committee_id = ChoiceField(
        _l("Comité qui mènera les travaux"),
        description=_l("La fiche propose un nouveau comité : enregistrez-le d’abord."),
    )
    base_reference = TextField(
        _l("Norme de base reprise"),
        maximum=200,
        description=_l("Sa référence seule, avec l’année ; d’après les champs 23 et 26."),
    )
    revises = TextField(
        _l("Norme malienne révisée ou amendée"),
        maximum=200,
        description=_l("Sa référence, si elle est déjà au catalogue."),
    )
    contact = TextField(
        _l("Contact publié au programme"),
        maximum=300,
        description=_l("Lu par tout le monde : un service plutôt qu’une personne."),
    )
    number = TextField(
        _l("51. Numéro de projet"),
        maximum=60,
        description=_l("Laissez vide pour que le numéro suivant soit attribué."),
    )

    def offer(self, committees: Iterable[Committee]) -> None:
        """Offer every committee of the register."""
        self.committee_id.choices = [
            SelectChoice(str(one.id), f"{one.code} – {one.title_fr}") for one in committees
        ]
