"""Words of rounds and assignments."""

from enum import StrEnum

from catalogue.messages import N_, Message


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


class ReviewMode(StrEnum):
    """How many people read a final text (product_rules §3), as in force when it was opened."""

    DOUBLE = "double"
    SAMPLING = "sampling"


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
    AssignmentState.INVITED: N_("En attente de réponse"),
    AssignmentState.ACCEPTED: N_("Acceptée"),
    AssignmentState.DECLINED: N_("Déclinée"),
    AssignmentState.IN_PROGRESS: N_("En cours"),
    AssignmentState.SUBMITTED: N_("Soumise"),
    AssignmentState.NO_RESPONSE: N_("Sans réponse"),
    AssignmentState.CANCELLED: N_("Retirée"),
}

ASSIGNMENT_ROLE_LABELS: dict[AssignmentRole, Message] = {
    AssignmentRole.REVIEWER: N_("Relecture"),
    AssignmentRole.ADJUDICATOR: N_("Départage"),
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

# States in which the person may still write, hand in or decline.
UNFINISHED_ASSIGNMENT_STATES: frozenset[AssignmentState] = frozenset(
    {AssignmentState.INVITED, AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS}
)

# States in which the person has said yes: the text and its files are open to them from then on.
ACCEPTED_ASSIGNMENT_STATES: frozenset[AssignmentState] = frozenset(
    {AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS, AssignmentState.SUBMITTED}
)

# States in which nothing is asked of the person any more, and nothing was handed in.
ENDED_ASSIGNMENT_STATES: frozenset[AssignmentState] = frozenset(
    {AssignmentState.DECLINED, AssignmentState.NO_RESPONSE, AssignmentState.CANCELLED}
)

# States of a round in which its readings are still separate: nobody sees another's.
SEALED_ROUND_STATES: frozenset[RoundState] = frozenset({RoundState.OPEN, RoundState.CANCELLED})

# The others: its readings are all in, or came to an end together.
UNSEALED_ROUND_STATES: frozenset[RoundState] = frozenset(RoundState) - SEALED_ROUND_STATES

# States of a round that is still moving.
LIVE_ROUND_STATES: frozenset[RoundState] = frozenset(
    {RoundState.OPEN, RoundState.DISCUSSION, RoundState.ADJUDICATION}
)

# How many readings a round needs (product_rules §3): two for a final text, one for a draft.
REQUIRED_REVIEWS: dict[Phase, int] = {Phase.DRAFT: 1, Phase.FINAL: 2}


class InterestKind(StrEnum):
    """Why a person may not read for the marker (product_rules §3, Interests)."""

    AUTHOR = "author"
    PROPOSER = "proposer"
    COMMITTEE = "committee"
    ORGANISATION = "organisation"
    AGENCY_STAFF = "agency_staff"
    NEVER_DECIDES = "never_decides"
    DECLARED = "declared"


TAG_LABELS: dict[str, Message] = {
    "round:opened": N_("A ouvert une relecture"),
    "round:cancelled": N_("A abandonné une relecture"),
    "round:second_reading_asked": N_("Une seconde relecture est demandée"),
    "sampling:seed_recorded": N_("La graine du tirage d’un semestre est enregistrée"),
    "assignment:invited": N_("A confié une relecture"),
    "assignment:accepted": N_("A accepté une relecture"),
    "assignment:no_response": N_("A constaté une invitation restée sans réponse"),
    "assignment:withdrawn": N_("A retiré une relecture à une personne"),
    "assignment:declined": N_("A décliné une relecture"),
    "assignment:no_interest_declared": N_("A déclaré n’avoir pas d’intérêt"),
    "assignment:interest_declared": N_("A déclaré un intérêt et n’a pas relu"),
    "review:section_saved": N_("A enregistré une partie de sa grille"),
    "review:submitted": N_("A soumis sa relecture"),
    "review:extract_attached": N_("A joint un extrait à une réponse"),
    "review:extract_removed": N_("A retiré un extrait d’une réponse"),
    "review:reopened": N_("A repris sa relecture"),
    "reader:competences_set": N_("A noté les domaines de compétence d’une personne"),
    "reader:absence_added": N_("A noté une indisponibilité"),
    "reader:absence_removed": N_("A retiré une indisponibilité"),
    "review:paper_received": N_("A reçu une grille signée sur papier"),
    "review:confirmation_asked": N_("A demandé de confirmer une grille saisie"),
    "review:sheet_applied": N_("A repris des réponses d’un tableur"),
    "review:sheet_undone": N_("A annulé la reprise d’un tableur"),
    "review:sheet_discarded": N_("A abandonné un tableur déposé"),
    "text:attached_to_edition": N_("A joint le texte d’une norme"),
}
