"""The order of the criteria of a version: page after page, and how one is moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.errors import DomainError
from catalogue.messages import N_
from review.checklists.models import ChecklistVersion, Question
from review.checklists.vocabulary import PART_LABELS, Part


@dataclass(frozen=True, slots=True)
class Place:
    """Where a criterion stands: first of a page, or after another criterion of it."""

    part: Part
    after: str | None = None


def in_page_order(questions: Sequence[Question]) -> list[Question]:
    """Give criteria as they are read: page after page, each in the order of the version."""
    pages = tuple(Part)
    return sorted(questions, key=lambda one: (pages.index(one.part), one.position))


def place_of(draft: ChecklistVersion, question: Question) -> Place:
    """Tell where a criterion stands now."""
    page = [one for one in in_page_order(draft.questions) if one.part is question.part]
    at = page.index(question)
    return Place(question.part, page[at - 1].code if at else None)


def place_name(place: Place) -> str:
    """Write a place as the form sends it: a page, or «page:code»."""
    return place.part.value if place.after is None else f"{place.part.value}:{place.after}"


def place_in_words(place: Place) -> str:
    """Say a place in French, as the journal keeps it."""
    page = str(PART_LABELS[place.part])
    return f"{page}, en premier" if place.after is None else f"{page}, après {place.after}"


def put(draft: ChecklistVersion, question: Question, place: Place) -> None:
    """Move a criterion, and number the whole draft anew."""
    others = [one for one in in_page_order(draft.questions) if one is not question]
    question.part = place.part
    if place.after is None or place.after == question.code:
        pages = tuple(Part)
        at = sum(1 for one in others if pages.index(one.part) < pages.index(place.part))
    else:
        after = next(
            (one for one in others if one.code == place.after and one.part is place.part), None
        )
        if after is None:
            raise DomainError(
                N_(
                    "%(code)s n’est plus à cette place : choisissez-en une autre.",
                    code=place.after,
                ),
                field="place",
            )
        at = others.index(after) + 1
    others.insert(at, question)
    for position, one in enumerate(others, start=1):
        if one.position != position:
            one.position = position
