"""Words of the needs-expression form: its states, closed lists and answers."""

from enum import StrEnum

from catalogue.messages import N_, Message


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


class Aspect(StrEnum):
    """Field 13: what the standard is to settle."""

    TERMINOLOGY = "terminology"
    SPECIFICATIONS = "specifications"
    SAMPLING = "sampling"
    TESTING = "testing"
    PACKAGING = "packaging"
    CODE_OF_PRACTICE = "code_of_practice"
    MANAGEMENT = "management"
    SERVICE = "service"


ASPECT_LABELS: dict[Aspect, Message] = {
    Aspect.TERMINOLOGY: N_("Terminologie"),
    Aspect.SPECIFICATIONS: N_("Spécifications"),
    Aspect.SAMPLING: N_("Échantillonnage"),
    Aspect.TESTING: N_("Essais et analyses"),
    Aspect.PACKAGING: N_("Emballage et étiquetage"),
    Aspect.CODE_OF_PRACTICE: N_("Code d’usage"),
    Aspect.MANAGEMENT: N_("Système de management"),
    Aspect.SERVICE: N_("Service"),
}


class Benefit(StrEnum):
    """Field 19: the kinds of benefit expected."""

    ECONOMIC = "economic"
    TECHNOLOGICAL = "technological"
    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
    HEALTH = "health"
    SAFETY = "safety"
    CONSUMERS = "consumers"
    TRADE = "trade"


BENEFIT_LABELS: dict[Benefit, Message] = {
    Benefit.ECONOMIC: N_("Économique"),
    Benefit.TECHNOLOGICAL: N_("Technologique"),
    Benefit.SOCIAL: N_("Social"),
    Benefit.ENVIRONMENTAL: N_("Environnemental"),
    Benefit.HEALTH: N_("Santé"),
    Benefit.SAFETY: N_("Sécurité"),
    Benefit.CONSUMERS: N_("Protection des consommateurs"),
    Benefit.TRADE: N_("Commerce"),
}


class IntendedUse(StrEnum):
    """Field 20: how the standard would be used."""

    VOLUNTARY = "voluntary"
    CERTIFICATION = "certification"
    REGULATION = "regulation"


INTENDED_USE_LABELS: dict[IntendedUse, Message] = {
    IntendedUse.VOLUNTARY: N_("Application volontaire"),
    IntendedUse.CERTIFICATION: N_("Certification"),
    IntendedUse.REGULATION: N_("Référence dans un règlement technique"),
}


class BaseDocument(StrEnum):
    """Field 30: the document the work would start from."""

    NONE = "none"
    DRAFT = "draft"
    OUTLINE = "outline"
    STANDARD = "standard"


BASE_DOCUMENT_LABELS: dict[BaseDocument, Message] = {
    BaseDocument.NONE: N_("Aucun document"),
    BaseDocument.DRAFT: N_("Un projet rédigé"),
    BaseDocument.OUTLINE: N_("Un plan"),
    BaseDocument.STANDARD: N_("Une norme à reprendre"),
}


class OtherGroup(StrEnum):
    """Field 39: other groups whose needs may differ."""

    CHILDREN = "children"
    OLDER_PEOPLE = "older_people"
    DISABLED_PEOPLE = "disabled_people"
    NATIONAL_LANGUAGES = "national_languages"
    RURAL_PEOPLE = "rural_people"
    DISPLACED_PEOPLE = "displaced_people"


OTHER_GROUP_LABELS: dict[OtherGroup, Message] = {
    OtherGroup.CHILDREN: N_("Enfants"),
    OtherGroup.OLDER_PEOPLE: N_("Personnes âgées"),
    OtherGroup.DISABLED_PEOPLE: N_("Personnes handicapées"),
    OtherGroup.NATIONAL_LANGUAGES: N_("Personnes qui lisent peu, ou une langue nationale"),
    OtherGroup.RURAL_PEOPLE: N_("Populations rurales"),
    OtherGroup.DISPLACED_PEOPLE: N_("Personnes déplacées"),
}


