"""Words of the reference series: their theme, their territory, what they are compared with."""

from __future__ import annotations

from enum import StrEnum

from catalogue.messages import N_, Message


class Theme(StrEnum):
    """What a series is about."""

    POPULATION = "population"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    MANAGEMENT = "management"
    STANDARDIZATION = "standardization"
    OTHER = "other"


THEME_LABELS: dict[Theme, Message] = {
    Theme.POPULATION: N_("Population"),
    Theme.EMPLOYMENT: N_("Emploi"),
    Theme.EDUCATION: N_("Éducation"),
    Theme.MANAGEMENT: N_("Direction"),
    Theme.STANDARDIZATION: N_("Normalisation"),
    Theme.OTHER: N_("Autre"),
}


class Territory(StrEnum):
    """What a series covers."""

    NATIONAL = "national"
    REGIONAL = "regional"
    INTERNATIONAL = "international"


TERRITORY_LABELS: dict[Territory, Message] = {
    Territory.NATIONAL: N_("Nationale"),
    Territory.REGIONAL: N_("Régionale"),
    Territory.INTERNATIONAL: N_("Étrangère ou internationale"),
}


class Topic(StrEnum):
    """What the agency's own figures are compared on."""

    COMMITTEES = "committees"
    MANAGEMENT = "management"
    STAFF = "staff"
    EXPERTS = "experts"
    CHAIRS = "chairs"


TOPIC_LABELS: dict[Topic, Message] = {
    Topic.COMMITTEES: N_("Participation aux comités"),
    Topic.MANAGEMENT: N_("Postes de direction"),
    Topic.STAFF: N_("Personnel"),
    Topic.EXPERTS: N_("Experts"),
    Topic.CHAIRS: N_("Présidences de comités"),
}

TAG_LABELS: dict[str, Message] = {
    "series:added": N_("Série ajoutée"),
    "series:edited": N_("Série modifiée"),
    "series:withdrawn": N_("Série retirée"),
    "series:value_added": N_("Valeur ajoutée à une série"),
    "series:value_withdrawn": N_("Valeur d’une série retirée"),
    "series:taken_back": N_("Série retirée avec le fichier qui l’avait apportée"),
    "series:values_taken_back": N_("Valeurs retirées avec le fichier qui les avait apportées"),
}
