"""Words of published standards: kinds, statuses, correspondence, nature, marker."""

from enum import StrEnum

from catalogue.messages import N_, Message


class DocumentKind(StrEnum):
    """What sort of document it is (programme_process §2.6)."""

    STANDARD = "standard"
    TECHNICAL_SPECIFICATION = "technical_specification"
    TECHNICAL_REPORT = "technical_report"
    PUBLICLY_AVAILABLE_SPECIFICATION = "publicly_available_specification"
    WORKSHOP_AGREEMENT = "workshop_agreement"
    GUIDE = "guide"
    RECOMMENDATION = "recommendation"
    CODE_OF_PRACTICE = "code_of_practice"
    TECHNICAL_REGULATION = "technical_regulation"
    OTHER = "other"


DOCUMENT_KIND_LABELS: dict[DocumentKind, Message] = {
    DocumentKind.STANDARD: N_("Norme"),
    DocumentKind.TECHNICAL_SPECIFICATION: N_("Spécification technique"),
    DocumentKind.TECHNICAL_REPORT: N_("Rapport technique"),
    DocumentKind.PUBLICLY_AVAILABLE_SPECIFICATION: N_("Spécification disponible publiquement"),
    DocumentKind.WORKSHOP_AGREEMENT: N_("Accord d’atelier"),
    DocumentKind.GUIDE: N_("Guide"),
    DocumentKind.RECOMMENDATION: N_("Recommandation"),
    DocumentKind.CODE_OF_PRACTICE: N_("Code d’usage"),
    DocumentKind.TECHNICAL_REGULATION: N_("Règlement technique"),
    DocumentKind.OTHER: N_("Autre document"),
}


class EditionStatus(StrEnum):
    """Where an edition is in its life."""

    IN_PREPARATION = "in_preparation"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    VOID = "void"  # its homologation was undone; kept because history is never deleted


EDITION_STATUS_LABELS: dict[EditionStatus, Message] = {
    EditionStatus.IN_PREPARATION: N_("En préparation"),
    EditionStatus.PUBLISHED: N_("En vigueur"),
    EditionStatus.WITHDRAWN: N_("Annulée"),
    EditionStatus.VOID: N_("Enregistrement défait"),
}


class Correspondence(StrEnum):
    """Degree of correspondence with the base standard (ISO/IEC Guide 21-1)."""

    IDENTICAL = "IDT"
    MODIFIED = "MOD"
    NOT_EQUIVALENT = "NEQ"


CORRESPONDENCE_LABELS: dict[Correspondence, Message] = {
    Correspondence.IDENTICAL: N_("IDT, identique"),
    Correspondence.MODIFIED: N_("MOD, modifiée"),
    Correspondence.NOT_EQUIVALENT: N_("NEQ, non équivalente"),
}


class AdoptionMethod(StrEnum):
    """How a base standard is taken over (ISO/IEC Guide 21-1)."""

    ENDORSEMENT = "endorsement"
    COVER_SHEET = "cover_sheet"
    REPRINTING = "reprinting"
    TRANSLATION = "translation"
    REDRAFTING = "redrafting"


ADOPTION_METHOD_LABELS: dict[AdoptionMethod, Message] = {
    AdoptionMethod.ENDORSEMENT: N_("Entérinement"),
    AdoptionMethod.COVER_SHEET: N_("Page de couverture"),
    AdoptionMethod.REPRINTING: N_("Réimpression"),
    AdoptionMethod.TRANSLATION: N_("Traduction"),
    AdoptionMethod.REDRAFTING: N_("Nouvelle rédaction"),
}


class Nature(StrEnum):
    """What the homologated text is to what was there before (product_rules §4, 5.3)."""

    NEW = "new"
    TECHNICAL_REVISION = "technical_revision"
    EDITORIAL_REVISION = "editorial_revision"
    AMENDMENT = "amendment"
    CORRIGENDUM = "corrigendum"


NATURE_LABELS: dict[Nature, Message] = {
    Nature.NEW: N_("Norme nouvelle"),
    Nature.TECHNICAL_REVISION: N_("Révision technique"),
    Nature.EDITORIAL_REVISION: N_("Révision rédactionnelle"),
    Nature.AMENDMENT: N_("Amendement"),
    Nature.CORRIGENDUM: N_("Rectificatif"),
}


class RelationKind(StrEnum):
    """How one edition stands to another document."""

    REPLACES = "replaces"
    AMENDS = "amends"
    ADOPTS = "adopts"
    CITES = "cites"


RELATION_KIND_LABELS: dict[RelationKind, Message] = {
    RelationKind.REPLACES: N_("Remplace"),
    RelationKind.AMENDS: N_("Modifie"),
    RelationKind.ADOPTS: N_("Reprend"),
    RelationKind.CITES: N_("Cite"),
}


class TagMarker(StrEnum):
    """The final marker an edition can carry (product_rules §3); NE is the absence of a tag."""

    PRINCIPAL = "2"
    SIGNIFICANT = "1"
    NOT_SENSITIVE = "0"
    NOT_RELEVANT = "NP"


TAG_MARKER_LABELS: dict[TagMarker, Message] = {
    TagMarker.PRINCIPAL: N_("2 : le genre est l’objectif principal"),
    TagMarker.SIGNIFICANT: N_("1 : genre pris en compte de façon significative"),
    TagMarker.NOT_SENSITIVE: N_("0 : non sensible au genre"),
    TagMarker.NOT_RELEVANT: N_("NP : non pertinent"),
}
NOT_EXAMINED = "NE"
NOT_EXAMINED_LABEL: Message = N_("NE : non examinée")

TAG_LABELS: dict[str, Message] = {
    "standard:recorded": N_("Norme enregistrée"),
    "standard:changed": N_("Fiche de norme modifiée"),
    "standard:withdrawn": N_("Norme annulée"),
    "standard:reinstated": N_("Norme remise en vigueur"),
    "standard:relation_added": N_("Lien entre normes ajouté"),
    "standard:relation_removed": N_("Lien entre normes retiré"),
}
