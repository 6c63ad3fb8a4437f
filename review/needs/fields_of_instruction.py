"""Section H of the form: what the secretariat and the focal point record, 46 to 52."""

from __future__ import annotations

from catalogue.messages import N_
from review.needs.field_kinds import Duty, Field, Kind, Part
from review.needs.vocabulary import (
    ADMISSIBILITY_LABELS,
    PROGRAMME_DECISION_LABELS,
    YES_NO_LABELS,
    Section,
)

INSTRUCTION: tuple[Field, ...] = (
    Field(
        "46",
        Section.H,
        N_("Recevabilité"),
        Duty.REGISTER,
        (
            Part("admissibility", Kind.ONE, N_("Recevabilité"), choices=ADMISSIBILITY_LABELS),
            Part("admissibility_on", Kind.DATE, N_("Date")),
            Part("admissibility_reason", Kind.TEXT, N_("Motif")),
        ),
    ),
    Field(
        "47",
        Section.H,
        N_("Grille de relecture"),
        Duty.ASSIGNED,
        (
            Part(
                "review_rounds",
                Kind.WRITTEN_ELSEWHERE,
                hint=N_("Remplie plus tard, sur le texte de la norme."),
            ),
        ),
    ),
    Field(
        "48",
        Section.H,
        N_("Avis du point focal genre sur la prévision"),
        Duty.REGISTER,
        (Part("opinions", Kind.WRITTEN_ELSEWHERE),),
    ),
    Field(
        "49",
        Section.H,
        N_("Avis du comité"),
        Duty.REGISTER,
        (
            Part("committee_opinion", Kind.TEXT, N_("Avis")),
            Part("committee_opinion_on", Kind.DATE, N_("Date de la réunion")),
            Part("quorum_reached", Kind.ONE, N_("Quorum atteint"), choices=YES_NO_LABELS),
            Part("women_present", Kind.NUMBER, N_("Femmes présentes")),
            Part("men_present", Kind.NUMBER, N_("Hommes présents")),
        ),
    ),
    Field(
        "50",
        Section.H,
        N_("Décision"),
        Duty.ASSIGNED,
        (
            Part("decision", Kind.ONE, N_("Décision"), choices=PROGRAMME_DECISION_LABELS),
            Part("decision_body", Kind.LINE, N_("Instance")),
            Part("decided_on", Kind.DATE, N_("Date")),
            Part("decision_reason", Kind.TEXT, N_("Motif")),
        ),
    ),
    Field(
        "51",
        Section.H,
        N_("Numéro de projet au programme"),
        Duty.ASSIGNED,
        (
            Part(
                "work_item",
                Kind.WRITTEN_ELSEWHERE,
                hint=N_("Attribué à l’inscription au programme."),
            ),
        ),
    ),
    Field(
        "52",
        Section.H,
        N_("Historique des modifications"),
        Duty.ASSIGNED,
        (Part("history", Kind.WRITTEN_ELSEWHERE, hint=N_("Tenu par le journal.")),),
    ),
)
