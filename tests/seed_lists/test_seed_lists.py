"""The shipped lists are whole, coherent and as README.md says they are."""

import csv
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

Rows = Callable[[str], list[dict[str, str]]]
LISTS = Path(__file__).parents[2] / "seed_lists"
CSV_FILES = sorted(path.name for path in LISTS.glob("*.csv"))
NBSP = "\N{NO-BREAK SPACE}"
ATTRIBUTION = (
    "Contains information from ISO Open Data, made available under the "
    "ODC Attribution License (ODC-By 1.0)"
)
KEYS = {
    "bodies.csv": ["code"],
    "committees.csv": ["code"],
    "ics.csv": ["code"],
    "ics_prompts.csv": ["ics"],
    "indicators.csv": ["code"],
    "lexicon_en.csv": ["id"],
    "lexicon_fr.csv": ["id"],
    "person_nouns_fr.csv": ["noun"],
    "plan.csv": ["line"],
    "deliverables.csv": ["key"],
    "reference_series.csv": ["key"],
    "structures.csv": ["key"],
    "gender_bodies.csv": ["key"],
    "gender_body_figures.csv": ["key"],
    "policy.csv": ["key"],
    "reference_list.csv": ["key"],
    "sources.csv": ["code"],
    "stage_labels.csv": ["scheme", "scheme_version", "code"],
    "stages.csv": ["code"],
    "triage_committees.csv": ["committee"],
    "triage_terms.csv": ["concept"],
}
CITING = [
    "ics_prompts.csv",
    "lexicon_fr.csv",
    "lexicon_en.csv",
    "triage_terms.csv",
    "triage_committees.csv",
]
# French columns that may be empty: the fact is unknown, or the line has none.
MAY_BE_EMPTY = {
    ("ics.csv", "scope_fr"),
    ("indicators.csv", "numerator_fr"),
    ("indicators.csv", "denominator_fr"),
    ("indicators.csv", "disaggregation_fr"),
    ("indicators.csv", "target_on_source_fr"),
}


def column(rows: Rows, name: str, field: str) -> list[str]:
    return [row[field] for row in rows(name)]


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def french_texts(rows: Rows, checklist: dict[str, Any]) -> list[tuple[str, str]]:
    """Every text a French reader sees, with the place to look for it."""
    texts = [
        (f"{name} {row[KEYS[name][-1]]} {field}", row[field])
        for name in CSV_FILES
        for row in rows(name)
        for field in row
        if field.endswith("_fr")
    ]
    texts += [
        (f"plan.csv {row['line']} {field}", row[field])
        for row in rows("plan.csv")
        for field in (
            "result_title", "objective", "activity", "measures", "indicator", "target", "owners",
            "comments",
        )
    ]  # fmt: skip
    texts += [(f"lexicon_fr.csv {row['id']} note", row["note"]) for row in rows("lexicon_fr.csv")]
    texts += [
        (f"reference_list.csv {row['key']} {field}", row[field])
        for row in rows("reference_list.csv")
        for field in ("stage_or_status", "note")
    ]
    texts += [
        (f"checklist_v1.json {criterion['id']} {field}", criterion[field])
        for criterion in checklist["criteria"]
        for field in criterion
        if field.endswith("_fr")
    ]
    return texts


def readme() -> str:
    return (LISTS / "README.md").read_text(encoding="utf-8")


def readme_table() -> dict[str, list[str]]:
    """The table of files: name -> cells (content, rows, source, date, licence, digest)."""
    table = {}
    for line in readme().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 7 and cells[0].startswith("`"):
            table[cells[0].strip("`")] = cells[1:]
    return table


@pytest.mark.parametrize("name", CSV_FILES)
def test_a_csv_file_has_one_spelling(name: str) -> None:
    raw = (LISTS / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    content = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert {len(line) for line in content} == {len(content[0])}
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(content)
    assert again.getvalue().encode("utf-8") == raw
    assert [cell for line in content for cell in line if cell != cell.strip()] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ics.csv", 1381),
        ("stages.csv", 46),
        ("committees.csv", 12),
        ("reference_list.csv", 272),
        ("ics_prompts.csv", 80),
        ("lexicon_fr.csv", 80),
        ("lexicon_en.csv", 53),
        ("plan.csv", 20),
        ("deliverables.csv", 10),
        ("reference_series.csv", 5),
        ("structures.csv", 6),
        ("gender_bodies.csv", 15),
        ("gender_body_figures.csv", 3),
        ("indicators.csv", 21),
        ("person_nouns_fr.csv", 955),
        ("policy.csv", 32),
    ],
)
def test_counts(name: str, expected: int, rows: Rows) -> None:
    assert len(rows(name)) == expected


@pytest.mark.parametrize("name", CSV_FILES)
def test_keys_are_unique_and_filled(name: str, rows: Rows) -> None:
    keys = [tuple(row[field] for field in KEYS[name]) for row in rows(name)]
    assert len(set(keys)) == len(keys)
    assert all(all(key) for key in keys)