# Field 40: the sustainable development goals, by their United Nations titles in French.
GOAL_LABELS: dict[str, Message] = {
    "1": N_("1. Pas de pauvreté"),
    "2": N_("2. Faim « zéro »"),
    "3": N_("3. Bonne santé et bien-être"),
    "4": N_("4. Éducation de qualité"),
    "5": N_("5. Égalité entre les sexes"),
    "6": N_("6. Eau propre et assainissement"),
    "7": N_("7. Énergie propre et d’un coût abordable"),
    "8": N_("8. Travail décent et croissance économique"),
    "9": N_("9. Industrie, innovation et infrastructure"),
    "10": N_("10. Inégalités réduites"),
    "11": N_("11. Villes et communautés durables"),
    "12": N_("12. Consommation et production responsables"),
    "13": N_("13. Mesures relatives à la lutte contre les changements climatiques"),
    "14": N_("14. Vie aquatique"),
    "15": N_("15. Vie terrestre"),
    "16": N_("16. Paix, justice et institutions efficaces"),
    "17": N_("17. Partenariats pour la réalisation des objectifs"),
}

YES_NO_LABELS: dict[bool, Message] = {True: N_("Oui"), False: N_("Non")}

# Field 21, from the most urgent.
PRIORITY_LABELS: dict[int, Message] = {
    1: N_("1, la plus haute"),
    2: N_("2"),
    3: N_("3"),
}

# Field 43: the tracks of the ISO/IEC Directives, in months, and the stages a date is asked for.
TRACK_LABELS: dict[int, Message] = {
    18: N_("18 mois"),
    24: N_("24 mois"),
    36: N_("36 mois"),
}

TARGET_STAGE_LABELS: dict[str, Message] = {
    "20.20": N_("Début de la rédaction (20.20)"),
    "30.00": N_("Projet de norme au comité (30.00)"),
    "40.20": N_("Ouverture de l’enquête publique (40.20)"),
    "50.99": N_("Adoption par le conseil (50.99)"),
    "60.60": N_("Publication (60.60)"),
}


class Section(StrEnum):
    """The parts of the form: A to G are the chair's, H is the secretariat's."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"
    H = "H"


SECTION_LABELS: dict[Section, Message] = {
    Section.A: N_("Identification"),
    Section.B: N_("Objet"),
    Section.C: N_("Justification"),
    Section.D: N_("État de l’art"),
    Section.E: N_("Parties intéressées"),
    Section.F: N_("Sensibilité au genre et inclusion"),
    Section.G: N_("Planification"),
    Section.H: N_("Instruction"),
}

TAG_LABELS: dict[str, Message] = {
    "needs:created": N_("Expression de besoin commencée"),
    "needs:copied": N_("Expression de besoin copiée d’une autre"),
    "needs:saved": N_("Expression de besoin modifiée"),
    "needs:attached": N_("Pièce jointe à une expression de besoin"),
    "needs:detached": N_("Pièce retirée d’une expression de besoin"),
    "needs:reference_attached": N_("Référence jointe à une expression de besoin"),
    "needs:reference_detached": N_("Référence retirée d’une expression de besoin"),
    "needs:submitted": N_("Expression de besoin déposée"),
    "needs:withdrawn": N_("Expression de besoin reprise par la présidence"),
    "needs:returned": N_("Expression de besoin renvoyée à compléter"),
    "needs:admitted": N_("Recevabilité constatée"),
    "needs:out_of_scope": N_("Expression de besoin jugée hors champ"),
    "needs:completed": N_("Expression de besoin complétée par le secrétariat"),
    "needs:committee_opinion": N_("Avis du comité enregistré"),
    "needs:forecast_opinion": N_("Avis du point focal sur la prévision"),
    "needs:registered": N_("Besoin inscrit au programme"),
    "needs:postponed": N_("Besoin reporté"),
    "needs:merged": N_("Besoin fusionné avec un autre"),
    "needs:rejected": N_("Besoin rejeté"),
    "needs:resumed": N_("Instruction reprise"),
}
