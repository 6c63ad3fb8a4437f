"""Sections A to C of the form: who asks, for what, and why."""

from __future__ import annotations

from catalogue.committees.vocabulary import STAKEHOLDER_LABELS
from catalogue.messages import N_
from catalogue.records.vocabulary import DOCUMENT_KIND_LABELS
from review.needs.field_kinds import TEXT, Duty, Field, Kind, Part
from review.needs.vocabulary import (
    ASPECT_LABELS,
    BENEFIT_LABELS,
    INTENDED_USE_LABELS,
    ORIGIN_LABELS,
    PRIORITY_LABELS,
    WORK_NATURE_LABELS,
    Section,
)

IDENTIFICATION: tuple[Field, ...] = (
    Field(
        "1",
        Section.A,
        N_("Numéro de la fiche"),
        Duty.ASSIGNED,
        (Part("number", Kind.WRITTEN_ELSEWHERE, hint=N_("Attribué au dépôt.")),),
    ),
    Field(
        "2",
        Section.A,
        N_("Dates de dépôt et de réception"),
        Duty.ASSIGNED,
        (
            Part("submitted_at", Kind.WRITTEN_ELSEWHERE, N_("Date de dépôt")),
            Part("received_on", Kind.WRITTEN_ELSEWHERE, N_("Date de réception")),
        ),
    ),
    Field(
        "3",
        Section.A,
        N_("Organisme demandeur"),
        Duty.FILE,
        (
            Part(
                "requester",
                Kind.LINE,
                hint=N_("Le nom entier, par exemple celui d’une coopérative ou d’un ministère."),
                missing=N_("Écrivez le nom de l’organisme qui demande la norme."),
                maximum=300,
            ),
        ),
    ),
    Field(
        "4",
        Section.A,
        N_("Personne à contacter"),
        Duty.FILE,
        (
            Part(
                "contact",
                Kind.TEXT,
                hint=N_("Nom, fonction, téléphone ou adresse électronique."),
                missing=N_("Écrivez qui contacter, et comment."),
                maximum=500,
            ),
        ),
    ),
    Field(
        "5",
        Section.A,
        N_("Catégorie de l’organisme demandeur"),
        Duty.FILE,
        (
            Part(
                "stakeholder_category",
                Kind.ONE,
                missing=N_("Choisissez la catégorie de l’organisme demandeur."),
                choices=STAKEHOLDER_LABELS,
            ),
        ),
    ),
    Field(
        "6",
        Section.A,
        N_("Comité concerné"),
        Duty.FILE,
        (
            Part(
                "committee_id",
                Kind.COMMITTEE,
                N_("Comité technique concerné"),
                missing=N_("Choisissez le comité, ou proposez-en un nouveau."),
            ),
            Part(
                "proposed_committee",
                Kind.LINE,
                N_("Ou nouveau comité proposé"),
                hint=N_("Seulement si aucun comité existant ne convient."),
                maximum=300,
            ),
        ),
    ),
    Field(
        "7",
        Section.A,
        N_("Signature : présidence du comité"),
        Duty.REGISTER,
        (
            Part(
                "signatory",
                Kind.LINE,
                hint=N_("Laissez vide si c’est vous : votre nom y sera mis au dépôt."),
                missing=N_("Écrivez le nom de la personne qui signe pour le comité."),
                maximum=200,
            ),
        ),
    ),
    Field(
        "8",
        Section.A,
        N_("Origine du besoin"),
        Duty.REGISTER,
        (
            Part(
                "origin",
                Kind.ONE,
                missing=N_("Choisissez d’où vient le besoin."),
                choices=ORIGIN_LABELS,
            ),
        ),
    ),
)

