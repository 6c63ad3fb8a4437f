"""Words of the needs-expression form: its states, closed lists and answers."""

from enum import StrEnum

from catalogue.messages import Message, N_


class NeedsState(StrEnum):
    """Where a needs expression stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REGISTERED = "registered"
    POSTPONED = "postponed"
    MERGED = "merged"
    REJECTED = "rejected"


NEEDS_STATE_LABELS: dict[NeedsState, Message] = {
    NeedsState.DRAFT: N_("Brouillon"),
    NeedsState.SUBMITTED: N_("Déposée"),
    NeedsState.RETURNED: N_("À compléter"),
    NeedsState.REGISTERED: N_("Inscrite au programme"),
    NeedsState.POSTPONED: N_("Reportée"),
    NeedsState.MERGED: N_("Fusionnée"),
    NeedsState.REJECTED: N_("Rejetée"),
}


class Origin(StrEnum):
    """Field 8: where the need comes from."""

    COMMITTEE = "committee"
    MINISTRY = "ministry"
    COMPANY = "company"
    CONSUMERS = "consumers"
    SURVEY = "survey"
    SYSTEMATIC_REVIEW = "systematic_review"
    INTERNATIONAL_OBLIGATION = "international_obligation"
    OTHER = "other"


ORIGIN_LABELS: dict[Origin, Message] = {
    Origin.COMMITTEE: N_("Comité technique"),
    Origin.MINISTRY: N_("Ministère ou administration"),
    Origin.COMPANY: N_("Entreprise ou groupement"),
    Origin.CONSUMERS: N_("Association de consommateurs"),
    Origin.SURVEY: N_("Enquête de besoins"),
    Origin.SYSTEMATIC_REVIEW: N_("Examen systématique d’une norme"),
    Origin.INTERNATIONAL_OBLIGATION: N_("Obligation internationale"),
    Origin.OTHER: N_("Autre origine"),
}


class WorkNature(StrEnum):
    """Field 11: nature of the work asked for."""

    NEW = "new"
    REVISION = "revision"
    AMENDMENT = "amendment"
    ADOPTION = "adoption"
    CONFIRMATION = "confirmation"
    WITHDRAWAL = "withdrawal"
    CONVERSION = "conversion"


WORK_NATURE_LABELS: dict[WorkNature, Message] = {
    WorkNature.NEW: N_("Norme nouvelle"),
    WorkNature.REVISION: N_("Révision"),
    WorkNature.AMENDMENT: N_("Amendement"),
    WorkNature.ADOPTION: N_("Adoption d’une norme existante"),
    WorkNature.CONFIRMATION: N_("Confirmation"),
    WorkNature.WITHDRAWAL: N_("Annulation"),
    WorkNature.CONVERSION: N_("Conversion en un autre type de document"),
}


class YesNoUnknown(StrEnum):
    """Field 34 and its like."""

    YES = "oui"
    NO = "non"
    UNKNOWN = "ne_sait_pas"


YES_NO_UNKNOWN_LABELS: dict[YesNoUnknown, Message] = {
    YesNoUnknown.YES: N_("Oui"),
    YesNoUnknown.NO: N_("Non"),
    YesNoUnknown.UNKNOWN: N_("Ne sait pas"),
}


class Difference(StrEnum):
    """Field 37: differences expected; «aucune» and «inconnue» stand alone."""

    PHYSICAL = "physique"
    PHYSIOLOGICAL = "physiologique"
    SOCIAL = "sociale"
    ECONOMIC = "economique"
    NONE = "aucune"
    UNKNOWN = "inconnue"


DIFFERENCE_LABELS: dict[Difference, Message] = {
    Difference.PHYSICAL: N_("Physique"),
    Difference.PHYSIOLOGICAL: N_("Physiologique"),
    Difference.SOCIAL: N_("Sociale"),
    Difference.ECONOMIC: N_("Économique"),
    Difference.NONE: N_("Aucune"),
    Difference.UNKNOWN: N_("Inconnue"),
}


class AdoptionMode(StrEnum):
    """Field 26: how a base standard would be taken over."""

    IDENTICAL = "IDT"
    MODIFIED = "MOD"
    NOT_EQUIVALENT = "NEQ"
    NO_BASE = "none"


ADOPTION_MODE_LABELS: dict[AdoptionMode, Message] = {
    AdoptionMode.IDENTICAL: N_("IDT, identique"),
    AdoptionMode.MODIFIED: N_("MOD, modifiée"),
    AdoptionMode.NOT_EQUIVALENT: N_("NEQ, non équivalente"),
    AdoptionMode.NO_BASE: N_("Sans norme de base"),
}


class Admissibility(StrEnum):
    """Field 46: recevabilité."""

    COMPLETE = "complete"
    TO_COMPLETE = "to_complete"
    OUT_OF_SCOPE = "out_of_scope"


ADMISSIBILITY_LABELS: dict[Admissibility, Message] = {
    Admissibility.COMPLETE: N_("Complète"),
    Admissibility.TO_COMPLETE: N_("À compléter"),
    Admissibility.OUT_OF_SCOPE: N_("Hors champ"),
}


class ProgrammeDecision(StrEnum):
    """Field 50: what was decided of the need."""

    REGISTERED = "registered"
    POSTPONED = "postponed"
    MERGED = "merged"
    REJECTED = "rejected"


PROGRAMME_DECISION_LABELS: dict[ProgrammeDecision, Message] = {
    ProgrammeDecision.REGISTERED: N_("Inscrit au programme"),
    ProgrammeDecision.POSTPONED: N_("Reporté"),
    ProgrammeDecision.MERGED: N_("Fusionné"),
    ProgrammeDecision.REJECTED: N_("Rejeté"),
}


class ForecastOpinionKind(StrEnum):
    """Field 48: the focal point's opinion on the forecast."""

    CONFIRMED = "confirmed"
    RECLASSIFIED = "reclassified"
    TO_COMPLETE = "to_complete"


FORECAST_OPINION_LABELS: dict[ForecastOpinionKind, Message] = {
    ForecastOpinionKind.CONFIRMED: N_("Confirmée"),
    ForecastOpinionKind.RECLASSIFIED: N_("Reclassée"),
    ForecastOpinionKind.TO_COMPLETE: N_("À compléter"),
}
