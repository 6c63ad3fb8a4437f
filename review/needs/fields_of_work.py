"""Sections D, E and G of the form: what exists, who is concerned, by when."""

from __future__ import annotations

from catalogue.messages import N_
from review.needs.field_kinds import TEXT, Duty, Field, Kind, Part
from review.needs.vocabulary import (
    ADOPTION_MODE_LABELS,
    BASE_DOCUMENT_LABELS,
    TARGET_STAGE_LABELS,
    TRACK_LABELS,
    YES_NO_UNKNOWN_LABELS,
    Section,
)

STATE_OF_THE_ART: tuple[Field, ...] = (
    Field(
        "23",
        Section.D,
        N_("Normes internationales, régionales ou étrangères de base"),
        Duty.REGISTER,
        (
            Part(
                "base_references",
                Kind.TEXT,
                hint=N_(
                    "Une référence par ligne, avec son année. S’il n’y en a pas, écrivez "
                    "« aucune »."
                ),
                missing=N_("Écrivez les normes de base, ou « aucune »."),
                maximum=2000,
            ),
        ),
    ),
    Field(
        "24",
        Section.D,
        N_("Normes maliennes touchées"),
        Duty.CONDITIONAL,
        (
            Part(
                "national_standards",
                Kind.TEXT,
                hint=N_(
                    "À remplacer ou en conflit, une par ligne. Nécessaire pour une révision, "
                    "un amendement, une confirmation, une annulation ou une conversion."
                ),
                missing=N_("Écrivez quelle norme malienne ces travaux touchent."),
                maximum=2000,
            ),
        ),
    ),
    Field(
        "25",
        Section.D,
        N_("Textes réglementaires liés"),
        Duty.OPTIONAL,
        (Part("regulations", Kind.TEXT, maximum=2000),),
    ),
    Field(
        "26",
        Section.D,
        N_("Mode de reprise"),
        Duty.CONDITIONAL,
        (
            Part(
                "adoption_mode",
                Kind.ONE,
                hint=N_("Nécessaire dès que le champ 23 cite une norme."),
                missing=N_("Choisissez comment la norme de base serait reprise."),
                choices=ADOPTION_MODE_LABELS,
            ),
        ),
    ),
    Field(
        "27",
        Section.D,
        N_("Écarts techniques prévus"),
        Duty.CONDITIONAL,
        (
            Part(
                "deviations",
                Kind.TEXT,
                hint=N_("Nécessaire si la norme de base est modifiée (MOD)."),
                missing=N_("Écrivez les écarts prévus par rapport à la norme de base."),
                maximum=TEXT,
            ),
        ),
    ),
    Field(
        "28",
        Section.D,
        N_("Travaux voisins, doublons, coordination entre comités"),
        Duty.REGISTER,
        (
            Part(
                "related_work",
                Kind.TEXT,
                hint=N_("S’il n’y en a pas, écrivez « aucun »."),
                missing=N_("Écrivez les travaux voisins, ou « aucun »."),
                maximum=TEXT,
            ),
        ),
    ),
    Field(
        "29",
        Section.D,
        N_("Brevets connus"),
        Duty.OPTIONAL,
        (
            Part(
                "patents",
                Kind.ONE,
                N_("Des brevets sont-ils connus ?"),
                choices=YES_NO_UNKNOWN_LABELS,
            ),
            Part("patents_detail", Kind.TEXT, N_("Lesquels"), maximum=1000),
        ),
    ),
    Field(
        "30",
        Section.D,
        N_("Document de base"),
        Duty.REGISTER,
        (
            Part(
                "base_document",
                Kind.ONE,
                N_("Document de base joint"),
                missing=N_("Choisissez de quel document les travaux partiraient."),
                choices=BASE_DOCUMENT_LABELS,
            ),
            Part(
                "base_document_rights",
                Kind.TEXT,
                N_("Droits de reproduction"),
                hint=N_("Nécessaire pour une norme à reprendre."),
                missing=N_(
                    "Écrivez qui tient les droits de la norme à reprendre, et ce qui est permis."
                ),
                maximum=1000,
            ),
        ),
    ),
)

PARTIES: tuple[Field, ...] = (
    Field(
        "31",
        Section.E,
        N_("Parties touchées"),
        Duty.REGISTER,
        (
            Part(
                "affected_parties",
                Kind.TEXT,
                hint=N_(
                    "Par catégorie, une par ligne : ce qu’elle y gagne, ce qu’il lui en "
                    "coûte, s’il faut la consulter."
                ),
                missing=N_("Écrivez quelles catégories la norme touche, et comment."),
                maximum=TEXT,
            ),
        ),
    ),
    Field(
        "32",
        Section.E,
        N_("Organismes prêts à participer"),
        Duty.REGISTER,
        (
            Part(
                "participants",
                Kind.TEXT,
                hint=N_(
                    "Un organisme par ligne, avec les personnes proposées. S’il n’y en a pas "
                    "encore, écrivez-le."
                ),
                missing=N_(
                    "Écrivez les organismes prêts à participer, ou qu’il n’y en a pas encore."
                ),
                maximum=TEXT,
            ),
        ),
    ),
    Field(
        "33",
        Section.E,
        N_("Liaisons"),
        Duty.OPTIONAL,
        (
            Part(
                "liaisons",
                Kind.TEXT,
                hint=N_("Autres comités ou organisations à tenir informés."),
                maximum=2000,
            ),
        ),
    ),
)

PLANNING: tuple[Field, ...] = (
    Field(
        "42",
        Section.G,
        N_("Pilotage du projet"),
        Duty.REGISTER,
        (
            Part(
                "project_leader",
                Kind.LINE,
                hint=N_("La personne qui mène les travaux ou en fait rapport."),
                missing=N_("Écrivez le nom de la personne qui mènera les travaux."),
                maximum=200,
            ),
        ),
    ),
    Field(
        "43",
        Section.G,
        N_("Délai visé et dates cibles"),
        Duty.REGISTER,
        (
            Part(
                "track_months",
                Kind.ONE,
                N_("Délai visé"),
                missing=N_("Choisissez le délai visé."),
                choices=TRACK_LABELS,
            ),
            Part(
                "target_dates",
                Kind.DATES,
                N_("Dates cibles par stade"),
                missing=N_("Donnez au moins une date cible."),
                choices=TARGET_STAGE_LABELS,
            ),
        ),
    ),
    Field(
        "44",
        Section.G,
        N_("Besoins : essais, financement, formation"),
        Duty.OPTIONAL,
        (Part("needs_support", Kind.TEXT, maximum=TEXT),),
    ),
    Field(
        "45",
        Section.G,
        N_("Indicateurs d’impact après publication"),
        Duty.OPTIONAL,
        (Part("impact_indicators", Kind.TEXT, maximum=TEXT),),
    ),
)
