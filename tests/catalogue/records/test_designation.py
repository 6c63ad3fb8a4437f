"""References are read in any writing, never made up, and never a cause of failure."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.records.designation import (
    Designation,
    Supplement,
    closeness,
    format_designation,
    identifier,
    key,
    parse,
    sort_key,
    tokens,
    year,
)


def read(text: str) -> Designation:
    """Read a text that must be a reference."""
    designation = parse(text)
    assert designation is not None, text
    return designation


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("NF EN ISO 20345:2022+A1:2024", "NF EN ISO 20345:2022+A1:2024"),
        ("iso9001", "ISO 9001"),
        ("ISO9001:2015", "ISO 9001:2015"),
        ("9001:2015", "9001:2015"),
        ("iso-9001-2015", "ISO 9001:2015"),
        ("iso 9001 2015", "ISO 9001:2015"),
        ("ISO 9001 v2015", "ISO 9001:2015"),
        ("la norme ISO 9001 version 2015", "ISO 9001:2015"),
        ("ISO 9001 de 2015", "ISO 9001:2015"),
        ("ISO 9001, édition de 2015", "ISO 9001:2015"),
        ("ISO 9001:2015(fr)", "ISO 9001:2015"),
        ("ISO 9001 : 2015", "ISO 9001:2015"),
        ("ISO 9001:2015-09", "ISO 9001:2015"),
        ("CEI 60335-1", "IEC 60335-1"),
        ("IEC 60335-2-14:2025", "IEC 60335-2-14:2025"),
        ("ISO/IEC 27001", "ISO/IEC 27001"),
        ("iso/iectr20943-3:2004", "ISO/IEC TR 20943-3:2004"),
        ("ISO/TR 24484:2023", "ISO/TR 24484:2023"),
        ("IEC TS 62257-9-8:2025", "IEC TS 62257-9-8:2025"),
        ("IEC/TS 62257-9-8:2025", "IEC TS 62257-9-8:2025"),
        ("ISO/UNDP PAS 53002:2024", "ISO/UNDP PAS 53002:2024"),
        ("ISO Guide 82:2019", "ISO Guide 82:2019"),
        ("ISO/DGuide 84", "ISO/DGuide 84"),
        ("ISO/R 773:1968", "ISO/R 773:1968"),
        ("ISO 105-X12:2016", "ISO 105-X12:2016"),
        ("ISO/IEC/IEEE 8802-A:2015/Amd 1:2018", "ISO/IEC/IEEE 8802-A:2015/Amd 1:2018"),
        ("ISO/HL7 10781:2015", "ISO/HL7 10781:2015"),
        ("ISO 25841:2017/Amd 1:2020", "ISO 25841:2017/Amd 1:2020"),
        ("ISO 25841:2017 Amd 1", "ISO 25841:2017/Amd 1"),
        ("ISO 9001:2015/DAM 1", "ISO 9001:2015/DAM 1"),
        ("ISO 19822:2018/CD Amd 1.2", "ISO 19822:2018/CD Amd 1.2"),
        ("ISO/IEC 1:2010/Amd 1:2012/Cor 1:2013", "ISO/IEC 1:2010/Amd 1:2012/Cor 1:2013"),
        ("EN 547-3:1996+A1:2008", "EN 547-3:1996+A1:2008"),
        ("ISO/DIS 45010", "ISO/DIS 45010"),
        ("ISO/CD 16757-4.2", "ISO/CD 16757-4.2"),
        ("ISO/CD 9001.2", "ISO/CD 9001.2"),
        ("ISO/CD TR 7015", "ISO/CD TR 7015"),
        ("ISO/DTS 30437", "ISO/DTS 30437"),
        ("prEN 1234", "prEN 1234"),
        ("FprEN ISO 1234:2020", "FprEN ISO 1234:2020"),
        ("IWA 34:2021", "IWA 34:2021"),
        ("ECOSTAND 001-2013", "ECOSTAND 001:2013"),
        ("ARSO 1470:2020", "ARS 1470:2020"),
        ("ARS/AES 1:2014", "ARS/AES 1:2014"),
        ("DARS 951:2015", "DARS 951:2015"),
        ("CD-ARS 835:2012", "CD-ARS 835:2012"),
        ("CXS 176-1989", "CXS 176:1989"),
        ("CODEX STAN 151-1989", "CXS 151:1989"),
        ("CXS 325R-2017", "CXS 325R:2017"),
        ("BS 30416:2023", "BS 30416:2023"),
        ("ES 6346:2018 (partie 2)", "ES 6346-2:2018"),
        ("ISO 8559 partie 2", "ISO 8559-2"),
        ("NF C 15-100", "NF C15-100"),
        ("AFNOR SPEC X30-020", "AFNOR SPEC X30-020"),
        ("ITU X.509", "ITU X.509"),
        ("ASTM F1731-21", "ASTM F1731:2021"),
        ("ASTM D638-61", "ASTM D638:1961"),
        ("UNE-ISO 53800", "UNE ISO 53800"),
        ("UNI/PdR 125:2022", "UNI/PdR 125:2022"),
        ("ÍST 85:2012", "IST 85:2012"),
        ("NM ISO 9001", "NM ISO 9001"),
        ("NM 03.7.001", "NM 03.7.001"),
        ("EN ISO 53800:2025 (via SIST EN ISO 53800:2025)", "EN ISO 53800:2025"),
        ("NBXF 12", "NBXF 12"),
    ],
)
def test_a_reference_is_read_in_any_writing(typed: str, usual: str):
    designation = read(typed)
    assert format_designation(designation) == usual
    assert designation.raw == typed
    assert parse(usual) == designation


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sécurité des machines",
        "partie 2",
        "ISO",
        "TR 12",
        "ISO/TC 133",
        "ICS 13.110",
        "CTN 3",
        "ISO 9001 exigences",
        "covid 19",
        "ECOSTAND (numéro non trouvé) - Gari",
        "NMX-R-025-SCFI-2015",
        "ISO 9001" + " " * 300,
    ],
)
def test_what_is_not_a_reference_is_left_alone(text: str):
    assert parse(text) is None


def test_the_parts_of_a_reference_are_told_apart():
    assert read("NF EN ISO 20345:2022+A1:2024") == Designation(
        prefixes=("NF", "EN"),
        body="ISO",
        number="20345",
        year=2022,
        supplements=(Supplement("A", "1", 2024, "", "+"),),
    )
    assert read("ISO/CD 16757-4.2") == Designation(
        body="ISO", stage="CD.2", number="16757", part="4"
    )


@pytest.mark.parametrize(
    ("reference", "expected", "edition"),
    [
        ("ISO 8559-2:2017", "ISO 8559-2", 2017),
        ("NF EN ISO 20345:2022+A1:2024", "NF EN ISO 20345", 2022),
        ("ISO 25841:2017/Amd 1:2020", "ISO 25841/Amd 1", 2017),
        ("ISO/DIS 45010", "ISO 45010", None),
        ("ISO/TS 30421:2021", "ISO/TS 30421", 2021),
        ("NM 03.7.001", "NM 03.7.001", None),
        ("NM 03-2-001:2019", "NM 03-2-001", 2019),
        ("NM 03-2015", "NM 03-2015", None),  # a year, or a number? nobody can tell
        ("MALI/X-12 (cuir) : 2019", "MALI/X-12 (cuir)", 2019),
        ("Norme du karité", "Norme du karité", None),
    ],
)
def test_the_identifier_is_the_reference_without_its_year(
    reference: str, expected: str, edition: int | None
):
    assert identifier(reference) == expected
    assert year(reference) == edition


def test_one_document_has_one_key_however_it_is_written():
    assert len({key(t) for t in ("ISO 9001:2015", "iso-9001-2015", "Iso 9001 : 2015")}) == 1
    assert key("CEI 60335-1") == key("IEC 60335-1")
    assert key("ECOSTAND 001:2013") == key("ecostand 001 – 2013")
    assert key("Règle n° 7") == key("REGLE  n° 7")


def test_different_documents_have_different_keys():
    references = [
        "ISO 9001:2015",
        "ISO 9001",
        "ISO/TS 9001:2015",
        "ISO/DIS 9001",
        "NF ISO 9001:2015",
        "ISO 9001-1:2015",
        "ISO 9001:2015/Amd 1:2024",
        "NM 03.7.001",
        "NM 03.7.002",
    ]
    assert len({key(reference) for reference in references}) == len(references)


def test_references_sort_as_people_expect():
    expected = [
        "CXS 176-1989",
        "ISO 9:1995",
        "ISO 90-1:1997",
        "ISO 90-2:1997",
        "ISO 90-10:1997",
        "ISO 9001:2008",
        "ISO 9001:2015",
        "ISO 9001:2015/Amd 1:2024",
        "ISO 20345:2021",
        "ISO/IEC 17:2016",
        "un texte libre 9",
        "un texte libre 10",
    ]
    shuffled = [*expected[5:], *expected[:5]]
    assert sorted(shuffled, key=sort_key) == expected


def test_a_reference_is_filed_under_its_number_and_its_bodies():
    assert tokens("ISO/IEC TR 24027:2021") == {"#24027", "iso", "iec", "tr", "2021"}
    assert tokens("ECOSTAND 001:2013") == {"#1", "ecostand", "2013"}
    assert tokens("NF EN 547-3") == {"#547", "nf", "en"}
    assert tokens("NMX-R-025-SCFI-2015") == {"nmx", "r", "025", "scfi", "2015"}


@pytest.mark.parametrize(
    ("asked", "best_first"),
    [
        ("ISO 9001", ["ISO 9001:2015", "ISO 9001:2015/Amd 1:2024", "NF EN ISO 9001:2015"]),
        ("9001:2015", ["ISO 9001:2015", "ISO 9001:2008"]),
        ("NM ISO 9001", ["NM ISO 9001:2016", "ISO 9001:2015"]),
        ("ISO 27001", ["ISO/IEC 27001:2022", "EN ISO/IEC 27001:2023"]),
        ("ISO 8559", ["ISO 8559:1989", "ISO 8559-2:2017"]),
        ("ISO/DIS 9001", ["ISO/DIS 9001", "ISO 9001:2015"]),
    ],
)
def test_the_closest_document_comes_first(asked: str, best_first: list[str]):
    ranks = [closeness(read(asked), read(reference)) for reference in best_first]
    assert None not in ranks
    assert ranks == sorted(ranks, reverse=True)  # type: ignore[type-var]
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("ISO 9001", "ISO 9002"),
        ("ISO 8559-2", "ISO 8559-20"),
        ("ISO 8559-2", "ISO 8559"),
        ("EN 547", "ISO 547"),
    ],
)
def test_another_document_is_not_an_answer(asked: str, other: str):
    assert closeness(read(asked), read(other)) is None


bodies = st.sampled_from(["ISO", "IEC", "ISO/IEC", "ISO/IEC/IEEE", "IWA", "ARS", "CXS", "BS"])
years = st.integers(1900, 2099)
supplements = st.builds(
    Supplement,
    kind=st.sampled_from(["Amd", "Cor", "Add"]),
    number=st.integers(1, 99).map(str),
    year=st.none() | years,
    stage=st.sampled_from(["", "D", "CD", "AWI"]),
    joined=st.sampled_from("/+"),
).filter(lambda one: (one.stage, one.kind) != ("D", "Add"))
designations = st.builds(
    Designation,
    prefixes=st.lists(st.sampled_from(["NF", "EN", "NM", "UNE"]), max_size=2).map(tuple),
    body=bodies,
    doc_type=st.sampled_from(["", "TR", "TS", "PAS", "Guide"]),
    stage=st.sampled_from(["", "DIS", "CD", "CD.2", "D", "PR"]),
    number=st.integers(1, 99999).map(str),
    part=st.lists(st.integers(1, 999).map(str), max_size=3).map("-".join),
    year=st.none() | years,
    supplements=st.lists(supplements, max_size=2).map(tuple),
)


@given(designations)
def test_what_is_written_is_read_back(designation: Designation):
    assert parse(format_designation(designation)) == designation


@given(st.text() | st.text(alphabet="ISO/NMEFAamd 0123456789:-+.()", max_size=60))
def test_no_text_breaks_anything_and_keys_stand_still(text: str):
    assert key(key(text)) == key(text)
    identifier(text)
    year(text)
    sort_key(text)
    tokens(text)
    designation = parse(text)
    if designation is not None:
        assert parse(format_designation(designation)) == designation


@pytest.mark.parametrize(
    "piece",
    ["A ", "1-", "ISO/", "((", "9", "a-1", " ", "1 Amd", "/A1", "ISO 9001/Amd 1", "é", ":2015"],
)
def test_a_very_long_text_takes_no_time(piece: str):
    text = piece * (10_000 // len(piece))
    before = time.perf_counter()
    for read_text in (parse, key, identifier, year, sort_key, tokens):
        read_text(text)
        read_text(text[:200])
    assert time.perf_counter() - before < 2
