"""The columns of a file of series: what each is called and how its cells are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from catalogue.exchange.cells import choice, past_day, wording, year
from catalogue.exchange.columns import Column
from catalogue.messages import N_
from review.reference_data.vocabulary import TERRITORY_LABELS, THEME_LABELS, TOPIC_LABELS

COLUMNS: tuple[Column, ...] = (
    Column(
        code="title",
        heading=N_("Titre de la série"),
        english="Series",
        help=N_("Ce qui est compté. Les lignes de même titre et de même lieu font une série."),
        also=("Série", "Titre", "Intitulé"),
        obligatory=True,
        longest=300,
        width=50,
    ),
    Column(
        code="theme",
        heading=N_("Thème"),
        english="Theme",
        help=N_("Population, Emploi, Éducation, Direction, Normalisation ou Autre."),
        read=choice(THEME_LABELS),
        obligatory=True,
    ),
    Column(
        code="territory",
        heading=N_("Territoire"),
        english="Territory",
        help=N_("Nationale, Régionale, ou Étrangère ou internationale."),
        read=choice(
            TERRITORY_LABELS,
            NATIONAL="national|mali",
            REGIONAL="régional",
            INTERNATIONAL="étranger|étrangère|international|internationale",
        ),
        obligatory=True,
        width=24,
    ),
    Column(
        code="place",
        heading=N_("Pays ou organisme"),
        english="Place",
        help=N_("De qui sont ces chiffres."),
        also=("Pays", "Organisme", "Lieu"),
        obligatory=True,
        width=24,
    ),
    Column(
        code="topic",
        heading=N_("À comparer avec"),
        english="Topic",
        help=N_(
            "Le sujet de l’Agence à côté duquel la série se lit : Participation aux comités, "
            "Postes de direction, Personnel, Experts, Présidences de comités ; ou vide."
        ),
        read=choice(
            TOPIC_LABELS, COMMITTEES="comités", MANAGEMENT="direction", CHAIRS="présidences"
        ),
        width=24,
    ),
    Column(
        code="unit",
        heading=N_("Unité"),
        english="Unit",
        help=N_("Par exemple « personnes » ; « % de femmes » pour une part publiée."),
        obligatory=True,
        longest=100,
    ),
    Column(
        code="definition",
        heading=N_("Définition"),
        english="Definition",
        help=N_("Qui est compté, et comment."),
        longest=2000,
        width=40,
    ),
    Column(
        code="publisher",
        heading=N_("Qui publie"),
        english="Publisher",
        help=N_("La source : une ligne sans source n’est pas reprise."),
        also=("Source", "Éditeur", "Producteur"),
        obligatory=True,
        longest=300,
        width=40,
    ),
    Column(
        code="source_link",
        heading=N_("Adresse de la source"),
        english="Source link",
        help=N_("L’adresse entière, depuis https:// ; vide si elle n’est pas connue."),
        also=("Lien", "Lien de la source", "URL"),
        longest=500,
        width=40,
    ),
    Column(
        code="source_date",
        heading=N_("Date de la source"),
        english="Source date",
        help=N_("JJ/MM/AAAA. Sans elle, l’indicateur 1.3 ne compte pas la série."),
        read=past_day,
        also=("Date", "Date de publication"),
    ),
    Column(
        code="available_on",
        heading=N_("Disponible depuis le"),
        english="Available on",
        help=N_("JJ/MM/AAAA. Vide : le jour où ce fichier est repris."),
        read=past_day,
    ),
    Column(
        code="year",
        heading=N_("Année"),
        english="Year",
        help=N_("L’année que la source mesure ; vide si elle ne la dit pas."),
        read=year,
        also=("Année mesurée", "An"),
    ),
    Column(
        code="women",
        heading=N_("Femmes"),
        english="Women",
        help=N_(
            "Un nombre de personnes, jamais un pourcentage. « F », « Féminin », « ♀ » se lisent."
        ),
        also=(
            "F", "Femme", "Féminin", "Nb femmes", "Nombre de femmes", "Effectif femmes", "Female",
        ),
    ),
    Column(
        code="men",
        heading=N_("Hommes"),
        english="Men",
        help=N_("De même ; « H », « M », « Masculin », « ♂ » se lisent."),
        also=(
            "H", "M", "Homme", "Masculin", "Nb hommes", "Nombre d’hommes", "Effectif hommes",
            "Male",
        ),
    ),
    Column(
        code="total",
        heading=N_("Total"),
        english="Total",
        help=N_("Femmes et hommes, si la source le donne."),
        also=("Ensemble", "Total général", "T"),
    ),
    Column(
        code="published_share",
        heading=N_("Part publiée"),
        english="Published share",
        help=N_(
            "Seulement quand la source n’imprime qu’un pourcentage de femmes : avec son signe, "
            "« 30 % »."
        ),
        also=(
            "Pourcentage", "Pourcentage femmes", "Pourcentage de femmes", "Femmes pourcentage",
            "Part des femmes", "Part publiée pourcentage", "Part publiée (% de femmes)",
            "Part publiée pourcentage de femmes", "Taux de féminisation",
        ),
    ),
    Column(
        code="note",
        heading=N_("Remarque"),
        english="Note",
        help=N_("Ce qu’il faut savoir pour lire cette valeur."),
        also=("Remarques", "Observation", "Observations", "Note"),
        longest=1000,
        width=40,
    ),
)  # fmt: skip
SHOWN = ("title", "place", "year", "women", "men", "total", "published_share", "publisher")
ANY_OF = ("title", "women", "men", "published_share")


def doubt(headings: Sequence[str], places: Mapping[str, int]) -> Iterable[int]:
    """Tell the headings to ask about: «M» says men only beside a column that says women.

    One letter for a total is asked too: it is read, never taken for granted.
    """
    men, total = places.get("men"), places.get("total")
    if men is not None and wording(headings[men]) == "m" and "women" not in places:
        yield men
    if total is not None and wording(headings[total]) == "t":
        yield total
