"""The checklist, the plan, its indicator sheets and the settings mean what the rules say."""

from collections.abc import Callable
from typing import Any

Rows = Callable[[str], list[dict[str, str]]]


def column(rows: Rows, name: str, field: str) -> list[str]:
    return [row[field] for row in rows(name)]


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def test_the_checklist_has_its_23_criteria_in_order(checklist: dict[str, Any]) -> None:
    assert checklist["version"] == 1
    assert [criterion["id"] for criterion in checklist["criteria"]] == [
        *(f"F{n}" for n in range(1, 4)),
        *(f"A{n}" for n in range(1, 14)),
        "T1",
        "T2",
        *(f"P{n}" for n in range(1, 6)),
    ]


def test_the_checklist_offers_the_answers_of_the_rules(checklist: dict[str, Any]) -> None:
    kinds = checklist["answer_kinds"]
    expected = {
        "F1": ["oui", "non", "ne_sait_pas"],
        "F2": ["chiffre", "estimation", "inconnu"],
        "F3": ["physique", "physiologique", "sociale", "economique", "aucune", "inconnue"],
        "A1": ["0", "1", "2"],
        **{f"A{n}": ["0", "1", "2", "SO"] for n in range(2, 13)},
        "A13": ["ok", "to_fix", "blocking"],
        "T1": ["ok", "not_ok"],
        "T2": ["ok", "not_ok", "SO"],
        "P1": ["0", "1", "2", "inconnu"],
        "P2": ["inconnu"],
        **{f"P{n}": ["oui", "non", "inconnu"] for n in range(3, 6)},
    }
    offered = {
        criterion["id"]: [value["code"] for value in kinds[criterion["answer_kind"]]["values"]]
        for criterion in checklist["criteria"]
    }
    assert offered == expected
    assert kinds["differences"]["alone"] == ["aucune", "inconnue"]
    assert kinds["headcount"]["counts"] == ["women", "men"]
    assert all(
        value["label_fr"] and value["label_en"]
        for kind in kinds.values()
        for value in kind["values"]
    )


def test_the_checklist_names_known_moments(checklist: dict[str, Any]) -> None:
    moments = set(checklist["stages"])
    for criterion in checklist["criteria"]:
        assert criterion["stages"], criterion["id"]
        assert set(criterion["stages"]) <= moments, criterion["id"]


def test_f3_asks_about_economic_differences(checklist: dict[str, Any]) -> None:
    question = next(item for item in checklist["criteria"] if item["id"] == "F3")
    assert "économique" in question["question_fr"]
    assert "economic" in question["question_en"]


def test_the_plan_has_six_results_and_its_lines_in_order(rows: Rows) -> None:
    plan = rows("plan.csv")
    lines: dict[str, int] = {}
    for row in plan:
        lines[row["result"]] = lines.get(row["result"], 0) + 1
        assert row["line"] == f"{row['result']}.{lines[row['result']]}"
    assert lines == {"1": 4, "2": 3, "3": 4, "4": 2, "5": 4, "6": 3}


def test_the_plan_shows_a_text_wherever_the_source_has_one(rows: Rows) -> None:
    for row in rows("plan.csv"):
        for field in row:
            if field.endswith("_source"):
                shown = field.removesuffix("_source")
                assert bool(row[field]) is bool(row[shown]), f"{row['line']} {shown}"
        assert row["owners"].count("|") == row["owners_source"].count("|"), row["line"]
        assert row["owners"].startswith("AMANORM"), row["line"]


def test_every_plan_line_has_its_indicator(rows: Rows) -> None:
    lines = column(rows, "plan.csv", "line")
    codes = column(rows, "indicators.csv", "code")
    assert codes == sorted([*lines, "1.1b"])
    assert column(rows, "indicators.csv", "plan_line") == [code.removesuffix("b") for code in codes]


def test_indicator_sheets_are_legal(rows: Rows) -> None:
    about_people = {"1.1", "1.1b", "2.1", "2.2", "2.3", "3.2", "4.1"}
    for row in rows("indicators.csv"):
        place = row["code"]
        assert row["unit"] in {"percent", "count", "deliverable", "series", "table"}, place
        assert row["period_kind"] in {"snapshot", "period"}, place
        assert row["unit"] != "percent" or (row["numerator_fr"] and row["denominator_fr"]), place
        assert len(split(row["target_value"])) == len(split(row["target_unit"])), place
        assert all(value.isdigit() for value in split(row["target_value"])), place
        assert row["target_on"] in {"2026-12-31", ""}, place
        assert bool(row["target_on"]) is bool(row["target_on_source_fr"]), place
        assert row["public"] == ("no" if place in about_people else "yes"), place


def test_the_ten_percent_target_is_said_once(rows: Rows) -> None:
    policy = {row["key"]: row["value"] for row in rows("policy.csv")}
    sheet = next(row for row in rows("indicators.csv") if row["code"] == "5.3")
    assert policy["target_5_3_percent"] == sheet["target_value"] == "10"


def test_policy_defaults_fit_their_kind(rows: Rows) -> None:
    for row in rows("policy.csv"):
        if row["kind"] == "integer":
            assert row["value"].isdigit(), row["key"]
            assert row["unit"], row["key"]
        elif row["kind"] == "choice":
            assert row["value"] in split(row["unit"]), row["key"]
        else:
            assert row["kind"] == "text", row["key"]
    values = {row["key"]: row["value"] for row in rows("policy.csv")}
    assert values["marker_rule"] == "strict"
    assert values["contact_email"] == ""
