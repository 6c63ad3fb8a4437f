"""Words of the checklist: the kinds of answer a criterion takes."""

from enum import StrEnum


class AnswerKind(StrEnum):
    """Which inputs a criterion shows; the codes themselves are in review.answers.vocabulary."""

    HUMAN_USE = "human_use"
    USERS_BY_SEX = "users_by_sex"
    DIFFERENCES = "differences"
    DATA = "data"
    TREATMENT = "treatment"
    DO_NO_HARM = "do_no_harm"
    WORDING = "wording"
    FIGURES = "figures"
    CONSULTATION = "consultation"
    COMPOSITION = "composition"
    YES_NO_NAME = "yes_no_name"
    YES_NO_UNKNOWN = "yes_no_unknown"
