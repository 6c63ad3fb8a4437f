"""Words of committees, people and mandates."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from catalogue.messages import N_, Message


class CommitteeKind(StrEnum):
    """What a committee is for."""

    TECHNICAL = "technical"
    WORKING_GROUP = "working_group"
    MIRROR = "mirror"
    MANAGEMENT = "management"
    STAFF = "staff"
    EXPERTS = "experts"
    MONITORING = "monitoring"
    COUNCIL = "council"


# Where standards are worked out: the committees of indicators 1.1 and 4.1.
STANDARDS_KINDS = (CommitteeKind.TECHNICAL, CommitteeKind.WORKING_GROUP, CommitteeKind.MIRROR)
# The agency's own posts: a mandate there is a post, and its holder is an agent.
POST_KINDS = (CommitteeKind.MANAGEMENT, CommitteeKind.STAFF)


COMMITTEE_KIND_LABELS: dict[CommitteeKind, Message] = {
    CommitteeKind.TECHNICAL: N_("Comité technique de normalisation (CTN)"),
    CommitteeKind.WORKING_GROUP: N_("Groupe de travail (GT)"),
    CommitteeKind.MIRROR: N_("Comité miroir national (CMN)"),
    CommitteeKind.MANAGEMENT: N_("Direction de l’Agence"),
    CommitteeKind.STAFF: N_("Personnel de l’Agence"),
    CommitteeKind.EXPERTS: N_("Registre des experts nationaux"),
    CommitteeKind.MONITORING: N_("Comité de suivi"),
    CommitteeKind.COUNCIL: N_("Conseil qui adopte les normes (CNNCQ)"),
}


class CommitteeStatus(StrEnum):
    """Whether the committee exists, as far as the agency has said."""

    TO_CONFIRM = "to_confirm"
    ACTIVE = "active"
    CLOSED = "closed"


COMMITTEE_STATUS_LABELS: dict[CommitteeStatus, Message] = {
    CommitteeStatus.TO_CONFIRM: N_("À confirmer"),
    CommitteeStatus.ACTIVE: N_("Actif"),
    CommitteeStatus.CLOSED: N_("Fermé"),
}


class MandateRole(StrEnum):
    """What a person is in a committee."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    EXPERT = "expert"
    OBSERVER = "observer"


MANDATE_ROLE_LABELS: dict[MandateRole, Message] = {
    MandateRole.CHAIR: N_("Présidence"),
    MandateRole.VICE_CHAIR: N_("Vice-présidence"),
    MandateRole.SECRETARY: N_("Secrétariat"),
    MandateRole.MEMBER: N_("Membre"),
    MandateRole.EXPERT: N_("Expertise"),
    MandateRole.OBSERVER: N_("Observation"),
}


class Sex(StrEnum):
    """Self-declared; never inferred from a first name (product_rules §8)."""

    WOMAN = "femme"
    MAN = "homme"
    UNDECLARED = "non_declare"
    NOT_ASKED = "non_renseigne"  # no answer is known: never offered as one

    @property
    def declared(self) -> bool:
        """Tell whether the person said woman or man: what shares are counted among."""
        return self in {Sex.WOMAN, Sex.MAN}

    @property
    def answered(self) -> bool:
        """Tell whether the person answered, if only that they do not wish to say."""
        return self is not Sex.NOT_ASKED

    @property
    def counted_as(self) -> Sex:
        """Give what figures count: no answer known is counted as an answer withheld."""
        return self if self.declared else Sex.UNDECLARED


SEX_ANSWERS: dict[Sex, Message] = {
    Sex.WOMAN: N_("Femme"),
    Sex.MAN: N_("Homme"),
    Sex.UNDECLARED: N_("Ne souhaite pas répondre"),
}
SEX_LABELS: dict[Sex, Message] = {**SEX_ANSWERS, Sex.NOT_ASKED: N_("Non renseigné")}
COUNTED_SEXES = tuple(SEX_ANSWERS)  # the columns of a count


def counted_by_sex(numbers: Iterable[tuple[Sex, int]]) -> dict[Sex, int]:
    """Add numbers up by what figures count, 0 where there is none."""
    found = dict.fromkeys(COUNTED_SEXES, 0)
    for sex, number in numbers:
        found[sex.counted_as] += number
    return found


class StakeholderCategory(StrEnum):
    """Whom an organisation speaks for (programme_process §4.2)."""

    ADMINISTRATION = "administration"
    LARGE_COMPANY = "large_company"
    SMALL_BUSINESS = "small_business"
    PROFESSIONAL_BODY = "professional_body"
    CONSUMERS = "consumers"
    RESEARCH = "research"
    LABORATORY = "laboratory"
    WORKERS = "workers"
    CIVIL_SOCIETY = "civil_society"
    PARTNERS = "partners"


STAKEHOLDER_LABELS: dict[StakeholderCategory, Message] = {
    StakeholderCategory.ADMINISTRATION: N_("Administration"),
    StakeholderCategory.LARGE_COMPANY: N_("Grande entreprise"),
    StakeholderCategory.SMALL_BUSINESS: N_("PME, artisanat, coopérative"),
    StakeholderCategory.PROFESSIONAL_BODY: N_("Organisation professionnelle ou faîtière"),
    StakeholderCategory.CONSUMERS: N_("Consommateurs"),
    StakeholderCategory.RESEARCH: N_("Recherche et enseignement"),
    StakeholderCategory.LABORATORY: N_("Laboratoires et évaluation de la conformité"),
    StakeholderCategory.WORKERS: N_("Travail et syndicats"),
    StakeholderCategory.CIVIL_SOCIETY: N_("Société civile, femmes, personnes handicapées"),
    StakeholderCategory.PARTNERS: N_("Partenaires techniques"),
}


class Membership(StrEnum):
    """How the agency takes part in a committee of another body (ISO/IEC Directives 1.7)."""

    PARTICIPATING = "P"
    OBSERVING = "O"


MEMBERSHIP_LABELS: dict[Membership, Message] = {
    Membership.PARTICIPATING: N_("Membre participant (P)"),
    Membership.OBSERVING: N_("Membre observateur (O)"),
}

TAG_LABELS: dict[str, Message] = {
    "committee:mirror_added": N_("Comité international suivi"),
    "committee:mirror_changed": N_("Participation à un comité international modifiée"),
    "committee:mirror_removed": N_("Comité international qui n’est plus suivi"),
    "committee:created": N_("Comité créé"),
    "committee:changed": N_("Comité modifié"),
    "count:noted": N_("Comptage de femmes et d’hommes noté"),
    "count:removed": N_("Comptage retiré"),
    "mandate:given": N_("Mandat donné"),
    "mandate:corrected": N_("Mandat corrigé"),
    "mandate:ended": N_("Fin de mandat enregistrée"),
    "meeting:recorded": N_("Présences à une réunion notées"),
    "meeting:corrected": N_("Présences à une réunion corrigées"),
    "organisation:added": N_("Organisation ajoutée"),
    "organisation:changed": N_("Organisation modifiée"),
    "person:added": N_("Personne ajoutée au registre"),
    "person:changed": N_("Fiche de personne modifiée"),
    "person:erased": N_("Fiche de personne effacée"),
}