def test_readme_states_every_file_its_rows_and_its_digest(
    rows: Rows, checklist: dict[str, Any]
) -> None:
    table = readme_table()
    files = {path.name: path for path in LISTS.iterdir() if path.name != "README.md"}
    assert set(table) == set(files)
    for name, path in files.items():
        count = len(checklist["criteria"]) if name.endswith(".json") else len(rows(name))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert table[name][1] == str(count), f"{name}: update the number of rows in README.md"
        assert table[name][-1].strip("`") == digest, f"{name}: update the SHA-256 in README.md"
        assert all(table[name]), f"{name}: source, date or licence missing in README.md"


def test_readme_gives_iso_its_attribution() -> None:
    assert ATTRIBUTION in readme()


def test_readme_counts_of_the_reference_list_hold(rows: Rows) -> None:
    entries = rows("reference_list.csv")
    text = readme()
    for count, sentence in [
        (sum(not entry["reference"] for entry in entries), "{} entrées n’ont pas de numéro connu"),
        (
            sum(entry["title_fr_official"] == "no" for entry in entries),
            "pour {} titres français traduits par nous",
        ),
        (
            sum(entry["verified_in_source"] == "yes" for entry in entries),
            "pour les {} entrées retrouvées",
        ),
        (sum(not entry["title_fr"] for entry in entries), "{} titre vidé"),
        (
            sum(entry["title_fr"] == entry["title_en"] for entry in entries),
            "{} mot identique gardé",
        ),
    ]:
        assert sentence.format(count) in text


def test_no_french_label_is_empty(rows: Rows, checklist: dict[str, Any]) -> None:
    empty = [
        (name, row[KEYS[name][-1]], field)
        for name in CSV_FILES
        for row in rows(name)
        for field in row
        if field.endswith(("_fr", "_en")) and not row[field]
        if (name, field.removesuffix("_en").removesuffix("_fr") + "_fr") not in MAY_BE_EMPTY
    ]
    assert empty == []
    assert [
        (criterion["id"], field)
        for criterion in checklist["criteria"]
        for field in criterion
        if not criterion[field]
    ] == []


def test_french_typography(rows: Rows, checklist: dict[str, Any]) -> None:
    for place, text in french_texts(rows, checklist):
        assert "'" not in text, f"{place}: typographic apostrophe"
        assert not re.search(r"[^\S\N{NO-BREAK SPACE}][;:?!»%]", text), f"{place}: plain space"
        assert not re.search(rf"\w[;?!»](?!\w)|\w:(?=\s)|«[^{NBSP}]|\d%", text), (
            f"{place}: missing space"
        )
        assert not re.search(r"·|\(e\)|\(ne\)|\(trice\)", text), f"{place}: truncated double form"
        assert "[trad." not in text, place


def test_ics_parents_exist(rows: Rows) -> None:
    titles = {row["code"]: row for row in rows("ics.csv")}
    for code, row in titles.items():
        assert re.fullmatch(r"\d{2}(\.\d{3}(\.\d{2})?)?", code)
        assert row["parent"] == code.rpartition(".")[0]
        assert not row["parent"] or row["parent"] in titles
        assert row["edition"] == "7"
    assert list(titles) == sorted(titles)


def test_every_ics_code_cited_exists(rows: Rows) -> None:
    known = set(column(rows, "ics.csv", "code"))
    cited = {code for cell in column(rows, "reference_list.csv", "ics") for code in split(cell)}
    cited |= set(column(rows, "ics_prompts.csv", "ics"))
    assert cited <= known


def test_stages_are_the_harmonized_codes(rows: Rows) -> None:
    stages = rows("stages.csv")
    assert [row["code"] for row in stages] == sorted(row["code"] for row in stages)
    for row in stages:
        assert row["code"] == f"{row['stage']}.{row['substage']}"
        assert row["stage"] in {"00", "10", "20", "30", "40", "50", "60", "90", "95"}
        assert row["substage"] in {"00", "20", "60", "92", "93", "98", "99"}


def test_stage_labels_apply_to_known_codes(rows: Rows) -> None:
    codes = set(column(rows, "stages.csv", "code"))
    labels = rows("stage_labels.csv")
    assert {row["scheme"] for row in labels} == {"AMANORM", "ARSO", "ECOSHAM", "WTO"}
    assert {row["code"] for row in labels} <= codes
    assert all(row["source"] for row in labels)
    malian = [row for row in labels if row["scheme"] == "AMANORM"]
    assert {row["code"] for row in malian} == codes
    assert all("à confirmer" in row["source"] for row in malian)
    assert {row["scheme"] for row in labels if row["to_confirm"] == "yes"} == {"AMANORM"}
    assert {row["to_confirm"] for row in labels} == {"yes", "no"}
    wto = {row["label_fr"] for row in labels if row["scheme"] == "WTO"}
    assert sorted(label[0] for label in wto) == list("12345")


