"""Bring the forms of a French or English word together: plurals, feminines, irregular forms.

French is brought to its masculine singular, less its mute endings, so that «travailleuses» meets
«travailleurs», «genrée» meets «genre» and «usagère» meets «usagers» whichever of them was typed.
Suffix rules work on folded words; what they get wrong stands in short lists.  The Snowball stemmer
for French is not used: it needs the accents that readers leave out, takes «usager» and «usagers»,
«acier» and «aciers» apart, and throws «opérateur» and «opération» together.
"""

from collections.abc import Mapping
from functools import lru_cache

# fmt: off
_IRREGULAR: Mapping[str, str] = {
    # plurals
    "travaux": "travail", "emaux": "email", "vitraux": "vitrail", "coraux": "corail",
    "baux": "bail", "vantaux": "vantail", "soupiraux": "soupirail", "yeux": "oeil",
    "cieux": "ciel", "aieux": "aieul", "messieurs": "monsieur", "mesdames": "madame",
    "materiaux": "materiau", "tuyaux": "tuyau", "noyaux": "noyau", "boyaux": "boyau",
    "joyaux": "joyau", "etaux": "etau", "fleaux": "fleau", "preaux": "preau",
    "lieux": "lieu", "milieux": "milieu", "jeux": "jeu", "enjeux": "enjeu", "feux": "feu",
    "essieux": "essieu", "moyeux": "moyeu", "cheveux": "cheveu", "voeux": "voeu",
    "pieux": "pieu", "neveux": "neveu", "adieux": "adieu", "bijoux": "bijou",
    "cailloux": "caillou", "choux": "chou", "genoux": "genou", "hiboux": "hibou",
    # feminines no suffix rule tells
    "cheffe": "chef", "maitresse": "maitre", "hotesse": "hote", "doctoresse": "docteur",
    "mairesse": "maire", "contremaitresse": "contremaitre", "ambassadrice": "ambassadeur",
    "copine": "copain", "compagne": "compagnon", "heroine": "heros", "veuve": "veuf",
    "epouse": "epoux", "jumelle": "jumeau", "defenderesse": "defendeur",
    "demanderesse": "demandeur", "publique": "public", "grecque": "grec", "turque": "turc",
    "blanche": "blanc", "franche": "franc", "seche": "sec", "fraiche": "frais",
    "longue": "long", "oblongue": "oblong", "neuve": "neuf", "breve": "bref", "basse": "bas",
    "grosse": "gros", "grasse": "gras", "epaisse": "epais", "fausse": "faux", "douce": "doux",
    "rousse": "roux", "nouvelle": "nouveau", "nouvel": "nouveau", "belle": "beau",
    "vieille": "vieux", "dure": "dur", "pure": "pur", "nette": "net", "sure": "sur",
    "mure": "mur",
}
_INVARIABLE = frozenset({
    "taux", "faux", "chaux", "doux", "roux", "epoux", "deux", "mieux", "creux", "vieux",
})
# Nouns that end like a feminine participle and are not one: «durée» is not «dur».
_NOUNS_IN_EE = frozenset({
    "allee", "annee", "armee", "arrivee", "assemblee", "bouee", "buee", "chaussee", "cheminee",
    "chevauchee", "contree", "coulee", "denree", "dictee", "donnee", "duree", "entree", "epee",
    "feculee", "fumee", "fusee", "gelee", "huee", "idee", "jetee", "journee", "levee", "lycee",
    "maree", "matinee", "montee", "musee", "pensee", "percee", "plongee", "poignee", "portee",
    "pousee", "poussee", "puree", "rangee", "rentree", "risee", "rosee", "saignee", "soiree",
    "tournee", "tranchee", "travee", "traversee", "trophee", "vallee", "visee", "volee",
})
_NOUNS_IN_TRICE = frozenset({"matrice", "cicatrice"})
_ENGLISH: Mapping[str, str] = {
    "men": "man", "children": "child", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "lice": "louse", "geese": "goose", "oxen": "ox", "criteria": "criterion",
    "phenomena": "phenomenon", "indices": "index", "matrices": "matrix", "vertices": "vertex",
    "analyses": "analysis", "bases": "base", "axes": "axis", "hypotheses": "hypothesis",
    "syntheses": "synthesis", "prostheses": "prosthesis", "diagnoses": "diagnosis",
    "knives": "knife", "lives": "life", "leaves": "leaf", "shelves": "shelf",
    "wolves": "wolf", "halves": "half", "radii": "radius", "nuclei": "nucleus",
    "bacteria": "bacterium", "media": "medium", "spectra": "spectrum", "formulae": "formula",
    "antennae": "antenna", "larvae": "larva", "algae": "alga", "craftsmen": "craftsman",
    "firemen": "fireman", "fishermen": "fisherman", "foremen": "foreman", "seamen": "seaman",
    "tradesmen": "tradesman", "workmen": "workman",
    # gendered pairs
    "actress": "actor", "waitress": "waiter", "hostess": "host", "stewardess": "steward",
    "seamstress": "tailor", "heroine": "hero", "chairwoman": "chairman",
    "spokeswoman": "spokesman", "policewoman": "policeman", "businesswoman": "businessman",
}
# fmt: on
# Words whose root begins with another letter than they do.
OTHERWISE_BEGUN = frozenset(
    word for word, root in (*_IRREGULAR.items(), *_ENGLISH.items()) if word[0] != root[0]
)
# ending, what it becomes, how many letters must stand before it
_FEMININE = (
    ("euse", "eur", 3),  # travailleuse
    ("eux", "eur", 3),  # dangereux, so that it still meets dangereuse
    ("eure", "eur", 2),  # ingénieure
    ("trice", "teur", 2),  # directrice
    ("ere", "er", 3),  # usagère, infirmière
    ("ienne", "ien", 2),  # technicienne
    ("eenne", "een", 2),  # européenne
    ("yenne", "yen", 2),  # citoyenne
    ("onne", "on", 4),  # piétonne
    ("anne", "an", 4),  # paysanne
    ("elle", "el", 3),  # professionnelle
    ("ive", "if", 2),  # sportive
    ("ee", "e", 3),  # genrée, salariée
)
_SHORTEST = 4  # letters; shorter words are left alone


@lru_cache(maxsize=65536)
def french_root(word: str) -> str:
    """Give the common root of the inflected forms of a folded French word."""
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    known = _IRREGULAR.get(word) or _IRREGULAR.get(word.removesuffix("s"), word)
    if len(known) < _SHORTEST:
        return known
    root = _masculine(_singular(known))
    if len(root) > _SHORTEST:
        root = root.removesuffix("e")
    # «française» has become «français»: it loses the s that the masculine lost as a plural.
    return root[:-1] if len(root) > _SHORTEST and root.endswith("s") and root[-2] != "s" else root


def english_form(word: str) -> str:
    """Give the singular, or the masculine, that the suffix rules of English cannot find."""
    singular = word[:-2] + "an" if word.endswith("women") else word
    return _ENGLISH.get(singular, singular)


def _singular(word: str) -> str:
    if word in _INVARIABLE:
        return word
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-2] + "l"
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _masculine(word: str) -> str:
    if word in _NOUNS_IN_TRICE or word in _INVARIABLE:
        return word
    if word in _NOUNS_IN_EE:
        # One e is left for the mute ending to take, and one to tell «durée» from «dur».
        return word + "e"
    for ending, replaced, before in _FEMININE:
        if word.endswith(ending) and len(word) - len(ending) >= before:
            return word[: -len(ending)] + replaced
    return word
