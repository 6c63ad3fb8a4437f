"""Section F of the form: the gender-sensitivity field, 34 to 41b (product_rules §2)."""

from __future__ import annotations

from catalogue.messages import N_
from catalogue.work_programme.vocabulary import FORECAST_LABELS, Forecast
from review.needs.field_kinds import Duty, Field, Kind, Part
from review.needs.vocabulary import (
    DIFFERENCE_LABELS,
    GOAL_LABELS,
    OTHER_GROUP_LABELS,
    YES_NO_LABELS,
    YES_NO_UNKNOWN_LABELS,
    Difference,
    Section,
)

REASON_MINIMUM = 20
REASON_MAXIMUM = 600

GENDER: tuple[Field, ...] = (
    Field(
        "34",
        Section.F,
        N_("Des personnes sont-elles concernées ?"),
        Duty.FILE,
        (
            Part(
                "people_concerned",
                Kind.ONE,
                hint=N_("Qui utilise, fabrique, achète, ou vit à côté de ce que la norme décrit."),
                missing=N_("Dites si des personnes sont concernées ; « ne sait pas » est accepté."),
                choices=YES_NO_UNKNOWN_LABELS,
            ),
        ),
    ),
    Field(
        "35",
        Section.F,
        N_("Prévision"),
        Duty.FILE,
        (
            Part(
                "forecast",
                Kind.ONE,
                hint=N_("Ce que vous attendez de la norme, avant toute relecture."),
                missing=N_("Choisissez une prévision ; « ne sait pas » est accepté."),
                choices=FORECAST_LABELS,
                choice_hints={
                    Forecast.PRINCIPAL: N_("Sans ce but, la norme ne serait pas demandée."),
                    Forecast.SIGNIFICANT: N_(
                        "La norme a un autre but, et traitera les différences entre femmes "
                        "et hommes."
                    ),
                    Forecast.NOT_SENSITIVE: N_(
                        "Des personnes sont concernées, mais la norme ne traitera pas de "
                        "différences."
                    ),
                    Forecast.NOT_RELEVANT: N_(
                        "Aucune différence entre femmes et hommes ne peut se présenter."
                    ),
                    Forecast.UNKNOWN: N_("Le point focal genre sera prévenu et vous aidera."),
                },
            ),
        ),
    ),
    Field(
        "36",
        Section.F,
        N_("Motif de la prévision"),
        Duty.FILE,
        (
            Part(
                "forecast_reason",
                Kind.TEXT,
                hint=N_("Toujours nécessaire, de 20 à 600 caractères."),
                missing=N_(
                    "Écrivez pourquoi vous faites cette prévision, en 20 caractères au moins."
                ),
                maximum=REASON_MAXIMUM,
            ),
        ),
    ),
    Field(
        "37",
        Section.F,
        N_("Différences attendues entre femmes et hommes"),
        Duty.FILE,
        (
            Part(
                "differences",
                Kind.MANY,
                hint=N_("Plusieurs réponses possibles ; « aucune » et « inconnue » vont seules."),
                missing=N_("Cochez les différences attendues, ou « aucune », ou « inconnue »."),
                choices=DIFFERENCE_LABELS,
                choice_hints={
                    Difference.PHYSICAL: N_("Taille, force, portée, forme du corps."),
                    Difference.PHYSIOLOGICAL: N_("Grossesse, hormones, peau, exposition."),
                    Difference.SOCIAL: N_("Rôles, usages, sécurité, vêtements, lecture."),
                    Difference.ECONOMIC: N_("Revenus, accès au crédit, au matériel, au marché."),
                },
                alone=(Difference.NONE.value, Difference.UNKNOWN.value),
            ),
        ),
    ),
    Field(
        "38",
        Section.F,
        N_("Données ventilées par sexe"),
        Duty.FILE,
        (
            Part(
                "sex_disaggregated_data",
                Kind.TEXT,
                hint=N_("La source, ou la recherche faite : où vous avez cherché, et quand."),
                missing=N_("Écrivez la source des données, ou la recherche que vous avez faite."),
                maximum=2000,
            ),
        ),
    ),
    Field(
        "39",
        Section.F,
        N_("Autres groupes concernés"),
        Duty.OPTIONAL,
        (Part("other_groups", Kind.MANY, choices=OTHER_GROUP_LABELS),),
    ),
    Field(
        "40",
        Section.F,
        N_("Objectifs de développement durable concernés"),
        Duty.OPTIONAL,
        (Part("sdgs", Kind.MANY, choices=GOAL_LABELS),),
    ),
    Field(
        "41",
        Section.F,
        N_("Qui a été entendu, mesures prévues"),
        Duty.FILE,
        (
            Part(
                "heard",
                Kind.TEXT,
                hint=N_(
                    "Par exemple : un groupement de transformatrices entendu en mai ; essai "
                    "prévu par des femmes et des hommes. Si personne n’a été entendu, "
                    "écrivez-le."
                ),
                missing=N_(
                    "Écrivez qui a été entendu et ce qui est prévu, ou que personne ne l’a été."
                ),
                maximum=2000,
            ),
        ),
    ),
    Field(
        "41a",
        Section.F,
        N_("Culture et mœurs du Mali"),
        Duty.FILE,
        (
            Part(
                "culture",
                Kind.ONE,
                N_("La norme répond-elle à un besoin de la culture et des mœurs du Mali ?"),
                missing=N_("Répondez oui ou non."),
                choices=YES_NO_LABELS,
            ),
            Part(
                "culture_detail",
                Kind.TEXT,
                N_("Si oui, lequel"),
                missing=N_("Vous avez répondu oui : écrivez de quel besoin il s’agit."),
                maximum=1000,
            ),
        ),
    ),
    Field(
        "41b",
        Section.F,
        N_("Travail (conventions de l’OIT)"),
        Duty.FILE,
        (
            Part(
                "labour",
                Kind.ONE,
                N_(
                    "La norme touche-t-elle les conditions de travail ou l’emploi "
                    "(conventions de l’OIT) ?"
                ),
                missing=N_("Répondez oui ou non."),
                choices=YES_NO_LABELS,
            ),
            Part(
                "labour_detail",
                Kind.TEXT,
                N_("Si oui, comment"),
                missing=N_("Vous avez répondu oui : écrivez ce que la norme touche."),
                maximum=1000,
            ),
        ),
    ),
)
