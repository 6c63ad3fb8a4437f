"""The criteria of one version of the checklist: what each asks, shipped or added later (pure).

The 23 shipped criteria are known by their code; a criterion that the focal point added takes its
answers and its texts from its kind of answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogue.messages import N_, Message
from review.answers.vocabulary import (
    ANSWER_CODES,
    ANSWER_LABELS,
    CRITERIA,
    TREATMENT_CRITERIA,
    Figures,
    composition,
    is_answer,
)
from review.checklists.vocabulary import (
    SHIPPED_KINDS,
    SHIPPED_PARTS,
    AnswerKind,
    Part,
)


class Field(StrEnum):
    """The inputs of a criterion; REFERENCE belongs to «déjà couvert» alone."""

    VALUE = "value"
    MATERIAL = "material"
    CLAUSE = "clause"
    QUOTATION = "quotation"
    NOTE = "note"
    SOURCE = "source"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a version; the marker never reads one that was added (``extra``)."""

    code: str
    kind: AnswerKind
    part: Part
    required: bool = True

    @property
    def extra(self) -> bool:
        """Tell whether it was added to the shipped checklist."""
        return self.code not in ANSWER_CODES

    @property
    def takes_material(self) -> bool:
        """Tell whether the reviewer says if the difference is «importante»."""
        return self.kind is AnswerKind.TREATMENT

    @property
    def takes_counts(self) -> bool:
        """Tell whether it is answered by two numbers, women and men."""
        return self.kind is AnswerKind.COMPOSITION

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes of its answers; counts come beside them (:attr:`takes_counts`)."""
        return ANSWER_CODES[self._like]

    @property
    def labels(self) -> Mapping[str, Message]:
        """Give the words of its answers."""
        if self.extra and self.kind is AnswerKind.FIGURES:
            return _FITNESS_LABELS
        return ANSWER_LABELS[self._like]

    @property
    def texts(self) -> Mapping[Field, Message]:
        """Give the texts asked beside the answer, in the order of the page."""
        return TEXTS_OF_KIND[self.kind] if self.extra else TEXTS[self.code]

    @property
    def _like(self) -> str:
        """Give the shipped criterion it is answered like."""
        return _LIKE[self.kind] if self.extra else self.code

    def is_answer(self, value: str | None) -> bool:
        """Tell whether a value is a possible answer."""
        return is_answer(self._like, value)

    def counts(self, value: str | None) -> tuple[int, int] | None:
        """Give the two numbers answered, women then men, where it asks for them."""
        return composition(value) if self.takes_counts else None


_F = Field

_TREATMENT_TEXTS: Mapping[Field, Message] = {
    _F.CLAUSE: N_("Article du texte (obligatoire si 1 ou 2)"),
    _F.QUOTATION: N_("Citation des mots du texte (obligatoire si 2 et importante)"),
    _F.NOTE: N_("Motif ou commentaire (obligatoire si sans objet, ou 0 sans importance)"),
}

# The texts asked beside the answer of a shipped criterion, in the order of the page, by their name.
TEXTS: Mapping[str, Mapping[Field, Message]] = {
    "F1": {_F.NOTE: N_("En une phrase : qui, ou pourquoi personne")},
    "F2": {
        _F.NOTE: N_("Chiffre ou estimation, par sexe"),
        _F.SOURCE: N_("Source et année, ou recherche faite"),
    },
    "F3": {_F.NOTE: N_("Justification, trois phrases au plus")},
    "A1": {
        _F.SOURCE: N_("Source et année, ou bien où et quand vous avez cherché"),
        _F.NOTE: N_("Population décrite par ces données"),
    },
    **dict.fromkeys(TREATMENT_CRITERIA, _TREATMENT_TEXTS),
    "A13": {
        _F.CLAUSE: N_("Article en cause"),
        _F.NOTE: N_("Correction proposée"),
    },
    "T1": {
        _F.CLAUSE: N_("Articles en cause"),
        _F.QUOTATION: N_("Citation des mots à reprendre"),
        _F.NOTE: N_("Mots à reprendre, et où"),
    },
    "T2": {_F.CLAUSE: N_("Figure ou exemple"), _F.NOTE: N_("Ce qu’il faut reprendre")},
    "P1": {_F.NOTE: N_("Combien, qui et quand")},
    "P2": {_F.NOTE: N_("D’où viennent ces nombres")},
    "P3": {_F.NOTE: N_("Nom de la personne")},
    "P4": {_F.NOTE: N_("Référence du formulaire, note nationale")},
    "P5": {_F.NOTE: N_("Action et date")},
}

# The same for a criterion added later, by its kind of answer.
TEXTS_OF_KIND: Mapping[AnswerKind, Mapping[Field, Message]] = {
    AnswerKind.TREATMENT: _TREATMENT_TEXTS,
    AnswerKind.FIGURES: {
        _F.CLAUSE: N_("Endroit du texte"),
        _F.NOTE: N_("Ce qu’il faut reprendre"),
    },
    AnswerKind.YES_NO_UNKNOWN: {_F.NOTE: N_("Précision, en une phrase")},
    AnswerKind.YES_NO_NAME: {_F.NOTE: N_("Nom, si oui")},
    AnswerKind.COMPOSITION: {_F.NOTE: N_("D’où viennent ces nombres")},
}

_FITNESS_LABELS: Mapping[str, Message] = {
    Figures.OK: N_("Convient"),
    Figures.NOT_OK: N_("Ne convient pas"),
    Figures.NOT_APPLICABLE: N_("Sans objet pour cette norme"),
}

# The shipped criterion whose answers a kind has.
_LIKE: Mapping[AnswerKind, str] = {
    AnswerKind.TREATMENT: "A2",
    AnswerKind.FIGURES: "T2",
    AnswerKind.YES_NO_UNKNOWN: "P4",
    AnswerKind.YES_NO_NAME: "P3",
    AnswerKind.COMPOSITION: "P2",
}

SHIPPED: tuple[Criterion, ...] = tuple(
    Criterion(code, SHIPPED_KINDS[code], SHIPPED_PARTS[code]) for code in CRITERIA
)


def in_order(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """Put criteria in the order of the pages, each page keeping the order given."""
    pages = tuple(Part)
    return tuple(sorted(criteria, key=lambda one: pages.index(one.part)))
