"""The cast of the demonstration: organisations, names, accounts, seats. All of them invented.

Names are plausible in Mali and belong to nobody. Sex is what each «declared», undeclared included;
a name says nothing of it (product_rules §8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.committees.vocabulary import MandateRole, Sex, StakeholderCategory
from catalogue.permissions import Role

START = date(2024, 1, 8)
SEATED = date(2024, 1, 15)
TRAINED = date(2023, 11, 15)
CHANGE_OF_CHAIR = date(2025, 3, 31)
INVENTED = "personne inventée"
PREFIX = "demo."

C = StakeholderCategory
ORGANISATIONS: tuple[tuple[str, str, StakeholderCategory, bool | None], ...] = (
    ("agence", "Agence de normalisation (démonstration)", C.ADMINISTRATION, None),
    ("karite", "Coopérative Sira Yiriwa (inventée)", C.SMALL_BUSINESS, True),
    ("cereales", "Groupement Fonio Kènè (inventé)", C.SMALL_BUSINESS, True),
    ("moulins", "Ateliers Numuya Fer (inventés)", C.SMALL_BUSINESS, None),
    ("savon", "Savonnerie Safinè (inventée)", C.SMALL_BUSINESS, True),
    ("textile", "Teintureries Gala Ba (inventées)", C.SMALL_BUSINESS, True),
    ("ciment", "Cimenterie du Manding (inventée)", C.LARGE_COMPANY, None),
    ("energie", "Énergie Tile Sahel (inventée)", C.LARGE_COMPANY, None),
    ("consommateurs", "Association des consommateurs Sanikè (inventée)", C.CONSUMERS, None),
    ("laboratoire", "Laboratoire d’essais Faso Kalan (inventé)", C.LABORATORY, None),
    ("universite", "Institut polytechnique du Djoliba (inventé)", C.RESEARCH, None),
    ("genre", "Réseau Genre et qualité (inventé)", C.CIVIL_SOCIETY, True),
    ("handicap", "Union des personnes handicapées Hèrè (inventée)", C.CIVIL_SOCIETY, None),
    ("syndicat", "Syndicat des transports Sira (inventé)", C.WORKERS, None),
    ("hotels", "Fédération hôtelière Jatigiya (inventée)", C.PROFESSIONAL_BODY, None),
    ("ministere", "Direction de l’industrie (démonstration)", C.ADMINISTRATION, None),
)

FAMILY_NAMES = (
    *("Ballo", "Bagayoko", "Camara", "Cissé", "Coulibaly", "Dembélé", "Diabaté", "Diakité"),
    *("Diallo", "Diarra", "Doumbia", "Fofana", "Goïta", "Guindo", "Keïta", "Konaté", "Koné"),
    *("Maïga", "Niaré", "Ongoïba", "Sangaré", "Sanogo", "Sidibé", "Sissoko", "Tangara", "Togola"),
    *("Touré", "Traoré", "Yalcouyé"),
)
WOMEN = (
    *("Adiaratou", "Aïssata", "Aminata", "Assétou", "Awa", "Bintou", "Djénéba", "Fanta"),
    *("Fatoumata", "Hawa", "Kadidia", "Kadiatou", "Korotoumou", "Mariam", "Maïmouna", "Nana"),
    *("Oumou", "Ramata", "Rokia", "Safiatou", "Sira", "Tenin"),
)
MEN = (
    *("Abdoulaye", "Adama", "Amadou", "Bakary", "Boubacar", "Cheick", "Daouda", "Drissa"),
    *("Fousseyni", "Ibrahim", "Issa", "Lassina", "Mamadou", "Modibo", "Moussa", "Oumar"),
    *("Salif", "Seydou", "Siaka", "Souleymane", "Yacouba", "Zoumana"),
)
FUNCTIONS = (
    *("responsable qualité", "ingénierie", "direction technique", "enseignement et recherche"),
    *("transformation artisanale", "analyses et essais", "représentation des consommateurs"),
    "production",
)


@dataclass(frozen=True, slots=True)
class Holder:
    """An account whose password the terminal prints; ``key`` names it in the story."""

    key: str
    username: str
    name: str
    role: Role
    sex: Sex
    organisation: str
    function: str
    trained: bool = False
    committee: str = ""


HOLDERS: tuple[Holder, ...] = (
    Holder(
        *("presidence", f"{PREFIX}presidence", "Ramata Sangaré", Role.CHAIR, Sex.WOMAN),
        *("karite", "présidence du CTN2"),
        committee="CTN2",
    ),
    Holder(
        *("relecture1", f"{PREFIX}relecture1", "Assétou Niaré", Role.REVIEWER, Sex.WOMAN),
        *("genre", "expertise genre"),
        trained=True,
    ),
    Holder(
        *("relecture2", f"{PREFIX}relecture2", "Lassina Togola", Role.REVIEWER, Sex.MAN),
        *("laboratoire", "analyses et essais"),
        trained=True,
    ),
    Holder(
        *("relecture3", f"{PREFIX}relecture3", "Korotoumou Fofana", Role.REVIEWER, Sex.UNDECLARED),
        *("universite", "enseignement et recherche"),
    ),
    Holder(
        *("pointfocal", f"{PREFIX}pointfocal", "Hawa Ongoïba", Role.FOCAL_POINT, Sex.WOMAN),
        *("agence", "point focal genre"),
        trained=True,
    ),
    Holder(
        *("secretariat", f"{PREFIX}secretariat", "Modibo Goïta", Role.SECRETARIAT, Sex.MAN),
        *("agence", "secrétariat de la normalisation"),
    ),
    Holder(
        *("suivi", f"{PREFIX}suivi", "Kadidia Ballo", Role.MONITORING, Sex.WOMAN),
        *("ministere", "comité de suivi"),
    ),
    Holder(
        *("administration", f"{PREFIX}administration", "Cheick Yalcouyé", Role.ADMIN, Sex.MAN),
        *("agence", "administration du service"),
    ),
)
PRINTED = tuple(holder.username for holder in HOLDERS)

# The committees' chairs: what each declared; None is a vacant seat. CTN2 is the printed account.
CHAIRS: dict[str, Sex | None] = {
    **{f"CTN{number}": Sex.MAN for number in (1, 3, 4, 5, 6, 9, 10, 11)},
    "CTN7": Sex.UNDECLARED,
    "CTN8": Sex.MAN,
    "CTN12": None,
}
MEMBERS = 7
# The roles of a committee's members, in the order they are seated.
SEATS = (
    MandateRole.VICE_CHAIR,
    MandateRole.SECRETARY,
    *(MandateRole.MEMBER,) * (MEMBERS - 3),
    MandateRole.EXPERT,
)
IN_WORKING_GROUP = 4  # the first members of CTN2 also sit in its working group
WOMEN_PER_COMMITTEE: dict[str, int] = {
    "CTN1": 3,
    "CTN2": 4,
    "CTN3": 2,
    "CTN4": 3,
    "CTN5": 0,
    "CTN6": 1,
    "CTN7": 2,
    "CTN8": 3,
    "CTN9": 1,
    "CTN10": 3,
    "CTN11": 1,
    "CTN12": 2,
}
UNDECLARED_IN = frozenset({"CTN4", "CTN6", "CTN10"})
VACANT_IN = frozenset({"CTN5", "CTN11"})
ORGANISATIONS_OF: dict[str, tuple[str, ...]] = {
    "CTN1": ("cereales", "moulins", "laboratoire"),
    "CTN2": ("karite", "consommateurs", "laboratoire"),
    "CTN3": ("savon", "laboratoire", "universite"),
    "CTN4": ("textile", "consommateurs", "universite"),
    "CTN5": ("ciment", "universite", "laboratoire"),
    "CTN6": ("energie", "laboratoire", "consommateurs"),
    "CTN7": ("consommateurs", "laboratoire", "cereales"),
    "CTN8": ("handicap", "universite", "consommateurs"),
    "CTN9": ("syndicat", "handicap", "universite"),
    "CTN10": ("consommateurs", "handicap", "laboratoire"),
    "CTN11": ("energie", "universite", "cereales"),
    "CTN12": ("hotels", "consommateurs", "handicap"),
}

# The ICS domains the readers know, and the one who is away for two weeks near the end.
DOMAINS = {
    "relecture1": ("67", "71.100.40"),
    "relecture2": ("13", "65.060", "91"),
    "relecture3": ("59", "61", "97"),
}
AWAY = "relecture2"
