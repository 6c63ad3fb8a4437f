"""What a text says of women and men, theme by theme: the facts that filled checklists quote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One difference that matters, and the requirement that treats it.

    ``criterion`` is the checklist's (A2 to A12), ``beside`` another one that the text treats in an
    informative passage; ``purpose`` the clause that says the standard exists for a gender need.
    """

    people: str
    differences: str
    criterion: str
    clause: str
    quotation: str
    beside: str
    beside_clause: str
    purpose: str = ""


THEMES: dict[str, Theme] = {
    "transformation": Theme(
        people="La transformation est faite surtout par des femmes, souvent en groupement.",
        differences="economique,sociale",
        criterion="A9",
        clause="5.4",
        quotation="Les petites unités peuvent remplacer l’analyse de chaque lot par un contrôle "
        "mensuel fait dans un laboratoire commun.",
        beside="A10",
        beside_clause="Annexe B",
    ),
    "karite": Theme(
        people="La collecte et l’extraction sont faites presque toutes par des femmes.",
        differences="economique,physique",
        criterion="A9",
        clause="6.2",
        quotation="Une coopérative peut tenir un registre commun des lots, en langue nationale, "
        "à la place d’un registre par productrice.",
        beside="A6",
        beside_clause="4.1, note",
    ),
    "fumage": Theme(
        people="Le fumage est fait surtout par des femmes, exposées longtemps à la fumée.",
        differences="physiologique,economique",
        criterion="A4",
        clause="5.2",
        quotation="Le four est muni d’un conduit qui éloigne la fumée de la personne qui charge "
        "et décharge.",
        beside="A6",
        beside_clause="4.3, note",
    ),
    "cosmetique": Theme(
        people="Ces produits sont employés surtout par des femmes, y compris enceintes.",
        differences="physiologique",
        criterion="A4",
        clause="4.2",
        quotation="L’étiquette avertit les femmes enceintes ou qui allaitent, en toutes lettres "
        "et par un pictogramme.",
        beside="A10",
        beside_clause="6.1, note",
    ),
    "foyer": Theme(
        people="La cuisson est faite surtout par des femmes, avec un enfant à proximité.",
        differences="physiologique,sociale",
        criterion="A6",
        clause="7.3",
        quotation="L’essai est conduit avec les plats, les postures et les durées du protocole de "
        "cuisine locale de l’annexe A.",
        beside="A7",
        beside_clause="8.1, note",
    ),
    "moulin": Theme(
        people="Les moulins sont conduits par des hommes et fréquentés surtout par des femmes.",
        differences="physique,sociale",
        criterion="A7",
        clause="5.1.2",
        quotation="La courroie est couverte d’un carter fixe ; l’essai est fait avec un pagne et "
        "un foulard flottants.",
        beside="A3",
        beside_clause="Annexe A",
    ),
    "latrine": Theme(
        people="Les élèves ; des filles manquent les cours pendant leurs règles.",
        differences="physiologique,sociale",
        criterion="A8",
        clause="4.2",
        quotation="Les cabines des filles sont séparées, éclairées, ferment de l’intérieur et "
        "disposent d’un point d’eau.",
        beside="A4",
        beside_clause="4.5",
        purpose="Introduction et article 1",
    ),
    "serviette": Theme(
        people="Les utilisatrices sont des femmes et des filles.",
        differences="physiologique,economique",
        criterion="A4",
        clause="5.3",
        quotation="L’absorption est mesurée sous la charge du tableau 2, et les résultats sont "
        "donnés par taille.",
        beside="A10",
        beside_clause="7.2",
        purpose="Article 1",
    ),
    "contraception": Theme(
        people="Les utilisatrices sont des femmes.",
        differences="physiologique",
        criterion="A4",
        clause="Avant-propos national, 3",
        quotation="La notice est donnée aussi par pictogrammes et dans les langues nationales.",
        beside="A10",
        beside_clause="Avant-propos national, 4",
        purpose="Article 1",
    ),
    "sac": Theme(
        people="Des femmes et des hommes portent ces sacs, sur les marchés et les chantiers.",
        differences="physique",
        criterion="A3",
        clause="4.1",
        quotation="La masse unitaire ne dépasse pas celle du tableau 1, et le sac porte deux "
        "prises pour des mains de la plage du tableau 3.",
        beside="A6",
        beside_clause="Introduction",
    ),
    "gare": Theme(
        people="Des voyageuses attendent la nuit ; des vendeuses y travaillent.",
        differences="sociale",
        criterion="A8",
        clause="6.4",
        quotation="Les salles d’attente et les accès sont éclairés toute la nuit et visibles "
        "depuis le guichet.",
        beside="A10",
        beside_clause="7.1",
    ),
}
