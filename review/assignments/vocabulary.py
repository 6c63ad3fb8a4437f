"""Words of rounds and assignments."""

from enum import StrEnum

from catalogue.messages import Message, N_


class Phase(StrEnum):
    """What a round reads: a draft (tags nothing) or the final text (its decision tags)."""

    DRAFT = "draft"
    FINAL = "final"


PHASE_LABELS: dict[Phase, Message] = {
    Phase.DRAFT: N_("Projet"),
    Phase.FINAL: N_("Texte final"),
}


class RoundState(StrEnum):
    """Where a round stands."""

    OPEN = "open"
    DISCUSSION = "discussion"
    ADJUDICATION = "adjudication"
    DECIDED = "decided"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ROUND_STATE_LABELS: dict[RoundState, Message] = {
    RoundState.OPEN: N_("En cours de relecture"),
    RoundState.DISCUSSION: N_("En discussion"),
    RoundState.ADJUDICATION: N_("En départage"),
    RoundState.DECIDED: N_("Décidée"),
    RoundState.CLOSED: N_("Terminée, sans décision"),
    RoundState.CANCELLED: N_("Abandonnée"),
}


class AssignmentRole(StrEnum):
    """A reviewer reads independently; the adjudicator settles what two reviewers could not."""

    REVIEWER = "reviewer"
    ADJUDICATOR = "adjudicator"


class AssignmentState(StrEnum):
    """Where an assignment stands."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    NO_RESPONSE = "no_response"
    CANCELLED = "cancelled"


ASSIGNMENT_STATE_LABELS: dict[AssignmentState, Message] = {
    AssignmentState.INVITED: N_("À accepter"),
    AssignmentState.ACCEPTED: N_("Acceptée"),
    AssignmentState.DECLINED: N_("Déclinée"),
    AssignmentState.IN_PROGRESS: N_("En cours"),
    AssignmentState.SUBMITTED: N_("Soumise"),
    AssignmentState.NO_RESPONSE: N_("Sans réponse"),
    AssignmentState.CANCELLED: N_("Retirée"),
}

# States in which an assignment counts towards the reviewers a round needs.
ACTIVE_ASSIGNMENT_STATES: frozenset[AssignmentState] = frozenset(
    {
        AssignmentState.INVITED,
        AssignmentState.ACCEPTED,
        AssignmentState.IN_PROGRESS,
        AssignmentState.SUBMITTED,
    }
)
