"""The invented standards of the demonstration, session by session of the council.

Their numbers are plainly those of a demonstration («DÉMO 001:2025»), never of a Malian standard.
Base standards are real documents of their bodies.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalogue.records.vocabulary import Correspondence
from review.demonstration.checklists import Outcome as O  # noqa: N817 - a table to read at a glance

IDT, MOD, NEQ = Correspondence


class Story(StrEnum):
    """How the reading of a text went."""

    NONE = "none"
    AGREED = "agreed"
    AGREED_AFTER_DISCUSSION = "agreed_after_discussion"
    ADJUDICATED = "adjudicated"
    OTHER_TEXT = "other_text"  # decided, but the homologated text is another version
    EQUIVALENT = "equivalent"  # the same, found without effect by the focal point
    ONE_SUBMITTED = "one_submitted"
    DISCUSSED = "discussed"  # two markers differ, the discussion is open
    IN_ADJUDICATION = "in_adjudication"


S = Story


@dataclass(frozen=True, slots=True)
class Subject:
    """One standard: its demonstration number, committee, title, classification and reading.

    ``outcome`` is what a reading finds; with ``story`` it says what the page of the round shows.
    """

    number: int
    committee: str
    title: str
    ics: str
    outcome: O | None
    theme: str = "transformation"
    base: str = ""
    degree: Correspondence | None = None
    story: Story = Story.AGREED

    @property
    def read(self) -> bool:
        """Tell whether its text was given to reviewers."""
        return self.outcome is not None and self.story is not Story.NONE


# Recorded by hand as the existing stock, without work items: sessions of 2024 and early 2025.
FIRST_SESSION = (
    Subject(1, "CTN1", "Fonio précuit – Spécifications", "67.060", O.NO_DATA),
    Subject(
        *(2, "CTN1", "Farine de mil – Spécifications", "67.060", O.NOTHING_TREATED),
        base="CXS 170-1989",
        degree=NEQ,
    ),
    Subject(
        *(3, "CTN1", "Sorgho en grains – Spécifications", "67.060", O.NOT_RELEVANT),
        base="CXS 172-1989",
        degree=MOD,
    ),
    Subject(4, "CTN1", "Foufou de manioc – Spécifications et étiquetage", "67.060", O.SIGNIFICANT),
    Subject(
        *(5, "CTN2", "Beurre de karité non raffiné – Spécifications", "67.200.10", O.SIGNIFICANT),
        *("karite", "CXS 325R-2017", NEQ),
    ),
    Subject(
        *(6, "CTN2", "Amandes de karité – Collecte, séchage, entreposage – Code d’usage"),
        *("67.200.20", O.WORDING, "karite"),
    ),
    Subject(
        *(7, "CTN2", "Mangues fraîches – Spécifications", "67.080.10", O.NOTHING_TREATED),
        base="CXS 184-1993",
        degree=MOD,
    ),
    Subject(8, "CTN3", "Savon de ménage artisanal – Spécifications", "71.100.40", O.NO_DATA),
    Subject(9, "CTN3", "Eau de Javel – Spécifications", "71.100.35", O.NOTHING_TREATED, "foyer"),
    Subject(
        10, "CTN4", "Bazin teint – Solidité des teintures – Essais", "59.080.30", O.NOT_RELEVANT
    ),
    Subject(11, "CTN5", "Ciment – Essais de résistance mécanique", "91.100.10", O.NOT_RELEVANT),
    Subject(
        12,
        "CTN5",
        "Briques de terre comprimée – Spécifications",
        "91.100.25",
        O.NOTHING_TREATED,
        "sac",
    ),
    Subject(13, "CTN6", "Lampes solaires portables – Exigences", "27.160", O.NO_DATA, "foyer"),
    Subject(
        *(14, "CTN7", "Lait caillé – Spécifications", "67.100.10", O.NO_DATA),
        base="CXS 243-2003",
        degree=NEQ,
    ),
    Subject(
        *(15, "CTN7", "Poisson fumé – Spécifications et fumage", "67.120.30", O.SIGNIFICANT),
        *("fumage", "CXS 311-2013", NEQ),
    ),
    Subject(
        16,
        "CTN9",
        "Casques pour motocyclistes – Exigences et essais",
        "13.340.20",
        O.INFORMATIVE_ONLY,
        "moulin",
    ),
    Subject(17, "CTN10", "Eau de boisson en sachet – Spécifications", "13.060.20", None),
    Subject(18, "CTN12", "Hébergements touristiques – Classement", "03.200.01", O.WORDING, "gare"),
)

SECOND_SESSION = (
    Subject(19, "CTN1", "Pain de mil et de blé – Spécifications", "67.060", O.NOTHING_TREATED),
    Subject(20, "CTN1", "Couscous de mil – Spécifications", "67.060", O.WORDING),
    Subject(
        *(21, "CTN2", "Huile d’arachide artisanale – Spécifications", "67.200.10", O.NO_DATA),
        base="CXS 210-1999",
        degree=NEQ,
    ),
    Subject(22, "CTN2", "Gombo séché – Spécifications", "67.080.20", O.INFORMATIVE_ONLY),
    Subject(23, "CTN2", "Jus de tamarin et de bissap – Spécifications", "67.160.20", None),
    Subject(
        24,
        "CTN3",
        "Peintures – Teneur en plomb – Limite",
        "87.040",
        O.NOTHING_TREATED,
        "cosmetique",
    ),
    Subject(
        25,
        "CTN3",
        "Cosmétiques éclaircissants – Teneurs limites et étiquetage",
        "71.100.70",
        O.SIGNIFICANT,
        "cosmetique",
    ),
    Subject(26, "CTN4", "Cuirs tannés – Méthodes d’essai", "59.140.30", O.NOT_RELEVANT),
    Subject(
        *(27, "CTN5", "Aciers pour béton armé – Barres nervurées", "77.140.15", O.NOT_RELEVANT),
        base="ISO 6935-2:2019",
        degree=MOD,
    ),
    Subject(28, "CTN5", "Carreaux de ciment – Spécifications", "91.100.30", O.NOT_RELEVANT),
    # A base without its degree: counted nowhere in 5.3, and «normes check» says so.
    Subject(
        29, "CTN5", "Béton prêt à l’emploi – Spécifications", "91.100.30", None, base="EN 206:2013"
    ),
    Subject(
        *(30, "CTN6", "Câbles d’énergie à isolant extrudé – Essais", "29.060.20", O.NOT_RELEVANT),
        base="IEC 60502-1:2021",
        degree=IDT,
    ),
    Subject(
        31,
        "CTN6",
        "Foyers améliorés – Rendement et émissions – Essais",
        "97.040.20",
        O.SIGNIFICANT,
        "foyer",
    ),
    Subject(32, "CTN7", "Viande séchée – Spécifications", "67.120.10", O.NO_DATA),
    Subject(33, "CTN8", "Tables-bancs scolaires – Dimensions", "97.140", O.NOTHING_TREATED, "sac"),
    Subject(
        34, "CTN9", "Minibus de transport public – Aménagement", "43.080.20", O.WORDING, "gare"
    ),
    Subject(
        35,
        "CTN10",
        "Moustiquaires imprégnées – Exigences",
        "65.100.01",
        O.INFORMATIVE_ONLY,
        "cosmetique",
    ),
    Subject(36, "CTN11", "Biodiesel de jatropha – Spécifications", "75.160.20", O.NOT_RELEVANT),
)

# Made by work items and homologated in one act each.
THIRD_SESSION = (
    Subject(
        37, "CTN1", "Moulins à céréales – Exigences de sécurité", "67.260", O.SIGNIFICANT, "moulin"
    ),
    Subject(38, "CTN1", "Semoule de maïs – Spécifications", "67.060", O.NO_DATA),
    Subject(39, "CTN2", "Graines de sésame – Spécifications", "67.200.20", O.NOTHING_TREATED),
    Subject(
        *(40, "CTN2", "Mangues séchées – Code d’usage", "67.080.10", O.INFORMATIVE_ONLY),
        story=S.AGREED_AFTER_DISCUSSION,
    ),
    Subject(41, "CTN3", "Engrais NPK – Spécifications", "65.080", O.NOT_RELEVANT),
    Subject(42, "CTN4", "Pagnes tissés – Étiquetage", "59.080.30", O.NO_DATA),
    Subject(
        43, "CTN8", "Blocs sanitaires scolaires – Conception", "91.140.70", O.PRINCIPAL, "latrine"
    ),
    Subject(
        *(44, "CTN6", "Disjoncteurs pour installations domestiques", "29.120.50", O.NOT_RELEVANT),
        base="IEC 60898-1:2015",
        degree=IDT,
    ),
    Subject(
        *(45, "CTN7", "Miel – Spécifications", "67.180.10", O.NOTHING_TREATED),
        base="CXS 12-1981",
        degree=MOD,
    ),
    Subject(
        46,
        "CTN9",
        "Ceintures de sécurité des autocars – Exigences",
        "43.040.80",
        O.NOTHING_TREATED,
        "sac",
    ),
    Subject(
        *(47, "CTN10", "Gants d’examen à usage unique – Exigences", "11.140", O.NO_DATA, "sac"),
        base="ISO 11193-1:2020",
        degree=IDT,
    ),
    Subject(
        48,
        "CTN10",
        "Serviettes hygiéniques réutilisables – Exigences",
        "11.120.20",
        O.PRINCIPAL,
        "serviette",
    ),
    Subject(
        *(49, "CTN10", "Préservatifs féminins – Exigences et méthodes d’essai", "11.200"),
        *(O.PRINCIPAL, "contraception", "ISO 25841:2017", IDT),
    ),
    Subject(
        *(50, "CTN11", "Briquettes de charbon de biomasse – Spécifications", "75.160.10"),
        *(O.INFORMATIVE_ONLY, "foyer"),
        story=S.OTHER_TEXT,
    ),
    Subject(
        *(51, "CTN12", "Restauration collective – Hygiène", "03.080.30", O.WORDING, "fumage"),
        story=S.ADJUDICATED,
    ),
)

FOURTH_SESSION = (
    # A technical revision of number 1: the identifier counts once, by this edition.
    Subject(1, "CTN1", "Fonio précuit – Spécifications", "67.060", O.SIGNIFICANT),
    Subject(53, "CTN1", "Riz étuvé – Spécifications", "67.060", O.NO_DATA, story=S.ONE_SUBMITTED),
    Subject(54, "CTN1", "Décortiqueuses à fonio – Sécurité", "67.260", O.HARMFUL, "moulin"),
    Subject(55, "CTN2", "Soumbala – Spécifications", "67.220.10", O.SIGNIFICANT, story=S.DISCUSSED),
    Subject(56, "CTN2", "Beurre de karité raffiné – Spécifications", "67.200.10", None),
    Subject(
        *(57, "CTN3", "Insecticides ménagers – Étiquetage", "65.100.01", O.SIGNIFICANT),
        theme="cosmetique",
        story=S.IN_ADJUDICATION,
    ),
    Subject(
        58,
        "CTN4",
        "Tenues de travail – Désignation des tailles",
        "61.020",
        O.INFORMATIVE_ONLY,
        "sac",
    ),
    Subject(59, "CTN5", "Pavés en béton – Spécifications", "91.100.30", O.NOT_RELEVANT),
    Subject(
        *(60, "CTN5", "Sacs de ciment – Masse unitaire et prises", "55.080", O.SIGNIFICANT, "sac"),
        story=S.EQUIVALENT,
    ),
    Subject(
        *(61, "CTN6", "Modules photovoltaïques – Qualification", "27.160", None),
        base="IEC 61215-1:2021",
        degree=IDT,
    ),
    Subject(62, "CTN7", "Œufs de consommation – Spécifications", "67.120.20", None),
    Subject(
        63, "CTN8", "Manuels scolaires – Illustration et exemples", "03.180", O.WORDING, "latrine"
    ),
    Subject(
        *(64, "CTN9", "Gares routières – Aménagement et services", "03.220.20"),
        *(O.INFORMATIVE_ONLY, "gare"),
        story=S.ADJUDICATED,
    ),
    Subject(65, "CTN10", "Gel hydroalcoolique – Spécifications", "71.100.35", None),
    Subject(66, "CTN11", "Bioéthanol carburant – Spécifications", "75.160.20", O.NOT_RELEVANT),
    Subject(67, "CTN12", "Guides de tourisme – Exigences de service", "03.080.30", None),
    # An amendment of number 16: outside 5.3 by its nature.
    Subject(68, "CTN9", "Casques pour motocyclistes – Amendement 1", "13.340.20", None),
)
