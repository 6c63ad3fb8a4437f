"""What the documents say exists: commands, options, indicators, files and make targets."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
LARGEST_IMAGE = 200_000  # bytes: pages are read over slow lines
ATTRIBUTION = (
    "Contains information from ISO Open Data, made available under the ODC Attribution License "
    "(ODC-By 1.0)"
)


def text_of(*names: str) -> str:
    found = [one for name in names for one in sorted(ROOT.glob(name))]
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    for own, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {own}")
        else:
            yield f"{name} {own}", command


def ours(app) -> dict[str, click.Command]:
    """The commands of the product; those the framework adds are nobody’s here."""
    return {
        name: command
        for name, command in commands(app.cli, "normes")
        if str(getattr(command.callback, "__module__", "")).split(".")[0] in {"catalogue", "review"}
    }


def test_every_command_and_option_is_documented(app):
    written = text_of("OPERATIONS.md", "docs/*.md")
    present = ours(app)
    assert {"normes run", "normes check", "normes import standards"} <= set(present)
    missing = [name for name in present if f"`{name}" not in written]
    options = {
        option
        for command in present.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    missing += [one for one in sorted(options) if not re.search(rf"{re.escape(one)}\b", written)]
    assert missing == []


def test_no_page_names_a_command_that_is_not_there(app):
    present = set(ours(app))
    families = {name.rsplit(" ", 1)[0] for name in present}
    written = set(
        re.findall(r"`(normes(?: [a-z]+(?:-[a-z]+)*)+)", text_of("README.md", "docs/*.md"))
    )
    assert {one for one in written if one not in present | families} == set()


def test_every_indicator_is_named():
    with (ROOT / "seed_lists" / "indicators.csv").open(encoding="utf-8") as sheets:
        codes = {row["code"] for row in csv.DictReader(sheets)}
    assert "5.3" in codes
    written = text_of("docs/comite-de-suivi.md")
    assert [
        one for one in sorted(codes) if not re.search(rf"(?<![\d.]){one}(?![\w])", written)
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [one for one in links if not (page.parent / one).exists()] == []


def test_every_image_is_shown_and_light():
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
    }
    images = set((ROOT / "docs" / "images").iterdir())
    assert images - shown == set()
    assert [one.name for one in images if one.stat().st_size > LARGEST_IMAGE] == []


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = set(
        re.findall(r"(?:^|`| )make ([a-z-]+)(?=`|$|\n)", text_of("README.md"), re.MULTILINE)
    )
    assert {"run", "test", "demo"} <= named
    assert named - targets == set()


def test_the_readme_and_the_page_of_sources_attribute_iso(client):
    assert ATTRIBUTION in text_of("README.md")
    assert ATTRIBUTION in client.get("/sources").text


def test_the_changelog_tells_this_version():
    [version] = re.findall(r'^version = "(.+)"$', text_of("pyproject.toml"), re.MULTILINE)
    assert f"## {version}" in text_of("CHANGELOG.md")
