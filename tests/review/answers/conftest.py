"""A checklist that gives the marker 1, to bend in one place per test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from review.answers.marker import (
    AlreadyCovered,
    CriterionAnswer,
    FilledChecklist,
    GenderPurpose,
)

Fill = Callable[..., FilledChecklist]

_NOT_APPLICABLE = CriterionAnswer("SO", note="La norme ne fixe rien de tel.")
SUBMITTABLE: Mapping[str, CriterionAnswer] = {
    "F1": CriterionAnswer("oui"),
    "F2": CriterionAnswer("estimation", note="neuf femmes sur dix", source="Enquête ménages 2023"),
    "F3": CriterionAnswer("physique,sociale"),
    "A1": CriterionAnswer("1", source="Institut national de la statistique, mars 2026"),
    "A2": _NOT_APPLICABLE,
    "A3": CriterionAnswer(
        "2", material=True, clause="5.2", quotation="la poignée convient aux mains de 65 à 100 mm"
    ),
    "A4": _NOT_APPLICABLE,
    "A5": CriterionAnswer("0", material=False, note="Aucun panel dans cette norme."),
    "A6": _NOT_APPLICABLE,
    "A7": CriterionAnswer("1", material=True, clause="Annexe B"),
    **{f"A{number}": _NOT_APPLICABLE for number in range(8, 13)},
    "A13": CriterionAnswer("ok"),
    "T1": CriterionAnswer("ok"),
    "T2": CriterionAnswer("ok"),
    "P1": CriterionAnswer("2", note="12 productrices, réunion de janvier"),
    "P2": CriterionAnswer("femmes=3,hommes=9"),
    "P3": CriterionAnswer("oui", note="A. Traoré"),
    "P4": CriterionAnswer("inconnu"),
    "P5": CriterionAnswer("non"),
}


@pytest.fixture
def fill() -> Fill:
    """Fill a checklist that may be submitted and gives 1, with the given answers instead.

    A criterion given as a text changes its value only, as a dict those inputs, as None is left out.
    """

    def build(
        already_covered: AlreadyCovered | None = None,
        gender_purpose: GenderPurpose | None = None,
        **changed: str | dict[str, Any] | CriterionAnswer | None,
    ) -> FilledChecklist:
        answers = dict(SUBMITTABLE)
        for code, change in changed.items():
            match change:
                case None:
                    del answers[code]
                case CriterionAnswer():
                    answers[code] = change
                case dict():
                    answers[code] = replace(answers[code], **change)
                case _:
                    answers[code] = replace(answers[code], value=change)
        return FilledChecklist(answers, already_covered, gender_purpose)

    return build
