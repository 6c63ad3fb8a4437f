"""Words of the reference list."""

from enum import StrEnum

from catalogue.messages import N_, Message


class Relevance(StrEnum):
    """Intérêt pour le genre: a scale of the list only, never a marker (product_rules §2)."""

    PRINCIPAL = "principal"
    SIGNIFICANT = "significant"
    POTENTIAL = "potential"


RELEVANCE_LABELS: dict[Relevance, Message] = {
    Relevance.PRINCIPAL: N_("Principal"),
    Relevance.SIGNIFICANT: N_("Significatif"),
    Relevance.POTENTIAL: N_("Potentiel, à examiner"),
}


class EvidenceKind(StrEnum):
    """What the statement about an entry rests on."""

    OFFICIAL_CATALOGUE = "official_catalogue"
    PUBLISHED_LIST = "published_list"
    ARTICLE = "article"
    TITLE_ONLY = "title_only"
    STAFF = "staff"


EVIDENCE_KIND_LABELS: dict[EvidenceKind, Message] = {
    EvidenceKind.OFFICIAL_CATALOGUE: N_("Catalogue officiel de l’organisme"),
    EvidenceKind.PUBLISHED_LIST: N_("Liste publiée"),
    EvidenceKind.ARTICLE: N_("Article ou document tiers"),
    EvidenceKind.TITLE_ONLY: N_("Titre seul : texte à ouvrir avant de citer"),
    EvidenceKind.STAFF: N_("Saisie de l’agence"),
}


class Verification(StrEnum):
    """How far an entry has been checked, apart from what the statement rests on."""

    CONFIRMED = "confirmed"  # by a person of the agency, who said what they opened
    FOUND = "found"  # the document was found in the source's own catalogue, by its reference
    TO_VERIFY = "to_verify"


VERIFICATION_LABELS: dict[Verification, Message] = {
    Verification.CONFIRMED: N_("Vérifiée par l’Agence"),
    Verification.FOUND: N_("Document retrouvé"),
    Verification.TO_VERIFY: N_("À vérifier"),
}

TAG_LABELS: dict[str, Message] = {
    "reference:added": N_("Entrée ajoutée à la liste de référence"),
    "reference:confirmed": N_("Entrée de la liste de référence vérifiée"),
    "reference:corrected": N_("Entrée de la liste de référence corrigée"),
}
