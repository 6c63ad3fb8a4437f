"""A message in words: its subject, its paragraphs, where to look; on a page or as a letter."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template


@dataclass(frozen=True, slots=True)
class Worded:
    """A message as people read it; ``path`` is where to look, empty when there is nowhere."""

    subject: str
    paragraphs: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is mailed."""

    subject: str
    body: str


def on_page(template: str, context: Mapping[str, Any], *, username: str) -> Worded:
    """Write a message for the page: its last address is where to look, and none stays in the text.

    Addresses are told from the text by a mark drawn for this reading: no title or text that
    somebody wrote can pass for one.
    """
    mark = secrets.token_hex(8)
    subject, body = _written(template, context, address=mark, username=username)
    paragraphs: list[str] = []
    path = ""
    for block in body.split("\n\n"):
        kept: list[str] = []
        for line in (one.strip() for one in block.splitlines()):
            if line.startswith(mark):
                path = line.removeprefix(mark)
                if kept:
                    # «Lisez ses réponses :» led to the address, which the page shows as a link.
                    kept[-1] = _ended(kept[-1])
            elif line:
                kept.append(line)
        if kept:
            paragraphs.append(" ".join(kept))
    return Worded(subject, tuple(paragraphs), path)


def as_letter(
    template: str,
    context: Mapping[str, Any],
    *,
    address: str,
    name: str,
    username: str,
    agency: str,
    kind: str,
    choice: str,
) -> Letter:
    """Write a message as a letter: whose agency in the subject, a greeting, how to have it stop."""
    subject, body = _written(template, context, address=address, username=username)
    letter = render_template(
        "email/_letter.txt", name=name, body=body, agency=agency, kind=kind, choice=choice
    )
    return Letter(f"[{agency}] {subject}", letter.strip() + "\n")


def _ended(sentence: str) -> str:
    """End with a full stop a sentence that announced what no longer follows it."""
    return sentence.rstrip(" \u00a0\u202f:") + "." if sentence.endswith(":") else sentence


def _written(
    template: str, context: Mapping[str, Any], *, address: str, username: str
) -> tuple[str, str]:
    """Give the subject, which is the template's first line, and the body without empty gaps."""
    text = render_template(
        f"email/{template}.txt", **{"nonce": "", **context}, address=address, username=username
    )
    subject, _, body = text.strip().partition("\n")
    blocks = [block.strip() for block in body.split("\n\n")]
    return " ".join(subject.split()), "\n\n".join(block for block in blocks if block)
