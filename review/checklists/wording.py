"""The texts of a criterion: their names, their words on screen, and one criterion as plain texts.

Pure; the form, the comparison of two versions, the version of a text and the journal read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.messages import N_, Message
from review.checklists.models import Question
from review.checklists.vocabulary import AnswerKind, Part

LANGUAGES = ("fr", "en")

# The texts of a criterion by their name in the tables, in the order of the page.
TEXTS: Mapping[str, Message] = {
    "block_fr": N_("Thème"),
    "question_fr": N_("Question"),
    "help_fr": N_("Aide"),
    "evidence_fr": N_("Preuve attendue"),
    "rationale_fr": N_("Pourquoi cette question"),
    "block_en": N_("Thème, en anglais"),
    "question_en": N_("Question, en anglais"),
    "help_en": N_("Aide, en anglais"),
    "evidence_en": N_("Preuve attendue, en anglais"),
    "rationale_en": N_("Pourquoi cette question, en anglais"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One criterion of a version, as it can be compared with the same code of another version."""

    code: str
    kind: AnswerKind
    part: Part
    required: bool
    texts: Mapping[str, str]
    sources: tuple[str, ...] = ()

    @property
    def theme(self) -> str:
        """Give what the criterion is about, in French."""
        return self.texts.get("block_fr", "")


def wording_of(question: Question) -> Wording:
    """Give a criterion as plain texts."""
    return Wording(
        code=question.code,
        kind=question.answer_kind,
        part=question.part,
        required=question.required,
        texts={name: getattr(question, name) for name in TEXTS},
        sources=tuple(question.sources),
    )
