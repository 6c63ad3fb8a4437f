"""The columns of a file of a plan: a row is a line of the plan, or the objective of a result.

docs/plans.md describes them to whoever fills one in.
"""

from __future__ import annotations

from catalogue.exchange.columns import Column
from catalogue.exchange.headings import Names
from catalogue.messages import N_
from review.action_plan.vocabulary import COLUMNS

LINE, OBJECTIVE = "ligne", "objectif"
KIND, SOURCE = "kind", "_source"

_PLACE = (
    Column(
        code=KIND,
        heading=N_("Type"),
        english="Kind",
        help=N_("« ligne » ou « objectif » ; vide : une ligne."),
        width=10,
    ),
    Column(
        code="result",
        heading=N_("Résultat"),
        english="Result",
        help=N_("Le numéro du résultat."),
        also=("N° du résultat", "Numéro du résultat"),
        obligatory=True,
        width=10,
    ),
    Column(
        code="result_title",
        heading=N_("Titre du résultat"),
        english="Result title",
        help=N_("Une fois par résultat suffit."),
        also=("Intitulé du résultat",),
        width=30,
    ),
    Column(
        code=f"result_title{SOURCE}",
        heading=N_("Titre du résultat, texte du plan"),
        english="Result title, source",
        help=N_("Le texte du plan, mot pour mot."),
        width=30,
    ),
    Column(
        code="code",
        heading=N_("Code"),
        english="Line",
        help=N_("Le code de la ligne, par exemple 1.1."),
        also=("Ligne", "Code de la ligne", "N° de la ligne", "Numéro de la ligne"),
        obligatory=True,
        width=10,
    ),
)

_WORDS = (
    Column(
        code="activity",
        heading=N_("Activité ou objectif"),
        english="Activity or objective",
        help=N_("L’activité de la ligne, ou le texte de l’objectif."),
        also=("Activité", "Activité ou extrant", "Texte de l’objectif"),
        obligatory=True,
        width=40,
    ),
    Column(
        code="measures",
        heading=N_("Mesures et actions"),
        english="Measures",
        help=N_("Ce qui sera fait."),
        also=("Mesures", "Actions"),
        width=30,
    ),
    Column(
        code="indicator",
        heading=N_("Indicateur"),
        english="Indicator",
        help=N_("L’indicateur, dans les mots du plan."),
        width=30,
    ),
    Column(
        code="target",
        heading=N_("Valeur cible"),
        english="Target",
        help=N_("La cible de la ligne ou de l’objectif."),
        also=("Cible",),
        width=30,
    ),
    Column(
        code="schedule",
        heading=N_("Calendrier"),
        english="Schedule",
        help=N_("Quand, dans les mots du plan."),
        width=18,
    ),
    Column(
        code="owners",
        heading=N_("Responsables"),
        english="Owners",
        help=N_("Séparés par une barre, ou un par ligne dans la cellule."),
        also=("Responsable",),
        width=30,
    ),
    Column(
        code="comments",
        heading=N_("Commentaires"),
        english="Comments",
        help=N_("Ce que le plan ajoute."),
        also=("Commentaire", "Observations"),
        width=30,
    ),
)

_SOURCES = tuple(
    Column(
        code=f"{one.code}{SOURCE}",
        heading=N_("%(heading)s, texte du plan", heading=one.heading),
        english=f"{one.english}, source",
        help=N_("Le texte du plan, mot pour mot."),
        width=30,
    )
    for one in _WORDS
)

_SLOTS = (
    Column(
        code="indicator_code",
        heading=N_("Indicateur calculé"),
        english="Computed indicator",
        help=N_("Le code de l’indicateur calculé qui suit cette ligne, par exemple 5.3."),
        also=("Code de l’indicateur",),
        width=14,
    ),
    Column(
        code="baseline_value",
        heading=N_("Base (valeur de départ)"),
        english="Baseline",
        help=N_("De combien sur combien, jamais un pourcentage seul."),
        also=("Base", "Valeur de départ"),
        width=20,
    ),
    Column(
        code="baseline_on",
        heading=N_("Date de la base"),
        english="Baseline date",
        help=N_("JJ/MM/AAAA ; vide si elle n’est pas connue."),
        width=14,
    ),
    Column(
        code="due_on",
        heading=N_("Échéance"),
        english="Due date",
        help=N_("JJ/MM/AAAA ; vide si elle n’est pas décidée."),
        width=14,
    ),
    Column(
        code="population",
        heading=N_("Population"),
        english="Population",
        help=N_("Qui, ou quoi, est compté."),
        width=24,
    ),
    Column(
        code="measured_by",
        heading=N_("Source de la mesure"),
        english="Measured by",
        help=N_("D’où vient le chiffre."),
        width=24,
    ),
)

PLAN_COLUMNS = (
    *_PLACE,
    *(one for pair in zip(_WORDS, _SOURCES, strict=True) for one in pair),
    *_SLOTS,
)
NAMES = Names(PLAN_COLUMNS)
HEADINGS = {one.code: one.heading for one in PLAN_COLUMNS}
# What is read on one kind of row only: elsewhere it would be lost without a word.
ONLY_LINES = (
    *("measures", "indicator", "schedule", "comments"),
    *(f"{name}{SOURCE}" for name in COLUMNS if name != "activity"),
)
ONLY_OBJECTIVES = ("baseline_value", "baseline_on", "due_on", "population", "measured_by")
