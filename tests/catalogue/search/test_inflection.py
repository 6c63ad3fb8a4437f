"""Whichever form of a word is typed, the others are found; other words are not."""

import pytest

from catalogue.search.inflection import english_form, french_root
from catalogue.search.words import fold


def roots(forms: str) -> set[str]:
    return {french_root(fold(form)) for form in forms.split()}


@pytest.mark.parametrize(
    "forms",
    [
        "travailleur travailleurs travailleuse travailleuses",
        "genre genres genré genrée genrés genrées",
        "usager usagers usagère usagères",
        "directeur directrice directeurs directrices",
        "auteur autrice auteure",
        "ambassadeur ambassadrice",
        "technicien technicienne techniciennes",
        "européen européenne",
        "citoyen citoyenne",
        "infirmier infirmière infirmières",
        "employé employée employés employées",
        "salarié salariée",
        "ingénieur ingénieure",
        "professionnel professionnelle professionnels",
        "sportif sportive sportifs sportives",
        "avocat avocate",
        "paysan paysanne",
        "piéton piétonne piétons",
        "chef cheffe cheffes",
        "maître maîtresse",
        "français française françaises",
        "dangereux dangereuse dangereuses",
        "public publique publics publiques",
        "blanc blanche blancs blanches",
        "bas basse basses",
        "gras grasse",
        "nouveau nouvelle nouveaux nouvelles",
        "national nationale nationaux nationales",
        "sécurité sécurités",
        "matériau matériaux",
        "tuyau tuyaux",
        "lieu lieux",
        "émail émaux",
        "travail travaux",
        "eau eaux",
        "essai essais",
        "acier aciers",
        "opérateur opératrice opérateurs",
    ],
)
def test_forms_of_one_word_meet(forms: str):
    assert len(roots(forms)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "durée dur",
        "année an",
        "portée porte",
        "entrée entre",
        "donnée don",
        "matrice mateur",
        "cicatrice cicateur",
        "matériau matériel",
        "opérateur opération",
        "conseil conseiller",
        "femme homme",
        "base bas",
        "taux tal",
        "process proce",
    ],
)
def test_other_words_do_not_meet(words: str):
    assert len(roots(words)) == len(words.split())


def test_what_is_not_a_french_word_is_left_alone():
    assert french_root("ets") == "ets"
    assert french_root("60335") == "60335"
    assert french_root("h2s2s") == "h2s2s"


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("women", "woman"),
        ("businesswomen", "businessman"),
        ("workmen", "workman"),
        ("specimen", "specimen"),
        ("criteria", "criterion"),
        ("waitress", "waiter"),
        ("safety", "safety"),
    ],
)
def test_irregular_english(form: str, found: str):
    assert english_form(form) == found