SUBJECT: tuple[Field, ...] = (
    Field(
        "9",
        Section.B,
        N_("Titre"),
        Duty.FILE,
        (
            Part(
                "title_fr",
                Kind.LINE,
                N_("Titre en français"),
                hint=N_(
                    "Le produit ou le service d’abord, puis l’aspect : Beurre de karité – "
                    "Spécifications."
                ),
                missing=N_("Écrivez le titre en français."),
                maximum=400,
            ),
            Part(
                "title_en",
                Kind.LINE,
                N_("Titre en anglais, si une norme est reprise"),
                maximum=400,
            ),
        ),
    ),
    Field(
        "10",
        Section.B,
        N_("Domaine d’application et exclusions"),
        Duty.FILE,
        (
            Part(
                "scope",
                Kind.TEXT,
                hint=N_("Ce que la norme couvrira, et ce qu’elle ne couvrira pas."),
                missing=N_("Écrivez ce que la norme couvrira, et ce qu’elle exclut."),
                maximum=TEXT,
            ),
        ),
    ),
    Field(
        "11",
        Section.B,
        N_("Nature des travaux"),
        Duty.FILE,
        (
            Part(
                "work_nature",
                Kind.ONE,
                missing=N_("Choisissez la nature des travaux."),
                choices=WORK_NATURE_LABELS,
            ),
        ),
    ),
    Field(
        "12",
        Section.B,
        N_("Type de document"),
        Duty.FILE,
        (
            Part(
                "document_kind",
                Kind.ONE_OF_LIST,
                hint=N_("« Norme » dans la plupart des cas."),
                missing=N_("Choisissez le type de document."),
                choices=DOCUMENT_KIND_LABELS,
            ),
        ),
    ),
    Field(
        "13",
        Section.B,
        N_("Aspects à normaliser"),
        Duty.REGISTER,
        (
            Part(
                "aspects",
                Kind.MANY,
                missing=N_("Cochez au moins un aspect à normaliser."),
                choices=ASPECT_LABELS,
            ),
        ),
    ),
    Field(
        "14",
        Section.B,
        N_("Produits ou services, position du Système harmonisé"),
        Duty.OPTIONAL,
        (Part("products", Kind.TEXT, maximum=1000),),
    ),
    Field(
        "15",
        Section.B,
        N_("Codes ICS"),
        Duty.FILE,
        (
            Part(
                "ics",
                Kind.CODES,
                hint=N_(
                    "Un ou plusieurs codes, séparés par une virgule ou un par ligne : "
                    "67.200.10, 71.100.70."
                ),
                missing=N_("Donnez au moins un code ICS."),
                maximum=300,
            ),
        ),
    ),
    Field(
        "16",
        Section.B,
        N_("Filière prioritaire ou document de politique"),
        Duty.OPTIONAL,
        (Part("priority_sector", Kind.LINE, maximum=400),),
    ),
)

JUSTIFICATION: tuple[Field, ...] = (
    Field(
        "17",
        Section.C,
        N_("Problème à résoudre"),
        Duty.FILE,
        (
            Part(
                "problem",
                Kind.TEXT,
                hint=N_("Ce qui se passe aujourd’hui sans norme, et pour qui."),
                missing=N_("Écrivez le problème que la norme doit résoudre."),
                maximum=TEXT,
            ),
        ),
    ),
    Field(
        "18",
        Section.C,
        N_("Données d’ampleur"),
        Duty.OPTIONAL,
        (
            Part(
                "magnitude",
                Kind.TEXT,
                hint=N_("Volumes, valeur, accidents, rejets à l’export, avec leur source."),
                maximum=TEXT,
            ),
        ),
    ),
    Field(
        "19",
        Section.C,
        N_("Bénéfices attendus"),
        Duty.REGISTER,
        (
            Part(
                "benefits",
                Kind.TICKS_WITH_TEXT,
                missing=N_("Cochez au moins un bénéfice attendu."),
                choices=BENEFIT_LABELS,
                maximum=400,
            ),
        ),
    ),
    Field(
        "20",
        Section.C,
        N_("Usage prévu"),
        Duty.REGISTER,
        (
            Part(
                "intended_use",
                Kind.ONE,
                missing=N_("Choisissez l’usage prévu."),
                choices=INTENDED_USE_LABELS,
            ),
            Part(
                "regulation",
                Kind.LINE,
                N_("Règlement technique concerné, s’il y en a un"),
                missing=N_("Écrivez quel règlement technique citerait la norme."),
                maximum=400,
            ),
        ),
    ),
    Field(
        "21",
        Section.C,
        N_("Urgence"),
        Duty.REGISTER,
        (
            Part(
                "urgency",
                Kind.TEXT,
                N_("Urgence et son motif"),
                missing=N_("Écrivez pourquoi c’est urgent, ou que ce ne l’est pas."),
                maximum=1000,
            ),
            Part(
                "priority",
                Kind.ONE,
                N_("Priorité proposée"),
                missing=N_("Choisissez une priorité, de 1 à 3."),
                choices=PRIORITY_LABELS,
            ),
        ),
    ),
    Field(
        "22",
        Section.C,
        N_("Coûts, bénéfices et ressources estimées"),
        Duty.OPTIONAL,
        (Part("resources", Kind.TEXT, maximum=TEXT),),
    ),
)
