"""Columns of a file of people and their mandates."""

from __future__ import annotations

from catalogue.committees.vocabulary import (
    MANDATE_ROLE_LABELS,
    SEX_LABELS,
    STAKEHOLDER_LABELS,
    Sex,
)
from catalogue.exchange import cells
from catalogue.exchange.cells import Lists, Unreadable, wording
from catalogue.exchange.columns import Column
from catalogue.messages import N_

VACANT = frozenset({"vacant", "siege vacant", "vacante", "a pourvoir"})
_SIGNS = {"♀": Sex.WOMAN, "♂": Sex.MAN}
_WORDS = {
    **dict.fromkeys(("f", "femme", "feminin", "female", "fem"), Sex.WOMAN),
    **dict.fromkeys(("h", "m", "homme", "masculin", "male", "masc"), Sex.MAN),
    **dict.fromkeys(
        ("ne souhaite pas repondre", "nsp"),
        Sex.UNDECLARED,
    ),
    **dict.fromkeys(("non renseigne", "non declare", "nr", "inconnu", "inconnue"), Sex.NOT_ASKED),
}
_TITLES = frozenset({"mme", "mlle", "madame", "mademoiselle", "monsieur", "mr", "dr", "pr"})


def declared_sex(text: str, _lists: Lists) -> Sex:
    """Read what a person declared, as a column of a file.

    The preview shows in words how each cell was read, before anything is written.
    """
    return sex_written(text)


def sex_written(text: str) -> Sex:
    """Read F, H, M, Féminin, ♀…; a title says nothing of what a person declared."""
    word = wording(text)
    if word in _TITLES or text.strip().lower() == "m.":
        raise Unreadable(
            N_(
                "« %(text)s » est une civilité, pas une déclaration : écrivez Femme, Homme, ou "
                "laissez vide si la personne n’a rien déclaré.",
                text=text,
            )
        )
    found = _SIGNS.get(text.strip()) or _WORDS.get(word)
    if found is None:
        raise Unreadable(
            N_(
                "« %(text)s » n’est pas une des réponses : écrivez Femme, Homme, ou laissez vide "
                "si la personne n’a rien déclaré.",
                text=text[:40],
            )
        )
    return found


def titular(text: str, lists: Lists) -> bool:
    """Read «Titulaire» or «Suppléant», in any form, or oui and non."""
    word = wording(text)
    if word.startswith("titul"):
        return True
    if word.startswith("suppl"):
        return False
    return cells.yes_no(text, lists)


MANDATE_COLUMNS: tuple[Column, ...] = (
    Column(
        code="committee",
        heading=N_("Comité"),
        english="Committee",
        help=N_("Code du comité, du groupe de travail ou du registre, par exemple CTN2."),
        read=cells.committee,
        obligatory=True,
        also=("CTN", "Comité technique", "Code du comité"),
        example="CTN2",
    ),
    Column(
        code="family_name",
        heading=N_("Nom de famille"),
        english="Family name",
        help=N_("Nom de la personne ; « Siège vacant » pour un siège que personne ne tient."),
        obligatory=True,
        longest=120,
        also=("Nom",),
        example="Nom de famille",
    ),
    Column(
        code="given_names",
        heading=N_("Prénoms"),
        english="Given names",
        help=N_("Prénoms de la personne."),
        longest=120,
        also=("Prénom", "Prénom(s)"),
        example="Prénom",
    ),
    Column(
        code="sex",
        heading=N_("Sexe déclaré"),
        english="Declared sex",
        help=N_(
            "Ce que la personne a déclaré elle-même : Femme ou Homme (aussi F, H, M, Féminin, ♀). "
            "« Ne souhaite pas répondre » (aussi NSP) est une réponse ; vide, « inconnu » ou « non "
            "renseigné » : on ne sait pas. Jamais d’après un prénom ni une civilité."
        ),
        read=declared_sex,
        labels=SEX_LABELS,
        also=("Sexe", "Genre", "Sexe (F/H)", "F/M", "H/F"),
        example="Femme",
    ),
    Column(
        code="homonym",
        heading=N_("Homonyme"),
        english="Namesake",
        help=N_(
            "oui : c’est une autre personne que celle du registre, ou des autres lignes du "
            "fichier, qui porte ce nom."
        ),
        read=cells.yes_no,
    ),
    Column(
        code="organisation",
        heading=N_("Organisation représentée"),
        english="Organisation",
        help=N_("Nom de l’organisation ; inconnue, elle est ajoutée au registre."),
        longest=300,
        also=("Organisation", "Structure", "Organisme"),
        width=30,
    ),
    Column(
        code="category",
        heading=N_("Partie intéressée"),
        english="Stakeholder category",
        help=N_("Pour une organisation nouvelle."),
        read=cells.choice(STAKEHOLDER_LABELS),
        labels=STAKEHOLDER_LABELS,
        also=("Catégorie",),
    ),
    Column(
        code="function",
        heading=N_("Fonction"),
        english="Function",
        help=N_("Pour une personne nouvelle : sa fonction dans son organisation."),
    ),
    Column(
        code="email",
        heading=N_("Adresse électronique"),
        english="E-mail",
        help=N_("Pour une personne nouvelle."),
        also=("Courriel", "Email"),
    ),
    Column(
        code="role",
        heading=N_("Rôle"),
        english="Role",
        help=N_("Rôle dans le comité."),
        read=cells.choice(
            MANDATE_ROLE_LABELS,
            CHAIR="président|présidente|président(e)",
            VICE_CHAIR="vice-président|vice-présidente",
            SECRETARY="secrétaire",
            EXPERT="expert|experte",
            OBSERVER="observateur|observatrice",
        ),
        labels=MANDATE_ROLE_LABELS,
        obligatory=True,
        example="Membre",
    ),
    Column(
        code="titular",
        heading=N_("Titulaire"),
        english="Titular",
        help=N_("Titulaire ou Suppléance ; vide : titulaire."),
        read=titular,
        also=("Titulaire ou suppléance",),
        example="Titulaire",
    ),
    Column(
        code="post",
        heading=N_("Poste ou domaine"),
        english="Post or field",
        help=N_("Intitulé d’un poste de l’Agence, ou domaine d’une expertise."),
        also=("Poste", "Domaine"),
    ),
    Column(
        code="valid_from",
        heading=N_("Premier jour du mandat"),
        english="From",
        help=N_("JJ/MM/AAAA."),
        read=cells.day,
        obligatory=True,
        also=("Début", "Début du mandat", "Depuis le"),
        example="01/01/2026",
    ),
    Column(
        code="valid_to",
        heading=N_("Dernier jour du mandat"),
        english="To",
        help=N_("JJ/MM/AAAA ; vide tant que le mandat court."),
        read=cells.day,
        also=("Fin", "Fin du mandat", "Jusqu’au"),
    ),
)
