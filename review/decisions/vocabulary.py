"""Words of the decision."""

from enum import StrEnum

from catalogue.messages import Message, N_


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
