"""A small library of real titles, and an index of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from catalogue.search import upkeep
from catalogue.search.contract import SearchIndex
from catalogue.search.documents import Kind, RecordStatus, SearchDocument
from catalogue.search.index import WhooshIndex
from catalogue.search.postgres.index import PostgresIndex
from tests.databases import SERVER, new_postgresql_database
from tests.requirements import missing

PUBLISHED, WITHDRAWN = RecordStatus.PUBLISHED, RecordStatus.WITHDRAWN
# reference, French title, English title, ICS, year, status
STANDARDS = [
    (
        "ISO 14738:2002",
        (
            "Sécurité des machines - Prescriptions anthropométriques relatives à la conception des "
            "postes de travail sur les machines"
        ),
        (
            "Safety of machinery - Anthropometric requirements for the design of workstations at "
            "machinery"
        ),
        ("13.110", "13.180"),
        2002,
        PUBLISHED,
    ),
    (
        "ISO 15534-3:2000",
        (
            "Conception ergonomique pour la sécurité des machines - Partie 3: Données "
            "anthropométriques"
        ),
        "Ergonomic design for the safety of machinery - Part 3: Anthropometric data",
        ("13.110", "13.180"),
        2000,
        PUBLISHED,
    ),
    (
        "ISO 53800:2024",
        (
            "Lignes directrices relatives à la promotion et à la mise en œuvre de l’égalité entre "
            "les femmes et les hommes et à l’empouvoirement des femmes"
        ),
        (
            "Guidelines for the promotion and implementation of gender equality and women’s "
            "empowerment"
        ),
        ("03.100.02",),
        2024,
        PUBLISHED,
    ),
    (
        "ISO 25841:2017",
        "Préservatifs féminins - Exigences et méthodes d'essai",
        "Female condoms - Requirements and test methods",
        ("11.200",),
        2017,
        PUBLISHED,
    ),
    (
        "ISO 25841:2017/Amd 1:2020",
        "Préservatifs féminins - Exigences et méthodes d'essai - Amendement 1",
        "Female condoms - Requirements and test methods - Amendment 1",
        ("11.200",),
        2020,
        PUBLISHED,
    ),
    (
        "ISO 25841:2011",
        "Préservatifs féminins - Exigences et méthodes d'essai",
        "Female condoms - Requirements and test methods",
        ("11.200",),
        2011,
        WITHDRAWN,
    ),
    (
        "ISO 4074:2015",
        "Préservatifs masculins en latex de caoutchouc naturel - Exigences et méthodes d'essai",
        "Natural rubber latex male condoms - Requirements and test methods",
        ("11.200",),
        2015,
        PUBLISHED,
    ),
    (
        "ISO/IEC 5218:2022",
        "Technologies de l'information - Codes de représentation des sexes humains",
        "Information technology - Codes for the representation of human sexes",
        ("35.040.50",),
        2022,
        PUBLISHED,
    ),
    (
        "ISO 21924-6:2017",
        (
            "Équipement de protection pour les arts martiaux - Partie 6: Exigences et méthodes "
            "d'essai complémentaires pour protecteurs de poitrine féminine"
        ),
        (
            "Protective equipment for martial arts - Part 6: Additional requirements and test "
            "methods for breast protectors for females"
        ),
        ("13.340.99", "97.220.01"),
        2017,
        PUBLISHED,
    ),
    (
        "ISO 9001:2015",
        "Systèmes de management de la qualité - Exigences",
        "Quality management systems - Requirements",
        ("03.120.10",),
        2015,
        PUBLISHED,
    ),
    (
        "ISO 9001:2015/Amd 1:2024",
        "Systèmes de management de la qualité - Exigences - Amendement 1",
        "Quality management systems - Requirements - Amendment 1",
        ("03.120.10",),
        2024,
        PUBLISHED,
    ),
    (
        "ISO 9001:2008",
        "Systèmes de management de la qualité - Exigences",
        "Quality management systems - Requirements",
        ("03.120.10",),
        2008,
        WITHDRAWN,
    ),
    (
        "ISO 9004:2018",
        (
            "Management de la qualité - Qualité d'un organisme - Lignes directrices pour obtenir "
            "des performances durables"
        ),
        "Quality management - Quality of an organization - Guidance to achieve sustained success",
        ("03.120.10",),
        2018,
        PUBLISHED,
    ),
    (
        "IEC 60335-2-28:2021",
        (
            "Appareils électrodomestiques et analogues - Sécurité - Partie 2-28: Exigences "
            "particulières pour les machines à coudre"
        ),
        (
            "Household and similar electrical appliances - Safety - Part 2-28: Particular "
            "requirements for sewing machines"
        ),
        ("97.180",),
        2021,
        PUBLISHED,
    ),
    (
        "IEC 60335-1:2020",
        "Appareils électrodomestiques et analogues - Sécurité - Partie 1: Exigences générales",
        "Household and similar electrical appliances - Safety - Part 1: General requirements",
        ("97.030",),
        2020,
        PUBLISHED,
    ),
    (
        "ISO 6488:2021",
        "Tabac - Détermination de la teneur en eau",
        "Tobacco",
        ("65.160",),
        2021,
        PUBLISHED,
    ),
    (
        "ISO/DIS 45010",
        "",
        (
            "Occupational health and safety management – Menstruation, menstrual health and "
            "menopause in the workplace – Guidance"
        ),
        ("13.100",),
        None,
        RecordStatus.IN_PREPARATION,
    ),
]
# reference, French title, English title, body, relevance, French rationale
ENTRIES = [
    (
        "CXS 325R-2017",
        "Norme régionale pour le beurre de karité non raffiné (Afrique)",
        "Regional standard for unrefined shea butter (Africa)",
        "Codex",
        "potential",
        "Produit récolté et transformé surtout par des travailleuses rurales.",
    ),
    (
        "EN 547-3:1996+A1:2008",
        "Sécurité des machines - Mesures du corps humain - Partie 3 : données anthropométriques",
        "Safety of machinery - Human body measurements - Part 3: Anthropometric data",
        "CEN",
        "significant",
        "",
    ),
    (
        "NF EN ISO 20345:2022",
        "Équipement de protection individuelle - Chaussures de sécurité",
        "Personal protective equipment - Safety footwear",
        "AFNOR",
        "potential",
        "",
    ),
    (
        "",
        "Codes de bonnes pratiques africains pour l'amande et le beurre de karité",
        "African codes of practice for shea kernel and shea butter",
        "ARSO",
        "potential",
        "",
    ),
    (
        "ISO 53800:2024",
        (
            "Lignes directrices relatives à la promotion et à la mise en œuvre de l’égalité entre "
            "les femmes et les hommes et à l’empouvoirement des femmes"
        ),
        (
            "Guidelines for the promotion and implementation of gender equality and women’s "
            "empowerment"
        ),
        "ISO",
        "principal",
        "Seule norme ISO du relevé entièrement consacrée au sujet.",
    ),
]


@pytest.fixture(scope="session")
def library() -> list[SearchDocument]:
    """Twenty-two records of the three kinds."""
    standards = [
        SearchDocument(
            key=f"edition:{number}",
            kind=Kind.STANDARD,
            status=status,
            reference=reference,
            title_fr=title_fr,
            title_en=title_en,
            body=reference.split()[0].removesuffix("/DIS"),
            ics=ics,
            committee="ISO/TC 157" if "11.200" in ics else "ISO/TC 199",
            year=year,
            languages=("en", "fr") if title_fr else ("en",),
            marker="1" if reference == "ISO 25841:2017" else None,
            date=dt.date(year, 3, 1) if year else None,
        )
        for number, (reference, title_fr, title_en, ics, year, status) in enumerate(STANDARDS, 1)
    ]
    entries = [
        SearchDocument(
            key=f"reference_entry:{number}",
            kind=Kind.REFERENCE_ENTRY,
            status=PUBLISHED,
            reference=reference,
            title_fr=title_fr,
            title_en=title_en,
            body=body,
            relevance=relevance,
            text_fr=text,
        )
        for number, (reference, title_fr, title_en, body, relevance, text) in enumerate(ENTRIES, 1)
    ]
    work_item = SearchDocument(
        key="work_item:1",
        kind=Kind.WORK_ITEM,
        status=RecordStatus.IN_PREPARATION,
        title_fr="Chaussures de protection des travailleurs agricoles",
        committee="CTN 3",
        ics=("13.340.50",),
        text_fr="Gants et chaussures aux pointures des agricultrices, classe A.",
    )
    return [*standards, *entries, work_item]


@pytest.fixture(
    scope="session",
    params=["whoosh", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def build(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[list[SearchDocument]], SearchIndex]]:
    """How to make an index of documents, in each engine."""
    if request.param == "postgresql" and not SERVER:
        missing("postgresql", "NORMES_TEST_POSTGRESQL names no server")
    with ExitStack() as kept:

        def make(documents: list[SearchDocument]) -> SearchIndex:
            made: SearchIndex
            if request.param == "postgresql":
                database = kept.enter_context(new_postgresql_database())
                made = kept.enter_context(closing(PostgresIndex(database)))
            else:
                made = WhooshIndex(tmp_path_factory.mktemp("index"))
            made.replace_all(documents)
            return made

        yield make


@pytest.fixture(scope="session")
def index(
    library: list[SearchDocument], build: Callable[[list[SearchDocument]], SearchIndex]
) -> SearchIndex:
    """An index of the library, which no test writes to."""
    return build(library)


@pytest.fixture(scope="session")
def antiques(
    library: list[SearchDocument], build: Callable[[list[SearchDocument]], SearchIndex]
) -> SearchIndex:
    """An index of the library and of some more documents, most of them withdrawn."""
    old = [
        SearchDocument(
            key=f"edition:{number}",
            kind=Kind.STANDARD,
            status=status,
            reference=reference,
            title_fr=title,
        )
        for number, reference, title, status in (
            (101, "EN 1357:1990", "Textes abrogés", WITHDRAWN),
            (102, "ISO 2:1975", "Machines de sécurité - Postes et prescriptions", WITHDRAWN),
            (103, "ISO 3:1985", "Marine - Dimensions des chaussures de pluie", WITHDRAWN),
            (104, "ISO 4:2020", "Chaussures de pluie - Dimensions", PUBLISHED),
            (105, "ISO 5:1999", "Emploi de l’ISO/IEC 5218 et de ses codes", WITHDRAWN),
        )
    ]
    return build([*library, *old])


@pytest.fixture
def indexed(app):
    upkeep.ensure(app)
    return app


@pytest.fixture
def reader(client, indexed):
    assert indexed
    return client
