"""Words of the decision."""

from enum import StrEnum

from catalogue.messages import N_, Message


class DecisionBasis(StrEnum):
    """How a decision came about (product_rules §3)."""

    AGREEMENT = "agreement"
    AGREEMENT_AFTER_DISCUSSION = "agreement_after_discussion"
    ADJUDICATION = "adjudication"
    SINGLE_REVIEW = "single_review"


DECISION_BASIS_LABELS: dict[DecisionBasis, Message] = {
    DecisionBasis.AGREEMENT: N_("Accord des deux relectures"),
    DecisionBasis.AGREEMENT_AFTER_DISCUSSION: N_("Accord après discussion"),
    DecisionBasis.ADJUDICATION: N_("Départage"),
    DecisionBasis.SINGLE_REVIEW: N_("Relecture unique"),
}


TAG_LABELS: dict[str, Message] = {
    "round:disagreed": N_("Deux marqueurs différents : discussion ouverte"),
    "round:discussion_passed": N_("A renoncé à la suite de la discussion"),
    "round:note_written": N_("A écrit dans la discussion"),
    "round:adjudication_opened": N_("A ouvert le départage"),
    "round:decided": N_("Décision prise"),
    "decision:tagged": N_("La décision a donné son marqueur à la norme"),
    "round:closed": N_("Relecture de projet terminée"),
    "decision:equivalence_recorded": N_("A constaté des modifications sans effet sur les réponses"),
}
