"""The sheet as a PDF: a page in French, then a page in English, each tagged in its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.typesetting import JSON
from review.reports.blocks import Block, bullets, facts, heading, new_page, table, text
from review.restitution.presentation import facts_of, written_day
from review.restitution.vocabulary import LANGUAGES, WORDS

_WIDTHS = (26, 19, 40, 15)


def paper_data(
    content: Mapping[str, Any], *, agency: str, acronym: str, number: int | None
) -> dict[str, JSON]:
    """Give what the paper prints; a draft has no ``number``.

    A sheet of ordinary length takes one page a language, as those who gather them ask.
    """
    blocks: list[JSON] = []
    for language in LANGUAGES:
        blocks += [{**block, "lang": language} for block in _in(content, language)]
    title = " / ".join(WORDS["title"][language] for language in LANGUAGES)
    about = f"{acronym}, {content['as_of']}"
    return {
        "title": title,
        "agency": agency,
        "kind": "Projet" if number is None else f"N° {number}",
        "about": about,
        "untitled": True,
        "dense": True,
        "blocks": blocks,
    }


def _in(content: Mapping[str, Any], language: str) -> Iterator[Block]:
    def word(name: str) -> str:
        return WORDS[name][language]

    yield new_page()
    yield heading(word("title"), level=1)
    yield text(word("declaration"))
    known = facts(facts_of(content, language))
    yield {**known, "headings": [word("element"), word("fact")]}
    yield heading(word("commitments"))
    yield text(content[f"commitments_{language}"])
    yield heading(word("figures"))
    yield text(word("method"))
    yield table(
        [word("indicator"), word("target"), word("value"), word("state")],
        [
            [
                f"{one['code']} {one[f'title_{language}']}",
                one[f"target_{language}"],
                one[f"value_{language}"],
                one[f"state_{language}"],
            ]
            for one in content["figures"]
        ],
        _WIDTHS,
    )
    yield heading(word("actions"))
    actions = [
        f"{one['line']} {one['title']} ({written_day(one['completed_on'], language)})"
        for one in content["actions"]
    ]
    yield bullets(actions) if actions else text(word("no_action"))
    yield heading(word("story"))
    yield text(content[f"story_{language}"])
