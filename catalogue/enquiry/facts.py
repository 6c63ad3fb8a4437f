"""What somebody says of a draft and what keeps it from being taken, in the form or a table."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.enquiry.vocabulary import (
    LONGEST_CODE,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    CommentKind,
)
from catalogue.messages import N_, Message

WHO = N_("Donnez votre organisation, ou votre nom.")

_LONGEST = {
    "organisation": LONGEST_NAME,
    "author_name": LONGEST_NAME,
    "email": LONGEST_EMAIL,
    "code": LONGEST_CODE,
    "line": LONGEST_PLACE,
    "clause": LONGEST_PLACE,
    "place": LONGEST_PLACE,
    "comment": LONGEST_TEXT,
    "proposed_change": LONGEST_TEXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """What somebody says of a draft; empty texts mean «not said».

    ``code`` is the MB/NC of the commenting table; ``line``, ``clause`` and ``place`` (paragraph,
    figure, table) say where in the draft, as typed.
    """

    comment: str
    kind: CommentKind | None
    organisation: str = ""
    author_name: str = ""
    email: str = ""
    code: str = ""
    line: str = ""
    clause: str = ""
    place: str = ""
    proposed_change: str = ""
    about_gender: bool = False


def problems_of(facts: CommentFacts) -> dict[str, Message]:
    """Say by field what keeps a comment from being taken."""
    problems: dict[str, Message] = {}
    if not facts.comment:
        problems["comment"] = N_("Écrivez la remarque.")
    if facts.kind is None:
        problems["kind"] = N_("Dites si la remarque est générale, technique ou rédactionnelle.")
    if not (facts.organisation or facts.author_name):
        problems["organisation"] = WHO
    for name, longest in _LONGEST.items():
        length = len(getattr(facts, name))
        if length > longest:
            problems[name] = N_(
                "Raccourcissez ce texte à %(longest)d caractères au plus : il en compte "
                "%(length)d.",
                longest=longest,
                length=length,
            )
    return problems