def test_the_programme_stages_all_have_a_wto_stage(rows: Rows) -> None:
    """From entry in the programme to publication, the WTO code wants one of five stages."""
    codes = {
        code for code in column(rows, "stages.csv", "code")
        if "10.99" <= code <= "60.60" and not code.endswith("98")
    }  # fmt: skip
    labelled = {row["code"] for row in rows("stage_labels.csv") if row["scheme"] == "WTO"}
    assert labelled == codes


def test_bodies_and_committees_are_legal(rows: Rows) -> None:
    bodies = {row["code"]: row for row in rows("bodies.csv")}
    assert {row["kind"] for row in bodies.values()} == {"international", "regional", "national"}
    assert bodies["ECOWAS"]["display_fr"] == "CEDEAO (ECOSHAM)"
    assert {"UEMOA", "AES", "AMANORM"} <= set(bodies)
    committees = rows("committees.csv")
    assert [row["code"] for row in committees] == [f"CTN{n}" for n in range(1, 13)]
    assert {(row["kind"], row["status"]) for row in committees} == {("technical", "to_confirm")}


def test_reference_list_codes_are_legal(rows: Rows) -> None:
    bodies, stages = (
        set(column(rows, "bodies.csv", "code")),
        set(column(rows, "stages.csv", "code")),
    )
    for row in rows("reference_list.csv"):
        place = row["key"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", place)
        assert row["body"] in bodies, place
        assert row["relevance"] in {"principal", "significant", "potential"}, place
        assert row["evidence_kind"] in {
            "official_catalogue", "published_list", "article", "title_only",
        }, place  # fmt: skip
        assert row["verified_in_source"] in {"yes", "no"}, place
        assert row["title_fr_official"] in {"yes", "no"}, place
        assert row["stage_code"] in stages | {""}, place
        assert re.fullmatch(r"(\d{4})?", row["edition_year"]), place
        assert re.fullmatch(r"(\d{4}-\d{2}(-\d{2})?)?", row["published_on"]), place
        assert row["title_fr"], place
        assert row["title_en"], place


def test_every_reference_entry_has_its_evidence(rows: Rows) -> None:
    for row in rows("reference_list.csv"):
        address = urlsplit(row["evidence_url"])
        assert address.scheme in {"http", "https"}, row["key"]
        assert address.netloc, row["key"]


def test_a_reference_without_a_known_number_is_empty(rows: Rows) -> None:
    for row in rows("reference_list.csv"):
        assert (row["note"] == "numéro à compléter") is not bool(row["reference"]), row["key"]
        assert "non trouvé" not in row["reference"], row["key"]
        assert "non vérifié" not in row["reference"], row["key"]
    references = [
        reference for reference in column(rows, "reference_list.csv", "reference") if reference
    ]
    assert len(set(references)) == len(references)


def test_prompts_and_lexicons_are_legal(rows: Rows) -> None:
    for row in rows("ics_prompts.csv"):
        assert set(split(row["kinds"])) <= set("APSE"), row["ics"]
        assert row["level"] in {"H", "M", "L"}, row["ics"]
        assert "?" in row["prompt_fr"], row["ics"]
        assert "?" in row["prompt_en"], row["ics"]
    for name, prefix in (("lexicon_fr.csv", "FR"), ("lexicon_en.csv", "EN")):
        entries = rows(name)
        assert [row["id"] for row in entries] == [
            f"{prefix}{n:02}" for n in range(1, len(entries) + 1)
        ]
        for row in entries:
            assert row["pattern"], row["id"]
            assert split(row["alternatives"]), row["id"]
            assert row["class"] in {"A", "B", "C"}, row["id"]
            assert row["status"] in {"D", "R"}, row["id"]


def test_triage_lists_are_legal(rows: Rows) -> None:
    for row in rows("triage_terms.csv"):
        place = row["concept"]
        raises = row["effect"] == "raise"
        assert row["effect"] in {"raise", "lower", "ignore"}, place
        assert (row["level"] in {"direct", "high", "medium", "low"}) is raises, place
        assert set(split(row["kinds"])) <= set("APSE"), place
        assert bool(row["kinds"]) is raises, place
        assert split(row["fr"]) or split(row["en"]), place
        assert row["scope"] in {"", "yes"}, place
        assert not row["why_fr"].endswith((".", "?")), place
    for row in rows("triage_committees.csv"):
        assert row["level"] in {"H", "M"}, row["committee"]
        assert set(split(row["kinds"])) <= set("APSE"), row["committee"]


def test_every_source_cited_has_an_address(rows: Rows, checklist: dict[str, Any]) -> None:
    addresses = {row["code"]: row["url"] for row in rows("sources.csv")}
    assert all(urlsplit(url).netloc for url in addresses.values())
    cited = {
        code for name in CITING for cell in column(rows, name, "source") for code in split(cell)
    }
    assert all(split(cell) for cell in column(rows, "ics_prompts.csv", "source"))
    cited |= {code for criterion in checklist["criteria"] for code in criterion["sources"]}
    assert cited - {"analyst"} <= set(addresses)
