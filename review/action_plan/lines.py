"""What is written of a line of a plan, and what cannot stand in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from catalogue.messages import N_, Message
from review.action_plan.vocabulary import CODE_SEPARATOR, COLUMNS

LONGEST_TEXT = 4000
_LINE_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,9}")
_RESULT = re.compile(r"[0-9A-Za-z]{1,4}")
_A_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-\w{3,5}\.?")
_BETWEEN_CODES = re.compile(r"[|;,\s]+")


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line: where it stands, the words shown, the words of the source, what follows it.

    ``words`` are by the names of :data:`COLUMNS`; ``sources`` too, with ``result_title``.
    """

    code: str
    result: str
    result_title: str
    words: Mapping[str, str]
    indicator_code: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)


def codes_written(text: str) -> str:
    """Give the codes of indicators as they are kept: «1.1, 1.1b» is «1.1|1.1b»."""
    codes = (one for one in _BETWEEN_CODES.split(text) if one)
    return CODE_SEPARATOR.join(dict.fromkeys(codes))


def line_problems(facts: LineFacts, known: Collection[str]) -> dict[str, Message]:
    """Say what cannot stand in a line, by its field; ``known`` are the codes of indicators."""
    problems: dict[str, Message] = {}
    if not facts.result:
        problems["result"] = N_("Écrivez le numéro du résultat dont cette ligne fait partie.")
    elif not _RESULT.fullmatch(facts.result):
        problems["result"] = N_(
            "Écrivez le numéro du résultat en quatre lettres ou chiffres au plus, par exemple 1."
        )
    if (wrong := code_problem(facts.code)) is not None:
        problems["code"] = wrong
    if not facts.words.get("activity", "").strip():
        problems["activity"] = N_("Écrivez l’activité : c’est le titre de la ligne.")
    for name in COLUMNS:
        if len(facts.words.get(name, "")) > LONGEST_TEXT:
            problems[name] = N_("Raccourcissez ce texte : %(most)d caractères au plus.",
                                most=LONGEST_TEXT)  # fmt: skip
    if (wrong := indicator_problem(facts.indicator_code, known)) is not None:
        problems["indicator_code"] = wrong
    return problems


def code_problem(code: str) -> Message | None:
    """Say why a text is no code of a line; None for one that is."""
    if not code:
        return N_("Écrivez le code de la ligne, par exemple 1.1.")
    if _A_DAY.fullmatch(code):
        return N_(
            "Le tableur a changé ce code en date : mettez la colonne au format « Texte », puis "
            "écrivez de nouveau le code, par exemple 1.1."
        )
    if _LINE_CODE.fullmatch(code):
        return None
    return N_(
        "Écrivez le code en dix caractères au plus, chiffres, lettres, points ou tirets, "
        "par exemple 1.1."
    )


def indicator_problem(codes: str, known: Collection[str]) -> Message | None:
    """Say which codes are of no indicator; None when all are known, or nothing is written."""
    strange = [one for one in codes.split(CODE_SEPARATOR) if one and one not in known]
    if not strange:
        return None
    return N_(
        "Aucun indicateur calculé ne porte ce code : %(codes)s. Écrivez un code de la page "
        "« Indicateurs », ou laissez vide si la ligne se suit à la main.",
        codes=", ".join(strange),
    )
