"""Words of the reference list."""

from enum import StrEnum

from catalogue.messages import Message, N_


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
    EvidenceKind.TITLE_ONLY: N_("Titre seul : texte à ouvrir avant de citer"),
    EvidenceKind.STAFF: N_("Saisie de l’agence"),
}
